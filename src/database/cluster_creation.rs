//! The first start: makes a cluster and its configuration. It refuses to give the final name to anything incomplete,
//! and to remove anything that bears it.

use std::path::Path;
use std::process::Stdio;

use nix::sys::signal::Signal;

use super::account::Account;
use super::cluster::Cluster;
use super::error::ClusterError;
use super::postmaster;
use super::settings::{OWNER, Settings};

impl Cluster {
    /// Makes the cluster under another name and renames it when complete, so that whatever bears the name is complete.
    pub(super) async fn make(&self) -> Result<(), ClusterError> {
        let home = &self.folder.home;
        for entry in std::fs::read_dir(home).map_err(|source| self.trouble(source))?.flatten() {
            if entry.file_name().to_string_lossy().starts_with("unfinished-") {
                tracing::info!("an earlier first start was interrupted: beginning anew");
                if let Err(error) = std::fs::remove_dir_all(entry.path()) {
                    tracing::warn!(path = %entry.path().display(), %error, "could not remove an unfinished cluster");
                }
            }
        }
        tracing::info!("making the private PostgreSQL {} in {}", self.programs.version, home.display());
        let name = format!("unfinished-{}", std::process::id());
        let mut command = self.account.command(&self.programs.path("initdb"), home);
        command.args(["--pgdata", &name, "--username", OWNER, "--encoding=UTF8", "--locale=C.UTF-8", "--auth=peer"]);
        command.arg("--no-instructions").kill_on_drop(true);
        if !self.options.durable {
            command.arg("--no-sync");
        }
        let output = command.output().await.map_err(|source| self.trouble(source))?;
        if !output.status.success() {
            let message = format!("{}\n{}", output.status, String::from_utf8_lossy(&output.stderr).trim());
            return Err(ClusterError::Program { program: "initdb", message });
        }
        let unfinished = home.join(name);
        Settings::include(&unfinished, &self.account).map_err(|source| self.trouble(source))?;
        self.write_settings(&unfinished)?;
        if self.options.prepared_template {
            self.prepare_template(&unfinished).await?;
        }
        let renamed = std::fs::rename(&unfinished, &self.folder.data)
            .and_then(|()| if self.options.durable { std::fs::File::open(home)?.sync_all() } else { Ok(()) });
        renamed.map_err(|source| self.trouble(source))
    }

    /// Installs the extensions into `template1` with a stand-alone backend: no server has to be started and stopped for it.
    async fn prepare_template(&self, data: &Path) -> Result<(), ClusterError> {
        use tokio::io::AsyncWriteExt;
        let mut command = self.account.command(&self.programs.path("postgres"), &self.folder.home);
        command.arg("--single").arg("-D").arg(data).arg("template1").kill_on_drop(true);
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|source| self.trouble(source))?;
        if let Some(mut input) = child.stdin.take() {
            let statements = b"create extension postgis\ncreate extension btree_gist\n";
            input.write_all(statements).await.map_err(|source| self.trouble(source))?;
        }
        let output = child.wait_with_output().await.map_err(|source| self.trouble(source))?;
        let said = String::from_utf8_lossy(&output.stderr);
        if !output.status.success() || said.contains("ERROR:") {
            return Err(ClusterError::Program { program: "postgres --single", message: said.trim().to_owned() });
        }
        Ok(())
    }

    pub(super) fn write_settings(&self, data: &Path) -> Result<(), ClusterError> {
        let settings = Settings { socket_folder: &self.folder.socket, cluster_name: &self.folder.name, durable: self.options.durable };
        let changed = settings
            .write(data, &self.account, &Account::our_name()?)
            .map_err(|source| ClusterError::File { path: data.to_owned(), source })?;
        // An adopted server reads its files again: without that it may not even let us in.
        if changed && let Some(process) = postmaster::postmaster(&self.folder)? {
            postmaster::send(process, Signal::SIGHUP);
        }
        Ok(())
    }
}
