//! What came of one look at a source, as a word of the database and a sentence for people.

use std::str::FromStr;

use crate::imports::Report;

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The rows were stored.
    Applied,
    /// The file is the one already decided on.
    Unchanged,
    /// The file is kept and a person decides.
    Waiting,
    /// A person refused the file.
    Rejected,
    /// No usable file came; the next attempt may bring one.
    Failed,
    /// The source is not at its address any more.
    Broken,
}

impl Outcome {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Applied, Self::Unchanged, Self::Waiting, Self::Rejected, Self::Failed, Self::Broken];

    /// The word of `harvest_source.outcome`, of the command line and of the counters.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Applied => "applicata",
            Self::Unchanged => "invariata",
            Self::Waiting => "attende",
            Self::Rejected => "rifiutata",
            Self::Failed => "fallita",
            Self::Broken => "rotta",
        }
    }

    /// Whether somebody should look.
    #[must_use]
    pub const fn needs_a_person(self) -> bool {
        matches!(self, Self::Waiting | Self::Failed | Self::Broken)
    }
}

impl FromStr for Outcome {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|outcome| outcome.word() == word).ok_or_else(|| format!("{word:?} is no outcome of a harvest"))
    }
}

/// One source, looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// Key of the source.
    pub key: String,
    /// What came of it.
    pub outcome: Outcome,
    /// The same in a sentence, in Italian.
    pub message: String,
    /// What was stored, or would be where the file waits; none where no file was read.
    pub report: Option<Report>,
    /// Whether the attempt before ended with the very same sentence, so that it need not be told again.
    pub told_before: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outcome_is_read_from_its_word() {
        for outcome in Outcome::ALL {
            assert_eq!(outcome.word().parse(), Ok(outcome));
        }
        assert!("ok".parse::<Outcome>().is_err());
    }
}
