# Words of coverage: what interfaces say of questions that cannot be answered.
error-date = dan, kot 2025-12-31
error-since = dan pred tistim, s katerim se primerja (sicer danes)
error-group = ena od teh skupin ali starosti, ki so njihov seštevek, na primer 18-64: { $known }
error-too-coarse = z eno samo točko na občino ne manj kot { $metres } metrov; pod tem so potrebne celice prebivalstva
error-steps = metri in uteži po vrsti, na primer 10000:1,20000:0.68,30000:0.22: naraščajoče razdalje, uteži od 1 navzdol
error-no-recipe = s tem receptom ni bilo nič izračunano ali pa je od tega predolgo
error-body-size = manj podatkov: krajše telo
error-body-object = en objekt JSON
error-site-number = številka javnega sedeža (za premik: z javnim položajem)
error-changes = vsaj ena sprememba in največ { $most }, v add, remove in move
error-candidates = municipalities, cells ali seznam točk z lon in lat, največ { $most }
error-plain-value = besedilo, število ali seznam teh
error-list = seznam

# Words of the pages: the question.
coverage-title = Pokritost
coverage-description = Koliko ljudi ima v bližini družinski center in kje ga ni: številke po deželah, pokrajinah, občinah in območjih ambito, z metodo.
coverage-area-description = { $area }: koliko ljudi ima v bližini družinski center, katere občine so od njega daleč in koliko ljudi tam živi.
coverage-form = Kaj želite vedeti
coverage-show = Prikaži
coverage-open-simulator = Poskusite odpreti center
coverage-field-indicatore = Številka
coverage-field-gruppo = Ljudje
coverage-field-soglia = Razdalja
coverage-field-minuti = Čas poti
coverage-field-tempi = Vir časov
coverage-field-giorno = Dan (prazno: danes)
coverage-field-dal = Kaj se je spremenilo od
coverage-field-confronto = Primerjaj z
coverage-field-livello = Po
coverage-field-popolazione = Prebivalstvo
coverage-field-regione = Kje
coverage-field-servizio = Ponujena storitev
coverage-field-ruolo = Vloga v mreži
coverage-all-italy = Vsa Italija
coverage-any = Katera koli
coverage-demand-municipalities = Ena točka na občino
coverage-level-italia = Italija
coverage-level-regione = Dežela
coverage-level-regione-sociale = Dežela ali avtonomna pokrajina
coverage-level-provincia = Pokrajina
coverage-level-comune = Občina
coverage-level-ambito = Ambito
coverage-indicator-c1 = Koliko centrov je
coverage-indicator-c2 = Centri na 10.000 ljudi
coverage-indicator-c3 = Kdo ima center v bližini
coverage-indicator-c4 = Kdo ima center blizu, v minutah poti
coverage-indicator-c5 = Kako daleč je najbližji center
coverage-indicator-c6 = Občine brez centra v bližini
coverage-indicator-c10 = Kaj se je spremenilo od enega do drugega dne
coverage-indicator-s1 = Koliko vrst storitev ponujajo sedeži
coverage-indicator-s2 = Ure odprtja na teden
coverage-indicator-s3 = Sedeži s prostim dostopom
coverage-indicator-s4 = Poklici v centrih
coverage-indicator-s5 = Sedeži, ki opisujejo fizično dostopnost
coverage-indicator-s6 = Sedeži s preverjenim zapisom
coverage-indicator-served-comuni = Občine na območju, ki ga pokriva center
coverage-indicator-served-people = Ljudje na območju, ki ga pokriva center
coverage-indicator-served-districts = Območja ambito z vsaj enim centrom
coverage-group-all = Vsi ljudje
coverage-group-minors = Mladoletni (0–17 let)
coverage-group-ages = Od { $from } do { $to } let
coverage-group-from = { $from } let in več
coverage-people-all = ljudje
coverage-people-minors = mladoletni
coverage-people-ages = ljudje od { $from } do { $to } let
coverage-people-from = ljudje, stari { $from } let in več
coverage-minutes = { $minutes } minut
coverage-usual-instead = Z eno točko na občino odgovarjamo od 10 km naprej, za skupine s seznama: tu so številke za 10 in 20 km.

