# Words of what is open and when.
opening-open-until = Aperto ora, chiude alle { $time }
opening-open = Aperto ora
opening-by-appointment = Solo su appuntamento
opening-appointment-now = Ora solo su appuntamento
opening-holiday = Chiuso oggi: festa nazionale
opening-whit-monday = Chiuso oggi: lunedì di Pentecoste
opening-closed-today = Chiuso oggi
opening-closed-until = Chiuso fino a tutto il { $day }
opening-closed = Chiuso ora
opening-opens-today = Chiuso, apre oggi alle { $time }
opening-opens-tomorrow = Chiuso, apre domani alle { $time }
opening-opens-on = Chiuso, apre { $day } alle { $time }
opening-opens-date = Chiuso, apre { $day } { $date } alle { $time }
opening-on-1 = lunedì
opening-on-2 = martedì
opening-on-3 = mercoledì
opening-on-4 = giovedì
opening-on-5 = venerdì
opening-on-6 = sabato
opening-on-7 = domenica
opening-count = { $count ->
    [0] nessuna aperta ora
    [one] una aperta ora
   *[other] { $count } aperte ora
}
opening-filter-now = Aperti ora
opening-filter-at = Aperti il { $date } alle { $time }
opening-instant-wanted = un istante come 2026-12-01T10:00:00+01:00, o l’ora italiana come 2026-12-01T10:00, negli anni dal 2001 al 2099
opening-instant-not-now = un istante come 2026-12-01T10:00:00+01:00, o l’ora italiana come 2026-12-01T10:00; «now» vale solo per la mappa incorporata, perché un indirizzo deve significare sempre la stessa cosa
opening-instant-or-now = «{ $now }», un istante come 2026-12-01T10:00:00+01:00, o l’ora italiana come 2026-12-01T10:00
