//! Opening hours as notices on doors hold them. Refuses an hour that is invented and a word that is dropped.

use super::*;
use crate::values::scramble::{Dice, for_scrambled};

/// Text and what it means, in the form we write.
const UNDERSTOOD: &[(&str, &str)] = &[
    ("lun-ven 9-13", "lun-ven 09:00-13:00"),
    ("Lun – Ven 9:00 – 13:00", "lun-ven 09:00-13:00"),
    ("Lunedì e mercoledì 9.00-12.30 / 14:30–17", "lun, mer 09:00-12:30, 14:30-17:00"),
    ("mar. gio. 15,00-18,00", "mar, gio 15:00-18:00"),
    ("dal lunedì al venerdì dalle ore 9 alle 13 e il giovedì anche 15-17.30", "lun-mer, ven 09:00-13:00; gio 09:00-13:00, 15:00-17:30"),
    ("lun 9-13 (su appuntamento)", "lun 09:00-13:00 (su appuntamento)"),
    ("su appuntamento: lun-mer 9-13", "lun-mer 09:00-13:00 (su appuntamento)"),
    ("lun 9-13 su appuntamento, mar 15-18", "mar 15:00-18:00; lun 09:00-13:00 (su appuntamento)"),
    ("estate (giugno-agosto): lun-ven 8-13", "dal 1 giugno al 31 agosto: lun-ven 08:00-13:00"),
    ("dal 15/6 al 15/9: lun-ven 8-13", "dal 15 giugno al 15 settembre: lun-ven 08:00-13:00"),
    ("luglio e agosto: lun 9-12", "dal 1 luglio al 31 agosto: lun 09:00-12:00"),
    ("da ottobre a maggio lun 9-12", "dal 1 ottobre al 31 maggio: lun 09:00-12:00"),
    ("tutti i giorni 9-19", "lun-dom 09:00-19:00"),
    ("ogni giorno dalle 9 alle 19", "lun-dom 09:00-19:00"),
    ("tutti i giorni tranne il mercoledì 9-12", "lun, mar, gio-dom 09:00-12:00"),
    ("tutti i giorni esclusa la domenica 9-12", "lun-sab 09:00-12:00"),
    ("Mo-Fr 09:00-13:00", "lun-ven 09:00-13:00"),
    ("Mo,We 09:00-12:00,15:00-17:00", "lun, mer 09:00-12:00, 15:00-17:00"),
    ("Mo-Su 09:00-12:00", "lun-dom 09:00-12:00"),
    ("lun-ven 9-13,15-17", "lun-ven 09:00-13:00, 15:00-17:00"),
    ("lun-ven 9/13", "lun-ven 09:00-13:00"),
    ("dalle 9 alle 13 dal lunedì al giovedì", "lun-gio 09:00-13:00"),
    ("9-12 lun, 15-18 mar", "lun 09:00-12:00; mar 15:00-18:00"),
    ("lunedì h 9-13", "lun 09:00-13:00"),
    ("lunedi' ore 9,30-12,30", "lun 09:30-12:30"),
    ("LUNEDÌ: mattina 9-12, pomeriggio 15-18", "lun 09:00-12:00, 15:00-18:00"),
    ("lun tra le 9 e le 13", "lun 09:00-13:00"),
    ("Orario di apertura al pubblico: lun, mer, ven 9h30-12h30", "lun, mer, ven 09:30-12:30"),
    ("sabato e domenica 10-12", "sab, dom 10:00-12:00"),
    ("sab-lun 10-12", "lun, sab, dom 10:00-12:00"),
    ("lun 9-13\nmar 14-18", "lun 09:00-13:00; mar 14:00-18:00"),
    ("Montag bis Freitag 9-12 Uhr", "lun-ven 09:00-12:00"),
    ("lun/mer/ven 9-12", "lun, mer, ven 09:00-12:00"),
    ("il martedì 9-12 senza appuntamento", "mar 09:00-12:00"),
    ("", ""),
];

#[test]
fn hours_as_they_are_written() {
    for (text, written) in UNDERSTOOD.iter().filter(|(text, _)| !text.is_empty()) {
        let found = hours(text).expect(text);
        assert_eq!(write_hours(&found.openings), *written, "{text}: {found:?}");
        assert_eq!(found.not_understood, Vec::<String>::new(), "{text}");
    }
}

#[test]
fn closures_are_kept() {
    let yearly = |from: &str, to: &str| Closure::Yearly { from: from.to_owned(), to: to.to_owned() };
    for (text, closures) in [
        ("sab chiuso", vec![Closure::Weekday(6)]),
        ("chiuso il sabato e la domenica", vec![Closure::Weekday(6), Closure::Weekday(7)]),
        ("chiuso ad agosto", vec![yearly("08-01", "08-31")]),
        ("agosto chiuso", vec![yearly("08-01", "08-31")]),
        ("nel mese di agosto chiuso", vec![yearly("08-01", "08-31")]),
        ("chiuso dal 10 al 20 agosto", vec![yearly("08-10", "08-20")]),
        ("chiusura dal 24 dicembre al 6 gennaio", vec![yearly("12-24", "01-06")]),
        ("chiuso a ferragosto", vec![yearly("08-15", "08-15")]),
        ("festivi chiuso", vec![Closure::Holidays]),
        ("chiuso dal 10/8/2026 al 20/8/2026", vec![Closure::Dated { from: "2026-08-10".to_owned(), to: "2026-08-20".to_owned() }]),
        ("chiuso dal 24 dicembre al 6 gennaio 2026", vec![Closure::Dated { from: "2025-12-24".to_owned(), to: "2026-01-06".to_owned() }]),
        ("chiuso dal 24 dicembre 2025 al 6 gennaio", vec![Closure::Dated { from: "2025-12-24".to_owned(), to: "2026-01-06".to_owned() }]),
        ("lun-ven 9-13, sab chiuso", vec![Closure::Weekday(6)]),
        ("lun-ven 9-13 esclusi i festivi", vec![Closure::Holidays]),
        ("lun chiuso, mar-ven 9-13", vec![Closure::Weekday(1)]),
        ("lun-ven 9-13; chiuso ad agosto", vec![yearly("08-01", "08-31")]),
    ] {
        let found = hours(text).expect(text);
        assert_eq!((found.closures, found.not_understood), (closures, vec![]), "{text}");
        assert_eq!(found.openings.is_empty(), !text.contains("9-13"), "{text}");
    }
}

