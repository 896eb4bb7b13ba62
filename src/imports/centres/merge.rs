//! What of a known centre changes when its row comes again.
//! Refuses to touch what a person verified, and to make a position coarser than it is known.

use super::super::report::Refusal;
use super::candidate::{CHANNELS, Candidate, CentreFields, SiteFields};
use super::position::Position;

/// A centre of the same source and identifier as the database has it.
#[derive(Debug, Clone)]
pub(super) struct Stored {
    pub(super) centre_id: i64,
    pub(super) centre: CentreFields,
    pub(super) centre_verified: bool,
    pub(super) site: Option<StoredSite>,
    pub(super) contacts: Vec<StoredContact>,
}

/// Its site of the same identifier.
#[derive(Debug, Clone)]
pub(super) struct StoredSite {
    pub(super) site_id: i64,
    pub(super) fields: SiteFields,
    pub(super) position: Option<Position>,
    pub(super) verified: bool,
    /// False where position and address must not be kept at all.
    pub(super) position_kept: bool,
}

/// One of its contact points for the public that belongs to no single site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct StoredContact {
    pub(super) id: i64,
    pub(super) channel: String,
    pub(super) value: String,
    /// Whether an import wrote it last; people's own contacts are never taken away.
    pub(super) by_import: bool,
}

/// What is to be written.
#[derive(Debug, Default)]
pub(super) struct Merge {
    pub(super) centre: Option<CentreFields>,
    /// Set where the state of the source changed, and with it whether the centre is shown.
    pub(super) published: Option<bool>,
    pub(super) site: Option<(SiteFields, Option<Position>)>,
    pub(super) contacts_changed: Vec<(i64, String)>,
    pub(super) contacts_added: Vec<(&'static str, String)>,
    pub(super) contacts_gone: Vec<i64>,
    pub(super) warned: Vec<Refusal>,
}

impl Merge {
    /// Whether nothing changes.
    pub(super) fn is_empty(&self) -> bool {
        self.centre.is_none()
            && self.published.is_none()
            && self.site.is_none()
            && self.contacts_changed.is_empty()
            && self.contacts_added.is_empty()
            && self.contacts_gone.is_empty()
    }
}

/// Compares a row with what is stored.
pub(super) fn of(candidate: &Candidate, stored: &Stored) -> Merge {
    let mut merge = Merge::default();
    if candidate.centre != stored.centre {
        if stored.centre_verified {
            merge.warned.push(kept(candidate, "centre"));
        } else {
            merge.centre = Some(candidate.centre.clone());
        }
    }
    if !stored.centre_verified {
        contacts(candidate, stored, &mut merge);
    }
    site(candidate, stored, &mut merge);
    merge
}

fn site(candidate: &Candidate, stored: &Stored, merge: &mut Merge) {
    let Some(site) = &stored.site else {
        merge.site = Some((candidate.site.clone(), candidate.position.clone()));
        return;
    };
    let mut wanted = candidate.site.clone();
    if !site.position_kept {
        (wanted.address, wanted.locality) = (None, None);
    }
    let position = position(candidate, site, &wanted);
    if wanted == site.fields && position == site.position {
        return;
    }
    if site.verified {
        merge.warned.push(kept(candidate, "site"));
        return;
    }
    // Publishing is a person's decision; the import only follows a change of state of the source.
    if wanted.status != site.fields.status && !stored.centre_verified {
        merge.published = Some(candidate.published);
    }
    merge.site = Some((wanted, position));
}

/// The row's position; the stored one where that is known more exactly and still speaks of the same place.
fn position(candidate: &Candidate, site: &StoredSite, wanted: &SiteFields) -> Option<Position> {
    if !site.position_kept {
        return None;
    }
    let same_place =
        wanted.municipality == site.fields.municipality && wanted.address == site.fields.address && wanted.locality == site.fields.locality;
    match (&candidate.position, &site.position) {
        (Some(new), Some(old)) if new.source_crs.is_none() && same_place && new.is_coarser_than(old) => Some(old.clone()),
        (None, Some(old)) if same_place => Some(old.clone()),
        (new, _) => new.clone(),
    }
}

fn contacts(candidate: &Candidate, stored: &Stored, merge: &mut Merge) {
    for channel in CHANNELS {
        let given = candidate.contacts.iter().find(|(known, _)| *known == channel);
        let mut there = stored.contacts.iter().filter(|contact| contact.channel == channel);
        match given {
            Some((_, value)) if there.clone().any(|contact| contact.value == *value) => {}
            Some((_, value)) => match there.find(|contact| contact.by_import) {
                Some(old) => merge.contacts_changed.push((old.id, value.clone())),
                None => merge.contacts_added.push((channel, value.clone())),
            },
            None => merge.contacts_gone.extend(there.filter(|contact| contact.by_import).map(|contact| contact.id)),
        }
    }
}

fn kept(candidate: &Candidate, what: &str) -> Refusal {
    Refusal::of_row(candidate.row, format!("the {what} was verified by a person and differs from the file; it was left as it is"))
}

#[cfg(test)]
mod tests {
    use super::super::candidate::tests::row;
    use super::super::position::tests::gazetteer;
    use super::*;

