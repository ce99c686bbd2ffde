//! One page of the API, read from its bytes.

use serde::Deserialize;
use serde_json::Value;
use url::Url;

use crate::broadcasts::model::Banner;

/// The longest address of a picture, in bytes; what an index can hold.
const URL_MAX: usize = 2_048;
/// The longest name of a picture, in characters.
const ID_MAX: usize = 200;
/// The longest title, in characters.
const TITLE_MAX: usize = 500;
/// The longest description, in characters.
const DESCRIPTION_MAX: usize = 5_000;

/// What a page says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answer {
    /// How many photos the API has, by its own word.
    pub(super) total: u64,
    /// How many are on this page.
    pub(super) photos: u64,
    /// Those of them that have a usable address, in their order.
    pub(super) banners: Vec<Banner>,
}

#[derive(Deserialize)]
struct Raw {
    success: bool,
    total_photos: Option<u64>,
    photos: Option<Vec<Value>>,
}

impl Answer {
    /// Reads a page; fields that nobody knows are left aside. Says what is wrong with it.
    pub(super) fn read(body: &[u8]) -> Result<Self, &'static str> {
        let value: Value = serde_json::from_slice(body).map_err(|_| "it did not answer with JSON")?;
        let raw = Raw::deserialize(value).map_err(|_| "its answer has another shape than expected")?;
        if !raw.success {
            return Err("it said that it did not succeed");
        }
        let (Some(total), Some(photos)) = (raw.total_photos, raw.photos) else {
            return Err("its answer has another shape than expected");
        };
        Ok(Self { total, photos: photos.len() as u64, banners: photos.iter().filter_map(banner).collect() })
    }
}

fn banner(photo: &Value) -> Option<Banner> {
    let text =
        |name: &str, most: usize| photo.get(name).and_then(Value::as_str).and_then(|it| shown(it, most));
    let mut url = Url::parse(photo.get("url")?.as_str()?).ok()?;
    url.set_fragment(None);
    let usable = matches!(url.scheme(), "http" | "https") && url.has_host() && url.as_str().len() <= URL_MAX;
    let id = match photo.get("id") {
        Some(Value::Number(number)) => Some(number.to_string()),
        _ => text("id", ID_MAX),
    };
    usable.then(|| Banner {
        id,
        url: url.into(),
        title: text("title", TITLE_MAX),
        description: text("description", DESCRIPTION_MAX),
    })
}

/// A text without what no database keeps and no page shows; none if nothing is left.
fn shown(text: &str, most: usize) -> Option<String> {
    let clean: String = text.chars().filter(|letter| !letter.is_control() || *letter == '\n').collect();
    let clean: String = clean.trim().chars().take(most).collect();
    if clean.is_empty() { None } else { Some(clean) }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(photos: &Value) -> Answer {
        let page =
            json!({"success": true, "total_photos": 9, "offset": 0, "limit": 100, "photos": photos, "x": []});
        Answer::read(page.to_string().as_bytes()).expect("a page")
    }

    #[test]
    fn a_page_is_read_whatever_else_it_says() {
        let answer = read(&json!([
            {"id": 7, "url": "HTTPS://A.example/b.png#top", "title": " T\u{0} ", "description": "", "user": 3},
            {"id": "x", "url": "http://a.example/c.png", "more": {}},
        ]));
        assert_eq!((answer.total, answer.photos), (9, 2));
        let banner = |id: &str, url: &str, title: Option<&str>| Banner {
            id: Some(id.to_owned()),
            url: url.to_owned(),
            title: title.map(str::to_owned),
            description: None,
        };
        let expected =
            [banner("7", "https://a.example/b.png", Some("T")), banner("x", "http://a.example/c.png", None)];
        assert_eq!(answer.banners, expected);
    }

    #[test]
    fn a_photo_without_a_usable_address_is_passed_over() {
        let long = format!("http://a.example/{}", "x".repeat(URL_MAX));
        let photos = json!([
            null, 7, "http://a.example/", [], {}, {"url": null}, {"url": 7}, {"url": ""}, {"url": "/b.png"},
            {"url": "ftp://a.example/b"}, {"url": "data:image/png,"}, {"url": "javascript:alert(1)"},
            {"url": "http://"}, {"url": long},
        ]);
        let answer = read(&photos);
        assert_eq!((answer.photos, answer.banners), (14, Vec::new()));
    }

    #[test]
    fn what_is_no_page_is_said_to_be_none() {
        for body in [
            "",
            "<html>",
            "{\"success\": true",
            "[]",
            "null",
            "{}",
            r#"{"success": "true", "total_photos": 1, "photos": []}"#,
            r#"{"success": true, "photos": []}"#,
            r#"{"success": true, "total_photos": -1, "photos": []}"#,
            r#"{"success": true, "total_photos": 1}"#,
            r#"{"success": true, "total_photos": 1, "photos": {}}"#,
            r#"{"success": false, "error": "no"}"#,
        ] {
            assert!(Answer::read(body.as_bytes()).is_err(), "{body}");
        }
    }
}
