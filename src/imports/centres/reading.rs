//! From a row to a draft: what the cells mean, before anything of the database but its words and names is asked.
//! Refuses what it does not understand, with the reason and what to write instead; what it mends it says.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use data_import::Row;
use data_import::values::address::{Address, Colour};
use data_import::values::{codes, dates, list::split_list, yes_no};
use serde_json::{Value, json};

use super::super::names::{contains_words, folded, italian_half, slug};
use super::super::report::Refusal;
use super::cells::{has_other_scheme, web_address};
use super::coordinates::{Coordinates, Given};
use super::gazetteer::Gazetteer;
use super::record::{Fields, MADE_UP, Record, SameAs, SiteRecord};
use super::store::Districts;
use super::words::Words;

/// A site with its centre as one row tells it; where it is comes later.
pub(super) struct Draft {
    pub(super) record: Record,
    pub(super) municipality: i32,
    /// Coordinates of the row, already in EPSG:4326.
    pub(super) given: Option<Given>,
    /// The precision the row claims.
    pub(super) precision: Option<String>,
    pub(super) address: Option<Address>,
    /// The source's own key of the centre, where several rows may share it.
    pub(super) centre_key: Option<String>,
}

/// What every row of one file is read with.
pub(super) struct Reader<'a> {
    pub(super) words: &'a Words,
    pub(super) gazetteer: &'a Gazetteer,
    /// Fields the file has a column for.
    pub(super) present: HashSet<String>,
    pub(super) coordinates: Coordinates,
    pub(super) districts: &'a Districts,
    pub(super) warned: Vec<Refusal>,
}

