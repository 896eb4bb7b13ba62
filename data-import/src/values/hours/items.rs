//! From words and times to weekdays, intervals and the rest a clause is made of.
//! Refuses a clause whose numbers or weekdays have two readings, with the reason in Italian.

use super::season::{Day, season};
use super::tokens::{Clock, Token, weekday};

/// Words that say nothing about when.
const NOISE: &[&str] = &[
    "orario",
    "orari",
    "ore",
    "ora",
    "h",
    "hh",
    "di",
    "del",
    "della",
    "apertura",
    "aperto",
    "aperta",
    "aperti",
    "al",
    "pubblico",
    "ricevimento",
    "sportello",
    "ufficio",
    "segreteria",
    "dalle",
    "dal",
    "dalla",
    "dai",
    "da",
    "alle",
    "ai",
    "e",
    "ed",
    "il",
    "la",
    "lo",
    "i",
    "le",
    "gli",
    "nei",
    "nel",
    "nella",
    "giorni",
    "giorno",
    "anche",
    "mattina",
    "mattino",
    "pomeriggio",
    "sera",
    "continuato",
    "tra",
    "fra",
    "dello",
    "uhr",
    "von",
    "bis",
    "und",
    "de",
    "a",
    "et",
    "ad",
    "libero",
    "accesso",
    "ricevono",
    "riceve",
    "accoglienza",
    "solo",
    "soltanto",
    "estate",
    "estivo",
    "estiva",
    "inverno",
    "invernale",
    "periodo",
    "stagione",
    "servizio",
    "attivo",
    "centro",
    "sede",
    "open",
    "poi",
    "dell",
    "orarie",
    "l",
    "in",
];

/// What tokens say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Item {
    Weekdays(Vec<u8>),
    Interval(u32, u32),
    Season(Day, Day),
    Appointment,
    Closed,
    Holidays,
    Unknown(String),
}

/// Tokens to items, from left to right.
pub(super) fn items(tokens: &[Token]) -> Result<Vec<Item>, &'static str> {
    let mut items: Vec<Item> = vec![];
    let mut at = 0;
    while at < tokens.len() {
        if let Some((item, taken)) = season(&tokens[at..]) {
            items.push(item);
            at += taken;
            continue;
        }
        match &tokens[at] {
            Token::Word(word) => at += of_word(word, &tokens[at..], &mut items)?,
            Token::Number { .. } => {
                let between = tokens[at.saturating_sub(2)..at]
                    .iter()
                    .any(|token| matches!(token, Token::Word(word) if word == "tra" || word == "fra"));
                let (opens, closes, taken) = interval(&tokens[at..], between)?;
                items.push(Item::Interval(opens, closes));
                at += taken;
            }
            Token::Strange(text) => {
                items.push(Item::Unknown(text.clone()));
                at += 1;
            }
            Token::Dash | Token::Slash | Token::Comma | Token::Colon | Token::Open | Token::Close => at += 1,
        }
    }
    Ok(items)
}

fn of_word(word: &str, tokens: &[Token], items: &mut Vec<Item>) -> Result<usize, &'static str> {
    let next_word = |at: usize| if let Some(Token::Word(word)) = tokens.get(at) { word.as_str() } else { "" };
    if weekday_at(tokens, 0).is_some() {
        let (weekdays, taken) = weekdays(tokens)?;
        items.push(Item::Weekdays(weekdays));
        return Ok(taken);
    }
    Ok(match word {
        "tutti" | "tutte" | "ogni" | "tutta" => {
            let taken = match (word, next_word(1), next_word(2)) {
                ("ogni", "giorno", _) => 2,
                ("ogni", name, _) if weekday(name).is_some() => return Ok(1),
                ("tutti" | "tutte", "i" | "le", name) if weekday(name).is_some() => return Ok(2),
                ("tutti", "i", "giorni") | ("tutta", "la", "settimana") => 3,
                _ => return Err("giorni non chiari"),
            };
            items.push(Item::Weekdays((1..=7).collect()));
            taken
        }
        "weekend" => {
            items.push(Item::Weekdays(vec![6, 7]));
            1
        }
        "fine" if next_word(1) == "settimana" => {
            items.push(Item::Weekdays(vec![6, 7]));
            2
        }
        "escluso" | "esclusa" | "esclusi" | "escluse" | "tranne" | "eccetto" | "salvo" => excluded(word, tokens, items)?,
        "su" | "previo" | "previa" | "per" | "solo" | "con" if matches!(next_word(1), "appuntamento" | "prenotazione") => {
            push_appointment(items);
            2
        }
        "appuntamento" | "prenotazione" => {
            push_appointment(items);
            1
        }
        "senza" if matches!(next_word(1), "appuntamento" | "prenotazione") => 2,
        "chiuso" | "chiusa" | "chiusi" | "chiusura" | "chiude" | "closed" | "geschlossen" => {
            items.push(Item::Closed);
            1
        }
        "festivi" | "festivita" | "feste" => {
            items.push(Item::Holidays);
            1
        }
        "mezzogiorno" => return Err("scrivere le ore in cifre"),
        word if NOISE.contains(&word) => 1,
        word => {
            items.push(Item::Unknown(word.to_owned()));
            1
        }
    })
}

fn push_appointment(items: &mut Vec<Item>) {
    if items.last() != Some(&Item::Appointment) {
        items.push(Item::Appointment);
    }
}

