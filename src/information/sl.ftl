# Words of the start page, help at once, accessibility, privacy and legal notes.
information-emergency-title = Če ste v nevarnosti, takoj pokličite
information-emergency-112 = klic v sili
information-emergency-114 = otroci in mladostniki v nevarnosti
information-emergency-1522 = nasilje in zalezovanje
information-afraid = Bojim se nekoga doma

information-start-title = Poiščite center za družine
information-start-lead = Kraj blizu doma, kjer dobite informacije, srečate druge družine in najdete pomoč, ko je težko.
information-search-label = Kje potrebujete center?
information-search-help = Vpišite občino, naselje ali mestno četrt.
information-search-button = Išči
information-open-map = Odpri zemljevid
information-open-list = Oglej si seznam
information-count = Na zemljevidu: { $sites ->
    [one] { $sites_shown } sedež
    [two] { $sites_shown } sedeža
    [few] { $sites_shown } sedeži
   *[other] { $sites_shown } sedežev
}, { $centres ->
    [one] { $centres_shown } center
    [two] { $centres_shown } centra
    [few] { $centres_shown } centri
   *[other] { $centres_shown } centrov
}; pokritih dežel: { $regions } od { $all_regions }.
information-what-title = Kaj je center za družine
information-what-text = Je javna služba, odprta za vse družine. Posluša, informira in spremlja vse, ki vzgajajo otroke, v vsakem trenutku: ko je vse v redu in ko je potrebna pomoč. Ponudba in cena sta odvisni od centra: vprašajte po telefonu.
information-need-informarsi = Katere storitve obstajajo, za katero pomoč lahko zaprosite in kako.
information-need-crescere = Rojstvo, prva leta, mladost: srečanja, igra, skupine.
information-need-difficile = Ločitev, spori, vzgoja, invalidnost, konkretna pomoč.
information-need-aprire = Rejništvo, posvojitev, družine, ki si pomagajo.
information-regions-title = Centri po deželah
information-region-sites = { $count ->
    [0] brez sedeža
    [one] { $shown } sedež
    [two] { $shown } sedeža
    [few] { $shown } sedeži
   *[other] { $shown } sedežev
}

information-help-title = Takojšnja pomoč
information-help-lead = Te številke so brezplačne in dosegljive vsak dan ob vsaki uri.
information-help-112 = Za vsako neposredno nevarnost: policija, reševalci, gasilci.
information-help-114 = Klic v sili za otroke: če je otrok ali mladostnik v nevarnosti ali v hudi stiski.
information-help-1522 = Proti nasilju in zalezovanju: zaupen pogovor in pomoč, tudi v drugih jezikih. Ni vam treba povedati, kdo ste.
information-exit = Takoj zapusti to stran
information-afraid-1 = Če je nevarnost zdaj, pokličite 112. Če ne morete govoriti, brezplačna aplikacija »112 Where ARE U« tiho pokliče pomoč, kjer je storitev na voljo.
information-afraid-2 = Če se želite pogovoriti ali potrebujete varen kraj, pokličite 1522.
information-afraid-3 = Če je mogoče, kličite s telefona, ki ga druga oseba ne nadzoruje.
information-afraid-4 = Ob nasilju družinska mediacija ni prava pot: zakon jo prepoveduje. Nihče vas ne more prisiliti.
information-traces-title = Ne puščajte sledi
information-traces-exit = Gumb »Takoj zapusti« odpre začetno stran in to stran odstrani z gumba »nazaj«. Zgodovine ne izbriše.
information-traces-history = Za izbris odprite nastavitve brskalnika, nato Zgodovino, in odstranite samo to stran: prazna zgodovina lahko vzbudi sum. Naslednjič uporabite zasebno okno. Številko odstranite tudi s seznama klicev.
information-traces-ours = To spletno mesto vas ne prepozna in si vašega obiska ne zapomni.

