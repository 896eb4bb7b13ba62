//! Kinds of streets (in Italian registers "DUG": via, piazza, strada …) and how people shorten them, with the German,
//! French and Slovene ones of the bilingual provinces. Refuses to treat a building or a park as a street.

use crate::values::fold::fold;

/// Kind as it is compared, and every way it is written: folded, with points left out ("v.le" is "vle").
const KINDS: &[(&str, &[&str])] = &[
    ("via", &["via", "v", "vi"]),
    ("viale", &["viale", "vle", "vl", "vial"]),
    ("corso", &["corso", "cso", "cs"]),
    ("piazza", &["piazza", "pzza", "pza", "pz", "pzz", "piaza", "p"]),
    ("piazzale", &["piazzale", "ple", "pzzle", "pzle", "ple"]),
    ("piazzetta", &["piazzetta", "ptta", "pzzetta", "pzetta", "pzta"]),
    ("largo", &["largo", "lgo"]),
    ("larghetto", &["larghetto"]),
    ("vicolo", &["vicolo", "vlo", "vic", "vco"]),
    ("vico", &["vico"]),
    ("strada", &["strada", "str", "sda", "strda"]),
    ("stradone", &["stradone"]),
    ("stradella", &["stradella", "stradello", "stradina"]),
    ("contrada", &["contrada", "cda", "ctr", "contr"]),
    ("localita", &["localita", "loc", "localit"]),
    ("frazione", &["frazione", "fraz", "frz"]),
    ("regione", &["regione", "reg"]),
    ("borgata", &["borgata", "bta"]),
    ("borgo", &["borgo", "bgo"]),
    ("salita", &["salita", "sal"]),
    ("discesa", &["discesa"]),
    ("scalinata", &["scalinata", "scalea", "gradinata"]),
    ("lungomare", &["lgmare", "lmare"]),
    ("lungo", &["lungo"]),
    ("galleria", &["galleria", "gall"]),
    ("rione", &["rione"]),
    ("calle", &["calle"]),
    ("campo", &["campo"]),
    ("campiello", &["campiello"]),
    ("fondamenta", &["fondamenta", "fondamente"]),
    ("rampa", &["rampa", "rampe"]),
    ("traversa", &["traversa", "trav", "traversale"]),
    ("passaggio", &["passaggio", "pass", "psg"]),
    ("passeggiata", &["passeggiata", "passegg"]),
    ("circonvallazione", &["circonvallazione", "circonv", "circ", "crv"]),
    ("spalto", &["spalto", "spalti"]),
    ("cascina", &["cascina", "casc"]),
    ("villaggio", &["villaggio", "vill"]),
    ("rotonda", &["rotonda"]),
    ("sottoportico", &["sottoportico", "sotoportego"]),
    ("chiasso", &["chiasso"]),
    ("androna", &["androna"]),
    ("erta", &["erta"]),
    ("riva", &["riva"]),
    ("ramo", &["ramo"]),
    ("costa", &["costa"]),
    ("crosa", &["crosa", "creuza"]),
    ("supportico", &["supportico"]),
    ("tangenziale", &["tangenziale"]),
    ("autostrada", &["autostrada"]),
    ("raccordo", &["raccordo"]),
    ("bastioni", &["bastioni", "bastione"]),
    ("mura", &["mura"]),
    ("alzaia", &["alzaia"]),
    ("banchina", &["banchina"]),
    ("calata", &["calata"]),
    ("molo", &["molo"]),
    ("cupa", &["cupa"]),
    ("pendino", &["pendino"]),
    ("ronco", &["ronco"]),
    ("viottolo", &["viottolo"]),
    ("viuzza", &["viuzza"]),
    ("sentiero", &["sentiero"]),
    ("mulattiera", &["mulattiera"]),
    ("clivo", &["clivo"]),
    ("slargo", &["slargo"]),
    ("quadrato", &["quadrato"]),
    ("rua", &["rua"]),
    ("ruga", &["ruga"]),
    ("case sparse", &["case sparse"]),
    ("strada statale", &["strada statale", "ss", "str statale", "statale"]),
    ("strada provinciale", &["strada provinciale", "sp", "str provinciale", "str prov", "strada prov", "provinciale"]),
    ("strada regionale", &["strada regionale", "sr", "str regionale"]),
    ("strada comunale", &["strada comunale", "str comunale", "str com"]),
    ("strada vicinale", &["strada vicinale", "str vicinale"]),
    ("rue", &["rue"]),
    ("avenue", &["avenue", "av"]),
    ("place", &["place"]),
    ("chemin", &["chemin"]),
    ("hameau", &["hameau"]),
    ("route", &["route"]),
    ("impasse", &["impasse"]),
    ("boulevard", &["boulevard"]),
    ("ruelle", &["ruelle"]),
    ("quai", &["quai"]),
];

