# Words of the page that finds the nearest centre.
find-title = Zentrum finden
find-title-near = Zentren in der Nähe von { $place }
find-description = Schreiben Sie, wo Sie sind, und finden Sie das nächste Familienzentrum: Entfernung, Dienste, Telefon.
find-label = Wo brauchen Sie es?
find-button = Suchen
find-hint = Schreiben Sie eine Gemeinde, eine Fraktion oder eine Adresse. Zum Beispiel: Imola.
find-suggestions = Vorgeschlagene Orte
find-suggestions-count = Vorgeschlagene Orte: { "{n}" }
find-locate = Meinen Standort verwenden
find-locate-note = Der Standort wird schon auf Ihrem Gerät auf etwa einen Kilometer gerundet.
find-locate-waiting = Ihr Standort wird gesucht…
find-locate-refused = Ihr Standort ist nicht verfügbar. Das macht nichts: Schreiben Sie oben den Namen Ihrer Gemeinde.
find-filters = Einen Bedarf oder Dienst wählen
find-need = Was Sie brauchen
find-service = Dienst
find-any = Beliebig
find-counted = In Klammern: wie viele Standorte in Italien.
find-counted-near = In Klammern: wie viele Standorte im Umkreis von 20 km.
find-which = Welches „{ $place }“?
find-unknown = Wir finden „{ $place }“ nicht
find-unknown-what-to-do = Prüfen Sie die Schreibweise oder versuchen Sie es mit dem Namen der Gemeinde. Wir kennen alle Gemeinden Italiens und viele Fraktionen.
find-alike = Vielleicht suchten Sie:
find-count = { $count ->
    [one] Ein Standort im Umkreis von 20 km um { $place }.
   *[other] { $count } Standorte im Umkreis von 20 km um { $place }.
}
find-count-here = { $count ->
    [one] Ein Standort im Umkreis von 20 km.
   *[other] { $count } Standorte im Umkreis von 20 km.
}
find-open-now = Jetzt geöffnet: { $count }.
find-first = Hier sind die { $count } nächsten.
find-none-near = Kein Zentrum im Umkreis von 20 km. Das nächste ist in { $comune }, { $distance } Luftlinie entfernt.
find-none-near-about = Kein Zentrum im Umkreis von 20 km. Das nächste ist in der Gemeinde { $comune }, etwa { $distance } Luftlinie entfernt.
find-none-at-all = Kein Zentrum in Italien entspricht dieser Suche.
find-without = { $count ->
    [one] Ohne „{ $filter }“ gibt es einen Standort im Umkreis von 20 km
   *[other] Ohne „{ $filter }“ gibt es { $count } Standorte im Umkreis von 20 km
}
find-rounded = Die Entfernungen gehen von Ihrem gerundeten Standort aus: Sie können um etwa einen Kilometer abweichen.
find-number-estimated = Der Ausgangspunkt ist aus den benachbarten Hausnummern geschätzt.
find-number-unknown = Diese Hausnummer kennen wir nicht: Die Entfernungen gelten ab der Mitte der Straße.
find-street-unknown = Diese Straße finden wir nicht: Die Entfernungen gelten ab der Gemeinde oder Ortschaft.
find-distance = { $distance } Luftlinie entfernt
find-distance-about = etwa { $distance } Luftlinie entfernt
find-place-about = In der Gemeinde { $comune }, ungefähr
find-place-protected = In der Gemeinde { $comune }: Die Adresse ist nicht öffentlich, rufen Sie das Zentrum an
find-place-protected-province = In der Provinz { $province }: Die Adresse ist nicht öffentlich, rufen Sie das Zentrum an
find-across-water = Zwischen hier und dem Standort liegt Wasser: Der Weg kann viel länger sein.
find-status-to-verify = { $status }, noch zu prüfen
find-call = Anrufen
find-directions = Anfahrt
find-directions-how = mit den Karten Ihres Telefons
find-copy = Adresse kopieren
find-copied = Kopiert
find-protected = In derselben Gemeinde, ohne öffentliche Adresse
find-on-map = Diese Orte auf der Karte ansehen
find-emergency = Sind Sie in Gefahr?
find-emergency-112 = Notruf
find-emergency-114 = Kinder und Jugendliche in Gefahr
find-emergency-1522 = Gewalt und Stalking
find-emergency-more = Sofort Hilfe
