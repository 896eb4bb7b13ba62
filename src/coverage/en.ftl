# Words of coverage: what interfaces say of questions that cannot be answered.
error-date = a day, such as 2025-12-31
error-since = a day before the one compared with (today when left out)
error-group = one of these groups, or ages that they add up to, such as 18-64: { $known }
error-too-coarse = with a single point for each comune no less than { $metres } metres; below that cells of population are needed
error-steps = metres and weights in order, such as 10000:1,20000:0.68,30000:0.22: growing distances, weights from 1 downwards
error-no-recipe = no figure was computed by this recipe, or too long ago
error-body-size = less data: a shorter body
error-body-object = one JSON object
error-site-number = the number of a public site (to move it: one with a public position)
error-changes = at least one change and { $most } at most, in add, remove and move
error-candidates = municipalities, cells or a list of points with lon and lat, { $most } at most
error-plain-value = a text, a number or a list of these
error-list = a list

# Words of the pages: the question.
coverage-title = Coverage
coverage-description = How many people have a family centre nearby, and where one is missing: figures by Region, province, comune and ambito, with the method.
coverage-area-description = { $area }: how many people have a family centre nearby, which comuni are far from one and how many people live there.
coverage-form = What you want to know
coverage-show = Show
coverage-open-simulator = Try opening a centre
coverage-field-indicatore = Figure
coverage-field-gruppo = People
coverage-field-soglia = Distance
coverage-field-minuti = Travel time
coverage-field-tempi = Source of the times
coverage-field-giorno = Day (empty: today)
coverage-field-dal = What changed since
coverage-field-confronto = Compare with
coverage-field-livello = By
coverage-field-popolazione = Population
coverage-field-regione = Where
coverage-field-servizio = Service offered
coverage-field-ruolo = Role in the network
coverage-all-italy = All of Italy
coverage-any = Any
coverage-demand-municipalities = One point for each comune
coverage-level-italia = Italy
coverage-level-regione = Region
coverage-level-regione-sociale = Region or autonomous Province
coverage-level-provincia = Province
coverage-level-comune = Comune
coverage-level-ambito = Ambito
coverage-indicator-c1 = How many centres there are
coverage-indicator-c2 = Centres for every 10,000 people
coverage-indicator-c3 = Who has a centre nearby
coverage-indicator-c4 = Who has a centre near, in minutes of travel
coverage-indicator-c5 = How far the nearest centre is
coverage-indicator-c6 = Comuni without a centre nearby
coverage-indicator-c10 = What changed from one day to another
coverage-indicator-s1 = How many kinds of service sites offer
coverage-indicator-s2 = Opening hours a week
coverage-indicator-s3 = Sites with free access
coverage-indicator-s4 = Professions at work in centres
coverage-indicator-s5 = Sites that describe physical access
coverage-indicator-s6 = Sites with a verified record
coverage-indicator-served-comuni = Comuni in the area served by a centre
coverage-indicator-served-people = People in the area served by a centre
coverage-indicator-served-districts = Ambiti with at least one centre
coverage-group-all = Everybody
coverage-group-minors = Minors (aged 0–17)
coverage-group-ages = Aged { $from } to { $to }
coverage-group-from = Aged { $from } and over
coverage-people-all = people
coverage-people-minors = minors
coverage-people-ages = people aged { $from } to { $to }
coverage-people-from = people aged { $from } and over
coverage-minutes = { $minutes } minutes
coverage-usual-instead = With one point for each comune we answer from 10 km upwards, for the groups of people in the list: here are the figures at 10 and 20 km.

