# Words of the page that finds the nearest centre.
find-title = Trouver un centre
find-title-near = Centres près de { $place }
find-description = Écrivez où vous êtes et trouvez le Centre pour la famille le plus proche : distance, services, téléphone.
find-label = Où en avez-vous besoin ?
find-button = Chercher
find-hint = Écrivez une commune, un hameau ou une adresse. Par exemple : Imola.
find-suggestions = Lieux suggérés
find-suggestions-count = Lieux suggérés : { "{n}" }
find-locate = Utiliser ma position
find-locate-note = La position est arrondie à environ un kilomètre déjà sur votre appareil.
find-locate-waiting = Recherche de votre position…
find-locate-refused = Votre position n’est pas disponible. Ce n’est pas grave : écrivez ci-dessus le nom de votre commune.
find-filters = Choisissez un besoin ou un service
find-need = De quoi avez-vous besoin
find-service = Service
find-any = N’importe lequel
find-counted = Entre parenthèses : le nombre de sites en Italie.
find-counted-near = Entre parenthèses : le nombre de sites dans un rayon de 20 km.
find-which = Quel « { $place } » ?
find-unknown = Nous ne trouvons pas « { $place } »
find-unknown-what-to-do = Vérifiez l’orthographe, ou essayez avec le nom de la commune. Nous connaissons toutes les communes d’Italie et de nombreux hameaux.
find-alike = Vous cherchiez peut-être :
find-count = { $count ->
    [one] Un site à moins de 20 km de { $place }.
   *[other] { $count } sites à moins de 20 km de { $place }.
}
find-count-here = { $count ->
    [one] Un site à moins de 20 km de votre position.
   *[other] { $count } sites à moins de 20 km de votre position.
}
find-open-now = Ouverts maintenant : { $count }.
find-first = Voici les { $count } plus proches.
find-none-near = Aucun centre à moins de 20 km. Le plus proche est à { $comune }, à { $distance } à vol d’oiseau.
find-none-near-about = Aucun centre à moins de 20 km. Le plus proche est dans la commune de { $comune }, à environ { $distance } à vol d’oiseau.
find-none-at-all = Aucun centre en Italie ne répond à cette recherche.
find-without = { $count ->
    [one] Sans « { $filter } » il y a un site à moins de 20 km
   *[other] Sans « { $filter } » il y a { $count } sites à moins de 20 km
}
find-rounded = Les distances partent de votre position arrondie : elles peuvent se tromper d’environ un kilomètre.
find-number-estimated = Le point de départ est estimé à partir des numéros voisins.
find-number-unknown = Nous ne connaissons pas ce numéro : les distances partent du milieu de la rue.
find-street-unknown = Nous ne trouvons pas cette rue : les distances partent de la commune ou de la localité.
find-distance = à { $distance } à vol d’oiseau
find-distance-about = à environ { $distance } à vol d’oiseau
find-place-about = Dans la commune de { $comune }, environ
find-place-protected = Dans la commune de { $comune } : l’adresse n’est pas publique, appelez le centre
find-place-protected-province = Dans la province de { $province } : l’adresse n’est pas publique, appelez le centre
find-across-water = Il y a de l’eau entre ici et le site : le trajet peut être beaucoup plus long.
find-status-to-verify = { $status }, à vérifier
find-call = Appeler
find-directions = Y aller
find-directions-how = avec les cartes de votre téléphone
find-copy = Copier l’adresse
find-copied = Copié
find-protected = Dans la même commune, sans adresse publique
find-on-map = Voir ces lieux sur la carte
find-emergency = Êtes-vous en danger ?
find-emergency-112 = Urgences
find-emergency-114 = Enfants et adolescents en danger
find-emergency-1522 = Violences et harcèlement
find-emergency-more = Aide immédiate
