# Words of the start page, help at once, accessibility, privacy and legal notes.
information-emergency-title = Si vous êtes en danger, appelez tout de suite
information-emergency-112 = urgences
information-emergency-114 = enfants et adolescents en danger
information-emergency-1522 = violences et harcèlement
information-afraid = J’ai peur d’une personne de la maison

information-start-title = Trouver un Centre pour la famille
information-start-lead = Un lieu près de chez vous où s’informer, rencontrer d’autres familles et trouver de l’aide quand c’est difficile.
information-search-label = Où cherchez-vous un centre ?
information-search-help = Écrivez une commune, une localité ou un quartier.
information-search-button = Chercher
information-open-map = Ouvrir la carte
information-open-list = Voir la liste
information-count = La carte montre { $sites ->
    [one] un site
   *[other] { $sites_shown } sites
} de { $centres ->
    [one] un centre
   *[other] { $centres_shown } centres
}, dans { $regions ->
    [one] une Région
   *[other] { $regions } Régions
} sur { $all_regions }.
information-what-title = Qu’est-ce qu’un Centre pour la famille
information-what-text = C’est un service public, ouvert à toutes les familles. Il écoute, informe et accompagne celles et ceux qui élèvent des enfants, à tout moment : quand tout va bien et quand il faut un coup de main. L’offre et les prix dépendent du centre : demandez par téléphone.
information-need-informarsi = Savoir quels services existent, quelles aides demander et comment.
information-need-crescere = Naissance, premières années, adolescence : rencontres, jeux, groupes.
information-need-difficile = Séparation, conflits, éducation, handicap, aides concrètes.
information-need-aprire = Accueil familial, adoption, familles qui s’entraident.
information-regions-title = Les centres Région par Région
information-region-sites = { $count ->
    [0] aucun site
    [one] un site
   *[other] { $shown } sites
}

information-help-title = De l’aide tout de suite
information-help-lead = Ces numéros sont gratuits et répondent à toute heure, tous les jours.
information-help-112 = Pour tout danger immédiat : forces de l’ordre, ambulance, pompiers.
information-help-114 = Urgence enfance : si un enfant, une adolescente ou un adolescent est en danger ou va très mal.
information-help-1522 = Contre les violences et le harcèlement : écoute et aide confidentielles, aussi dans d’autres langues. Vous n’avez pas à dire qui vous êtes.
information-exit = Quitter tout de suite cette page
information-afraid-1 = Si le danger est immédiat, appelez le 112. Si vous ne pouvez pas parler, l’application gratuite « 112 Where ARE U » demande de l’aide en silence, là où le service est actif.
information-afraid-2 = Si vous avez besoin d’en parler ou d’un lieu sûr, appelez le 1522.
information-afraid-3 = Si possible, appelez d’un téléphone que l’autre personne ne contrôle pas.
information-afraid-4 = En cas de violences, la médiation familiale n’est pas la bonne voie : la loi l’interdit. Personne ne peut vous y obliger.
information-traces-title = Ne pas laisser de traces
information-traces-exit = Le bouton « Quitter » ouvre la page d’accueil et retire cette page du bouton « retour ». Il n’efface pas l’historique.
information-traces-history = Pour l’effacer, ouvrez les paramètres du navigateur, puis Historique, et retirez seulement cette page : un historique vide peut éveiller des soupçons. La prochaine fois, utilisez une fenêtre de navigation privée. Pensez à retirer aussi le numéro de la liste des appels.
information-traces-ours = Ce site ne vous reconnaît pas et ne se souvient pas de votre visite.

information-access-lead = { $publisher } veut que tout le monde puisse utiliser ce site, avec n’importe quel outil.
information-access-declaration = Lire la déclaration d’accessibilité publiée auprès d’AgID, l’Agence pour l’Italie numérique
information-access-how-title = Comment le site est fait
information-access-how-standard = Il est conçu selon les règles européennes WCAG 2.1, niveau AA, et contrôlé avec des outils automatiques à chaque modification.
information-access-how-script = La recherche, la liste et les fiches fonctionnent aussi sans JavaScript, sur de vieux téléphones et avec des connexions lentes.
information-access-how-keyboard = Tout s’utilise avec le seul clavier. Le contenu se lit aussi agrandi à 400 %.
information-access-how-languages = Les pages sont en italien, anglais, allemand, français et slovène. Les noms des centres et certains textes des sources restent en italien.
information-access-limits-title = Ce qui n’est pas encore accessible
information-access-limits-map = Une carte est une image : avec un lecteur d’écran, utilisez la liste, qui contient les mêmes sites et les mêmes filtres.
information-access-limits-links = Les pages des sources et des centres appartiennent à d’autres organismes : nous ne pouvons pas garantir qu’elles soient accessibles.
information-access-report-title = Signaler un problème
information-access-report-text = Quelque chose ne fonctionne pas ou ne se lit pas ? Écrivez-nous en indiquant la page :
information-access-report-agid = Si nous ne répondons pas dans les 30 jours, ou si la réponse ne suffit pas, vous pouvez vous adresser au Défenseur civique pour le numérique auprès d’AgID :

information-privacy-lead = Vous pouvez utiliser ce site sans nous dire qui vous êtes. Nous n’utilisons pas de cookies et nous ne vous suivons pas.
information-privacy-full = Lire l’information complète de { $publisher } sur les données personnelles
information-privacy-who-title = Qui est responsable des données
information-privacy-who = Le responsable du traitement est { $publisher }. Pour toute question, écrivez à :
information-privacy-cookies-title = Cookies
information-privacy-cookies = Les visiteurs ne reçoivent aucun cookie. La langue choisie est dans l’adresse de la page. C’est pourquoi vous ne voyez aucun avis à accepter.
information-privacy-position-title = Votre position
information-privacy-position = La position du téléphone ou de l’ordinateur n’est utilisée que si vous appuyez sur le bouton et donnez votre accord. Elle est arrondie à environ un kilomètre déjà dans votre navigateur, sert à trouver les centres proches et n’est pas conservée.
information-privacy-third-title = Personne d’autre ne voit votre visite
information-privacy-third = La carte, les caractères et les images sont sur ce site : le navigateur ne contacte aucun autre service. Quand vous ouvrez un lien vers un autre site, les règles de ce site s’appliquent.
information-privacy-logs-title = Ce que nous enregistrons
information-privacy-logs = Nous comptons combien de demandes arrivent, combien de temps elles prennent et quelles erreurs elles donnent. Nous n’enregistrons ni adresses réseau, ni mots recherchés, ni positions. Ceux qui gèrent le réseau et les serveurs peuvent garder peu de temps des données techniques pour la sécurité.
information-privacy-scenarios = Si vous enregistrez un scénario du simulateur de couverture, nous conservons les points et les choix qu’il contient, pas qui l’a enregistré. Qui connaît l’adresse du scénario peut l’ouvrir.
information-privacy-rights-title = Vos droits
information-privacy-rights = Si vous nous écrivez, nous utilisons votre adresse seulement pour vous répondre. Vous pouvez demander à voir, corriger ou effacer vos données. Vous pouvez aussi vous adresser à l’autorité italienne de protection des données :

information-legal-lead = Ce site est publié par { $publisher }.
information-legal-full = Lire les mentions légales complètes de { $publisher }
information-legal-data-title = Utilisation des données
information-legal-data = Là où les données sont à nous, vous pouvez les utiliser librement en citant la source, selon la licence :
information-legal-istat = Limites des communes et population : ISTAT, Institut national de statistique, licence CC BY. Les formes sont simplifiées.
information-legal-geonames = Noms et points des localités : GeoNames, licence CC BY 4.0.
information-legal-natural-earth = Pays voisins : Natural Earth, domaine public.
information-legal-sources = Toutes les sources, avec édition et licence
information-legal-code-title = Le programme
information-legal-code = Le programme de ce site est libre, sous la licence publique de l’Union européenne :
information-legal-limits-title = À quel point les informations sont sûres
information-legal-limits = Chaque fiche dit d’où elle vient et quand elle a été vérifiée. Une fiche « à vérifier » reprend ce qu’écrit la source, et aucun organisme ne l’a encore confirmée : appelez avant d’y aller.
information-legal-limits-distance = Les distances sont à vol d’oiseau. Une position indicative montre la commune ou le quartier, pas la porte.
information-legal-errors-title = Erreurs et demandes de retrait
information-legal-errors = Si une information est fausse, ou si un lieu ne devrait pas être public, écrivez-nous. Nous retirons tout de suite ce qui peut mettre quelqu’un en danger :
