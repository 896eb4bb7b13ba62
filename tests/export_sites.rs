//! What leaves by the command line is what may be seen: centres that are not public stay so, and `centri export sites` writes
//! what `/api/v1/sites` answers.

use centri::directory::sites_answer;
use centri::imports::{self, export::Format};
use centri::web::{AppError, Language, Words};

use crate::centre_lists::{Folder, import, one};
use crate::support::{TestApp, story};

/// An open centre, one that history remembers, and one that will turn out to be a shelter.
const LIST: &str = "id;nome;comune;prov;indirizzo;stato\n\
                    A;Centro Aurora;Bologna;BO;Via Prima 1;attiva\n\
                    B;Centro Antico;Imola;BO;Via Seconda 2;storico\n\
                    C;Centro Ginestra;Imola;BO;Via Terza 3;attiva\n";

#[test]
fn what_is_not_published_is_not_published_by_an_export() {
    story(async {
        let (here, there) = (TestApp::small().await, TestApp::small().await);
        let (pool, folder) = (&here.pools.owner, Folder::new("unpublished"));
        let first = import(pool, &folder.file("elenco.csv", LIST.as_bytes())).await;
        assert_eq!((first.inserted, first.refused.len()), (3, 0), "{first}");
        let next = LIST.replace("Centro Ginestra", "Casa rifugio Ginestra");
        let withdrawn = import(pool, &folder.file("poi.csv", next.as_bytes())).await;
        assert!(withdrawn.to_string().contains("è stato ritirato"), "{withdrawn}");

        for (format, name) in
            [(Format::Csv, "f.csv"), (Format::Xlsx, "f.xlsx"), (Format::GeoJson, "f.geojson"), (Format::FlatGeobuf, "f.fgb")]
        {
            let file = folder.0.join(name);
            let rows = imports::export::centres(pool, Some("regione-esempio"), format, Some(&file)).await.expect("written");
            assert_eq!(rows, 2, "{name}");
            if matches!(format, Format::Csv | Format::GeoJson) {
                let text = std::fs::read_to_string(&file).expect("text");
                assert!(text.contains("storico") && !text.contains("sospesa"), "{text}");
                assert!(!text.contains("Ginestra") && !text.contains("Via Terza"), "{text}");
            }
            let again = import(pool, &file).await;
            assert_eq!((again.inserted, again.updated, again.unchanged, again.refused.len()), (0, 0, 2, 0), "{name}: {again}");
        }

        // Elsewhere, where nobody has heard of them.
        let pool = &there.pools.owner;
        let report = import(pool, &folder.0.join("f.csv")).await;
        assert_eq!((report.inserted, report.refused.len()), (2, 0), "{report}");
        let shown: bool = one(pool, "select published from centre where name = 'Centro Antico'").await;
        let status: String =
            one(pool, "select s.status from site s join centre c on c.id = s.centre_id where c.name = 'Centro Antico'").await;
        assert_eq!((shown, status.as_str()), (false, "sospesa"));
        there.settled().await;
        let listed = there.get("/api/v1/sites?f=csv").await.text();
        assert!(listed.contains("Centro Aurora") && !listed.contains("Centro Antico"), "{listed}");
        let file = folder.0.join("di-nuovo.csv");
        imports::export::centres(pool, Some("regione-esempio"), Format::Csv, Some(&file)).await.expect("written");
        let text = |path| std::fs::read_to_string(path).expect("text");
        assert_eq!(text(file), text(folder.0.join("f.csv")));
    });
}

