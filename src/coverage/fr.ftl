# Words of coverage: what interfaces say of questions that cannot be answered.
error-date = un jour, comme 2025-12-31
error-since = un jour avant celui avec lequel on compare (aujourd’hui sinon)
error-group = un de ces groupes, ou des âges qui en sont la somme, par exemple 18-64 : { $known }
error-too-coarse = avec un seul point par commune, pas moins de { $metres } mètres ; en dessous il faut des cellules de population
error-steps = mètres et poids dans l’ordre, par exemple 10000:1,20000:0.68,30000:0.22 : distances croissantes, poids décroissants à partir de 1
error-no-recipe = aucun chiffre n’a été calculé avec cette recette, ou il y a trop longtemps
error-body-size = moins de données : un corps plus court
error-body-object = un objet JSON
error-site-number = le numéro d’un site public (pour le déplacer : avec une position publique)
error-changes = au moins un changement et { $most } au plus, dans add, remove et move
error-candidates = municipalities, cells ou une liste de points avec lon et lat, { $most } au plus
error-plain-value = un texte, un nombre ou une liste de ceux-ci
error-list = une liste

# Words of the pages: the question.
coverage-title = Couverture
coverage-description = Combien de personnes ont un centre pour la famille près de chez elles et où il en manque : chiffres par Région, province, commune et ambito, avec la méthode.
coverage-area-description = { $area } : combien de personnes ont un centre pour la famille près de chez elles, quelles communes en sont loin et combien de personnes y vivent.
coverage-form = Ce que vous voulez savoir
coverage-show = Afficher
coverage-open-simulator = Essayer d’ouvrir un centre
coverage-field-indicatore = Chiffre
coverage-field-gruppo = Personnes
coverage-field-soglia = Distance
coverage-field-minuti = Temps de trajet
coverage-field-tempi = Source des temps
coverage-field-giorno = Jour (vide : aujourd’hui)
coverage-field-dal = Ce qui a changé depuis le
coverage-field-confronto = Comparer avec
coverage-field-livello = Par
coverage-field-popolazione = Population
coverage-field-regione = Où
coverage-field-servizio = Service proposé
coverage-field-ruolo = Rôle dans le réseau
coverage-all-italy = Toute l’Italie
coverage-any = Indifférent
coverage-demand-municipalities = Un point par commune
coverage-level-italia = Italie
coverage-level-regione = Région
coverage-level-regione-sociale = Région ou Province autonome
coverage-level-provincia = Province
coverage-level-comune = Commune
coverage-level-ambito = Ambito
coverage-indicator-c1 = Combien de centres il y a
coverage-indicator-c2 = Centres pour 10 000 personnes
coverage-indicator-c3 = Qui a un centre à proximité
coverage-indicator-c4 = Qui a un centre proche, en minutes de trajet
coverage-indicator-c5 = À quelle distance est le centre le plus proche
coverage-indicator-c6 = Communes sans centre à proximité
coverage-indicator-c10 = Ce qui a changé d’un jour à l’autre
coverage-indicator-s1 = Combien de types de services proposent les sites
coverage-indicator-s2 = Heures d’ouverture par semaine
coverage-indicator-s3 = Sites en accès libre
coverage-indicator-s4 = Professions présentes dans les centres
coverage-indicator-s5 = Sites qui décrivent leur accessibilité physique
coverage-indicator-s6 = Sites dont la fiche est vérifiée
coverage-indicator-served-comuni = Communes dans la zone desservie par un centre
coverage-indicator-served-people = Personnes dans la zone desservie par un centre
coverage-indicator-served-districts = Ambiti avec au moins un centre
coverage-group-all = Toutes les personnes
coverage-group-minors = Mineurs (0–17 ans)
coverage-group-ages = De { $from } à { $to } ans
coverage-group-from = { $from } ans et plus
coverage-people-all = personnes
coverage-people-minors = mineurs
coverage-people-ages = personnes de { $from } à { $to } ans
coverage-people-from = personnes de { $from } ans et plus
coverage-minutes = { $minutes } minutes
coverage-usual-instead = Avec un point par commune nous répondons à partir de 10 km, pour les groupes de la liste : voici les chiffres à 10 et 20 km.

