# Words of the page that finds the nearest centre.
find-title = Trova un centro
find-title-near = Centri vicino a { $place }
find-description = Scrivi dove sei e trova il Centro per la famiglia più vicino: distanza, servizi, telefono.
find-label = Dove ti serve?
find-button = Cerca
find-hint = Scrivi un comune, una frazione o un indirizzo. Per esempio: Imola.
find-suggestions = Luoghi suggeriti
find-suggestions-count = Luoghi suggeriti: { "{n}" }
find-locate = Usa la mia posizione
find-locate-note = La posizione è arrotondata a circa un chilometro già sul tuo dispositivo.
find-locate-waiting = Sto cercando la tua posizione…
find-locate-refused = La tua posizione non è disponibile. Va bene lo stesso: scrivi qui sopra il nome del tuo comune.
find-filters = Scegli un bisogno o un servizio
find-need = Di che cosa hai bisogno
find-service = Servizio
find-any = Qualsiasi
find-counted = Tra parentesi: quante sedi in Italia.
find-counted-near = Tra parentesi: quante sedi entro 20 km.
find-which = Quale «{ $place }»?
find-unknown = Non troviamo «{ $place }»
find-unknown-what-to-do = Controlla come è scritto, oppure prova con il nome del comune. Conosciamo tutti i comuni d’Italia e molte frazioni.
find-alike = Forse cercavi:
find-count = { $count ->
    [one] Una sede entro 20 km da { $place }.
   *[other] { $count } sedi entro 20 km da { $place }.
}
find-count-here = { $count ->
    [one] Una sede entro 20 km dalla tua posizione.
   *[other] { $count } sedi entro 20 km dalla tua posizione.
}
find-open-now = Aperte ora: { $count }.
find-first = Ecco le { $count } più vicine.
find-none-near = Nessun centro entro 20 km. Il più vicino è a { $comune }, a { $distance } in linea d’aria.
find-none-near-about = Nessun centro entro 20 km. Il più vicino è nel comune di { $comune }, a circa { $distance } in linea d’aria.
find-none-at-all = Nessun centro in Italia risponde a questa ricerca.
find-without = { $count ->
    [one] Senza «{ $filter }» c’è una sede entro 20 km
   *[other] Senza «{ $filter }» ci sono { $count } sedi entro 20 km
}
find-rounded = Le distanze partono dalla tua posizione arrotondata: possono sbagliare di circa un chilometro.
find-number-estimated = Il punto di partenza è stimato dai numeri civici vicini.
find-number-unknown = Non conosciamo questo numero civico: le distanze partono da metà della via.
find-street-unknown = Non troviamo questa via: le distanze partono dal comune o dalla località.
find-distance = a { $distance } in linea d’aria
find-distance-about = a circa { $distance } in linea d’aria
find-place-about = Nel comune di { $comune }, circa
find-place-protected = Nel comune di { $comune }: l’indirizzo non è pubblico, chiama il centro
find-place-protected-province = In provincia di { $province }: l’indirizzo non è pubblico, chiama il centro
find-across-water = Tra qui e la sede c’è acqua: il viaggio può essere molto più lungo.
find-status-to-verify = { $status }, da verificare
find-call = Chiama
find-directions = Come arrivare
find-directions-how = con le mappe del tuo telefono
find-copy = Copia l’indirizzo
find-copied = Copiato
find-protected = Nello stesso comune, senza indirizzo pubblico
find-on-map = Vedi questi luoghi sulla mappa
find-emergency = Sei in pericolo?
find-emergency-112 = Emergenza
find-emergency-114 = Bambine, bambini e adolescenti in pericolo
find-emergency-1522 = Violenza e stalking
find-emergency-more = Aiuto subito
