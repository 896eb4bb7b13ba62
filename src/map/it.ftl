# Words of the map page and of the embed.
map-title = Mappa dei centri
map-description = La mappa e l’elenco delle sedi dei Centri per la famiglia in Italia, con filtri per territorio e servizio.
map-label = Mappa delle sedi. Le stesse sedi sono nell’elenco.
map-search = Vai a un luogo
map-search-button = Vai
map-suggestions = Luoghi suggeriti
map-suggestions-count = Luoghi suggeriti: { "{n}" }
map-filters = Filtri
map-more-filters = Altri filtri
map-filter-region = Regione
map-filter-region-all = Tutte le regioni
map-filter-province = Provincia
map-filter-province-all = Tutte le province
map-filter-need = Bisogno
map-filter-need-all = Tutti i bisogni
map-filter-service = Servizio
map-filter-service-all = Tutti i servizi
map-filter-status = Stato
map-filter-status-all = Ogni stato
map-filter-role = Ruolo nella rete
map-filter-role-all = Ogni ruolo nella rete
map-filter-age = { $age } anni
map-filter-remove = togli questo filtro
map-filter-apply = Applica i filtri
map-count = { $count ->
    [0] Nessuna sede con questi filtri
    [one] Una sede in Italia
   *[other] { $count } sedi in Italia
}{ $count ->
    [0] {""}
   *[other] , { $active ->
        [0] nessuna attiva
        [one] una attiva
       *[other] { $active } attive
    }
}
map-count-region = { $count ->
    [0] Nessuna sede con questi filtri: { $region }
    [one] Una sede: { $region }
   *[other] { $count } sedi: { $region }
}{ $count ->
    [0] {""}
   *[other] , { $active ->
        [0] nessuna attiva
        [one] una attiva
       *[other] { $active } attive
    }
}
map-count-active = { $count ->
    [one] Una sede attiva in Italia
   *[other] { $count } sedi attive in Italia
}
map-count-region-active = { $count ->
    [one] Una sede attiva: { $region }
   *[other] { $count } sedi attive: { $region }
}
map-count-in-view = { $shown ->
    [0] Nessuna sede nella zona mostrata
    [one] Una sede nella zona mostrata
   *[other] { $shown } sedi nella zona mostrata
}, su { $count }
map-onward = { $count ->
    [one] Apri l’elenco completo
   *[other] Apri l’elenco completo: { $count } sedi
}
map-hidden = { $count ->
    [one] Una sede non è sulla mappa, perché la sua posizione non è pubblica. La trovi nell’elenco.
   *[other] { $count } sedi non sono sulla mappa, perché la loro posizione non è pubblica. Le trovi nell’elenco.
}
map-empty = Qui non ci sono sedi da mostrare.
map-empty-what-to-do = Togli uno dei filtri, oppure sposta la mappa.
map-call = Chiama
map-write = Scrivi
map-directions = Come arrivare
map-directions-hint = Apre l’applicazione di mappe del tuo dispositivo
map-open-card = Apri la scheda
map-close = Chiudi
map-sheet = Sede scelta
map-same-point = { $count ->
    [one] Una sede in questo punto
   *[other] { $count } sedi in questo punto
}
map-more-services = { $count ->
    [one] e un altro servizio
   *[other] e altri { $count } servizi
}
map-place-about = nel comune di { $comune }, circa
map-place-protected = nel comune di { $comune }: l’indirizzo non è pubblico
map-place-protected-province = in provincia di { $province }: l’indirizzo non è pubblico
map-approximate = Posizione indicativa:
map-status-to-verify = { $status }, da verificare
map-verified = Scheda verificata il { $day }
map-verified-by = Scheda verificata il { $day } da { $body }
map-to-verify = Questa scheda è da verificare: prima di andare, chiama.
map-view = Che cosa vedere
map-view-map = Mappa
map-view-list = Elenco
map-zoom-in = Ingrandisci
map-zoom-out = Riduci
map-here = Luogo cercato
map-loading = La mappa si sta caricando
map-attribution = © ISTAT · GeoNames
map-without-script = La mappa interattiva ha bisogno di JavaScript. L’elenco funziona anche senza.
map-failed = La mappa non si può disegnare su questo dispositivo. L’elenco contiene le stesse sedi.
map-legend = Legenda
map-clusters = Gruppi di sedi vicine
map-cluster = Sedi vicine: { "{n}" }. Ingrandisci
map-cluster-here = Sedi nello stesso punto: { "{n}" }. Apri l’elenco
map-cluster-demo = anche centri inventati, dimostrativi
map-sign-single = Centro unico
map-sign-hub = Centro principale di una rete (hub)
map-sign-spoke = Centro collegato a un centro principale (spoke)
map-sign-diffuse = Centro diffuso in più comuni
map-sign-planned = In programma, non ancora aperto
map-sign-temporary = Sede temporanea
map-sign-suspended = Attività sospesa
map-sign-approximate = Contorno tratteggiato: posizione indicativa
map-sign-cluster = Cerchio con un numero: più sedi vicine
map-sign-demo = Segno tratteggiato all’interno: centro inventato, dimostrativo
map-sign-cluster-demo = Numero con doppio contorno: tra le sedi ci sono centri inventati
map-emergency = Sei in pericolo?
map-emergency-112 = Emergenza
map-emergency-114 = Bambine, bambini e adolescenti in pericolo
map-emergency-1522 = Violenza e stalking
map-emergency-more = Aiuto subito
map-box-wanted = quattro numeri in gradi: ovest, sud, est, nord
embed-title = Centri per la famiglia
embed-full-map = Apri la mappa completa
embed-new-tab = si apre in una nuova scheda
embed-load-map = Mostra la mappa
embed-mistakes = Chi cura questa pagina può correggere:
