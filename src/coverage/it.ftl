# Words of coverage: what interfaces say of questions that cannot be answered.
error-date = un giorno, come 2025-12-31
error-since = un giorno prima di quello fino a cui si confronta (oggi, se non è indicato)
error-group = uno di questi gruppi, oppure età che ne sono la somma, come 18-64: { $known }
error-too-coarse = con un solo punto per comune non meno di { $metres } metri; sotto servono celle di popolazione
error-steps = metri e pesi in ordine, come 10000:1,20000:0.68,30000:0.22: distanze crescenti, pesi da 1 in giù
error-no-recipe = nessun dato è stato calcolato con questa ricetta, oppure è passato troppo tempo
error-body-size = meno dati: un corpo più corto
error-body-object = un oggetto JSON
error-site-number = il numero di una sede pubblica (per spostarla: con una posizione pubblica)
error-changes = almeno una modifica e al massimo { $most }, in add, remove e move
error-candidates = municipalities, cells oppure un elenco di punti con lon e lat, al massimo { $most }
error-plain-value = un testo, un numero oppure un elenco di questi
error-list = un elenco

# Words of the pages: the question.
coverage-title = Copertura
coverage-description = Quante persone hanno vicino un Centro per la famiglia e dove manca: cifre per Regione, provincia, comune e ambito, con il metodo.
coverage-area-description = { $area }: quante persone hanno vicino un Centro per la famiglia, quali comuni ne sono lontani e quante persone ci vivono.
coverage-form = Che cosa vuoi sapere
coverage-show = Mostra
coverage-open-simulator = Prova ad aprire un centro
coverage-field-indicatore = Cifra
coverage-field-gruppo = Persone
coverage-field-soglia = Distanza
coverage-field-minuti = Tempo di viaggio
coverage-field-tempi = Fonte dei tempi
coverage-field-giorno = Giorno (vuoto: oggi)
coverage-field-dal = Cosa è cambiato dal
coverage-field-confronto = Confronta con
coverage-field-livello = Per
coverage-field-popolazione = Popolazione
coverage-field-regione = Dove
coverage-field-servizio = Servizio offerto
coverage-field-ruolo = Ruolo nella rete
coverage-all-italy = Tutta Italia
coverage-any = Qualsiasi
coverage-demand-municipalities = Un punto per comune
coverage-level-italia = Italia
coverage-level-regione = Regione
coverage-level-regione-sociale = Regione o Provincia autonoma
coverage-level-provincia = Provincia
coverage-level-comune = Comune
coverage-level-ambito = Ambito
coverage-indicator-c1 = Quanti centri ci sono
coverage-indicator-c2 = Centri ogni 10.000 persone
coverage-indicator-c3 = Chi ha un centro vicino
coverage-indicator-c4 = Chi ha un centro vicino, in minuti di viaggio
coverage-indicator-c5 = Quanto è lontano il centro più vicino
coverage-indicator-c6 = Comuni senza un centro vicino
coverage-indicator-c10 = Che cosa è cambiato da un giorno all’altro
coverage-indicator-s1 = Quanti tipi di servizio offrono le sedi
coverage-indicator-s2 = Ore di apertura a settimana
coverage-indicator-s3 = Sedi ad accesso libero
coverage-indicator-s4 = Professioni presenti nei centri
coverage-indicator-s5 = Sedi che descrivono l’accessibilità fisica
coverage-indicator-s6 = Sedi con scheda verificata
coverage-indicator-served-comuni = Comuni nell’area servita da un centro
coverage-indicator-served-people = Persone nell’area servita da un centro
coverage-indicator-served-districts = Ambiti con almeno un centro
coverage-group-all = Tutte le persone
coverage-group-minors = Minori (0–17 anni)
coverage-group-ages = Da { $from } a { $to } anni
coverage-group-from = Da { $from } anni in su
coverage-people-all = persone
coverage-people-minors = minori
coverage-people-ages = persone da { $from } a { $to } anni
coverage-people-from = persone da { $from } anni in su
coverage-minutes = { $minutes } minuti
coverage-usual-instead = Con un punto per comune si risponde da 10 km in su, per i gruppi di persone dell’elenco: vedi le cifre a 10 e 20 km.

