# Words of the page that finds the nearest centre.
find-title = Find a centre
find-title-near = Centres near { $place }
find-description = Type where you are and find the nearest Family Centre: distance, services, telephone.
find-label = Where do you need it?
find-button = Search
find-hint = Type a municipality, a village or an address. For example: Imola.
find-suggestions = Suggested places
find-suggestions-count = Suggested places: { "{n}" }
find-locate = Use my position
find-locate-note = The position is rounded to about one kilometre already on your device.
find-locate-waiting = Looking for your position…
find-locate-refused = Your position is not available. That is fine: type the name of your municipality above.
find-filters = Choose a need or a service
find-need = What you need
find-service = Service
find-any = Any
find-counted = In brackets: how many sites in Italy.
find-counted-near = In brackets: how many sites within 20 km.
find-which = Which “{ $place }”?
find-unknown = We cannot find “{ $place }”
find-unknown-what-to-do = Check the spelling, or try the name of the municipality. We know all the municipalities of Italy and many villages.
find-alike = Perhaps you were looking for:
find-count = { $count ->
    [one] One site within 20 km of { $place }.
   *[other] { $count } sites within 20 km of { $place }.
}
find-count-here = { $count ->
    [one] One site within 20 km of your position.
   *[other] { $count } sites within 20 km of your position.
}
find-open-now = Open now: { $count }.
find-first = Here are the { $count } nearest.
find-none-near = No centre within 20 km. The nearest is in { $comune }, { $distance } away as the crow flies.
find-none-near-about = No centre within 20 km. The nearest is in the municipality of { $comune }, about { $distance } away as the crow flies.
find-none-at-all = No centre in Italy answers this search.
find-without = { $count ->
    [one] Without “{ $filter }” there is one site within 20 km
   *[other] Without “{ $filter }” there are { $count } sites within 20 km
}
find-rounded = Distances start from your rounded position: they may be wrong by about one kilometre.
find-number-estimated = The starting point is estimated from the neighbouring house numbers.
find-number-unknown = We do not know this house number: distances start from the middle of the street.
find-street-unknown = We cannot find this street: distances start from the municipality or village.
find-distance = { $distance } away as the crow flies
find-distance-about = about { $distance } away as the crow flies
find-place-about = In the municipality of { $comune }, approximately
find-place-protected = In the municipality of { $comune }: the address is not public, call the centre
find-place-protected-province = In the province of { $province }: the address is not public, call the centre
find-across-water = There is water between here and the site: the journey may be much longer.
find-status-to-verify = { $status }, to be verified
find-call = Call
find-directions = How to get there
find-directions-how = with the maps of your phone
find-copy = Copy the address
find-copied = Copied
find-protected = In the same municipality, without a public address
find-on-map = See these places on the map
find-emergency = Are you in danger?
find-emergency-112 = Emergency
find-emergency-114 = Children and teenagers in danger
find-emergency-1522 = Violence and stalking
find-emergency-more = Help now
