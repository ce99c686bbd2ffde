//! Just enough HTTP/1.1 on a socket to misbehave on purpose, which no framework allows.

use std::{fmt::Write, io, sync::Arc};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::watch,
    task::{JoinHandle, JoinSet},
};

/// A request as it came.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) method: String,
    pub(crate) target: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Call {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }
}

/// What the server does about it.
#[derive(Clone, Debug)]
pub(crate) enum Reply {
    /// A response with its `Content-Length`; the connection stays open.
    Answer { status: u16, headers: Vec<(&'static str, String)>, body: Vec<u8> },
    /// These bytes, then the connection is closed.
    Raw(Vec<u8>),
    /// Nothing, until the server is asked to settle.
    Silence,
}

/// A listening server. Dropping it closes every connection.
#[derive(Debug)]
pub(crate) struct Listening {
    pub(crate) base_url: String,
    traffic: Arc<Traffic>,
    accepting: JoinHandle<()>,
}

/// What goes on, for those who wait for it.
#[derive(Debug, Default)]
struct Traffic {
    in_flight: watch::Sender<usize>,
    silences: watch::Sender<usize>,
    /// How often somebody has asked for quiet.
    settled: watch::Sender<usize>,
}

impl Listening {
    /// Returns when a request has come that is never answered.
    pub(crate) async fn busy(&self) {
        let mut silences = self.traffic.silences.subscribe();
        let _busy = silences.wait_for(|count| *count > 0).await;
    }

    /// How many requests are in flight. One that is never answered is, long after its client has given up.
    pub(crate) fn in_flight(&self) -> usize {
        *self.traffic.in_flight.borrow()
    }

    /// Lets go of what is never answered, and returns when no request is in flight. A request that comes while it
    /// waits, sent by a client that has gone meanwhile, is let go as well.
    pub(crate) async fn settled(&self) {
        let mut in_flight = self.traffic.in_flight.subscribe();
        let mut silences = self.traffic.silences.subscribe();
        loop {
            self.traffic.settled.send_modify(|count| *count += 1);
            if *in_flight.borrow_and_update() == 0 {
                return;
            }
            tokio::select! {
                _changed = in_flight.changed() => {}
                _changed = silences.changed() => {}
            }
        }
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// Serves on a free port of the loopback.
pub(crate) async fn listen(handler: impl Fn(&Call) -> Reply + Send + Sync + 'static) -> Listening {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
    let base_url = format!("http://{}", listener.local_addr().expect("an address"));
    let traffic = Arc::new(Traffic::default());
    let (handler, shared) = (Arc::new(handler), traffic.clone());
    let accepting = tokio::spawn(async move {
        let mut connections = JoinSet::new();
        while let Ok((stream, _)) = listener.accept().await {
            let (handler, traffic) = (handler.clone(), shared.clone());
            connections.spawn(async move {
                // A client that went away is no fault of the server.
                let _gone = serve(stream, handler.as_ref(), &traffic).await;
            });
        }
    });
    Listening { base_url, traffic, accepting }
}

async fn serve(
    mut stream: TcpStream,
    handler: &(impl Fn(&Call) -> Reply + Send + Sync),
    traffic: &Traffic,
) -> io::Result<()> {
    let mut buffer = Vec::new();
    while let Some(call) = read(&mut stream, &mut buffer).await? {
        traffic.in_flight.send_modify(|count| *count += 1);
        let open = answer(&mut stream, handler(&call), traffic).await;
        traffic.in_flight.send_modify(|count| *count -= 1);
        if !open? {
            break;
        }
    }
    stream.shutdown().await
}

async fn answer(stream: &mut TcpStream, reply: Reply, traffic: &Traffic) -> io::Result<bool> {
    match reply {
        Reply::Answer { status, headers, body } => {
            let mut head = format!("HTTP/1.1 {status} Reason\r\n");
            for (name, value) in headers {
                write!(head, "{name}: {value}\r\n").expect("a string takes everything");
            }
            if status != 204 {
                write!(head, "content-length: {}\r\n", body.len()).expect("a string takes everything");
            }
            head.push_str("\r\n");
            let mut bytes = head.into_bytes();
            bytes.extend(body);
            stream.write_all(&bytes).await?;
            Ok(true)
        }
        Reply::Raw(bytes) => stream.write_all(&bytes).await.map(|()| false),
        Reply::Silence => {
            let mut settled = traffic.settled.subscribe();
            traffic.silences.send_modify(|count| *count += 1);
            let _asked = settled.changed().await;
            Ok(false)
        }
    }
}

async fn read(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> io::Result<Option<Call>> {
    loop {
        if let Some((call, used)) = parse(buffer) {
            buffer.drain(..used);
            return Ok(Some(call));
        }
        if stream.read_buf(buffer).await? == 0 {
            return Ok(None);
        }
    }
}

fn parse(bytes: &[u8]) -> Option<(Call, usize)> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
    let head = std::str::from_utf8(&bytes[..end]).expect("the engine sends ASCII heads");
    let mut lines = head.split("\r\n");
    let mut first = lines.next()?.split(' ');
    let (method, target) = (first.next()?.to_owned(), first.next()?.to_owned());
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let length = headers.iter().find(|(name, _)| name == "content-length");
    let length: usize = length.map_or(0, |(_, value)| value.parse().expect("a length"));
    let body = bytes.get(end..end + length)?.to_vec();
    Some((Call { method, target, headers, body }, end + length))
}
