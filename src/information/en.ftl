# Words of the start page, help at once, accessibility, privacy and legal notes.
information-emergency-title = If you are in danger, call now
information-emergency-112 = emergency
information-emergency-114 = children and teenagers in danger
information-emergency-1522 = violence and stalking
information-afraid = I am afraid of someone at home

information-start-title = Find a Family Centre
information-start-lead = A place near home where you can ask for information, meet other families and find help when things are hard.
information-search-label = Where do you need a centre?
information-search-help = Type a municipality, a village or a neighbourhood.
information-search-button = Search
information-open-map = Open the map
information-open-list = See the list
information-count = The map shows { $sites ->
    [one] one site
   *[other] { $sites_shown } sites
} of { $centres ->
    [one] one centre
   *[other] { $centres_shown } centres
}, in { $regions ->
    [one] one Region
   *[other] { $regions } Regions
} out of { $all_regions }.
information-what-title = What a Family Centre is
information-what-text = It is a public service, open to all families. It listens, informs and supports those who raise children, at any time: when all is well and when a hand is needed. What it offers and what it costs depends on the centre: ask by telephone.
information-need-informarsi = Understanding which services exist, which help to ask for and how.
information-need-crescere = Birth, early years, adolescence: meetings, play, groups.
information-need-difficile = Separation, conflict, parenting, disability, practical help.
information-need-aprire = Foster care, adoption, families that help each other.
information-regions-title = Centres by Region
information-region-sites = { $count ->
    [0] no site
    [one] one site
   *[other] { $shown } sites
}

information-help-title = Help now
information-help-lead = These numbers are free and answer at any hour, every day.
information-help-112 = For any immediate danger: police, ambulance, fire brigade.
information-help-114 = Childhood emergency: if a child or a teenager is in danger or very unwell.
information-help-1522 = Violence and stalking: confidential listening and help, in other languages too. You do not have to say who you are.
information-exit = Leave this page now
information-afraid-1 = If the danger is now, call 112. If you cannot speak, the free app “112 Where ARE U” asks for help in silence, where the service is active.
information-afraid-2 = If you need to talk about it or need a safe place, call 1522.
information-afraid-3 = If you can, call from a phone the other person does not check.
information-afraid-4 = Where there is violence, family mediation is not the right way: the law forbids it. Nobody can force you.
information-traces-title = Leave no traces
information-traces-exit = The “Leave” button opens the start page and removes this one from the “back” button. It does not delete the history.
information-traces-history = To delete it, open the browser settings, then History, and remove only this page: an empty history may look suspicious. Next time use a private window. Remember to remove the number from the call list too.
information-traces-ours = This site does not recognise you and does not remember your visit.

information-access-lead = { $publisher } wants everyone to be able to use this site, with any tool.
information-access-declaration = Read the accessibility statement published with AgID, the Agency for Digital Italy
information-access-how-title = How the site is made
information-access-how-standard = It is designed to the European rules WCAG 2.1, level AA, and checked with automatic tools at every change.
information-access-how-script = Search, list and cards also work without JavaScript, on old phones and slow connections.
information-access-how-keyboard = Everything can be used with the keyboard alone. The content can be read at 400% zoom.
information-access-how-languages = The pages are in Italian, English, German, French and Slovene. Names of centres and some texts of the sources stay in Italian.
information-access-limits-title = What is not accessible yet
information-access-limits-map = A map is an image: with a screen reader use the list, which has the same sites and the same filters.
information-access-limits-links = The pages of sources and of single centres belong to other bodies: we cannot guarantee that they are accessible.
information-access-report-title = Report a problem
information-access-report-text = Does something not work, or can it not be read? Write to us and say on which page:
information-access-report-agid = If we do not answer within 30 days, or the answer is not enough, you can turn to the Digital Ombudsman at AgID:

information-privacy-lead = You can use this site without telling us who you are. We use no cookies and do not follow you.
information-privacy-full = Read the full privacy notice of { $publisher }
information-privacy-who-title = Who is responsible for the data
information-privacy-who = The data controller is { $publisher }. For any question write to:
information-privacy-cookies-title = Cookies
information-privacy-cookies = Visitors receive no cookie. The language you choose is in the address of the page. That is why you see no notice to accept.
information-privacy-position-title = Your position
information-privacy-position = The position of your phone or computer is used only if you press the button and give permission. It is rounded to about one kilometre already in your browser, serves to find nearby centres and is not kept.
information-privacy-third-title = Nobody else sees your visit
information-privacy-third = Map, fonts and images are on this site: the browser contacts no other service. When you open a link to another site, the rules of that site apply.
information-privacy-logs-title = What we record
information-privacy-logs = We count how many requests arrive, how long they take and which errors they give. We do not record network addresses, words searched for or positions. Those who run the network and the servers may keep technical data for a short time, for security.
information-privacy-scenarios = If you save a scenario of the coverage simulator, we keep the points and choices in it, not who saved it. Whoever knows the address of the scenario can open it.
information-privacy-rights-title = Your rights
information-privacy-rights = If you write to us, we use your address only to answer you. You can ask us to see, correct or delete your data. You can also turn to the Italian data protection authority:

information-legal-lead = This site is published by { $publisher }.
information-legal-full = Read the full legal notes of { $publisher }
information-legal-data-title = Use of the data
information-legal-data = Where the data are ours, you may use them freely if you name the source, under the licence:
information-legal-istat = Municipal boundaries and population: ISTAT, the Italian national institute of statistics, CC BY licence. The shapes are simplified.
information-legal-geonames = Names and points of localities: GeoNames, CC BY 4.0 licence.
information-legal-natural-earth = Neighbouring countries: Natural Earth, public domain.
information-legal-sources = All sources, with edition and licence
information-legal-code-title = The program
information-legal-code = The program behind this site is free software, under the public licence of the European Union:
information-legal-limits-title = How certain the information is
information-legal-limits = Every card says where it comes from and when it was verified. A card “to be verified” repeats what the source says, and no body has confirmed it yet: call before you go.
information-legal-limits-distance = Distances are as the crow flies. An approximate position shows the municipality or the neighbourhood, not the door.
information-legal-errors-title = Errors and requests for removal
information-legal-errors = If a piece of information is wrong, or if a place should not be public, write to us. We remove at once what may put someone in danger:
