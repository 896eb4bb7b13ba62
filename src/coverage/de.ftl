# Words of coverage: what interfaces say of questions that cannot be answered.
error-as-of = Daten der Eröffnung und Schließung sind noch nicht veröffentlicht: Antworten gibt es nur für heute
error-group = eine dieser Gruppen oder Altersstufen, die sich daraus ergeben, etwa 18-64: { $known }
error-too-coarse = bei nur einem Punkt je Gemeinde nicht weniger als { $metres } Meter; darunter braucht es Zellen (demand)
error-steps = Meter und Gewichte der Reihe nach, etwa 10000:1,20000:0.68,30000:0.22: wachsende Entfernungen, Gewichte von 1 abwärts
error-no-recipe = mit diesem Rezept wurde nichts berechnet, oder es ist zu lange her
error-body-size = weniger Daten: ein kürzerer Text
error-body-object = ein JSON-Objekt
error-site-number = die Nummer eines öffentlichen Standorts (zum Verschieben: mit öffentlicher Position)
error-changes = mindestens eine und höchstens { $most } Änderungen, in add, remove und move
error-candidates = municipalities, cells oder eine Liste von Punkten mit lon und lat, höchstens { $most }
error-plain-value = ein Text, eine Zahl oder eine Liste davon
error-list = eine Liste
