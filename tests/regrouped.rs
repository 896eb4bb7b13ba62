//! A list whose rows are grouped otherwise than before: sites move to their centre with all they have, nobody is doubled,
//! and what the officer was told to write works.

use centri::imports::{self, Options, Part};
use sqlx::PgPool;

use crate::centre_lists::{Folder, import, import_as, one, options};
use crate::support::{TestApp, clock, everything_but_sources as everything, story};

/// Two rows of one centre with two codes: both come in, and the report says what to do.
const APART: &str = "id;nome;indirizzo;comune;provincia;telefono;servizi;orari\n\
                     A;Centro Alfa;Via Prima 1;Bologna;BO;051 111111;mediazione familiare;lun 9-13\n\
                     B;Centro Alfa;Via Prima 1;Bologna;BO;051 111111;consulenza legale;mar 9-13\n";

const TOGETHER: &str = "id;id_centro;nome;indirizzo;comune;provincia;telefono;servizi;orari\n\
                        A;C1;Centro Alfa;Via Prima 1;Bologna;BO;051 111111;mediazione familiare;lun 9-13\n\
                        B;C1;Centro Alfa;Via Prima 1;Bologna;BO;051 111111;consulenza legale;mar 9-13\n";

async fn sites_of_public_centres(pool: &PgPool) -> Vec<(String, i64)> {
    sqlx::query_as(
        "select c.slug, count(*) from centre c join source so on so.id = c.source_id join site s on s.centre_id = c.id
         where so.key = 'regione-esempio' and c.published group by c.slug order by 1",
    )
    .fetch_all(pool)
    .await
    .expect("rows")
}

#[test]
fn rows_put_under_one_centre_become_its_sites() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("together"));
        let first = import(pool, &folder.file("elenco.csv", APART.as_bytes())).await;
        assert!(first.inserted == 2 && first.to_string().contains("lo stesso id_centro"), "{first}");
        let before = everything(pool).await;
        let ids: Vec<i64> = sqlx::query_scalar("select public_id from site where external_id in ('A', 'B') order by external_id")
            .fetch_all(pool)
            .await
            .expect("ids");
        let second = import(pool, &folder.file("elenco.csv", TOGETHER.as_bytes())).await;
        assert_eq!((second.inserted, second.updated, second.refused.len(), second.vanished), (0, 1, 0, 0), "{second}");
        assert!(second.to_string().contains("non ha più sedi"), "{second}");
        assert_eq!(sites_of_public_centres(pool).await, [("centro-alfa-bologna".to_owned(), 2)]);
        // The sites are the same, with what is offered there.
        let after: Vec<i64> = sqlx::query_scalar("select public_id from site where external_id in ('A', 'B') order by external_id")
            .fetch_all(pool)
            .await
            .expect("ids");
        assert_eq!(after, ids);
        let lost: i64 = one(
            pool,
            "select count(*) from site s where s.external_id in ('A', 'B') and (s.missing_since is not null
               or not exists (select from service v where v.site_id = s.id and v.centre_id = s.centre_id) or not exists (select from site_hours h where h.site_id = s.id))",
        )
        .await;
        assert_eq!(lost, 0);
        app.settled().await;
        let centre = app.get("/api/v1/centres/centro-alfa-bologna").await.json();
        assert_eq!(centre["sites"].as_array().map(Vec::len), Some(2), "{centre}");
        assert_eq!(app.get("/api/v1/centres/centro-alfa-bologna-2").await.status.as_u16(), 404);
        // Once more changes nothing, and all of it can be taken back.
        let again = import(pool, &folder.file("elenco.csv", TOGETHER.as_bytes())).await;
        assert_eq!((again.inserted, again.updated, again.unchanged, again.vanished), (0, 0, 1, 0), "{again}");
        imports::undo(pool, again.run.expect("a number"), "prova", clock()).await.expect("taken back");
        imports::undo(pool, second.run.expect("a number"), "prova", clock()).await.expect("taken back");
        assert_eq!(everything(pool).await, before);
    });
}

