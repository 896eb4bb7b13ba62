# Words of the list of sites and of a centre's card.
directory-title = List of Family Centres
directory-filters = Filters of the list
directory-filter-regione = Region
directory-filter-bisogno = Need
directory-filter-servizio = Service
directory-filter-stato = Status
directory-filter-provincia = Province
directory-filter-ruolo = Role in the network
directory-filter-accesso = How to get in
directory-filter-lingua = Language spoken
directory-filter-eta = Age, in years
directory-any-regione = All
directory-any-bisogno = All
directory-any-servizio = All
directory-any-stato = All
directory-any-provincia = All
directory-any-ruolo = All
directory-any-accesso = All
directory-any-lingua = All
directory-age = age { $age }
directory-more-filters = More filters
directory-apply = Show
directory-on-map = See on the map
directory-in-force = Chosen filters
directory-remove = Remove the filter
directory-remove-all = Remove all filters
directory-mistake = We do not know the value “{ $value }” of the filter “{ $parameter }”: we ignored it.
directory-count = { $count ->
    [0] No site
    [one] One site
   *[other] { $shown } sites
}
directory-count-in = { $count ->
    [0] No site
    [one] One site
   *[other] { $shown } sites
} in { $region }
directory-from-start = Back to the start of the list
directory-empty = No site matches this search.
directory-empty-drop = No site declares everything you ask for. Try removing a filter:
directory-without = Without “{ $filter }”
directory-status-to-verify = { $status }, to be verified
directory-demo = demonstration
directory-pages = Pages of the list
directory-next = Next page
directory-in-territory = In the territory of { $area }. The address is not public
directory-in-municipality = In the municipality of { $area }. The address is not public
directory-approximate = { $area }, approximate position
directory-language-it = Italian
directory-language-en = English
directory-language-fr = French
directory-language-de = German
directory-language-sl = Slovene
directory-language-es = Spanish
directory-language-pt = Portuguese
directory-language-ro = Romanian
directory-language-sq = Albanian
directory-language-ar = Arabic
directory-language-zh = Chinese
directory-language-uk = Ukrainian
directory-language-ru = Russian
directory-language-bn = Bengali
directory-language-ur = Urdu
directory-language-lis = Italian sign language

centre-tab-card = Card
centre-description = Address, contacts, services and opening hours.
centre-demo = This centre is invented: it shows how the site works. Do not look for it.
centre-partial = At the moment we can show only part of the card. Hours and management will be back as soon as the archive answers.
centre-sites = { $count ->
    [0] This centre has no public site.
    [one] This centre has one site.
   *[other] This centre has { $count } sites.
}
centre-status-active = Active
centre-status-active-call = Active according to the source, to be verified. Call before you go.
centre-status-active-unverified = Active according to the source, to be verified. Contact the centre before you go.
centre-status-temporary = Active, at a temporary site
centre-status-planned = Not open yet: the opening is planned
centre-status-suspended = Suspended: not open for now
centre-action-call = Call
centre-action-write = Write
centre-action-directions = How to get there
centre-where = Where it is
centre-directions-long = How to get there, with the map application of your phone
centre-map-label = Map: { $name }
centre-approximate = Approximate position, in the municipality of { $area }: the point on the map may be up to about { $metres } from the site.
centre-protected-municipality = In the municipality of { $area }. The address is not public: ask the centre.
centre-protected-territory = In the territory of { $area }. The address is not public: ask the centre.
centre-call = Whom to contact
centre-call-unknown = We do not know the contacts of this centre yet. Ask the municipality or the social services of your area.
centre-contact-telephone = Telephone
centre-contact-email = Email
centre-contact-pec = Certified email
centre-contact-web = Web page
centre-website = Website of the centre
centre-services = What it offers
centre-services-unknown = We do not know yet which services this centre offers.
centre-service-protected = by referral: call the centre
centre-ages = ages { $from } to { $to }
centre-ages-from = from age { $from }
centre-ages-to = up to age { $to }
centre-free = free of charge
centre-paid = for a fee
centre-caution = Where there is violence, mediation, couple counselling and parenting coordination are not the right way. Italian law forbids mediation when violence is reported (article 473-bis.43 of the code of civil procedure). Call 1522 first.
centre-hours = Opening hours
centre-hours-unknown = We do not know the opening hours yet.
centre-hours-appointment = * By appointment only.
centre-closed = closed
centre-today = today
centre-season = From { $from } to { $to }
centre-season-rest = Rest of the year
centre-day-month = { $day } { $month }
centre-closed-on = Closed: { $days }{ $reason }
centre-weekday-1 = Monday
centre-weekday-2 = Tuesday
centre-weekday-3 = Wednesday
centre-weekday-4 = Thursday
centre-weekday-5 = Friday
centre-weekday-6 = Saturday
centre-weekday-7 = Sunday
centre-access = For whom and how
centre-for-whom = For whom
centre-way-in = How to get in
centre-cost = What it costs
centre-cost-free = It is free of charge
centre-cost-some = Some services are free, others are charged
centre-cost-paid = For a fee
centre-languages = Languages spoken
centre-runs = Who runs it
centre-owner = It belongs to
centre-manager = It is run by
centre-role = In the network
centre-recognition = Recognition
centre-professions = Professions at work
centre-opened = Open since
centre-hub = It belongs to
centre-spokes = Linked centres
centre-served = Municipalities served
centre-served-count = { $count ->
    [one] One municipality
   *[other] { $count } municipalities
}
centre-on-day = on { $date }
centre-on-day-elided = on { $date }
centre-of-day = of { $date }
centre-of-day-elided = of { $date }
centre-of-month = of { $month } { $year }
centre-of-year = of { $year }
centre-verified = Card verified { $when } by { $by }.
centre-expired = Card verified { $when } by { $by }: the verification has expired. Contact the centre before you go.
centre-to-verify = This card is to be verified: the latest source is { $when }.
centre-to-verify-undated = This card is to be verified: no body has confirmed it yet.
centre-source = Source:
centre-source-read = Read the source
centre-print = Print the card
centre-report = Report an error
centre-report-subject = Report on the card: { $name }
centre-report-body = Page: { $address } What should be corrected:
error-whole-file = a file always holds the whole list: leave this parameter out and use the filters
