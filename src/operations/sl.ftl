# Words of the status page.
status-title = Stanje storitve
status-ok = Vse deluje.
status-away = Arhiv podatkov se ne odziva. Zemljevid, seznam in iskanje delujejo naprej z zadnjimi prebranimi podatki.
status-starting = Storitev se zaganja: podatki bodo kmalu na voljo.
status-sites = Objavljeni sedeži
status-read = Zadnje branje podatkov
status-seconds-ago = { $seconds ->
    [one] pred { $seconds } sekundo
    [two] pred { $seconds } sekundama
   *[other] pred { $seconds } sekundami
}
status-version = Različica programa
