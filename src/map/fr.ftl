# Words of the map page and of the embed.
map-title = Carte des centres
map-description = La carte et la liste des sites des Centres pour la famille en Italie, avec des filtres par territoire et par service.
map-label = Carte des sites. Les mêmes sites sont dans la liste.
map-search = Aller à un lieu
map-search-button = Aller
map-suggestions = Lieux suggérés
map-suggestions-count = Lieux suggérés : { "{n}" }
map-filters = Filtres
map-more-filters = Plus de filtres
map-filter-region = Région
map-filter-region-all = Toutes les Régions
map-filter-province = Province
map-filter-province-all = Toutes les provinces
map-filter-need = Besoin
map-filter-need-all = Tous les besoins
map-filter-service = Service
map-filter-service-all = Tous les services
map-filter-status = État
map-filter-status-all = Tous les états
map-filter-role = Rôle dans le réseau
map-filter-role-all = Tous les rôles dans le réseau
map-filter-age = { $age } ans
map-filter-remove = retirer ce filtre
map-filter-apply = Appliquer les filtres
map-count = { $count ->
    [0] Aucun site avec ces filtres
    [one] Un site en Italie
   *[other] { $count } sites en Italie
}{ $count ->
    [0] {""}
   *[other] , { $active ->
        [0] aucun en activité
        [one] un en activité
       *[other] { $active } en activité
    }
}
map-count-region = { $count ->
    [0] Aucun site avec ces filtres : { $region }
    [one] Un site : { $region }
   *[other] { $count } sites : { $region }
}{ $count ->
    [0] {""}
   *[other] , { $active ->
        [0] aucun en activité
        [one] un en activité
       *[other] { $active } en activité
    }
}
map-count-active = { $count ->
    [one] Un site en activité en Italie
   *[other] { $count } sites en activité en Italie
}
map-count-region-active = { $count ->
    [one] Un site en activité: { $region }
   *[other] { $count } sites en activité: { $region }
}
map-count-in-view = { $shown ->
    [0] Aucun site dans la zone affichée
    [one] Un site dans la zone affichée
   *[other] { $shown } sites dans la zone affichée
}, sur { $count }
map-onward = { $count ->
    [one] Ouvrir la liste complète
   *[other] Ouvrir la liste complète : { $count } sites
}
map-hidden = { $count ->
    [one] Un site n’est pas sur la carte, car sa position n’est pas publique. Il est dans la liste.
   *[other] { $count } sites ne sont pas sur la carte, car leur position n’est pas publique. Ils sont dans la liste.
}
map-empty = Il n’y a pas de site à montrer ici.
map-empty-what-to-do = Retirez un des filtres ou déplacez la carte.
map-call = Appeler
map-write = Écrire
map-directions = Y aller
map-directions-hint = Ouvre l’application de cartes de votre appareil
map-open-card = Ouvrir la fiche
map-close = Fermer
map-sheet = Site choisi
map-same-point = { $count ->
    [one] Un site à cet endroit
   *[other] { $count } sites à cet endroit
}
map-more-services = { $count ->
    [one] et un autre service
   *[other] et { $count } autres services
}
map-place-about = dans la commune de { $comune }, environ
map-place-protected = dans la commune de { $comune } : l’adresse n’est pas publique
map-place-protected-province = dans la province de { $province } : l’adresse n’est pas publique
map-approximate = Position indicative :
map-status-to-verify = { $status }, à vérifier
map-verified = Fiche vérifiée le { $day }
map-verified-by = Fiche vérifiée le { $day } par { $body }
map-to-verify = Cette fiche est à vérifier : appelez avant d’y aller.
map-view = Que voir
map-view-map = Carte
map-view-list = Liste
map-zoom-in = Agrandir
map-zoom-out = Réduire
map-here = Lieu cherché
map-loading = La carte se charge
map-attribution = © ISTAT · GeoNames
map-without-script = La carte interactive a besoin de JavaScript. La liste fonctionne aussi sans.
map-failed = La carte ne peut pas être dessinée sur cet appareil. La liste contient les mêmes sites.
map-legend = Légende
map-clusters = Groupes de sites proches
map-cluster = Sites proches : { "{n}" }. Agrandir
map-cluster-here = Sites au même endroit : { "{n}" }. Ouvrir la liste
map-cluster-demo = aussi des centres inventés, de démonstration
map-sign-single = Centre unique
map-sign-hub = Centre principal d’un réseau (hub)
map-sign-spoke = Centre rattaché à un centre principal (spoke)
map-sign-diffuse = Centre réparti sur plusieurs communes
map-sign-planned = En projet, pas encore ouvert
map-sign-temporary = Site temporaire
map-sign-suspended = Activité suspendue
map-sign-approximate = Contour en pointillés : position indicative
map-sign-cluster = Cercle avec un nombre : plusieurs sites proches
map-sign-demo = Signe hachuré à l’intérieur : centre inventé, de démonstration
map-sign-cluster-demo = Nombre avec un double contour : certains des sites sont inventés
map-emergency = Êtes-vous en danger ?
map-emergency-112 = Urgences
map-emergency-114 = Enfants et adolescents en danger
map-emergency-1522 = Violences et harcèlement
map-emergency-more = Aide immédiate
map-box-wanted = quatre nombres en degrés : ouest, sud, est, nord
embed-title = Centres pour la famille
embed-full-map = Ouvrir la carte complète
embed-new-tab = s’ouvre dans un nouvel onglet
embed-load-map = Afficher la carte
embed-mistakes = La personne qui gère cette page peut corriger :
