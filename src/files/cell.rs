//! What a value looks like in a cell of text, and what is safe there.

use std::borrow::Cow;

use chrono::SecondsFormat;

use crate::published::cql2::Value;

/// A value as text: point for decimals, ISO dates, lists joined by commas; empty where there is none.
pub(super) fn text(value: Value<'_>) -> Cow<'_, str> {
    match value {
        Value::Text(text) => text.into(),
        Value::Number(number) => number.to_string().into(),
        Value::Boolean(value) => if value { "true" } else { "false" }.into(),
        Value::Date(day) => day.to_string().into(),
        Value::Timestamp(moment) => moment.to_rfc3339_opts(SecondsFormat::Secs, true).into(),
        Value::Texts(texts) => texts.join(",").into(),
        Value::Null | Value::Geometry(_) | Value::Point { .. } => "".into(),
    }
}

/// A text that a spreadsheet would take for a formula, with the apostrophe that makes it text. A telephone number is none.
pub(super) fn guarded(text: Cow<'_, str>) -> Cow<'_, str> {
    let formula = match text.chars().next() {
        Some('=' | '@' | '\t' | '\r') => true,
        Some('+' | '-') => !text.chars().skip(1).all(|letter| letter.is_ascii_digit() || " ./()-".contains(letter)),
        _ => false,
    };
    if formula { format!("'{text}").into() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_told_from_telephone_numbers() {
        let safe = |text: &str| guarded(text.into()).into_owned();
        assert_eq!(safe("=1+1"), "'=1+1");
        assert_eq!(safe("@SUM(A1)"), "'@SUM(A1)");
        assert_eq!(safe("-cmd|' /C calc'!A0"), "'-cmd|' /C calc'!A0");
        assert_eq!(safe("+39 051 000-0001"), "+39 051 000-0001");
        assert_eq!(safe("Centro"), "Centro");
    }
}
