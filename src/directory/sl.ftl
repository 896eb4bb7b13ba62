# Words of the list of sites and of a centre's card.
directory-title = Seznam centrov za družine
directory-filters = Filtri seznama
directory-filter-regione = Dežela
directory-filter-bisogno = Potreba
directory-filter-servizio = Storitev
directory-filter-stato = Stanje
directory-filter-provincia = Pokrajina
directory-filter-ruolo = Vloga v mreži
directory-filter-accesso = Način dostopa
directory-filter-lingua = Govorjeni jezik
directory-filter-eta = Starost v letih
directory-any-regione = Vse
directory-any-bisogno = Vse
directory-any-servizio = Vse
directory-any-stato = Vsa
directory-any-provincia = Vse
directory-any-ruolo = Vse
directory-any-accesso = Vsi
directory-any-lingua = Vsi
directory-age = starost { $age }
directory-more-filters = Več filtrov
directory-apply = Prikaži
directory-on-map = Poglej na zemljevidu
directory-in-force = Izbrani filtri
directory-remove = Odstrani filter
directory-remove-all = Odstrani vse filtre
directory-mistake = Vrednosti »{ $value }« filtra »{ $parameter }« ne poznamo: nismo je upoštevali.
directory-count = { $count ->
    [0] Noben sedež
    [one] { $shown } sedež
    [two] { $shown } sedeža
    [few] { $shown } sedeži
   *[other] { $shown } sedežev
}
directory-count-in = { $count ->
    [0] Noben sedež
    [one] { $shown } sedež
    [two] { $shown } sedeža
    [few] { $shown } sedeži
   *[other] { $shown } sedežev
} v deželi { $region }
directory-from-start = Nazaj na začetek seznama
directory-empty = Temu iskanju ne ustreza noben sedež.
directory-empty-drop = Noben sedež ne navaja vsega, kar iščete. Poskusite odstraniti filter:
directory-without = Brez »{ $filter }«
directory-status-to-verify = { $status }, še ni preverjeno
directory-demo = izmišljeno
directory-pages = Strani seznama
directory-next = Naslednja stran
directory-in-territory = Na območju { $area }. Naslov ni javen
directory-in-municipality = V občini { $area }. Naslov ni javen
directory-approximate = { $area }, približni položaj
directory-language-it = italijanščina
directory-language-en = angleščina
directory-language-fr = francoščina
directory-language-de = nemščina
directory-language-sl = slovenščina
directory-language-es = španščina
directory-language-pt = portugalščina
directory-language-ro = romunščina
directory-language-sq = albanščina
directory-language-ar = arabščina
directory-language-zh = kitajščina
directory-language-uk = ukrajinščina
directory-language-ru = ruščina
directory-language-bn = bengalščina
directory-language-ur = urdujščina
directory-language-lis = italijanski znakovni jezik