/// "tranne il mercoledì", "sabato escluso": takes weekdays from those just named.
fn excluded(word: &str, tokens: &[Token], items: &mut Vec<Item>) -> Result<usize, &'static str> {
    let skipped = tokens[1..]
        .iter()
        .take_while(|token| matches!(token, Token::Word(word) if matches!(word.as_str(), "il" | "la" | "i" | "le")))
        .count();
    if matches!(tokens.get(1 + skipped), Some(Token::Word(word)) if matches!(word.as_str(), "festivi" | "festivita")) {
        items.extend([Item::Closed, Item::Holidays]);
        return Ok(2 + skipped);
    }
    let follows = weekday_at(tokens, 1 + skipped).is_some();
    let (gone, taken) = if follows {
        let (gone, taken) = weekdays(&tokens[1 + skipped..])?;
        (gone, 1 + skipped + taken)
    } else {
        match (word.starts_with("esclus"), items.pop()) {
            (true, Some(Item::Weekdays(gone))) => (gone, 1),
            _ => return Err("esclusione non chiara"),
        }
    };
    match items.last_mut() {
        Some(Item::Weekdays(weekdays)) if gone.iter().all(|one| weekdays.contains(one)) => {
            weekdays.retain(|one| !gone.contains(one));
            Ok(taken)
        }
        _ => Err("esclusione non chiara"),
    }
}

/// The weekday at a place. "su" is Sunday to OpenStreetMap and a preposition before another word.
fn weekday_at(tokens: &[Token], at: usize) -> Option<u8> {
    match tokens.get(at) {
        Some(Token::Word(word)) if word == "su" && matches!(tokens.get(at + 1), Some(Token::Word(_))) => None,
        Some(Token::Word(word)) => weekday(word),
        _ => None,
    }
}

/// "lun-ven", "lun, mer e ven", "dal lunedì al venerdì" from the first weekday on: the days, and how many tokens.
fn weekdays(tokens: &[Token]) -> Result<(Vec<u8>, usize), &'static str> {
    let day = |at: usize| weekday_at(tokens, at);
    let word = |at: usize, words: &[&str]| matches!(tokens.get(at), Some(Token::Word(word)) if words.contains(&word.as_str()));
    let mut days: Vec<u8> = vec![];
    let mut slashes = 0;
    let mut at = 0;
    while let Some(from) = day(at) {
        let range = if tokens.get(at + 1) == Some(&Token::Dash) {
            day(at + 2).map(|to| (to, 3))
        } else if word(at + 1, &["al", "a", "alla", "bis", "au"]) {
            day(at + 2).map(|to| (to, 3))
        } else {
            None
        };
        match range {
            Some((to, taken)) => {
                if to == from {
                    return Err("giorni non chiari");
                }
                let mut one = from;
                days.push(one);
                while one != to {
                    one = one % 7 + 1;
                    days.push(one);
                }
                at += taken;
            }
            None => {
                days.push(from);
                at += 1;
            }
        }
        // What joins weekdays: a comma, "e", a slash, nothing at all ("mar. gio.").
        let mut next = at;
        while matches!(tokens.get(next), Some(Token::Comma)) || word(next, &["e", "ed", "il", "la", "i", "und", "et", "poi"]) {
            next += 1;
        }
        if tokens.get(next) == Some(&Token::Slash) && day(next + 1).is_some() {
            slashes += 1;
            next += 1;
        }
        if day(next).is_none() {
            break;
        }
        at = next;
    }
    // "lun/ven" may be two days or five.
    if slashes == 1 && days.len() == 2 && days[1] != days[0] % 7 + 1 {
        return Err("lun/ven può essere due giorni o cinque: scrivere lun-ven oppure lun e ven");
    }
    days.sort_unstable();
    days.dedup();
    Ok((days, at))
}

/// "9-13", "dalle 9 alle 13", "9.00/12.30", "tra le 9 e le 13" from the first number on.
/// `between`: "tra" stands before, so that "e" joins the two hours.
fn interval(tokens: &[Token], between: bool) -> Result<(u32, u32, usize), &'static str> {
    let clock = |at: usize| if let Some(Token::Number { clock, .. }) = tokens.get(at) { *clock } else { None };
    let opens: Clock = clock(0).ok_or("ora impossibile")?;
    let mut at = 1;
    let mut joined = false;
    while let Some(token) = tokens.get(at) {
        match token {
            Token::Dash | Token::Slash => joined = true,
            Token::Word(word) if matches!(word.as_str(), "alle" | "alla" | "a" | "al" | "fino" | "bis" | "all" | "sino") => joined = true,
            Token::Word(word) if word == "e" && between => joined = true,
            Token::Word(word) if matches!(word.as_str(), "ore" | "le" | "h" | "uhr" | "ora") => {}
            _ => break,
        }
        at += 1;
    }
    let closes = clock(at).filter(|_| joined).ok_or("manca l'ora di chiusura")?;
    if !opens.sure || !closes.sure {
        return Err("ora scritta con una cifra prima delle 6: del mattino o del pomeriggio?");
    }
    if opens.minutes >= closes.minutes {
        return Err("l'ora di chiusura viene prima dell'apertura");
    }
    // "9-13-15": three times in a row cannot be paired.
    if tokens.get(at + 1) == Some(&Token::Dash) && clock(at + 2).is_some() {
        return Err("tre orari di seguito");
    }
    Ok((opens.minutes, closes.minutes, at + 1))
}