/// Kinds that are too much like other words to begin a street when written so short or so generally.
const NEED_A_POINT: &[&str] = &[
    "v", "vi", "p", "cs", "pz", "vl", "reg", "pass", "str", "vill", "av", "circ", "gall", "casc", "sal", "trav", "vic", "contr", "ss",
    "sp", "sr",
];

/// Kinds of places rather than of streets: a street in the same address goes before them.
const PLACES: &[&str] = &[
    "localita",
    "frazione",
    "regione",
    "borgata",
    "contrada",
    "villaggio",
    "rione",
    "cascina",
    "case sparse",
    "campo",
    "mura",
    "costa",
    "riva",
    "molo",
    "borgo",
    "bastioni",
    "banchina",
    "calata",
];

/// Roads that carry a number as their name.
const NUMBERED: &[&str] = &["strada statale", "strada provinciale", "strada regionale"];

/// Kinds that are a street by themselves ("Lungomare 5").
const ALONE: &[&str] = &["lungomare", "lungolago", "circonvallazione", "case sparse", "tangenziale", "alzaia"];

/// The kind of a street and how many folded words it takes, given the words as written.
pub(super) fn kind(words: &[&str]) -> Option<(String, usize)> {
    let pointless = |word: &str| fold(&word.replace('.', ""));
    let first = pointless(words.first()?);
    if let Some(second) = words.get(1) {
        let two = format!("{first} {}", pointless(second));
        if let Some((kind, _)) = KINDS.iter().find(|(_, written)| written.contains(&two.as_str())) {
            return Some(((*kind).to_owned(), 2));
        }
        // "V. le Roma", "P. zza Roma": a point and then a space.
        if words[0].ends_with('.') {
            let joined = format!("{first}{}", pointless(second));
            let tail = pointless(second);
            if ["le", "zza", "za", "so", "go", "lo", "da", "tta"].contains(&tail.as_str())
                && let Some((kind, _)) = KINDS.iter().find(|(_, written)| written.contains(&joined.as_str()))
            {
                return Some(((*kind).to_owned(), 2));
            }
        }
        // "S. S. 16"
        if first == "s" && ["s", "p", "r"].contains(&pointless(second).as_str()) && words.get(2).is_some_and(|word| digits(word)) {
            let joined = format!("s{}", pointless(second));
            let (kind, _) = KINDS.iter().find(|(_, written)| written.contains(&joined.as_str()))?;
            return Some(((*kind).to_owned(), 2));
        }
    }
    // Lungarno, Lungotevere, Lungodora …: each is its own kind.
    if first.len() > 6 && first.starts_with("lung") && !first.starts_with("lungh") {
        return Some((first, 1));
    }
    let (kind, _) = KINDS.iter().find(|(_, written)| written.contains(&first.as_str()))?;
    let road = NUMBERED.contains(kind) && ["ss", "sp", "sr", "statale", "provinciale"].contains(&first.as_str());
    // "SS" is a road before a number and the Most Holy before a name; "SP12" is one word.
    if road && !words.get(1).is_some_and(|word| digits(word) || matches!(pointless(word).as_str(), "n" | "nr" | "num")) {
        return None;
    }
    Some(((*kind).to_owned(), 1))
}