# The answer.
coverage-in-italy = In Italia
coverage-in-region = { $code ->
    [r11] Nelle Marche
    [r12] Nel Lazio
   *[other] In { $area }
}
coverage-in-social-region = Nel territorio di { $area }
coverage-in-province = In provincia di { $area }
coverage-in-municipality = Nel comune di { $area }
coverage-in-district = Nell’ambito { $area }
coverage-sentence-within = { $place } { $value } { $people } su 100 vivono entro { $distance } da un centro, in linea d’aria.
coverage-sentence-within-between = { $place } tra { $low } e { $high } { $people } su 100 vivono entro { $distance } da un centro, in linea d’aria.
coverage-sentence-within-minutes = { $place } { $value } { $people } su 100 arrivano a un centro in { $distance } di viaggio.
coverage-sentence-within-minutes-partial = { $place }, tra le persone di cui si conoscono i tempi ({ $known } su { $all }), { $value } { $people } su 100 arrivano a un centro in { $distance } di viaggio.
coverage-sentence-as-of = Situazione del { $date }: contano le sedi aperte quel giorno, per quanto si sa.
coverage-sentence-mean = { $place } la distanza media tra { $people } e centro più vicino è { $value }, in linea d’aria.
coverage-sentence-mean-between = { $place } la distanza media tra { $people } e centro più vicino sta tra { $low } e { $high }, in linea d’aria.
coverage-sentence-centres = { $count ->
    [0] { $place } non c’è nessun centro.
    [one] { $place } c’è un centro.
   *[other] { $place } ci sono { $value } centri.
}
coverage-sentence-rate = { $place }: { $value } centri ogni 10.000 { $people }.
coverage-sentence-uncovered = { $place } { $value } comuni su { $of } non hanno un centro entro { $distance } in linea d’aria.
coverage-sentence-uncovered-between = { $place } tra { $low } e { $high } comuni su { $of } non hanno un centro entro { $distance } in linea d’aria.
coverage-sentence-figure = { $place }, { $label }: { $value }.
coverage-sentence-change = { $place } la quota di { $people } entro { $distance } da un centro è cambiata di { $value } dal { $since }.
coverage-sentence-no-change = { $place } la quota di { $people } entro { $distance } da un centro non è cambiata dal { $since }.
coverage-sentence-none = { $place }, { $label }: cifra non calcolata. { $reason }
coverage-sentence-unreachable = { $place } nessuna persona può raggiungere un centro senza attraversare l’acqua.
coverage-unreachable = nessun centro raggiungibile
coverage-not-computed = non calcolato
coverage-reason-nobody = Non sappiamo quante persone di questo gruppo ci vivono.
coverage-reason-coarse = In alcuni comuni conosciamo un solo punto: troppo poco per questa distanza.
coverage-reason-water = Nessuna sede sulla stessa terra, senza attraversare l’acqua.
coverage-reason-undeclared = Nessuna sede lo dichiara.
coverage-reason-catchments = Nessuno di questi centri ha pubblicato l’area che serve.
coverage-reason-districts = Gli ambiti non sono ancora caricati.
coverage-reason-matrix = Non è caricata nessuna tabella di tempi di viaggio.
coverage-reason-no-times = Da qui la tabella dei tempi di viaggio non parte.
coverage-reason-no-way = La tabella dei tempi non ha nessuna strada da qui a un centro.
coverage-reason-other = I dati che servono non ci sono.
coverage-note-partial = { $count ->
    [one] Totale parziale: di un comune non conosciamo la popolazione.
   *[other] Totale parziale: di { $count } comuni non conosciamo la popolazione.
}
coverage-note-unreachable = Fuori dalla media { $people } persone senza un centro sulla stessa terra.
coverage-note-times = Di { $people } persone non conosciamo i tempi di viaggio.
coverage-note-no-way = { $people } persone non hanno una strada verso un centro.
coverage-note-sites-times = A { $sites } sedi la tabella dei tempi non arriva.
coverage-share = { $part } su { $all }
coverage-measure-within = { $people } entro { $distance } da un centro, in linea d’aria
coverage-measure-within-minutes = { $people } entro { $distance } di viaggio da un centro
coverage-measure-mean-minutes = minuti di viaggio, in media
coverage-measure-median-minutes = minuti di viaggio entro cui vive metà delle persone
coverage-measure-mean = distanza media dal centro più vicino, in linea d’aria
coverage-measure-median = distanza mediana, in linea d’aria
coverage-measure-p90 = distanza entro cui vivono 9 su 10, in linea d’aria
coverage-measure-centres = centri
coverage-measure-sites = sedi
coverage-measure-centres-hub = centri hub
coverage-measure-centres-spoke = centri spoke
coverage-measure-centres-per-10000-people = centri ogni 10.000 { $people }
coverage-measure-sites-per-10000-people = sedi raggiungibili ogni 10.000 { $people }, anche fuori dal territorio
coverage-measure-uncovered-comuni = comuni senza un centro entro { $distance } in linea d’aria
coverage-measure-people-in-uncovered-comuni = { $people } in questi comuni
coverage-measure-people-in-uncovered-comune = { $people } nei comuni senza un centro entro { $distance } in linea d’aria
coverage-measure-distance-of-uncovered-comune = distanza dal centro più vicino, in linea d’aria
coverage-measure-within-change = { $people } entro { $distance } da un centro, in più o in meno
coverage-measure-within-before = prima
coverage-measure-within-after = dopo
coverage-measure-opened-sites = sedi aperte
coverage-measure-closed-sites = sedi chiuse
coverage-measure-breadth = tipi di servizio dichiarati, su quelli del modello nazionale
coverage-measure-weekly-hours = ore di apertura a settimana, in media
coverage-measure-free-access = sedi ad accesso libero, su quelle che dichiarano come si accede
coverage-measure-professions = professioni diverse presenti in un centro, in media
coverage-measure-physical-access-declared = sedi che descrivono l’accessibilità fisica
coverage-measure-verified = sedi con scheda verificata e non scaduta
coverage-measure-served-comuni = comuni nell’area servita da un centro
coverage-measure-served-people = { $people } nell’area servita da un centro
coverage-measure-served-districts = ambiti con almeno un centro
coverage-column-share = Su quanti
coverage-column-centres = Centri
coverage-column-note = Da sapere
coverage-column-distance = Distanza in linea d’aria
coverage-table = Tabella
coverage-first-rows = Qui ci sono le prime { $shown } righe di { $count }. Il file le ha tutte.
coverage-empty = Nessuna area risponde a questa domanda. Prova con un livello più fine o con tutta Italia.
coverage-demo = Cifre dimostrative: alcuni dei centri contati sono inventati. Non usarle per decidere.
coverage-watermark = Cifre dimostrative
coverage-class-zero = zero
coverage-class-below = meno di { $high }
coverage-class-between = da { $low } a meno di { $high }
coverage-class-above = { $low } e più
coverage-class-any = tutte le cifre
coverage-change-much-less = oltre { $points } punti in meno
coverage-change-less = fino a { $points } punti in meno
coverage-change-none = nessun cambiamento
coverage-change-more = meno di { $points } punti in più
coverage-change-much-more = { $points } punti in più e oltre
coverage-class-within = entro { $high }
coverage-class-beyond = oltre { $low }
coverage-class-unreachable = nessun centro raggiungibile
coverage-class-none = non calcolato
coverage-legend = Legenda
coverage-no-map = Per queste aree non ci sono confini da disegnare: leggi la tabella.
coverage-without-script = La mappa ha bisogno di JavaScript. Le stesse cifre sono nelle tabelle.
coverage-zoom-in = Ingrandisci
coverage-zoom-out = Riduci
coverage-wheel-hint = Usa Ctrl e la rotella per ingrandire la mappa
coverage-fingers-hint = Usa due dita per muovere la mappa
coverage-sources = © ISTAT · GeoNames

