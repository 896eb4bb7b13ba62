# Words of the status page.
status-title = Status des Dienstes
status-ok = Alles funktioniert.
status-away = Das Datenarchiv antwortet nicht. Karte, Liste und Suche arbeiten mit den zuletzt gelesenen Daten weiter.
status-starting = Der Dienst startet gerade: Die Daten kommen gleich.
status-sites = Veröffentlichte Standorte
status-read = Letztes Lesen der Daten
status-seconds-ago = { $seconds ->
    [one] vor einer Sekunde
   *[other] vor { $seconds } Sekunden
}
status-version = Version des Programms
