# Words of the start page, help at once, accessibility, privacy and legal notes.
information-emergency-title = Wenn Sie in Gefahr sind, rufen Sie sofort an
information-emergency-112 = Notruf
information-emergency-114 = Kinder und Jugendliche in Gefahr
information-emergency-1522 = Gewalt und Stalking
information-afraid = Ich habe Angst vor jemandem zu Hause

information-start-title = Ein Familienzentrum finden
information-start-lead = Ein Ort in der Nähe, an dem Sie sich informieren, andere Familien treffen und Hilfe finden, wenn es schwierig ist.
information-search-label = Wo brauchen Sie ein Zentrum?
information-search-help = Schreiben Sie eine Gemeinde, eine Ortschaft oder ein Stadtviertel.
information-search-button = Suchen
information-open-map = Karte öffnen
information-open-list = Liste ansehen
information-count = Die Karte zeigt { $sites ->
    [one] einen Standort
   *[other] { $sites_shown } Standorte
} von { $centres ->
    [one] einem Zentrum
   *[other] { $centres_shown } Zentren
} in { $regions ->
    [one] einer
   *[other] { $regions }
} von { $all_regions } Regionen.
information-what-title = Was ein Familienzentrum ist
information-what-text = Es ist ein öffentlicher Dienst, offen für alle Familien. Es hört zu, informiert und begleitet alle, die Kinder großziehen, zu jeder Zeit: wenn alles gut geht und wenn Hilfe nötig ist. Angebot und Kosten hängen vom Zentrum ab: Fragen Sie am Telefon nach.
information-need-informarsi = Welche Dienste es gibt, welche Hilfen Sie beantragen können und wie.
information-need-crescere = Geburt, erste Jahre, Jugend: Treffen, Spiel, Gruppen.
information-need-difficile = Trennung, Konflikte, Erziehung, Behinderung, konkrete Hilfen.
information-need-aprire = Pflegefamilien, Adoption, Familien, die sich gegenseitig helfen.
information-regions-title = Die Zentren nach Regionen
information-region-sites = { $count ->
    [0] kein Standort
    [one] ein Standort
   *[other] { $shown } Standorte
}

information-help-title = Sofort Hilfe
information-help-lead = Diese Nummern sind kostenlos und jeden Tag rund um die Uhr erreichbar.
information-help-112 = Bei jeder unmittelbaren Gefahr: Polizei, Rettung, Feuerwehr.
information-help-114 = Kindernotruf: wenn ein Kind oder eine Jugendliche oder ein Jugendlicher in Gefahr ist oder es ihm oder ihr sehr schlecht geht.
information-help-1522 = Gegen Gewalt und Stalking: vertrauliches Gespräch und Hilfe, auch in anderen Sprachen. Sie müssen nicht sagen, wer Sie sind.
information-exit = Diese Seite sofort verlassen
information-afraid-1 = Wenn die Gefahr jetzt besteht, rufen Sie 112 an. Wenn Sie nicht sprechen können, ruft die kostenlose App „112 Where ARE U“ lautlos Hilfe, wo der Dienst aktiv ist.
information-afraid-2 = Wenn Sie darüber sprechen möchten oder einen sicheren Ort brauchen, rufen Sie 1522 an.
information-afraid-3 = Rufen Sie, wenn möglich, von einem Telefon an, das die andere Person nicht kontrolliert.
information-afraid-4 = Bei Gewalt ist die Familienmediation nicht der richtige Weg: Das Gesetz verbietet sie. Niemand kann Sie dazu zwingen.
information-traces-title = Keine Spuren hinterlassen
information-traces-exit = Die Schaltfläche „Sofort verlassen“ öffnet die Startseite und nimmt diese Seite aus der Taste „Zurück“. Der Verlauf wird nicht gelöscht.
information-traces-history = Um ihn zu löschen, öffnen Sie die Einstellungen des Browsers, dann den Verlauf, und entfernen Sie nur diese Seite: Ein leerer Verlauf kann auffallen. Verwenden Sie das nächste Mal ein privates Fenster. Denken Sie daran, die Nummer auch aus der Anrufliste zu löschen.
information-traces-ours = Diese Website erkennt Sie nicht und merkt sich Ihren Besuch nicht.

