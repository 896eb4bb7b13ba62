# Words of coverage: what interfaces say of questions that cannot be answered.
error-date = ein Tag, wie 2025-12-31
error-since = ein Tag vor dem, mit dem verglichen wird (sonst heute)
error-group = eine dieser Gruppen oder Altersstufen, die sich daraus ergeben, etwa 18-64: { $known }
error-too-coarse = bei nur einem Punkt je Gemeinde nicht weniger als { $metres } Meter; darunter braucht es Bevölkerungszellen
error-steps = Meter und Gewichte der Reihe nach, etwa 10000:1,20000:0.68,30000:0.22: wachsende Entfernungen, Gewichte von 1 abwärts
error-no-recipe = mit diesem Rezept wurde nichts berechnet, oder es ist zu lange her
error-body-size = weniger Daten: ein kürzerer Text
error-body-object = ein JSON-Objekt
error-site-number = die Nummer eines öffentlichen Standorts (zum Verschieben: mit öffentlicher Position)
error-changes = mindestens eine und höchstens { $most } Änderungen, in add, remove und move
error-candidates = municipalities, cells oder eine Liste von Punkten mit lon und lat, höchstens { $most }
error-plain-value = ein Text, eine Zahl oder eine Liste davon
error-list = eine Liste

# Words of the pages: the question.
coverage-title = Versorgung
coverage-description = Wie viele Menschen ein Familienzentrum in der Nähe haben und wo eines fehlt: Zahlen nach Region, Provinz, Gemeinde und Ambito, mit der Methode.
coverage-area-description = { $area }: wie viele Menschen ein Familienzentrum in der Nähe haben, welche Gemeinden weit davon entfernt sind und wie viele Menschen dort leben.
coverage-form = Was Sie wissen möchten
coverage-show = Anzeigen
coverage-open-simulator = Ein Zentrum probeweise eröffnen
coverage-field-indicatore = Zahl
coverage-field-gruppo = Menschen
coverage-field-soglia = Entfernung
coverage-field-minuti = Fahrzeit
coverage-field-tempi = Quelle der Zeiten
coverage-field-giorno = Tag (leer: heute)
coverage-field-dal = Was sich geändert hat seit
coverage-field-confronto = Vergleichen mit
coverage-field-livello = Nach
coverage-field-popolazione = Bevölkerung
coverage-field-regione = Wo
coverage-field-servizio = Angebotene Leistung
coverage-field-ruolo = Rolle im Netz
coverage-all-italy = Ganz Italien
coverage-any = Beliebig
coverage-demand-municipalities = Ein Punkt je Gemeinde
coverage-level-italia = Italien
coverage-level-regione = Region
coverage-level-regione-sociale = Region oder autonome Provinz
coverage-level-provincia = Provinz
coverage-level-comune = Gemeinde
coverage-level-ambito = Ambito
coverage-indicator-c1 = Wie viele Zentren es gibt
coverage-indicator-c2 = Zentren je 10.000 Menschen
coverage-indicator-c3 = Wer ein Zentrum in der Nähe hat
coverage-indicator-c4 = Wer ein Zentrum in der Nähe hat, in Fahrminuten
coverage-indicator-c5 = Wie weit das nächste Zentrum entfernt ist
coverage-indicator-c6 = Gemeinden ohne Zentrum in der Nähe
coverage-indicator-c10 = Was sich von einem Tag zum anderen geändert hat
coverage-indicator-s1 = Wie viele Arten von Leistungen die Standorte anbieten
coverage-indicator-s2 = Öffnungsstunden pro Woche
coverage-indicator-s3 = Standorte mit freiem Zugang
coverage-indicator-s4 = Berufe in den Zentren
coverage-indicator-s5 = Standorte mit Angaben zur Barrierefreiheit
coverage-indicator-s6 = Standorte mit geprüftem Eintrag
coverage-indicator-served-comuni = Gemeinden im Einzugsgebiet eines Zentrums
coverage-indicator-served-people = Menschen im Einzugsgebiet eines Zentrums
coverage-indicator-served-districts = Ambiti mit mindestens einem Zentrum
coverage-group-all = Alle Menschen
coverage-group-minors = Minderjährige (0–17 Jahre)
coverage-group-ages = Von { $from } bis { $to } Jahren
coverage-group-from = Ab { $from } Jahren
coverage-people-all = Menschen
coverage-people-minors = Minderjährige
coverage-people-ages = Menschen von { $from } bis { $to } Jahren
coverage-people-from = Menschen ab { $from } Jahren
coverage-minutes = { $minutes } Minuten
coverage-usual-instead = Mit einem Punkt je Gemeinde antworten wir ab 10 km und für die Gruppen der Liste: hier sind die Zahlen für 10 und 20 km.