# The method.
coverage-method = Come è calcolato
coverage-method-more = Dati e versioni
coverage-method-interval = Un comune è un punto solo, ma le persone vivono intorno; e di alcune sedi conosciamo il comune e non l’indirizzo. Per questo, quando la cifra può cambiare di oltre 10 punti, mostriamo un intervallo: quello che si ottiene se le persone di un comune vivono dentro un cerchio grande quanto il comune. È un modello, non un limite certo: i comuni allungati ne escono. Il limite certo, molto più largo, è nelle interfacce (bounds=certain).
coverage-method-c1 = Contiamo i centri e le sedi attive o in sede temporanea. Un centro con più sedi conta una volta. Una posizione protetta conta solo al livello a cui è pubblica.
coverage-method-c2 = Centri dell’area divisi per le persone del gruppo che ci vivono, per 10.000.
coverage-method-c3 = Contiamo le persone il cui punto sta entro { $distance } dalla sede più vicina, limite compreso. La distanza è in linea d’aria sulla superficie della Terra e non attraversa il mare.
coverage-method-c4 = Contiamo le persone che arrivano alla sede più vicina in { $distance }, limite compreso, secondo una tabella di tempi di viaggio caricata: non stimiamo tempi dalle distanze. Chi vive dove la tabella non arriva resta fuori dal calcolo, e la riga lo dice.
coverage-method-c5 = Distanza in linea d’aria dal punto in cui vivono le persone alla sede più vicina, senza attraversare il mare; la media pesa ogni punto per le sue persone.
coverage-method-c6 = Comuni il cui punto non ha nessuna sede entro { $distance } in linea d’aria, limite compreso, senza attraversare il mare.
coverage-method-c10 = Quota di persone con una sede entro { $distance } in linea d’aria nei due giorni, e differenza in punti percentuali. Contano le sedi aperte e chiuse in giorni che conosciamo; popolazione e confini sono quelli di oggi.
coverage-method-s1 = Tipi di servizio dichiarati da ogni sede, in rapporto a quelli ordinari del modello nazionale; media delle sedi che ne dichiarano almeno uno.
coverage-method-s2 = Ore di apertura di una settimana ordinaria, senza quelle su appuntamento; media delle sedi che danno l’orario.
coverage-method-s3 = Sedi con almeno un servizio ad accesso libero, tra quelle che dichiarano come si accede.
coverage-method-s4 = Professioni diverse presenti in un centro; media dei centri che le dichiarano. La tabella da scaricare dice anche quanti centri hanno ciascuna professione. Delle persone non si raccoglie nulla.
coverage-method-s5 = Sedi che danno almeno un’informazione sull’accessibilità fisica. Chi non dice nulla non è contato come inaccessibile.
coverage-method-s6 = Sedi verificate da un ente e con verifica non scaduta oggi.
coverage-method-served-comuni = Comuni che almeno un centro dichiara di servire, in rapporto a tutti i comuni dell’area.
coverage-method-served-people = Persone del gruppo che vivono in un comune che almeno un centro dichiara di servire.
coverage-method-served-districts = Ambiti con almeno un centro nel loro territorio, in rapporto a tutti gli ambiti dell’area.
coverage-fact-people = Persone
coverage-fact-population = Fonte e anno della popolazione
coverage-fact-landmass = Mare
coverage-landmass-same = le distanze non lo attraversano
coverage-landmass-any = le distanze lo attraversano
coverage-fact-resolution = Raggio medio di ciò che un punto rappresenta
coverage-fact-precision = Precisione media della posizione delle sedi
coverage-fact-boundaries = Anno dei confini
coverage-fact-centres = Versione dell’elenco dei centri
coverage-fact-travel-times = Fonte dei tempi di viaggio
coverage-fact-as-of = Situazione del
coverage-fact-recipe = Ricetta per rifare il calcolo
coverage-download-csv = Scarica la tabella (CSV)
coverage-download-xlsx = La stessa tabella per fogli di calcolo (XLSX)
coverage-download-parquet = La stessa tabella per l’analisi (Parquet)
coverage-download-json = Le stesse cifre in JSON
coverage-data = Dati e interfacce

