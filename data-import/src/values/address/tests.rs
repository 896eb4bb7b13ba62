//! Addresses as officers write them. Refuses a number, a street or a word that gets lost.

use super::*;
use crate::values::scramble::for_scrambled;

/// Text, street, number, exponent, rest.
type Plain = (&'static str, Option<&'static str>, Option<u32>, Option<&'static str>, Option<&'static str>);

const PLAIN: &[Plain] = &[
    ("Via Roma, 12/A int. 3", Some("Via Roma"), Some(12), Some("A"), Some("int. 3")),
    ("Via Roma 12", Some("Via Roma"), Some(12), None, None),
    ("via Roma n° 5", Some("via Roma"), Some(5), None, None),
    ("Via Roma n.5", Some("Via Roma"), Some(5), None, None),
    ("Via Roma nr. 5", Some("Via Roma"), Some(5), None, None),
    ("VIA ROMA N. 5 BIS", Some("VIA ROMA"), Some(5), Some("BIS"), None),
    ("Via Roma, civico 5", Some("Via Roma"), Some(5), None, None),
    ("Via Roma 12bis", Some("Via Roma"), Some(12), Some("BIS"), None),
    ("Via Roma 12 B", Some("Via Roma"), Some(12), Some("B"), None),
    ("via Marchesi 37/a", Some("via Marchesi"), Some(37), Some("A"), None),
    ("via Porrettana 314/2", Some("via Porrettana"), Some(314), Some("2"), None),
    ("Via XXV Aprile 12", Some("Via XXV Aprile"), Some(12), None, None),
    ("Via 25 aprile, 12", Some("Via 25 aprile"), Some(12), None, None),
    ("Piazza 1° Maggio 3", Some("Piazza 1° Maggio"), Some(3), None, None),
    ("Corso Venti Settembre 12/A", Some("Corso Venti Settembre"), Some(12), Some("A"), None),
    ("Via 28 Marzo 1921", Some("Via 28 Marzo 1921"), None, None, None),
    ("Via 28 Marzo 1921 12/A", Some("Via 28 Marzo 1921"), Some(12), Some("A"), None),
    ("Via 4 Novembre", Some("Via 4 Novembre"), None, None, None),
    ("Via dei 1000", Some("Via dei 1000"), None, None, None),
    ("Via dei 1000 5", Some("Via dei 1000"), Some(5), None, None),
    ("Via 12 Martiri 5", Some("Via 12 Martiri"), Some(5), None, None),
    ("via Vittorio Emanuele II 36", Some("via Vittorio Emanuele II"), Some(36), None, None),
    ("Via Giovanni XXIII", Some("Via Giovanni XXIII"), None, None, None),
    ("Rathausplatz 3", Some("Rathausplatz"), Some(3), None, None),
    ("Dr.-Streiter-Gasse 4", Some("Dr.-Streiter-Gasse"), Some(4), None, None),
    ("Bahnhofstraße Nr. 10", Some("Bahnhofstraße"), Some(10), None, None),
    ("Rue de la Gare 5", Some("Rue de la Gare"), Some(5), None, None),
    ("12, rue de la Gare", Some("rue de la Gare"), Some(12), None, None),
    ("12 rue de la Gare", Some("rue de la Gare"), Some(12), None, None),
    ("Trubarjeva ulica 7", Some("Trubarjeva ulica"), Some(7), None, None),
    ("c/o Scuola Rossi, Via Verdi 3", Some("Via Verdi"), Some(3), None, Some("c/o Scuola Rossi")),
    ("Via Verdi 3 c/o Scuola Rossi", Some("Via Verdi"), Some(3), None, Some("c/o Scuola Rossi")),
    ("Via Verdi angolo via Bixio", Some("Via Verdi"), None, None, Some("angolo via Bixio")),
    ("Via Verdi 3 ang. via Bixio 8", Some("Via Verdi"), Some(3), None, Some("ang. via Bixio 8")),
    ("Via Roma/Via Verdi", Some("Via Roma"), None, None, Some("Via Verdi")),
    ("via Giolitti 22 (Municipio)", Some("via Giolitti"), Some(22), None, Some("Municipio")),
    ("via XXV Aprile (\"Casa degli Argentini\")", Some("via XXV Aprile"), None, None, Some("\"Casa degli Argentini\"")),
    ("Via Roma 5, 40121 Bologna (BO)", Some("Via Roma"), Some(5), None, Some("BO, 40121 Bologna")),
    ("Via Roma 5 - 40121 Bologna", Some("Via Roma"), Some(5), None, Some("40121 Bologna")),
    ("Via Roma, 40121 Bologna", Some("Via Roma"), None, None, Some("40121 Bologna")),
    ("Via Roma 40121 Bologna", Some("Via Roma"), None, None, Some("40121 Bologna")),
    ("Via Roma, 3 Bologna", Some("Via Roma"), Some(3), None, Some("Bologna")),
    ("Via Roma 5 a Bologna", Some("Via Roma"), Some(5), None, Some("a Bologna")),
    ("Via Roma, 3° piano", Some("Via Roma"), None, None, Some("3° piano")),
    ("Via Roma 5 scala B piano 2", Some("Via Roma"), Some(5), None, Some("scala B piano 2")),
    ("P.zza S. Giovanni, 7", Some("P.zza S. Giovanni"), Some(7), None, None),
    ("V.le della Libertà 10", Some("V.le della Libertà"), Some(10), None, None),
    ("C.so Cavour,4", Some("C.so Cavour"), Some(4), None, None),
    ("Frazione Lobbi, via Roma 3", Some("via Roma"), Some(3), None, Some("Frazione Lobbi")),
    ("Località Monte 12", Some("Località Monte"), Some(12), None, None),
    ("Lungo Oglio Cesare Battisti (secondo piano)", Some("Lungo Oglio Cesare Battisti"), None, None, Some("secondo piano")),
    ("lungomare IX Maggio", Some("lungomare IX Maggio"), None, None, None),
    ("Lungarno Mediceo 5", Some("Lungarno Mediceo"), Some(5), None, None),
    ("Cannaregio 3012", Some("Cannaregio"), Some(3012), None, None),
    ("ex stazione ferroviaria", None, None, None, Some("ex stazione ferroviaria")),
    ("Palazzo Tursi", None, None, None, Some("Palazzo Tursi")),
    ("Istituto Comprensivo di Campolimpido", None, None, None, Some("Istituto Comprensivo di Campolimpido")),
    ("campo sportivo", None, None, None, Some("campo sportivo")),
    ("via Roma", Some("via Roma"), None, None, None),
    ("Piazza dell’Unità d’Italia 1", Some("Piazza dell'Unità d'Italia"), Some(1), None, None),
    ("Via Portici/Laubengasse 12", Some("Via Portici/Laubengasse"), Some(12), None, None),
];