impl Reader<'_> {
    pub(super) fn has(&self, field: &str) -> bool {
        self.present.contains(field)
    }

    pub(super) fn warn(&mut self, row: &Row, column: &str, reason: impl Into<String>) {
        self.warned.push(Refusal::of_cell(row.number, column, reason));
    }

    /// Reads one row.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub(super) fn draft(&mut self, row: &Row) -> Result<Draft, Vec<Refusal>> {
        let mut wrong = vec![];
        let name = row.optional("nome").unwrap_or_default().to_owned();
        if name.is_empty() {
            wrong.push(Refusal::of_cell(row.number, "nome", "manca il nome del centro"));
        }
        let municipality = noted(self.gazetteer.municipality(row, &mut self.warned), &mut wrong).unwrap_or(NOWHERE);
        let (status, published) = noted(self.status(row), &mut wrong).unwrap_or_default();
        let address = self.address(row);
        let given = self.coordinates.of(row, self.gazetteer.get(municipality), &mut self.warned);
        let given = noted(given, &mut wrong).flatten();
        let precision = noted(self.words.one("precision", row, "precisione"), &mut wrong).flatten();
        let (services, protected) = noted(self.services(row), &mut wrong).unwrap_or_default();
        let site_fields = noted(self.site_fields(row, municipality, status.as_deref(), address.as_ref()), &mut wrong).unwrap_or_default();
        let centre_fields = noted(self.centre_fields(row, &name, municipality), &mut wrong).unwrap_or_default();
        let (hours, closures) = self.hours(row).unzip();
        let contacts = self.contacts(row);
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let words = folded(&format!("{name} {}", row.optional("note").unwrap_or_default()));
        let identified = row.optional("id").is_some();
        let external_id = match row.optional("id") {
            Some(id) => id.to_owned(),
            None => generated_id(&name, municipality, row.optional("indirizzo").or(row.optional("nome_sede")).unwrap_or_default()),
        };
        let centre_key = row.optional("id_centro").map(str::to_owned);
        let site = SiteRecord {
            row: row.number,
            external_id: external_id.clone(),
            fields: site_fields,
            defaults: Fields::from([
                ("status".to_owned(), json!("attiva")),
                ("kind".to_owned(), json!(site_kind(&folded(&name)))),
                ("position_visibility".to_owned(), json!("pubblica")),
            ]),
            position: None,
            hours,
            closures,
            services,
            contacts: BTreeMap::new(),
        };
        let municipality_name = self.gazetteer.get(municipality).map_or("", |known| known.name.as_str());
        let record = Record {
            row: row.number,
            external_id: centre_key.clone().unwrap_or(external_id),
            identified,
            same_as: same_as(row),
            slug: wanted_slug(&name, municipality_name),
            published,
            fields: centre_fields,
            // Nobody has verified it, whatever the list says of itself; a Region's own recognition it may say.
            defaults: Fields::from([
                ("recognition".to_owned(), json!("da_verificare")),
                ("network_role".to_owned(), json!(network_role(&words))),
            ]),
            organisations: self.organisations(row),
            hub: row.optional("hub").map(str::to_owned),
            sites: vec![site],
            services: protected,
            contacts,
            catchment: self.catchment(row, municipality),
            professions: self.professions(row),
        };
        Ok(Draft { record, municipality, given, precision, address, centre_key })
    }

    /// The state of the site, where the row says it, and whether the centre is shown.
    fn status(&self, row: &Row) -> Result<(Option<String>, bool), Refusal> {
        let Some(cell) = row.optional("stato") else { return Ok((None, true)) };
        match cell {
            "attivo_alla_fonte" => return Ok((Some("attiva".to_owned()), true)),
            "annunciato" => return Ok((Some("programmata".to_owned()), true)),
            "sospeso_alla_fonte" => return Ok((Some("sospesa".to_owned()), true)),
            // A historic page says that a centre existed, not that it closed, so `cessata` would claim too much; and were
            // such a centre published by mistake, `sospesa` keeps it out of "nearest", where `attiva` would not.
            "storico" => return Ok((Some("sospesa".to_owned()), false)),
            _ => {}
        }
        if let Ok(Some(true)) = yes_no::yes_no(cell) {
            return Ok((Some("attiva".to_owned()), true));
        }
        let code = self
            .words
            .one("site_status", row, "stato")
            .map_err(|refusal| refusal.with_hint("scrivere attiva, programmata, temporanea, sospesa o cessata"))?;
        Ok((code, true))
    }

    /// Street and number, from one column or two.
    fn address(&self, row: &Row) -> Option<Address> {
        let street = row.optional("indirizzo")?;
        let whole = match row.optional("civico") {
            Some(number) => format!("{street}, {number}"),
            None => street.to_owned(),
        };
        Address::parse(&whole).ok()
    }

    fn site_fields(&mut self, row: &Row, municipality: i32, status: Option<&str>, address: Option<&Address>) -> Result<Fields, Refusal> {
        let mut fields = Fields::new();
        let mut set = |column: &str, value: Value| fields.insert(column.to_owned(), value);
        set("municipality_id", json!(municipality));
        if let Some(status) = status {
            set("status", json!(status));
        }
        if let Some(kind) = self.words.one("site_kind", row, "tipo_sede")? {
            set("kind", json!(kind));
        }
        if self.has("nome_sede") {
            set("name", json!(row.optional("nome_sede").filter(|name| Some(*name) != row.optional("nome"))));
        }
        if self.has("indirizzo") {
            let written = match (row.optional("indirizzo"), row.optional("civico")) {
                (Some(street), Some(number)) => Some(format!("{street} {number}")),
                (street, _) => street.map(str::to_owned),
            };
            set("address", json!(written));
            set("toponym", json!(address.and_then(|address| address.toponym.clone())));
            set("house_number", json!(address.and_then(|address| address.number).map(|number| number.to_string())));
            set("exponent", json!(address.and_then(exponent)));
        }
        if self.has("localita") {
            set("locality", json!(row.optional("localita")));
        }
        if self.has("fonte_url") {
            set("source_url", json!(row.optional("fonte_url")));
        }
        if self.has("visibilita")
            && let Some(code) = self.words.one("position_visibility", row, "visibilita")?
        {
            set("position_visibility", json!(code));
        }
        if self.has("accessibilita") {
            set("physical_access", json!(split_list(row.optional("accessibilita").unwrap_or_default())));
        }
        for (column, cell) in [("opened_on", "data_apertura"), ("closed_on", "data_chiusura")] {
            if self.has(cell) {
                let day = self.day(row, cell);
                fields.insert(column.to_owned(), json!(day));
            }
        }
        if self.has("cap") {
            let postcode = match row.optional("cap").map(codes::postcode) {
                Some(Ok(code)) => Some(code.code),
                Some(Err(error)) => {
                    self.warn(row, "cap", format!("lasciato vuoto: {}", error.hint));
                    None
                }
                None => None,
            };
            fields.insert("postcode".to_owned(), json!(postcode));
        }
        if fields.get("position_visibility").and_then(Value::as_str) == Some("non_conservata") {
            for column in ["address", "toponym", "house_number", "exponent", "postcode", "locality", "name"] {
                fields.remove(column);
            }
        }
        Ok(fields)
    }

    fn centre_fields(&mut self, row: &Row, name: &str, municipality: i32) -> Result<Fields, Refusal> {
        let mut fields = Fields::new();
        let mut set = |column: &str, value: Value| fields.insert(column.to_owned(), value);
        set("name", json!(name));
        for (column, cell) in [("recognition", "riconoscimento"), ("network_role", "ruolo_rete")] {
            let list = column;
            if let Some(code) = self.words.one(list, row, cell)? {
                set(column, json!(code));
            }
        }
        for (column, list, cell) in [("ownership", "ownership", "titolarita"), ("management", "management", "gestione")] {
            if self.has(cell) {
                let code = self.words.one(list, row, cell)?;
                set(column, json!(code));
            }
        }
        if self.has("note") {
            set("note", json!(row.optional("note")));
        }
        if self.has("data_fonte") {
            set("source_date", json!(row.optional("data_fonte")));
        }
        if self.has("fonte_url") {
            if let Some(cell) = row.optional("fonte_url")
                && has_other_scheme(cell)
            {
                return Err(Refusal::of_cell(row.number, "fonte_url", "deve essere una pagina web (http o https) o un testo"));
            }
            set("source_url", json!(row.optional("fonte_url")));
        }
        if self.has("sito") {
            set("website", json!(row.optional("sito").and_then(web_address)));
        }
        if self.has("ambito") {
            let district = self.district(row, municipality);
            fields.insert("district_id".to_owned(), json!(district));
        }
        Ok(fields)
    }

    fn district(&mut self, row: &Row, municipality: i32) -> Option<i32> {
        let cell = folded(row.optional("ambito")?);
        let social_region = self.gazetteer.get(municipality)?.social_region;
        let found =
            self.districts.get(&social_region).and_then(|known| known.iter().find(|(code, name, _)| *code == cell || *name == cell));
        if found.is_none() {
            self.warned.push(
                Refusal::of_cell(row.number, "ambito", "l'ambito non è fra quelli della Regione: lasciato vuoto")
                    .with_hint("importare prima gli ambiti: centri import districts"),
            );
        }
        found.map(|(_, _, id)| *id)
    }

    fn organisations(&self, row: &Row) -> BTreeMap<&'static str, Option<String>> {
        [("owner_id", "ente_titolare"), ("manager_id", "ente_gestore")]
            .into_iter()
            .filter(|(_, cell)| self.has(cell))
            .map(|(column, cell)| (column, row.optional(cell).map(str::to_owned)))
            .collect()
    }

    fn day(&mut self, row: &Row, column: &str) -> Option<String> {
        let cell = row.optional(column)?;
        match dates::date(cell, true) {
            Ok(date) if date.day.is_some() => Some(date.to_string()),
            Ok(date) => {
                let first = format!("{:04}-{:02}-01", date.year, date.month.unwrap_or(1));
                self.warn(row, column, "la data non ha il giorno: vale il primo");
                Some(first)
            }
            Err(error) => {
                self.warn(row, column, format!("lasciata vuota: {}", error.hint));
                None
            }
        }
    }

    fn catchment(&mut self, row: &Row, municipality: i32) -> Option<BTreeSet<i32>> {
        if !self.has("comuni_serviti") {
            return None;
        }
        let label = self.gazetteer.get(municipality).map_or("", |known| known.label.as_str()).to_owned();
        let mut served = BTreeSet::new();
        for words in split_list(row.optional("comuni_serviti").unwrap_or_default()) {
            match self.gazetteer.by_words(&words, &label) {
                Some(id) => {
                    served.insert(id);
                }
                None => self.warn(row, "comuni_serviti", format!("«{words}» non è un comune, o non si sa quale: lasciato fuori")),
            }
        }
        Some(served)
    }
}

