//! Imports: 140 centres once, no change the second time; the demonstration comes and goes without a trace.

use std::path::PathBuf;

use centri::imports::{self, Kind};
use sqlx::PgPool;

use crate::support::{TestApp, clock, clone_of, everything, italy_template, root, settings, story};

fn bundled() -> PathBuf {
    root().join("data-import/bundled")
}

async fn import(pool: &PgPool, file: Option<&std::path::Path>) -> anyhow::Result<imports::Report> {
    imports::run(pool, Kind::Centres, file, &imports::Options::default(), &bundled(), "prova", clock()).await
}

#[test]
fn the_140_centres_come_in_once_and_change_nothing_the_second_time() {
    story(async {
        let pools = clone_of(&italy_template().await).await;
        imports::demo::remove(&pools.owner).await.expect("no demonstration");
        sqlx::query("delete from centre").execute(&pools.owner).await.expect("no centres");
        let first = import(&pools.owner, None).await.expect("imported");
        assert_eq!((first.inserted, first.updated, first.unchanged, first.refused.len()), (140, 0, 0, 0), "{first}");
        let before = everything(&pools.owner).await;
        let second = import(&pools.owner, None).await.expect("imported again");
        assert_eq!((second.inserted, second.updated, second.unchanged, second.refused.len()), (0, 0, 140, 0), "{second}");
        assert_eq!(everything(&pools.owner).await, before);
        let app = TestApp::over(pools, settings()).await;
        // Nine are historic pages: stored, not shown.
        assert_eq!(app.get("/api/v1/sites").await.json()["number_matched"], 131);
        let modena = app.get("/api/v1/sites?province=MO").await.json();
        assert!(
            modena["items"]
                .as_array()
                .expect("items")
                .iter()
                .all(|item| item["verified_on"].is_null() && item["recognition"] == "da_verificare")
        );
    });
}

