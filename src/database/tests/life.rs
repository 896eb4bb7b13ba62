//! The cluster is started, stopped, killed, abandoned, interrupted, moved out of reach. Whatever happens, what was written stays.

use super::*;

#[tokio::test]
async fn what_was_written_is_there_after_stop_and_start() {
    within(async {
        let folder = Folder::new("restart");
        let cluster = folder.start().await;
        remember(&cluster, "prima").await;
        let process = cluster.process().expect("a postmaster");
        let status = std::fs::read_to_string(format!("/proc/{process}/stat")).expect("status");
        let group = status.split_whitespace().nth(4).map(str::to_owned);
        assert_eq!(group, Some(process.to_string()), "a Ctrl-C in the terminal does not reach PostgreSQL");
        assert!(cluster.socket_folder().metadata().expect("socket").permissions().mode() & 0o077 == 0);
        cluster.stop().await.expect("stopped");
        assert_eq!(cluster.process(), None);
        drop(cluster);

        let begun = Instant::now();
        let cluster = folder.start().await;
        let took = begun.elapsed();
        assert!(took < Duration::from_millis(1500), "the second start took {took:?}");
        assert_eq!(words(&cluster).await, ["prima"]);
        cluster.stop().await.expect("stopped");
    })
    .await;
}

#[tokio::test]
async fn a_second_centri_on_the_same_folder_is_refused() {
    within(async {
        let folder = Folder::new("twice");
        let cluster = folder.start().await;
        let refused = start(&folder.0).await.expect_err("refused").to_string();
        assert!(refused.contains(&format!("process {}", std::process::id())) && refused.contains("twice"), "{refused}");
        cluster.stop().await.expect("stopped");
        drop(cluster);
        let again = folder.start().await;
        again.stop().await.expect("stopped");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_postgresql_is_started_again_while_a_query_still_runs() {
    within(async {
        let folder = Folder::new("killed");
        let cluster = Arc::new(folder.start().await);
        remember(&cluster, "salvata").await;
        let watched = Arc::clone(&cluster);
        let watch = tokio::spawn(async move { watched.watch().await });
        let options = cluster.database("story").await.expect("database");
        let busy = tokio::spawn(async move {
            // A backend that computes does not notice that its postmaster is gone.
            let mut connection = connect(&options).await;
            let _ = connection.execute("select count(*) from generate_series(1, 200000000) a, generate_series(1, 1000) b").await;
        });
        tokio::time::sleep(Duration::from_millis(300)).await;
        let killed = cluster.process().expect("a postmaster");
        postmaster::send(killed, Signal::SIGKILL);
        until("restart by the watch", || cluster.process().is_some_and(|process| process != killed)).await;
        cluster.ensure_running().await.expect("answers");
        assert_eq!(words(&cluster).await, ["salvata"]);
        busy.abort();
        cluster.stop().await.expect("stopped");
        watch.await.expect("the watch ends with the cluster");
        assert_eq!(cluster.process(), None, "the watch does not revive what was stopped");
    })
    .await;
}

#[tokio::test]
async fn both_killed_heals_at_the_next_start() {
    within(async {
        let folder = Folder::new("both");
        let cluster = folder.start().await;
        remember(&cluster, "salvata").await;
        let killed = cluster.process().expect("a postmaster");
        let pid_file = folder.0.join("postgres/data/postmaster.pid");
        let left_behind = std::fs::read_to_string(&pid_file);
        cluster.abandon();
        postmaster::send(killed, Signal::SIGKILL);
        let cluster = folder.start().await;
        assert_eq!(words(&cluster).await, ["salvata"]);
        cluster.stop().await.expect("stopped");
        drop(cluster);

        // As after a power cut: the number in the lock file has been given to somebody else (here: to this test).
        if let Ok(left_behind) = left_behind {
            let stale = left_behind.replacen(&killed.to_string(), &std::process::id().to_string(), 1);
            std::fs::write(&pid_file, stale).expect("a stale lock file");
            let cluster = folder.start().await;
            assert_eq!(words(&cluster).await, ["salvata"]);
            cluster.stop().await.expect("stopped");
        }
    })
    .await;
}

#[tokio::test]
async fn an_orphaned_postgresql_is_adopted() {
    within(async {
        let folder = Folder::new("orphan");
        let cluster = folder.start().await;
        remember(&cluster, "orfana").await;
        let process = cluster.process();
        cluster.abandon();
        let cluster = folder.start().await;
        assert!(process.is_some() && cluster.process() == process, "the same server goes on");
        assert_eq!(words(&cluster).await, ["orfana"]);
        cluster.stop().await.expect("stopped");
        assert_eq!(cluster.process(), None);
    })
    .await;
}

#[tokio::test]
async fn a_first_start_that_was_interrupted_begins_anew() {
    within(async {
        let folder = Folder::new("unfinished");
        // Dropping the future kills initdb midway.
        let interrupted = tokio::time::timeout(Duration::from_millis(250), start(&folder.0)).await;
        assert!(interrupted.is_err(), "initdb takes longer than that");
        let home = folder.0.join("postgres");
        let rubbish = home.join("unfinished-1/base");
        std::fs::create_dir_all(&rubbish).expect("rubbish");
        std::fs::write(rubbish.join("1"), "half").expect("rubbish");
        let cluster = folder.start().await;
        remember(&cluster, "intera").await;
        assert!(!home.join("unfinished-1").exists());
        cluster.stop().await.expect("stopped");
        drop(cluster);

        // Rubbish beside a complete cluster does not endanger it.
        std::fs::create_dir_all(&rubbish).expect("rubbish");
        let cluster = folder.start().await;
        assert_eq!(words(&cluster).await, ["intera"]);
        cluster.stop().await.expect("stopped");
    })
    .await;
}

#[tokio::test]
async fn awkward_and_long_folder_names_work() {
    within(async {
        let folder = Folder::new("awkward");
        let awkward = folder.0.join("l'area \"nuova\", $HOME `x` è qui").join("a".repeat(120));
        std::fs::create_dir_all(&awkward).expect("folder");
        for folder in awkward.ancestors().take(2) {
            std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o755)).expect("open");
        }
        let cluster = start(&awkward).await.expect("starts");
        remember(&cluster, "qui").await;
        assert!(cluster.database("story\"; drop").await.is_err());
        let socket = cluster.socket_folder().to_owned();
        cluster.stop().await.expect("stopped");
        assert!(socket.starts_with("/tmp"));
        std::fs::remove_dir(socket).expect("an empty folder");
    })
    .await;
}

#[tokio::test]
async fn root_goes_elsewhere_when_the_folder_cannot_be_reached() {
    if !Uid::effective().is_root() {
        return;
    }
    within(async {
        let folder = Folder::new("closed");
        std::fs::set_permissions(&folder.0, std::fs::Permissions::from_mode(0o700)).expect("closed");
        let inner = folder.0.join("inner");
        let cluster = start(&inner).await.expect("starts");
        let elsewhere = cluster.log_file().to_owned();
        assert!(elsewhere.starts_with("/var/lib/centri"), "{elsewhere:?}");
        remember(&cluster, "altrove").await;
        cluster.stop().await.expect("stopped");
        drop(cluster);
        let cluster = start(&inner).await.expect("starts again");
        assert_eq!(words(&cluster).await, ["altrove"]);
        cluster.stop().await.expect("stopped");
        let place = elsewhere.parent().and_then(Path::parent).expect("its folder");
        std::fs::remove_dir_all(place).expect("removed");
    })
    .await;
}
