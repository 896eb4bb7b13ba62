# Words of what is open and when.
opening-open-until = Jetzt geöffnet, schließt um { $time } Uhr
opening-open = Jetzt geöffnet
opening-by-appointment = Nur nach Vereinbarung
opening-appointment-now = Jetzt nur nach Vereinbarung
opening-holiday = Heute geschlossen: gesetzlicher Feiertag
opening-whit-monday = Heute geschlossen: Pfingstmontag
opening-closed-today = Heute geschlossen
opening-closed-until = Geschlossen bis einschließlich { $day }
opening-closed = Jetzt geschlossen
opening-opens-today = Geschlossen, öffnet heute um { $time } Uhr
opening-opens-tomorrow = Geschlossen, öffnet morgen um { $time } Uhr
opening-opens-on = Geschlossen, öffnet am { $day } um { $time } Uhr
opening-opens-date = Geschlossen, öffnet am { $day }, { $date }, um { $time } Uhr
opening-on-1 = Montag
opening-on-2 = Dienstag
opening-on-3 = Mittwoch
opening-on-4 = Donnerstag
opening-on-5 = Freitag
opening-on-6 = Samstag
opening-on-7 = Sonntag
opening-count = { $count ->
    [0] keiner jetzt geöffnet
    [one] einer jetzt geöffnet
   *[other] { $count } jetzt geöffnet
}
opening-filter-now = Jetzt geöffnet
opening-filter-at = Geöffnet am { $date } um { $time } Uhr
opening-instant-wanted = ein Zeitpunkt wie 2026-12-01T10:00:00+01:00 oder italienische Zeit wie 2026-12-01T10:00, in den Jahren 2001 bis 2099
opening-instant-not-now = ein Zeitpunkt wie 2026-12-01T10:00:00+01:00 oder italienische Zeit wie 2026-12-01T10:00; „now“ gilt nur für die eingebettete Karte, denn eine Adresse muss immer dasselbe bedeuten
opening-instant-or-now = „{ $now }“, ein Zeitpunkt wie 2026-12-01T10:00:00+01:00 oder italienische Zeit wie 2026-12-01T10:00
