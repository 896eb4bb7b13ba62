# Errori dei filtri CQL2.
cql2-empty = il filtro è vuoto{ cql2-place }
cql2-too-long = il filtro supera { $limit } byte{ cql2-place }
cql2-too-deep = il filtro ha più di { $limit } livelli{ cql2-place }
cql2-too-many-parts = il filtro ha più di { $limit } condizioni{ cql2-place }
cql2-too-many-items = un elenco ha più di { $limit } elementi{ cql2-place }
cql2-too-many-vertices = le geometrie hanno più di { $limit } vertici{ cql2-place }
cql2-too-many-wildcards = un modello ha più di { $limit } volte il segno %{ cql2-place }
cql2-too-costly = il filtro chiede più di { $limit } confronti per ogni sede{ cql2-place }
cql2-unexpected-end = il filtro finisce dove serve { cql2-expected }{ cql2-place }
cql2-unexpected = qui c’è «{ $written }», ma serve { cql2-expected }{ cql2-place }
cql2-unclosed-text = un testo tra virgolette non finisce{ cql2-place }
cql2-unknown-sign = il segno «{ $written }» qui non vuol dire nulla{ cql2-place }
cql2-invalid-number = «{ $written }» non è un numero che si possa usare{ cql2-place }
cql2-invalid-date = «{ $written }» non è una data come 2026-01-31{ cql2-place }
cql2-invalid-timestamp = «{ $written }» non è un’ora come 2026-01-31T12:00:00Z{ cql2-place }
cql2-invalid-interval = l’intervallo finisce prima di cominciare{ cql2-place }
cql2-invalid-name = «{ $written }» non è il nome di una proprietà{ cql2-place }
cql2-backslash-at-end = un testo non può finire con una barra rovesciata{ cql2-place }
cql2-invalid-geometry = la geometria non si può usare: { cql2-fault }{ cql2-place }
cql2-unknown-function = la funzione «{ $written }» non esiste{ cql2-place }
cql2-arithmetic = i calcoli non sono possibili{ cql2-place }
cql2-invalid-json = non è JSON: { $written }{ cql2-place }
cql2-unknown-property = la proprietà «{ $written }» non esiste; ci sono: { $known }{ cql2-place }
cql2-unlike-kinds = non si può confrontare { cql2-one } con { cql2-other }{ cql2-place }
cql2-wrong-kind = qui c’è { cql2-one }, ma serve { cql2-other }{ cql2-place }
cql2-place = { $place ->
    [character] {", "}al carattere { $at }
    [pointer] {", "}in { $at }
   *[whole] {""}
}
cql2-expected = { $expected ->
    [condition] una condizione
    [operand] una proprietà o un valore
    [operator] un confronto (=, <>, <, >, <=, >=, IN, LIKE, BETWEEN, IS NULL)
    [text] un testo tra virgolette semplici
    [number] un numero
    [geometry] una geometria come POINT(11.3 44.5)
    [list] un elenco come ('a', 'b')
    [bound] una data, un’ora, '..' o una proprietà
    [end] AND, OR o la fine
    [arguments] { $exact } argomenti
   *[exactly] { $exact }
}
cql2-one = { $one ->
    [text] un testo
    [number] un numero
    [boolean] vero o falso
    [date] una data
    [timestamp] un’ora con data
    [interval] un intervallo
    [texts] un elenco di testi
    [geometry] una geometria
    [temporal] una data, un’ora o un intervallo
   *[scalar] un solo valore
}
cql2-other = { $other ->
    [text] un testo
    [number] un numero
    [boolean] vero o falso
    [date] una data
    [timestamp] un’ora con data
    [interval] un intervallo
    [texts] un elenco di testi
    [geometry] una geometria
    [temporal] una data, un’ora o un intervallo
   *[scalar] un solo valore
}
cql2-fault = { $fault ->
    [off-the-globe] la longitudine va da -180 a 180, la latitudine da -90 a 90
    [open-ring] l’ultimo punto di un anello deve essere il primo
    [too-few-points] a una linea servono due punti diversi, a un anello tre
    [crossing] i suoi anelli si incrociano o si toccano dove non devono
    [upside-down] il lato sud di un riquadro deve stare sotto il lato nord
    [nested-collection] una raccolta contiene solo punti, linee e poligoni
    [collection-here] una raccolta vale solo in S_INTERSECTS e S_DISJOINT
   *[empty] è vuota
}