# One territory.
coverage-distance-by-comune = Quanto è lontano il centro più vicino, comune per comune
coverage-plot = A che distanza vivono le persone
coverage-plot-summary = { $share } vive in comuni con un centro entro { $distance } in linea d’aria.
coverage-plot-table = Le stesse cifre in una tabella
coverage-plot-table-below = Le stesse cifre sono nella tabella sotto il disegno.
coverage-plot-note = Di ogni comune conta la distanza del suo punto, o quella mediana dove conosciamo punti più fini.
coverage-curve = Quanto è diseguale la distanza
coverage-curve-summary = Il { $people } delle persone, quello che vive più lontano, somma il { $distance } di tutte le distanze dal centro più vicino. Indice di Gini { $gini }: 0 se tutti vivono alla stessa distanza, vicino a 1 se la distanza è tutta di pochi.
coverage-curve-people = Persone, dalle più vicine alle più lontane
coverage-curve-distance = Parte di tutte le distanze
coverage-curve-how = Curva di Lorenz: comuni in ordine di distanza media in linea d’aria, pesati per le persone. La linea tratteggiata è dove tutti vivono alla stessa distanza.
coverage-floating = Quanti centri per chi vive qui
coverage-floating-how = La seconda cifra conta le sedi che le persone raggiungono anche fuori dal territorio, e divide ogni sede tra tutti quelli che la raggiungono: entro 10 km vale 1, entro 20 km 0,68, entro 30 km 0,22, in linea d’aria (metodo E2SFCA).
coverage-compare = Due distanze a confronto
coverage-difference = Differenza
coverage-difference-how = Le differenze sono tra le cifre centrali: quelle che si ottengono se tutti vivono nel punto del loro comune o della loro cella.
coverage-points = { $points } punti
coverage-gaps = Comuni senza un centro vicino
coverage-gaps-count = { $count ->
    [0] Tutti i comuni hanno un centro entro { $distance } in linea d’aria.
    [one] Un comune non ha un centro entro { $distance } in linea d’aria.
   *[other] { $count } comuni non hanno un centro entro { $distance } in linea d’aria. In ordine di quante persone ci vivono:
}
coverage-gaps-csv = Scarica tutti questi comuni (CSV)
coverage-districts = Gli ambiti della regione
coverage-kinds = Per tipo di comune
coverage-kinds-how = Le classi contano i residenti di ogni età. Isola minore: una terra con meno di 100 comuni.
coverage-kinds-column = Tipo di comune
coverage-kind-size-class = Residenti
coverage-kind-size-class-under-2000 = Meno di 2000 residenti
coverage-kind-size-class-2000-4999 = Da 2000 a 4999
coverage-kind-size-class-5000-19999 = Da 5000 a 19.999
coverage-kind-size-class-20000-99999 = Da 20.000 a 99.999
coverage-kind-size-class-100000-and-more = 100.000 e più
coverage-kind-island-class = Isole
coverage-kind-island-class-small-island = Isole minori
coverage-kind-island-class-mainland-sicily-sardinia = Terraferma, Sicilia e Sardegna
coverage-kind-snai-class = Aree interne (SNAI)
coverage-kind-snai-class-a = Poli
coverage-kind-snai-class-b = Poli intercomunali
coverage-kind-snai-class-c = Cintura
coverage-kind-snai-class-d = Intermedi
coverage-kind-snai-class-e = Periferici
coverage-kind-snai-class-f = Ultraperiferici
coverage-kind-mountain-class = Montagna
coverage-kind-mountain-class-mountain = Montani
coverage-kind-mountain-class-partly-mountain = Parzialmente montani
coverage-kind-mountain-class-not-mountain = Non montani
coverage-kind-altimetric-zone = Zona altimetrica
coverage-kind-altimetric-zone-1 = Montagna interna
coverage-kind-altimetric-zone-2 = Montagna litoranea
coverage-kind-altimetric-zone-3 = Collina interna
coverage-kind-altimetric-zone-4 = Collina litoranea
coverage-kind-altimetric-zone-5 = Pianura
coverage-kind-unclassified = Senza classe
coverage-change = Cosa è cambiato dal { $date }
coverage-change-people = { $people } entro { $distance }
coverage-change-now = Oggi
coverage-change-opened = Sedi aperte
coverage-change-closed = Sedi chiuse
coverage-change-sites = { $opened ->
    [0] Non ha aperto nessuna sede
    [one] Ha aperto una sede
   *[other] Hanno aperto { $opened } sedi
} e { $closed ->
    [0] non ne ha chiuso nessuna.
    [one] ne ha chiuso una.
   *[other] ne hanno chiuse { $closed }.
}
coverage-change-undated = { $count ->
    [one] Di una sede non conosciamo il giorno di apertura: la contiamo come già aperta.
   *[other] Di { $count } sedi non conosciamo il giorno di apertura: le contiamo come già aperte.
}
coverage-change-how = Contano le sedi aperte e chiuse in giorni che conosciamo; popolazione e confini sono quelli di oggi.
coverage-change-csv = Scarica i cambiamenti (CSV)

