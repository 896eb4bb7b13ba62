error-download-gone = Cette édition du fichier a été remplacée ou retirée. L’adresse de l’édition actuelle est dans /downloads.
