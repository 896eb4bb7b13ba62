//! How many costly questions are answered to one address: work that one asker could otherwise keep for himself. Nobody's
//! address is kept: it is cut to what one household or office has, hashed with a key that dies with the process, and only
//! the places that hash falls on are remembered. Refuses to speak of what is costly: that says the router.
//!
//! Each class is a generic cell rate algorithm (ITU-T I.371): of an asker one moment is known, at which all he asked would
//! have come in at the even pace. As in a count-min sketch each asker has two places among many, shared by chance with
//! others, and the better of the two counts: the memory is the same for one asker and for a million.

use std::hash::{BuildHasher, RandomState};
use std::net::IpAddr;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use chrono::{DateTime, Utc};

/// Asks at the most within so much time.
const WINDOW_MS: i64 = 60_000;
/// Places for askers in each of two rows: 512 KB for a class. Of a thousand askers at work one shares both.
const PLACES: usize = 1 << 15;

const LIMIT: HeaderName = HeaderName::from_static("ratelimit-limit");
const REMAINING: HeaderName = HeaderName::from_static("ratelimit-remaining");
const RESET: HeaderName = HeaderName::from_static("ratelimit-reset");

/// What is costly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// A text becomes places: what is typed asks several times.
    Geocode,
    /// A scenario is computed.
    Scenario,
    /// A file is written or sent.
    File,
    /// Something is kept with us.
    Kept,
}

impl Class {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Geocode, Self::Scenario, Self::File, Self::Kept];

    /// Its part of the setting.
    fn share(self) -> u32 {
        match self {
            Self::Geocode => 1,
            Self::Scenario => 2,
            Self::File => 4,
            Self::Kept => 40,
        }
    }
}

/// How an asker stands after a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Questions answered within a minute.
    pub limit: u32,
    /// How many of them are left now.
    pub remaining: u32,
    /// Seconds until all of them are again.
    pub reset: u32,
    /// Refused: seconds until the next is answered.
    pub wait: Option<u32>,
}

impl Standing {
    /// Tells it in the headers of the answer.
    pub fn tell(self, headers: &mut HeaderMap) {
        for (name, number) in [(LIMIT, self.limit), (REMAINING, self.remaining), (RESET, self.reset)] {
            headers.insert(name, HeaderValue::from(number));
        }
    }
}

/// The moments of all askers of one class, milliseconds since 1970; 0 for nobody yet.
#[derive(Debug)]
struct Asked {
    limit: u32,
    rows: [Box<[AtomicI64]>; 2],
}

impl Asked {
    fn new(limit: u32) -> Self {
        let row = || (0..PLACES).map(|_| AtomicI64::new(0)).collect();
        Self { limit, rows: [row(), row()] }
    }

    fn ask(&self, asker: u64, now: i64) -> Standing {
        let pace = WINDOW_MS / i64::from(self.limit);
        let places = [&self.rows[0][asker as usize % PLACES], &self.rows[1][(asker >> 32) as usize % PLACES]];
        // Two questions at the same moment may count as one: this guards work, it keeps no accounts.
        let known = places.map(|place| place.load(Ordering::Relaxed)).into_iter().min().unwrap_or_default().max(now);
        let after = known + pace;
        let ahead = after - now;
        let refused = ahead > WINDOW_MS;
        if !refused {
            places.iter().for_each(|place| {
                place.fetch_max(after, Ordering::Relaxed);
            });
        }
        let taken = if refused { known - now } else { ahead };
        Standing {
            limit: self.limit,
            remaining: u32::try_from((WINDOW_MS - taken).max(0) / pace).unwrap_or_default().min(self.limit),
            reset: seconds(taken),
            wait: refused.then(|| seconds(ahead - WINDOW_MS).max(1)),
        }
    }
}

/// Milliseconds as whole seconds, rounded up.
fn seconds(milliseconds: i64) -> u32 {
    u32::try_from((milliseconds.max(0) + 999) / 1_000).unwrap_or(u32::MAX)
}

/// The limits of the site.
#[derive(Debug)]
pub struct Limits {
    classes: Option<[Asked; 4]>,
    key: RandomState,
}

impl Limits {
    /// With so many questions a minute of the cheapest class; 0 for no limits.
    #[must_use]
    pub fn new(per_minute: u32) -> Self {
        let classes = (per_minute > 0).then(|| Class::ALL.map(|class| Asked::new((per_minute / class.share()).clamp(1, WINDOW_MS as u32))));
        Self { classes, key: RandomState::new() }
    }

    /// Counts a question of an address; none where nothing is limited.
    #[must_use]
    pub fn ask(&self, class: Class, address: IpAddr, now: DateTime<Utc>) -> Option<Standing> {
        let at = Class::ALL.iter().position(|one| *one == class)?;
        Some(self.classes.as_ref()?[at].ask(self.key.hash_one(cut(address)), now.timestamp_millis()))
    }
}

