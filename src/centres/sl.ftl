# Words of what is open and when.
opening-open-until = Zdaj odprto, zapre se ob { $time }
opening-open = Zdaj odprto
opening-by-appointment = Samo po dogovoru
opening-appointment-now = Zdaj samo po dogovoru
opening-holiday = Danes zaprto: državni praznik
opening-whit-monday = Danes zaprto: binkoštni ponedeljek
opening-closed-today = Danes zaprto
opening-closed-until = Zaprto do vključno { $day }
opening-closed = Zdaj zaprto
opening-opens-today = Zaprto, odpre se danes ob { $time }
opening-opens-tomorrow = Zaprto, odpre se jutri ob { $time }
opening-opens-on = Zaprto, odpre se { $day } ob { $time }
opening-opens-date = Zaprto, odpre se { $day }, { $date }, ob { $time }
opening-on-1 = v ponedeljek
opening-on-2 = v torek
opening-on-3 = v sredo
opening-on-4 = v četrtek
opening-on-5 = v petek
opening-on-6 = v soboto
opening-on-7 = v nedeljo
opening-count = { $count ->
    [0] nobeden zdaj odprt
    [one] { $count } zdaj odprt
    [two] { $count } zdaj odprta
    [few] { $count } zdaj odprti
   *[other] { $count } zdaj odprtih
}
opening-filter-now = Zdaj odprti
opening-filter-at = Odprti { $date } ob { $time }
opening-instant-wanted = trenutek, na primer 2026-12-01T10:00:00+01:00, ali italijanski čas, na primer 2026-12-01T10:00, v letih od 2001 do 2099
opening-instant-not-now = trenutek, na primer 2026-12-01T10:00:00+01:00, ali italijanski čas, na primer 2026-12-01T10:00; »now« velja samo za vgrajeni zemljevid, ker mora naslov vedno pomeniti isto
opening-instant-or-now = »{ $now }«, trenutek, na primer 2026-12-01T10:00:00+01:00, ali italijanski čas, na primer 2026-12-01T10:00
