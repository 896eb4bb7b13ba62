# Words of the frame: header, footer, errors, dates.
site-name = Centri za družine
site-description = Državni zemljevid centrov za družine v Italiji: kje so, kaj ponujajo, kako stopiti v stik z njimi.
skip-to-content = Na glavno vsebino
skip-to-footer = Na nogo strani
nav-main = Glavni meni
nav-find = Poišči center
nav-map = Zemljevid
nav-centres = Seznam
nav-coverage = Pokritost
nav-data = Podatki
nav-help = Takojšnja pomoč
nav-language = Jezik
demo-banner = Nekateri centri na tem spletnem mestu so izmišljeni, za predstavitev. Imenujejo se »Centro dimostrativo« in nimajo telefona.
away-banner = Zbirka podatkov se trenutno ne odziva. Prikazani so podatki zadnje posodobitve: { $day }, { $time }. Ko se zbirka spet odzove, se posodobijo sami.
away-banner-empty = Zbirka podatkov se trenutno ne odziva in podatki še niso prispeli. Poskusite znova čez nekaj minut.
footer-attribution = Meje in prebivalstvo: ISTAT. Krajevna imena: GeoNames.
footer-sources = Viri in licence
footer-accessibility = Izjava o dostopnosti
footer-privacy = Varstvo podatkov
footer-legal = Pravna obvestila
footer-status = Stanje storitve

error-gone-title = Ni več na voljo
error-not-found-title = Strani ni mogoče najti
error-not-found-detail = Naslovu ne ustreza nobena stran. Morda se je spremenil ali vsebuje tipkarsko napako.
error-invalid-title = Zahteva ni veljavna
error-method-title = Dejanje ni predvideno
error-method-detail = Ta naslov ne sprejema take vrste zahteve.
error-too-many-title = Preveč zahtev
error-too-many-detail = { $seconds ->
    [one] S tega naslova je v kratkem času prišlo preveč zahtev. Poskusite znova čez { $seconds } sekundo.
    [two] S tega naslova je v kratkem času prišlo preveč zahtev. Poskusite znova čez { $seconds } sekundi.
    [few] S tega naslova je v kratkem času prišlo preveč zahtev. Poskusite znova čez { $seconds } sekunde.
   *[other] S tega naslova je v kratkem času prišlo preveč zahtev. Poskusite znova čez { $seconds } sekund.
}
error-unavailable-title = Storitev trenutno ni na voljo
error-unavailable-detail = Podatki trenutno niso dosegljivi. Poskusite znova čez nekaj sekund.
error-internal-title = Nekaj ni delovalo
error-internal-detail = Napaka je naša in je zabeležena. Poskusite pozneje.
error-nothing-lost = Nič ni izgubljeno. Nadaljujete lahko tukaj:
error-go-home = Na začetno stran
error-go-find = Poišči center
error-code = Koda napake:
error-once = navede se lahko samo enkrat
error-cluster = je ime skupine, kot ga zemljevid navede v cluster_id, na primer 9-271-187
error-required = je obvezno
error-unknown-parameter = neznan parameter; dovoljeni so: { $known }
error-number-between = število med { $low } in { $high }
error-one-of = ena od teh vrednosti: { $allowed }
error-unknown-code = neznana koda
error-no-shapes = se ne da narisati: njegove številke so po razredih občin
error-positive = število, večje od nič
error-cursor = uporabite vrednost »next« prejšnje strani
error-flag = true ali false

date-in-full = { $day }. { $month } { $year }
month-1 = januar
month-2 = februar
month-3 = marec
month-4 = april
month-5 = maj
month-6 = junij
month-7 = julij
month-8 = avgust
month-9 = september
month-10 = oktober
month-11 = november
month-12 = december
error-unknown-layer = sloj »{ $layer }« ne obstaja; na voljo so: { $layers }
error-layer-alone = ploščice sloja »{ $layer }« so iz posebne datoteke in se ne združujejo z drugimi sloji: zahtevajte ga posebej
error-place-or-point = navedite kraj ali lon in lat, ne obojega
error-place-unknown = ni kraja s tem imenom
error-place-ambiguous = to ime ima več krajev; navedite, katerega: { $places }
demo-banner-name = Obvestilo: predstavitveni podatki
away-banner-name = Obvestilo: starost podatkov
error-no-site = ni sedeža s to številko
error-no-centre = ni centra s tem naslovom
error-forbidden-title = Zahteva ni sprejeta
error-foreign-form = Ta obrazec je mogoče poslati samo s strani tega spletišča. Vrnite se na stran in poskusite znova.
error-form-body = polja obrazca, ne predolga
