//! Whether a file may be stored without a person looking at it first.
//! Refuses when too much would vanish, too many rows were refused, or nothing is left.

use serde_json::{Value, json};

use crate::imports::{Refusal, Report};

/// Of 100 rows, how many may be refused.
const MAX_REFUSED_PERCENT: usize = 20;
/// Refusals and warnings that are kept with a waiting file.
const KEPT: usize = 100;

/// Why a person has to look, in Italian; empty where nobody needs to.
pub(super) fn reasons(report: &Report, max_removed_percent: u8) -> Vec<String> {
    let taken = report.inserted + report.updated + report.unchanged;
    let mut reasons = Vec::new();
    if taken == 0 {
        reasons.push("nel file non c'è nessun centro utilizzabile".to_owned());
    }
    let known = report.updated + report.unchanged + report.vanished;
    if report.vanished * 100 > known * usize::from(max_removed_percent) {
        reasons.push(format!(
            "mancano {} dei {known} centri già importati da questa fonte ({} %): il limite è {max_removed_percent} %",
            report.vanished,
            percent(report.vanished, known)
        ));
    }
    let (refused, rows) = (report.refused.len(), report.rows());
    if refused * 100 > rows * MAX_REFUSED_PERCENT {
        reasons.push(format!(
            "{refused} righe su {rows} sono state rifiutate ({} %): il limite è {MAX_REFUSED_PERCENT} %",
            percent(refused, rows)
        ));
    }
    reasons
}

fn percent(part: usize, whole: usize) -> usize {
    (part * 100).div_ceil(whole.max(1))
}

/// The counts in a sentence.
pub(super) fn sentence(report: &Report) -> String {
    let Report { inserted, updated, unchanged, vanished, .. } = report;
    format!(
        "{inserted} nuovi, {updated} cambiati, {unchanged} uguali, {vanished} non più nel file, {} righe rifiutate",
        report.refused.len()
    )
}

/// What is kept with a waiting file.
pub(super) fn record(report: &Report, reasons: &[String]) -> Value {
    let listed = |list: &[Refusal]| -> Vec<Value> {
        list.iter().take(KEPT).map(|one| json!({ "row": one.row, "column": one.column, "reason": one.reason })).collect()
    };
    json!({
        "reasons": reasons,
        "summary": sentence(report),
        "inserted": report.inserted,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "vanished": report.vanished,
        "refused_count": report.refused.len(),
        "warned_count": report.warned.len(),
        "refused": listed(&report.refused),
        "warned": listed(&report.warned),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(inserted: usize, unchanged: usize, vanished: usize, refused: usize) -> Report {
        let refused = vec![Refusal { file: None, row: 2, column: None, reason: "no".to_owned(), hint: None }; refused];
        Report { inserted, unchanged, vanished, refused, ..Report::default() }
    }

    #[test]
    fn limits_are_kept_to_the_last_centre() {
        assert!(reasons(&report(0, 90, 10, 0), 10).is_empty());
        assert_eq!(reasons(&report(0, 89, 11, 0), 10).len(), 1);
        assert_eq!(reasons(&report(50, 99, 1, 0), 0).len(), 1);
        assert!(reasons(&report(0, 1, 99, 0), 100).is_empty());
        assert!(reasons(&report(80, 0, 0, 20), 10).is_empty());
        assert_eq!(reasons(&report(79, 0, 0, 21), 10).len(), 1);
    }

    #[test]
    fn a_first_file_removes_nothing_and_an_empty_one_waits() {
        assert!(reasons(&report(3, 0, 0, 0), 0).is_empty());
        assert_eq!(reasons(&report(0, 0, 0, 0), 10).len(), 1);
        assert_eq!(reasons(&report(0, 0, 5, 0), 10).len(), 2);
    }

    #[test]
    fn what_is_kept_is_bounded() {
        let many = report(1, 0, 0, 1_000);
        let kept = record(&many, &reasons(&many, 10));
        assert_eq!(kept["refused"].as_array().map(Vec::len), Some(KEPT));
        assert_eq!(kept["refused_count"], 1_000);
    }
}