#[test]
fn a_corrected_file_changes_the_fields_that_differ_and_nothing_verified_by_a_person() {
    story(async {
        let pools = clone_of(&italy_template().await).await;
        let text = std::fs::read_to_string(bundled().join("centri-reali.csv")).expect("the bundled list");
        let changed = text.replace("via Tina Gori 58", "via Tina Gori 60").replace("via La Primogenita 19", "via La Primogenita 21");
        assert_ne!(text, changed);
        let folder = std::env::temp_dir().join(format!("centri-prova-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let file = folder.join("centri-reali.csv");
        std::fs::write(&file, changed).expect("a file");
        sqlx::query("update site set verified_on = '2026-02-01', verified_by = 'Comune di Forlì' where address like 'via Tina Gori%'")
            .execute(&pools.owner)
            .await
            .expect("verified");
        let report = import(&pools.owner, Some(&file)).await.expect("imported");
        assert_eq!((report.inserted, report.updated), (0, 1), "{report}");
        let addresses: Vec<String> = sqlx::query_scalar(
            "select address from site where address like 'via Tina Gori%' or address like 'via La Primogenita%' order by address",
        )
        .fetch_all(&pools.owner)
        .await
        .expect("addresses");
        assert_eq!(addresses, ["via La Primogenita 21", "via Tina Gori 58"]);
        std::fs::remove_dir_all(folder).expect("tidied");
    });
}

#[test]
fn what_may_be_a_shelter_is_stopped_and_never_repeated() {
    story(async {
        let pools = clone_of(&italy_template().await).await;
        let folder = std::env::temp_dir().join(format!("centri-rifugio-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let file = folder.join("elenco.csv");
        let header = std::fs::read_to_string(bundled().join("centri-reali.csv"))
            .expect("the bundled list")
            .lines()
            .next()
            .expect("a header")
            .to_owned();
        let columns = header.split(',').count();
        let position = |name: &str| header.split(',').position(|column| column == name).expect("a column");
        let row = |id: &str, name: &str| {
            let mut cells = vec![String::new(); columns];
            for (column, value) in [
                ("id", id),
                ("nome", name),
                ("comune", "Imola"),
                ("provincia", "BO"),
                ("regione", "Emilia-Romagna"),
                ("cod_com", "037032"),
                ("precisione", "comune"),
                ("stato", "attivo_alla_fonte"),
                ("indirizzo", "via Nascosta 7"),
                ("fonte_url", "https://www.example.it/"),
            ] {
                cells[position(column)] = value.to_owned();
            }
            cells.join(",")
        };
        std::fs::write(
            &file,
            format!("{header}\n{}\n{}\n", row("X1", "Casa rifugio Aurora"), row("X2", "Centro per le famiglie di prova")),
        )
        .expect("a file");
        let before: i64 = sqlx::query_scalar("select count(*) from site").fetch_one(&pools.owner).await.expect("a number");
        let report = import(&pools.owner, Some(&file)).await.expect("imported");
        assert_eq!((report.inserted, report.refused.len(), report.refused[0].row), (1, 1, 2), "{report}");
        let told = format!("{report} {report:?}");
        assert!(!told.contains("Aurora") && !told.contains("Nascosta"), "{told}");
        let stored: i64 = sqlx::query_scalar("select count(*) from site").fetch_one(&pools.owner).await.expect("a number");
        assert_eq!(stored, before + 1);
        let anywhere: i64 = sqlx::query_scalar("select count(*) from change_history where after::text like '%Aurora%'")
            .fetch_one(&pools.owner)
            .await
            .expect("a number");
        assert_eq!(anywhere, 0);
        std::fs::remove_dir_all(folder).expect("tidied");
    });
}

#[test]
fn a_file_that_breaks_in_the_middle_leaves_everything_as_it_was() {
    story(async {
        let pools = clone_of(&italy_template().await).await;
        let before = everything(&pools.owner).await;
        for (name, text) in [("vuoto.csv", ""), ("altro.csv", "a,b,c\n1,2,3\n"), ("rotto.fgb", "fgb\u{3}fgb\u{0}nonsense")] {
            let file = std::env::temp_dir().join(format!("centri-{}-{name}", std::process::id()));
            std::fs::write(&file, text).expect("a file");
            let outcome = import(&pools.owner, Some(&file)).await;
            assert!(outcome.as_ref().map_or(true, |report| report.inserted == 0 && !report.refused.is_empty()), "{name}: {outcome:?}");
            std::fs::remove_file(file).expect("tidied");
        }
        assert_eq!(everything(&pools.owner).await, before);
    });
}

#[test]
fn the_demonstration_comes_marked_and_goes_without_a_trace() {
    story(async {
        let pools = clone_of(&italy_template().await).await;
        imports::demo::remove(&pools.owner).await.expect("removed");
        let without = everything(&pools.owner).await;
        imports::demo::load(&pools.owner, clock()).await.expect("loaded");
        let centres: i64 = sqlx::query_scalar("select count(*) from centre where demo").fetch_one(&pools.owner).await.expect("a number");
        assert_eq!(centres, 600);
        let (telephones, unmarked): (i64, i64) = sqlx::query_as(
            "select (select count(*) from contact_point k join centre c on c.id = k.centre_id where c.demo and k.channel = 'telefono'),
                    (select count(*) from site s join centre c on c.id = s.centre_id where c.demo <> s.demo or (c.demo and c.name not like 'Centro dimostrativo%'))",
        )
        .fetch_one(&pools.owner)
        .await
        .expect("numbers");
        assert_eq!((telephones, unmarked), (0, 0));
        for visibility in ["pubblica", "solo_comune", "solo_ambito", "riservata", "non_conservata"] {
            let some: i64 = sqlx::query_scalar("select count(*) from site where demo and position_visibility = $1")
                .bind(visibility)
                .fetch_one(&pools.owner)
                .await
                .expect("a number");
            assert!(some > 0, "no {visibility} site in the demonstration");
        }
        let again = imports::demo::load(&pools.owner, clock()).await.expect("loaded again");
        assert_eq!(again.inserted, 0, "{again}");
        imports::demo::remove(&pools.owner).await.expect("removed");
        assert_eq!(everything(&pools.owner).await, without);
    });
}

#[test]
fn the_second_start_finds_everything_imported() {
    story(async {
        let pools = clone_of(&italy_template().await).await;
        let again = imports::bundled_italy(&pools.owner, &bundled(), "prova", clock()).await.expect("looked at");
        assert!(again.iter().all(|(_, report)| report.is_none()), "{again:?}");
        let (regions, social, provinces, municipalities, unknown): (i64, i64, i64, i64, i64) = sqlx::query_as(
            "select (select count(*) from public_regions), (select count(*) from public_social_regions), (select count(*) from public_provinces),
                    (select count(*) from public_municipalities), (select count(*) from public_municipalities where residents is null)",
        )
        .fetch_one(&pools.owner)
        .await
        .expect("numbers");
        assert_eq!((regions, social, provinces, municipalities, unknown), (20, 21, 107, 7_896, 3));
        let invalid: i64 = sqlx::query_scalar(
            "select (select count(*) from region_shape where not st_isvalid(shape)) + (select count(*) from province_shape where not st_isvalid(shape))
                  + (select count(*) from municipality_shape where not st_isvalid(shape)) + (select count(*) from region where not st_isvalid(geom))",
        )
        .fetch_one(&pools.owner)
        .await
        .expect("a number");
        assert_eq!(invalid, 0, "shapes PostGIS finds invalid");
        let outside: i64 = sqlx::query_scalar(
            "select count(*) from territory_label l join municipality_shape s on s.municipality_id = l.unit_id and s.band = 4
             where l.level = 'municipality' and not st_covers(s.shape, l.shape)",
        )
        .fetch_one(&pools.owner)
        .await
        .expect("a number");
        assert_eq!(outside, 0, "labels outside their comune");
    });
}
