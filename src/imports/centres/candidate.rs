//! From one row of a list to the centre and the site it may become.
//! Refuses words it does not know and addresses that are no web page; it never repeats what a cell holds.

use data_import::CentreRow;

use super::super::names::{contains_words, folded, italian_half, slug};
use super::super::report::Refusal;
use super::position::{Gazetteer, Position, is_precision};

/// Recognition of every imported centre until a person says otherwise.
pub(super) const RECOGNITION: &str = "da_verificare";

/// What the file says of the centre, and follows as long as nobody has verified it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CentreFields {
    pub(super) name: String,
    pub(super) network_role: String,
    pub(super) website: Option<String>,
    pub(super) note: Option<String>,
    pub(super) source_url: Option<String>,
    pub(super) source_date: Option<String>,
}

/// What the file says of the site, its position apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SiteFields {
    pub(super) kind: String,
    pub(super) status: String,
    pub(super) address: Option<String>,
    pub(super) locality: Option<String>,
    pub(super) municipality: i32,
    pub(super) source_url: Option<String>,
}

/// A channel (`telefono`, `email`, `web`) and its value.
pub(super) type Contact = (&'static str, String);

/// The channels an import speaks for.
pub(super) const CHANNELS: [&str; 3] = ["telefono", "email", "web"];

/// A row that may be stored.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Candidate {
    pub(super) row: u64,
    pub(super) external_id: String,
    /// The slug it would like; another centre may have it.
    pub(super) slug: String,
    pub(super) published: bool,
    pub(super) centre: CentreFields,
    pub(super) site: SiteFields,
    pub(super) position: Option<Position>,
    pub(super) contacts: Vec<Contact>,
}

impl Candidate {
    /// Decides one row. `outside_m` is how far its coordinates lie outside its municipality, if it has any.
    pub(super) fn of(row: &CentreRow, gazetteer: &Gazetteer, outside_m: Option<f64>) -> Result<(Self, Vec<Refusal>), Refusal> {
        let mut warned = Vec::new();
        let (status, published) = status(&row.status)
            .ok_or_else(|| Refusal::of_cell(row.row, "stato", "must be attivo_alla_fonte, annunciato, storico or sospeso_alla_fonte"))?;
        if !is_precision(&row.precision) {
            let reason = "must be civico, interpolato, via, luogo, quartiere, zona, localita or comune";
            return Err(Refusal::of_cell(row.row, "precisione", reason));
        }
        if has_other_scheme(&row.source_url) {
            return Err(Refusal::of_cell(row.row, "fonte_url", "must be a web page (http or https) or plain words"));
        }
        let municipality = gazetteer.municipality(row)?;
        if !gazetteer.agrees(row, municipality) {
            warned.push(Refusal::of_cell(row.row, "comune", "name or province differ from those of the code; the code was followed"));
        }
        let position = gazetteer.position(row, municipality, outside_m)?;
        if outside_m.is_some_and(|metres| metres > 0.0) {
            warned.push(Refusal::of_cell(row.row, "lat", "the position lies just outside the generalised border of the municipality"));
        }
        if !published {
            warned.push(Refusal::of_cell(row.row, "stato", "historic: stored, not published"));
        }
        let (website, contacts) = contacts(row, &mut warned);
        let words = folded(&format!("{} {}", row.name, row.note.as_deref().unwrap_or("")));
        let candidate = Self {
            row: row.row,
            external_id: row.external_id.clone(),
            slug: wanted_slug(&row.name, gazetteer.name(municipality)),
            published,
            centre: CentreFields {
                name: row.name.clone(),
                network_role: network_role(&words).to_owned(),
                website,
                note: row.note.clone(),
                source_url: Some(row.source_url.clone()),
                source_date: row.source_date.clone(),
            },
            site: SiteFields {
                kind: site_kind(&folded(&row.name)).to_owned(),
                status: status.to_owned(),
                address: row.address.clone(),
                locality: row.locality.clone(),
                municipality,
                source_url: Some(row.source_url.clone()),
            },
            position,
            contacts,
        };
        Ok((candidate, warned))
    }
}

