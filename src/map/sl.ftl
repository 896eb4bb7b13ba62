# Words of the map page and of the embed.
map-title = Zemljevid centrov
map-description = Zemljevid in seznam sedežev centrov za družine v Italiji, s filtri po območju in storitvi.
map-label = Zemljevid sedežev. Isti sedeži so na seznamu.
map-search = Pojdi na kraj
map-search-button = Pojdi
map-suggestions = Predlagani kraji
map-suggestions-count = Predlagani kraji: { "{n}" }
map-filters = Filtri
map-more-filters = Več filtrov
map-filter-region = Dežela
map-filter-region-all = Vse dežele
map-filter-province = Pokrajina
map-filter-province-all = Vse pokrajine
map-filter-need = Potreba
map-filter-need-all = Vse potrebe
map-filter-service = Storitev
map-filter-service-all = Vse storitve
map-filter-status = Stanje
map-filter-status-all = Vsa stanja
map-filter-role = Vloga v mreži
map-filter-role-all = Vse vloge v mreži
map-filter-age = starost { $age }
map-filter-remove = odstrani ta filter
map-filter-apply = Uporabi filtre
map-count = { $count ->
    [0] Noben sedež ne ustreza tem filtrom
    [one] { $count } sedež v Italiji
    [two] { $count } sedeža v Italiji
    [few] { $count } sedeži v Italiji
   *[other] { $count } sedežev v Italiji
}{ $count ->
    [0] {""}
   *[other] , { $active ->
        [0] noben ne deluje
       *[other] delujočih: { $active }
    }
}
map-count-region = { $count ->
    [0] Noben sedež ne ustreza tem filtrom: { $region }
    [one] { $count } sedež: { $region }
    [two] { $count } sedeža: { $region }
    [few] { $count } sedeži: { $region }
   *[other] { $count } sedežev: { $region }
}{ $count ->
    [0] {""}
   *[other] , { $active ->
        [0] noben ne deluje
       *[other] delujočih: { $active }
    }
}
map-count-active = { $count ->
    [one] { $count } delujoč sedež v Italiji
    [two] { $count } delujoča sedeža v Italiji
    [few] { $count } delujoči sedeži v Italiji
   *[other] { $count } delujočih sedežev v Italiji
}
map-count-region-active = { $count ->
    [one] { $count } delujoč sedež: { $region }
    [two] { $count } delujoča sedeža: { $region }
    [few] { $count } delujoči sedeži: { $region }
   *[other] { $count } delujočih sedežev: { $region }
}
map-count-in-view = { $shown ->
    [0] Na prikazanem območju ni sedežev
    [one] { $shown } sedež na prikazanem območju
    [two] { $shown } sedeža na prikazanem območju
    [few] { $shown } sedeži na prikazanem območju
   *[other] { $shown } sedežev na prikazanem območju
}, od skupno { $count }
map-onward = { $count ->
    [one] Odpri celoten seznam: { $count } sedež
    [two] Odpri celoten seznam: { $count } sedeža
    [few] Odpri celoten seznam: { $count } sedeži
   *[other] Odpri celoten seznam: { $count } sedežev
}
map-hidden = { $count ->
    [one] { $count } sedeža ni na zemljevidu, ker njegov položaj ni javen. Najdete ga na seznamu.
    [two] { $count } sedežev ni na zemljevidu, ker njun položaj ni javen. Najdete ju na seznamu.
   *[other] { $count } sedežev ni na zemljevidu, ker njihov položaj ni javen. Najdete jih na seznamu.
}
map-empty = Tukaj ni sedežev za prikaz.
map-empty-what-to-do = Odstranite enega od filtrov ali premaknite zemljevid.
map-call = Pokliči
map-write = Piši
map-directions = Kako do tja
map-directions-hint = Odpre aplikacijo za zemljevide v vaši napravi
map-open-card = Odpri predstavitev
map-close = Zapri
map-sheet = Izbrani sedež
map-same-point = { $count ->
    [one] { $count } sedež na tej točki
    [two] { $count } sedeža na tej točki
    [few] { $count } sedeži na tej točki
   *[other] { $count } sedežev na tej točki
}
map-more-services = { $count ->
    [one] in še { $count } storitev
    [two] in še { $count } storitvi
    [few] in še { $count } storitve
   *[other] in še { $count } storitev
}
map-place-about = v občini { $comune }, približno
map-place-protected = v občini { $comune }: naslov ni javen
map-place-protected-province = v pokrajini { $province }: naslov ni javen
map-approximate = Približni položaj:
map-status-to-verify = { $status }, še ni preverjeno
map-verified = Predstavitev preverjena: { $day }
map-verified-by = Predstavitev preverjena: { $day }, { $body }
map-to-verify = Ta predstavitev še ni preverjena: pred obiskom pokličite.
map-view = Kaj prikazati
map-view-map = Zemljevid
map-view-list = Seznam
map-zoom-in = Približaj
map-zoom-out = Oddalji
map-here = Iskani kraj
map-loading = Zemljevid se nalaga
map-attribution = © ISTAT · GeoNames
map-without-script = Interaktivni zemljevid potrebuje JavaScript. Seznam deluje tudi brez njega.
map-failed = Zemljevida na tej napravi ni mogoče narisati. Na seznamu so isti sedeži.
map-legend = Legenda
map-clusters = Skupine bližnjih sedežev
map-cluster = Bližnji sedeži: { "{n}" }. Približaj
map-cluster-here = Sedeži na isti točki: { "{n}" }. Odpri seznam
map-cluster-demo = tudi izmišljeni centri, za predstavitev
map-sign-single = Samostojni center
map-sign-hub = Glavni center mreže (hub)
map-sign-spoke = Center, povezan z glavnim centrom (spoke)
map-sign-diffuse = Center, razporejen po več občinah
map-sign-planned = Načrtovan, še ni odprt
map-sign-temporary = Začasni sedež
map-sign-suspended = Dejavnost je prekinjena
map-sign-approximate = Črtkan obris: približni položaj
map-sign-cluster = Krog s številko: več bližnjih sedežev
map-sign-demo = Znak, črtkan v notranjosti: izmišljen center, za predstavitev
map-sign-cluster-demo = Številka z dvojnim obrisom: nekateri sedeži so izmišljeni
map-emergency = Ste v nevarnosti?
map-emergency-112 = Klic v sili
map-emergency-114 = Otroci in mladostniki v nevarnosti
map-emergency-1522 = Nasilje in zalezovanje
map-emergency-more = Takojšnja pomoč
map-box-wanted = štiri števila v stopinjah: zahod, jug, vzhod, sever
embed-title = Centri za družine
embed-full-map = Odpri celoten zemljevid
embed-new-tab = odpre se v novem zavihku
embed-load-map = Prikaži zemljevid
embed-mistakes = Kdor ureja to stran, lahko popravi:
