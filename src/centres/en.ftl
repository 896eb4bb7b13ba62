# Words of what is open and when.
opening-open-until = Open now, closes at { $time }
opening-open = Open now
opening-by-appointment = By appointment only
opening-appointment-now = Now by appointment only
opening-holiday = Closed today: national holiday
opening-whit-monday = Closed today: Whit Monday
opening-closed-today = Closed today
opening-closed-until = Closed until the end of { $day }
opening-closed = Closed now
opening-opens-today = Closed, opens today at { $time }
opening-opens-tomorrow = Closed, opens tomorrow at { $time }
opening-opens-on = Closed, opens { $day } at { $time }
opening-opens-date = Closed, opens { $day } { $date } at { $time }
opening-on-1 = on Monday
opening-on-2 = on Tuesday
opening-on-3 = on Wednesday
opening-on-4 = on Thursday
opening-on-5 = on Friday
opening-on-6 = on Saturday
opening-on-7 = on Sunday
opening-count = { $count ->
    [0] none open now
    [one] one open now
   *[other] { $count } open now
}
opening-filter-now = Open now
opening-filter-at = Open on { $date } at { $time }
opening-instant-wanted = an instant such as 2026-12-01T10:00:00+01:00, or Italian time such as 2026-12-01T10:00, in the years from 2001 to 2099
opening-instant-not-now = an instant such as 2026-12-01T10:00:00+01:00, or Italian time such as 2026-12-01T10:00; “now” is for the embedded map only, because an address must always mean the same
opening-instant-or-now = “{ $now }”, an instant such as 2026-12-01T10:00:00+01:00, or Italian time such as 2026-12-01T10:00
