# Erreurs dans les filtres CQL2.
cql2-empty = le filtre est vide{ cql2-place }
cql2-too-long = le filtre dépasse { $limit } octets{ cql2-place }
cql2-too-deep = le filtre a plus de { $limit } niveaux{ cql2-place }
cql2-too-many-parts = le filtre a plus de { $limit } conditions{ cql2-place }
cql2-too-many-items = une liste a plus de { $limit } éléments{ cql2-place }
cql2-too-many-vertices = les géométries ont plus de { $limit } sommets{ cql2-place }
cql2-too-many-wildcards = un modèle contient plus de { $limit } fois le signe %{ cql2-place }
cql2-too-costly = le filtre demande plus de { $limit } comparaisons par site{ cql2-place }
cql2-unexpected-end = le filtre finit là où il faut { cql2-expected }{ cql2-place }
cql2-unexpected = ici se trouve « { $written } », mais il faut { cql2-expected }{ cql2-place }
cql2-unclosed-text = un texte entre guillemets n’a pas de fin{ cql2-place }
cql2-unknown-sign = le signe « { $written } » ne veut rien dire ici{ cql2-place }
cql2-invalid-number = « { $written } » n’est pas un nombre utilisable{ cql2-place }
cql2-invalid-date = « { $written } » n’est pas une date comme 2026-01-31{ cql2-place }
cql2-invalid-timestamp = « { $written } » n’est pas une heure comme 2026-01-31T12:00:00Z{ cql2-place }
cql2-invalid-interval = l’intervalle finit avant de commencer{ cql2-place }
cql2-invalid-name = « { $written } » n’est pas le nom d’une propriété{ cql2-place }
cql2-backslash-at-end = un texte ne peut pas finir par une barre oblique inverse{ cql2-place }
cql2-invalid-geometry = la géométrie est inutilisable : { cql2-fault }{ cql2-place }
cql2-unknown-function = la fonction « { $written } » n’existe pas{ cql2-place }
cql2-arithmetic = les calculs ne sont pas possibles{ cql2-place }
cql2-invalid-json = ce n’est pas du JSON : { $written }{ cql2-place }
cql2-unknown-property = la propriété « { $written } » n’existe pas ; il y a : { $known }{ cql2-place }
cql2-unlike-kinds = on ne peut pas comparer { cql2-one } avec { cql2-other }{ cql2-place }
cql2-wrong-kind = ici se trouve { cql2-one }, mais il faut { cql2-other }{ cql2-place }
cql2-place = { $place ->
    [character] {", "}au caractère { $at }
    [pointer] {", "}dans { $at }
   *[whole] {""}
}
cql2-expected = { $expected ->
    [condition] une condition
    [operand] une propriété ou une valeur
    [operator] une comparaison (=, <>, <, >, <=, >=, IN, LIKE, BETWEEN, IS NULL)
    [text] un texte entre guillemets simples
    [number] un nombre
    [geometry] une géométrie comme POINT(11.3 44.5)
    [list] une liste comme ('a', 'b')
    [bound] une date, une heure, '..' ou une propriété
    [end] AND, OR ou la fin
    [arguments] { $exact } arguments
   *[exactly] { $exact }
}
cql2-one = { $one ->
    [text] un texte
    [number] un nombre
    [boolean] vrai ou faux
    [date] une date
    [timestamp] une date avec l’heure
    [interval] un intervalle
    [texts] une liste de textes
    [geometry] une géométrie
    [temporal] une date, une heure ou un intervalle
   *[scalar] une valeur seule
}
cql2-other = { $other ->
    [text] un texte
    [number] un nombre
    [boolean] vrai ou faux
    [date] une date
    [timestamp] une date avec l’heure
    [interval] un intervalle
    [texts] une liste de textes
    [geometry] une géométrie
    [temporal] une date, une heure ou un intervalle
   *[scalar] une valeur seule
}
cql2-fault = { $fault ->
    [off-the-globe] la longitude va de -180 à 180, la latitude de -90 à 90
    [open-ring] le dernier point d’un anneau doit être le premier
    [too-few-points] il faut deux points différents pour une ligne, trois pour un anneau
    [crossing] ses anneaux se croisent ou se touchent là où ils ne doivent pas
    [upside-down] le côté sud d’un rectangle doit être sous le côté nord
    [nested-collection] une collection ne contient que des points, des lignes et des polygones
    [collection-here] une collection ne vaut que dans S_INTERSECTS et S_DISJOINT
   *[empty] elle est vide
}