# The answer.
coverage-in-italy = In Italy
coverage-in-region = In { $area }
coverage-in-social-region = In the territory of { $area }
coverage-in-province = In the province of { $area }
coverage-in-municipality = In the comune of { $area }
coverage-in-district = In the ambito { $area }
coverage-sentence-within = { $place } { $value } out of 100 { $people } live within { $distance } of a centre, as the crow flies.
coverage-sentence-within-between = { $place } between { $low } and { $high } out of 100 { $people } live within { $distance } of a centre, as the crow flies.
coverage-sentence-within-minutes = { $place } { $value } out of 100 { $people } reach a centre within { $distance } of travel.
coverage-sentence-within-minutes-partial = { $place }, among the people whose times are known ({ $known } of { $all }), { $value } out of 100 { $people } reach a centre within { $distance } of travel.
coverage-sentence-as-of = As of { $date }: sites open on that day count, as far as is known.
coverage-sentence-mean = { $place } the mean distance between { $people } and the nearest centre is { $value }, as the crow flies.
coverage-sentence-mean-between = { $place } the mean distance between { $people } and the nearest centre lies between { $low } and { $high }, as the crow flies.
coverage-sentence-centres = { $count ->
    [0] { $place } there is no centre.
    [one] { $place } there is one centre.
   *[other] { $place } there are { $value } centres.
}
coverage-sentence-rate = { $place }: { $value } centres for every 10,000 { $people }.
coverage-sentence-uncovered = { $place } { $value } of { $of } comuni have no centre within { $distance } as the crow flies.
coverage-sentence-uncovered-between = { $place } between { $low } and { $high } of { $of } comuni have no centre within { $distance } as the crow flies.
coverage-sentence-figure = { $place }, { $label }: { $value }.
coverage-sentence-change = { $place } the share of { $people } within { $distance } of a centre changed by { $value } since { $since }.
coverage-sentence-no-change = { $place } the share of { $people } within { $distance } of a centre has not changed since { $since }.
coverage-sentence-none = { $place }, { $label }: not computed. { $reason }
coverage-sentence-unreachable = { $place } nobody can reach a centre without crossing water.
coverage-unreachable = no centre in reach
coverage-not-computed = not computed
coverage-reason-nobody = We do not know how many people of this group live here.
coverage-reason-coarse = Of some comuni we know one point only: too little for this distance.
coverage-reason-water = No site on the same land, without crossing water.
coverage-reason-undeclared = No site declares it.
coverage-reason-catchments = None of these centres has published the area it serves.
coverage-reason-districts = The ambiti are not loaded yet.
coverage-reason-matrix = No table of travel times is loaded.
coverage-reason-no-times = The table of travel times does not begin here.
coverage-reason-no-way = The table of times has no way from here to a centre.
coverage-reason-other = The data needed are not there.
coverage-note-partial = { $count ->
    [one] Partial total: the population of one comune is not known.
   *[other] Partial total: the population of { $count } comuni is not known.
}
coverage-note-unreachable = Left out of the mean: { $people } people without a centre on the same land.
coverage-note-times = Of { $people } people we do not know the travel times.
coverage-note-no-way = { $people } people have no way to a centre.
coverage-note-sites-times = The table of times does not lead to { $sites } sites.
coverage-share = { $part } of { $all }
coverage-measure-within = { $people } within { $distance } of a centre, as the crow flies
coverage-measure-within-minutes = { $people } within { $distance } of travel of a centre
coverage-measure-mean-minutes = minutes of travel, on average
coverage-measure-median-minutes = minutes of travel within which half of the people live
coverage-measure-mean = mean distance to the nearest centre, as the crow flies
coverage-measure-median = median distance, as the crow flies
coverage-measure-p90 = distance within which 9 in 10 live, as the crow flies
coverage-measure-centres = centres
coverage-measure-sites = sites
coverage-measure-centres-hub = hub centres
coverage-measure-centres-spoke = spoke centres
coverage-measure-centres-per-10000-people = centres for every 10,000 { $people }
coverage-measure-sites-per-10000-people = sites in reach for each 10,000 { $people }, outside the territory too
coverage-measure-uncovered-comuni = comuni without a centre within { $distance } as the crow flies
coverage-measure-people-in-uncovered-comuni = { $people } in these comuni
coverage-measure-people-in-uncovered-comune = { $people } in comuni without a centre within { $distance } as the crow flies
coverage-measure-distance-of-uncovered-comune = distance to the nearest centre, as the crow flies
coverage-measure-within-change = { $people } within { $distance } of a centre, more or fewer
coverage-measure-within-before = before
coverage-measure-within-after = after
coverage-measure-opened-sites = sites opened
coverage-measure-closed-sites = sites closed
coverage-measure-breadth = kinds of service declared, of those of the national model
coverage-measure-weekly-hours = opening hours a week, on average
coverage-measure-free-access = sites with free access, of those that say how one gets in
coverage-measure-professions = different professions at work in a centre, on average
coverage-measure-physical-access-declared = sites that describe physical access
coverage-measure-verified = sites with a verified record that has not expired
coverage-measure-served-comuni = comuni in the area served by a centre
coverage-measure-served-people = { $people } in the area served by a centre
coverage-measure-served-districts = ambiti with at least one centre
coverage-column-share = Out of
coverage-column-centres = Centres
coverage-column-note = Worth knowing
coverage-column-distance = Distance as the crow flies
coverage-table = Table
coverage-first-rows = These are the first { $shown } rows of { $count }. The file has them all.
coverage-empty = No area answers this question. Try a finer level, or all of Italy.
coverage-demo = Demonstration figures: some of the centres counted are invented. Do not use them to decide.
coverage-watermark = Demonstration figures
coverage-class-zero = zero
coverage-class-below = less than { $high }
coverage-class-between = { $low } to less than { $high }
coverage-class-above = { $low } and more
coverage-class-any = all figures
coverage-change-much-less = more than { $points } points less
coverage-change-less = up to { $points } points less
coverage-change-none = no change
coverage-change-more = less than { $points } points more
coverage-change-much-more = { $points } points more and above
coverage-class-within = within { $high }
coverage-class-beyond = beyond { $low }
coverage-class-unreachable = no centre in reach
coverage-class-none = not computed
coverage-legend = Legend
coverage-no-map = There are no boundaries to draw for these areas: read the table.
coverage-without-script = The map needs JavaScript. The same figures are in the tables.
coverage-zoom-in = Zoom in
coverage-zoom-out = Zoom out
coverage-wheel-hint = Use Ctrl and the wheel to zoom the map
coverage-fingers-hint = Use two fingers to move the map
coverage-sources = © ISTAT · GeoNames

