error-download-gone = Cette édition du fichier a été remplacée ou retirée. L’adresse de l’édition actuelle est dans /downloads.
hsds-free = Gratuit
hsds-in-comune = La position n’est pas publique : dans la commune de { $area }.
hsds-in-province = La position n’est pas publique : dans cette province ou unité de ce niveau : { $area }.
hsds-season = Du { $from } au { $to } chaque année.
hsds-appointment = Sur rendez-vous uniquement.
hsds-closed = Fermé du { $from } au { $to }.
hsds-local-time = Heure italienne (Europe/Rome).