/// No municipality's number: of a row whose comune is not known nothing is kept, but the rest of it is looked at all the same.
const NOWHERE: i32 = -1;

/// What was read, or none with the reason noted.
fn noted<T>(read: Result<T, Refusal>, wrong: &mut Vec<Refusal>) -> Option<T> {
    read.map_err(|refusal| wrong.push(refusal)).ok()
}

/// What stands behind the number, the colour of Ligurian and Florentine series among it.
fn exponent(address: &Address) -> Option<String> {
    let colour = match address.colour {
        Some(Colour::Red) => Some("rosso"),
        Some(Colour::Black) => Some("nero"),
        None => None,
    };
    let parts: Vec<&str> = address.exponent.as_deref().into_iter().chain(colour).collect();
    Some(parts.join(" ")).filter(|exponent| !exponent.is_empty())
}

fn same_as(row: &Row) -> SameAs {
    match row.optional("uguale_a") {
        None => SameAs::Unsaid,
        Some(cell) if folded(cell) == "nuovo" => SameAs::New,
        Some(cell) => SameAs::Slug(cell.rsplit('/').next().unwrap_or(cell).to_owned()),
    }
}

/// An identifier for a row that has none: stable as long as name, comune and address are.
fn generated_id(name: &str, municipality: i32, place: &str) -> String {
    let text = format!("{}|{municipality}|{}", folded(name), folded(place));
    format!("{MADE_UP}{:016x}", xxhash_rust::xxh3::xxh3_64(text.as_bytes()))
}

