//! The mirror follows the truth, also over a gap.

use crate::support::{TestApp, story};

#[test]
fn an_edit_and_an_unpublication_reach_the_lists_by_themselves() {
    story(async {
        let app = TestApp::small().await;
        let before = app.state.mirror.snapshot().version.clone();
        app.edit("update centre set name = 'Centro rinominato' where slug = 'imola'").await;
        app.until("the new name is shown", async |app| app.get("/api/v1/sites/2002").await.text().contains("Centro rinominato")).await;
        assert_ne!(app.state.mirror.snapshot().version, before);
        app.edit("update centre set published = false where slug = 'imola'").await;
        app.until("the centre is gone", async |app| app.get("/api/v1/sites/2002").await.status == 404).await;
        assert_eq!(app.get("/api/v1/nearest?lon=11.3&lat=44.5").await.json()["items"][0]["id"], 2001);
    });
}

#[test]
fn a_private_change_moves_no_public_version() {
    story(async {
        let app = TestApp::small().await;
        let before = app.state.mirror.snapshot().version.clone();
        app.edit(
            "update centre set note = 'da richiamare' where slug = 'imola'; update site set address = 'via nuova 9' where public_id = 2006",
        )
        .await;
        app.settled().await;
        assert_eq!(app.state.mirror.snapshot().version, before);
    });
}

#[test]
fn every_edit_leaves_who_what_before_and_after() {
    story(async {
        let app = TestApp::small().await;
        let mut edit = app.pools.owner.begin().await.expect("a transaction");
        sqlx::query("select set_config('centri.actor', 'redazione', true), set_config('centri.reason', 'telefonata', true)")
            .execute(&mut *edit)
            .await
            .expect("told");
        sqlx::query("update site set address = 'via dei Prova 20' where public_id = 2002").execute(&mut *edit).await.expect("changed");
        edit.commit().await.expect("kept");
        let (by, reason, before, after): (String, String, String, String) = sqlx::query_as(
            "select changed_by, reason, before ->> 'address', after ->> 'address' from change_history where table_name = 'site' and operation = 'update'",
        )
        .fetch_one(&app.pools.owner)
        .await
        .expect("one line of history");
        assert_eq!(
            (by.as_str(), reason.as_str(), before.as_str(), after.as_str()),
            ("redazione", "telefonata", "via dei Prova 2", "via dei Prova 20")
        );
    });
}

#[test]
fn the_database_refuses_what_cannot_be() {
    story(async {
        let app = TestApp::small().await;
        for (sql, constraint) in [
            ("update site set geom = null where public_id = 2002", "site_position_has_precision"),
            ("update site set position_visibility = 'non_conservata' where public_id = 2002", "site_position_not_kept"),
            ("update site set status = 'aperta' where public_id = 2002", "site_status_fkey"),
            ("update centre set hub_id = id where slug = 'imola'", "centre_hub_is_another"),
            ("update centre set slug = 'Imola!' where slug = 'imola'", "centre_slug_form"),
            ("update centre set verified_on = '2026-01-01' where slug = 'imola'", "centre_verified_by_someone"),
            (
                "insert into service (centre_id, site_id, category, category_sensitivity, sensitivity)
                 select centre_id, id, 'spazio_neutro', 'protetta', 'protetta' from site where public_id = 2002",
                "service_protected_has_no_site",
            ),
            (
                "insert into service (centre_id, category, category_sensitivity, sensitivity) select centre_id, 'spazio_neutro', 'protetta', 'ordinaria' from site where public_id = 2002",
                "service_protected_like_its_category",
            ),
            ("update population set persons = -1", "population_not_negative"),
            ("update municipality set istat_code = '37032' where istat_code = '037032'", "municipality_code_is_six_digits"),
        ] {
            let error = sqlx::query(sql).execute(&app.pools.owner).await.expect_err(sql);
            let named = error.as_database_error().and_then(|error| error.constraint()).unwrap_or_default().to_owned();
            assert_eq!(named, constraint, "{sql}: {error}");
        }
    });
}
