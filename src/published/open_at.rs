//! `open_at`: sites that are open to all at an instant, by hours they declare. An address means the same whenever it is
//! asked; only pages and the embed may say `now`, which becomes the present five minutes as they are read.

use chrono::{DateTime, Utc};

use super::filter::Tongue;
use super::site::Site;
use crate::centres::Moment;
use crate::web::{Parameters, Phrase};

/// The moment asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct OpenAt {
    /// Five minutes of the wall clock in Italy.
    pub moment: Moment,
    /// It was asked for as now: the addresses of pages go on saying so.
    pub now: bool,
}

impl OpenAt {
    /// Reads the parameter; what is no instant is noted.
    pub(super) fn read(parameters: &mut Parameters, tongue: Tongue) -> Option<Self> {
        let name = parameter(tongue);
        let text = parameters.one(name)?;
        let said_now = text == now(tongue);
        if let Some(instant) = parameters.moment().filter(|_| said_now) {
            return Some(Self { moment: Moment::of(instant), now: true });
        }
        let read = Moment::read(&text).map(|moment| Self { moment, now: false });
        if read.is_none() {
            parameters.refuse(
                name,
                &text,
                match (parameters.moment(), said_now) {
                    (Some(_), _) => Phrase::new("opening-instant-or-now").with("now", now(tongue)),
                    (None, true) => Phrase::new("opening-instant-not-now"),
                    (None, false) => Phrase::new("opening-instant-wanted"),
                },
            );
        }
        read
    }

    /// The parameter that asks for it.
    #[must_use]
    pub fn pair(self, tongue: Tongue) -> (&'static str, String) {
        (parameter(tongue), if self.now { now(tongue).to_owned() } else { self.moment.text() })
    }

    /// The instant that was meant.
    #[must_use]
    pub fn instant(self) -> DateTime<Utc> {
        self.moment.instant()
    }
}

/// How many of some sites are open at a moment. None where the hours of not one site in service are known: no data is not zero.
#[must_use]
pub fn open_among<'a>(sites: impl IntoIterator<Item = &'a Site>, at: Moment) -> Option<usize> {
    let known = |site: &&Site| site.is_in_service() && site.calendar.as_ref().is_some_and(|calendar| calendar.has_hours());
    sites.into_iter().filter(known).fold(None, |open, site| Some(open.unwrap_or(0) + usize::from(site.is_open(at))))
}

fn parameter(tongue: Tongue) -> &'static str {
    if tongue == Tongue::Interface { "open_at" } else { "aperto" }
}

fn now(tongue: Tongue) -> &'static str {
    if tongue == Tongue::Interface { "now" } else { "ora" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str, tongue: Tongue, asked_at: Option<&str>) -> (Option<(&'static str, String)>, Vec<String>) {
        let moment = asked_at.map(|text| text.parse().expect("an instant"));
        let mut parameters = Parameters::read(Some(query)).asked_at(moment);
        let read = OpenAt::read(&mut parameters, tongue);
        (read.map(|open| open.pair(tongue)), parameters.mistakes().into_iter().map(|mistake| mistake.value).collect())
    }

    #[test]
    fn now_is_a_word_of_pages_and_of_the_embed_and_addresses_go_on_saying_it() {
        let noon = Some("2026-03-03T11:02:40Z");
        assert_eq!(read("aperto=ora", Tongue::Page, noon).0, Some(("aperto", "ora".to_owned())));
        assert_eq!(read("open_at=now", Tongue::Interface, noon).0, Some(("open_at", "now".to_owned())));
        for (query, tongue, asked_at) in [
            ("open_at=now", Tongue::Interface, None),
            ("aperto=now", Tongue::Page, noon),
            ("aperto=x", Tongue::Page, noon),
            ("open_at=2026", Tongue::Interface, None),
        ] {
            let (read, mistakes) = read(query, tongue, asked_at);
            assert!(read.is_none() && mistakes.len() == 1, "{query}");
        }
        assert_eq!(read("open_at=2026-03-03T12:03", Tongue::Interface, None).0, Some(("open_at", "2026-03-03T11:00:00Z".to_owned())));
    }
}
