//! Headers as files hold them. Refuses a column that is taken silently for another.

use super::*;

const FIELDS: &[Field] = &[
    Field {
        name: "nome",
        headers: &["denominazione", "centro", "nome del centro"],
        required: true,
        about: "Nome del centro",
        example: "Centro di prova",
    },
    Field {
        name: "cod_com",
        headers: &["codice istat", "codice istat comune", "istat"],
        required: true,
        about: "Codice",
        example: "037006",
    },
    Field { name: "indirizzo", headers: &["via", "sede"], required: false, about: "Indirizzo", example: "Via Prova 1" },
    Field { name: "civico", headers: &["numero civico"], required: false, about: "Numero civico", example: "1" },
    Field { name: "telefono", headers: &["recapito telefonico"], required: false, about: "Telefono", example: "051 000000" },
    Field { name: "lat", headers: &["latitudine", "y"], required: false, about: "Latitudine", example: "44.5" },
    Field { name: "lon", headers: &["longitudine", "x"], required: false, about: "Longitudine", example: "11.3" },
];

fn headers(list: &[&str]) -> Vec<String> {
    list.iter().map(|header| (*header).to_owned()).collect()
}

fn given(list: &[(&str, &str)]) -> BTreeMap<String, String> {
    list.iter().map(|(field, header)| ((*field).to_owned(), (*header).to_owned())).collect()
}

fn names(list: &[&str], by_hand: &[(&str, &str)]) -> Result<Vec<String>, MappingError> {
    map_headers(FIELDS, &headers(list), &given(by_hand)).map(|mapped| mapped.names)
}

#[test]
fn headers_as_people_write_them() {
    for (header, field) in [
        ("nome", "nome"),
        ("NOME", "nome"),
        ("Nome *", "nome"),
        ("Nome (obbligatorio)", "nome"),
        ("Denominazione", "nome"),
        ("Denom.", "nome"),
        ("Nome del Centro", "nome"),
        ("nome_centro", "nome"),
        ("  Nome:  ", "nome"),
        ("Nome (per esteso)", "nome"),
        ("N. civico", "civico"),
        ("N° civico", "civico"),
        ("Nr civico", "civico"),
        ("num. civico", "civico"),
        ("Numero Civico*", "civico"),
        ("Tel.", "telefono"),
        ("TELEFONO", "telefono"),
        ("Recapito telefonico", "telefono"),
        ("Lat.", "lat"),
        ("Latitudine (WGS84)", "lat"),
        ("Long", "lon"),
        ("X", "lon"),
        ("Cod. ISTAT", "cod_com"),
        ("Codice ISTAT del comune", "cod_com"),
        ("cod_com", "cod_com"),
        ("Via", "indirizzo"),
    ] {
        let others: Vec<&str> = ["nome", "cod_com"].into_iter().filter(|name| *name != field).collect();
        let all: Vec<&str> = std::iter::once(header).chain(others).collect();
        let mapped = names(&all, &[]);
        assert_eq!(mapped.as_deref().map(|names| names[0].as_str()), Ok(field), "{header}");
    }
}

#[test]
fn unknown_headers_keep_their_name_and_missing_fields_are_listed() {
    let mapped = map_headers(FIELDS, &headers(&["Nome", "Colore", "ISTAT", "", "Colore"]), &BTreeMap::new()).expect("a mapping");
    assert_eq!(mapped.names, ["nome", "Colore", "cod_com", "", "Colore (colonna 5)"]);
    assert_eq!(mapped.unknown, ["Colore", "Colore"]);
    assert_eq!(mapped.missing_optional, ["indirizzo", "civico", "telefono", "lat", "lon"]);
}