information-access-lead = { $publisher } želi, da lahko to spletno mesto uporabljajo vsi ljudje, z vsakim pripomočkom.
information-access-declaration = Preberite izjavo o dostopnosti, objavljeno pri AgID, Agenciji za digitalno Italijo
information-access-how-title = Kako je spletno mesto narejeno
information-access-how-standard = Zasnovano je po evropskih pravilih WCAG 2.1, raven AA, in ob vsaki spremembi preverjeno s samodejnimi orodji.
information-access-how-script = Iskanje, seznam in predstavitve centrov delujejo tudi brez JavaScripta, na starih telefonih in s počasno povezavo.
information-access-how-keyboard = Vse je mogoče uporabljati samo s tipkovnico. Vsebina je berljiva tudi pri 400-odstotni povečavi.
information-access-how-languages = Strani so v italijanščini, angleščini, nemščini, francoščini in slovenščini. Imena centrov in nekatera besedila virov ostanejo v italijanščini.
information-access-limits-title = Kaj še ni dostopno
information-access-limits-map = Zemljevid je slika: z bralnikom zaslona uporabite seznam, ki vsebuje iste sedeže in iste filtre.
information-access-limits-links = Strani virov in posameznih centrov so last drugih ustanov: njihove dostopnosti ne moremo zagotoviti.
information-access-report-title = Prijavite težavo
information-access-report-text = Nekaj ne deluje ali ni berljivo? Pišite nam in povejte, na kateri strani:
information-access-report-agid = Če ne odgovorimo v 30 dneh ali odgovor ne zadošča, se lahko obrnete na varuha za digitalne pravice pri AgID:

information-privacy-lead = To spletno mesto lahko uporabljate, ne da bi nam povedali, kdo ste. Piškotkov ne uporabljamo in vas ne spremljamo.
information-privacy-full = Preberite celotno obvestilo o varstvu podatkov: { $publisher }
information-privacy-who-title = Kdo odgovarja za podatke
information-privacy-who = Upravljavec podatkov je { $publisher }. Za vsa vprašanja pišite na:
information-privacy-cookies-title = Piškotki
information-privacy-cookies = Obiskovalci ne prejmejo nobenega piškotka. Izbrani jezik je v naslovu strani. Zato ne vidite nobenega obvestila, ki bi ga morali sprejeti.
information-privacy-position-title = Vaš položaj
information-privacy-position = Položaj telefona ali računalnika uporabimo samo, če pritisnete gumb in to dovolite. Že v vašem brskalniku je zaokrožen na približno en kilometer, služi iskanju bližnjih centrov in se ne shrani.
information-privacy-third-title = Nihče drug ne vidi vašega obiska
information-privacy-third = Zemljevid, pisave in slike so na tem spletnem mestu: brskalnik se ne poveže z drugimi storitvami. Ko odprete povezavo na drugo spletno mesto, veljajo njegova pravila.
information-privacy-logs-title = Kaj beležimo
information-privacy-logs = Štejemo, koliko zahtev prispe, koliko časa trajajo in katere napake povzročijo. Ne beležimo omrežnih naslovov, iskanih besed ali položajev. Kdor upravlja omrežje in strežnike, lahko tehnične podatke kratek čas hrani zaradi varnosti.
information-privacy-scenarios = Če shranite scenarij simulatorja pokritosti, hranimo točke in izbire v njem, ne pa, kdo ga je shranil. Kdor pozna naslov scenarija, ga lahko odpre.
information-privacy-rights-title = Vaše pravice
information-privacy-rights = Če nam pišete, vaš naslov uporabimo samo za odgovor. Zahtevate lahko vpogled v svoje podatke, njihov popravek ali izbris. Obrnete se lahko tudi na italijanski organ za varstvo podatkov:

information-legal-lead = To spletno mesto objavlja { $publisher }.
information-legal-full = Preberite celotna pravna obvestila: { $publisher }
information-legal-data-title = Uporaba podatkov
information-legal-data = Kjer so podatki naši, jih lahko prosto uporabljate, če navedete vir, pod licenco:
information-legal-istat = Meje občin in prebivalstvo: ISTAT, italijanski državni statistični inštitut, licenca CC BY. Oblike so poenostavljene.
information-legal-geonames = Imena in točke naselij: GeoNames, licenca CC BY 4.0.
information-legal-natural-earth = Sosednje države: Natural Earth, javna last.
information-legal-sources = Vsi viri z izdajo in licenco
information-legal-code-title = Program
information-legal-code = Program tega spletnega mesta je prost, pod javno licenco Evropske unije:
information-legal-limits-title = Kako zanesljivi so podatki
information-legal-limits = Vsaka predstavitev pove, od kod prihaja in kdaj je bila preverjena. Predstavitev, ki »še ni preverjena«, ponavlja, kar piše vir, in je še nobena ustanova ni potrdila: pred obiskom pokličite.
information-legal-limits-distance = Razdalje so zračne. Približni položaj kaže občino ali mestno četrt, ne vrat.
information-legal-errors-title = Napake in zahteve za odstranitev
information-legal-errors = Če je podatek napačen ali kraj ne bi smel biti javen, nam pišite. Kar lahko koga ogrozi, takoj odstranimo:
