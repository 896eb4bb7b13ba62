# Words of the list of sites and of a centre's card.
directory-title = Liste der Familienzentren
directory-filters = Filter der Liste
directory-filter-regione = Region
directory-filter-bisogno = Bedarf
directory-filter-servizio = Dienst
directory-filter-stato = Status
directory-filter-provincia = Provinz
directory-filter-ruolo = Rolle im Netz
directory-filter-accesso = Zugang
directory-filter-lingua = Gesprochene Sprache
directory-filter-eta = Alter in Jahren
directory-any-regione = Alle
directory-any-bisogno = Alle
directory-any-servizio = Alle
directory-any-stato = Alle
directory-any-provincia = Alle
directory-any-ruolo = Alle
directory-any-accesso = Alle
directory-any-lingua = Alle
directory-age = { $age } Jahre
directory-more-filters = Weitere Filter
directory-apply = Anzeigen
directory-on-map = Auf der Karte ansehen
directory-in-force = Gewählte Filter
directory-remove = Filter entfernen:
directory-remove-all = Alle Filter entfernen
directory-mistake = Den Wert „{ $value }“ des Filters „{ $parameter }“ kennen wir nicht: Wir haben ihn nicht berücksichtigt.
directory-count = { $count ->
    [0] Kein Standort
    [one] Ein Standort
   *[other] { $shown } Standorte
}
directory-count-in = { $count ->
    [0] Kein Standort
    [one] Ein Standort
   *[other] { $shown } Standorte
} in der Region { $region }
directory-from-start = Zurück zum Anfang der Liste
directory-empty = Kein Standort entspricht dieser Suche.
directory-empty-drop = Kein Standort gibt alles an, was Sie suchen. Entfernen Sie einen Filter:
directory-without = Ohne „{ $filter }“
directory-status-to-verify = { $status }, noch zu prüfen
directory-demo = Demonstration
directory-pages = Seiten der Liste
directory-next = Nächste Seite
directory-in-territory = Im Gebiet von { $area }. Die Adresse ist nicht öffentlich
directory-in-municipality = In der Gemeinde { $area }. Die Adresse ist nicht öffentlich
directory-approximate = { $area }, ungefähre Lage
directory-language-it = Italienisch
directory-language-en = Englisch
directory-language-fr = Französisch
directory-language-de = Deutsch
directory-language-sl = Slowenisch
directory-language-es = Spanisch
directory-language-pt = Portugiesisch
directory-language-ro = Rumänisch
directory-language-sq = Albanisch
directory-language-ar = Arabisch
directory-language-zh = Chinesisch
directory-language-uk = Ukrainisch
directory-language-ru = Russisch
directory-language-bn = Bengalisch
directory-language-ur = Urdu
directory-language-lis = Italienische Gebärdensprache

centre-tab-card = Karteiblatt
centre-description = Adresse, Kontakte, Dienste und Öffnungszeiten.
centre-demo = Dieses Zentrum ist erfunden: Es zeigt, wie die Website funktioniert. Suchen Sie es nicht auf.
centre-partial = Im Moment können wir nur einen Teil des Karteiblatts zeigen. Öffnungszeiten und Trägerschaft sind wieder da, sobald das Archiv antwortet.
centre-sites = { $count ->
    [0] Dieses Zentrum hat keinen öffentlichen Standort.
    [one] Dieses Zentrum hat einen Standort.
   *[other] Dieses Zentrum hat { $count } Standorte.
}
centre-status-active = In Betrieb
centre-status-active-call = Laut Quelle in Betrieb, noch zu prüfen. Rufen Sie vor dem Besuch an.
centre-status-active-unverified = Laut Quelle in Betrieb, noch zu prüfen. Fragen Sie vor dem Besuch beim Zentrum nach.
centre-status-temporary = In Betrieb, an einem vorübergehenden Standort
centre-status-planned = Noch nicht offen: Die Eröffnung ist geplant
centre-status-suspended = Tätigkeit ausgesetzt: vorerst nicht offen
centre-action-call = Anrufen
centre-action-write = Schreiben
centre-action-directions = Anfahrt
centre-where = Wo es ist
centre-directions-long = Anfahrt, mit der Karten-App Ihres Telefons
centre-map-label = Karte: { $name }
centre-approximate = Ungefähre Lage, in der Gemeinde { $area }: Der Punkt auf der Karte kann bis zu etwa { $metres } vom Standort entfernt sein.
centre-protected-municipality = In der Gemeinde { $area }. Die Adresse ist nicht öffentlich: Fragen Sie beim Zentrum nach.
centre-protected-territory = Im Gebiet von { $area }. Die Adresse ist nicht öffentlich: Fragen Sie beim Zentrum nach.
centre-call = Kontakt
centre-call-unknown = Wir kennen die Kontakte dieses Zentrums noch nicht. Fragen Sie die Gemeinde oder die Sozialdienste Ihres Gebiets.
centre-contact-telephone = Telefon
centre-contact-email = E-Mail
centre-contact-pec = Zertifizierte E-Mail
centre-contact-web = Webseite
centre-website = Website des Zentrums
centre-services = Was es bietet
centre-services-unknown = Wir wissen noch nicht, welche Dienste dieses Zentrum anbietet.
centre-service-protected = auf Zuweisung: Rufen Sie das Zentrum an
centre-ages = von { $from } bis { $to } Jahren
centre-ages-from = ab { $from } Jahren
centre-ages-to = bis { $to } Jahre
centre-free = kostenlos
centre-paid = kostenpflichtig
centre-caution = Bei Gewalt sind Mediation, Paarberatung und Elternkoordination nicht der richtige Weg. Das italienische Gesetz verbietet die Mediation, wenn Gewalt angezeigt wird (Artikel 473-bis.43 der Zivilprozessordnung). Rufen Sie zuerst 1522 an.
centre-hours = Öffnungszeiten
centre-hours-unknown = Wir kennen die Öffnungszeiten noch nicht.
centre-hours-appointment = * Nur nach Terminvereinbarung.
centre-closed = geschlossen
centre-today = heute
centre-season = Vom { $from } bis { $to }
centre-season-rest = Übriges Jahr
centre-day-month = { $day }. { $month }
centre-closed-on = Geschlossen: { $days }{ $reason }
centre-weekday-1 = Montag
centre-weekday-2 = Dienstag
centre-weekday-3 = Mittwoch
centre-weekday-4 = Donnerstag
centre-weekday-5 = Freitag
centre-weekday-6 = Samstag
centre-weekday-7 = Sonntag
centre-access = Für wen und wie
centre-for-whom = Für wen
centre-way-in = Zugang
centre-cost = Was es kostet
centre-cost-free = Es ist kostenlos
centre-cost-some = Einige Dienste sind kostenlos, andere kostenpflichtig
centre-cost-paid = Kostenpflichtig
centre-languages = Gesprochene Sprachen
centre-runs = Wer es führt
centre-owner = Träger
centre-manager = Geführt von
centre-role = Im Netz
centre-recognition = Anerkennung
centre-professions = Vertretene Berufe
centre-opened = Offen seit
centre-hub = Gehört zu
centre-spokes = Angeschlossene Zentren
centre-served = Betreute Gemeinden
centre-served-count = { $count ->
    [one] Eine Gemeinde
   *[other] { $count } Gemeinden
}
centre-on-day = am { $date }
centre-on-day-elided = am { $date }
centre-of-day = vom { $date }
centre-of-day-elided = vom { $date }
centre-of-month = vom { $month } { $year }
centre-of-year = von { $year }
centre-verified = Karteiblatt geprüft { $when } von { $by }.
centre-expired = Karteiblatt geprüft { $when } von { $by }: Die Prüfung ist abgelaufen. Fragen Sie vor dem Besuch beim Zentrum nach.
centre-to-verify = Dieses Karteiblatt ist noch zu prüfen: Die letzte Quelle ist { $when }.
centre-to-verify-undated = Dieses Karteiblatt ist noch zu prüfen: Noch keine Körperschaft hat es bestätigt.
centre-source = Quelle:
centre-source-read = Quelle lesen
centre-print = Karteiblatt drucken
centre-report = Einen Fehler melden
centre-report-subject = Meldung zum Karteiblatt: { $name }
centre-report-body = Seite: { $address } Was zu berichtigen ist:
error-whole-file = eine Datei enthält immer die ganze Liste: lassen Sie diesen Parameter weg und verwenden Sie die Filter