# The simulator.
coverage-simulator = Simulatore di copertura
coverage-simulator-description = Metti un punto sulla mappa, o scrivi un luogo, e guarda chi avrebbe un Centro per la famiglia più vicino.
coverage-simulator-lead = Metti un punto dove vorresti aprire un centro, sposta o chiudi una sede, e guarda chi avrebbe un centro più vicino e chi più lontano.
coverage-simulator-form = Scenario
coverage-simulator-map = Mappa dello scenario
coverage-add-place = Dove si apre
coverage-add = Aggiungi
coverage-add-hint = Un comune, una via, oppure latitudine e longitudine: 40.63, 15.8.
coverage-add-outside = latitudine e longitudine in Italia, per esempio 40.63, 15.8
coverage-add-hint-map = Oppure clicca sulla mappa; i punti si trascinano.
coverage-suggestions = Luoghi suggeriti
coverage-suggestions-count = Luoghi suggeriti: { "{n}" }
coverage-which = Quale «{ $place }»?
coverage-propose = Proponi i luoghi
coverage-print = Stampa
coverage-printed-on = Scenario ipotetico, stampato il { $date }.
coverage-wish = Dove aprire i prossimi centri
coverage-field-proponi = Quanti
coverage-field-obiettivo = Che cosa conta
coverage-field-tra = Tra quali luoghi
coverage-field-ambito = Ambito
coverage-field-elenco = Elenco di luoghi
coverage-any-district = Tutta la zona scelta
coverage-objective-persone = Più persone raggiunte
coverage-objective-distanza = Meno strada per tutti
coverage-objective-divari = Prima chi è più lontano
coverage-among-comuni = I comuni
coverage-among-celle = Le celle di popolazione
coverage-among-elenco = L’elenco qui sotto
coverage-list = Scegli tra luoghi tuoi
coverage-list-hint = Un luogo per riga: latitudine e longitudine, anche dopo un nome. Per esempio: Scuola media; 44,4949; 11,3426.
coverage-list-empty = almeno un luogo, uno per riga
coverage-list-long = al massimo { $most } luoghi; per elenchi più lunghi c’è l’interfaccia di programmazione
coverage-list-line = riga { $line }: latitudine e longitudine in Italia, per esempio 44,4949; 11,3426
coverage-proposals-people = I prossimi centri che raggiungono più persone
coverage-proposals-distance = I prossimi centri che accorciano di più la strada
coverage-proposals-equity = I prossimi centri, da chi è più lontano
coverage-among-count-comuni = { $count } comuni
coverage-among-count-celle = { $count } celle
coverage-among-count-elenco = { $count } luoghi dell’elenco
coverage-proposals-none = Nessuno di questi luoghi migliorerebbe la situazione.
coverage-proposals-how = Scelti uno dopo l’altro tra { $among }, oltre ai centri di oggi e senza contare i tuoi punti: raggiungono almeno il { $share } di quanto raggiungerebbe la scelta migliore possibile.
coverage-gain = { $count } { $people } in più
coverage-gain-distance = in media { $distance } in meno a testa
coverage-gain-equity = con i precedenti, { $share } entro { $distance }
coverage-add-this = Aggiungi
coverage-add-all = Aggiungi tutti
coverage-pins = Il tuo scenario
coverage-pin = Punto
coverage-pin-keys = Trascina, o muovi con le frecce; Canc lo toglie
coverage-pin-nowhere = Fuori dai comuni italiani
coverage-pin-format = longitudine e latitudine in gradi, come 15.8,40.63
coverage-too-many-pins = al massimo { $most } punti, e al massimo { $most } sedi spostate o chiuse
coverage-no-pins = Lo scenario è ancora vuoto.
coverage-remove = Togli
coverage-remove-all = Togli tutti
coverage-outcome-title = Che cosa cambia
coverage-outcome = { $count ->
    [0] { $pins ->
        [one] Questo punto non porta a nessuno un centro entro { $distance } che già non ci sia, in linea d’aria.
       *[other] Questi punti non portano a nessuno un centro entro { $distance } che già non ci sia, in linea d’aria.
    }
   *[other] { $written } { $people } in più avrebbero un centro entro { $distance } in linea d’aria, in { $comuni ->
        [one] un comune.
       *[other] { $comuni } comuni.
    }
}
coverage-off-land = { $count ->
    [one] Un punto non è su terra italiana: non raggiunge nessuno.
   *[other] { $count } punti non sono su terra italiana: non raggiungono nessuno.
}
coverage-before-after = Su 100 { $people }, con un centro a questa distanza
coverage-before = Oggi
coverage-after = Con lo scenario
coverage-newly = In più
coverage-where-they-live = Dove vive chi avrebbe un centro vicino
coverage-more-comuni = { $count ->
    [one] e un altro comune
   *[other] e altri { $count } comuni
}
coverage-outcome-how = Ogni comune è un punto solo.
coverage-legend-reached = comuni con un centro vicino in più
coverage-legend-lost = comuni che non avrebbero più un centro vicino
coverage-legend-sites = sedi di oggi
coverage-choose-site = Scegli una sede
coverage-field-sede = Sede da spostare o chiudere
coverage-move-site = Sposta
coverage-close-site = Chiudi
coverage-move-hint = Per spostarla scrivi il luogo nuovo nel campo «Dove si apre», oppure premi «Sposta» e trascinala sulla mappa.
coverage-choose-region = Per spostare o chiudere una sede di oggi scegli prima una Regione.
coverage-site-moves = Si sposta:
coverage-site-closes = Chiude:
coverage-site-gone = questa sede non è più tra quelle che si possono spostare o chiudere
coverage-restore = Lascia com’è
coverage-keep = Salva e condividi
coverage-kept-on = Scenario salvato il { $date }
coverage-kept-hint = Chi apre questo indirizzo vede lo stesso scenario. Se lo cambi, il tuo diventa un altro: questo resta com’è.
coverage-kept-then = Quel giorno: { $sentence }
coverage-compare-show = Confronta
coverage-compare-link = Confronta con un altro scenario
coverage-compare-title = Confronto fra due scenari
coverage-compare-lead = Incolla qui gli indirizzi di due scenari salvati: si vede che cosa cambia con l’uno e con l’altro.
coverage-compare-first = Primo scenario (A)
coverage-compare-second = Secondo scenario (B)
coverage-compare-open = Apri lo scenario
coverage-compare-asked-anew = I due scenari erano stati salvati con domande diverse: qui il secondo è calcolato con la domanda del primo.
coverage-compare-same = Nessuno dei due scenari cambia questa cifra.
coverage-compare-none = nessuna differenza
coverage-compare-people = Persone in più con B
coverage-compare-difference = B rispetto ad A
coverage-since = Dopo quel giorno qualcosa è cambiato ({ $what }): le cifre qui sotto sono calcolate con i dati di oggi.
coverage-since-centres = centri
coverage-since-people = popolazione
coverage-since-boundaries = confini
coverage-since-program = metodo di calcolo
coverage-scenario-unknown = Questo scenario non c’è: forse l’indirizzo è incompleto, oppure nessuno lo apriva da molto tempo ed è stato tolto.
coverage-outcome-same = Lo scenario non cambia chi ha un centro entro { $distance } in linea d’aria.
coverage-outcome-lost = { $written } { $people } in meno avrebbero un centro entro { $distance } in linea d’aria, in { $comuni ->
    [one] un comune.
   *[other] { $comuni } comuni.
}
coverage-outcome-both = { $written } { $people } in più e { $lost } in meno avrebbero un centro entro { $distance } in linea d’aria.
coverage-outcome-mean-less = { $place } la distanza media tra { $people } e centro più vicino scenderebbe da { $before } a { $after } in linea d’aria: in media { $change } in meno.
coverage-outcome-mean-more = { $place } la distanza media tra { $people } e centro più vicino salirebbe da { $before } a { $after } in linea d’aria: in media { $change } in più.
coverage-outcome-mean-same = { $place } la distanza media tra { $people } e centro più vicino resterebbe di { $before }, in linea d’aria.
coverage-outcome-uncovered = { $place } i comuni senza un centro entro { $distance } in linea d’aria passerebbero da { $before } a { $after }.
coverage-outcome-uncovered-same = { $place } i comuni senza un centro entro { $distance } in linea d’aria resterebbero { $before }.
coverage-outcome-unknown = { $place } la cifra non si può calcolare, né oggi né con lo scenario.
coverage-where-nearer = Dove il centro sarebbe più vicino
coverage-where-farther = Dove il centro sarebbe più lontano
coverage-where-they-lose = Dove vive chi non avrebbe più un centro vicino
coverage-picture = Disegno dello scenario
coverage-picture-tables = I cerchi attorno ai punti mostrano la distanza scelta. Le stesse cifre sono nelle tabelle.
