//! Which column of an address file holds what: the names of ANNCSU, of municipal files, and what a person says.
//! Refuses a mapping to a column that is not there and a file without streets, numbers or municipalities.

use std::collections::BTreeMap;

use crate::field::Field;
use crate::row::Row;
use crate::row_error::{Problem, RowError};

/// What a column of an address file may hold.
pub const ADDRESS_FIELDS: [Field; 17] = [
    field("cod_com", &["codice_istat", "istat", "cod_istat", "pro_com_t"], "Codice ISTAT del comune, sei cifre", "006003"),
    field("cod_catasto", &["codice_comune", "codice_catastale", "belfiore", "codice_belfiore"], "Codice catastale del comune", "A182"),
    field("cod_via", &["progressivo_nazionale", "codice_via", "cod_strada", "id_via"], "Codice della strada alla fonte", "21505"),
    field("via", &["odonimo", "toponimo", "nome_via", "strada", "denominazione_strada"], "Nome intero della strada", "Via Roma"),
    field("dug", &["tipo_via", "specie", "qualificatore"], "Parola per strada, dove è a parte", "Via"),
    field("duf", &["denominazione", "denominazione_ufficiale"], "Nome senza la parola per strada", "Roma"),
    field("nome_altra_lingua", &["dizione_lingua1"], "Nome in un'altra lingua", "Romstraße"),
    field("nome_terza_lingua", &["dizione_lingua2"], "Nome in una terza lingua", "Rimska ulica"),
    field("civico", &["numero_civico", "n_civico", "num_civico", "numero"], "Numero civico, anche con esponente", "12/A"),
    field("esponente", &["barrato", "lettera", "subalterno"], "Esponente, dove è a parte", "A"),
    field("specificita", &["colore"], "Serie del numero: rosso o nero", "rosso"),
    field("metrico", &[], "Accesso misurato in metri lungo la strada", "1250"),
    field("cap", &["codice_postale"], "CAP, cinque cifre", "15121"),
    field("localita", &["frazione", "quartiere", "quartieresobborgo"], "Frazione, località o quartiere", "Cantalupo"),
    field("lat", &["latitudine", "coord_y_comune", "latitude"], "Latitudine in gradi", "44.9129"),
    field("lon", &["longitudine", "coord_x_comune", "longitude"], "Longitudine in gradi", "8.6154"),
    field("id", &["progressivo_accesso"], "Codice del civico alla fonte", "778899"),
];