# The answer.
coverage-in-italy = En Italie
coverage-in-region = Dans la région { $area }
coverage-in-social-region = Dans le territoire de { $area }
coverage-in-province = Dans la province de { $area }
coverage-in-municipality = Dans la commune de { $area }
coverage-in-district = Dans l’ambito { $area }
coverage-sentence-within = { $place }, { $value } { $people } sur 100 vivent à moins de { $distance } d’un centre, à vol d’oiseau.
coverage-sentence-within-between = { $place }, entre { $low } et { $high } { $people } sur 100 vivent à moins de { $distance } d’un centre, à vol d’oiseau.
coverage-sentence-within-minutes = { $place }, { $value } { $people } sur 100 arrivent à un centre en { $distance } de trajet.
coverage-sentence-within-minutes-partial = { $place }, parmi les personnes dont les temps sont connus ({ $known } sur { $all }), { $value } { $people } sur 100 rejoignent un centre en { $distance } de trajet.
coverage-sentence-as-of = Situation au { $date } : comptent les sites ouverts ce jour-là, d’après ce que l’on sait.
coverage-sentence-mean = { $place }, la distance moyenne entre { $people } et centre le plus proche est de { $value }, à vol d’oiseau.
coverage-sentence-mean-between = { $place }, la distance moyenne entre { $people } et centre le plus proche est comprise entre { $low } et { $high }, à vol d’oiseau.
coverage-sentence-centres = { $count ->
    [0] { $place }, il n’y a aucun centre.
    [one] { $place }, il y a un centre.
   *[other] { $place }, il y a { $value } centres.
}
coverage-sentence-rate = { $place } : { $value } centres pour 10 000 { $people }.
coverage-sentence-uncovered = { $place }, { $value } communes sur { $of } n’ont pas de centre à moins de { $distance } à vol d’oiseau.
coverage-sentence-uncovered-between = { $place }, entre { $low } et { $high } communes sur { $of } n’ont pas de centre à moins de { $distance } à vol d’oiseau.
coverage-sentence-figure = { $place }, { $label } : { $value }.
coverage-sentence-change = { $place }, la part de { $people } à { $distance } au plus d’un centre a changé de { $value } depuis le { $since }.
coverage-sentence-no-change = { $place }, la part de { $people } à { $distance } au plus d’un centre n’a pas changé depuis le { $since }.
coverage-sentence-none = { $place }, { $label } : chiffre non calculé. { $reason }
coverage-sentence-unreachable = { $place }, personne ne peut atteindre un centre sans traverser l’eau.
coverage-unreachable = aucun centre accessible
coverage-not-computed = non calculé
coverage-reason-nobody = Nous ne savons pas combien de personnes de ce groupe y vivent.
coverage-reason-coarse = De certaines communes nous ne connaissons qu’un point : trop peu pour cette distance.
coverage-reason-water = Aucun site sur la même terre, sans traverser l’eau.
coverage-reason-undeclared = Aucun site ne le déclare.
coverage-reason-catchments = Aucun de ces centres n’a publié la zone qu’il dessert.
coverage-reason-districts = Les ambiti ne sont pas encore chargés.
coverage-reason-matrix = Aucun tableau de temps de trajet n’est chargé.
coverage-reason-no-times = Le tableau des temps de trajet ne part pas d’ici.
coverage-reason-no-way = Le tableau des temps n’a aucun chemin d’ici à un centre.
coverage-reason-other = Les données nécessaires manquent.
coverage-note-partial = { $count ->
    [one] Total partiel : la population d’une commune n’est pas connue.
   *[other] Total partiel : la population de { $count } communes n’est pas connue.
}
coverage-note-unreachable = Hors de la moyenne : { $people } personnes sans centre sur la même terre.
coverage-note-times = De { $people } personnes nous ne connaissons pas les temps de trajet.
coverage-note-no-way = { $people } personnes n’ont aucun chemin vers un centre.
coverage-note-sites-times = Le tableau des temps ne mène pas à { $sites } sites.
coverage-share = { $part } sur { $all }
coverage-measure-within = { $people } à moins de { $distance } d’un centre, à vol d’oiseau
coverage-measure-within-minutes = { $people } à { $distance } de trajet au plus d’un centre
coverage-measure-mean-minutes = minutes de trajet, en moyenne
coverage-measure-median-minutes = minutes de trajet dans lesquelles vit la moitié des personnes
coverage-measure-mean = distance moyenne au centre le plus proche, à vol d’oiseau
coverage-measure-median = distance médiane, à vol d’oiseau
coverage-measure-p90 = distance dans laquelle vivent 9 sur 10, à vol d’oiseau
coverage-measure-centres = centres
coverage-measure-sites = sites
coverage-measure-centres-hub = centres hub
coverage-measure-centres-spoke = centres spoke
coverage-measure-centres-per-10000-people = centres pour 10 000 { $people }
coverage-measure-sites-per-10000-people = sites accessibles pour 10 000 { $people }, aussi hors du territoire
coverage-measure-uncovered-comuni = communes sans centre à moins de { $distance } à vol d’oiseau
coverage-measure-people-in-uncovered-comuni = { $people } dans ces communes
coverage-measure-people-in-uncovered-comune = { $people } dans les communes sans centre à moins de { $distance } à vol d’oiseau
coverage-measure-distance-of-uncovered-comune = distance au centre le plus proche, à vol d’oiseau
coverage-measure-within-change = { $people } à { $distance } au plus d’un centre, en plus ou en moins
coverage-measure-within-before = avant
coverage-measure-within-after = après
coverage-measure-opened-sites = sites ouverts
coverage-measure-closed-sites = sites fermés
coverage-measure-breadth = types de services déclarés, sur ceux du modèle national
coverage-measure-weekly-hours = heures d’ouverture par semaine, en moyenne
coverage-measure-free-access = sites en accès libre, sur ceux qui déclarent comment on accède
coverage-measure-professions = professions différentes présentes dans un centre, en moyenne
coverage-measure-physical-access-declared = sites qui décrivent leur accessibilité physique
coverage-measure-verified = sites dont la fiche est vérifiée et non expirée
coverage-measure-served-comuni = communes dans la zone desservie par un centre
coverage-measure-served-people = { $people } dans la zone desservie par un centre
coverage-measure-served-districts = ambiti avec au moins un centre
coverage-column-share = Sur combien
coverage-column-centres = Centres
coverage-column-note = À savoir
coverage-column-distance = Distance à vol d’oiseau
coverage-table = Tableau
coverage-first-rows = Voici les { $shown } premières lignes sur { $count }. Le fichier les a toutes.
coverage-empty = Aucune zone ne répond à cette question. Essayez un niveau plus fin ou toute l’Italie.
coverage-demo = Chiffres de démonstration : certains des centres comptés sont inventés. Ne les utilisez pas pour décider.
coverage-watermark = Chiffres de démonstration
coverage-class-zero = zéro
coverage-class-below = moins de { $high }
coverage-class-between = de { $low } à moins de { $high }
coverage-class-above = { $low } et plus
coverage-class-any = tous les chiffres
coverage-change-much-less = plus de { $points } points de moins
coverage-change-less = jusqu’à { $points } points de moins
coverage-change-none = aucun changement
coverage-change-more = moins de { $points } points de plus
coverage-change-much-more = { $points } points de plus et au-delà
coverage-class-within = jusqu’à { $high }
coverage-class-beyond = plus de { $low }
coverage-class-unreachable = aucun centre accessible
coverage-class-none = non calculé
coverage-legend = Légende
coverage-no-map = Pour ces zones il n’y a pas de limites à dessiner : lisez le tableau.
coverage-without-script = La carte a besoin de JavaScript. Les mêmes chiffres sont dans les tableaux.
coverage-zoom-in = Agrandir
coverage-zoom-out = Réduire
coverage-wheel-hint = Utilisez Ctrl et la molette pour agrandir la carte
coverage-fingers-hint = Utilisez deux doigts pour déplacer la carte
coverage-sources = © ISTAT · GeoNames

# The method.
coverage-method = Comment c’est calculé
coverage-method-more = Données et versions
coverage-method-interval = Une commune n’est qu’un point, mais les gens vivent autour ; et de certains sites nous connaissons la commune et non l’adresse. C’est pourquoi, quand le chiffre peut changer de plus de 10 points, nous montrons un intervalle : celui que l’on obtient si les habitants d’une commune vivent dans un cercle aussi grand que la commune. C’est un modèle, non une limite certaine : les communes allongées en sortent. La limite certaine, bien plus large, est dans les interfaces (bounds=certain).
coverage-method-c1 = Nous comptons les centres et les sites actifs ou en locaux provisoires. Un centre avec plusieurs sites compte une fois. Une position protégée ne compte qu’au niveau auquel elle est publique.
coverage-method-c2 = Centres de la zone divisés par les personnes du groupe qui y vivent, pour 10 000.
coverage-method-c3 = Nous comptons les personnes dont le point est à { $distance } au plus du site le plus proche, limite comprise. La distance est à vol d’oiseau sur la surface de la Terre et ne traverse pas la mer.
coverage-method-c4 = Nous comptons les personnes qui arrivent au site le plus proche en { $distance } au plus, limite comprise, d’après un tableau de temps de trajet chargé : aucun temps n’est estimé d’une distance. Qui vit là où le tableau n’a pas de temps reste hors du calcul, et la ligne le dit.
coverage-method-c5 = Distance à vol d’oiseau du point où vivent les personnes au site le plus proche, sans traverser la mer ; la moyenne pèse chaque point par ses personnes.
coverage-method-c6 = Communes dont le point n’a aucun site à { $distance } au plus à vol d’oiseau, limite comprise, sans traverser la mer.
coverage-method-c10 = Part des personnes ayant un site à { $distance } au plus à vol d’oiseau les deux jours, et différence en points de pourcentage. Comptent les sites ouverts et fermés à des jours que nous connaissons ; population et limites sont celles d’aujourd’hui.
coverage-method-s1 = Types de services déclarés par chaque site, par rapport aux services ordinaires du modèle national ; moyenne des sites qui en déclarent au moins un.
coverage-method-s2 = Heures d’ouverture d’une semaine ordinaire, sans celles sur rendez-vous ; moyenne des sites qui donnent leur horaire.
coverage-method-s3 = Sites avec au moins un service en accès libre, parmi ceux qui déclarent comment on accède.
coverage-method-s4 = Professions différentes présentes dans un centre ; moyenne des centres qui les déclarent. Le tableau à télécharger dit aussi combien de centres ont chaque profession. Rien n’est recueilli sur les personnes.
coverage-method-s5 = Sites qui donnent au moins une information sur l’accessibilité physique. Ceux qui ne disent rien ne sont pas comptés comme inaccessibles.
coverage-method-s6 = Sites vérifiés par un organisme et dont la vérification n’est pas expirée aujourd’hui.
coverage-method-served-comuni = Communes qu’au moins un centre déclare desservir, par rapport à toutes les communes de la zone.
coverage-method-served-people = Personnes du groupe qui vivent dans une commune qu’au moins un centre déclare desservir.
coverage-method-served-districts = Ambiti avec au moins un centre sur leur territoire, par rapport à tous les ambiti de la zone.
coverage-fact-people = Personnes
coverage-fact-population = Source et année de la population
coverage-fact-landmass = Mer
coverage-landmass-same = les distances ne la traversent pas
coverage-landmass-any = les distances la traversent
coverage-fact-resolution = Rayon moyen de ce qu’un point représente
coverage-fact-precision = Précision moyenne de la position des sites
coverage-fact-boundaries = Année des limites
coverage-fact-centres = Version de la liste des centres
coverage-fact-travel-times = Source des temps de trajet
coverage-fact-as-of = Situation au
coverage-fact-recipe = Recette pour refaire le calcul
coverage-download-csv = Télécharger le tableau (CSV)
coverage-download-xlsx = Le même tableau pour tableurs (XLSX)
coverage-download-parquet = Le même tableau pour l’analyse (Parquet)
coverage-download-json = Les mêmes chiffres en JSON
coverage-data = Données et interfaces

# One territory.
coverage-distance-by-comune = À quelle distance est le centre le plus proche, commune par commune
coverage-plot = Qui vit à quelle distance
coverage-plot-summary = { $share } vivent dans des communes avec un centre à moins de { $distance } à vol d’oiseau.
coverage-plot-table = Les mêmes chiffres dans un tableau
coverage-plot-table-below = Les mêmes chiffres sont dans le tableau sous le dessin.
coverage-plot-note = De chaque commune compte la distance de son point, ou la médiane là où nous connaissons des points plus fins.
coverage-curve = Combien la distance est inégale
coverage-curve-summary = Les { $people } des personnes qui vivent le plus loin ont { $distance } de toutes les distances au centre le plus proche. Indice de Gini { $gini } : 0 si tous vivent à la même distance, proche de 1 si toute la distance est à quelques-uns.
coverage-curve-people = Personnes, des plus proches aux plus éloignées
coverage-curve-distance = Part de toutes les distances
coverage-curve-how = Courbe de Lorenz : communes par distance moyenne à vol d’oiseau, pondérées par les personnes. La ligne pointillée est celle où tous vivent à la même distance.
coverage-floating = Combien de centres pour qui vit ici
coverage-floating-how = Le second chiffre compte aussi les sites que les personnes atteignent hors du territoire, et partage chaque site entre tous ceux qui l’atteignent : jusqu’à 10 km il vaut 1, jusqu’à 20 km 0,68, jusqu’à 30 km 0,22, à vol d’oiseau (méthode E2SFCA).
coverage-compare = Deux distances comparées
coverage-difference = Différence
coverage-difference-how = Les différences sont entre les chiffres centraux : ceux qui résultent si tous vivent au point de leur commune ou de leur cellule.
coverage-points = { $points } points
coverage-gaps = Communes sans centre à proximité
coverage-gaps-count = { $count ->
    [0] Toutes les communes ont un centre à moins de { $distance } à vol d’oiseau.
    [one] Une commune n’a pas de centre à moins de { $distance } à vol d’oiseau.
   *[other] { $count } communes n’ont pas de centre à moins de { $distance } à vol d’oiseau. Dans l’ordre du nombre de personnes qui y vivent :
}
coverage-gaps-csv = Télécharger toutes ces communes (CSV)
coverage-districts = Les ambiti de la région
coverage-kinds = Par type de commune
coverage-kinds-how = Les classes comptent les habitants de tous les âges. Petite île : une terre de moins de 100 communes.
coverage-kinds-column = Type de commune
coverage-kind-size-class = Habitants
coverage-kind-size-class-under-2000 = Moins de 2 000 habitants
coverage-kind-size-class-2000-4999 = De 2 000 à 4 999
coverage-kind-size-class-5000-19999 = De 5 000 à 19 999
coverage-kind-size-class-20000-99999 = De 20 000 à 99 999
coverage-kind-size-class-100000-and-more = 100 000 et plus
coverage-kind-island-class = Îles
coverage-kind-island-class-small-island = Petites îles
coverage-kind-island-class-mainland-sicily-sardinia = Continent, Sicile et Sardaigne
coverage-kind-snai-class = Zones intérieures (SNAI)
coverage-kind-snai-class-a = Pôles
coverage-kind-snai-class-b = Pôles intercommunaux
coverage-kind-snai-class-c = Ceinture
coverage-kind-snai-class-d = Intermédiaires
coverage-kind-snai-class-e = Périphériques
coverage-kind-snai-class-f = Ultrapériphériques
coverage-kind-mountain-class = Montagne
coverage-kind-mountain-class-mountain = De montagne
coverage-kind-mountain-class-partly-mountain = En partie de montagne
coverage-kind-mountain-class-not-mountain = Hors montagne
coverage-kind-altimetric-zone = Zone d’altitude
coverage-kind-altimetric-zone-1 = Montagne intérieure
coverage-kind-altimetric-zone-2 = Montagne littorale
coverage-kind-altimetric-zone-3 = Colline intérieure
coverage-kind-altimetric-zone-4 = Colline littorale
coverage-kind-altimetric-zone-5 = Plaine
coverage-kind-unclassified = Sans classe
coverage-change = Ce qui a changé depuis le { $date }
coverage-change-people = { $people } à { $distance } au plus
coverage-change-now = Aujourd’hui
coverage-change-opened = Sites ouverts
coverage-change-closed = Sites fermés
coverage-change-sites = { $opened ->
    [0] Aucun site n’a ouvert
    [one] Un site a ouvert
   *[other] { $opened } sites ont ouvert
} et { $closed ->
    [0] aucun n’a fermé.
    [one] un a fermé.
   *[other] { $closed } ont fermé.
}
coverage-change-undated = { $count ->
    [one] D’un site nous ne connaissons pas le jour d’ouverture : il compte comme déjà ouvert.
   *[other] De { $count } sites nous ne connaissons pas le jour d’ouverture : ils comptent comme déjà ouverts.
}
coverage-change-how = Comptent les sites ouverts et fermés à des jours que nous connaissons ; population et limites sont celles d’aujourd’hui.
coverage-change-csv = Télécharger les changements (CSV)

# The simulator.
coverage-simulator = Simulateur de couverture
coverage-simulator-description = Posez un point sur la carte, ou écrivez un lieu, et voyez qui aurait un centre pour la famille plus proche.
coverage-simulator-lead = Posez un point là où vous voudriez ouvrir un centre, déplacez ou fermez un lieu, et voyez qui aurait un centre plus proche et qui plus loin.
coverage-simulator-form = Scénario
coverage-simulator-map = Carte du scénario
coverage-add-place = Où l’on ouvre
coverage-add = Ajouter
coverage-add-hint = Une commune, une rue, ou latitude et longitude : 40.63, 15.8.
coverage-add-outside = latitude et longitude en Italie, par exemple 40.63, 15.8
coverage-add-hint-map = Ou cliquez sur la carte ; les points se déplacent à la souris.
coverage-suggestions = Lieux suggérés
coverage-suggestions-count = Lieux suggérés : { "{n}" }
coverage-which = Quel « { $place } » ?
coverage-propose = Proposer des lieux
coverage-print = Imprimer
coverage-printed-on = Scénario hypothétique, imprimé le { $date }.
coverage-wish = Où ouvrir les prochains centres
coverage-field-proponi = Combien
coverage-field-obiettivo = Ce qui compte
coverage-field-tra = Parmi quels lieux
coverage-field-ambito = Secteur
coverage-field-elenco = Liste de lieux
coverage-any-district = Toute la zone choisie
coverage-objective-persone = Plus de personnes atteintes
coverage-objective-distanza = Moins de chemin pour tous
coverage-objective-divari = D’abord les plus éloignés
coverage-among-comuni = Les communes
coverage-among-celle = Les cellules de population
coverage-among-elenco = La liste ci-dessous
coverage-list = Choisir parmi vos lieux
coverage-list-hint = Un lieu par ligne : latitude et longitude, même après un nom. Par exemple : Collège ; 44,4949 ; 11,3426.
coverage-list-empty = écrire au moins un lieu, un par ligne
coverage-list-long = { $most } lieux au plus ; pour des listes plus longues il y a l’interface de programmation
coverage-list-line = ligne { $line } : latitude et longitude en Italie, par exemple 44,4949 ; 11,3426
coverage-proposals-people = Les prochains centres qui atteignent le plus de personnes
coverage-proposals-distance = Les prochains centres qui raccourcissent le plus le chemin
coverage-proposals-equity = Les prochains centres, les plus éloignés d’abord
coverage-among-count-comuni = { $count } communes
coverage-among-count-celle = { $count } cellules
coverage-among-count-elenco = { $count } lieux de la liste
coverage-proposals-none = Aucun de ces lieux n’améliorerait la situation.
coverage-proposals-how = Choisis l’un après l’autre parmi { $among }, en plus des centres d’aujourd’hui et sans compter tes points : ils atteignent au moins { $share } de ce qu’atteindrait le meilleur choix possible.
coverage-gain = { $count } { $people } de plus
coverage-gain-distance = { $distance } de moins par personne en moyenne
coverage-gain-equity = avec les précédents, { $share } à { $distance } au plus
coverage-add-this = Ajouter
coverage-add-all = Tout ajouter
coverage-pins = Votre scénario
coverage-pin = Point
coverage-pin-keys = Faites-le glisser ou déplacez-le avec les flèches ; Suppr l’enlève
coverage-pin-nowhere = Hors des communes d’Italie
coverage-pin-format = longitude et latitude en degrés, comme 15.8,40.63
coverage-too-many-pins = { $most } points au plus, et { $most } lieux déplacés ou fermés au plus
coverage-no-pins = Le scénario est encore vide.
coverage-remove = Enlever
coverage-remove-all = Tout enlever
coverage-outcome-title = Ce qui change
coverage-outcome = { $count ->
    [0] { $pins ->
        [one] Ce point n’apporte à personne un centre à moins de { $distance } qui ne soit déjà là, à vol d’oiseau.
       *[other] Ces points n’apportent à personne un centre à moins de { $distance } qui ne soit déjà là, à vol d’oiseau.
    }
   *[other] { $written } { $people } de plus auraient un centre à moins de { $distance } à vol d’oiseau, dans { $comuni ->
        [one] une commune.
       *[other] { $comuni } communes.
    }
}
coverage-off-land = { $count ->
    [one] Un point n’est pas sur la terre italienne : il n’atteint personne.
   *[other] { $count } points ne sont pas sur la terre italienne : ils n’atteignent personne.
}
coverage-before-after = Combien, sur 100 { $people }, ont un centre à cette distance
coverage-before = Aujourd’hui
coverage-after = Avec le scénario
coverage-newly = En plus
coverage-where-they-live = Où vivent ceux qui auraient un centre à proximité
coverage-more-comuni = { $count ->
    [one] et une autre commune
   *[other] et { $count } autres communes
}
coverage-outcome-how = Chaque commune est un seul point.
coverage-legend-reached = communes qui auraient un centre à proximité
coverage-legend-lost = communes qui n’auraient plus de centre à proximité
coverage-legend-sites = lieux d’aujourd’hui
coverage-choose-site = Choisissez un lieu
coverage-field-sede = Lieu à déplacer ou à fermer
coverage-move-site = Déplacer
coverage-close-site = Fermer
coverage-move-hint = Pour le déplacer, écrivez le nouvel endroit dans le champ « Où l’on ouvre », ou appuyez sur « Déplacer » et faites-le glisser sur la carte.
coverage-choose-region = Pour déplacer ou fermer un lieu d’aujourd’hui, choisissez d’abord une Région.
coverage-site-moves = Se déplace :
coverage-site-closes = Ferme :
coverage-site-gone = ce lieu n’est plus parmi ceux que l’on peut déplacer ou fermer
coverage-restore = Laisser tel quel
coverage-keep = Enregistrer et partager
coverage-kept-on = Scénario enregistré le { $date }
coverage-kept-hint = Qui ouvre cette adresse voit le même scénario. Si vous le modifiez, le vôtre en devient un autre : celui-ci reste tel quel.
coverage-kept-then = Ce jour-là : { $sentence }
coverage-compare-show = Comparer
coverage-compare-link = Comparer avec un autre scénario
coverage-compare-title = Comparaison de deux scénarios
coverage-compare-lead = Collez ici les adresses de deux scénarios enregistrés : vous voyez ce qui change avec l’un et avec l’autre.
coverage-compare-first = Premier scénario (A)
coverage-compare-second = Second scénario (B)
coverage-compare-open = Ouvrir le scénario
coverage-compare-asked-anew = Les deux scénarios ont été enregistrés avec des questions différentes : ici le second est calculé avec la question du premier.
coverage-compare-same = Aucun des deux scénarios ne change ce chiffre.
coverage-compare-none = aucune différence
coverage-compare-people = Personnes en plus avec B
coverage-compare-difference = B par rapport à A
coverage-since = Depuis ce jour quelque chose a changé ({ $what }) : les chiffres ci-dessous sont calculés avec les données d’aujourd’hui.
coverage-since-centres = centres
coverage-since-people = population
coverage-since-boundaries = limites
coverage-since-program = méthode de calcul
coverage-scenario-unknown = Ce scénario n’existe pas : l’adresse est peut-être incomplète, ou personne ne l’ouvrait depuis longtemps et il a été retiré.
coverage-outcome-same = Le scénario ne change pas qui a un centre à moins de { $distance } à vol d’oiseau.
coverage-outcome-lost = { $written } { $people } de moins auraient un centre à moins de { $distance } à vol d’oiseau, dans { $comuni ->
    [one] une commune.
   *[other] { $comuni } communes.
}
coverage-outcome-both = { $written } { $people } de plus et { $lost } de moins auraient un centre à moins de { $distance } à vol d’oiseau.
coverage-outcome-mean-less = { $place }, la distance moyenne entre { $people } et centre le plus proche passerait de { $before } à { $after } à vol d’oiseau : { $change } de moins en moyenne.
coverage-outcome-mean-more = { $place }, la distance moyenne entre { $people } et centre le plus proche passerait de { $before } à { $after } à vol d’oiseau : { $change } de plus en moyenne.
coverage-outcome-mean-same = { $place }, la distance moyenne entre { $people } et centre le plus proche resterait de { $before }, à vol d’oiseau.
coverage-outcome-uncovered = { $place }, les communes sans centre à moins de { $distance } à vol d’oiseau passeraient de { $before } à { $after }.
coverage-outcome-uncovered-same = { $place }, les communes sans centre à moins de { $distance } à vol d’oiseau resteraient { $before }.
coverage-outcome-unknown = { $place }, le chiffre ne peut pas être calculé, ni aujourd’hui ni avec le scénario.
coverage-where-nearer = Où le centre serait plus proche
coverage-where-farther = Où le centre serait plus loin
coverage-where-they-lose = Où vivent ceux qui n’auraient plus de centre à proximité
coverage-picture = Dessin du scénario
coverage-picture-tables = Les cercles autour des points montrent la distance choisie. Les mêmes chiffres sont dans les tableaux.