fn network_role(words: &str) -> &'static str {
    if contains_words(words, "spoke") {
        "spoke"
    } else if contains_words(words, "hub") {
        "hub"
    } else if contains_words(words, "centro diffuso") {
        "diffuso"
    } else {
        "unico"
    }
}

fn site_kind(words: &str) -> &'static str {
    if contains_words(words, "itinerante") {
        "itinerante"
    } else if contains_words(words, "sportello") {
        "sportello"
    } else {
        "sede_principale"
    }
}

/// The name, and the municipality where the name does not say it.
fn wanted_slug(name: &str, municipality: &str) -> String {
    let municipality = italian_half(municipality);
    let from_name = slug(name);
    match (from_name.is_empty(), contains_words(&folded(name), &folded(municipality))) {
        (true, _) => format!("centro-{}", slug(municipality)),
        (false, true) => from_name,
        (false, false) => format!("{from_name}-{}", slug(municipality)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_and_kinds_come_from_whole_words() {
        assert_eq!((network_role("family hub"), network_role("spoke di prova"), network_role("hubble")), ("hub", "spoke", "unico"));
        assert_eq!(network_role("centro diffuso per le famiglie"), "diffuso");
        assert_eq!(site_kind("sportello centro per la famiglia gela"), "sportello");
    }

    #[test]
    fn slugs_say_the_municipality_once() {
        assert_eq!(wanted_slug("Centro di Prova", "Prova"), "centro-di-prova");
        assert_eq!(wanted_slug("Polo ovest Bolzano", "Bolzano/Bozen"), "polo-ovest-bolzano");
        assert_eq!(wanted_slug("Centro Relazioni", "Torino"), "centro-relazioni-torino");
        assert_eq!(wanted_slug("…", "Torino"), "centro-torino");
    }

    #[test]
    fn identifiers_of_rows_without_one_are_stable() {
        assert_eq!(generated_id("Centro  Prova", 1, "Via Roma, 1"), generated_id("centro prova", 1, "via Roma 1"));
        assert_ne!(generated_id("Centro Prova", 1, ""), generated_id("Centro Prova", 2, ""));
    }
}