const fn field(name: &'static str, headers: &'static [&'static str], about: &'static str, example: &'static str) -> Field {
    Field { name, headers, required: false, about, example }
}

/// Where the value of a field comes from.
#[derive(Debug, Clone)]
enum Origin {
    Column(usize),
    Constant(String),
}

/// The columns of one address file.
#[derive(Debug, Clone)]
pub(crate) struct AddressColumns {
    origins: BTreeMap<&'static str, Origin>,
}

impl AddressColumns {
    /// Finds the columns. `mapping` names a header for a field, or a value for all rows: `=006003`.
    pub(crate) fn of(file: &str, headers: &[String], mapping: &BTreeMap<String, String>) -> Result<Self, RowError> {
        let missing = |column: &str| RowError { row: 1, ..RowError::of_cell(file, 1, column, "", Problem::MissingColumn) };
        let plain: Vec<String> = headers.iter().map(|header| plain(header)).collect();
        let mut origins = BTreeMap::new();
        for (name, given) in mapping {
            let field = ADDRESS_FIELDS.iter().find(|field| field.name == name).ok_or_else(|| missing(name))?;
            let origin = match given.strip_prefix('=') {
                Some(constant) => Origin::Constant(constant.trim().to_owned()),
                None => Origin::Column(plain.iter().position(|header| *header == self::plain(given)).ok_or_else(|| missing(given))?),
            };
            origins.insert(field.name, origin);
        }
        for field in &ADDRESS_FIELDS {
            let known = std::iter::once(&field.name).chain(field.headers);
            let found = known.map(|name| self::plain(name)).find_map(|name| plain.iter().position(|header| *header == name));
            if let Some(found) = found {
                origins.entry(field.name).or_insert(Origin::Column(found));
            }
        }
        let columns = Self { origins };
        if !columns.has("civico") {
            return Err(missing("civico"));
        }
        if !columns.has("via") && !columns.has("duf") {
            return Err(missing("via"));
        }
        if !columns.has("cod_com") && !columns.has("cod_catasto") {
            return Err(missing("cod_com"));
        }
        Ok(columns)
    }

    pub(crate) fn has(&self, field: &str) -> bool {
        self.origins.contains_key(field)
    }

    /// What a row says of a field, or `None` where it says nothing.
    pub(crate) fn cell<'a>(&'a self, row: &'a Row, field: &str) -> Option<&'a str> {
        let cell = match self.origins.get(field)? {
            Origin::Constant(text) => text.as_str(),
            Origin::Column(position) => row.cells.get(*position)?.as_str(),
        };
        Some(cell).filter(|cell| !cell.is_empty())
    }
}

/// Letters and digits of a header in lower case, without accents: "LOCALITA'" and "Località" are one.
pub(crate) fn plain(header: &str) -> String {
    header
        .chars()
        .flat_map(char::to_lowercase)
        .filter_map(|letter| match letter {
            'à' | 'á' => Some('a'),
            'è' | 'é' => Some('e'),
            'ì' | 'í' => Some('i'),
            'ò' | 'ó' => Some('o'),
            'ù' | 'ú' => Some('u'),
            letter => Some(letter).filter(|letter| letter.is_alphanumeric()),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(line: &str) -> Vec<String> {
        line.split(';').map(str::to_owned).collect()
    }

    const ANNCSU: &str = "CODICE_COMUNE;CODICE_ISTAT;PROGRESSIVO_NAZIONALE;CODICE_COMUNALE;ODONIMO;LOCALITA';DIZIONE_LINGUA1;DIZIONE_LINGUA2;PROGRESSIVO_ACCESSO;CODICE_COMUNALE_ACCESSO;CIVICO;ESPONENTE;SPECIFICITA;METRICO;PROGRESSIVO_SNC;COORD_X_COMUNE;COORD_Y_COMUNE;QUOTA;METODO";

    #[test]
    fn the_national_archive_is_understood_without_a_mapping() {
        let columns = AddressColumns::of("f", &headers(ANNCSU), &BTreeMap::new()).expect("understood");
        let row = Row {
            file: "f".into(),
            number: 2,
            columns: headers(ANNCSU).into(),
            cells: headers("A182;006003;77;1;VIA ROMA;CANTALUPO;;;99;;12;A;;;;8,61;44,91;;3"),
        };
        for (field, value) in [
            ("cod_catasto", "A182"),
            ("cod_com", "006003"),
            ("cod_via", "77"),
            ("via", "VIA ROMA"),
            ("localita", "CANTALUPO"),
            ("lon", "8,61"),
            ("lat", "44,91"),
        ] {
            assert_eq!(columns.cell(&row, field), Some(value), "{field}");
        }
        assert_eq!(columns.cell(&row, "nome_altra_lingua"), None);
    }

    #[test]
    fn a_mapping_wins_may_be_a_constant_and_must_exist() {
        let own = headers("Nome;N. civico;lat;lon");
        let given = |pairs: &[(&str, &str)]| pairs.iter().map(|(field, header)| ((*field).to_owned(), (*header).to_owned())).collect();
        let missing = |mapping: BTreeMap<String, String>| AddressColumns::of("f", &own, &mapping).map(|_| ()).map_err(|error| error.column);
        assert_eq!(missing(given(&[])), Err(Some("via".into())));
        assert_eq!(missing(given(&[("via", "nome")])), Err(Some("cod_com".into())));
        assert_eq!(missing(given(&[("via", "nome"), ("cod_com", "=006003")])), Ok(()));
        assert_eq!(missing(given(&[("via", "nomi"), ("cod_com", "=006003")])), Err(Some("nomi".into())));
        assert_eq!(missing(given(&[("piede", "nome")])), Err(Some("piede".into())));
    }
}
