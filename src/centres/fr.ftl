# Words of what is open and when.
opening-open-until = Ouvert maintenant, ferme à { $time }
opening-open = Ouvert maintenant
opening-by-appointment = Sur rendez-vous uniquement
opening-appointment-now = En ce moment, sur rendez-vous uniquement
opening-holiday = Fermé aujourd’hui : jour férié
opening-whit-monday = Fermé aujourd’hui : lundi de Pentecôte
opening-closed-today = Fermé aujourd’hui
opening-closed-until = Fermé jusqu’au { $day } inclus
opening-closed = Fermé en ce moment
opening-opens-today = Fermé, ouvre aujourd’hui à { $time }
opening-opens-tomorrow = Fermé, ouvre demain à { $time }
opening-opens-on = Fermé, ouvre { $day } à { $time }
opening-opens-date = Fermé, ouvre { $day } { $date } à { $time }
opening-on-1 = lundi
opening-on-2 = mardi
opening-on-3 = mercredi
opening-on-4 = jeudi
opening-on-5 = vendredi
opening-on-6 = samedi
opening-on-7 = dimanche
opening-count = { $count ->
    [0] aucun ouvert maintenant
    [one] { $count } ouvert maintenant
   *[other] { $count } ouverts maintenant
}
opening-filter-now = Ouverts maintenant
opening-filter-at = Ouverts le { $date } à { $time }
opening-instant-wanted = un instant comme 2026-12-01T10:00:00+01:00, ou l’heure italienne comme 2026-12-01T10:00, entre 2001 et 2099
opening-instant-not-now = un instant comme 2026-12-01T10:00:00+01:00, ou l’heure italienne comme 2026-12-01T10:00 ; « now » ne vaut que pour la carte intégrée, car une adresse doit toujours signifier la même chose
opening-instant-or-now = « { $now } », un instant comme 2026-12-01T10:00:00+01:00, ou l’heure italienne comme 2026-12-01T10:00
