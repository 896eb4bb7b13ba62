//! Of which 1 January figures are: the title of a file says it, else its name. Refuses to guess between two years.

use super::super::provenance::year_in;

/// The year by the title above the headers, else by the name of the file; none where neither says one.
pub(super) fn of(title: Option<&str>, name: &str) -> Option<i16> {
    let year = title.and_then(in_title).or_else(|| year_in(name))?;
    i16::try_from(year).ok()
}

/// The year after the day, or the only one there is.
fn in_title(title: &str) -> Option<i32> {
    let title = title.to_lowercase();
    if let Some((_, after)) = title.split_once("gennaio") {
        return year_in(after);
    }
    // Whoever lives somewhere on the last day of a year does so on the first of the next: ISTAT publishes both ways.
    if let Some((_, after)) = title.split_once("31 dicembre") {
        return year_in(after).map(|year| year + 1);
    }
    let mut years: Vec<i32> = title.split(|letter: char| !letter.is_ascii_digit()).filter_map(year_in).collect();
    years.dedup();
    if let [one] = years[..] { Some(one) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_comes_before_the_name() {
        let title = "Popolazione residente per sesso, età e stato civile al 1° Gennaio 2024";
        assert_eq!(of(Some(title), "POSAS_2019_it_Comuni.csv"), Some(2024));
        assert_eq!(of(Some("Popolazione al 31 dicembre 2023"), "a.csv"), Some(2024));
        assert_eq!(of(Some("Popolazione residente - Anno 2022"), "a.csv"), Some(2022));
        assert_eq!(of(Some("Confronto tra 2021 e 2022"), "residenti-2022.csv"), Some(2022));
        assert_eq!(of(None, "POSAS_2019_it_Comuni.csv"), Some(2019));
        assert_eq!(of(Some("Popolazione residente"), "posas.csv"), None);
    }
}