#[test]
fn a_withdrawn_hub_is_not_named_and_where_all_are_withdrawn_nothing_is_written() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("withdrawn"));
        let file = folder.0.join("f.csv");
        imports::export::centres(pool, Some("piccola-italia"), Format::Csv, Some(&file)).await.expect("written");
        let whole = std::fs::read_to_string(&file).expect("text");
        assert_eq!(whole.matches(";navile;").count(), 2, "the code of the centre, and the hub of another: {whole}");
        app.edit("update centre set published = false where slug = 'bologna-navile'").await;
        let rows = imports::export::centres(pool, Some("piccola-italia"), Format::Csv, Some(&file)).await.expect("written");
        let text = std::fs::read_to_string(&file).expect("text");
        assert!(rows == 5 && text.contains("Centro per le famiglie di Imola") && !text.to_lowercase().contains("navile"), "{text}");

        app.edit("update centre set published = false").await;
        let none = folder.0.join("nulla.csv");
        for source in [Some("piccola-italia"), None] {
            let refused = imports::export::centres(pool, source, Format::Csv, Some(&none)).await.expect_err("nothing is public");
            assert!(refused.to_string().contains("non c'è nulla da esportare"), "{refused}");
        }
        assert!(!none.exists());
    });
}

/// A question as a list of parameters and as an address.
fn asked(question: &[(&str, &str)]) -> (Vec<(String, String)>, String) {
    let pairs: Vec<(String, String)> = question.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(&pairs).finish();
    (pairs, format!("/api/v1/sites?{query}"))
}

#[test]
fn sites_without_a_server_are_those_of_the_interface_to_the_byte() {
    story(async {
        let app = TestApp::small().await;
        let filters: [&[(&str, &str)]; 6] = [
            &[],
            &[("region", "08"), ("status", "attiva")],
            &[("province", "BO"), ("service", "mediazione_familiare"), ("service", "accoglienza_ascolto")],
            &[("filter", "network_role = 'hub' OR municipality_code = '092009'")],
            &[("filter", r#"{"op":"=","args":[{"property":"status"},"temporanea"]}"#), ("filter-lang", "cql2-json")],
            &[("municipality", "092108")],
        ];
        for filter in filters {
            for format in ["csv", "geojson", "fgb", "parquet", "json"] {
                let (pairs, address) = asked(&[filter, &[("f", format)]].concat());
                let answer = app.get(&address).await;
                assert_eq!(answer.status, 200, "{address}: {}", String::from_utf8_lossy(&answer.body));
                let ours = sites_answer(&app.state, &pairs).await.expect("answered");
                assert!(ours == answer.body, "{address}: {}", String::from_utf8_lossy(&ours));
            }
        }
        // A page is the page of the interface, with where the next one begins.
        let (pairs, address) = asked(&[("f", "geojson"), ("limit", "2"), ("facets", "service")]);
        let ours = sites_answer(&app.state, &pairs).await.expect("answered");
        assert_eq!(String::from_utf8_lossy(&ours), app.get(&address).await.text());
    });
}

#[test]
fn a_question_the_interface_refuses_is_refused_in_the_same_words() {
    story(async {
        let app = TestApp::small().await;
        let questions: [&[(&str, &str)]; 6] = [
            &[("f", "csv"), ("colour", "red")],
            &[("f", "docx")],
            &[("f", "csv"), ("f", "xlsx")],
            &[("f", "gpkg"), ("limit", "10"), ("region", "99"), ("service", "spazio_neutro")],
            &[("f", "csv"), ("filter", "colour = 'red'")],
            &[("f", "geojson"), ("limit", "0"), ("age", "200")],
        ];
        for question in questions {
            let (pairs, address) = asked(question);
            let answer = app.get(&address).await;
            assert_eq!(answer.status, 400, "{address}");
            let Err(AppError::Invalid(mistakes)) = sites_answer(&app.state, &pairs).await else { panic!("{address} is answered") };
            let ours: Vec<[String; 3]> = mistakes
                .iter()
                .map(|mistake| [mistake.parameter.clone(), mistake.value.clone(), mistake.allowed.say(Words(Language::It))])
                .collect();
            let told = answer.json()["errors"].clone();
            let theirs: Vec<[String; 3]> = told
                .as_array()
                .expect("errors")
                .iter()
                .map(|error| ["parameter", "value", "allowed"].map(|member| error[member].as_str().expect("text").to_owned()))
                .collect();
            assert_eq!(ours, theirs, "{address}");
        }
    });
}