#[test]
fn sites_put_apart_become_centres_of_their_own() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("apart"));
        import(pool, &folder.file("elenco.csv", TOGETHER.as_bytes())).await;
        let before = everything(pool).await;
        let second = import(
            pool,
            &folder.file(
                "elenco.csv",
                APART.replace("Via Prima 1;Bologna;BO;051 111111;consulenza", "Via Seconda 2;Bologna;BO;051 222222;consulenza").as_bytes(),
            ),
        )
        .await;
        assert_eq!((second.inserted, second.refused.len(), second.vanished), (1, 0, 0), "{second}");
        assert_eq!(sites_of_public_centres(pool).await.iter().map(|(_, sites)| *sites).collect::<Vec<_>>(), [1, 1]);
        let half: i64 = one(pool, "select count(*) from site where missing_since is not null").await;
        assert_eq!(half, 0);
        let address: String = one(pool, "select address from site where external_id = 'B'").await;
        assert_eq!(address, "Via Seconda 2");
        imports::undo(pool, second.run.expect("a number"), "prova", clock()).await.expect("taken back");
        assert_eq!(everything(pool).await, before);
    });
}

#[test]
fn the_row_of_a_centre_and_those_of_its_sites_are_one_centre() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("main-row"));
        let list = "id;id_centro;nome;comune;provincia\nC1;;Centro Alfa;Bologna;BO\nS2;C1;Centro Alfa;Imola;BO\n";
        let report = import(pool, &folder.file("elenco.csv", list.as_bytes())).await;
        assert_eq!((report.inserted, report.refused.len()), (1, 0), "{report}");
        assert_eq!(sites_of_public_centres(pool).await, [("centro-alfa-bologna".to_owned(), 2)]);
        let again = import(pool, &folder.file("elenco.csv", list.as_bytes())).await;
        assert_eq!((again.inserted, again.updated, again.unchanged), (0, 0, 1), "{again}");
    });
}

#[test]
fn a_site_a_person_verified_stays_with_its_centre() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("verified"));
        import(pool, &folder.file("elenco.csv", APART.as_bytes())).await;
        app.edit("update site set verified_on = '2026-02-01', verified_by = 'Comune' where external_id = 'B'").await;
        let report = import(pool, &folder.file("elenco.csv", TOGETHER.as_bytes())).await;
        assert_eq!((report.updated, report.refused.len()), (0, 1), "{report}");
        assert!(report.to_string().contains("verificata da una persona"), "{report}");
        assert_eq!(sites_of_public_centres(pool).await.len(), 2);
    });
}

#[test]
fn a_site_whose_row_is_refused_is_not_missing_from_its_centre() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("refused-site"));
        let list = "id;id_centro;nome;comune;provincia;lat;lon\nA;C1;Centro Alfa;Bologna;BO;44,5001;11,1001\nB;C1;Centro Alfa;Imola;BO;44,5001;11,3001\n";
        import(pool, &folder.file("elenco.csv", list.as_bytes())).await;
        let report = import(pool, &folder.file("elenco.csv", list.replace("44,5001;11,3001", "39,3;9,1").as_bytes())).await;
        assert_eq!((report.refused.len(), report.unchanged), (1, 1), "{report}");
        let missing: i64 = one(pool, "select count(*) from site where missing_since is not null").await;
        assert_eq!(missing, 0, "{report}");
    });
}