#[test]
fn addresses_taken_apart() {
    for (text, toponym, number, exponent, rest) in PLAIN {
        let address = Address::parse(text).expect(text);
        assert_eq!(address.toponym.as_deref(), *toponym, "{text}: {address:?}");
        assert_eq!(address.number, *number, "{text}: {address:?}");
        assert_eq!(address.exponent.as_deref(), *exponent, "{text}: {address:?}");
        assert_eq!(address.rest.as_deref(), *rest, "{text}: {address:?}");
        assert!(!address.snc && address.colour.is_none() && address.number_to.is_none() && address.kilometre_m.is_none(), "{text}");
    }
}

#[test]
fn colours_of_liguria_and_florence() {
    for (text, number, exponent, colour) in [
        ("via Sormano 24 rosso", 24, None, Some(Colour::Red)),
        ("Via Sormano 24r", 24, None, Some(Colour::Red)),
        ("Via Sormano 24/R", 24, None, Some(Colour::Red)),
        ("Via Sormano 24 r", 24, None, Some(Colour::Red)),
        ("Via Sormano 24/Ar", 24, Some("A"), Some(Colour::Red)),
        ("Via Sormano 24 nero", 24, None, Some(Colour::Black)),
        ("Via Sormano 24n", 24, None, Some(Colour::Black)),
        ("Via Sormano 24/N", 24, Some("N"), None),
        ("Via Rossi 24", 24, None, None),
    ] {
        let address = Address::parse(text).expect(text);
        assert_eq!((address.number, address.exponent.as_deref(), address.colour), (Some(number), exponent, colour), "{text}");
        assert_eq!(address.rest, None, "{text}");
    }
}