    fn candidate() -> Candidate {
        let row = data_import::CentreRow { phone: Some("051 000000".to_owned()), ..row() };
        Candidate::of(&row, &gazetteer(), None).expect("a candidate").0
    }

    fn stored() -> Stored {
        let candidate = candidate();
        Stored {
            centre_id: 1,
            centre: candidate.centre,
            centre_verified: false,
            site: Some(StoredSite {
                site_id: 1,
                fields: candidate.site,
                position: candidate.position,
                verified: false,
                position_kept: true,
            }),
            contacts: vec![StoredContact { id: 5, channel: "telefono".to_owned(), value: "051 000000".to_owned(), by_import: true }],
        }
    }

    #[test]
    fn the_same_row_changes_nothing() {
        assert!(of(&candidate(), &stored()).is_empty());
    }

    #[test]
    fn what_a_person_verified_stays() {
        let mut stored = Stored { centre_verified: true, ..stored() };
        stored.centre.name = "Nome corretto".to_owned();
        if let Some(site) = &mut stored.site {
            site.verified = true;
            site.fields.address = Some("via Esempio 1".to_owned());
        }
        let merge = of(&candidate(), &stored);
        assert!(merge.is_empty());
        assert_eq!(merge.warned.len(), 2);
    }

    #[test]
    fn a_better_position_is_not_made_coarser() {
        let mut stored = stored();
        let exact = Position { lon: 11.2, lat: 44.2, precision: "civico".to_owned(), source_crs: None };
        if let Some(site) = &mut stored.site {
            site.position = Some(exact);
        }
        assert!(of(&candidate(), &stored).is_empty());
        // Another address is another place: there the old point would be wrong.
        let moved = Candidate { site: SiteFields { address: Some("via Nuova 1".to_owned()), ..candidate().site }, ..candidate() };
        let (_, position) = of(&moved, &stored).site.expect("a change");
        assert_eq!(position.map(|position| position.precision).as_deref(), Some("comune"));
    }

    #[test]
    fn a_position_not_to_be_kept_does_not_come_back() {
        let mut stored = stored();
        if let Some(site) = &mut stored.site {
            site.position_kept = false;
            site.position = None;
        }
        let with_address = Candidate { site: SiteFields { address: Some("via Esempio 1".to_owned()), ..candidate().site }, ..candidate() };
        assert!(of(&with_address, &stored).is_empty());
    }

    #[test]
    fn contacts_follow_the_source_and_spare_those_of_people() {
        let changed = Candidate { contacts: vec![("telefono", "051 111111".to_owned())], ..candidate() };
        assert_eq!(of(&changed, &stored()).contacts_changed, vec![(5, "051 111111".to_owned())]);
        let none = Candidate { contacts: Vec::new(), ..candidate() };
        assert_eq!(of(&none, &stored()).contacts_gone, vec![5]);
        let mut own = stored();
        own.contacts[0].by_import = false;
        assert!(of(&none, &own).is_empty());
        assert_eq!(of(&changed, &own).contacts_added.len(), 1);
    }
}
