//! What the columns of a file may hold: the names we use, the headers people write, and which column holds what.
//! Refuses to guess between two columns that could both be meant.

/// A thing that a column of a file may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// The header we write ourselves, lower case: `nome`, `cod_com`.
    pub name: &'static str,
    /// Other headers that mean the same, in Italian and English, as people write them.
    pub headers: &'static [&'static str],
    /// Whether no row can be understood without it.
    pub required: bool,
    /// One line for whoever fills it in, in Italian.
    pub about: &'static str,
    /// An invented value.
    pub example: &'static str,
}