#[test]
fn no_number_ranges_and_kilometres() {
    for text in [
        "Via Roma s.n.c.",
        "Via Roma, snc",
        "Via Roma SNC",
        "Via Roma s.n.",
        "Via Roma senza numero",
        "Via Roma senza numero civico",
        "Via Roma s/n",
        "Via Roma, 0",
        "Via Roma n. snc",
    ] {
        let address = Address::parse(text).expect(text);
        assert!(address.snc && address.number.is_none(), "{text}: {address:?}");
        assert_eq!((address.toponym.as_deref(), address.rest.as_deref()), (Some("Via Roma"), None), "{text}");
    }
    for (text, from, to) in [
        ("Via Roma 12-14", 12, 14),
        ("Via Roma 12 - 14", 12, 14),
        ("via San Giacomo 6/8", 6, 8),
        ("Via Roma, 12-14", 12, 14),
        ("Via Roma 3-5", 3, 5),
    ] {
        let address = Address::parse(text).expect(text);
        assert_eq!((address.number, address.number_to, address.exponent, address.rest), (Some(from), Some(to), None, None), "{text}");
    }
    for (text, toponym, metres) in [
        ("S.S. 16 km 712+300", "S.S. 16", 712_300),
        ("SS16, km 712,300", "SS 16", 712_300),
        ("S.S. 16 Adriatica al km. 712", "S.S. 16 Adriatica", 712_000),
        ("Strada Statale n. 16 Km 5+500", "Strada Statale n. 16", 5_500),
        ("Via Casilina km 20", "Via Casilina", 20_000),
        ("SP 12 km.3,2", "SP 12", 3_200),
    ] {
        let address = Address::parse(text).expect(text);
        assert_eq!(
            (address.toponym.as_deref(), address.kilometre_m, address.number, address.rest),
            (Some(toponym), Some(metres), None, None),
            "{text}"
        );
    }
}