# The method.
coverage-method = How it is computed
coverage-method-more = Data and versions
coverage-method-interval = A comune is one point only, but people live around it; and of some sites we know the comune and not the address. So where the figure may change by more than 10 points we show an interval: the one that results if the people of a comune live within a disc as large as the comune. This is a model, not a certain limit: long comuni reach out of it. The certain limit, much wider, is in the interfaces (bounds=certain).
coverage-method-c1 = We count centres and sites that are active or in temporary premises. A centre with several sites counts once. A protected position counts only at the level at which it is public.
coverage-method-c2 = Centres of the area divided by the people of the group who live there, times 10,000.
coverage-method-c3 = We count the people whose point lies within { $distance } of the nearest site, the limit included. Distance is as the crow flies over the surface of the Earth and does not cross the sea.
coverage-method-c4 = We count the people who reach the nearest site within { $distance }, the limit included, by a table of travel times that was loaded: no time is estimated from a distance. Who lives where the table has no times is left out, and the row says so.
coverage-method-c5 = Distance as the crow flies from the point where people live to the nearest site, without crossing the sea; the mean weighs each point by its people.
coverage-method-c6 = Comuni whose point has no site within { $distance } as the crow flies, the limit included, without crossing the sea.
coverage-method-c10 = Share of people with a site within { $distance } as the crow flies on the two days, and the difference in percentage points. Sites that opened and closed on days we know count; population and boundaries are those of today.
coverage-method-s1 = Kinds of service each site declares, in relation to the ordinary ones of the national model; mean of the sites that declare at least one.
coverage-method-s2 = Opening hours of an ordinary week, without those by appointment; mean of the sites that give their hours.
coverage-method-s3 = Sites with at least one service of free access, among those that say how one gets in.
coverage-method-s4 = Different professions at work in a centre; mean of the centres that declare them. The table to download also says how many centres have each profession. Nothing is collected about persons.
coverage-method-s5 = Sites that give at least one piece of information on physical access. Those that say nothing are not counted as inaccessible.
coverage-method-s6 = Sites verified by a body whose verification has not expired today.
coverage-method-served-comuni = Comuni that at least one centre declares it serves, in relation to all comuni of the area.
coverage-method-served-people = People of the group who live in a comune that at least one centre declares it serves.
coverage-method-served-districts = Ambiti with at least one centre in their territory, in relation to all ambiti of the area.
coverage-fact-people = People
coverage-fact-population = Source and year of the population
coverage-fact-landmass = Sea
coverage-landmass-same = distances do not cross it
coverage-landmass-any = distances cross it
coverage-fact-resolution = Mean radius of what a point stands for
coverage-fact-precision = Mean accuracy of the position of sites
coverage-fact-boundaries = Year of the boundaries
coverage-fact-centres = Version of the list of centres
coverage-fact-travel-times = Source of the travel times
coverage-fact-as-of = As of
coverage-fact-recipe = Recipe to compute it again
coverage-download-csv = Download the table (CSV)
coverage-download-xlsx = The same table for spreadsheets (XLSX)
coverage-download-parquet = The same table for analysis (Parquet)
coverage-download-json = The same figures as JSON
coverage-data = Data and interfaces

