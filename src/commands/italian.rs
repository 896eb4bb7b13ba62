//! Errors that officers meet on the command line, in Italian and with what to do about them.
//! Refuses to hide the cause: the words of the database and of the parser stay at the end.

use std::error::Error;

use clap::error::{ContextKind, ContextValue, ErrorKind};

/// The first words of command lines that officers write.
const OFFICERS: [&str; 4] = ["import", "export", "protect", "harvest"];

/// What the database makes of a command before it has begun.
pub(super) const NOT_READY: &str =
    "la base dati non è pronta e non è stato cambiato nulla; «centri doctor» dice che cosa manca e che cosa fare";

/// Whether a command line, the name of the program first, is one that officers write.
pub fn is_for_officers(mut words: impl Iterator<Item = String>) -> bool {
    words.any(|word| OFFICERS.contains(&word.as_str()))
}

/// What is wrong with a command line; none where there is nothing to say beyond what the parser says (a page of help).
pub fn of_command_line(error: &clap::Error) -> Option<String> {
    let said = |kind: ContextKind| match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => Some(texts.join(", ")),
        _ => None,
    };
    let argument = || said(ContextKind::InvalidArg).unwrap_or_default();
    let perhaps = |kind: ContextKind| said(kind).map_or(String::new(), |word| format!("; forse «{word}»"));
    let wrong = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let word = said(ContextKind::InvalidSubcommand).unwrap_or_default();
            format!("«{word}» non è un comando{}", perhaps(ContextKind::SuggestedSubcommand))
        }
        ErrorKind::UnknownArgument => format!("«{}» non va qui{}", argument(), perhaps(ContextKind::SuggestedArg)),
        ErrorKind::MissingRequiredArgument => format!("manca {}", argument()),
        ErrorKind::ArgumentConflict => format!("«{}» è scritto due volte, o non va insieme al resto", argument()),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let value = said(ContextKind::InvalidValue).unwrap_or_default();
            let why = error.source().map_or(String::new(), |cause| format!(": {}", reason(&cause.to_string())));
            if value.is_empty() { format!("{} vuole un valore", argument()) } else { format!("«{value}» non va per {}{why}", argument()) }
        }
        ErrorKind::NoEquals | ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("{} non ha il numero giusto di valori", argument())
        }
        ErrorKind::InvalidUtf8 => "il comando contiene caratteri che non si leggono".to_owned(),
        _ => return None,
    };
    Some(format!("Il comando non è stato eseguito: {wrong}.\nLo stesso comando con --help elenca che cosa si può scrivere."))
}

/// What a parser of numbers says, in Italian; what our own say is so already.
fn reason(said: &str) -> &str {
    let is_of_numbers = ["invalid digit", "cannot parse", "number too", "invalid float"].iter().any(|words| said.contains(words));
    if is_of_numbers || said.contains("is not in") { "serve un numero intero, scritto in cifre" } else { said }
}

/// The same error, with what it means and what to do first where the database is to blame.
pub fn explained(error: anyhow::Error) -> anyhow::Error {
    match error.chain().find_map(|cause| cause.downcast_ref::<sqlx::Error>()).map(of_database) {
        Some(words) => error.context(words),
        None => error,
    }
}

fn of_database(error: &sqlx::Error) -> &'static str {
    let code = error.as_database_error().and_then(|refusal| refusal.code()).unwrap_or_default();
    match error {
        sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Tls(_) => {
            "la base dati non risponde più, e non è stato conservato nulla; riprovare, e se continua chiedere a chi tiene il sito («centri doctor»)"
        }
        _ if code.starts_with("57") || code.starts_with("08") => {
            "la base dati ha interrotto il lavoro, e non è stato conservato nulla; riprovare"
        }
        _ if code.starts_with("53") => {
            "la base dati non ha più posto (disco, memoria o collegamenti), e non è stato conservato nulla; avvisare chi tiene il sito"
        }
        _ if code.starts_with("40") => "un altro lavoro ha toccato gli stessi dati, e non è stato conservato nulla; riprovare",
        _ if code.starts_with("42") || code.starts_with("28") => {
            "la base dati non è quella di questa versione del programma, o non dà il permesso; «centri doctor» dice che cosa fare"
        }
        _ => {
            "la base dati ha rifiutato i dati, e non è stato conservato nulla; è un errore del programma: segnalarlo con il file e con le parole che seguono"
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::commands::CommandLine;

    fn told(words: &str) -> String {
        let error = CommandLine::try_parse_from(words.split(' ')).expect_err("it is wrong");
        of_command_line(&error).unwrap_or_default()
    }

    #[test]
    fn what_is_wrong_with_a_command_is_said_in_italian() {
        for (words, expected) in [
            ("centri import luoghi a.csv", "«luoghi» non è un comando"),
            ("centri import places a.csv --sorgente x", "«--sorgente» non va qui"),
            ("centri import places a.csv --sourc x", "«--sourc» non va qui; forse «--source»"),
            ("centri import undo due", "«due» non va per <ID>: serve un numero intero, scritto in cifre"),
            ("centri import undo", "manca <ID>"),
            ("centri import places a.csv --map nome", "«nome» non va per --map <FIELD=HEADER>: si scrive CAMPO=INTESTAZIONE"),
            ("centri import template luoghi -o a.csv", "«luoghi» non va per <KIND>: i tipi sono"),
            ("centri import places a.csv --source", "--source <SOURCE> vuole un valore"),
        ] {
            let told = told(words);
            assert!(told.contains(expected) && told.contains("--help"), "{words}: {told}");
        }
        assert_eq!(told("centri import --help"), "", "help is no mistake");
    }

    #[test]
    fn only_commands_of_officers_are_answered_in_italian() {
        let is = |words: &str| is_for_officers(words.split(' ').map(str::to_owned));
        assert!(is("centri --folder dati import places") && !is("centri serve --listen x"));
    }

    #[test]
    fn an_error_of_the_database_says_what_to_do_and_keeps_its_words() {
        let lost = anyhow::Error::from(sqlx::Error::PoolTimedOut).context("i civici non si possono registrare");
        let told = format!("{:#}", explained(lost));
        assert!(told.starts_with("la base dati non risponde più") && told.contains("i civici non si possono registrare"), "{told}");
        assert_eq!(format!("{:#}", explained(anyhow::anyhow!("manca la colonna"))), "manca la colonna");
    }
}