#[test]
fn streets_compared() {
    use Similarity::{Equivalent, Exact, OneEdit, Shortened};
    for (one, other, similarity) in [
        ("Via Roma", "VIA ROMA", Some(Exact)),
        ("Via della Libertà", "via della liberta'", Some(Exact)),
        ("V. Roma", "Via Roma", Some(Exact)),
        ("V.le Trento", "Viale Trento", Some(Exact)),
        ("C.so Cavour", "Corso Cavour", Some(Exact)),
        ("P.zza S. Giovanni", "Piazza San Giovanni", Some(Equivalent)),
        ("P.za S.Giovanni", "Piazza San Giovanni", Some(Equivalent)),
        ("P.le Roma", "Piazzale Roma", Some(Exact)),
        ("L.go Garibaldi", "Largo Garibaldi", Some(Exact)),
        ("Str. dei Boschi", "Strada dei Boschi", Some(Exact)),
        ("Loc. Monte", "Località Monte", Some(Exact)),
        ("Fraz. Lobbi", "Frazione Lobbi", Some(Exact)),
        ("Via F.lli Cairoli", "Via Fratelli Cairoli", Some(Exact)),
        ("Via G. Garibaldi", "Via Giuseppe Garibaldi", Some(Equivalent)),
        ("Via G.Garibaldi", "Via Giuseppe Garibaldi", Some(Equivalent)),
        ("Via Garibaldi Giuseppe", "Via Giuseppe Garibaldi", Some(Equivalent)),
        ("Via G.B. Vico", "Via Giovanni Battista Vico", Some(Equivalent)),
        ("Via XXV Aprile", "Via 25 aprile", Some(Equivalent)),
        ("Via Venticinque Aprile", "Via XXV Aprile", Some(Equivalent)),
        ("Piazza 1° Maggio", "Piazza Primo Maggio", Some(Equivalent)),
        ("Piazza I Maggio", "Piazza Primo Maggio", Some(Equivalent)),
        ("Corso Vitt. Em. II", "Corso Vittorio Emanuele II", Some(Equivalent)),
        ("Via Papa Giovanni XXIII", "Via Papa Giovanni 23", Some(Equivalent)),
        ("Via dei Mille", "Via dei 1000", Some(Equivalent)),
        ("Via La Marmora", "Via Lamarmora", Some(Equivalent)),
        ("Via Degasperi", "Via De Gasperi", Some(Equivalent)),
        ("Via SS. Annunziata", "Via Santissima Annunziata", Some(Equivalent)),
        ("Via Castello", "Via del Castello", Some(Equivalent)),
        ("Via Gen. Dalla Chiesa", "Via Generale dalla Chiesa", Some(Exact)),
        ("S.S. 16", "Strada Statale 16 Adriatica", Some(Equivalent)),
        ("SP12", "Strada Provinciale n. 12", Some(Exact)),
        ("Bahnhofstr.", "Bahnhofstraße", Some(Equivalent)),
        ("Via Cavour", "Via Camillo Cavour", Some(Shortened)),
        ("Via Cantore", "Via Generale Antonio Cantore", Some(Shortened)),
        ("Via Giuseppe Chenna", "Via Giuseppe Antonio Chenna", Some(Shortened)),
        ("Via Diaz", "Via A. Diaz", Some(Shortened)),
        ("Via Matteotti", "Via Mateotti", Some(OneEdit)),
        ("Via Garibaldi", "Via Garbialdi", Some(OneEdit)),
        ("Via Roma", "Piazza Roma", None),
        ("Via Roma", "Viale Roma", None),
        ("Roma", "Via Roma", None),
        ("Via Roma", "Via Rona", None),
        ("Via Mario Rossi", "Via Maria Rossi", None),
        ("Via Mario Rossi", "Via Luigi Rossi", None),
        ("Via San Giovanni", "Via San Giovanni Bosco", None),
        ("Via Molino", "Via Molini", None),
        ("Via Torino", "Via Tortona", None),
        ("Via XXV Aprile", "Via XXIV Aprile", None),
        ("S.S. 16", "S.S. 17", None),
        ("Via G.", "Via Garibaldi", None),
        ("Via Col di Lana", "Via Colonnello di Lana", None),
        ("Via Nuova Roma", "Via Roma", None),
        ("Via Vecchia Torino", "Via Torino", None),
        ("Via Marconi", "Via Manconi", Some(OneEdit)),
        ("P.zza della Libertà", "Piazza Della Liberta'", Some(Exact)),
        ("P.za Libertà", "Piazza Della Liberta'", Some(Equivalent)),
        ("viale del Milite Ignoto", "Viale Milite Ignoto", Some(Equivalent)),
        ("Corso 4 Novembre", "Corso Quattro Novembre", Some(Equivalent)),
        ("Corso IV Novembre", "Corso Quattro Novembre", Some(Equivalent)),
        ("Via S. Pio V", "Via San Pio Quinto", Some(Equivalent)),
        ("via Gen. Cadorna", "Via Cadorna", Some(Shortened)),
        ("via De Gasperi", "Via Alcide De Gasperi", Some(Shortened)),
        ("Via S. Giovanni Evangelista", "Via San Giovanni Evangelista", Some(Equivalent)),
        ("Via S.ta Caterina da Siena", "Via Santa Caterina Da Siena", Some(Equivalent)),
        ("Via Sant'Antonino", "Via Sant' Antonino", Some(Exact)),
        ("Via Dell’Erba", "Via Dell'Erba", Some(Exact)),
        ("Via D'Annunzio", "Via Gabriele D'Annunzio", Some(Shortened)),
        ("Corso Alfonso La Marmora", "Corso Alfonso Lamarmora", Some(Equivalent)),
        ("S.P. 10", "Strada Provinciale 10", Some(Exact)),
        ("VIA G GARIBALDI", "Via Giuseppe Garibaldi", Some(Equivalent)),
        ("Via Giuseppe Garibbaldi", "Via Giuseppe Garibaldi", Some(OneEdit)),
        ("Via Roma", "Via Romano", None),
        ("Via Rossi", "Via Rosso", None),
        ("Via dei Mori", "Via Moro", None),
        ("Via 4 Novembre", "Via 2 Novembre", None),
        ("Via XX Settembre", "Via XXV Settembre", None),
        ("Via Milano", "Via Merano", None),
        ("Via San Giovanni", "Via San Giovanni Evangelista", None),
        ("Via Bosco", "Via San Giovanni Bosco", None),
        ("Via G. Garibaldi", "Via Anita Garibaldi", None),
        ("Via Novi", "Via Nova", None),
        ("Via Ponte Rosso", "Via Monte Rosso", None),
        ("Via D'ennunzio", "Via D'Annunzio", Some(OneEdit)),
        ("Via", "Via Roma", None),
        ("", "", None),
        ("Via Roma di Sotto", "Via Roma", None),
        ("Via Traversa", "Via Traversa A", None),
        ("Via Traversa A", "Via Traversa B", None),
        ("Via Bruno Preti", "Via dei Preti", None),
        ("Via dei Rossi", "Via Carlo Rossi", None),
        ("Via Santi", "Via della Santa", None),
        ("Via Q. Martiri", "Via dei Martiri", None),
        ("Via S. di San Giuliano", "Via San Giuliano", None),
        ("Via SS. Santi Pietro e Paolo", "Via Santi Pietro e Paolo", Some(Equivalent)),
        // A slip and a missing given name at once are two differences.
        ("Via Parnisseti", "Via Pietro Parnisetti", None),
        ("", "Via Roma", None),
        ("Lungarno Mediceo", "Lungotevere Mediceo", None),
    ] {
        let (left, right) = (Toponym::of(one), Toponym::of(other));
        assert_eq!(left.resembles(&right), similarity, "{one} | {other}: {left:?} | {right:?}");
        assert_eq!(right.resembles(&left), similarity, "{other} | {one}");
        let (keys, others) = (left.keys(), right.keys());
        let in_common = keys.iter().any(|key| others.contains(key));
        assert!(in_common || similarity < Some(Shortened), "{one} | {other} share no key: {keys:?} {others:?}");
    }
}