# The answer.
coverage-in-italy = In Italien
coverage-in-region = In der Region { $area }
coverage-in-social-region = Im Gebiet von { $area }
coverage-in-province = In der Provinz { $area }
coverage-in-municipality = In der Gemeinde { $area }
coverage-in-district = Im Ambito { $area }
coverage-sentence-within = { $place } leben { $value } von 100 ({ $people }) höchstens { $distance } Luftlinie von einem Zentrum entfernt.
coverage-sentence-within-between = { $place } leben zwischen { $low } und { $high } von 100 ({ $people }) höchstens { $distance } Luftlinie von einem Zentrum entfernt.
coverage-sentence-within-minutes = { $place } erreichen { $value } von 100 ({ $people }) ein Zentrum in höchstens { $distance } Fahrt.
coverage-sentence-within-minutes-partial = { $place } erreichen unter den Personen, deren Zeiten bekannt sind ({ $known } von { $all }), { $value } von 100 ({ $people }) in { $distance } Fahrt ein Zentrum.
coverage-sentence-as-of = Stand { $date }: Es zählen die an diesem Tag geöffneten Standorte, soweit bekannt.
coverage-sentence-mean = { $place } ist das nächste Zentrum im Mittel { $value } Luftlinie entfernt ({ $people }).
coverage-sentence-mean-between = { $place } ist das nächste Zentrum im Mittel zwischen { $low } und { $high } Luftlinie entfernt ({ $people }).
coverage-sentence-centres = { $count ->
    [0] { $place } gibt es kein Zentrum.
    [one] { $place } gibt es ein Zentrum.
   *[other] { $place } gibt es { $value } Zentren.
}
coverage-sentence-rate = { $place }: { $value } Zentren je 10.000 ({ $people }).
coverage-sentence-uncovered = { $place } haben { $value } von { $of } Gemeinden kein Zentrum innerhalb von { $distance } Luftlinie.
coverage-sentence-uncovered-between = { $place } haben zwischen { $low } und { $high } von { $of } Gemeinden kein Zentrum innerhalb von { $distance } Luftlinie.
coverage-sentence-figure = { $place }, { $label }: { $value }.
coverage-sentence-change = { $place } hat sich der Anteil ({ $people }) innerhalb von { $distance } von einem Zentrum seit { $since } um { $value } geändert.
coverage-sentence-no-change = { $place } hat sich der Anteil ({ $people }) innerhalb von { $distance } von einem Zentrum seit { $since } nicht geändert.
coverage-sentence-none = { $place }, { $label }: nicht berechnet. { $reason }
coverage-sentence-unreachable = { $place } kann niemand ein Zentrum erreichen, ohne Wasser zu überqueren.
coverage-unreachable = kein Zentrum erreichbar
coverage-not-computed = nicht berechnet
coverage-reason-nobody = Wir wissen nicht, wie viele Menschen dieser Gruppe hier leben.
coverage-reason-coarse = Von einigen Gemeinden kennen wir nur einen Punkt: zu wenig für diese Entfernung.
coverage-reason-water = Kein Standort auf demselben Land, ohne Wasser zu überqueren.
coverage-reason-undeclared = Kein Standort gibt es an.
coverage-reason-catchments = Keines dieser Zentren hat sein Einzugsgebiet veröffentlicht.
coverage-reason-districts = Die Ambiti sind noch nicht geladen.
coverage-reason-matrix = Es ist keine Tabelle mit Fahrzeiten geladen.
coverage-reason-no-times = Die Tabelle der Fahrzeiten beginnt hier nicht.
coverage-reason-no-way = Die Tabelle der Zeiten hat von hier keinen Weg zu einem Zentrum.
coverage-reason-other = Die nötigen Daten fehlen.
coverage-note-partial = { $count ->
    [one] Teilsumme: die Bevölkerung einer Gemeinde ist nicht bekannt.
   *[other] Teilsumme: die Bevölkerung von { $count } Gemeinden ist nicht bekannt.
}
coverage-note-unreachable = Nicht im Mittel enthalten: { $people } Menschen ohne Zentrum auf demselben Land.
coverage-note-times = Von { $people } Menschen kennen wir die Fahrzeiten nicht.
coverage-note-no-way = { $people } Menschen haben keinen Weg zu einem Zentrum.
coverage-note-sites-times = Zu { $sites } Standorten führt die Tabelle der Zeiten nicht.
coverage-share = { $part } von { $all }
coverage-measure-within = { $people } innerhalb von { $distance } Luftlinie von einem Zentrum
coverage-measure-within-minutes = { $people } innerhalb von { $distance } Fahrt von einem Zentrum
coverage-measure-mean-minutes = Fahrminuten im Mittel
coverage-measure-median-minutes = Fahrminuten, innerhalb derer die Hälfte der Menschen lebt
coverage-measure-mean = mittlere Luftlinie zum nächsten Zentrum
coverage-measure-median = Median der Luftlinie
coverage-measure-p90 = Luftlinie, innerhalb derer 9 von 10 leben
coverage-measure-centres = Zentren
coverage-measure-sites = Standorte
coverage-measure-centres-hub = Hub-Zentren
coverage-measure-centres-spoke = Spoke-Zentren
coverage-measure-centres-per-10000-people = Zentren je 10.000 ({ $people })
coverage-measure-sites-per-10000-people = erreichbare Standorte je 10.000 ({ $people }), auch außerhalb des Gebiets
coverage-measure-uncovered-comuni = Gemeinden ohne Zentrum innerhalb von { $distance } Luftlinie
coverage-measure-people-in-uncovered-comuni = { $people } in diesen Gemeinden
coverage-measure-people-in-uncovered-comune = { $people } in Gemeinden ohne Zentrum innerhalb von { $distance } Luftlinie
coverage-measure-distance-of-uncovered-comune = Luftlinie zum nächsten Zentrum
coverage-measure-within-change = { $people } innerhalb von { $distance } von einem Zentrum, mehr oder weniger
coverage-measure-within-before = vorher
coverage-measure-within-after = nachher
coverage-measure-opened-sites = geöffnete Standorte
coverage-measure-closed-sites = geschlossene Standorte
coverage-measure-breadth = angegebene Arten von Leistungen, gemessen am nationalen Modell
coverage-measure-weekly-hours = Öffnungsstunden pro Woche, im Mittel
coverage-measure-free-access = Standorte mit freiem Zugang, von denen, die den Zugang angeben
coverage-measure-professions = verschiedene Berufe in einem Zentrum, im Mittel
coverage-measure-physical-access-declared = Standorte mit Angaben zur Barrierefreiheit
coverage-measure-verified = Standorte mit geprüftem, nicht abgelaufenem Eintrag
coverage-measure-served-comuni = Gemeinden im Einzugsgebiet eines Zentrums
coverage-measure-served-people = { $people } im Einzugsgebiet eines Zentrums
coverage-measure-served-districts = Ambiti mit mindestens einem Zentrum
coverage-column-share = Von wie vielen
coverage-column-centres = Zentren
coverage-column-note = Gut zu wissen
coverage-column-distance = Luftlinie
coverage-table = Tabelle
coverage-first-rows = Hier stehen die ersten { $shown } von { $count } Zeilen. Die Datei enthält alle.
coverage-empty = Kein Gebiet beantwortet diese Frage. Versuchen Sie eine feinere Ebene oder ganz Italien.
coverage-demo = Zahlen zur Vorführung: einige der gezählten Zentren sind erfunden. Treffen Sie damit keine Entscheidungen.
coverage-watermark = Zahlen zur Vorführung
coverage-class-zero = null
coverage-class-below = weniger als { $high }
coverage-class-between = { $low } bis unter { $high }
coverage-class-above = { $low } und mehr
coverage-class-any = alle Zahlen
coverage-change-much-less = über { $points } Punkte weniger
coverage-change-less = bis { $points } Punkte weniger
coverage-change-none = keine Änderung
coverage-change-more = weniger als { $points } Punkte mehr
coverage-change-much-more = { $points } Punkte mehr und darüber
coverage-class-within = bis { $high }
coverage-class-beyond = über { $low }
coverage-class-unreachable = kein Zentrum erreichbar
coverage-class-none = nicht berechnet
coverage-legend = Legende
coverage-no-map = Für diese Gebiete gibt es keine Grenzen zu zeichnen: lesen Sie die Tabelle.
coverage-without-script = Die Karte braucht JavaScript. Dieselben Zahlen stehen in den Tabellen.
coverage-zoom-in = Vergrößern
coverage-zoom-out = Verkleinern
coverage-wheel-hint = Strg und Mausrad vergrößern die Karte
coverage-fingers-hint = Zwei Finger bewegen die Karte
coverage-sources = © ISTAT · GeoNames

