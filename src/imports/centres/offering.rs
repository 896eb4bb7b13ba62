//! What a row says is offered and when, and whom to call: hours, services, contacts.
//! Refuses to tie a sensitive service to a place, and to keep as a contact what is none.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use chrono::NaiveDate;
use data_import::Row;
use data_import::values::{hours, telephone};

use super::super::report::Refusal;
use super::cells::{is_mail_address, languages, may_be_a_person, web_address};
use super::reading::Reader;
use super::record::{Closed, Offered, Opening};

impl Reader<'_> {
    /// When a site is open, and the days of single years on which it is closed all the same.
    pub(super) fn hours(&mut self, row: &Row) -> Option<(BTreeSet<Opening>, BTreeSet<Closed>)> {
        if !self.has("orari") {
            return None;
        }
        let Some(cell) = row.optional("orari") else { return Some(Default::default()) };
        let read = match hours::hours(cell) {
            Ok(read) => read,
            Err(error) => {
                self.warn(row, "orari", format!("lasciati vuoti: {}", error.hint));
                return Some(Default::default());
            }
        };
        for part in &read.not_understood {
            // The reader puts its reason in brackets behind the words.
            let (words, why) = part.strip_suffix(')').and_then(|part| part.rsplit_once(" (")).unwrap_or((part, ""));
            let refusal = Refusal::of_cell(row.number, "orari", format!("«{words}» non è stato capito: lasciato fuori"));
            self.warned.push(if why.is_empty() { refusal } else { refusal.with_hint(why) });
        }
        if read.only_by_appointment && row.optional("servizi").is_none() {
            self.warned.push(
                Refusal::of_cell(
                    row.number,
                    "orari",
                    "«solo su appuntamento» si conserva con i servizi, e la riga non ne ha: lasciato fuori",
                )
                .with_hint("indicare almeno un servizio"),
            );
        }
        // One opening at one hour of one season, as the table keeps them.
        let mut kept = HashSet::new();
        let openings = hours::without_yearly_closures(&read.openings, &read.closures)
            .into_iter()
            .filter(|opening| kept.insert((opening.weekday, opening.opens.clone(), opening.season_from.clone())))
            .map(|opening| Opening {
                weekday: i16::from(opening.weekday),
                opens: opening.opens,
                closes: opening.closes,
                season_from: opening.season_from,
                season_to: opening.season_to,
                appointment: opening.by_appointment,
            })
            .collect();
        Some((openings, closures(&read.closures)))
    }

    /// Services of the site and, apart, the sensitive ones, which belong to the centre only.
    #[expect(clippy::type_complexity, reason = "two lists of the same kind, told apart by name where they are taken")]
    pub(super) fn services(&mut self, row: &Row) -> Result<(Option<BTreeSet<Offered>>, Option<BTreeSet<Offered>>), Refusal> {
        if !self.has("servizi") {
            return Ok((None, None));
        }
        let mut warned = vec![];
        let categories = self.words.several("service_category", row, "servizi", &mut warned);
        let audiences = self.words.several("audience", row, "destinatari", &mut warned);
        self.warned.append(&mut warned);
        let only_by_appointment =
            row.optional("orari").and_then(|cell| hours::hours(cell).ok()).is_some_and(|read| read.only_by_appointment);
        let access_mode =
            self.words.one("access_mode", row, "accesso")?.or_else(|| only_by_appointment.then(|| "su_appuntamento".to_owned()));
        let languages = languages(row.optional("lingue").unwrap_or_default());
        // Of a sensitive service nothing more is told than that the centre leads to it.
        let offered = categories.into_iter().map(|category| match self.words.is_protected(&category) {
            true => Offered { protected: true, category, access_mode: None, languages: vec![], audiences: vec![] },
            false => Offered {
                protected: false,
                category,
                access_mode: access_mode.clone(),
                languages: languages.clone(),
                audiences: audiences.clone(),
            },
        });
        let (protected, ordinary): (BTreeSet<Offered>, BTreeSet<Offered>) = offered.partition(|service| service.protected);
        Ok((Some(ordinary), Some(protected)))
    }

    /// Professions at work in the centre.
    pub(super) fn professions(&mut self, row: &Row) -> Option<BTreeSet<String>> {
        self.has("professioni").then(|| self.words.professions(row, "professioni", &mut self.warned))
    }

    /// Channels the file speaks of; what is plainly no telephone, mail address or page is left out and said.
    pub(super) fn contacts(&mut self, row: &Row) -> BTreeMap<String, BTreeSet<String>> {
        let mut contacts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        if self.has("telefono") {
            let read = telephone::telephones(row.optional("telefono").unwrap_or_default());
            for part in &read.refused {
                self.warn(row, "telefono", format!("una parte non è un numero di telefono ed è rimasta fuori: {}", part.hint));
            }
            if read.numbers.iter().any(|number| number.line == telephone::Line::Mobile) {
                self.warn(row, "telefono", "c'è un cellulare: verificare che sia del servizio e non di una persona");
            }
            let numbers = read.numbers.into_iter().filter(|number| !number.fax).map(|number| match number.extension {
                Some(extension) => format!("{} int. {extension}", number.written),
                None => number.written,
            });
            contacts.insert("telefono".to_owned(), numbers.collect());
        }
        for (channel, column) in [("email", "email"), ("pec", "pec")] {
            if self.has(column) {
                let cell = row.optional(column).unwrap_or_default().to_owned();
                let (good, bad): (Vec<&str>, Vec<&str>) =
                    cell.split([';', ',', ' ', '/']).filter(|part| !part.is_empty()).partition(|part| is_mail_address(part));
                if !bad.is_empty() {
                    self.warn(row, column, "una parte non è un indirizzo di posta ed è rimasta fuori");
                }
                if good.iter().any(|address| may_be_a_person(address)) {
                    self.warn(row, column, "l'indirizzo sembra di una persona: verificare che sia del servizio");
                }
                contacts.insert(channel.to_owned(), good.into_iter().map(str::to_lowercase).collect());
            }
        }
        if self.has("sito") {
            let page = row.optional("sito").and_then(web_address);
            if page.is_none() && row.optional("sito").is_some() {
                self.warn(row, "sito", "non è una pagina web ed è rimasto fuori");
            }
            contacts.insert("web".to_owned(), page.into_iter().collect());
        }
        contacts
    }
}

/// Closures of single years. Of those that begin on one day the table keeps one: the longest.
fn closures(read: &[hours::Closure]) -> BTreeSet<Closed> {
    let mut until: BTreeMap<NaiveDate, NaiveDate> = BTreeMap::new();
    for closure in read {
        let hours::Closure::Dated { from, to } = closure else { continue };
        if let (Ok(first), Ok(last)) = (from.parse(), to.parse()) {
            let longest = until.entry(first).or_insert(last);
            *longest = last.max(*longest);
        }
    }
    until.into_iter().map(|(first_day, last_day)| Closed { first_day, last_day }).collect()
}
