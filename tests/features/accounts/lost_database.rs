//! A database that goes away and comes back: the program says so, and needs no restart.

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use crate::support::{Kind, World};

/// A line to a server that can be cut.
struct Line {
    address: String,
    task: JoinHandle<()>,
}

impl Line {
    async fn open(address: &str, server: &str) -> Self {
        let listener = TcpListener::bind(address).await.expect("a port");
        let address = listener.local_addr().expect("an address").to_string();
        let server = server.to_owned();
        let task = tokio::spawn(async move {
            // With the task all connections go.
            let mut connections = JoinSet::new();
            loop {
                let (mut here, _) = listener.accept().await.expect("a connection");
                let server = server.clone();
                connections.spawn(async move {
                    let mut there = TcpStream::connect(&server).await?;
                    copy_bidirectional(&mut here, &mut there).await
                });
            }
        });
        Self { address, task }
    }

    /// Cuts all connections and refuses new ones. Gives the address.
    async fn cut(self) -> String {
        self.task.abort();
        self.task.await.expect_err("aborted");
        self.address
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_database_is_503_and_200_as_soon_as_it_is_back() {
    World::on(Kind::Postgres, a_lost_database_is_found_again).await;
}

async fn a_lost_database_is_found_again(world: World) {
    let url = world.app.context().config.database.database_url.reveal().to_owned();
    let (login, rest) = url.rsplit_once('@').expect("a login");
    let (server, name) = rest.split_once('/').expect("a database");
    let line = Line::open("127.0.0.1:0", server).await;
    let through = format!("{login}@{}/{name}", line.address);
    let world = world.with(&["--database-url", &through, "--database-timeout", "1s"]).await;
    let requests = ["/check", "/users", "/users/1", "/auth/status"];
    for path in requests {
        world.alice().get(path).await.is(200);
    }

    let address = line.cut().await;
    for path in requests {
        let answer = world.alice().get(path).await.fails(503, 5001);
        assert_eq!(answer.header("retry-after"), Some("2"), "{answer}");
    }
    let body = serde_json::json!({"username": "alice", "password": "alice"});
    world.anon().post("/login", body).await.fails(503, 5001);
    world.anon().get("/ping").await.is(200);

    let line = Line::open(&address, server).await;
    for path in requests {
        world.alice().get(path).await.is(200);
    }
    world.db().clone().close().await.expect("closed");
    line.cut().await;
}
