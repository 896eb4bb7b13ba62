# Fehler in CQL2-Filtern.
cql2-empty = der Filter ist leer{ cql2-place }
cql2-too-long = der Filter ist länger als { $limit } Byte{ cql2-place }
cql2-too-deep = der Filter hat mehr als { $limit } Ebenen{ cql2-place }
cql2-too-many-parts = der Filter hat mehr als { $limit } Bedingungen{ cql2-place }
cql2-too-many-items = eine Liste hat mehr als { $limit } Einträge{ cql2-place }
cql2-too-many-vertices = die Geometrien haben mehr als { $limit } Punkte{ cql2-place }
cql2-too-many-wildcards = ein Muster enthält mehr als { $limit } Mal das Zeichen %{ cql2-place }
cql2-too-costly = der Filter verlangt mehr als { $limit } Vergleiche je Standort{ cql2-place }
cql2-unexpected-end = der Filter endet, wo noch etwas nötig ist: { cql2-expected }{ cql2-place }
cql2-unexpected = hier steht „{ $written }“, nötig ist aber: { cql2-expected }{ cql2-place }
cql2-unclosed-text = ein Text in Anführungszeichen hat kein Ende{ cql2-place }
cql2-unknown-sign = das Zeichen „{ $written }“ bedeutet hier nichts{ cql2-place }
cql2-invalid-number = „{ $written }“ ist keine brauchbare Zahl{ cql2-place }
cql2-invalid-date = „{ $written }“ ist kein Datum wie 2026-01-31{ cql2-place }
cql2-invalid-timestamp = „{ $written }“ ist kein Zeitpunkt wie 2026-01-31T12:00:00Z{ cql2-place }
cql2-invalid-interval = der Zeitraum endet, bevor er beginnt{ cql2-place }
cql2-invalid-name = „{ $written }“ ist kein Name einer Eigenschaft{ cql2-place }
cql2-backslash-at-end = ein Text darf nicht mit einem umgekehrten Schrägstrich enden{ cql2-place }
cql2-invalid-geometry = die Geometrie ist nicht brauchbar: { cql2-fault }{ cql2-place }
cql2-unknown-function = die Funktion „{ $written }“ gibt es nicht{ cql2-place }
cql2-arithmetic = Rechnen ist nicht möglich{ cql2-place }
cql2-invalid-json = kein JSON: { $written }{ cql2-place }
cql2-unknown-property = die Eigenschaft „{ $written }“ gibt es nicht; es gibt: { $known }{ cql2-place }
cql2-unlike-kinds = nicht vergleichbar: { cql2-one } und { cql2-other }{ cql2-place }
cql2-wrong-kind = hier steht { cql2-one }, nötig ist aber: { cql2-other }{ cql2-place }
cql2-place = { $place ->
    [character] {", "}an der Stelle { $at }
    [pointer] {", "}in { $at }
   *[whole] {""}
}
cql2-expected = { $expected ->
    [condition] eine Bedingung
    [operand] eine Eigenschaft oder ein Wert
    [operator] ein Vergleich (=, <>, <, >, <=, >=, IN, LIKE, BETWEEN, IS NULL)
    [text] ein Text zwischen einfachen Anführungszeichen
    [number] eine Zahl
    [geometry] eine Geometrie wie POINT(11.3 44.5)
    [list] eine Liste wie ('a', 'b')
    [bound] ein Datum, eine Uhrzeit, '..' oder eine Eigenschaft
    [end] AND, OR oder das Ende
    [arguments] Anzahl der Argumente: { $exact }
   *[exactly] { $exact }
}
cql2-one = { $one ->
    [text] ein Text
    [number] eine Zahl
    [boolean] wahr oder falsch
    [date] ein Datum
    [timestamp] ein Zeitpunkt
    [interval] ein Zeitraum
    [texts] eine Liste von Texten
    [geometry] eine Geometrie
    [temporal] ein Datum, ein Zeitpunkt oder ein Zeitraum
   *[scalar] ein einzelner Wert
}
cql2-other = { $other ->
    [text] ein Text
    [number] eine Zahl
    [boolean] wahr oder falsch
    [date] ein Datum
    [timestamp] ein Zeitpunkt
    [interval] ein Zeitraum
    [texts] eine Liste von Texten
    [geometry] eine Geometrie
    [temporal] ein Datum, ein Zeitpunkt oder ein Zeitraum
   *[scalar] ein einzelner Wert
}
cql2-fault = { $fault ->
    [off-the-globe] die Länge liegt zwischen -180 und 180, die Breite zwischen -90 und 90
    [open-ring] der letzte Punkt eines Rings muss sein erster sein
    [too-few-points] eine Linie braucht zwei verschiedene Punkte, ein Ring drei
    [crossing] ihre Ringe kreuzen oder berühren sich, wo sie es nicht dürfen
    [upside-down] die Südseite eines Rechtecks muss unter der Nordseite liegen
    [nested-collection] eine Sammlung enthält nur Punkte, Linien und Flächen
    [collection-here] eine Sammlung gilt nur in S_INTERSECTS und S_DISJOINT
   *[empty] sie ist leer
}