#[test]
fn comparison_forms() {
    for (toponym, folded) in [
        ("C.so V. Emanuele II", "corso v. emanuele 2"),
        ("P.zza S. Giovanni", "piazza san giovanni"),
        ("Via dell'Indipendenza", "via indipendenza"),
        ("Via Gabriele D'Annunzio", "via gabriele annunzio"),
        ("Borgo Citta' Nuova", "borgo citta nuova"),
        ("S.S. n. 16", "strada statale 16"),
        ("Via XX Settembre", "via 20 settembre"),
    ] {
        assert_eq!(fold_toponym(toponym), folded, "{toponym}");
    }
}

#[test]
fn names_are_looked_up_by_their_key() {
    for (toponym, key) in [
        ("V. G. Garibaldi", "via garibaldi"),
        ("Via Giuseppe Garibaldi", "via garibaldi"),
        ("Piazza XXV Aprile", "piazza aprile"),
        ("S.S. 16 Adriatica", "strada statale 16"),
        ("SP12", "strada provinciale 12"),
        ("Via Pio Decimo", "via 10"),
        ("Rathausplatz", "rathausplatz"),
        ("", ""),
    ] {
        assert_eq!(Toponym::of(toponym).keys()[0], key, "{toponym}");
    }
}

#[test]
fn the_hamlet_at_the_end_of_a_name_can_be_said_beside_it() {
    let street = Toponym::of("Via Giuseppe Garibaldi In Spinetta Marengo");
    let base = street.without_locality("Spinetta Marengo").expect("it ends so");
    assert_eq!(Toponym::of("via Garibaldi").resembles(&base), Some(Similarity::Shortened));
    assert_eq!(street.without_locality("Cantalupo"), None);
    assert_eq!(Toponym::of("Via Spinetta Marengo").without_locality("Spinetta Marengo"), None);
}

#[test]
fn an_empty_or_endless_address_is_refused() {
    assert_eq!(Address::parse("  ").expect_err("empty").problem, ValueProblem::Empty);
    assert_eq!(Address::parse(&"via ".repeat(200)).expect_err("endless").problem, ValueProblem::TooLong);
}

#[test]
fn nothing_panics_and_no_number_stands_without_a_street() {
    let examples: Vec<&str> =
        PLAIN.iter().map(|(text, ..)| *text).chain(["S.S. 16 km 712+300", "Via Roma snc", "24 rosso", "12 - 14"]).collect();
    for_scrambled(&examples, |text| {
        if let Ok(address) = Address::parse(text) {
            assert!(address.number.is_none_or(|number| (1..=9_999).contains(&number)), "{text:?}");
            assert!(address.toponym.is_some() || address.rest.is_some(), "{text:?}");
            if address.toponym.is_none() {
                assert_eq!((address.number, address.snc), (None, false), "{text:?}");
            }
        }
        let (this, roma) = (Toponym::of(text), Toponym::of("Via Roma"));
        assert_eq!(this.resembles(&roma), roma.resembles(&this), "{text:?}");
        assert_eq!(this.resembles(&this), (!this.is_empty()).then_some(Similarity::Exact), "{text:?}");
        assert!(this.keys().iter().all(|key| key.len() < 1_000), "{text:?}");
        let folded = fold_toponym(text);
        assert!(!folded.contains("  "), "{text:?}");
    });
}