/// Status of the site and whether the centre is published.
///
/// A historic page says that a centre existed, not that it closed, so `cessata` would claim too much; and were such a
/// centre published by mistake, `sospesa` keeps it out of "nearest", where `attiva` would not.
fn status(word: &str) -> Option<(&'static str, bool)> {
    match word {
        "attivo_alla_fonte" => Some(("attiva", true)),
        "annunciato" => Some(("programmata", true)),
        "sospeso_alla_fonte" => Some(("sospesa", true)),
        "storico" => Some(("sospesa", false)),
        _ => None,
    }
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

/// Web site and contact points; what is plainly no telephone, mail address or page is left out with a warning.
fn contacts(row: &CentreRow, warned: &mut Vec<Refusal>) -> (Option<String>, Vec<Contact>) {
    let mut contacts = Vec::new();
    let mut keep = |channel, column: &str, value: Option<String>, good: bool| match value {
        Some(value) if good => contacts.push((channel, value)),
        Some(_) => warned.push(Refusal::of_cell(row.row, column, "cannot be used as a contact and was left out")),
        None => {}
    };
    let phone = row.phone.clone();
    let is_phone = phone.as_ref().is_some_and(|phone| phone.bytes().filter(u8::is_ascii_digit).count() >= 3);
    keep("telefono", "telefono", phone, is_phone);
    let email = row.email.clone();
    let is_email = email.as_ref().is_some_and(|email| {
        !email.contains(char::is_whitespace) && email.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
    });
    keep("email", "email", email, is_email);
    let website = row.website.as_deref().and_then(web_address);
    let given = row.website.clone().map(|given| website.clone().unwrap_or(given));
    keep("web", "sito", given, website.is_some());
    (website, contacts)
}

/// A page on the web with its scheme. Where none is written http is the one that every old server answers.
fn web_address(text: &str) -> Option<String> {
    if text.contains(char::is_whitespace) || has_other_scheme(text) {
        return None;
    }
    let (scheme, rest) = text.split_once("://").unwrap_or(("http", text));
    let host = rest.split(['/', '?', '#']).next().unwrap_or("");
    (host.contains('.') && !host.starts_with('.')).then(|| format!("{}://{rest}", scheme.to_ascii_lowercase()))
}

/// Whether a text begins with a scheme that is neither http nor https, such as `javascript:`.
fn has_other_scheme(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let is_scheme = scheme.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-".contains(&byte));
    let is_web = ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) && rest.starts_with("//");
    is_scheme && !is_web
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::position::tests::gazetteer;
    use super::*;

    pub(in super::super) fn row() -> CentreRow {
        CentreRow {
            row: 2,
            external_id: "X1".to_owned(),
            name: "Centro per le famiglie".to_owned(),
            address: None,
            municipality_name: "Prova".to_owned(),
            province_label: "BO".to_owned(),
            region_name: "Emilia-Romagna".to_owned(),
            municipality_code: Some("037001".to_owned()),
            locality: None,
            longitude: None,
            latitude: None,
            precision: "comune".to_owned(),
            phone: None,
            email: None,
            website: None,
            source_url: "https://example.it/".to_owned(),
            status: "attivo_alla_fonte".to_owned(),
            source_date: None,
            note: None,
            extra: Vec::new(),
        }
    }

    fn decided(row: &CentreRow) -> (Candidate, Vec<Refusal>) {
        Candidate::of(row, &gazetteer(), None).expect("a candidate")
    }

    #[test]
    fn statuses_of_the_source_become_ours() {
        assert_eq!(status("attivo_alla_fonte"), Some(("attiva", true)));
        assert_eq!(status("annunciato"), Some(("programmata", true)));
        assert_eq!(status("sospeso_alla_fonte"), Some(("sospesa", true)));
        assert_eq!(status("storico").map(|(_, published)| published), Some(false));
        assert_eq!(status("aperto"), None);
    }

    #[test]
    fn roles_and_kinds_come_from_whole_words() {
        let role = |name: &str| decided(&CentreRow { name: name.to_owned(), ..row() }).0.centre.network_role;
        assert_eq!((role("Family Hub").as_str(), role("Spoke di prova").as_str(), role("Hubble").as_str()), ("hub", "spoke", "unico"));
        assert_eq!(role("Centro Diffuso per le famiglie"), "diffuso");
        let noted = CentreRow { note: Some("spoke dell'ambito".to_owned()), ..row() };
        assert_eq!(decided(&noted).0.centre.network_role, "spoke");
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
    fn contacts_are_kept_when_they_can_be_used() {
        let full = CentreRow {
            phone: Some("051 000000".to_owned()),
            email: Some("famiglie@example.it".to_owned()),
            website: Some("www.example.it".to_owned()),
            ..row()
        };
        let (candidate, warned) = decided(&full);
        assert_eq!(candidate.contacts.len(), 3);
        assert_eq!(candidate.centre.website.as_deref(), Some("http://www.example.it"));
        assert!(warned.is_empty());
        let bad = CentreRow { email: Some("scrivere al comune".to_owned()), website: Some("javascript:alert(1)".to_owned()), ..row() };
        let (candidate, warned) = decided(&bad);
        assert!(candidate.contacts.is_empty() && candidate.centre.website.is_none());
        assert_eq!(warned.len(), 2);
    }

    #[test]
    fn sources_are_pages_or_words() {
        assert!(!has_other_scheme("materiale di progetto (seme 004: gemellaggi)"));
        assert!(!has_other_scheme("https://example.it/a:b"));
        assert!(has_other_scheme("javascript:alert(1)"));
        let refused = Candidate::of(&CentreRow { source_url: "data:text/html,x".to_owned(), ..row() }, &gazetteer(), None);
        assert_eq!(refused.expect_err("refused").column.as_deref(), Some("fonte_url"));
    }
}
