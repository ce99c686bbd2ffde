//! The live stream, over real connections.

use std::time::Duration;

use plenary::app::App;
use plenary::fixture;
use poem::listener::{Acceptor, Listener, TcpListener};
use serde_json::json;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;

use crate::support::World;

on_every_database![
    a_stream_resumes_after_what_was_seen_and_goes_on_live,
    a_stream_hears_what_another_process_tells,
    a_stream_ends_with_its_session,
    a_stream_ends_with_the_process,
    a_user_has_so_many_streams_and_no_more,
    many_who_tell_at_once_leave_no_gap,
];

const PATIENCE: Duration = Duration::from_secs(20);

/// A process: it serves, listens, and has a worker of its own if wanted.
struct Process {
    world: World,
    address: String,
    task: JoinHandle<()>,
}

impl Process {
    async fn start(world: &World, worker: bool, flags: &[&str]) -> Self {
        let streams = ["--stream-lifetime", "1h", "--stream-heartbeat", "1s", "--job-poll", "1s"];
        let world = world.with(&[&streams, flags].concat()).await;
        let acceptor = TcpListener::bind("127.0.0.1:0").into_acceptor().await.expect("a port");
        let address = acceptor.local_addr()[0].as_socket_addr().expect("an address").to_string();
        let app: App = world.app.clone();
        let endpoint = app.endpoint().expect("an endpoint");
        let task = tokio::spawn(async move {
            let background = app.background(worker);
            let stop = app.context().stop.clone();
            app.serve(acceptor, endpoint, async move { stop.told().await }).await;
            background.join_all().await;
        });
        Self { world, address, task }
    }

    async fn stop(self) {
        self.world.app.stop();
        tokio::time::timeout(PATIENCE, self.task).await.expect("it ends").expect("no panic");
    }
}

/// The events of one connection.
struct Events {
    status: String,
    lines: BufReader<TcpStream>,
}

impl Events {
    async fn open(process: &Process, name: &str, last: Option<i64>) -> Self {
        let bearer = fixture::bearer(&process.world.app, name);
        let last = last.map(|last| format!("Last-Event-ID: {last}\r\n")).unwrap_or_default();
        // Version 1.0, so that the body is not cut into chunks, anywhere in a line.
        let head = format!(
            "GET /notifications/stream HTTP/1.0\r\nHost: here\r\nAuthorization: {bearer}\r\n{last}\r\n"
        );
        let mut stream = TcpStream::connect(&process.address).await.expect("connected");
        stream.write_all(head.as_bytes()).await.expect("sent");
        let mut lines = BufReader::new(stream);
        let mut status = String::new();
        lines.read_line(&mut status).await.expect("a status line");
        Self { status, lines }
    }

    /// The id of the next event; none at the end of the stream.
    async fn next(&mut self) -> Option<i64> {
        let next = async {
            loop {
                let mut line = String::new();
                if self.lines.read_line(&mut line).await.unwrap_or_default() == 0 {
                    return None;
                }
                if let Some(id) = line.strip_prefix("id: ") {
                    return id.trim().parse().ok();
                }
            }
        };
        tokio::time::timeout(PATIENCE, next).await.expect("an event or the end in time")
    }
}

async fn write_to_bob(world: &World) {
    let content = json!({"type": "text", "text": "hello"});
    world.alice().post("/messages", json!({"recipient_id": 3, "content": content})).await.is(202);
}

async fn newest(world: &World, name: &'static str) -> i64 {
    let newest =
        world.person(name).get("/notifications?limit=1").await.is(200).at("/data/notifications/0/id");
    newest.as_i64().expect("a number")
}

async fn a_stream_resumes_after_what_was_seen_and_goes_on_live(world: World) {
    let process = Process::start(&world, true, &[]).await;
    let mut events = Events::open(&process, "bob", Some(3)).await;
    assert_eq!(events.next().await, Some(4), "what was missed comes first");
    for _ in 0..3 {
        write_to_bob(&world).await;
        let told = events.next().await.expect("told");
        assert_eq!(told, newest(&world, "bob").await);
    }
    let mut from_now = Events::open(&process, "bob", None).await;
    write_to_bob(&world).await;
    assert_eq!(events.next().await, from_now.next().await, "without a last id it begins now");
    process.stop().await;
}

async fn a_stream_hears_what_another_process_tells(world: World) {
    let (server, worker) =
        (Process::start(&world, false, &[]).await, Process::start(&world, true, &[]).await);
    let mut events = Events::open(&server, "bob", None).await;
    write_to_bob(&server.world).await;
    assert_eq!(events.next().await, Some(newest(&world, "bob").await));
    server.stop().await;
    worker.stop().await;
}

async fn a_stream_ends_with_its_session(world: World) {
    let process = Process::start(&world, false, &[]).await;
    let mut events = Events::open(&process, "bob", None).await;
    world.bob().get("/auth/logout").await.is(200);
    assert_eq!(events.next().await, None);
    process.stop().await;
}

async fn a_stream_ends_with_the_process(world: World) {
    let process = Process::start(&world, true, &["--shutdown-grace", "10s"]).await;
    let mut events = Events::open(&process, "bob", None).await;
    let begun = tokio::time::Instant::now();
    process.stop().await;
    assert_eq!(events.next().await, None);
    assert!(begun.elapsed() < Duration::from_secs(5), "a stream does not use up the grace");
}

async fn a_user_has_so_many_streams_and_no_more(world: World) {
    let process = Process::start(&world, false, &["--streams-per-user", "2"]).await;
    let first = Events::open(&process, "bob", None).await;
    let _second = Events::open(&process, "bob", None).await;
    assert!(first.status.contains(" 200 "), "{}", first.status);
    assert!(Events::open(&process, "bob", None).await.status.contains(" 429 "));
    assert!(Events::open(&process, "alice", None).await.status.contains(" 200 "), "others have their own");
    drop(first);
    // The server notices at its next heartbeat that nobody reads any more.
    let again = async {
        while !Events::open(&process, "bob", None).await.status.contains(" 200 ") {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(PATIENCE, again).await.expect("a place becomes free");
    process.stop().await;
}

async fn many_who_tell_at_once_leave_no_gap(world: World) {
    let processes = [
        Process::start(&world, true, &["--job-concurrency", "4"]).await,
        Process::start(&world, true, &["--job-concurrency", "4"]).await,
    ];
    let mut events = Events::open(&processes[0], "bob", None).await;
    let senders = (0..4).map(|_| {
        let world = world.clone();
        tokio::spawn(async move {
            for _ in 0..15 {
                write_to_bob(&world).await;
            }
        })
    });
    let mut seen = Vec::new();
    let reading = async {
        for _ in 0..60 {
            seen.push(events.next().await.expect("told"));
        }
    };
    let sending = futures_util::future::join_all(senders);
    let (sent, ()) = futures_util::future::join(sending, reading).await;
    for sender in sent {
        sender.expect("no panic");
    }
    let listed = world.bob().get("/notifications?limit=60").await.is(200).at("/data/notifications");
    let mut listed: Vec<i64> =
        listed.as_array().into_iter().flatten().filter_map(|one| one["id"].as_i64()).collect();
    listed.reverse();
    assert_eq!(seen, listed, "every one, in the order of the ids");
    for process in processes {
        process.stop().await;
    }
}
