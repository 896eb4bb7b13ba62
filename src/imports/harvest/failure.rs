//! Why no usable file came, in words for an officer. Refuses to repeat an address beyond its host:
//! the rest may hold a key.

use chrono::{DateTime, Utc};
use reqwest::StatusCode;

/// Why a source gave nothing to read. Texts in Italian.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// No connection.
    #[error("non si riesce a collegarsi a {host}: {cause}")]
    Unreachable {
        /// Who was asked.
        host: String,
        /// The system's words.
        cause: String,
    },
    /// The whole took too long.
    #[error("{host} non ha finito entro {seconds} secondi; se il file è davvero grande, aumentare timeout_seconds")]
    TooSlow {
        /// Who was asked.
        host: String,
        /// The limit.
        seconds: u64,
    },
    /// Nothing came for too long.
    #[error("{host} si è fermato a metà e non ha mandato più nulla")]
    Stalled {
        /// Who was asked.
        host: String,
    },
    /// The connection ended before the file did.
    #[error("il file è arrivato incompleto ({received} byte{}): la connessione si è interrotta", of(*expected))]
    Cut {
        /// Bytes that came.
        received: u64,
        /// Bytes that were announced.
        expected: Option<u64>,
    },
    /// More bytes than the configuration allows.
    #[error("il file supera {limit} byte; se è giusto così, aumentare max_bytes")]
    TooLarge {
        /// The limit.
        limit: u64,
    },
    /// Nothing in it.
    #[error("il file è vuoto")]
    Empty,
    /// A page for people instead of data.
    #[error(
        "al posto dei dati è arrivata una pagina web (HTML): serve l'indirizzo del file, di solito quello del pulsante «Scarica», non della pagina che lo presenta; a volte è una pagina di errore o di accesso"
    )]
    WebPage,
    /// The server compressed what nobody asked it to compress.
    #[error("il server ha mandato il file compresso ({coding}) senza che fosse richiesto; chiedere a chi lo pubblica di mandarlo com'è")]
    Encoded {
        /// `Content-Encoding` as given.
        coding: String,
    },
    /// The address answers that there is nothing.
    #[error(
        "il file non è più a questo indirizzo (risposta {status}); i centri già importati restano: cercare il nuovo indirizzo presso chi pubblica i dati"
    )]
    Gone {
        /// 404 or 410.
        status: u16,
    },
    /// The file of the configuration does not exist.
    #[error("il file {path} non c'è; i centri già importati restano")]
    Missing {
        /// Its path.
        path: String,
    },
    /// The file of the configuration cannot be read.
    #[error("il file {path} non si può leggere: {cause}")]
    Unreadable {
        /// Its path.
        path: String,
        /// The system's words.
        cause: String,
    },
    /// A name and password are wanted.
    #[error("{host} chiede un accesso riservato (risposta {status}): serve un indirizzo pubblico, oppure nome e password nell'indirizzo")]
    Forbidden {
        /// Who was asked.
        host: String,
        /// 401, 403 or 407.
        status: u16,
    },
    /// The server has no time now.
    #[error("{host} è occupato e chiede di riprovare più tardi (risposta {status})")]
    Busy {
        /// Who was asked.
        host: String,
        /// 429 or 503.
        status: u16,
        /// `Retry-After`, if it gave one that could be read.
        not_before: Option<DateTime<Utc>>,
    },
    /// Any other answer.
    #[error("{host} ha risposto {status} invece di mandare il file")]
    Status {
        /// Who was asked.
        host: String,
        /// The status.
        status: u16,
    },
    /// Sent on and on.
    #[error("{host} rimanda da un indirizzo all'altro senza mai dare il file")]
    TooManyRedirects {
        /// Who was asked first.
        host: String,
    },
    /// Sent to something that is no web address, or from https to http.
    #[error("{host} rimanda a un indirizzo che non si può seguire ({why})")]
    BadRedirect {
        /// Who sent us there.
        host: String,
        /// Why not.
        why: String,
    },
    /// The address lies in a private network.
    #[error("{host} è un indirizzo di una rete interna: se è voluto, scrivere internal = true nella fonte")]
    PrivateAddress {
        /// The host.
        host: String,
    },
    /// Our own disk.
    #[error("il file non si può scrivere sul disco: {cause}")]
    Disk {
        /// The system's words.
        cause: String,
    },
    /// The file came whole and cannot be imported.
    #[error("il file non si può importare: {cause}")]
    Import {
        /// What the import says.
        cause: String,
    },
}

fn of(expected: Option<u64>) -> String {
    expected.map_or_else(String::new, |bytes| format!(" di {bytes}"))
}

impl Failure {
    /// Whether the source has gone from its address.
    #[must_use]
    pub const fn is_broken(&self) -> bool {
        matches!(self, Self::Gone { .. } | Self::Missing { .. })
    }

    /// Before when the server does not want to be asked again.
    #[must_use]
    pub const fn not_before(&self) -> Option<DateTime<Utc>> {
        match self {
            Self::Busy { not_before, .. } => *not_before,
            _ => None,
        }
    }

    /// What a status other than 200 and 304 means.
    pub(super) fn of_status(host: &str, status: StatusCode, not_before: Option<DateTime<Utc>>) -> Self {
        let (host, code) = (host.to_owned(), status.as_u16());
        match code {
            404 | 410 => Self::Gone { status: code },
            401 | 403 | 407 => Self::Forbidden { host, status: code },
            429 | 503 => Self::Busy { host, status: code, not_before },
            _ => Self::Status { host, status: code },
        }
    }

    pub(super) fn of_disk(error: &std::io::Error) -> Self {
        Self::Disk { cause: error.to_string() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_has_gone_is_broken() {
        let failure = |code: u16| Failure::of_status("example.it", StatusCode::from_u16(code).expect("a status"), None);
        assert!(failure(404).is_broken() && failure(410).is_broken());
        for code in [401, 429, 500, 503, 204, 206] {
            assert!(!failure(code).is_broken(), "{code}");
        }
    }

    #[test]
    fn a_cut_says_how_much_is_missing() {
        assert!(Failure::Cut { received: 3, expected: Some(10) }.to_string().contains("3 byte di 10"));
        assert!(Failure::Cut { received: 3, expected: None }.to_string().contains("(3 byte)"));
    }
}
