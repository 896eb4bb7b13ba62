//! Where a fetch may go: the web, and no private network the configuration does not name.
//! Refuses names that lead inside, when they are looked up, so that no name can change its mind between check and use.

use std::error::Error;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use reqwest::Url;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::failure::Failure;

/// What one source may reach.
#[derive(Debug, Clone)]
pub(super) struct Reach {
    /// Hosts that may lie in a private network, in lower case.
    trusted: Vec<String>,
}

impl Reach {
    /// For a source at this address. A private address written as such is trusted, and so is everything the source says is internal.
    pub(super) fn of(configured: &Url, internal: bool, proxy: Option<&Url>) -> Self {
        let mut trusted: Vec<String> = proxy.map(host_of).into_iter().collect();
        let host = host_of(configured);
        if internal || names_private(&host) {
            trusted.push(host);
        }
        Self { trusted }
    }

    fn trusts(&self, host: &str) -> bool {
        self.trusted.iter().any(|one| one == host)
    }

    /// Checks an address before it is asked. Names are checked once more when they are looked up.
    pub(super) fn check(&self, url: &Url) -> Result<(), Failure> {
        let host = host_of(url);
        if names_private(&host) && !self.trusts(&host) {
            return Err(Failure::PrivateAddress { host });
        }
        Ok(())
    }
}

/// Host of an address in lower case, an IPv6 address without its brackets; empty where there is none.
pub(super) fn host_of(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default().to_ascii_lowercase();
    host.trim_start_matches('[').trim_end_matches(']').trim_end_matches('.').to_owned()
}

/// A private address written out, or the name of this machine.
fn names_private(host: &str) -> bool {
    host == "localhost" || host.ends_with(".localhost") || host.parse::<IpAddr>().is_ok_and(|address| !is_public(address))
}

/// A name that leads into a private network.
#[derive(Debug)]
pub(super) struct LeadsInside(String);

impl fmt::Display for LeadsInside {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} lies in a private network", self.0)
    }
}

impl Error for LeadsInside {}

impl Resolve for Reach {
    fn resolve(&self, name: Name) -> Resolving {
        let host = name.as_str().trim_end_matches('.').to_ascii_lowercase();
        let trusted = self.trusts(&host);
        Box::pin(async move {
            let found: Vec<SocketAddr> = tokio::net::lookup_host((host.as_str(), 0)).await?.collect();
            let reachable: Vec<SocketAddr> = found.into_iter().filter(|address| trusted || is_public(address.ip())).collect();
            if reachable.is_empty() {
                return Err(LeadsInside(host).into());
            }
            Ok(Box::new(reachable.into_iter()) as Addrs)
        })
    }
}

/// Whether an error was made because a name leads inside.
pub(super) fn leads_inside(error: &(dyn Error + 'static)) -> bool {
    let mut at = Some(error);
    while let Some(one) = at {
        if one.downcast_ref::<LeadsInside>().is_some() {
            return true;
        }
        at = one.source();
    }
    false
}

/// Whether an address belongs to the public Internet (registries of special addresses, RFC 6890 and its successors).
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let special =
        a == 0 || a >= 240 || (a == 100 && (64..128).contains(&b)) || (a == 192 && b == 0 && c == 0) || (a == 198 && (b == 18 || b == 19));
    !(special
        || address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_documentation())
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let s = address.segments();
    let inner = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match s {
        // Mapped and translated addresses are those of version 4 inside them.
        [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => inner(high, low),
        [0x2002, high, low, ..] => inner(high, low),
        // Of the rest only 2000::/3 is in use, save documentation and tunnels.
        [0x2001, second, ..] => second >= 0x200 && second != 0xdb8,
        [first, ..] => first & 0xe000 == 0x2000 && first != 0x3fff,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        text.parse().expect("an address")
    }

    #[test]
    fn private_and_special_addresses_are_not_public() {
        for address in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "198.18.0.1",
            "192.0.0.8",
            "224.0.0.1",
            "255.255.255.255",
            "192.0.2.1",
            "::1",
            "::",
            "fe80::1",
            "fd00::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2001:db8::1",
            "2001::1",
            "::127.0.0.1",
        ] {
            assert!(!is_public(address.parse().expect("an address")), "{address}");
        }
        for address in
            ["8.8.8.8", "172.32.0.1", "100.128.0.1", "193.204.5.1", "2a00:1450:4002::1", "2001:760::1", "::ffff:8.8.8.8", "2002:808:808::"]
        {
            assert!(is_public(address.parse().expect("an address")), "{address}");
        }
    }

    #[test]
    fn only_what_the_configuration_names_may_be_private() {
        let public = Reach::of(&url("https://dati.example.it/centri.csv"), false, None);
        for inside in [
            "http://localhost/",
            "http://LOCALHOST./",
            "http://127.1/",
            "http://0x7f000001/",
            "http://2130706433/",
            "http://[::1]/",
            "http://a.localhost/",
        ] {
            assert!(public.check(&url(inside)).is_err(), "{inside}");
        }
        assert!(public.check(&url("https://altro.example.it/")).is_ok());
        let own = Reach::of(&url("http://10.0.0.7/centri.csv"), false, None);
        assert!(own.check(&url("http://10.0.0.7/altro.csv")).is_ok());
        assert!(own.check(&url("http://10.0.0.8/")).is_err());
    }

    #[tokio::test]
    async fn a_name_that_leads_inside_is_refused_when_it_is_looked_up() {
        // Every resolver answers this name with this machine (RFC 6761).
        let reach = Reach { trusted: vec![] };
        let error = reach.resolve("localhost".parse().expect("a name")).await.err().expect("refused");
        assert!(leads_inside(error.as_ref()));
        let trusting = Reach { trusted: vec!["localhost".to_owned()] };
        assert!(trusting.resolve("localhost".parse().expect("a name")).await.is_ok());
    }
}
