//! An HTTP server that does what real ones do on bad days: it stalls, drips, breaks off, lies about lengths.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;

/// What the server does with one request.
pub enum Reply {
    /// Writes these bytes and closes.
    Bytes(Vec<u8>),
    /// Writes these bytes and then one more now and then, for as long as anybody listens.
    Drip(Vec<u8>),
    /// Writes these bytes and then nothing, without closing.
    Stall(Vec<u8>),
    /// Writes these bytes when the gate is opened.
    Gate(Arc<Semaphore>, Vec<u8>),
}

/// A status line, headers and a body with its true length.
pub fn reply(status: &str, headers: &str, body: impl AsRef<[u8]>) -> Reply {
    let body = body.as_ref();
    let head = format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\n{headers}\r\n", body.len());
    Reply::Bytes([head.as_bytes(), body].concat())
}

/// Anything, as it goes over the line.
pub fn raw(text: impl Into<Vec<u8>>) -> Reply {
    Reply::Bytes(text.into())
}

/// Ends with the value.
pub struct Server {
    pub address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
    task: JoinHandle<()>,
}

impl Server {
    /// Answers every request by its head (request line and headers, in lower case but for the first line).
    pub async fn start(answer: impl Fn(&str) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let asked = Arc::new(Mutex::new(vec![]));
        let (heard, answer) = (Arc::clone(&asked), Arc::new(answer));
        let task = tokio::spawn(async move {
            loop {
                let Ok((stream, _)) = listener.accept().await else { return };
                let (heard, answer) = (Arc::clone(&heard), Arc::clone(&answer));
                tokio::spawn(async move {
                    let _ = serve(stream, &heard, |head| answer(head)).await;
                });
            }
        });
        Self { address, asked, task }
    }

    /// The address of a path here.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Heads of the requests so far.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("a list").clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(mut stream: TcpStream, heard: &Mutex<Vec<String>>, answer: impl Fn(&str) -> Reply) -> std::io::Result<()> {
    let mut head = vec![];
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await?);
    }
    let text = String::from_utf8_lossy(&head).into_owned();
    let (first, rest) = text.split_once("\r\n").unwrap_or_default();
    let text = format!("{first}\r\n{}", rest.to_ascii_lowercase());
    let reply = answer(&text);
    heard.lock().expect("a list").push(text);
    match reply {
        Reply::Bytes(bytes) => stream.write_all(&bytes).await?,
        Reply::Drip(bytes) => {
            stream.write_all(&bytes).await?;
            loop {
                tokio::time::sleep(Duration::from_millis(50)).await;
                stream.write_all(b"a").await?;
            }
        }
        Reply::Stall(bytes) => {
            stream.write_all(&bytes).await?;
            // Whoever was waiting has gone when this comes to an end.
            let _ = stream.read_u8().await;
        }
        Reply::Gate(gate, bytes) => {
            gate.acquire().await.expect("the gate stays").forget();
            stream.write_all(&bytes).await?;
        }
    }
    stream.shutdown().await
}