#[test]
fn one_row_that_cannot_be_read_does_not_stop_a_list_in_several_files() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("parts"));
        let centres = folder.file("centri.csv", b"id_centro,nome\nC1,Centro Alfa\nC2\nC3,Centro Gamma\n");
        let sites = folder.file("sedi.csv", b"id,id_centro,comune,prov\nS1,C1,Bologna,BO\nS2,C1\nS3,C3,Imola,BO\n");
        let hours = folder.file("orari.csv", b"id,orari\nS1,lun 9-13\nS3,mar 9-13,gio 9-13\n");
        let options = Options { parts: [(Part::Sites, sites), (Part::Hours, hours)].into(), ..options() };
        let report = import_as(pool, imports::Kind::Centres, &centres, &options).await.expect("imported");
        assert_eq!((report.inserted, report.refused.len()), (2, 3), "{report}");
        let text = report.to_string();
        for said in
            ["centri.csv, riga 3: la riga ha 1 celle", "sedi.csv, riga 3: la riga ha 2 celle", "orari.csv, riga 3: la riga ha 3 celle"]
        {
            assert!(text.contains(said), "{said} is not said in\n{text}");
        }
        // A file that breaks off is another matter: nothing of it is believed, and it is said in Italian.
        let cut = folder.file("orari.csv", b"id,orari\nS1,\"lun 9-13\nS3,mar 9-13\n");
        let options = Options { parts: [(Part::Hours, cut)].into(), ..options };
        let broken =
            import_as(pool, imports::Kind::Centres, &folder.file("elenco.csv", b"id,nome,comune\nS1,Centro Alfa,Bologna\n"), &options)
                .await;
        let told = format!("{:#}", broken.expect_err("it breaks off"));
        assert!(told.contains("orari.csv, riga 2: le virgolette sono aperte e mai chiuse. Non è stato conservato nulla"), "{told}");
    });
}

#[test]
fn closed_in_august_is_kept_and_comes_out_again() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("august"));
        let list = "id;nome;comune;provincia;servizi;orari\n\
                    A;Centro Alfa;Bologna;BO;ascolto;lun-ven 9-13, chiuso ad agosto\n\
                    B;Centro Beta;Bologna;BO;ascolto;solo su appuntamento\n\
                    C;Centro Gamma;Imola;BO;ascolto;lun 9-13; chiuso dal 10/8/2026 al 20/8/2026\n"
            .replace("9-13; chiuso", "9-13, chiuso");
        let report = import(pool, &folder.file("elenco.csv", list.as_bytes())).await;
        assert_eq!((report.inserted, report.refused.len()), (3, 0), "{report}");
        assert!(!report.to_string().contains("colonna orari"), "{report}");
        let seasons: Vec<String> = sqlx::query_scalar(
            "select distinct h.season_from || ' ' || h.season_to from site_hours h join site s on s.id = h.site_id where s.external_id = 'A'",
        )
        .fetch_all(pool)
        .await
        .expect("rows");
        assert_eq!(seasons, ["09-01 07-31"]);
        let access: String =
            one(pool, "select v.access_mode from service v join site s on s.id = v.site_id where s.external_id = 'B'").await;
        assert_eq!(access, "su_appuntamento");
        // Days of one year close the place on those days, and only then.
        app.settled().await;
        for (instant, open) in
            [("2026-08-10T10:00:00%2B02:00", false), ("2026-08-17T10:00:00%2B02:00", false), ("2026-08-24T10:00:00%2B02:00", true)]
        {
            let items = app.get(&format!("/api/v1/sites?open_at={instant}")).await.json()["items"].to_string();
            assert_eq!(items.contains("Centro Gamma"), open, "{instant}: {items}");
        }
        // Another year's days take their place; a day somebody noted by hand stays.
        sqlx::query("insert into site_closure (site_id, first_day, last_day, reason) select id, '2026-12-07', '2026-12-07', 'trasloco' from site where external_id = 'C'")
            .execute(pool)
            .await
            .expect("noted");
        let next = list.replace(
            "lun 9-13, chiuso dal 10/8/2026 al 20/8/2026",
            "\"lun 9-13; chiuso dal 24 dicembre al 6 gennaio 2027; chiuso dal 7/12/2026 al 8/12/2026\"",
        );
        let report = import(pool, &folder.file("elenco.csv", next.as_bytes())).await;
        assert_eq!((report.updated, report.unchanged), (1, 2), "{report}");
        assert!(report.to_string().contains("chiusure (1)"), "{report}");
        let days: Vec<String> = sqlx::query_scalar(
            "select k.first_day || ' ' || k.last_day from site_closure k join site s on s.id = k.site_id where s.external_id = 'C' order by 1",
        )
        .fetch_all(pool)
        .await
        .expect("rows");
        assert_eq!(days, ["2026-12-07 2026-12-07", "2026-12-24 2027-01-06"]);
        let again = import(pool, &folder.file("elenco.csv", next.as_bytes())).await;
        assert_eq!((again.updated, again.unchanged), (0, 3), "{again}");
    });
}
