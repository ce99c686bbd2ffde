use std::net::{IpAddr, Ipv4Addr};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::*;

/// Where the servers of these tests are: the one address that their guard lets through.
const SERVER: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 2);

fn only_the_server(address: IpAddr) -> bool {
    address == IpAddr::V4(SERVER)
}

/// Answers every request with what `answer` makes of it, and says where.
async fn serving(answer: impl Fn(&str) -> String + Send + Sync + 'static) -> Url {
    let listener = TcpListener::bind((SERVER, 0)).await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let answer = Arc::new(answer);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let answer = answer.clone();
            tokio::spawn(async move {
                let mut request = vec![0; 4096];
                let read = stream.read(&mut request).await.unwrap_or_default();
                let request = String::from_utf8_lossy(&request[..read]).into_owned();
                let _ = stream.write_all(answer(&request).as_bytes()).await;
                // A body without a length ends with the connection; one that is awaited does not come.
                if request.starts_with("GET /slow") {
                    std::future::pending::<()>().await;
                }
            });
        }
    });
    Url::parse(&format!("http://{SERVER}:{port}/")).expect("a URL")
}

fn limits(bytes: u64) -> Limits {
    Limits { bytes, deadline: Instant::now() + Duration::from_secs(1) }
}

fn to(location: &str) -> String {
    format!("HTTP/1.1 302 Found\r\nlocation: {location}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
}

fn ok(body: &str) -> String {
    format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}", body.len())
}

async fn read(outbound: &Outbound, url: &Url, path: &str) -> Result<Vec<u8>, OutboundError> {
    let url = url.join(path).expect("a path");
    Ok(outbound.read(&url, limits(100)).await?.body)
}

#[tokio::test]
async fn a_redirect_is_followed_to_where_one_may_go_and_nowhere_else() {
    let url = serving(|request| match request.split_whitespace().nth(1).unwrap_or_default() {
        "/hop1" => to("/hop2"),
        "/hop2" => to("hop3"),
        "/hop3" => to("/end"),
        "/hop0" => to("/hop1"),
        "/literal" => to("http://127.0.0.1:1/"),
        "/mapped" => to("http://[::ffff:127.0.0.1]:1/"),
        "/name" => to("http://localhost:1/"),
        "/file" => to("file:///etc/passwd"),
        "/nowhere" => "HTTP/1.1 302 Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".to_owned(),
        _ => ok("end"),
    })
    .await;
    let outbound = Outbound::guarded_by(only_the_server);
    assert_eq!(read(&outbound, &url, "/hop1").await.expect("three redirects"), b"end");
    for (path, error) in [
        ("/hop0", "redirects too often"),
        ("/nowhere", "redirects too often, or nowhere"),
        ("/literal", "not on the public internet"),
        ("/mapped", "not on the public internet"),
        ("/name", "not on the public internet"),
        ("/file", "none of http"),
    ] {
        let refused = read(&outbound, &url, path).await.expect_err(path);
        assert!(refused.to_string().contains(error) && !refused.is_passing(), "{path}: {refused}");
    }
}

#[tokio::test]
async fn the_guard_of_service_connects_to_nothing_here() {
    let url = serving(|_| ok("inside")).await;
    let port = url.port().expect("a port");
    for host in ["127.0.0.2", "127.2", "localhost", "0x7f.2", "[::ffff:127.0.0.2]"] {
        let url = Url::parse(&format!("http://{host}:{port}/")).expect("a URL");
        let refused = Outbound::new(false).read(&url, limits(100)).await.expect_err(host);
        assert!(matches!(refused, OutboundError::NotPublic), "{host}: {refused:?}");
    }
    assert_eq!(read(&Outbound::new(true), &url, "/").await.expect("allowed"), b"inside");
}

#[tokio::test]
async fn an_answer_keeps_within_its_limits() {
    let url = serving(|request| match request.split_whitespace().nth(1).unwrap_or_default() {
        "/slow" => "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nslow".to_owned(),
        "/announced" => "HTTP/1.1 200 OK\r\ncontent-length: 101\r\n\r\n".to_owned(),
        "/unannounced" => format!("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{}", "x".repeat(101)),
        "/cut" => "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\ncut".to_owned(),
        "/nonsense" => "hello\r\n\r\n".to_owned(),
        _ => ok(&"x".repeat(100)),
    })
    .await;
    let outbound = Outbound::guarded_by(only_the_server);
    assert_eq!(read(&outbound, &url, "/").await.expect("as much as it may be").len(), 100);
    for path in ["/announced", "/unannounced"] {
        assert!(matches!(read(&outbound, &url, path).await, Err(OutboundError::TooLarge(100))), "{path}");
    }
    for path in ["/cut", "/nonsense"] {
        assert!(matches!(read(&outbound, &url, path).await, Err(OutboundError::Unreachable(_))), "{path}");
    }
    assert!(matches!(read(&outbound, &url, "/slow").await, Err(OutboundError::TimedOut)));
}

#[tokio::test]
async fn user_and_password_are_sent_as_such_and_not_to_others() {
    let url = serving(|request| {
        let told = request.lines().any(|line| line == "authorization: Basic YWRhOmE6Yg==");
        ok(&told.to_string())
    })
    .await;
    let outbound = Outbound::guarded_by(only_the_server);
    let mut known = url.clone();
    known.set_username("ada").expect("a host");
    known.set_password(Some("a:b")).expect("a host");
    assert_eq!(read(&outbound, &known, "/").await.expect("an answer"), b"true");
    assert_eq!(read(&outbound, &url, "/").await.expect("an answer"), b"false");
    let joined = known.join("http://other.example/").expect("a URL");
    assert_eq!(credentials(&joined), None);
}