# The method.
coverage-method = Wie es berechnet ist
coverage-method-more = Daten und Fassungen
coverage-method-interval = Eine Gemeinde ist ein einziger Punkt, aber die Menschen leben rundherum; und von manchen Standorten kennen wir die Gemeinde und nicht die Adresse. Wo die Zahl um mehr als 10 Punkte abweichen kann, zeigen wir deshalb eine Spanne: jene, die sich ergibt, wenn die Menschen einer Gemeinde in einem Kreis so groß wie die Gemeinde leben. Das ist ein Modell, keine sichere Grenze: Längliche Gemeinden ragen hinaus. Die sichere Grenze, viel weiter, steht in den Schnittstellen (bounds=certain).
coverage-method-c1 = Wir zählen Zentren und Standorte, die aktiv oder vorübergehend untergebracht sind. Ein Zentrum mit mehreren Standorten zählt einmal. Eine geschützte Lage zählt nur auf der Ebene, auf der sie öffentlich ist.
coverage-method-c2 = Zentren des Gebiets geteilt durch die dort lebenden Menschen der Gruppe, mal 10.000.
coverage-method-c3 = Wir zählen die Menschen, deren Punkt höchstens { $distance } vom nächsten Standort entfernt ist, Grenze eingeschlossen. Die Entfernung ist Luftlinie auf der Erdoberfläche und überquert das Meer nicht.
coverage-method-c4 = Wir zählen die Menschen, die den nächsten Standort in höchstens { $distance } erreichen, Grenze eingeschlossen, nach einer geladenen Tabelle von Fahrzeiten: Zeiten werden nicht aus Entfernungen geschätzt. Wer lebt, wo die Tabelle keine Zeiten hat, bleibt außen vor, und die Zeile sagt es.
coverage-method-c5 = Luftlinie vom Punkt, an dem Menschen leben, zum nächsten Standort, ohne das Meer zu überqueren; das Mittel gewichtet jeden Punkt nach seinen Menschen.
coverage-method-c6 = Gemeinden, deren Punkt keinen Standort innerhalb von { $distance } Luftlinie hat, Grenze eingeschlossen, ohne das Meer zu überqueren.
coverage-method-c10 = Anteil der Personen mit einem Standort innerhalb von { $distance } Luftlinie an den beiden Tagen und Unterschied in Prozentpunkten. Es zählen Standorte, deren Tag der Öffnung oder Schließung wir kennen; Bevölkerung und Grenzen sind die heutigen.
coverage-method-s1 = Arten von Leistungen, die jeder Standort angibt, gemessen an den gewöhnlichen des nationalen Modells; Mittel der Standorte, die mindestens eine angeben.
coverage-method-s2 = Öffnungsstunden einer gewöhnlichen Woche, ohne jene nach Vereinbarung; Mittel der Standorte, die ihre Zeiten angeben.
coverage-method-s3 = Standorte mit mindestens einer frei zugänglichen Leistung, unter denen, die den Zugang angeben.
coverage-method-s4 = Verschiedene Berufe in einem Zentrum; Mittel der Zentren, die sie angeben. Die Tabelle zum Herunterladen sagt auch, wie viele Zentren den einzelnen Beruf haben. Über Personen wird nichts erhoben.
coverage-method-s5 = Standorte mit mindestens einer Angabe zur Barrierefreiheit. Wer nichts angibt, gilt nicht als unzugänglich.
coverage-method-s6 = Standorte, die von einer Stelle geprüft sind und deren Prüfung heute nicht abgelaufen ist.
coverage-method-served-comuni = Gemeinden, die mindestens ein Zentrum nach eigener Angabe versorgt, gemessen an allen Gemeinden des Gebiets.
coverage-method-served-people = Menschen der Gruppe, die in einer Gemeinde leben, die mindestens ein Zentrum nach eigener Angabe versorgt.
coverage-method-served-districts = Ambiti mit mindestens einem Zentrum in ihrem Gebiet, gemessen an allen Ambiti des Gebiets.
coverage-fact-people = Menschen
coverage-fact-population = Quelle und Jahr der Bevölkerung
coverage-fact-landmass = Meer
coverage-landmass-same = Entfernungen überqueren es nicht
coverage-landmass-any = Entfernungen überqueren es
coverage-fact-resolution = Mittlerer Radius dessen, wofür ein Punkt steht
coverage-fact-precision = Mittlere Genauigkeit der Lage der Standorte
coverage-fact-boundaries = Jahr der Grenzen
coverage-fact-centres = Fassung der Liste der Zentren
coverage-fact-travel-times = Quelle der Fahrzeiten
coverage-fact-as-of = Stand
coverage-fact-recipe = Rezept zum Nachrechnen
coverage-download-csv = Tabelle herunterladen (CSV)
coverage-download-xlsx = Dieselbe Tabelle für Tabellenkalkulationen (XLSX)
coverage-download-parquet = Dieselbe Tabelle für Auswertungen (Parquet)
coverage-download-json = Dieselben Zahlen als JSON
coverage-data = Daten und Schnittstellen

