# Words of the start page, help at once, accessibility, privacy and legal notes.
information-emergency-title = Se sei in pericolo, chiama subito
information-emergency-112 = emergenza
information-emergency-114 = bambine, bambini e adolescenti in pericolo
information-emergency-1522 = violenza e stalking
information-afraid = Ho paura di una persona di casa

information-start-title = Trova un Centro per la famiglia
information-start-lead = Un luogo vicino a casa dove chiedere informazioni, incontrare altre famiglie e trovare aiuto quando è difficile.
information-search-label = Dove ti serve un centro?
information-search-help = Scrivi un comune, una località o un quartiere.
information-search-button = Cerca
information-open-map = Apri la mappa
information-open-list = Guarda l’elenco
information-count = La mappa mostra { $sites ->
    [one] una sede
   *[other] { $sites_shown } sedi
} di { $centres ->
    [one] un centro
   *[other] { $centres_shown } centri
}, in { $regions ->
    [one] una Regione
   *[other] { $regions } Regioni
} su { $all_regions }.
information-what-title = Che cos’è un Centro per la famiglia
information-what-text = È un servizio pubblico, aperto a tutte le famiglie. Ascolta, informa e accompagna chi cresce figlie e figli, in ogni momento: quando va bene e quando serve una mano. Che cosa offre e quanto costa dipende dal centro: chiedilo al telefono.
information-need-informarsi = Capire quali servizi esistono, quali aiuti chiedere e come.
information-need-crescere = Nascita, primi anni, adolescenza: incontri, giochi, gruppi.
information-need-difficile = Separazione, conflitti, educazione, disabilità, aiuti concreti.
information-need-aprire = Affidamento, adozione, famiglie che si aiutano.
information-regions-title = I centri Regione per Regione
information-region-sites = { $count ->
    [0] nessuna sede
    [one] una sede
   *[other] { $shown } sedi
}

information-help-title = Aiuto subito
information-help-lead = Questi numeri sono gratuiti e rispondono a ogni ora, tutti i giorni.
information-help-112 = Per ogni pericolo immediato: forze dell’ordine, ambulanza, vigili del fuoco.
information-help-114 = Emergenza infanzia: se una bambina, un bambino, una ragazza o un ragazzo è in pericolo o sta molto male.
information-help-1522 = Antiviolenza e stalking: ascolto e aiuto riservati, anche in altre lingue. Non devi dire chi sei.
information-exit = Esci subito da questa pagina
information-afraid-1 = Se il pericolo è adesso, chiama il 112. Se non puoi parlare, l’app gratuita «112 Where ARE U» chiede aiuto in silenzio, dove il servizio è attivo.
information-afraid-2 = Se hai bisogno di parlarne o di un posto sicuro, chiama il 1522.
information-afraid-3 = Se puoi, chiama da un telefono che l’altra persona non controlla.
information-afraid-4 = Se c’è violenza la mediazione familiare non è la strada giusta: la legge la vieta. Nessuno può obbligarti.
information-traces-title = Non lasciare tracce
information-traces-exit = Il pulsante «Esci subito» apre la pagina iniziale e toglie questa dal tasto «indietro». Non cancella la cronologia.
information-traces-history = Per cancellarla apri le impostazioni del browser, poi Cronologia, e togli solo questa pagina: una cronologia tutta vuota può destare sospetti. Un’altra volta usa una finestra di navigazione privata. Ricorda di togliere il numero anche dall’elenco delle chiamate.
information-traces-ours = Questo sito non ti riconosce e non ricorda la tua visita.

information-access-lead = { $publisher } vuole che questo sito sia usabile da tutte le persone, con ogni strumento.
information-access-declaration = Leggi la dichiarazione di accessibilità pubblicata presso AgID, Agenzia per l’Italia digitale
information-access-how-title = Come è fatto il sito
information-access-how-standard = È progettato secondo le regole europee WCAG 2.1, livello AA, e controllato con strumenti automatici a ogni modifica.
information-access-how-script = Ricerca, elenco e schede funzionano anche senza JavaScript, su telefoni vecchi e connessioni lente.
information-access-how-keyboard = Tutto si può usare con la sola tastiera. Il contenuto si legge anche ingrandito al 400%.
information-access-how-languages = Le pagine sono in italiano, inglese, tedesco, francese e sloveno. I nomi dei centri e alcuni testi delle fonti restano in italiano.
information-access-limits-title = Che cosa non è ancora accessibile
information-access-limits-map = Una mappa è un’immagine: con un lettore di schermo usa l’elenco, che contiene le stesse sedi e gli stessi filtri.
information-access-limits-links = Le pagine delle fonti e dei singoli centri sono di altri enti: non possiamo garantire che siano accessibili.
information-access-report-title = Segnala un problema
information-access-report-text = Qualcosa non funziona o non si legge? Scrivici, dicendo in quale pagina:
information-access-report-agid = Se non rispondiamo entro 30 giorni, o la risposta non basta, puoi rivolgerti al Difensore civico per il digitale presso AgID:

information-privacy-lead = Puoi usare questo sito senza dirci chi sei. Non usiamo cookie e non ti seguiamo.
information-privacy-full = Leggi l’informativa completa di { $publisher }
information-privacy-who-title = Chi risponde dei dati
information-privacy-who = Il titolare del trattamento è { $publisher }. Per ogni domanda scrivi a:
information-privacy-cookies-title = Cookie
information-privacy-cookies = Chi visita il sito non riceve nessun cookie. La lingua scelta sta nell’indirizzo della pagina. Per questo non vedi nessun avviso da accettare.
information-privacy-position-title = La tua posizione
information-privacy-position = La posizione del telefono o del computer è usata solo se premi il pulsante e dai il permesso. È arrotondata a circa un chilometro già nel tuo browser, serve a trovare i centri vicini e non viene conservata.
information-privacy-third-title = Nessun altro vede la tua visita
information-privacy-third = Mappa, caratteri e immagini stanno su questo sito: il browser non contatta altri servizi. Quando apri un collegamento verso un altro sito, valgono le regole di quel sito.
information-privacy-logs-title = Che cosa registriamo
information-privacy-logs = Contiamo quante richieste arrivano, quanto tempo richiedono e quali errori danno. Non registriamo indirizzi di rete, parole cercate o posizioni. Chi gestisce la rete e i server può conservare per breve tempo dati tecnici per la sicurezza.
information-privacy-scenarios = Se salvi uno scenario del simulatore di copertura, conserviamo i punti e le scelte che contiene, non chi lo ha salvato. Chi conosce l’indirizzo dello scenario può aprirlo.
information-privacy-rights-title = I tuoi diritti
information-privacy-rights = Se ci scrivi, usiamo il tuo indirizzo solo per risponderti. Puoi chiederci di vedere, correggere o cancellare i tuoi dati. Puoi anche rivolgerti al Garante per la protezione dei dati personali:

information-legal-lead = Questo sito è pubblicato da { $publisher }.
information-legal-full = Leggi le note legali complete di { $publisher }
information-legal-data-title = Uso dei dati
information-legal-data = Dove i dati sono nostri, puoi usarli liberamente citando la fonte, secondo la licenza:
information-legal-istat = Confini dei comuni e popolazione: ISTAT, Istituto nazionale di statistica, licenza CC BY. Le forme sono semplificate.
information-legal-geonames = Nomi e punti delle località: GeoNames, licenza CC BY 4.0.
information-legal-natural-earth = Paesi vicini: Natural Earth, di pubblico dominio.
information-legal-sources = Tutte le fonti, con edizione e licenza
information-legal-code-title = Il programma
information-legal-code = Il programma che fa funzionare il sito è libero, con la licenza pubblica dell’Unione europea:
information-legal-limits-title = Quanto sono sicure le informazioni
information-legal-limits = Ogni scheda dice da dove viene e quando è stata verificata. Una scheda «da verificare» riporta ciò che scrive la fonte, e nessun ente l’ha ancora confermata: prima di andare, chiama.
information-legal-limits-distance = Le distanze sono in linea d’aria. Una posizione indicativa mostra il comune o il quartiere, non la porta.
information-legal-errors-title = Errori e richieste di rimozione
information-legal-errors = Se un’informazione è sbagliata, o se un luogo non dovrebbe essere pubblico, scrivici. Togliamo subito ciò che può mettere in pericolo qualcuno:
