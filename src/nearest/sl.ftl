# Words of the page that finds the nearest centre.
find-title = Poišči center
find-title-near = Centri v bližini: { $place }
find-description = Vpišite, kje ste, in poiščite najbližji center za družine: razdalja, storitve, telefon.
find-label = Kje ga potrebujete?
find-button = Išči
find-hint = Vpišite občino, naselje ali naslov. Na primer: Imola.
find-suggestions = Predlagani kraji
find-suggestions-count = Predlagani kraji: { "{n}" }
find-locate = Uporabi moj položaj
find-locate-note = Položaj je že v vaši napravi zaokrožen na približno en kilometer.
find-locate-waiting = Iščem vaš položaj…
find-locate-refused = Vaš položaj ni na voljo. Nič hudega: zgoraj vpišite ime svoje občine.
find-filters = Izberite potrebo ali storitev
find-need = Kaj potrebujete
find-service = Storitev
find-any = Katera koli
find-counted = V oklepaju: število sedežev v Italiji.
find-counted-near = V oklepaju: število sedežev v krogu 20 km.
find-which = Kateri kraj »{ $place }«?
find-unknown = Kraja »{ $place }« ne najdemo
find-unknown-what-to-do = Preverite zapis ali poskusite z imenom občine. Poznamo vse občine v Italiji in veliko naselij.
find-alike = Morda ste iskali:
find-count = { $count ->
    [one] { $count } sedež v krogu 20 km: { $place }.
    [two] { $count } sedeža v krogu 20 km: { $place }.
    [few] { $count } sedeži v krogu 20 km: { $place }.
   *[other] { $count } sedežev v krogu 20 km: { $place }.
}
find-count-here = { $count ->
    [one] { $count } sedež v krogu 20 km od vašega položaja.
    [two] { $count } sedeža v krogu 20 km od vašega položaja.
    [few] { $count } sedeži v krogu 20 km od vašega položaja.
   *[other] { $count } sedežev v krogu 20 km od vašega položaja.
}
find-open-now = Zdaj odprti: { $count }.
find-first = Prikazanih najbližjih: { $count }.
find-none-near = V krogu 20 km ni nobenega centra. Najbližji: { $comune }, zračna razdalja { $distance }.
find-none-near-about = V krogu 20 km ni nobenega centra. Najbližji je v občini { $comune }, zračna razdalja približno { $distance }.
find-none-at-all = Temu iskanju ne ustreza noben center v Italiji.
find-without = { $count ->
    [one] Brez »{ $filter }« je v krogu 20 km { $count } sedež
    [two] Brez »{ $filter }« sta v krogu 20 km { $count } sedeža
    [few] Brez »{ $filter }« so v krogu 20 km { $count } sedeži
   *[other] Brez »{ $filter }« je v krogu 20 km { $count } sedežev
}
find-rounded = Razdalje izhajajo iz vašega zaokroženega položaja: napaka je lahko približno en kilometer.
find-number-estimated = Izhodišče je ocenjeno po sosednjih hišnih številkah.
find-number-unknown = Te hišne številke ne poznamo: razdalje se merijo od sredine ulice.
find-street-unknown = Te ulice ne najdemo: razdalje se merijo od občine ali kraja.
find-distance = zračna razdalja { $distance }
find-distance-about = zračna razdalja približno { $distance }
find-place-about = V občini { $comune }, približno
find-place-protected = V občini { $comune }: naslov ni javen, pokličite center
find-place-protected-province = V pokrajini { $province }: naslov ni javen, pokličite center
find-across-water = Med tem krajem in sedežem je voda: pot je lahko veliko daljša.
find-status-to-verify = { $status }, še ni preverjeno
find-call = Pokliči
find-directions = Kako do tja
find-directions-how = z zemljevidi v vašem telefonu
find-copy = Kopiraj naslov
find-copied = Kopirano
find-protected = V isti občini, brez javnega naslova
find-on-map = Poglej te kraje na zemljevidu
find-emergency = Ste v nevarnosti?
find-emergency-112 = Klic v sili
find-emergency-114 = Otroci in mladostniki v nevarnosti
find-emergency-1522 = Nasilje in zalezovanje
find-emergency-more = Takojšnja pomoč