/// What one household or office has: all of an IPv4 address, the first 64 bits of an IPv6 one.
fn cut(address: IpAddr) -> u128 {
    match address.to_canonical() {
        IpAddr::V4(address) => u128::from(address.to_bits()),
        IpAddr::V6(address) => address.to_bits() >> 64 << 64,
    }
}

/// The address of an asker: the other end of the connection, or behind a proxy that is trusted the one it saw. A proxy adds
/// that at the end of what it was sent, which anybody may have written.
#[must_use]
pub fn asker(headers: &HeaderMap, connected: Option<IpAddr>, trust_forwarded: bool) -> Option<IpAddr> {
    let forwarded = || {
        let last = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?.rsplit(',').next()?.trim();
        last.parse().ok().or_else(|| last.parse::<std::net::SocketAddr>().ok().map(|with_port| with_port.ip()))
    };
    trust_forwarded.then(forwarded).flatten().or(connected)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(milliseconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(1_772_528_400_000 + milliseconds).expect("a moment")
    }

    fn ip(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn so_many_at_once_then_one_at_a_time() {
        let limits = Limits::new(12);
        let ask = |class, address: &str, moment| limits.ask(class, ip(address), at(moment)).expect("limited");
        for left in (0..12).rev() {
            let standing = ask(Class::Geocode, "192.0.2.1", 0);
            assert_eq!((standing.limit, standing.remaining, standing.wait), (12, left, None));
        }
        let refused = ask(Class::Geocode, "192.0.2.1", 0);
        assert_eq!(refused, Standing { limit: 12, remaining: 0, reset: 60, wait: Some(5) });
        assert_eq!(ask(Class::Geocode, "192.0.2.1", 4_000).wait, Some(1), "what is refused is not counted");
        assert_eq!(ask(Class::Geocode, "192.0.2.1", 5_000).wait, None);
        assert_eq!(ask(Class::Geocode, "192.0.2.2", 5_000).remaining, 11, "somebody else");
        assert_eq!(ask(Class::Scenario, "192.0.2.1", 5_000).limit, 6);
        assert_eq!(ask(Class::File, "192.0.2.1", 5_000), Standing { limit: 3, remaining: 2, reset: 20, wait: None });
        assert_eq!(ask(Class::Geocode, "192.0.2.1", 65_000 + 60_000).remaining, 11, "forgotten after a minute");
    }

    #[test]
    fn no_setting_no_limit_and_a_small_one_still_answers() {
        assert_eq!(Limits::new(0).ask(Class::File, ip("192.0.2.1"), at(0)), None);
        let one = Limits::new(1);
        assert_eq!(one.ask(Class::File, ip("192.0.2.1"), at(0)).expect("limited").wait, None);
        assert_eq!(one.ask(Class::File, ip("192.0.2.1"), at(1)).expect("limited").wait, Some(60));
    }

    #[test]
    fn a_network_of_ipv6_is_one_asker_and_a_mapped_address_is_ipv4() {
        assert_eq!(cut(ip("2001:db8:1:2::1")), cut(ip("2001:db8:1:2:ffff::9")));
        assert_ne!(cut(ip("2001:db8:1:2::1")), cut(ip("2001:db8:1:3::1")));
        assert_eq!(cut(ip("::ffff:192.0.2.1")), cut(ip("192.0.2.1")));
        assert_ne!(cut(ip("192.0.2.1")), cut(ip("192.0.2.2")));
    }

    #[test]
    fn a_proxy_is_believed_only_where_it_is_trusted_and_only_its_own_word() {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", HeaderValue::from_static("203.0.113.9, 198.51.100.7"));
        let connected = Some(ip("127.0.0.1"));
        assert_eq!(asker(&headers, connected, false), connected);
        assert_eq!(asker(&headers, connected, true), Some(ip("198.51.100.7")));
        headers.append("x-forwarded-for", HeaderValue::from_static("[2001:db8::1]:4711"));
        assert_eq!(asker(&headers, connected, true), Some(ip("2001:db8::1")));
        headers.append("x-forwarded-for", HeaderValue::from_static("somebody"));
        assert_eq!(asker(&headers, connected, true), connected, "what is no address says nothing");
        assert_eq!(asker(&HeaderMap::new(), None, true), None);
    }

    #[test]
    fn many_askers_are_told_apart_in_the_same_memory() {
        let limits = Limits::new(60);
        // Each of a thousand asks twice at once: hardly anybody pays for somebody else.
        let mut wrong = 0;
        for _ in 0..2 {
            for asker in 0..1_000_u32 {
                let standing = limits.ask(Class::Geocode, IpAddr::V4(asker.into()), at(0)).expect("limited");
                wrong += u32::from(standing.remaining < 58);
            }
        }
        assert!(wrong <= 20, "{wrong} of 2000");
    }
}
