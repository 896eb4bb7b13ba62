//! How often a source is asked: `24h`, `7d`, `giornaliero` … Refuses to ask more than four times an hour or never.

use std::str::FromStr;

use chrono::TimeDelta;

const SHORTEST: TimeDelta = TimeDelta::minutes(15);
const LONGEST: TimeDelta = TimeDelta::days(366);

/// The time between two looks at a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period(TimeDelta);

impl Period {
    /// Its length.
    #[must_use]
    pub const fn length(self) -> TimeDelta {
        self.0
    }
}

impl FromStr for Period {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let unknown = || {
            format!(
                "«{text}» non è un intervallo: scrivere un numero con m, h o d (30m, 24h, 7d), oppure orario, giornaliero, settimanale, mensile"
            )
        };
        let words = text.trim().to_lowercase();
        let length = match words.as_str() {
            "orario" | "ogni ora" => TimeDelta::hours(1),
            "giornaliero" | "ogni giorno" => TimeDelta::days(1),
            "settimanale" | "ogni settimana" => TimeDelta::days(7),
            "mensile" | "ogni mese" => TimeDelta::days(30),
            amount => {
                let unit = amount.chars().next_back().ok_or_else(unknown)?;
                let number: i64 = amount.strip_suffix(unit).unwrap_or_default().trim_end().parse().map_err(|_| unknown())?;
                match unit {
                    'm' => TimeDelta::try_minutes(number),
                    'h' => TimeDelta::try_hours(number),
                    'd' | 'g' => TimeDelta::try_days(number),
                    _ => None,
                }
                .ok_or_else(unknown)?
            }
        };
        if length < SHORTEST || length > LONGEST {
            return Err(format!("«{text}» è fuori misura: da 15 minuti (15m) a un anno (366d)"));
        }
        Ok(Self(length))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_as_people_write_them() {
        let hours = |text: &str| text.parse::<Period>().map(|period| period.length().num_hours());
        assert_eq!(hours("24h"), Ok(24));
        assert_eq!(hours("7d"), Ok(168));
        assert_eq!(hours("7 g"), Ok(168));
        assert_eq!(hours(" Giornaliero "), Ok(24));
        assert_eq!(hours("90m"), Ok(1));
        assert_eq!(hours("mensile"), Ok(720));
    }

    #[test]
    fn nonsense_and_haste_are_refused() {
        for text in ["", "h", "24", "24 ore", "-1h", "1m", "400d", "1.5h", "99999999999999999999d", "9223372036854775807d", "è", "5è"] {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }
}