# The answer.
coverage-in-italy = V Italiji
coverage-in-region = V deželi { $area }
coverage-in-social-region = Na ozemlju { $area }
coverage-in-province = V pokrajini { $area }
coverage-in-municipality = V občini { $area }
coverage-in-district = V območju { $area }
coverage-sentence-within = { $place } jih { $value } od 100 ({ $people }) živi do { $distance } zračne razdalje od centra.
coverage-sentence-within-between = { $place } jih med { $low } in { $high } od 100 ({ $people }) živi do { $distance } zračne razdalje od centra.
coverage-sentence-within-minutes = { $place } jih { $value } od 100 ({ $people }) pride do centra v { $distance } poti.
coverage-sentence-within-minutes-partial = { $place } med osebami z znanimi časi ({ $known } od { $all }) { $value } od 100 ({ $people }) doseže center v { $distance } poti.
coverage-sentence-as-of = Stanje na dan { $date }: štejejo sedeži, ki so tisti dan odprti, kolikor je znano.
coverage-sentence-mean = { $place } je najbližji center v povprečju oddaljen { $value } zračne razdalje ({ $people }).
coverage-sentence-mean-between = { $place } je najbližji center v povprečju oddaljen med { $low } in { $high } zračne razdalje ({ $people }).
coverage-sentence-centres = { $count ->
    [0] { $place } ni nobenega centra.
    [one] { $place }: { $value } center.
    [two] { $place }: { $value } centra.
    [few] { $place }: { $value } centri.
   *[other] { $place }: { $value } centrov.
}
coverage-sentence-rate = { $place }: { $value } centra na 10.000 ({ $people }).
coverage-sentence-uncovered = { $place } { $value } od { $of } občin nima centra do { $distance } zračne razdalje.
coverage-sentence-uncovered-between = { $place } med { $low } in { $high } od { $of } občin nima centra do { $distance } zračne razdalje.
coverage-sentence-figure = { $place }, { $label }: { $value }.
coverage-sentence-change = { $place } se je delež ({ $people }) do { $distance } od centra od { $since } spremenil za { $value }.
coverage-sentence-no-change = { $place } se delež ({ $people }) do { $distance } od centra od { $since } ni spremenil.
coverage-sentence-none = { $place }, { $label }: ni izračunano. { $reason }
coverage-sentence-unreachable = { $place } nihče ne more doseči centra, ne da bi prečkal vodo.
coverage-unreachable = noben center ni dosegljiv
coverage-not-computed = ni izračunano
coverage-reason-nobody = Ne vemo, koliko ljudi te skupine tu živi.
coverage-reason-coarse = Za nekatere občine poznamo eno samo točko: premalo za to razdaljo.
coverage-reason-water = Na istem kopnem ni sedeža, ne da bi prečkali vodo.
coverage-reason-undeclared = Noben sedež tega ne navaja.
coverage-reason-catchments = Noben od teh centrov ni objavil območja, ki ga pokriva.
coverage-reason-districts = Območja ambito še niso naložena.
coverage-reason-matrix = Ni naložena nobena preglednica časov poti.
coverage-reason-no-times = Preglednica časov poti se tu ne začne.
coverage-reason-no-way = Preglednica časov od tu nima poti do centra.
coverage-reason-other = Potrebnih podatkov ni.
coverage-note-partial = { $count ->
    [one] Delna vsota: prebivalstvo { $count } občine ni znano.
   *[other] Delna vsota: prebivalstvo { $count } občin ni znano.
}
coverage-note-unreachable = Izven povprečja: { $people } ljudi brez centra na istem kopnem.
coverage-note-times = Za { $people } ljudi ne poznamo časov poti.
coverage-note-no-way = { $people } ljudi nima poti do centra.
coverage-note-sites-times = Do { $sites } sedežev preglednica časov ne vodi.
coverage-share = { $part } od { $all }
coverage-measure-within = { $people } do { $distance } zračne razdalje od centra
coverage-measure-within-minutes = { $people } do { $distance } poti od centra
coverage-measure-mean-minutes = minute poti, v povprečju
coverage-measure-median-minutes = minute poti, v katerih živi polovica ljudi
coverage-measure-mean = povprečna zračna razdalja do najbližjega centra
coverage-measure-median = mediana zračne razdalje
coverage-measure-p90 = zračna razdalja, do katere živi 9 od 10
coverage-measure-centres = centri
coverage-measure-sites = sedeži
coverage-measure-centres-hub = centri hub
coverage-measure-centres-spoke = centri spoke
coverage-measure-centres-per-10000-people = centri na 10.000 ({ $people })
coverage-measure-sites-per-10000-people = dosegljivi sedeži na 10.000 ({ $people }), tudi zunaj območja
coverage-measure-uncovered-comuni = občine brez centra do { $distance } zračne razdalje
coverage-measure-people-in-uncovered-comuni = { $people } v teh občinah
coverage-measure-people-in-uncovered-comune = { $people } v občinah brez centra do { $distance } zračne razdalje
coverage-measure-distance-of-uncovered-comune = zračna razdalja do najbližjega centra
coverage-measure-within-change = { $people } do { $distance } od centra, več ali manj
coverage-measure-within-before = prej
coverage-measure-within-after = potem
coverage-measure-opened-sites = odprti sedeži
coverage-measure-closed-sites = zaprti sedeži
coverage-measure-breadth = navedene vrste storitev glede na državni model
coverage-measure-weekly-hours = ure odprtja na teden, v povprečju
coverage-measure-free-access = sedeži s prostim dostopom med tistimi, ki navajajo način dostopa
coverage-measure-professions = različni poklici v centru, v povprečju
coverage-measure-physical-access-declared = sedeži, ki opisujejo fizično dostopnost
coverage-measure-verified = sedeži s preverjenim in veljavnim zapisom
coverage-measure-served-comuni = občine na območju, ki ga pokriva center
coverage-measure-served-people = { $people } na območju, ki ga pokriva center
coverage-measure-served-districts = območja ambito z vsaj enim centrom
coverage-column-share = Od koliko
coverage-column-centres = Centri
coverage-column-note = Dobro je vedeti
coverage-column-distance = Zračna razdalja
coverage-table = Tabela
coverage-first-rows = Tu so prve vrstice ({ $shown } od { $count }). Datoteka ima vse.
coverage-empty = Na to vprašanje ne odgovarja nobeno območje. Poskusite z drobnejšo ravnijo ali z vso Italijo.
coverage-demo = Predstavitvene številke: nekateri od preštetih centrov so izmišljeni. Ne uporabljajte jih za odločanje.
coverage-watermark = Predstavitvene številke
coverage-class-zero = nič
coverage-class-below = manj kot { $high }
coverage-class-between = od { $low } do manj kot { $high }
coverage-class-above = { $low } in več
coverage-class-any = vse številke
coverage-change-much-less = več kot { $points } točk manj
coverage-change-less = do { $points } točk manj
coverage-change-none = brez spremembe
coverage-change-more = manj kot { $points } točk več
coverage-change-much-more = { $points } točk več in še več
coverage-class-within = do { $high }
coverage-class-beyond = več kot { $low }
coverage-class-unreachable = noben center ni dosegljiv
coverage-class-none = ni izračunano
coverage-legend = Legenda
coverage-no-map = Za ta območja ni meja, ki bi jih narisali: preberite tabelo.
coverage-without-script = Zemljevid potrebuje JavaScript. Iste številke so v tabelah.
coverage-zoom-in = Povečaj
coverage-zoom-out = Pomanjšaj
coverage-wheel-hint = Za povečavo zemljevida uporabite Ctrl in kolesce
coverage-fingers-hint = Zemljevid premikajte z dvema prstoma
coverage-sources = © ISTAT · GeoNames