# One territory.
coverage-distance-by-comune = Wie weit das nächste Zentrum entfernt ist, Gemeinde für Gemeinde
coverage-plot = Wer wie weit entfernt lebt
coverage-plot-summary = { $share } leben in Gemeinden mit einem Zentrum innerhalb von { $distance } Luftlinie.
coverage-plot-table = Dieselben Zahlen als Tabelle
coverage-plot-table-below = Dieselben Zahlen stehen in der Tabelle unter der Zeichnung.
coverage-plot-note = Von jeder Gemeinde zählt die Entfernung ihres Punktes, oder der Median, wo feinere Punkte bekannt sind.
coverage-curve = Wie ungleich die Entfernung ist
coverage-curve-summary = Die { $people } der Menschen, die am weitesten entfernt leben, haben { $distance } aller Entfernungen zum nächsten Zentrum. Gini-Index { $gini }: 0, wenn alle gleich weit entfernt leben, nahe 1, wenn wenige die ganze Entfernung haben.
coverage-curve-people = Menschen, von den nächsten zu den entferntesten
coverage-curve-distance = Teil aller Entfernungen
coverage-curve-how = Lorenzkurve: Gemeinden nach mittlerer Luftlinie, nach Menschen gewichtet. Auf der gestrichelten Linie leben alle gleich weit entfernt.
coverage-floating = Wie viele Zentren für die Menschen hier
coverage-floating-how = Die zweite Zahl zählt auch Standorte außerhalb des Gebiets, die Menschen erreichen, und teilt jeden Standort unter allen, die ihn erreichen: bis 10 km zählt er 1, bis 20 km 0,68, bis 30 km 0,22, Luftlinie (Methode E2SFCA).
coverage-compare = Zwei Entfernungen im Vergleich
coverage-difference = Unterschied
coverage-difference-how = Die Unterschiede gelten zwischen den mittleren Zahlen: jenen, die sich ergeben, wenn alle im Punkt ihrer Gemeinde oder ihrer Zelle leben.
coverage-points = { $points } Punkte
coverage-gaps = Gemeinden ohne Zentrum in der Nähe
coverage-gaps-count = { $count ->
    [0] Alle Gemeinden haben ein Zentrum innerhalb von { $distance } Luftlinie.
    [one] Eine Gemeinde hat kein Zentrum innerhalb von { $distance } Luftlinie.
   *[other] { $count } Gemeinden haben kein Zentrum innerhalb von { $distance } Luftlinie. Geordnet danach, wie viele Menschen dort leben:
}
coverage-gaps-csv = Alle diese Gemeinden herunterladen (CSV)
coverage-districts = Die Ambiti der Region
coverage-kinds = Nach Art der Gemeinde
coverage-kinds-how = Die Klassen zählen Einwohner jeden Alters. Kleine Insel: Land mit weniger als 100 Gemeinden.
coverage-kinds-column = Art der Gemeinde
coverage-kind-size-class = Einwohner
coverage-kind-size-class-under-2000 = Weniger als 2000 Einwohner
coverage-kind-size-class-2000-4999 = Von 2000 bis 4999
coverage-kind-size-class-5000-19999 = Von 5000 bis 19.999
coverage-kind-size-class-20000-99999 = Von 20.000 bis 99.999
coverage-kind-size-class-100000-and-more = 100.000 und mehr
coverage-kind-island-class = Inseln
coverage-kind-island-class-small-island = Kleine Inseln
coverage-kind-island-class-mainland-sicily-sardinia = Festland, Sizilien und Sardinien
coverage-kind-snai-class = Innere Gebiete (SNAI)
coverage-kind-snai-class-a = Zentren
coverage-kind-snai-class-b = Zentren mehrerer Gemeinden
coverage-kind-snai-class-c = Umland
coverage-kind-snai-class-d = Mittlere Entfernung
coverage-kind-snai-class-e = Periphere
coverage-kind-snai-class-f = Sehr periphere
coverage-kind-mountain-class = Berggebiet
coverage-kind-mountain-class-mountain = Berggemeinden
coverage-kind-mountain-class-partly-mountain = Teilweise Berggemeinden
coverage-kind-mountain-class-not-mountain = Keine Berggemeinden
coverage-kind-altimetric-zone = Höhenzone
coverage-kind-altimetric-zone-1 = Gebirge im Landesinneren
coverage-kind-altimetric-zone-2 = Gebirge an der Küste
coverage-kind-altimetric-zone-3 = Hügelland im Landesinneren
coverage-kind-altimetric-zone-4 = Hügelland an der Küste
coverage-kind-altimetric-zone-5 = Ebene
coverage-kind-unclassified = Ohne Klasse
coverage-change = Was sich seit { $date } geändert hat
coverage-change-people = { $people } innerhalb von { $distance }
coverage-change-now = Heute
coverage-change-opened = Geöffnete Standorte
coverage-change-closed = Geschlossene Standorte
coverage-change-sites = { $opened ->
    [0] Kein Standort hat geöffnet
    [one] Ein Standort hat geöffnet
   *[other] { $opened } Standorte haben geöffnet
} und { $closed ->
    [0] keiner geschlossen.
    [one] einer geschlossen.
   *[other] { $closed } haben geschlossen.
}
coverage-change-undated = { $count ->
    [one] Von einem Standort kennen wir den Tag der Öffnung nicht: Er zählt als schon geöffnet.
   *[other] Von { $count } Standorten kennen wir den Tag der Öffnung nicht: Sie zählen als schon geöffnet.
}
coverage-change-how = Es zählen Standorte, deren Tag der Öffnung oder Schließung wir kennen; Bevölkerung und Grenzen sind die heutigen.
coverage-change-csv = Änderungen herunterladen (CSV)

