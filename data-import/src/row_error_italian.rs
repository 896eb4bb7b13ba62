//! The words an officer reads about a problem, in Italian. Refuses to repeat what a cell holds.

use crate::row_error::Problem;

impl Problem {
    /// What is wrong and what would be allowed, as an Italian sentence without the value.
    pub fn in_italian(&self) -> String {
        match self {
            Self::Unreadable(reason) => format!("non si riesce a leggere: {reason}"),
            Self::NotThisFormat(format) => format!("il contenuto non è quello atteso ({format})"),
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
            Self::WrongGeometry(kind) => format!("la geometria non è del tipo atteso ({kind})"),
            Self::BrokenRing => "ogni anello deve essere chiuso e avere almeno quattro punti".to_owned(),
            Self::LooksLike(kind) => format!("sembra {}", kind.italian()),
            Self::Protected => "il file è protetto da una password".to_owned(),
            Self::OpenQuote => "le virgolette sono aperte e mai chiuse".to_owned(),
            Self::NoSuchLayer(name) => format!("non c'è un livello o foglio di nome «{name}»"),
            Self::NothingInside => "non contiene nulla che si possa leggere".to_owned(),
            Self::UnknownEncoding(label) => format!("«{label}» non è una codifica conosciuta"),
            Self::UnsafeArchive(why) => format!("l'archivio non è sicuro ({why})"),
            Self::MissingPart(part) => format!("manca il file {part} che lo accompagna"),
            Self::TooMany(what, limit) => format!("supera il limite di {limit} ({what})"),
            Self::BrokenGeometry => "la geometria è incoerente o ha una coordinata che non è un numero".to_owned(),
            Self::FormulaError => "la cella contiene l'errore di una formula".to_owned(),
            Self::SumMismatch { found, expected } => format!("le parti sommano {found}, il totale dice {expected}"),
            Self::NoTotal => "manca la riga del totale".to_owned(),
        }
    }
}