# The method.
coverage-method = Kako je izračunano
coverage-method-more = Podatki in različice
coverage-method-interval = Občina je ena sama točka, ljudje pa živijo okoli nje; pri nekaterih sedežih poznamo občino in ne naslova. Kjer se lahko številka spremeni za več kot 10 točk, zato pokažemo razpon: tistega, ki nastane, če prebivalci občine živijo v krogu, velikem kot občina. To je model, ne zanesljiva meja: podolgovate občine segajo čezenj. Zanesljiva, precej širša meja je v vmesnikih (bounds=certain).
coverage-method-c1 = Štejemo centre in sedeže, ki delujejo ali so v začasnih prostorih. Center z več sedeži šteje enkrat. Zaščitena lega šteje samo na ravni, na kateri je javna.
coverage-method-c2 = Centri območja, deljeni z ljudmi skupine, ki tam živijo, na 10.000.
coverage-method-c3 = Štejemo ljudi, katerih točka je do { $distance } od najbližjega sedeža, z mejo vred. Razdalja je zračna, po površini Zemlje, in ne prečka morja.
coverage-method-c4 = Štejemo ljudi, ki pridejo do najbližjega sedeža v { $distance }, z mejo vred, po naloženi preglednici časov poti: časov ne ocenjujemo iz razdalj. Kdor živi tam, kjer preglednica nima časov, ni štet, in vrstica to pove.
coverage-method-c5 = Zračna razdalja od točke, kjer ljudje živijo, do najbližjega sedeža, ne da bi prečkali morje; povprečje vsako točko uteži z njenimi ljudmi.
coverage-method-c6 = Občine, katerih točka nima sedeža do { $distance } zračne razdalje, z mejo vred, ne da bi prečkali morje.
coverage-method-c10 = Delež oseb s sedežem do { $distance } zračne razdalje na oba dneva in razlika v odstotnih točkah. Štejejo sedeži, odprti in zaprti na dneve, ki jih poznamo; prebivalstvo in meje so današnji.
coverage-method-s1 = Vrste storitev, ki jih navaja vsak sedež, glede na običajne po državnem modelu; povprečje sedežev, ki navajajo vsaj eno.
coverage-method-s2 = Ure odprtja v običajnem tednu, brez tistih po dogovoru; povprečje sedežev, ki navajajo urnik.
coverage-method-s3 = Sedeži z vsaj eno prosto dostopno storitvijo, med tistimi, ki navajajo način dostopa.
coverage-method-s4 = Različni poklici v centru; povprečje centrov, ki jih navajajo. Preglednica za prenos pove tudi, koliko centrov ima posamezni poklic. O osebah se ne zbira ničesar.
coverage-method-s5 = Sedeži, ki dajejo vsaj en podatek o fizični dostopnosti. Kdor ne pove ničesar, ne šteje za nedostopnega.
coverage-method-s6 = Sedeži, ki jih je preverila ustanova in jim preverjanje danes ni poteklo.
coverage-method-served-comuni = Občine, za katere vsaj en center izjavlja, da jih pokriva, glede na vse občine območja.
coverage-method-served-people = Ljudje skupine, ki živijo v občini, za katero vsaj en center izjavlja, da jo pokriva.
coverage-method-served-districts = Območja ambito z vsaj enim centrom na svojem ozemlju, glede na vsa območja ambito.
coverage-fact-people = Ljudje
coverage-fact-population = Vir in leto prebivalstva
coverage-fact-landmass = Morje
coverage-landmass-same = razdalje ga ne prečkajo
coverage-landmass-any = razdalje ga prečkajo
coverage-fact-resolution = Povprečni polmer tega, kar predstavlja točka
coverage-fact-precision = Povprečna natančnost lege sedežev
coverage-fact-boundaries = Leto meja
coverage-fact-centres = Različica seznama centrov
coverage-fact-travel-times = Vir časov poti
coverage-fact-as-of = Stanje na dan
coverage-fact-recipe = Recept za ponovni izračun
coverage-download-csv = Prenesi tabelo (CSV)
coverage-download-xlsx = Ista tabela za preglednice (XLSX)
coverage-download-parquet = Ista tabela za analizo (Parquet)
coverage-download-json = Iste številke kot JSON
coverage-data = Podatki in vmesniki