# The simulator.
coverage-simulator = Versorgungssimulator
coverage-simulator-description = Setzen Sie einen Punkt auf die Karte oder schreiben Sie einen Ort und sehen Sie, wer ein Familienzentrum näher hätte.
coverage-simulator-lead = Setzen Sie einen Punkt, wo Sie ein Zentrum eröffnen würden, verlegen oder schließen Sie einen Standort und sehen Sie, wer ein Zentrum näher und wer eines weiter weg hätte.
coverage-simulator-form = Szenario
coverage-simulator-map = Karte des Szenarios
coverage-add-place = Wo eröffnet wird
coverage-add = Hinzufügen
coverage-add-hint = Eine Gemeinde, eine Straße oder Breite und Länge: 40.63, 15.8.
coverage-add-outside = Breite und Länge in Italien, zum Beispiel 40.63, 15.8
coverage-add-hint-map = Oder klicken Sie auf die Karte; Punkte lassen sich ziehen.
coverage-suggestions = Vorgeschlagene Orte
coverage-suggestions-count = Vorgeschlagene Orte: { "{n}" }
coverage-which = Welches „{ $place }“?
coverage-propose = Orte vorschlagen
coverage-print = Drucken
coverage-printed-on = Angenommenes Szenario, gedruckt am { $date }.
coverage-wish = Wo die nächsten Zentren öffnen sollten
coverage-field-proponi = Wie viele
coverage-field-obiettivo = Was zählt
coverage-field-tra = Unter welchen Orten
coverage-field-ambito = Einzugsbereich
coverage-field-elenco = Liste von Orten
coverage-any-district = Das ganze gewählte Gebiet
coverage-objective-persone = Mehr Personen erreicht
coverage-objective-distanza = Weniger Weg für alle
coverage-objective-divari = Die Entferntesten zuerst
coverage-among-comuni = Die Gemeinden
coverage-among-celle = Die Bevölkerungszellen
coverage-among-elenco = Die Liste unten
coverage-list = Unter eigenen Orten wählen
coverage-list-hint = Ein Ort je Zeile: Breite und Länge, auch nach einem Namen. Zum Beispiel: Mittelschule; 44,4949; 11,3426.
coverage-list-empty = mindestens einen Ort angeben, einen je Zeile
coverage-list-long = höchstens { $most } Orte; für längere Listen gibt es die Programmierschnittstelle
coverage-list-line = Zeile { $line }: Breite und Länge in Italien, zum Beispiel 44,4949; 11,3426
coverage-proposals-people = Die nächsten Zentren, die am meisten Personen erreichen
coverage-proposals-distance = Die nächsten Zentren, die den Weg am meisten verkürzen
coverage-proposals-equity = Die nächsten Zentren, die Entferntesten zuerst
coverage-among-count-comuni = { $count } Gemeinden
coverage-among-count-celle = { $count } Zellen
coverage-among-count-elenco = { $count } Orten der Liste
coverage-proposals-none = Keiner dieser Orte würde etwas verbessern.
coverage-proposals-how = Eines nach dem anderen gewählt unter { $among }, zusätzlich zu den heutigen Zentren und ohne deine Punkte: Sie erreichen mindestens { $share } dessen, was die bestmögliche Wahl erreichen würde.
coverage-gain = { $count } mehr ({ $people })
coverage-gain-distance = im Mittel { $distance } weniger je Person
coverage-gain-equity = mit den vorigen { $share } innerhalb von { $distance }
coverage-add-this = Hinzufügen
coverage-add-all = Alle hinzufügen
coverage-pins = Ihr Szenario
coverage-pin = Punkt
coverage-pin-keys = Ziehen oder mit den Pfeiltasten bewegen; Entf entfernt ihn
coverage-pin-nowhere = Außerhalb der Gemeinden Italiens
coverage-pin-format = Länge und Breite in Grad, wie 15.8,40.63
coverage-too-many-pins = höchstens { $most } Punkte und höchstens { $most } verlegte oder geschlossene Standorte
coverage-no-pins = Das Szenario ist noch leer.
coverage-remove = Entfernen
coverage-remove-all = Alle entfernen
coverage-outcome-title = Was sich ändert
coverage-outcome = { $count ->
    [0] { $pins ->
        [one] Dieser Punkt bringt niemandem ein Zentrum innerhalb von { $distance } Luftlinie, das nicht schon da wäre.
       *[other] Diese Punkte bringen niemandem ein Zentrum innerhalb von { $distance } Luftlinie, das nicht schon da wäre.
    }
   *[other] { $written } mehr ({ $people }) hätten ein Zentrum innerhalb von { $distance } Luftlinie, in { $comuni ->
        [one] einer Gemeinde.
       *[other] { $comuni } Gemeinden.
    }
}
coverage-off-land = { $count ->
    [one] Ein Punkt liegt nicht auf italienischem Land: er erreicht niemanden.
   *[other] { $count } Punkte liegen nicht auf italienischem Land: sie erreichen niemanden.
}
coverage-before-after = Wie viele von 100 ({ $people }) ein Zentrum in dieser Entfernung haben
coverage-before = Heute
coverage-after = Mit dem Szenario
coverage-newly = Mehr
coverage-where-they-live = Wo jene leben, die ein Zentrum in der Nähe hätten
coverage-more-comuni = { $count ->
    [one] und eine weitere Gemeinde
   *[other] und { $count } weitere Gemeinden
}
coverage-outcome-how = Jede Gemeinde ist ein einziger Punkt.
coverage-legend-reached = Gemeinden, die ein Zentrum in der Nähe hätten
coverage-legend-lost = Gemeinden, die kein Zentrum mehr in der Nähe hätten
coverage-legend-sites = heutige Standorte
coverage-choose-site = Standort wählen
coverage-field-sede = Standort, der verlegt oder geschlossen wird
coverage-move-site = Verlegen
coverage-close-site = Schließen
coverage-move-hint = Zum Verlegen schreiben Sie den neuen Ort in das Feld „Wo eröffnet wird“, oder drücken Sie „Verlegen“ und ziehen Sie den Standort auf der Karte.
coverage-choose-region = Um einen heutigen Standort zu verlegen oder zu schließen, wählen Sie zuerst eine Region.
coverage-site-moves = Wird verlegt:
coverage-site-closes = Schließt:
coverage-site-gone = dieser Standort gehört nicht mehr zu denen, die verlegt oder geschlossen werden können
coverage-restore = Lassen, wie er ist
coverage-keep = Speichern und teilen
coverage-kept-on = Szenario gespeichert am { $date }
coverage-kept-hint = Wer diese Adresse öffnet, sieht dasselbe Szenario. Wenn Sie es ändern, wird Ihres ein anderes: dieses bleibt, wie es ist.
coverage-kept-then = An jenem Tag: { $sentence }
coverage-compare-show = Vergleichen
coverage-compare-link = Mit einem anderen Szenario vergleichen
coverage-compare-title = Vergleich zweier Szenarien
coverage-compare-lead = Fügen Sie hier die Adressen zweier gespeicherter Szenarien ein: Sie sehen, was sich mit dem einen und mit dem anderen ändert.
coverage-compare-first = Erstes Szenario (A)
coverage-compare-second = Zweites Szenario (B)
coverage-compare-open = Szenario öffnen
coverage-compare-asked-anew = Die beiden Szenarien wurden mit verschiedenen Fragen gespeichert: Hier ist das zweite mit der Frage des ersten berechnet.
coverage-compare-same = Keines der beiden Szenarien ändert diese Zahl.
coverage-compare-none = kein Unterschied
coverage-compare-people = Personen mehr mit B
coverage-compare-difference = B im Vergleich zu A
coverage-since = Seit jenem Tag hat sich etwas geändert ({ $what }): die folgenden Zahlen sind mit den Daten von heute berechnet.
coverage-since-centres = Zentren
coverage-since-people = Bevölkerung
coverage-since-boundaries = Grenzen
coverage-since-program = Berechnungsmethode
coverage-scenario-unknown = Dieses Szenario gibt es nicht: vielleicht ist die Adresse unvollständig, oder niemand hat es lange Zeit geöffnet und es wurde entfernt.
coverage-outcome-same = Das Szenario ändert nicht, wer ein Zentrum innerhalb von { $distance } Luftlinie hat.
coverage-outcome-lost = { $written } weniger ({ $people }) hätten ein Zentrum innerhalb von { $distance } Luftlinie, in { $comuni ->
    [one] einer Gemeinde.
   *[other] { $comuni } Gemeinden.
}
coverage-outcome-both = { $written } mehr und { $lost } weniger ({ $people }) hätten ein Zentrum innerhalb von { $distance } Luftlinie.
coverage-outcome-mean-less = { $place }: die mittlere Luftlinie zum nächsten Zentrum ({ $people }) würde von { $before } auf { $after } sinken, im Mittel { $change } weniger.
coverage-outcome-mean-more = { $place }: die mittlere Luftlinie zum nächsten Zentrum ({ $people }) würde von { $before } auf { $after } steigen, im Mittel { $change } mehr.
coverage-outcome-mean-same = { $place }: die mittlere Luftlinie zum nächsten Zentrum ({ $people }) bliebe bei { $before }.
coverage-outcome-uncovered = { $place }: Gemeinden ohne Zentrum innerhalb von { $distance } Luftlinie wären { $after } statt { $before }.
coverage-outcome-uncovered-same = { $place }: Gemeinden ohne Zentrum innerhalb von { $distance } Luftlinie blieben { $before }.
coverage-outcome-unknown = { $place }: die Zahl lässt sich weder heute noch mit dem Szenario berechnen.
coverage-where-nearer = Wo das Zentrum näher wäre
coverage-where-farther = Wo das Zentrum weiter weg wäre
coverage-where-they-lose = Wo jene leben, die kein Zentrum mehr in der Nähe hätten
coverage-picture = Zeichnung des Szenarios
coverage-picture-tables = Die Kreise um die Punkte zeigen die gewählte Entfernung. Dieselben Zahlen stehen in den Tabellen.
