# Words of the status page.
status-title = Stato del servizio
status-ok = Tutto funziona.
status-away = L’archivio dei dati non risponde. Mappa, elenco e ricerca continuano con gli ultimi dati letti.
status-starting = Il servizio si sta avviando: i dati arrivano tra poco.
status-sites = Sedi pubblicate
status-read = Ultima lettura dei dati
status-seconds-ago = { $seconds ->
    [one] un secondo fa
   *[other] { $seconds } secondi fa
}
status-version = Versione del programma
