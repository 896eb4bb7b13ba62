error-download-gone = Ta izdaja datoteke je bila zamenjana ali umaknjena. Naslov sedanje je v /downloads.
hsds-free = Brezplačno
hsds-in-comune = Lega ni javna: v občini { $area }.
hsds-in-province = Lega ni javna: v tej pokrajini ali enoti iste ravni: { $area }.
hsds-season = Vsako leto od { $from } do { $to }.
hsds-appointment = Samo po dogovoru.
hsds-closed = Zaprto od { $from } do { $to }.
hsds-local-time = Italijanski čas (Europe/Rome).
