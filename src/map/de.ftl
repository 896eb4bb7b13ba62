# Words of the map page and of the embed.
map-title = Karte der Zentren
map-description = Karte und Liste der Standorte der Familienzentren in Italien, mit Filtern nach Gebiet und Dienst.
map-label = Karte der Standorte. Dieselben Standorte stehen in der Liste.
map-search = Zu einem Ort gehen
map-search-button = Los
map-suggestions = Vorgeschlagene Orte
map-suggestions-count = Vorgeschlagene Orte: { "{n}" }
map-filters = Filter
map-more-filters = Weitere Filter
map-filter-region = Region
map-filter-region-all = Alle Regionen
map-filter-province = Provinz
map-filter-province-all = Alle Provinzen
map-filter-need = Bedarf
map-filter-need-all = Jeder Bedarf
map-filter-service = Dienst
map-filter-service-all = Alle Dienste
map-filter-status = Status
map-filter-status-all = Jeder Status
map-filter-role = Rolle im Netz
map-filter-role-all = Jede Rolle im Netz
map-filter-age = { $age } Jahre
map-filter-remove = diesen Filter entfernen
map-filter-apply = Filter anwenden
map-count = { $count ->
    [0] Kein Standort mit diesen Filtern
    [one] Ein Standort in Italien
   *[other] { $count } Standorte in Italien
}{ $count ->
    [0] {""}
   *[other] , { $active ->
        [0] keiner in Betrieb
        [one] einer in Betrieb
       *[other] { $active } in Betrieb
    }
}
map-count-region = { $count ->
    [0] Kein Standort mit diesen Filtern: { $region }
    [one] Ein Standort: { $region }
   *[other] { $count } Standorte: { $region }
}{ $count ->
    [0] {""}
   *[other] , { $active ->
        [0] keiner in Betrieb
        [one] einer in Betrieb
       *[other] { $active } in Betrieb
    }
}
map-count-active = { $count ->
    [one] Ein Standort in Betrieb in Italien
   *[other] { $count } Standorte in Betrieb in Italien
}
map-count-region-active = { $count ->
    [one] Ein Standort in Betrieb: { $region }
   *[other] { $count } Standorte in Betrieb: { $region }
}
map-count-in-view = { $shown ->
    [0] Kein Standort im gezeigten Gebiet
    [one] Ein Standort im gezeigten Gebiet
   *[other] { $shown } Standorte im gezeigten Gebiet
}, von insgesamt { $count }
map-onward = { $count ->
    [one] Vollständige Liste öffnen
   *[other] Vollständige Liste öffnen: { $count } Standorte
}
map-hidden = { $count ->
    [one] Ein Standort ist nicht auf der Karte, weil seine Lage nicht öffentlich ist. Sie finden ihn in der Liste.
   *[other] { $count } Standorte sind nicht auf der Karte, weil ihre Lage nicht öffentlich ist. Sie finden sie in der Liste.
}
map-empty = Hier gibt es keine Standorte zu zeigen.
map-empty-what-to-do = Entfernen Sie einen Filter oder verschieben Sie die Karte.
map-call = Anrufen
map-write = Schreiben
map-directions = Anfahrt
map-directions-hint = Öffnet die Karten-App Ihres Geräts
map-open-card = Karteiblatt öffnen
map-close = Schließen
map-sheet = Gewählter Standort
map-same-point = { $count ->
    [one] Ein Standort an diesem Punkt
   *[other] { $count } Standorte an diesem Punkt
}
map-more-services = { $count ->
    [one] und ein weiterer Dienst
   *[other] und { $count } weitere Dienste
}
map-place-about = in der Gemeinde { $comune }, ungefähr
map-place-protected = in der Gemeinde { $comune }: Die Adresse ist nicht öffentlich
map-place-protected-province = in der Provinz { $province }: Die Adresse ist nicht öffentlich
map-approximate = Ungefähre Lage:
map-status-to-verify = { $status }, noch zu prüfen
map-verified = Karteiblatt geprüft am { $day }
map-verified-by = Karteiblatt geprüft am { $day } von { $body }
map-to-verify = Dieses Karteiblatt ist noch zu prüfen: Rufen Sie vor dem Besuch an.
map-view = Ansicht
map-view-map = Karte
map-view-list = Liste
map-zoom-in = Vergrößern
map-zoom-out = Verkleinern
map-here = Gesuchter Ort
map-loading = Die Karte wird geladen
map-attribution = © ISTAT · GeoNames
map-without-script = Die interaktive Karte braucht JavaScript. Die Liste funktioniert auch ohne.
map-failed = Die Karte kann auf diesem Gerät nicht gezeichnet werden. Die Liste enthält dieselben Standorte.
map-legend = Legende
map-clusters = Gruppen nahe gelegener Standorte
map-cluster = Standorte in der Nähe: { "{n}" }. Vergrößern
map-cluster-here = Standorte am selben Punkt: { "{n}" }. Liste öffnen
map-cluster-demo = auch erfundene Zentren, zur Demonstration
map-sign-single = Einzelnes Zentrum
map-sign-hub = Hauptzentrum eines Netzes (Hub)
map-sign-spoke = An ein Hauptzentrum angeschlossenes Zentrum (Spoke)
map-sign-diffuse = Auf mehrere Gemeinden verteiltes Zentrum
map-sign-planned = Geplant, noch nicht offen
map-sign-temporary = Vorübergehender Standort
map-sign-suspended = Tätigkeit ausgesetzt
map-sign-approximate = Gestrichelter Umriss: ungefähre Lage
map-sign-cluster = Kreis mit einer Zahl: mehrere nahe gelegene Standorte
map-sign-demo = Innen schraffiertes Zeichen: erfundenes Zentrum, zur Demonstration
map-sign-cluster-demo = Zahl mit doppeltem Rand: einige der Standorte sind erfunden
map-emergency = Sind Sie in Gefahr?
map-emergency-112 = Notruf
map-emergency-114 = Kinder und Jugendliche in Gefahr
map-emergency-1522 = Gewalt und Stalking
map-emergency-more = Sofort Hilfe
map-box-wanted = vier Zahlen in Grad: Westen, Süden, Osten, Norden
embed-title = Familienzentren
embed-full-map = Vollständige Karte öffnen
embed-new-tab = öffnet sich in einem neuen Tab
embed-load-map = Karte anzeigen
embed-mistakes = Wer diese Seite betreut, kann Folgendes berichtigen:
