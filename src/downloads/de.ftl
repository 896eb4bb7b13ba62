error-download-gone = Diese Ausgabe der Datei wurde ersetzt oder zurückgezogen. Die Adresse der aktuellen steht unter /downloads.