#[test]
fn two_columns_for_one_field_are_an_error_that_says_how_to_decide() {
    let error = names(&["Nome", "Denominazione", "ISTAT"], &[]).expect_err("two columns");
    let text = error.to_string();
    assert!(text.contains("«Nome» (#1)") && text.contains("«Denominazione» (#2)") && text.contains("--map nome=#"), "{text}");
    assert_eq!(names(&["Nome", "Denominazione", "ISTAT"], &[("nome", "#2")]), Ok(headers(&["Nome", "nome", "cod_com"])));
    assert_eq!(
        names(&["Telefono", "Telefono (referente)", "Nome", "ISTAT"], &[]).map(|names| names[1].clone()),
        Ok("Telefono (referente)".to_owned())
    );
    assert!(names(&["Telefono (sede)", "Telefono (referente)", "Nome", "ISTAT"], &[]).is_err());
}

#[test]
fn a_required_field_that_is_missing_is_named_with_its_synonyms_and_the_headers_there_are() {
    let text = names(&["Nome", "Colore"], &[]).expect_err("missing").to_string();
    assert!(
        text.contains("«cod_com»") && text.contains("codice istat") && text.contains("#2 «Colore»") && text.contains("--map"),
        "{text}"
    );
    assert!(text.starts_with("manca la colonna"), "{text}");
    assert!(names(&[], &[]).expect_err("both").to_string().starts_with("mancano le colonne"));
}

#[test]
fn what_is_given_wins() {
    assert_eq!(names(&["A", "B"], &[("nome", "#1"), ("cod_com", "#2")]), Ok(headers(&["nome", "cod_com"])));
    assert_eq!(names(&["Titolo", "ISTAT"], &[("nome", "titolo")]), Ok(headers(&["nome", "cod_com"])));
    assert_eq!(names(&["nome", "Titolo", "ISTAT"], &[("nome", "Titolo")]), Ok(headers(&["nome (colonna 1)", "nome", "cod_com"])));
    let mapped = map_headers(FIELDS, &headers(&["Nome"]), &given(&[("cod_com", "=006003")])).expect("a constant");
    assert_eq!(mapped.constants, given(&[("cod_com", "006003")]));
    for (field, header, says) in [
        ("colore", "Nome", "non esiste"),
        ("nome", "#9", "non c'è nessuna"),
        ("nome", "#0", "non c'è nessuna"),
        ("nome", "Titolo", "non c'è nessuna"),
        ("nome", "", "non c'è nessuna"),
    ] {
        let text = names(&["Nome", "ISTAT"], &[(field, header)]).expect_err(header).to_string();
        assert!(text.contains(says), "{text}");
    }
    assert!(names(&["A", "A", "ISTAT"], &[("nome", "A")]).expect_err("twice").to_string().contains("più di una"));
    assert!(matches!(names(&["A", "ISTAT"], &[("nome", "A"), ("indirizzo", "#1")]), Err(MappingError::GivenTwice { .. })));
}

#[test]
fn a_header_two_fields_understand_is_an_error() {
    let fields = [
        Field { name: "a", headers: &["sede"], required: false, about: "", example: "" },
        Field { name: "b", headers: &["Sede"], required: false, about: "", example: "" },
    ];
    let error = map_headers(&fields, &headers(&["SEDE"]), &BTreeMap::new()).expect_err("two fields");
    assert!(error.to_string().contains("a oppure b"), "{error}");
}

#[test]
fn no_header_makes_it_panic_and_no_name_occurs_twice() {
    crate::values::scramble::for_scrambled(&["Nome (obbligatorio)", "N° civico", "Cod. ISTAT", "#3", "Lat. (WGS84)"], |text| {
        let list = headers(&[text, "Nome", "ISTAT", text]);
        if let Ok(mapped) = map_headers(FIELDS, &list, &BTreeMap::new()) {
            let once: BTreeSet<&String> = mapped.names.iter().collect();
            assert_eq!((once.len(), mapped.names.len()), (4, 4), "{text:?}: {mapped:?}");
        }
        let _ = map_headers(FIELDS, &list, &given(&[("nome", text), (text, "Nome")]));
    });
}
