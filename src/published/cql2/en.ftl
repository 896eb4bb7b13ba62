# Mistakes in CQL2 filters.
cql2-empty = the filter is empty{ cql2-place }
cql2-too-long = the filter is longer than { $limit } bytes{ cql2-place }
cql2-too-deep = the filter has more than { $limit } levels{ cql2-place }
cql2-too-many-parts = the filter has more than { $limit } conditions{ cql2-place }
cql2-too-many-items = a list has more than { $limit } items{ cql2-place }
cql2-too-many-vertices = the geometries have more than { $limit } vertices{ cql2-place }
cql2-too-many-wildcards = a pattern has more than { $limit } times the sign %{ cql2-place }
cql2-too-costly = the filter asks for more than { $limit } comparisons for each site{ cql2-place }
cql2-unexpected-end = the filter ends where { cql2-expected } is needed{ cql2-place }
cql2-unexpected = here is “{ $written }”, but needed is { cql2-expected }{ cql2-place }
cql2-unclosed-text = a quoted text has no end{ cql2-place }
cql2-unknown-sign = the sign “{ $written }” means nothing here{ cql2-place }
cql2-invalid-number = “{ $written }” is not a number that can be used{ cql2-place }
cql2-invalid-date = “{ $written }” is not a date such as 2026-01-31{ cql2-place }
cql2-invalid-timestamp = “{ $written }” is not a time such as 2026-01-31T12:00:00Z{ cql2-place }
cql2-invalid-interval = the interval ends before it begins{ cql2-place }
cql2-invalid-name = “{ $written }” is not the name of a property{ cql2-place }
cql2-backslash-at-end = a text cannot end in a backslash{ cql2-place }
cql2-invalid-geometry = the geometry cannot be used: { cql2-fault }{ cql2-place }
cql2-unknown-function = the function “{ $written }” does not exist{ cql2-place }
cql2-arithmetic = calculations are not possible{ cql2-place }
cql2-invalid-json = not JSON: { $written }{ cql2-place }
cql2-unknown-property = the property “{ $written }” does not exist; there are: { $known }{ cql2-place }
cql2-unlike-kinds = { cql2-one } cannot be compared with { cql2-other }{ cql2-place }
cql2-wrong-kind = here is { cql2-one }, but needed is { cql2-other }{ cql2-place }
cql2-place = { $place ->
    [character] {", "}at character { $at }
    [pointer] {", "}at { $at }
   *[whole] {""}
}
cql2-expected = { $expected ->
    [condition] a condition
    [operand] a property or a value
    [operator] a comparison (=, <>, <, >, <=, >=, IN, LIKE, BETWEEN, IS NULL)
    [text] a text between single quotes
    [number] a number
    [geometry] a geometry such as POINT(11.3 44.5)
    [list] a list such as ('a', 'b')
    [bound] a date, a time, '..' or a property
    [end] AND, OR or the end
    [arguments] { $exact } arguments
   *[exactly] { $exact }
}
cql2-one = { $one ->
    [text] a text
    [number] a number
    [boolean] true or false
    [date] a date
    [timestamp] a date and time
    [interval] an interval
    [texts] a list of texts
    [geometry] a geometry
    [temporal] a date, a time or an interval
   *[scalar] a single value
}
cql2-other = { $other ->
    [text] a text
    [number] a number
    [boolean] true or false
    [date] a date
    [timestamp] a date and time
    [interval] an interval
    [texts] a list of texts
    [geometry] a geometry
    [temporal] a date, a time or an interval
   *[scalar] a single value
}
cql2-fault = { $fault ->
    [off-the-globe] longitude is between -180 and 180, latitude between -90 and 90
    [open-ring] the last point of a ring must be its first
    [too-few-points] a line needs two different points, a ring three
    [crossing] its rings cross or touch where they must not
    [upside-down] the southern side of a box must be below the northern one
    [nested-collection] a collection holds points, lines and polygons only
    [collection-here] a collection can be used in S_INTERSECTS and S_DISJOINT only
   *[empty] it is empty
}