# One territory.
coverage-distance-by-comune = How far the nearest centre is, comune by comune
coverage-plot = Who lives how far away
coverage-plot-summary = { $share } live in comuni with a centre within { $distance } as the crow flies.
coverage-plot-table = The same figures in a table
coverage-plot-table-below = The same figures are in the table below the drawing.
coverage-plot-note = Of each comune the distance of its point counts, or the median one where finer points are known.
coverage-curve = How unequal the distance is
coverage-curve-summary = The { $people } of people who live farthest have { $distance } of all distance to the nearest centre. Gini index { $gini }: 0 if all live equally far, near 1 if few have all the distance.
coverage-curve-people = People, from the nearest to the farthest
coverage-curve-distance = Part of all distance
coverage-curve-how = Lorenz curve: comuni by mean distance as the crow flies, weighted by people. The dashed line is where all live equally far.
coverage-floating = How many centres for who lives here
coverage-floating-how = The second figure counts sites that people reach outside the territory too, and shares each site among all who reach it: within 10 km it counts 1, within 20 km 0.68, within 30 km 0.22, as the crow flies (method E2SFCA).
coverage-compare = Two distances compared
coverage-difference = Difference
coverage-difference-how = Differences are between the central figures: those that result if everybody lives at the point of their comune or of their cell.
coverage-points = { $points } points
coverage-gaps = Comuni without a centre nearby
coverage-gaps-count = { $count ->
    [0] All comuni have a centre within { $distance } as the crow flies.
    [one] One comune has no centre within { $distance } as the crow flies.
   *[other] { $count } comuni have no centre within { $distance } as the crow flies. In order of how many people live there:
}
coverage-gaps-csv = Download all these comuni (CSV)
coverage-districts = The ambiti of the Region
coverage-kinds = By kind of comune
coverage-kinds-how = The classes count residents of every age. Small island: land with fewer than 100 comuni.
coverage-kinds-column = Kind of comune
coverage-kind-size-class = Residents
coverage-kind-size-class-under-2000 = Fewer than 2,000 residents
coverage-kind-size-class-2000-4999 = From 2,000 to 4,999
coverage-kind-size-class-5000-19999 = From 5,000 to 19,999
coverage-kind-size-class-20000-99999 = From 20,000 to 99,999
coverage-kind-size-class-100000-and-more = 100,000 and more
coverage-kind-island-class = Islands
coverage-kind-island-class-small-island = Small islands
coverage-kind-island-class-mainland-sicily-sardinia = Mainland, Sicily and Sardinia
coverage-kind-snai-class = Inner areas (SNAI)
coverage-kind-snai-class-a = Poles
coverage-kind-snai-class-b = Poles of several comuni
coverage-kind-snai-class-c = Belt
coverage-kind-snai-class-d = Intermediate
coverage-kind-snai-class-e = Peripheral
coverage-kind-snai-class-f = Ultra-peripheral
coverage-kind-mountain-class = Mountain
coverage-kind-mountain-class-mountain = Mountain
coverage-kind-mountain-class-partly-mountain = Partly mountain
coverage-kind-mountain-class-not-mountain = Not mountain
coverage-kind-altimetric-zone = Altimetric zone
coverage-kind-altimetric-zone-1 = Inland mountain
coverage-kind-altimetric-zone-2 = Coastal mountain
coverage-kind-altimetric-zone-3 = Inland hill
coverage-kind-altimetric-zone-4 = Coastal hill
coverage-kind-altimetric-zone-5 = Plain
coverage-kind-unclassified = Without a class
coverage-change = What changed since { $date }
coverage-change-people = { $people } within { $distance }
coverage-change-now = Today
coverage-change-opened = Sites opened
coverage-change-closed = Sites closed
coverage-change-sites = { $opened ->
    [0] No site opened
    [one] One site opened
   *[other] { $opened } sites opened
} and { $closed ->
    [0] none closed.
    [one] one closed.
   *[other] { $closed } closed.
}
coverage-change-undated = { $count ->
    [one] Of one site we do not know the day it opened: it counts as open already.
   *[other] Of { $count } sites we do not know the day they opened: they count as open already.
}
coverage-change-how = Sites that opened and closed on days we know count; population and boundaries are those of today.
coverage-change-csv = Download the changes (CSV)