# One territory.
coverage-distance-by-comune = Kako daleč je najbližji center, občina za občino
coverage-plot = Kdo živi kako daleč
coverage-plot-summary = { $share } jih živi v občinah s centrom do { $distance } zračne razdalje.
coverage-plot-table = Iste številke v tabeli
coverage-plot-table-below = Iste številke so v tabeli pod risbo.
coverage-plot-note = Pri vsaki občini šteje razdalja njene točke ali mediana, kjer poznamo drobnejše točke.
coverage-curve = Kako neenaka je razdalja
coverage-curve-summary = { $people } ljudi, ki živijo najdlje, ima { $distance } vseh razdalj do najbližjega centra. Ginijev indeks { $gini }: 0, če vsi živijo enako daleč, blizu 1, če ima vso razdaljo le nekaj ljudi.
coverage-curve-people = Ljudje, od najbližjih do najbolj oddaljenih
coverage-curve-distance = Delež vseh razdalj
coverage-curve-how = Lorenzova krivulja: občine po povprečni zračni razdalji, utežene z ljudmi. Na črtkani črti vsi živijo enako daleč.
coverage-floating = Koliko centrov za tukajšnje ljudi
coverage-floating-how = Druga številka šteje tudi sedeže zunaj območja, ki jih ljudje dosežejo, in vsak sedež razdeli med vse, ki ga dosežejo: do 10 km velja 1, do 20 km 0,68, do 30 km 0,22, zračna razdalja (metoda E2SFCA).
coverage-compare = Primerjava dveh razdalj
coverage-difference = Razlika
coverage-difference-how = Razlike so med osrednjimi številkami: tistimi, ki nastanejo, če vsi živijo v točki svoje občine ali svoje celice.
coverage-points = { $points } točk
coverage-gaps = Občine brez centra v bližini
coverage-gaps-count = { $count ->
    [0] Vse občine imajo center do { $distance } zračne razdalje.
    [one] { $count } občina nima centra do { $distance } zračne razdalje.
    [two] { $count } občini nimata centra do { $distance } zračne razdalje. Po številu ljudi, ki tam živijo:
    [few] { $count } občine nimajo centra do { $distance } zračne razdalje. Po številu ljudi, ki tam živijo:
   *[other] { $count } občin nima centra do { $distance } zračne razdalje. Po številu ljudi, ki tam živijo:
}
coverage-gaps-csv = Prenesi vse te občine (CSV)
coverage-districts = Območja dežele
coverage-kinds = Po vrsti občine
coverage-kinds-how = Razredi štejejo prebivalce vseh starosti. Majhen otok: kopno z manj kot 100 občinami.
coverage-kinds-column = Vrsta občine
coverage-kind-size-class = Prebivalci
coverage-kind-size-class-under-2000 = Manj kot 2000 prebivalcev
coverage-kind-size-class-2000-4999 = Od 2000 do 4999
coverage-kind-size-class-5000-19999 = Od 5000 do 19.999
coverage-kind-size-class-20000-99999 = Od 20.000 do 99.999
coverage-kind-size-class-100000-and-more = 100.000 in več
coverage-kind-island-class = Otoki
coverage-kind-island-class-small-island = Majhni otoki
coverage-kind-island-class-mainland-sicily-sardinia = Celina, Sicilija in Sardinija
coverage-kind-snai-class = Notranja območja (SNAI)
coverage-kind-snai-class-a = Središča
coverage-kind-snai-class-b = Medobčinska središča
coverage-kind-snai-class-c = Obroč
coverage-kind-snai-class-d = Vmesne
coverage-kind-snai-class-e = Obrobne
coverage-kind-snai-class-f = Zelo obrobne
coverage-kind-mountain-class = Gorska območja
coverage-kind-mountain-class-mountain = Gorske
coverage-kind-mountain-class-partly-mountain = Delno gorske
coverage-kind-mountain-class-not-mountain = Negorske
coverage-kind-altimetric-zone = Višinski pas
coverage-kind-altimetric-zone-1 = Gore v notranjosti
coverage-kind-altimetric-zone-2 = Gore ob obali
coverage-kind-altimetric-zone-3 = Gričevje v notranjosti
coverage-kind-altimetric-zone-4 = Gričevje ob obali
coverage-kind-altimetric-zone-5 = Ravnina
coverage-kind-unclassified = Brez razreda
coverage-change = Kaj se je spremenilo od { $date }
coverage-change-people = { $people } do { $distance }
coverage-change-now = Danes
coverage-change-opened = Odprti sedeži
coverage-change-closed = Zaprti sedeži
coverage-change-sites = { $opened ->
    [0] Odprl se ni noben sedež
    [one] Odprl se je { $opened } sedež
    [two] Odprla sta se { $opened } sedeža
    [few] Odprli so se { $opened } sedeži
   *[other] Odprlo se je { $opened } sedežev
} in { $closed ->
    [0] zaprl se ni noben.
    [one] zaprl se je { $closed }.
    [two] zaprla sta se { $closed }.
    [few] zaprli so se { $closed }.
   *[other] zaprlo se jih je { $closed }.
}
coverage-change-undated = { $count ->
    [one] Za { $count } sedež ne poznamo dneva odprtja: šteje kot že odprt.
    [two] Za { $count } sedeža ne poznamo dneva odprtja: štejeta kot že odprta.
    [few] Za { $count } sedeže ne poznamo dneva odprtja: štejejo kot že odprti.
   *[other] Za { $count } sedežev ne poznamo dneva odprtja: štejejo kot že odprti.
}
coverage-change-how = Štejejo sedeži, odprti in zaprti na dneve, ki jih poznamo; prebivalstvo in meje so današnji.
coverage-change-csv = Prenesi spremembe (CSV)