centre-tab-card = Predstavitev
centre-description = Naslov, stiki, storitve in urnik.
centre-demo = Ta center je izmišljen: kaže, kako deluje spletno mesto. Ne iščite ga.
centre-partial = Trenutno lahko prikažemo le del predstavitve. Urnik in upravljanje se vrneta, ko se arhiv odzove.
centre-sites = { $count ->
    [0] Ta center nima javnih sedežev.
    [one] Število sedežev tega centra: { $count }.
   *[other] Število sedežev tega centra: { $count }.
}
centre-status-active = Deluje
centre-status-active-call = Po navedbah vira deluje, še ni preverjeno. Pred obiskom pokličite.
centre-status-active-unverified = Po navedbah vira deluje, še ni preverjeno. Pred obiskom stopite v stik s centrom.
centre-status-temporary = Deluje na začasnem sedežu
centre-status-planned = Še ni odprto: odprtje je načrtovano
centre-status-suspended = Dejavnost je prekinjena: za zdaj ni odprto
centre-action-call = Pokliči
centre-action-write = Piši
centre-action-directions = Kako do tja
centre-where = Kje je
centre-directions-long = Kako do tja, z aplikacijo za zemljevide v vašem telefonu
centre-map-label = Zemljevid: { $name }
centre-approximate = Približni položaj v občini { $area }: točka na zemljevidu je lahko od sedeža oddaljena do približno { $metres }.
centre-protected-municipality = V občini { $area }. Naslov ni javen: vprašajte v centru.
centre-protected-territory = Na območju { $area }. Naslov ni javen: vprašajte v centru.
centre-call = Na koga se obrniti
centre-call-unknown = Stikov tega centra še ne poznamo. Vprašajte na občini ali pri socialni službi na svojem območju.
centre-contact-telephone = Telefon
centre-contact-email = Elektronska pošta
centre-contact-pec = Certificirana elektronska pošta
centre-contact-web = Spletna stran
centre-website = Spletno mesto centra
centre-services = Kaj ponuja
centre-services-unknown = Še ne vemo, katere storitve ponuja ta center.
centre-service-protected = po napotitvi: pokličite center
centre-ages = od { $from } do { $to } let
centre-ages-from = od starosti { $from }
centre-ages-to = do starosti { $to }
centre-free = brezplačno
centre-paid = plačljivo
centre-caution = Ob nasilju mediacija, partnersko svetovanje in starševska koordinacija niso prava pot. Italijanski zakon prepoveduje mediacijo, kadar je prijavljeno nasilje (člen 473-bis.43 zakonika o civilnem postopku). Najprej pokličite 1522.
centre-hours = Urnik
centre-hours-unknown = Urnika še ne poznamo.
centre-hours-appointment = * Samo po dogovoru.
centre-closed = zaprto
centre-today = danes
centre-season = { $from } – { $to }
centre-season-rest = Preostanek leta
centre-day-month = { $day }. { $month }
centre-closed-on = Zaprto: { $days }{ $reason }
centre-weekday-1 = ponedeljek
centre-weekday-2 = torek
centre-weekday-3 = sreda
centre-weekday-4 = četrtek
centre-weekday-5 = petek
centre-weekday-6 = sobota
centre-weekday-7 = nedelja
centre-access = Za koga in kako
centre-for-whom = Za koga
centre-way-in = Način dostopa
centre-cost = Koliko stane
centre-cost-free = Brezplačno
centre-cost-some = Nekatere storitve so brezplačne, druge plačljive
centre-cost-paid = Plačljivo
centre-languages = Govorjeni jeziki
centre-runs = Kdo ga upravlja
centre-owner = Nosilec
centre-manager = Upravljavec
centre-role = V mreži
centre-recognition = Priznanje
centre-professions = Prisotni poklici
centre-opened = Odprto od
centre-hub = Spada pod
centre-spokes = Povezani centri
centre-served = Občine, ki jih pokriva
centre-served-count = { $count ->
    [one] { $count } občina
    [two] { $count } občini
    [few] { $count } občine
   *[other] { $count } občin
}
centre-on-day = { $date }
centre-on-day-elided = { $date }
centre-of-day = { $date }
centre-of-day-elided = { $date }
centre-of-month = { $month } { $year }
centre-of-year = { $year }
centre-verified = Predstavitev preverjena: { $when }, { $by }.
centre-expired = Predstavitev preverjena: { $when }, { $by }. Preverjanje je zastarelo: pred obiskom stopite v stik s centrom.
centre-to-verify = Ta predstavitev še ni preverjena. Datum zadnjega vira: { $when }.
centre-to-verify-undated = Ta predstavitev še ni preverjena: nobena ustanova je še ni potrdila.
centre-source = Vir:
centre-source-read = Preberi vir
centre-print = Natisni predstavitev
centre-report = Prijavi napako
centre-report-subject = Prijava glede predstavitve: { $name }
centre-report-body = Stran: { $address } Kaj je treba popraviti:
error-whole-file = datoteka vedno vsebuje ves seznam: izpustite ta parameter in uporabite filtre
