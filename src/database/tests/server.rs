//! Databases fit and unfit, users with and without rights, pools whose server goes away.

use super::*;

#[tokio::test]
async fn our_own_cluster_passes_the_checks_and_a_wrong_one_is_named() {
    within(async {
        let folder = Folder::new("checks");
        let options = ClusterOptions { durable: false, prepared_template: true, ..ClusterOptions::default() };
        let cluster = Cluster::start(&folder.0, options).await.expect("starts");
        let good = cluster.database("good").await.expect("database");
        let findings = check(&good).await;
        assert!(findings.iter().all(|finding| finding.ok), "{findings:#?}");
        assert!(findings.len() >= 9, "everything was looked at: {findings:#?}");

        let mut connection = connect(&good).await;
        connection
            .execute("create database wrong template template0 encoding 'UTF8' locale_provider icu icu_locale 'it-IT' locale 'C.UTF-8'")
            .await
            .expect("a database in Italian order");
        connection.execute("create database narrow template template0 encoding 'LATIN1' locale 'C'").await.expect("LATIN1");
        connection.execute("create role poor login").await.expect("a role with no rights");
        let wrong = check(&good.clone().database("wrong")).await;
        let failed: Vec<&Finding> = wrong.iter().filter(|finding| !finding.ok).collect();
        assert!(failed.len() == 1 && failed[0].name == "text order" && !acceptable(&wrong), "{failed:#?}");
        assert!(failed[0].message.contains("it-IT") && failed[0].remedy.as_ref().is_some_and(|text| text.contains("C.UTF-8")));
        let narrow = check(&good.clone().database("narrow")).await;
        assert!(narrow.iter().any(|finding| finding.name == "encoding" && !finding.ok), "{narrow:#?}");

        let away = check(&good.clone().socket("/nonexistent")).await;
        assert!(away.len() == 1 && away[0].name == "connection" && !away[0].ok, "{away:#?}");
        connection.close().await.expect("closed");
        cluster.drop_database("wrong").await.expect("dropped");
        cluster.stop().await.expect("stopped");
    })
    .await;
}

#[tokio::test]
async fn a_user_with_few_rights_is_told_which() {
    within(async {
        let folder = Folder::new("poor");
        let cluster = folder.start().await;
        let options = cluster.database("theirs").await.expect("database");
        let mut connection = connect(&options).await;
        connection.execute("create role poor login").await.expect("a role with no rights");
        connection.execute("alter role centri set role poor").await.expect("we become that role");
        connection.close().await.expect("closed");
        let findings = check(&options).await;
        let failed: Vec<&str> = findings.iter().filter(|finding| !finding.ok).map(|finding| finding.name).collect();
        assert_eq!(failed, ["postgis", "btree_gist", "schema", "public role"], "{findings:#?}");

        let pools = Pools::open(&options, &PoolSettings::default());
        assert_eq!(ensure_public_role(&pools.owner).await.expect("no failure"), PublicRole::Missing);
        pools.close().await;
        cluster.stop().await.expect("stopped");
    })
    .await;
}

#[tokio::test]
async fn pools_wait_for_postgresql_and_the_public_one_is_held_to_its_role() {
    within(async {
        let folder = Folder::new("pools");
        let cluster = folder.start().await;
        let options = cluster.database("centri").await.expect("database");
        let settings = PoolSettings { public_statement_limit: Duration::from_millis(300), ..PoolSettings::default() };
        let pools = Pools::open(&options, &settings);
        assert_eq!(pools.public_is_restricted(), None);
        assert!(pools.answers().await);
        assert_eq!(pools.public_is_restricted(), Some(false), "the role does not exist yet");

        let (first, second) = tokio::join!(pools.prepare(), pools.prepare());
        assert_eq!((first.expect("ready"), second.expect("ready")), (PublicRole::Ready, PublicRole::Ready));
        let who: String = sqlx::query_scalar("select current_user::text").fetch_one(&pools.public).await.expect("user");
        assert_eq!((who.as_str(), pools.public_is_restricted()), (PUBLIC_ROLE, Some(true)), "the early connection was replaced");
        let refused = sqlx::query("select * from _sqlx_migrations").execute(&pools.public).await;
        assert!(refused.is_err(), "the public role reads no private table");
        assert!(sqlx::query("create temporary table here ()").execute(&pools.public).await.is_err());
        let slow = sqlx::query("select pg_sleep(5)").execute(&pools.public).await;
        assert!(slow.is_err_and(|error| error.to_string().contains("statement timeout")));

        postmaster::send(cluster.process().expect("a postmaster"), Signal::SIGKILL);
        until("death", || cluster.process().is_none()).await;
        let begun = Instant::now();
        assert!(!pools.answers().await);
        assert!(begun.elapsed() < Duration::from_secs(5), "visitors are not kept waiting");
        cluster.ensure_running().await.expect("restarted");
        let begun = Instant::now();
        while !pools.answers().await {
            assert!(begun.elapsed() < Duration::from_secs(10), "the same pools work again");
        }
        pools.close().await;
        cluster.stop().await.expect("stopped");
    })
    .await;
}