/// Whether streets of this kind carry a number as their name.
pub(super) fn has_number_for_name(kind: &str) -> bool {
    NUMBERED.contains(&kind)
}

/// Whether a part begins with a kind of place, which gives way to a kind of street in another part.
pub(super) fn begins_place(part: &str) -> bool {
    let words: Vec<&str> = part.split_whitespace().collect();
    kind(&words).is_some_and(|(kind, _)| PLACES.contains(&kind.as_str()))
}

/// "SP12" and "S.S.16" as two words.
pub(super) fn split_road(part: &str) -> String {
    let first = part.split(' ').next().unwrap_or("");
    let at = first.find(|letter: char| letter.is_ascii_digit()).unwrap_or(0);
    let road = matches!(fold(&first[..at].replace('.', "")).as_str(), "ss" | "sp" | "sr");
    if road { format!("{} {}", &part[..at], &part[at..]) } else { part.to_owned() }
}

fn digits(word: &str) -> bool {
    word.starts_with(|letter: char| letter.is_ascii_digit())
}

/// Whether a part of an address begins with a kind of street and says more than that.
pub(super) fn begins_street(part: &str) -> bool {
    let spaced = part_with_spaces(part);
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let Some((kind, taken)) = kind(&words) else {
        return false;
    };
    let first = fold(&words[0].replace('.', ""));
    let short = NEED_A_POINT.contains(&first.as_str()) && !NUMBERED.contains(&kind.as_str());
    let written_short = words[0].contains('.') || taken == 2;
    // "Campo 3", "Riva", "Costa" alone are names; "campo sportivo" and "mura antiche" are places.
    let place = matches!(fold(words.get(1).copied().unwrap_or("")).as_str(), "sportivo" | "sportivi" | "giochi" | "scuola");
    let named = words.len() > taken || ALONE.contains(&kind.as_str()) || kind.starts_with("lung");
    named && !place && (!short || written_short)
}

/// "Via.Roma" and "v.le.Roma" get the space they lack, so that the kind stands alone.
fn part_with_spaces(part: &str) -> String {
    match part.split_once('.') {
        Some((first, rest))
            if KINDS.iter().any(|(_, written)| written.contains(&fold(first).as_str()) && first.len() > 2) && !rest.starts_with(' ') =>
        {
            format!("{first} {rest}")
        }
        _ => part.to_owned(),
    }
}

/// Whether the kind needs no name.
pub(super) fn stands_alone(folded: &str) -> bool {
    ALONE.contains(&folded) || (folded.starts_with("lung") && folded.len() > 6)
}

/// The index of the word that is the number of a road ("S.S. 16", "Strada Provinciale n. 12"), where there is one.
pub(super) fn numbered_road(words: &[&str]) -> Option<usize> {
    let (kind, taken) = kind(words)?;
    if !NUMBERED.contains(&kind.as_str()) {
        return None;
    }
    let marked = words.get(taken).is_some_and(|word| super::number::is_marker(word));
    let at = taken + usize::from(marked);
    words.get(at).filter(|word| digits(word)).map(|_| at)
}

/// Streets named in German or Slovene, whose kind stands at the end: "Rathausplatz 3", "Trubarjeva ulica 5".
pub(super) fn is_foreign_street(part: &str) -> bool {
    const ENDINGS: &[&str] = &["platz", "strasse", "weg", "gasse", "allee", "promenade", "ufer", "graben", "siedlung", "steig", "markt"];
    const WORDS: &[&str] = &["ulica", "trg", "cesta", "pot", "nabrezje", "strasse", "str", "weg", "platz", "gasse"];
    let words: Vec<String> = part.split_whitespace().take_while(|word| !digits(word)).map(fold).collect();
    words.iter().any(|word| ENDINGS.iter().any(|ending| word.len() > ending.len() && word.ends_with(ending)))
        || (words.len() > 1 && words[1..].iter().any(|word| WORDS.contains(&word.as_str())))
}
