# Words of the status page.
status-title = État du service
status-ok = Tout fonctionne.
status-away = L’archive des données ne répond pas. La carte, la liste et la recherche continuent avec les dernières données lues.
status-starting = Le service démarre : les données arrivent bientôt.
status-sites = Sites publiés
status-read = Dernière lecture des données
status-seconds-ago = { $seconds ->
    [one] il y a une seconde
   *[other] il y a { $seconds } secondes
}
status-version = Version du programme