information-access-lead = { $publisher } möchte, dass alle Menschen diese Website nutzen können, mit jedem Hilfsmittel.
information-access-declaration = Die Erklärung zur Barrierefreiheit bei AgID, der Agentur für das digitale Italien, lesen
information-access-how-title = Wie die Website gemacht ist
information-access-how-standard = Sie ist nach den europäischen Regeln WCAG 2.1, Stufe AA, gestaltet und wird bei jeder Änderung automatisch geprüft.
information-access-how-script = Suche, Liste und Karteiblätter funktionieren auch ohne JavaScript, auf alten Telefonen und mit langsamen Verbindungen.
information-access-how-keyboard = Alles lässt sich allein mit der Tastatur bedienen. Der Inhalt ist auch bei 400% Vergrößerung lesbar.
information-access-how-languages = Die Seiten gibt es auf Italienisch, Englisch, Deutsch, Französisch und Slowenisch. Die Namen der Zentren und einige Texte der Quellen bleiben italienisch.
information-access-limits-title = Was noch nicht barrierefrei ist
information-access-limits-map = Eine Karte ist ein Bild: Verwenden Sie mit einem Bildschirmleser die Liste. Sie enthält dieselben Standorte und dieselben Filter.
information-access-limits-links = Die Seiten der Quellen und der einzelnen Zentren gehören anderen Körperschaften: Wir können ihre Barrierefreiheit nicht garantieren.
information-access-report-title = Ein Problem melden
information-access-report-text = Funktioniert etwas nicht oder ist etwas nicht lesbar? Schreiben Sie uns und nennen Sie die Seite:
information-access-report-agid = Wenn wir nicht innerhalb von 30 Tagen antworten oder die Antwort nicht genügt, können Sie sich an die Ombudsstelle für Digitales bei AgID wenden:

information-privacy-lead = Sie können diese Website nutzen, ohne uns zu sagen, wer Sie sind. Wir verwenden keine Cookies und verfolgen Sie nicht.
information-privacy-full = Die vollständige Datenschutzerklärung von { $publisher } lesen
information-privacy-who-title = Wer für die Daten verantwortlich ist
information-privacy-who = Der Verantwortliche für die Datenverarbeitung ist { $publisher }. Für jede Frage schreiben Sie an:
information-privacy-cookies-title = Cookies
information-privacy-cookies = Wer die Website besucht, erhält kein Cookie. Die gewählte Sprache steht in der Adresse der Seite. Deshalb sehen Sie keinen Hinweis zum Zustimmen.
information-privacy-position-title = Ihr Standort
information-privacy-position = Der Standort Ihres Telefons oder Computers wird nur verwendet, wenn Sie die Schaltfläche drücken und es erlauben. Er wird schon in Ihrem Browser auf etwa einen Kilometer gerundet, dient zum Finden naher Zentren und wird nicht gespeichert.
information-privacy-third-title = Niemand sonst sieht Ihren Besuch
information-privacy-third = Karte, Schriften und Bilder liegen auf dieser Website: Der Browser kontaktiert keine anderen Dienste. Wenn Sie einen Link zu einer anderen Website öffnen, gelten deren Regeln.
information-privacy-logs-title = Was wir aufzeichnen
information-privacy-logs = Wir zählen, wie viele Anfragen kommen, wie lange sie dauern und welche Fehler auftreten. Wir zeichnen keine Netzwerkadressen, Suchwörter oder Standorte auf. Wer Netz und Server betreibt, kann technische Daten aus Sicherheitsgründen kurz aufbewahren.
information-privacy-scenarios = Wenn Sie ein Szenario des Abdeckungssimulators speichern, bewahren wir die Punkte und Einstellungen darin auf, nicht wer es gespeichert hat. Wer die Adresse des Szenarios kennt, kann es öffnen.
information-privacy-rights-title = Ihre Rechte
information-privacy-rights = Wenn Sie uns schreiben, verwenden wir Ihre Adresse nur für die Antwort. Sie können Ihre Daten einsehen, berichtigen oder löschen lassen. Sie können sich auch an die italienische Datenschutzbehörde wenden:

information-legal-lead = Diese Website wird von { $publisher } veröffentlicht.
information-legal-full = Die vollständigen rechtlichen Hinweise von { $publisher } lesen
information-legal-data-title = Nutzung der Daten
information-legal-data = Wo die Daten uns gehören, dürfen Sie sie unter Nennung der Quelle frei nutzen, gemäß der Lizenz:
information-legal-istat = Gemeindegrenzen und Bevölkerung: ISTAT, Nationalinstitut für Statistik, Lizenz CC BY. Die Formen sind vereinfacht.
information-legal-geonames = Namen und Punkte der Ortschaften: GeoNames, Lizenz CC BY 4.0.
information-legal-natural-earth = Nachbarländer: Natural Earth, gemeinfrei.
information-legal-sources = Alle Quellen mit Ausgabe und Lizenz
information-legal-code-title = Das Programm
information-legal-code = Das Programm dieser Website ist freie Software unter der Open-Source-Lizenz der Europäischen Union:
information-legal-limits-title = Wie sicher die Angaben sind
information-legal-limits = Jedes Karteiblatt sagt, woher es kommt und wann es geprüft wurde. Ein Blatt „noch zu prüfen“ gibt wieder, was die Quelle schreibt, und keine Körperschaft hat es bisher bestätigt: Rufen Sie vor dem Besuch an.
information-legal-limits-distance = Entfernungen gelten in Luftlinie. Eine ungefähre Lage zeigt die Gemeinde oder das Stadtviertel, nicht die Tür.
information-legal-errors-title = Fehler und Anträge auf Entfernung
information-legal-errors = Wenn eine Angabe falsch ist oder ein Ort nicht öffentlich sein soll, schreiben Sie uns. Was jemanden gefährden kann, entfernen wir sofort:
