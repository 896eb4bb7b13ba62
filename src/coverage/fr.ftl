# Words of coverage: what interfaces say of questions that cannot be answered.
error-as-of = les dates d’ouverture et de fermeture ne sont pas encore publiées : la réponse ne vaut que pour aujourd’hui
error-group = un de ces groupes, ou des âges qui en sont la somme, par exemple 18-64 : { $known }
error-too-coarse = avec un seul point par commune, pas moins de { $metres } mètres ; en dessous il faut des cellules (demand)
error-steps = mètres et poids dans l’ordre, par exemple 10000:1,20000:0.68,30000:0.22 : distances croissantes, poids décroissants à partir de 1
error-no-recipe = aucun chiffre n’a été calculé avec cette recette, ou il y a trop longtemps
error-body-size = moins de données : un corps plus court
error-body-object = un objet JSON
error-site-number = le numéro d’un site public (pour le déplacer : avec une position publique)
error-changes = au moins un changement et { $most } au plus, dans add, remove et move
error-candidates = municipalities, cells ou une liste de points avec lon et lat, { $most } au plus
error-plain-value = un texte, un nombre ou une liste de ceux-ci
error-list = une liste
