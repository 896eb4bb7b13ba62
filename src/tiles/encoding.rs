//! How the bytes of tiles are compressed on their way, and what an `Accept-Encoding` allows.

use std::io::Write;

/// Media type of a vector tile.
pub use crate::web::openapi::MVT;

/// How bytes may be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// As they are.
    Identity,
    /// RFC 1952.
    Gzip,
    /// RFC 7932.
    Brotli,
    /// RFC 8878.
    Zstd,
}

impl Encoding {
    /// All of them, the one we would rather send first.
    pub const ALL: [Self; 4] = [Self::Zstd, Self::Brotli, Self::Gzip, Self::Identity];

    /// Value of `Content-Encoding`; none for [`Encoding::Identity`].
    #[must_use]
    pub const fn name(self) -> Option<&'static str> {
        match self {
            Self::Identity => None,
            Self::Gzip => Some("gzip"),
            Self::Brotli => Some("br"),
            Self::Zstd => Some("zstd"),
        }
    }

    /// What ends the ETag, so that no two encodings share one.
    #[must_use]
    pub const fn mark(self) -> &'static str {
        match self {
            Self::Identity => "",
            Self::Gzip => "-g",
            Self::Brotli => "-b",
            Self::Zstd => "-z",
        }
    }

    /// The best encoding an `Accept-Encoding` allows; by quality first, then by our own order (RFC 9110, 12.5.3).
    #[must_use]
    pub fn negotiated(accepted: &str) -> Self {
        let mut best = (0_u16, Self::Identity);
        let mut any = None;
        let mut named = [false; 4];
        for one in accepted.split(',') {
            let mut parts = one.split(';').map(str::trim);
            let name = parts.next().unwrap_or_default();
            let quality = parts.find_map(|part| part.strip_prefix("q=")).map_or(1_000, thousandths);
            if name == "*" {
                any = Some(quality);
                continue;
            }
            let same = |encoding: &&Self| {
                encoding.name().unwrap_or("identity").eq_ignore_ascii_case(name)
                    || (name.eq_ignore_ascii_case("x-gzip") && **encoding == Self::Gzip)
            };
            if let Some(encoding) = Self::ALL.iter().find(same) {
                named[*encoding as usize] = true;
                if *encoding != Self::Identity
                    && (quality > best.0 || (quality == best.0 && quality > 0 && encoding.rank() < best.1.rank()))
                {
                    best = (quality, *encoding);
                }
            }
        }
        if let Some(quality) = any.filter(|quality| *quality > best.0)
            && let Some(encoding) = Self::ALL.into_iter().find(|encoding| !named[*encoding as usize])
        {
            best = (quality, encoding);
        }
        best.1
    }

    /// Does an `Accept-Encoding` allow this one at all? Plain bytes always are.
    #[must_use]
    pub fn is_allowed(self, accepted: &str) -> bool {
        let Some(own) = self.name() else { return true };
        let quality = |wanted: &str| {
            accepted.split(',').find_map(|one| {
                let mut parts = one.split(';').map(str::trim);
                let same = parts.next()?.eq_ignore_ascii_case(wanted);
                same.then(|| parts.find_map(|part| part.strip_prefix("q=")).map_or(1_000, thousandths))
            })
        };
        quality(own).or_else(|| quality("*")).is_some_and(|quality| quality > 0)
    }

    fn rank(self) -> usize {
        Self::ALL.iter().position(|one| *one == self).unwrap_or(usize::MAX)
    }
}

/// A quality such as `0.8` in thousandths; nonsense counts as not wanted.
fn thousandths(text: &str) -> u16 {
    let quality = text.parse::<f32>().unwrap_or(0.0);
    if (0.0..=1.0).contains(&quality) { (quality * 1_000.0) as u16 } else { 0 }
}

/// Bytes in an encoding. Levels where another step costs more time than it saves bytes (benches/README.md).
pub fn compressed(plain: &[u8], encoding: Encoding) -> Vec<u8> {
    let mut out = Vec::with_capacity(plain.len() / 2);
    // Writing into memory does not fail.
    match encoding {
        Encoding::Identity => out.extend_from_slice(plain),
        Encoding::Gzip => {
            let mut encoder = flate2::write::GzEncoder::new(&mut out, flate2::Compression::new(4));
            let _ = encoder.write_all(plain);
            let _ = encoder.finish();
        }
        Encoding::Brotli => {
            let mut encoder = brotli::CompressorWriter::new(&mut out, 16 << 10, 5, 22);
            let _ = encoder.write_all(plain);
            let _ = encoder.flush();
            drop(encoder);
        }
        Encoding::Zstd => return zstd::bulk::compress(plain, 3).unwrap_or_default(),
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_encoding_is_allowed_where_the_header_says_so() {
        for (accepted, allowed) in
            [("gzip", true), ("br, GZIP;q=0.5", true), ("*", true), ("", false), ("br", false), ("gzip;q=0", false), ("gzip;q=0, *", false)]
        {
            assert_eq!(Encoding::Gzip.is_allowed(accepted), allowed, "{accepted}");
        }
        assert!(Encoding::Identity.is_allowed("br"));
    }
}
