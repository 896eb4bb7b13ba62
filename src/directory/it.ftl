# Words of the list of sites and of a centre's card.
directory-title = Elenco dei Centri per la famiglia
directory-filters = Filtri dell’elenco
directory-filter-regione = Regione
directory-filter-bisogno = Bisogno
directory-filter-servizio = Servizio
directory-filter-stato = Stato
directory-filter-provincia = Provincia
directory-filter-ruolo = Ruolo nella rete
directory-filter-accesso = Come si accede
directory-filter-lingua = Lingua parlata
directory-filter-eta = Età, in anni
directory-any-regione = Tutte
directory-any-bisogno = Tutti
directory-any-servizio = Tutti
directory-any-stato = Tutti
directory-any-provincia = Tutte
directory-any-ruolo = Tutti
directory-any-accesso = Tutti
directory-any-lingua = Tutte
directory-age = { $age } anni
directory-more-filters = Altri filtri
directory-apply = Mostra
directory-on-map = Guarda sulla mappa
directory-in-force = Filtri scelti
directory-remove = Togli il filtro
directory-remove-all = Togli tutti i filtri
directory-mistake = Non conosciamo il valore «{ $value }» del filtro «{ $parameter }»: l’abbiamo ignorato.
directory-count = { $count ->
    [0] Nessuna sede
    [one] Una sede
   *[other] { $shown } sedi
}
directory-count-in = { $count ->
    [0] Nessuna sede
    [one] Una sede
   *[other] { $shown } sedi
} { $region ->
    [Lazio] nel Lazio
    [Marche] nelle Marche
   *[other] in { $region }
}
directory-from-start = Torna all’inizio dell’elenco
directory-empty = Nessuna sede corrisponde a questa ricerca.
directory-empty-drop = Nessuna sede dichiara tutto ciò che chiedi. Prova a togliere un filtro:
directory-without = Senza «{ $filter }»
directory-status-to-verify = { $status }, da verificare
directory-demo = dimostrativo
directory-pages = Pagine dell’elenco
directory-next = Pagina successiva
directory-in-territory = Nel territorio di { $area }. L’indirizzo non è pubblico
directory-in-municipality = Nel comune di { $area }. L’indirizzo non è pubblico
directory-approximate = { $area }, posizione indicativa
directory-language-it = Italiano
directory-language-en = Inglese
directory-language-fr = Francese
directory-language-de = Tedesco
directory-language-sl = Sloveno
directory-language-es = Spagnolo
directory-language-pt = Portoghese
directory-language-ro = Romeno
directory-language-sq = Albanese
directory-language-ar = Arabo
directory-language-zh = Cinese
directory-language-uk = Ucraino
directory-language-ru = Russo
directory-language-bn = Bengalese
directory-language-ur = Urdu
directory-language-lis = Lingua dei segni italiana

centre-tab-card = Scheda
centre-description = Indirizzo, contatti, servizi e orari.
centre-demo = Questo centro è inventato: serve a mostrare come funziona il sito. Non cercarlo.
centre-partial = In questo momento possiamo mostrare solo una parte della scheda. Orari e gestione torneranno appena l’archivio risponde.
centre-sites = { $count ->
    [0] Questo centro non ha sedi pubbliche.
    [one] Questo centro ha una sede.
   *[other] Questo centro ha { $count } sedi.
}
centre-status-active = In attività
centre-status-active-call = In attività secondo la fonte, da verificare. Prima di andare, chiama.
centre-status-active-unverified = In attività secondo la fonte, da verificare. Prima di andare, contatta il centro.
centre-status-temporary = In attività, in una sede temporanea
centre-status-planned = Non ancora aperta: l’apertura è programmata
centre-status-suspended = Attività sospesa: per ora non è aperta
centre-action-call = Chiama
centre-action-write = Scrivi
centre-action-directions = Come arrivare
centre-where = Dove si trova
centre-directions-long = Come arrivare, con l’applicazione di mappe del tuo telefono
centre-map-label = Mappa: { $name }
centre-approximate = Posizione indicativa, nel comune di { $area }: il punto sulla mappa può distare fino a circa { $metres } dalla sede.
centre-protected-municipality = Nel comune di { $area }. L’indirizzo non è pubblico: chiedilo al centro.
centre-protected-territory = Nel territorio di { $area }. L’indirizzo non è pubblico: chiedilo al centro.
centre-call = Chi contattare
centre-call-unknown = Non conosciamo ancora i contatti di questo centro. Chiedi al comune o ai servizi sociali della tua zona.
centre-contact-telephone = Telefono
centre-contact-email = Posta elettronica
centre-contact-pec = Posta elettronica certificata
centre-contact-web = Pagina web
centre-website = Sito del centro
centre-services = Che cosa offre
centre-services-unknown = Non sappiamo ancora quali servizi offre questo centro.
centre-service-protected = su invio: chiama il centro
centre-ages = da { $from } a { $to } anni
centre-ages-from = da { $from } anni
centre-ages-to = fino a { $to } anni
centre-free = gratuito
centre-paid = a pagamento
centre-caution = In caso di violenza la mediazione, la consulenza di coppia e la coordinazione genitoriale non sono la strada giusta. La legge vieta la mediazione quando si denuncia una violenza (articolo 473-bis.43 del codice di procedura civile). Chiama prima il 1522.
centre-hours = Orari
centre-hours-unknown = Non conosciamo ancora gli orari.
centre-hours-appointment = * Solo su appuntamento.
centre-closed = chiuso
centre-today = oggi
centre-season = Dal { $from } al { $to }
centre-season-rest = Resto dell’anno
centre-day-month = { $day } { $month }
centre-closed-on = Chiusura: { $days }{ $reason }
centre-weekday-1 = lunedì
centre-weekday-2 = martedì
centre-weekday-3 = mercoledì
centre-weekday-4 = giovedì
centre-weekday-5 = venerdì
centre-weekday-6 = sabato
centre-weekday-7 = domenica
centre-access = Per chi e come
centre-for-whom = Per chi
centre-way-in = Come si accede
centre-cost = Quanto costa
centre-cost-free = È gratuito
centre-cost-some = Alcuni servizi sono gratuiti, altri a pagamento
centre-cost-paid = A pagamento
centre-languages = Lingue parlate
centre-runs = Chi lo gestisce
centre-owner = È di
centre-manager = Lo gestisce
centre-role = Nella rete
centre-recognition = Riconoscimento
centre-professions = Professioni presenti
centre-opened = Aperto dal
centre-hub = Fa capo a
centre-spokes = Centri collegati
centre-served = Comuni serviti
centre-served-count = { $count ->
    [one] Un comune
   *[other] { $count } comuni
}
centre-on-day = il { $date }
centre-on-day-elided = l’{ $date }
centre-of-day = del { $date }
centre-of-day-elided = dell’{ $date }
centre-of-month = di { $month } { $year }
centre-of-year = del { $year }
centre-verified = Scheda verificata { $when } da { $by }.
centre-expired = Scheda verificata { $when } da { $by }: la verifica è scaduta. Prima di andare, contatta il centro.
centre-to-verify = Questa scheda è da verificare: l’ultima fonte è { $when }.
centre-to-verify-undated = Questa scheda è da verificare: nessun ente l’ha ancora confermata.
centre-source = Fonte:
centre-source-read = Leggi la fonte
centre-print = Stampa la scheda
centre-report = Segnala un errore
centre-report-subject = Segnalazione sulla scheda: { $name }
centre-report-body = Pagina: { $address } Che cosa va corretto:
error-whole-file = un file contiene sempre tutto l’elenco: togli questo parametro e usa i filtri
