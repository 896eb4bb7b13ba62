error-download-gone = Diese Ausgabe der Datei wurde ersetzt oder zurückgezogen. Die Adresse der aktuellen steht unter /downloads.
hsds-free = Kostenlos
hsds-in-comune = Die Lage ist nicht öffentlich: in der Gemeinde { $area }.
hsds-in-province = Die Lage ist nicht öffentlich: in dieser Provinz oder Einheit derselben Ebene: { $area }.
hsds-season = Jedes Jahr vom { $from } bis zum { $to }.
hsds-appointment = Nur nach Vereinbarung.
hsds-closed = Geschlossen vom { $from } bis zum { $to }.
hsds-local-time = Italienische Zeit (Europe/Rome).
