# Words of the map page and of the embed.
map-title = Map of the centres
map-description = The map and the list of the sites of Family Centres in Italy, with filters by territory and service.
map-label = Map of the sites. The same sites are in the list.
map-search = Go to a place
map-search-button = Go
map-suggestions = Suggested places
map-suggestions-count = Suggested places: { "{n}" }
map-filters = Filters
map-more-filters = More filters
map-filter-region = Region
map-filter-region-all = All Regions
map-filter-province = Province
map-filter-province-all = All provinces
map-filter-need = Need
map-filter-need-all = All needs
map-filter-service = Service
map-filter-service-all = All services
map-filter-status = Status
map-filter-status-all = Any status
map-filter-role = Role in the network
map-filter-role-all = Any role in the network
map-filter-age = age { $age }
map-filter-remove = remove this filter
map-filter-apply = Apply the filters
map-count = { $count ->
    [0] No site with these filters
    [one] One site in Italy
   *[other] { $count } sites in Italy
}{ $count ->
    [0] {""}
   *[other] , { $active ->
        [0] none active
        [one] one active
       *[other] { $active } active
    }
}
map-count-region = { $count ->
    [0] No site with these filters: { $region }
    [one] One site: { $region }
   *[other] { $count } sites: { $region }
}{ $count ->
    [0] {""}
   *[other] , { $active ->
        [0] none active
        [one] one active
       *[other] { $active } active
    }
}
map-count-active = { $count ->
    [one] One active site in Italy
   *[other] { $count } active sites in Italy
}
map-count-region-active = { $count ->
    [one] One active site: { $region }
   *[other] { $count } active sites: { $region }
}
map-count-in-view = { $shown ->
    [0] No site in the area shown
    [one] One site in the area shown
   *[other] { $shown } sites in the area shown
}, out of { $count }
map-onward = { $count ->
    [one] Open the full list
   *[other] Open the full list: { $count } sites
}
map-hidden = { $count ->
    [one] One site is not on the map, because its position is not public. You find it in the list.
   *[other] { $count } sites are not on the map, because their position is not public. You find them in the list.
}
map-empty = There are no sites to show here.
map-empty-what-to-do = Remove one of the filters, or move the map.
map-call = Call
map-write = Write
map-directions = How to get there
map-directions-hint = Opens the map application of your device
map-open-card = Open the card
map-close = Close
map-sheet = Chosen site
map-same-point = { $count ->
    [one] One site at this point
   *[other] { $count } sites at this point
}
map-more-services = { $count ->
    [one] and one more service
   *[other] and { $count } more services
}
map-place-about = in the municipality of { $comune }, approximately
map-place-protected = in the municipality of { $comune }: the address is not public
map-place-protected-province = in the province of { $province }: the address is not public
map-approximate = Approximate position:
map-status-to-verify = { $status }, to be verified
map-verified = Card verified on { $day }
map-verified-by = Card verified on { $day } by { $body }
map-to-verify = This card is to be verified: call before you go.
map-view = What to see
map-view-map = Map
map-view-list = List
map-zoom-in = Zoom in
map-zoom-out = Zoom out
map-here = Place searched for
map-loading = The map is loading
map-attribution = © ISTAT · GeoNames
map-without-script = The interactive map needs JavaScript. The list works without it too.
map-failed = The map cannot be drawn on this device. The list has the same sites.
map-legend = Legend
map-clusters = Groups of nearby sites
map-cluster = Nearby sites: { "{n}" }. Zoom in
map-cluster-here = Sites at the same point: { "{n}" }. Open the list
map-cluster-demo = invented centres too, for demonstration
map-sign-single = Single centre
map-sign-hub = Main centre of a network (hub)
map-sign-spoke = Centre linked to a main centre (spoke)
map-sign-diffuse = Centre spread over several municipalities
map-sign-planned = Planned, not open yet
map-sign-temporary = Temporary site
map-sign-suspended = Suspended
map-sign-approximate = Dashed outline: approximate position
map-sign-cluster = Circle with a number: several nearby sites
map-sign-demo = Sign hatched inside: invented centre, for demonstration
map-sign-cluster-demo = Number with a double outline: some of the sites are invented
map-emergency = Are you in danger?
map-emergency-112 = Emergency
map-emergency-114 = Children and teenagers in danger
map-emergency-1522 = Violence and stalking
map-emergency-more = Help now
map-box-wanted = four numbers in degrees: west, south, east, north
embed-title = Family Centres
embed-full-map = Open the full map
embed-new-tab = opens in a new tab
embed-load-map = Show the map
embed-mistakes = Whoever runs this page can correct:
