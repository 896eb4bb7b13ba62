error-download-gone = Ta izdaja datoteke je bila zamenjana ali umaknjena. Naslov sedanje je v /downloads.
