# Words of the list of sites and of a centre's card.
directory-title = Liste des Centres pour la famille
directory-filters = Filtres de la liste
directory-filter-regione = Région
directory-filter-bisogno = Besoin
directory-filter-servizio = Service
directory-filter-stato = État
directory-filter-provincia = Province
directory-filter-ruolo = Rôle dans le réseau
directory-filter-accesso = Mode d’accès
directory-filter-lingua = Langue parlée
directory-filter-eta = Âge, en années
directory-any-regione = Toutes
directory-any-bisogno = Tous
directory-any-servizio = Tous
directory-any-stato = Tous
directory-any-provincia = Toutes
directory-any-ruolo = Tous
directory-any-accesso = Tous
directory-any-lingua = Toutes
directory-age = { $age } ans
directory-more-filters = Plus de filtres
directory-apply = Afficher
directory-on-map = Voir sur la carte
directory-in-force = Filtres choisis
directory-remove = Retirer le filtre
directory-remove-all = Retirer tous les filtres
directory-mistake = Nous ne connaissons pas la valeur « { $value } » du filtre « { $parameter } » : nous l’avons ignorée.
directory-count = { $count ->
    [0] Aucun site
    [one] Un site
   *[other] { $shown } sites
}
directory-count-in = { $count ->
    [0] Aucun site
    [one] Un site
   *[other] { $shown } sites
} dans la Région { $region }
directory-from-start = Revenir au début de la liste
directory-empty = Aucun site ne correspond à cette recherche.
directory-empty-drop = Aucun site ne déclare tout ce que vous demandez. Essayez de retirer un filtre :
directory-without = Sans « { $filter } »
directory-status-to-verify = { $status }, à vérifier
directory-demo = démonstration
directory-pages = Pages de la liste
directory-next = Page suivante
directory-in-territory = Dans le territoire de { $area }. L’adresse n’est pas publique
directory-in-municipality = Dans la commune de { $area }. L’adresse n’est pas publique
directory-approximate = { $area }, position indicative
directory-language-it = Italien
directory-language-en = Anglais
directory-language-fr = Français
directory-language-de = Allemand
directory-language-sl = Slovène
directory-language-es = Espagnol
directory-language-pt = Portugais
directory-language-ro = Roumain
directory-language-sq = Albanais
directory-language-ar = Arabe
directory-language-zh = Chinois
directory-language-uk = Ukrainien
directory-language-ru = Russe
directory-language-bn = Bengali
directory-language-ur = Ourdou
directory-language-lis = Langue des signes italienne

centre-tab-card = Fiche
centre-description = Adresse, contacts, services et horaires.
centre-demo = Ce centre est inventé : il montre comment fonctionne le site. Ne le cherchez pas.
centre-partial = En ce moment, nous ne pouvons montrer qu’une partie de la fiche. Les horaires et la gestion reviendront dès que l’archive répondra.
centre-sites = { $count ->
    [0] Ce centre n’a pas de site public.
    [one] Ce centre a un site.
   *[other] Ce centre a { $count } sites.
}
centre-status-active = En activité
centre-status-active-call = En activité selon la source, à vérifier. Appelez avant d’y aller.
centre-status-active-unverified = En activité selon la source, à vérifier. Contactez le centre avant d’y aller.
centre-status-temporary = En activité, dans un site temporaire
centre-status-planned = Pas encore ouvert : l’ouverture est prévue
centre-status-suspended = Activité suspendue : fermé pour le moment
centre-action-call = Appeler
centre-action-write = Écrire
centre-action-directions = Y aller
centre-where = Où il se trouve
centre-directions-long = Comment y aller, avec l’application de cartes de votre téléphone
centre-map-label = Carte : { $name }
centre-approximate = Position indicative, dans la commune de { $area } : le point sur la carte peut être jusqu’à environ { $metres } du site.
centre-protected-municipality = Dans la commune de { $area }. L’adresse n’est pas publique : demandez au centre.
centre-protected-territory = Dans le territoire de { $area }. L’adresse n’est pas publique : demandez au centre.
centre-call = Qui contacter
centre-call-unknown = Nous ne connaissons pas encore les contacts de ce centre. Demandez à la commune ou aux services sociaux de votre secteur.
centre-contact-telephone = Téléphone
centre-contact-email = Courrier électronique
centre-contact-pec = Courrier électronique certifié
centre-contact-web = Page web
centre-website = Site du centre
centre-services = Ce qu’il offre
centre-services-unknown = Nous ne savons pas encore quels services offre ce centre.
centre-service-protected = sur orientation d’un service : appelez le centre
centre-ages = de { $from } à { $to } ans
centre-ages-from = à partir de { $from } ans
centre-ages-to = jusqu’à { $to } ans
centre-free = gratuit
centre-paid = payant
centre-caution = En cas de violences, la médiation, le conseil conjugal et la coordination parentale ne sont pas la bonne voie. La loi italienne interdit la médiation quand des violences sont dénoncées (article 473-bis.43 du code de procédure civile). Appelez d’abord le 1522.
centre-hours = Horaires
centre-hours-unknown = Nous ne connaissons pas encore les horaires.
centre-hours-appointment = * Uniquement sur rendez-vous.
centre-closed = fermé
centre-today = aujourd’hui
centre-season = Du { $from } au { $to }
centre-season-rest = Le reste de l’année
centre-day-month = { $day } { $month }
centre-closed-on = Fermeture : { $days }{ $reason }
centre-weekday-1 = lundi
centre-weekday-2 = mardi
centre-weekday-3 = mercredi
centre-weekday-4 = jeudi
centre-weekday-5 = vendredi
centre-weekday-6 = samedi
centre-weekday-7 = dimanche
centre-access = Pour qui et comment
centre-for-whom = Pour qui
centre-way-in = Mode d’accès
centre-cost = Combien ça coûte
centre-cost-free = C’est gratuit
centre-cost-some = Certains services sont gratuits, d’autres payants
centre-cost-paid = Payant
centre-languages = Langues parlées
centre-runs = Qui le gère
centre-owner = Titulaire
centre-manager = Géré par
centre-role = Dans le réseau
centre-recognition = Reconnaissance
centre-professions = Professions présentes
centre-opened = Ouvert depuis
centre-hub = Rattaché à
centre-spokes = Centres rattachés
centre-served = Communes desservies
centre-served-count = { $count ->
    [one] Une commune
   *[other] { $count } communes
}
centre-on-day = le { $date }
centre-on-day-elided = le { $date }
centre-of-day = du { $date }
centre-of-day-elided = du { $date }
centre-of-month = de { $month } { $year }
centre-of-year = de { $year }
centre-verified = Fiche vérifiée { $when } par { $by }.
centre-expired = Fiche vérifiée { $when } par { $by } : la vérification est périmée. Contactez le centre avant d’y aller.
centre-to-verify = Cette fiche est à vérifier : la dernière source est { $when }.
centre-to-verify-undated = Cette fiche est à vérifier : aucun organisme ne l’a encore confirmée.
centre-source = Source :
centre-source-read = Lire la source
centre-print = Imprimer la fiche
centre-report = Signaler une erreur
centre-report-subject = Signalement sur la fiche : { $name }
centre-report-body = Page : { $address } Ce qu’il faut corriger :
error-whole-file = un fichier contient toujours toute la liste : retirez ce paramètre et utilisez les filtres
