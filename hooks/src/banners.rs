//! A stand-in for the API of banners, on a port of its own. What it does is said by the path: `/paged`, `/slow`,
//! `/broken`... so that it keeps nothing between two requests. Only `/set` does as a test has told this one to do.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use poem::http::StatusCode;
use poem::listener::{Acceptor, Listener, TcpListener};
use poem::web::{Data, Path, Query, Redirect};
use poem::{EndpointExt, IntoResponse, Response, Route, Server, get, handler};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::task::JoinHandle;
use tribunal::run::ServerError;

/// A PNG of four by three pixels: the picture of every photo that has one.
pub use plenary::media::baseline::PNG;

/// What `/set` does unless it is told.
const USUAL: &str = "paged";
/// How many photos the pages of `/paged` have.
const PHOTOS: u64 = 25;
/// How many of them are on one page, however many are asked for.
const ON_A_PAGE: u64 = 10;

/// An API of banners, for as long as it is kept.
pub struct Banners {
    base: String,
    set: Arc<Mutex<String>>,
    task: JoinHandle<()>,
}

impl Drop for Banners {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Banners {
    /// Listens on a free port of the loopback address.
    ///
    /// # Errors
    /// When the operating system gives no port.
    pub async fn start() -> Result<Self, ServerError> {
        let acceptor = TcpListener::bind("127.0.0.1:0").into_acceptor().await?;
        let address = acceptor.local_addr().into_iter().next().ok_or("no address")?;
        let address = address.as_socket_addr().ok_or("no socket address")?.to_string();
        let base = format!("http://{address}");
        let set = Arc::new(Mutex::new(USUAL.to_owned()));
        let routes = Route::new()
            .at("/pictures/:name", get(show))
            .at("/:behaviour", get(list))
            .data(Known { base: base.clone(), set: set.clone() });
        let task = tokio::spawn(async move {
            // It serves until it is aborted; an error has nobody to be told to.
            let _ = Server::new_with_acceptor(acceptor).run(routes).await;
        });
        Ok(Self { base, set, task })
    }

    /// The address of an API that behaves so: `paged`, `slow`, `set`...
    pub fn url(&self, behaviour: &str) -> String {
        format!("{}/{behaviour}", self.base)
    }

    /// Lets `/set` behave so from now on.
    pub fn set(&self, behaviour: &str) {
        behaviour.clone_into(&mut self.set.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// Lets `/set` behave as usual.
    pub fn reset(&self) {
        self.set(USUAL);
    }
}

#[derive(Clone)]
struct Known {
    base: String,
    set: Arc<Mutex<String>>,
}

#[derive(Deserialize)]
struct Asked {
    limit: u64,
    offset: u64,
}

#[handler]
async fn list(
    Path(behaviour): Path<String>,
    Query(Asked { limit, offset }): Query<Asked>,
    known: Data<&Known>,
) -> Response {
    let behaviour = match behaviour.as_str() {
        "set" => known.set.lock().unwrap_or_else(PoisonError::into_inner).clone(),
        _ => behaviour,
    };
    let one = |name: &str| {
        let all = [photo(&known.base, 1, name)];
        page(1, offset, limit, if offset == 0 { &all } else { &[] })
    };
    match behaviour.as_str() {
        "paged" => {
            let most = limit.min(ON_A_PAGE);
            let end = PHOTOS.min(offset.saturating_add(most));
            let photos: Vec<Value> =
                (offset..end).map(|number| photo(&known.base, number, "banner.png")).collect();
            page(PHOTOS, offset, most, &photos)
        }
        "one" | "html" | "text" | "huge" | "cut" | "missing" | "failing" => one(&behaviour),
        "exhausted" => page(0, offset, limit, &[]),
        // The first page is the last thing that is heard of it.
        "stuck" if offset == 0 => page(1_000, offset, limit, &[photo(&known.base, 1, "one")]),
        "slow" | "stuck" => {
            tokio::time::sleep(Duration::from_mins(1)).await;
            StatusCode::NO_CONTENT.into_response()
        }
        "same" => page(1_000, offset, limit, &[photo(&known.base, 1, "one")]),
        "empty" => page(1_000, offset, limit, &[]),
        "addressless" => page(1, offset, limit, &[json!({"id": 1, "url": null})]),
        "broken" => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        "refusing" => json!({"success": false, "error": "no"}).to_string().into_response(),
        "shapeless" => json!({"success": true, "photos": "none"}).to_string().into_response(),
        "nonsense" => "<html>".into_response(),
        "endless" => vec![b' '; 5 << 20].into_response(),
        "circle" => Redirect::temporary(format!("{}/circle?limit={limit}&offset={offset}", known.base))
            .into_response(),
        "moved" => Redirect::temporary(format!("/paged?limit={limit}&offset={offset}")).into_response(),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

fn page(total: u64, offset: u64, limit: u64, photos: &[Value]) -> Response {
    let page =
        json!({"success": true, "total_photos": total, "offset": offset, "limit": limit, "photos": photos});
    page.to_string().with_content_type("application/json").into_response()
}

fn photo(base: &str, number: u64, name: &str) -> Value {
    json!({
        "id": number,
        "url": format!("{base}/pictures/{name}?{number}"),
        "title": format!("Banner {number}"),
        "description": null,
        "user": 7,
    })
}

#[handler]
fn show(Path(name): Path<String>) -> Response {
    match name.as_str() {
        "one" | "banner.png" => PNG.into_response(),
        "html" => "<html><script>alert(1)</script></html>".with_content_type("image/png").into_response(),
        "text" => "no picture".with_content_type("image/png").into_response(),
        // More than the testing profile lets anybody upload.
        "huge" => vec![b'x'; 1 << 20].into_response(),
        "cut" => PNG[..PNG.len() - 20].into_response(),
        "failing" => StatusCode::BAD_GATEWAY.into_response(),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}
