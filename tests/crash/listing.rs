//! A list, read page by page to its end.

use serde_json::Value;

use crate::client::{Client, Person};

/// Reads every page of a list from one server. None if the connection was lost on the way.
///
/// # Panics
///
/// When an answer is no page, a page is not full although there is more, or a row comes twice or out of order.
pub(crate) async fn read(
    client: &Client,
    server: usize,
    who: &Person,
    path: &str,
    key: &str,
    limit: usize,
) -> Option<Vec<Value>> {
    let mut rows: Vec<Value> = Vec::new();
    let mut start = String::new();
    loop {
        let joint = if path.contains('?') { '&' } else { '?' };
        let url = format!("{}{path}{joint}limit={limit}{start}", client.urls[server % client.urls.len()]);
        let answer = client.http.get(&url).bearer_auth(&who.token).send().await.ok()?;
        let (status, link) = (answer.status(), answer.headers().contains_key("link"));
        let text = answer.text().await.ok()?;
        if status == 503 {
            return None;
        }
        assert_eq!(status, 200, "{url}\n{text}");
        let page: Value = serde_json::from_str(&text).expect("JSON");
        let found = page["data"][key].as_array().unwrap_or_else(|| panic!("no {key}: {url}\n{text}"));
        rows.extend(found.iter().cloned());
        let next = page["meta"]["next_start"].as_i64();
        assert_eq!(link, next.is_some(), "the header Link of {url}\n{text}");
        let Some(next) = next else {
            assert!(found.len() <= limit, "{url}\n{text}");
            break;
        };
        assert_eq!(found.len(), limit, "a page that is not full, with more behind it: {url}\n{text}");
        start = format!("&start={next}");
    }
    for pair in rows.windows(2) {
        assert!(id(&pair[0]) > id(&pair[1]), "{path}: {} comes before {}", pair[0], pair[1]);
    }
    Some(rows)
}

/// The id of a row.
pub(crate) fn id(row: &Value) -> i64 {
    row["id"].as_i64().unwrap_or_else(|| panic!("no id: {row}"))
}
