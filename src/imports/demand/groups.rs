//! Which people a column counts, by the names ISTAT, Eurostat and we give such columns. Refuses to guess: a column of other
//! names is named by whoever imports it.

/// The group of a header: `all`, or ages such as `0-17` and `65+`; none for what is no age (sex, work, citizenship).
pub(super) fn of(header: &str) -> Option<String> {
    let name = header.trim().to_lowercase().replace([' ', '-'], "_");
    let ages = |name: &str| -> Option<String> {
        if let Some(from) = name.strip_suffix("_piu").or_else(|| name.strip_suffix('+')) {
            return from.parse::<u16>().ok().map(|from| format!("{from}+"));
        }
        let (from, to) = name.split_once('_')?;
        let (from, to): (u16, u16) = (from.parse().ok()?, to.parse().ok()?);
        (from <= to).then(|| format!("{from}-{to}"))
    };
    match name.as_str() {
        "t" | "p1" | "obs_value" | "all" | "totale" | "popolazione" | "residenti" => return Some("all".to_owned()),
        "y_lt15" => return Some("0-14".to_owned()),
        "y_1564" => return Some("15-64".to_owned()),
        "y_ge65" => return Some("65+".to_owned()),
        _ => {}
    }
    // Census sections: P14 is under five, each next one five years older, P29 from 75 on.
    if let Some(number) = name.strip_prefix('p').and_then(|number| number.parse::<u16>().ok()) {
        return match number {
            14 => Some("0-4".to_owned()),
            15..=28 => Some(format!("{}-{}", (number - 14) * 5, (number - 14) * 5 + 4)),
            29 => Some("75+".to_owned()),
            _ => None,
        };
    }
    let after = |start: &str| name.strip_prefix(start);
    if let Some(found) = after("eta_").or_else(|| after("minori_")).or(Some(&name)).and_then(ages) {
        return Some(found);
    }
    if name.starts_with("minori") {
        return Some("0-17".to_owned());
    }
    ["pop", "tot_p"].iter().any(|start| name.starts_with(start)).then(|| "all".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_istat_eurostat_and_our_own_are_known() {
        for (header, group) in [
            ("T", "all"),
            ("POP21", "all"),
            ("TOT_P_2021", "all"),
            ("pop_stimata_2023", "all"),
            ("minori_stimati_2023", "0-17"),
            ("minori_0_17", "0-17"),
            ("eta_0_2", "0-2"),
            ("eta_85_piu", "85+"),
            ("0-17", "0-17"),
            ("Y_LT15", "0-14"),
            ("P1", "all"),
            ("P14", "0-4"),
            ("P15", "5-9"),
            ("P28", "70-74"),
            ("P29", "75+"),
        ] {
            assert_eq!(of(header).as_deref(), Some(group), "{header}");
        }
        for other in ["M", "F", "P2", "P30", "NAT", "n_civici", "EMP", ""] {
            assert_eq!(of(other), None, "{other}");
        }
    }
}
