//! The words an officer reads about a problem, in Italian. Refuses to repeat what a cell holds.

use crate::row_error::{Problem, some_of};

impl Problem {
    /// What is wrong and what would be allowed, as an Italian sentence without the value.
    pub fn in_italian(&self) -> String {
        match self {
            Self::Unreadable(reason) => format!("non si riesce a leggere: {reason}"),
            Self::NotThisFormat(format) => format!("il contenuto non è {}", words(format)),
            Self::Truncated => "il file si interrompe a metà".to_owned(),
            Self::MissingColumn => "manca la colonna".to_owned(),
            Self::Empty => "la cella non può restare vuota".to_owned(),
            Self::NotUtf8 => "il testo non è nella codifica del resto del file".to_owned(),
            Self::TooLong(limit) => format!("è più lungo del massimo di {limit}"),
            Self::CellCount { found, expected } => format!("la riga ha {found} celle, l'intestazione ne ha {expected}"),
            Self::NotACode(digits) => format!("deve essere un codice di {digits} cifre, zeri iniziali compresi"),
            Self::NotACadastralCode => "deve essere una lettera maiuscola seguita da tre cifre".to_owned(),
            Self::NotALabel => "deve essere una sigla di due lettere maiuscole".to_owned(),
            Self::NotACount => "deve essere un numero intero non negativo".to_owned(),
            Self::NotANumber => "deve essere un numero".to_owned(),
            Self::NotADate => "deve essere una data scritta anno-mese-giorno".to_owned(),
            Self::LatitudeOutOfRange => "la latitudine deve stare tra -90 e 90".to_owned(),
            Self::LongitudeOutOfRange => "la longitudine deve stare tra -180 e 180".to_owned(),
            Self::HalfAPosition => "latitudine e longitudine vanno indicate entrambe, oppure nessuna".to_owned(),
            Self::SwappedCoordinates => "latitudine e longitudine sembrano scambiate".to_owned(),
            Self::ZeroCoordinates => "0, 0 non è una posizione: lasciare vuote entrambe le celle".to_owned(),
            Self::WrongCrs(0) => "le coordinate sono in un sistema di riferimento diverso da WGS 84 in gradi".to_owned(),
            Self::WrongCrs(code) => format!("le coordinate sono in EPSG:{code}, si legge solo EPSG:4326"),
            Self::WrongGeometry(kind) => format!("la geometria deve essere di tipo {}", words(kind)),
            Self::BrokenRing => "ogni anello deve essere chiuso e avere almeno quattro punti".to_owned(),
            Self::LooksLike(kind) => format!("sembra {}", kind.italian()),
            Self::Protected => "il file è protetto da una password".to_owned(),
            Self::OpenQuote => "le virgolette sono aperte e mai chiuse".to_owned(),
            Self::NoSuchLayer(name) => format!("non c'è un livello o foglio di nome «{name}»"),
            Self::NothingInside => "non contiene nulla che si possa leggere".to_owned(),
            Self::SeveralTables(names) => format!(
                "l'archivio contiene più tabelle ({}): indicarne una con --layer, oppure estrarre quella giusta e importarla da sola",
                some_of(names)
            ),
            Self::UnknownEncoding(label) => format!("«{label}» non è una codifica conosciuta"),
            Self::UnsafeArchive(why) => format!("l'archivio non è sicuro: {}", words(why)),
            Self::MissingPart(part) => format!("manca il file {part} che lo accompagna"),
            Self::TooMany(what, limit) => format!("supera il limite di {limit} {}", words(what)),
            Self::BrokenGeometry => "la geometria è incoerente o ha una coordinata che non è un numero".to_owned(),
            Self::FormulaError => "la cella contiene l'errore di una formula".to_owned(),
            Self::SumMismatch { found, expected } => format!("le parti sommano {found}, il totale dice {expected}"),
            Self::NoTotal => "manca la riga del totale".to_owned(),
        }
    }
}

/// The Italian of the fixed words that problems carry.
fn words(english: &'static str) -> &'static str {
    match english {
        "a table with a header row" => "una tabella con una riga di intestazione",
        "text with a separator of one plain character" => "un testo separato da un solo carattere semplice",
        "an Excel workbook" => "una cartella di Excel",
        "an OpenDocument spreadsheet" => "un foglio di calcolo OpenDocument",
        "a file of shapes" => "un file di geometrie",
        "a shapefile" => "uno shapefile",
        "the table of a shapefile" => "la tabella di uno shapefile",
        "a FlatGeobuf file" => "un file FlatGeobuf",
        "a FlatGeobuf feature" => "un elemento FlatGeobuf",
        "a GeoPackage" => "un GeoPackage",
        "GeoJSON" => "GeoJSON",
        "a GeoJSON feature" => "un elemento GeoJSON",
        "well-formed XML" => "XML ben formato",
        "a 1 km cell of EPSG:3035" => "una cella di 1 km in EPSG:3035",
        "the coordinate in the name of the cell" => "la coordinata scritta nel nome della cella",
        "an age that appears once" => "un'età che compare una sola volta",
        "point" => "punto",
        "polygon" => "poligono",
        "point, line or polygon" => "punto, linea o poligono",
        "an entry points out of it" => "contiene un percorso che ne esce",
        "an entry unpacks to more than it declares" => "una sua parte è più grande di quanto dichiara",
        "it unpacks to more than 200 times its size" => "espanso è oltre 200 volte più grande",
        "it unpacks to more than 4 GB" => "espanso supera 4 GB",
        "ages" => "età",
        "cells" => "celle",
        "columns" => "colonne",
        "entries of an archive" => "file in un archivio",
        "equal rows" => "righe uguali",
        "levels of nesting" => "livelli di annidamento",
        "rows" => "righe",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn officers_read_italian() {
        assert_eq!(Problem::NotThisFormat("a GeoPackage").in_italian(), "il contenuto non è un GeoPackage");
        assert_eq!(Problem::TooMany("rows", 2).in_italian(), "supera il limite di 2 righe");
        assert_eq!(Problem::WrongGeometry("point").in_italian(), "la geometria deve essere di tipo punto");
        assert_eq!(Problem::WrongCrs(0).in_italian(), "le coordinate sono in un sistema di riferimento diverso da WGS 84 in gradi");
    }
}