# The simulator.
coverage-simulator = Simulator pokritosti
coverage-simulator-description = Postavite točko na zemljevid ali vpišite kraj in poglejte, kdo bi imel družinski center bliže.
coverage-simulator-lead = Postavite točko, kjer bi odprli center, preselite ali zaprite lokacijo in poglejte, kdo bi imel center bliže in kdo dlje.
coverage-simulator-form = Scenarij
coverage-simulator-map = Zemljevid scenarija
coverage-add-place = Kje se odpre
coverage-add = Dodaj
coverage-add-hint = Občina, ulica ali zemljepisna širina in dolžina: 40.63, 15.8.
coverage-add-outside = širina in dolžina v Italiji, na primer 40.63, 15.8
coverage-add-hint-map = Ali kliknite na zemljevid; točke lahko vlečete.
coverage-suggestions = Predlagani kraji
coverage-suggestions-count = Predlagani kraji: { "{n}" }
coverage-which = Kateri »{ $place }«?
coverage-propose = Predlagaj kraje
coverage-print = Natisni
coverage-printed-on = Hipotetični scenarij, natisnjen { $date }.
coverage-wish = Kje odpreti naslednje centre
coverage-field-proponi = Koliko
coverage-field-obiettivo = Kaj šteje
coverage-field-tra = Med katerimi kraji
coverage-field-ambito = Območje
coverage-field-elenco = Seznam krajev
coverage-any-district = Vse izbrano območje
coverage-objective-persone = Več doseženih oseb
coverage-objective-distanza = Krajša pot za vse
coverage-objective-divari = Najprej najbolj oddaljeni
coverage-among-comuni = Občine
coverage-among-celle = Celice prebivalstva
coverage-among-elenco = Seznam spodaj
coverage-list = Izberi med svojimi kraji
coverage-list-hint = En kraj v vrstici: zemljepisna širina in dolžina, lahko za imenom. Na primer: Šola; 44,4949; 11,3426.
coverage-list-empty = napišite vsaj en kraj, enega v vrstici
coverage-list-long = največ { $most } krajev; za daljše sezname je programski vmesnik
coverage-list-line = vrstica { $line }: širina in dolžina v Italiji, na primer 44,4949; 11,3426
coverage-proposals-people = Naslednji centri, ki dosežejo največ oseb
coverage-proposals-distance = Naslednji centri, ki najbolj skrajšajo pot
coverage-proposals-equity = Naslednji centri, najprej najbolj oddaljeni
coverage-among-count-comuni = { $count } občinami
coverage-among-count-celle = { $count } celicami
coverage-among-count-elenco = { $count } kraji s seznama
coverage-proposals-none = Noben od teh krajev ne bi izboljšal stanja.
coverage-proposals-how = Izbrani drug za drugim med { $among }, poleg današnjih centrov in brez tvojih točk: dosežejo vsaj { $share } tega, kar bi dosegla najboljša možna izbira.
coverage-gain = { $count } več ({ $people })
coverage-gain-distance = v povprečju { $distance } manj na osebo
coverage-gain-equity = s prejšnjimi { $share } do { $distance }
coverage-add-this = Dodaj
coverage-add-all = Dodaj vse
coverage-pins = Vaš scenarij
coverage-pin = Točka
coverage-pin-keys = Povlecite jo ali premaknite s puščicami; Delete jo odstrani
coverage-pin-nowhere = Zunaj občin Italije
coverage-pin-format = dolžina in širina v stopinjah, kot 15.8,40.63
coverage-too-many-pins = največ { $most } točk in največ { $most } preseljenih ali zaprtih lokacij
coverage-no-pins = Scenarij je še prazen.
coverage-remove = Odstrani
coverage-remove-all = Odstrani vse
coverage-outcome-title = Kaj se spremeni
coverage-outcome = { $count ->
    [0] { $pins ->
        [one] Ta točka nikomur ne prinese centra do { $distance } zračne razdalje, ki ga še ne bi bilo.
       *[other] Te točke nikomur ne prinesejo centra do { $distance } zračne razdalje, ki ga še ne bi bilo.
    }
   *[other] { $written } več ({ $people }) bi imelo center do { $distance } zračne razdalje. Število občin: { $comuni }.
}
coverage-off-land = { $count ->
    [one] { $count } točka ni na italijanskem kopnem: ne doseže nikogar.
    [two] { $count } točki nista na italijanskem kopnem: ne dosežeta nikogar.
    [few] { $count } točke niso na italijanskem kopnem: ne dosežejo nikogar.
   *[other] { $count } točk ni na italijanskem kopnem: ne dosežejo nikogar.
}
coverage-before-after = Koliko od 100 ({ $people }) ima center na tej razdalji
coverage-before = Danes
coverage-after = S scenarijem
coverage-newly = Več
coverage-where-they-live = Kje živijo tisti, ki bi imeli center v bližini
coverage-more-comuni = { $count ->
    [one] in še { $count } občina
    [two] in še { $count } občini
    [few] in še { $count } občine
   *[other] in še { $count } občin
}
coverage-outcome-how = Vsaka občina je ena sama točka.
coverage-legend-reached = občine, ki bi imele center v bližini
coverage-legend-lost = občine, ki v bližini ne bi več imele centra
coverage-legend-sites = današnje lokacije
coverage-choose-site = Izberite lokacijo
coverage-field-sede = Lokacija, ki se preseli ali zapre
coverage-move-site = Preseli
coverage-close-site = Zapri
coverage-move-hint = Za selitev napišite novi kraj v polje »Kje se odpre« ali pritisnite »Preseli« in lokacijo povlecite po zemljevidu.
coverage-choose-region = Če želite preseliti ali zapreti današnjo lokacijo, najprej izberite deželo.
coverage-site-moves = Se preseli:
coverage-site-closes = Se zapre:
coverage-site-gone = te lokacije ni več med tistimi, ki jih je mogoče preseliti ali zapreti
coverage-restore = Pusti, kot je
coverage-keep = Shrani in deli
coverage-kept-on = Scenarij je bil shranjen { $date }
coverage-kept-hint = Kdor odpre ta naslov, vidi isti scenarij. Če ga spremenite, vaš postane drug: ta ostane, kot je.
coverage-kept-then = Tisti dan: { $sentence }
coverage-compare-show = Primerjaj
coverage-compare-link = Primerjaj z drugim scenarijem
coverage-compare-title = Primerjava dveh scenarijev
coverage-compare-lead = Prilepite naslova dveh shranjenih scenarijev: vidite, kaj se spremeni z enim in kaj z drugim.
coverage-compare-first = Prvi scenarij (A)
coverage-compare-second = Drugi scenarij (B)
coverage-compare-open = Odpri scenarij
coverage-compare-asked-anew = Scenarija sta bila shranjena z različnima vprašanjema: drugi je tu izračunan z vprašanjem prvega.
coverage-compare-same = Nobeden od scenarijev te številke ne spremeni.
coverage-compare-none = ni razlike
coverage-compare-people = Oseb več z B
coverage-compare-difference = B v primerjavi z A
coverage-since = Od tistega dne se je nekaj spremenilo ({ $what }): spodnje številke so izračunane z današnjimi podatki.
coverage-since-centres = centri
coverage-since-people = prebivalstvo
coverage-since-boundaries = meje
coverage-since-program = način izračuna
coverage-scenario-unknown = Tega scenarija ni: morda je naslov nepopoln ali pa ga dolgo nihče ni odprl in je bil odstranjen.
coverage-outcome-same = Scenarij ne spremeni, kdo ima center do { $distance } zračne razdalje.
coverage-outcome-lost = { $written } manj ({ $people }) bi imelo center do { $distance } zračne razdalje. Število občin: { $comuni }.
coverage-outcome-both = { $written } več in { $lost } manj ({ $people }) bi imelo center do { $distance } zračne razdalje.
coverage-outcome-mean-less = { $place } bi se povprečna zračna razdalja do najbližjega centra ({ $people }) zmanjšala z { $before } na { $after }: v povprečju { $change } manj.
coverage-outcome-mean-more = { $place } bi se povprečna zračna razdalja do najbližjega centra ({ $people }) povečala z { $before } na { $after }: v povprečju { $change } več.
coverage-outcome-mean-same = { $place } bi povprečna zračna razdalja do najbližjega centra ({ $people }) ostala { $before }.
coverage-outcome-uncovered = { $place } bi bilo občin brez centra do { $distance } zračne razdalje { $after } namesto { $before }.
coverage-outcome-uncovered-same = { $place } bi bilo občin brez centra do { $distance } zračne razdalje še vedno { $before }.
coverage-outcome-unknown = { $place } številke ni mogoče izračunati ne danes ne s scenarijem.
coverage-where-nearer = Kje bi bil center bliže
coverage-where-farther = Kje bi bil center dlje
coverage-where-they-lose = Kje živijo tisti, ki v bližini ne bi več imeli centra
coverage-picture = Risba scenarija
coverage-picture-tables = Krogi okoli točk kažejo izbrano razdaljo. Iste številke so v tabelah.
