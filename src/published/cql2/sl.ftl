# Napake v filtrih CQL2.
cql2-empty = filter je prazen{ cql2-place }
cql2-too-long = filter presega velikost { $limit } bajtov{ cql2-place }
cql2-too-deep = filter presega globino { $limit } ravni{ cql2-place }
cql2-too-many-parts = filter presega { $limit } pogojev{ cql2-place }
cql2-too-many-items = seznam presega { $limit } elementov{ cql2-place }
cql2-too-many-vertices = geometrije presegajo { $limit } oglišč{ cql2-place }
cql2-too-many-wildcards = vzorec ima znak % več kot { $limit }-krat{ cql2-place }
cql2-too-costly = filter zahteva več kot { $limit } primerjav za vsako lokacijo{ cql2-place }
cql2-unexpected-end = filter se konča, kjer je potrebno: { cql2-expected }{ cql2-place }
cql2-unexpected = tu je »{ $written }«, potrebno pa je: { cql2-expected }{ cql2-place }
cql2-unclosed-text = besedilo v narekovajih nima konca{ cql2-place }
cql2-unknown-sign = znak »{ $written }« tu ne pomeni ničesar{ cql2-place }
cql2-invalid-number = »{ $written }« ni uporabno število{ cql2-place }
cql2-invalid-date = »{ $written }« ni datum, kot je 2026-01-31{ cql2-place }
cql2-invalid-timestamp = »{ $written }« ni čas, kot je 2026-01-31T12:00:00Z{ cql2-place }
cql2-invalid-interval = obdobje se konča, preden se začne{ cql2-place }
cql2-invalid-name = »{ $written }« ni ime lastnosti{ cql2-place }
cql2-backslash-at-end = besedilo se ne sme končati z obrnjeno poševnico{ cql2-place }
cql2-invalid-geometry = geometrije ni mogoče uporabiti: { cql2-fault }{ cql2-place }
cql2-unknown-function = funkcija »{ $written }« ne obstaja{ cql2-place }
cql2-arithmetic = računanje ni mogoče{ cql2-place }
cql2-invalid-json = to ni JSON: { $written }{ cql2-place }
cql2-unknown-property = lastnost »{ $written }« ne obstaja; na voljo so: { $known }{ cql2-place }
cql2-unlike-kinds = ni mogoče primerjati: { cql2-one } in { cql2-other }{ cql2-place }
cql2-wrong-kind = tu je { cql2-one }, potrebno pa je: { cql2-other }{ cql2-place }
cql2-place = { $place ->
    [character] {", "}pri znaku { $at }
    [pointer] {", "}v { $at }
   *[whole] {""}
}
cql2-expected = { $expected ->
    [condition] pogoj
    [operand] lastnost ali vrednost
    [operator] primerjava (=, <>, <, >, <=, >=, IN, LIKE, BETWEEN, IS NULL)
    [text] besedilo med enojnimi narekovaji
    [number] število
    [geometry] geometrija, na primer POINT(11.3 44.5)
    [list] seznam, na primer ('a', 'b')
    [bound] datum, čas, '..' ali lastnost
    [end] AND, OR ali konec
    [arguments] število argumentov: { $exact }
   *[exactly] { $exact }
}
cql2-one = { $one ->
    [text] besedilo
    [number] število
    [boolean] resnično ali neresnično
    [date] datum
    [timestamp] datum s časom
    [interval] časovno obdobje
    [texts] seznam besedil
    [geometry] geometrija
    [temporal] datum, čas ali obdobje
   *[scalar] ena sama vrednost
}
cql2-other = { $other ->
    [text] besedilo
    [number] število
    [boolean] resnično ali neresnično
    [date] datum
    [timestamp] datum s časom
    [interval] časovno obdobje
    [texts] seznam besedil
    [geometry] geometrija
    [temporal] datum, čas ali obdobje
   *[scalar] ena sama vrednost
}
cql2-fault = { $fault ->
    [off-the-globe] zemljepisna dolžina je med -180 in 180, širina med -90 in 90
    [open-ring] zadnja točka obroča mora biti njegova prva
    [too-few-points] črta potrebuje dve različni točki, obroč tri
    [crossing] njeni obroči se križajo ali dotikajo, kjer se ne smejo
    [upside-down] južna stranica pravokotnika mora biti pod severno
    [nested-collection] zbirka vsebuje samo točke, črte in poligone
    [collection-here] zbirka velja samo v S_INTERSECTS in S_DISJOINT
   *[empty] je prazna
}