# The simulator.
coverage-simulator = Coverage simulator
coverage-simulator-description = Put a point on the map, or write a place, and see who would have a family centre nearer.
coverage-simulator-lead = Put a point where you would open a centre, move or close a site, and see who would have a centre nearer and who farther away.
coverage-simulator-form = Scenario
coverage-simulator-map = Map of the scenario
coverage-add-place = Where it opens
coverage-add = Add
coverage-add-hint = A comune, a street, or latitude and longitude: 40.63, 15.8.
coverage-add-outside = latitude and longitude in Italy, for example 40.63, 15.8
coverage-add-hint-map = Or click on the map; points can be dragged.
coverage-suggestions = Suggested places
coverage-suggestions-count = Suggested places: { "{n}" }
coverage-which = Which “{ $place }”?
coverage-propose = Propose places
coverage-print = Print
coverage-printed-on = Hypothetical scenario, printed on { $date }.
coverage-wish = Where to open the next centres
coverage-field-proponi = How many
coverage-field-obiettivo = What counts
coverage-field-tra = Among which places
coverage-field-ambito = Ambito
coverage-field-elenco = List of places
coverage-any-district = All of the chosen area
coverage-objective-persone = More people reached
coverage-objective-distanza = Less distance for everybody
coverage-objective-divari = Those farthest away first
coverage-among-comuni = The comuni
coverage-among-celle = The cells of population
coverage-among-elenco = The list below
coverage-list = Choose among places of yours
coverage-list-hint = One place on each line: latitude and longitude, also after a name. For example: Middle school; 44.4949; 11.3426.
coverage-list-empty = write at least one place, one on each line
coverage-list-long = at most { $most } places; for longer lists there is the interface for programs
coverage-list-line = line { $line }: latitude and longitude in Italy, for example 44.4949; 11.3426
coverage-proposals-people = The next centres that reach most people
coverage-proposals-distance = The next centres that shorten the way most
coverage-proposals-equity = The next centres, those farthest away first
coverage-among-count-comuni = { $count } comuni
coverage-among-count-celle = { $count } cells
coverage-among-count-elenco = { $count } places of the list
coverage-proposals-none = None of these places would make things better.
coverage-proposals-how = Chosen one after the other among { $among }, besides the centres of today and without your pins: they reach at least { $share } of what the best possible choice would reach.
coverage-gain = { $count } more { $people }
coverage-gain-distance = { $distance } less for each on average
coverage-gain-equity = with those before, { $share } within { $distance }
coverage-add-this = Add
coverage-add-all = Add all
coverage-pins = Your scenario
coverage-pin = Point
coverage-pin-keys = Drag it, or move it with the arrow keys; Delete removes it
coverage-pin-nowhere = Outside the comuni of Italy
coverage-pin-format = longitude and latitude in degrees, such as 15.8,40.63
coverage-too-many-pins = at most { $most } points, and at most { $most } sites moved or closed
coverage-no-pins = The scenario is still empty.
coverage-remove = Remove
coverage-remove-all = Remove all
coverage-outcome-title = What changes
coverage-outcome = { $count ->
    [0] { $pins ->
        [one] This point brings nobody a centre within { $distance } that was not there already, as the crow flies.
       *[other] These points bring nobody a centre within { $distance } that was not there already, as the crow flies.
    }
   *[other] { $written } more { $people } would have a centre within { $distance } as the crow flies, in { $comuni ->
        [one] one comune.
       *[other] { $comuni } comuni.
    }
}
coverage-off-land = { $count ->
    [one] One point is not on Italian land: it reaches nobody.
   *[other] { $count } points are not on Italian land: they reach nobody.
}
coverage-before-after = How many of 100 { $people } have a centre at this distance
coverage-before = Today
coverage-after = With the scenario
coverage-newly = More
coverage-where-they-live = Where those live who would have a centre nearby
coverage-more-comuni = { $count ->
    [one] and one more comune
   *[other] and { $count } more comuni
}
coverage-outcome-how = Each comune is one point.
coverage-legend-reached = comuni that would have a centre nearby
coverage-legend-lost = comuni that would no longer have a centre nearby
coverage-legend-sites = today’s sites
coverage-choose-site = Choose a site
coverage-field-sede = Site to move or close
coverage-move-site = Move
coverage-close-site = Close
coverage-move-hint = To move it write the new place in the field “Where it opens”, or press “Move” and drag it on the map.
coverage-choose-region = To move or close one of today’s sites choose a Region first.
coverage-site-moves = Moves:
coverage-site-closes = Closes:
coverage-site-gone = this site is no longer among those that can be moved or closed
coverage-restore = Leave as it is
coverage-keep = Save and share
coverage-kept-on = Scenario saved on { $date }
coverage-kept-hint = Whoever opens this address sees the same scenario. If you change it, yours becomes another one: this one stays as it is.
coverage-kept-then = On that day: { $sentence }
coverage-compare-show = Compare
coverage-compare-link = Compare with another scenario
coverage-compare-title = Two scenarios compared
coverage-compare-lead = Paste the addresses of two saved scenarios here: you see what changes with one and with the other.
coverage-compare-first = First scenario (A)
coverage-compare-second = Second scenario (B)
coverage-compare-open = Open the scenario
coverage-compare-asked-anew = The two scenarios were saved with different questions: here the second is computed with the question of the first.
coverage-compare-same = Neither scenario changes this figure.
coverage-compare-none = no difference
coverage-compare-people = More people with B
coverage-compare-difference = B compared with A
coverage-since = Something has changed since that day ({ $what }): the figures below are computed from today’s data.
coverage-since-centres = centres
coverage-since-people = population
coverage-since-boundaries = boundaries
coverage-since-program = method
coverage-scenario-unknown = There is no such scenario: the address may be incomplete, or nobody had opened it for a long time and it was removed.
coverage-outcome-same = The scenario does not change who has a centre within { $distance } as the crow flies.
coverage-outcome-lost = { $written } fewer { $people } would have a centre within { $distance } as the crow flies, in { $comuni ->
    [one] one comune.
   *[other] { $comuni } comuni.
}
coverage-outcome-both = { $written } more { $people } and { $lost } fewer would have a centre within { $distance } as the crow flies.
coverage-outcome-mean-less = { $place } the mean distance between { $people } and the nearest centre would fall from { $before } to { $after } as the crow flies: { $change } less on average.
coverage-outcome-mean-more = { $place } the mean distance between { $people } and the nearest centre would rise from { $before } to { $after } as the crow flies: { $change } more on average.
coverage-outcome-mean-same = { $place } the mean distance between { $people } and the nearest centre would stay { $before }, as the crow flies.
coverage-outcome-uncovered = { $place } the comuni without a centre within { $distance } as the crow flies would go from { $before } to { $after }.
coverage-outcome-uncovered-same = { $place } the comuni without a centre within { $distance } as the crow flies would stay { $before }.
coverage-outcome-unknown = { $place } the figure cannot be computed, neither today nor with the scenario.
coverage-where-nearer = Where the centre would be nearer
coverage-where-farther = Where the centre would be farther away
coverage-where-they-lose = Where those live who would no longer have a centre nearby
coverage-picture = Drawing of the scenario
coverage-picture-tables = The circles around the points show the chosen distance. The same figures are in the tables.