#[test]
fn only_by_appointment_has_no_times() {
    for text in ["solo su appuntamento", "Su appuntamento", "previo appuntamento", "si riceve solo su prenotazione"] {
        let found = hours(text).expect(text);
        assert!(found.openings.is_empty() && (found.only_by_appointment || !found.not_understood.is_empty()), "{text}: {found:?}");
    }
    assert!(hours("solo su appuntamento").expect("known").only_by_appointment);
    assert!(!hours("senza appuntamento").expect("known").only_by_appointment);
    assert!(!hours("lun 9-13; solo su appuntamento").expect("half").not_understood.is_empty());
}

#[test]
fn what_has_two_readings_is_given_back_whole() {
    for text in [
        "primo lunedì del mese 9-13",
        "1° e 3° lunedì 9-12",
        "lun 9-13 a settimane alterne",
        "lun/ven 9-13",
        "giorni feriali 9-13",
        "lun 13-9",
        "lun 3-6",
        "9-13",
        "lun 9",
        "lun 9-13-15",
        "lun 9 e 15",
        "orario estivo: lun-ven 8-13",
        "dal lunedì al venerdì su appuntamento",
        "lun 9 vedi sito 13",
        "da definire",
        "051 123456",
        "giugno e settembre: lun 9-12",
        "lun-ven circa 9-13",
        "mar 9-25",
    ] {
        let found = hours(text).expect(text);
        assert!(found.openings.is_empty(), "{text}: {found:?}");
        assert_eq!(found.not_understood.len(), 1, "{text}: {found:?}");
        assert!(found.not_understood[0].len() >= 4, "{text}: {found:?}");
    }
    let found = hours("lun-ven 9-13 telefonare prima allo 051 123456").expect("text");
    assert!(!found.not_understood.is_empty());
    let found = hours("Sportello di Borgo: lun 9-13").expect("text");
    assert_eq!((write_hours(&found.openings).as_str(), found.not_understood), ("lun 09:00-13:00", vec!["borgo".to_owned()]));
    let found = hours("lun 9-13, lun 12-15").expect("text");
    assert!(found.openings.is_empty() && found.not_understood.len() == 2, "{found:?}");
}

#[test]
fn round_the_clock_is_refused_with_a_hint() {
    for text in ["H24", "h 24", "24h", "24/7", "24 ore su 24", "sempre aperto", "aperto 24h24"] {
        assert_eq!(hours(text).expect_err(text).problem, ValueProblem::NotAllowed, "{text}");
    }
    assert_eq!(hours(" ").expect_err("empty").problem, ValueProblem::Empty);
}

#[test]
fn what_we_write_we_read() {
    let mut dice = Dice::new(42);
    for round in 0..2_000 {
        let mut openings = vec![];
        let seasons: &[(&str, &str)] = &[WHOLE_YEAR, ("06-01", "08-31"), ("10-15", "02-29"), ("06-15", "06-15"), ("12-01", "01-31")];
        for _ in 0..=dice.below(8) {
            let (from, to) = seasons[dice.below(seasons.len())];
            let opens = dice.below(1_300);
            let closes = opens + 1 + dice.below(1_439 - opens);
            let time = |minutes: usize| format!("{:02}:{:02}", minutes / 60, minutes % 60);
            openings.push(Opening {
                season_from: from.to_owned(),
                season_to: to.to_owned(),
                by_appointment: dice.below(3) == 0,
                weekday: dice.below(7) as u8 + 1,
                opens: time(opens),
                closes: time(closes),
            });
        }
        let mut known = Hours { openings, ..Hours::default() };
        known.openings.sort();
        known.openings.dedup();
        drop_overlaps(&mut known);
        if known.openings.is_empty() {
            continue;
        }
        let written = write_hours(&known.openings);
        let read = hours(&written).expect(&written);
        assert_eq!(read.openings, known.openings, "round {round}: {written}");
        assert_eq!(read.not_understood, Vec::<String>::new(), "round {round}: {written}");
    }
}

#[test]
fn nothing_panics_and_every_opening_is_possible() {
    let examples: Vec<&str> =
        UNDERSTOOD.iter().map(|(text, _)| *text).chain(["chiuso dal 10/8/2026 al 20/8/2026", "1° lunedì del mese"]).collect();
    for_scrambled(&examples, |text| {
        if let Ok(found) = hours(text) {
            for opening in &found.openings {
                assert!(
                    (1..=7).contains(&opening.weekday) && opening.opens < opening.closes && opening.closes.as_str() <= "23:59",
                    "{text:?}"
                );
            }
            let written = write_hours(&found.openings);
            if !written.is_empty() {
                assert_eq!(hours(&written).expect(&written).openings, found.openings, "{text:?}");
            }
        }
    });
}
