//! A source that is a file others put into a folder of this machine.
//! Refuses everything that is not a plain file: a pipe would be waited for without end.

use std::io::ErrorKind;
use std::path::Path;

use tokio::fs::File;
use tokio::io::AsyncReadExt;

use super::content::Content;
use super::failure::Failure;

/// Copies a file; its checksum.
pub(super) async fn copy(from: &Path, to: &Path, limit: u64) -> Result<String, Failure> {
    let path = from.display().to_string();
    let failed = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound => Failure::Missing { path: path.clone() },
        _ => Failure::Unreadable { path: path.clone(), cause: error.to_string() },
    };
    let about = tokio::fs::metadata(from).await.map_err(failed)?;
    if !about.is_file() {
        return Err(Failure::Unreadable { path, cause: "non è un file".to_owned() });
    }
    if about.len() > limit {
        return Err(Failure::TooLarge { limit });
    }
    let mut file = File::open(from).await.map_err(failed)?;
    let mut content = Content::begin(to, limit).await?;
    let mut piece = vec![0; 64 * 1024];
    loop {
        match file.read(&mut piece).await.map_err(failed)? {
            0 => return content.finish().await,
            length => content.add(&piece[..length]).await?,
        }
    }
}
