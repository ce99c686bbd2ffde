//! Whether a client would rather have a page than JSON (RFC 9110 section 12.5.1).

use poem::http::{HeaderMap, header};

/// Whether `text/html` ranks above `application/json`. A tie, or no header at all, means JSON.
pub(super) fn prefers_html(headers: &HeaderMap) -> bool {
    let values = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
    let ranges: Vec<Range<'_>> = values.flat_map(|value| value.split(',')).filter_map(Range::parse).collect();
    weight(&ranges, "text", "html") > weight(&ranges, "application", "json")
}

/// One entry of the header. Weights are in thousandths, which is all the grammar allows.
struct Range<'a> {
    kind: &'a str,
    subtype: &'a str,
    weight: u16,
}

impl<'a> Range<'a> {
    fn parse(entry: &'a str) -> Option<Self> {
        let mut parts = entry.split(';').map(str::trim);
        let (kind, subtype) = parts.next()?.split_once('/')?;
        let quality = parts.find_map(|part| {
            let (name, value) = part.split_once('=')?;
            name.trim().eq_ignore_ascii_case("q").then_some(value.trim())
        });
        // What is no weight is no wish.
        Some(Self { kind, subtype, weight: quality.map_or(1000, |text| thousandths(text).unwrap_or(0)) })
    }

    /// How closely this entry names a type; none if it does not.
    fn closeness(&self, kind: &str, subtype: &str) -> Option<u8> {
        match (self.kind, self.subtype) {
            ("*", "*") => Some(0),
            (own, "*") if own.eq_ignore_ascii_case(kind) => Some(1),
            (own, sub) if own.eq_ignore_ascii_case(kind) && sub.eq_ignore_ascii_case(subtype) => Some(2),
            _ => None,
        }
    }
}

/// The weight of a type is that of the entry which names it most closely.
fn weight(ranges: &[Range<'_>], kind: &str, subtype: &str) -> u16 {
    let named = ranges.iter().filter_map(|range| Some((range.closeness(kind, subtype)?, range.weight)));
    named.max().map_or(0, |(_, weight)| weight)
}

fn thousandths(text: &str) -> Option<u16> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = fraction.len() <= 3 && fraction.bytes().all(|byte| byte.is_ascii_digit());
    let fraction: u16 = if digits { format!("{fraction:0<3}").parse().ok()? } else { return None };
    match whole {
        "0" => Some(fraction),
        "1" if fraction == 0 => Some(1000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn html(accept: &str) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, accept.parse().expect("a header"));
        prefers_html(&headers)
    }

    #[test]
    fn browsers_get_the_page() {
        assert!(html("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"));
        assert!(html("text/html"));
        assert!(html("Text/HTML;level=1;Q=0.5, application/json;q=0.4"));
        assert!(html("text/*"));
    }

    #[test]
    fn everybody_else_gets_json() {
        assert!(!prefers_html(&HeaderMap::new()));
        for accept in [
            "*/*",
            "application/json",
            "application/json, text/html",
            "text/html;q=0.5, */*",
            "text/html;q=0, application/xml",
            "text/html;q=0.5, application/json;q=0.501",
            "text/html;q=high",
            "text/html;q=1.5",
            "nonsense",
            "",
        ] {
            assert!(!html(accept), "{accept}");
        }
    }

    #[test]
    fn several_headers_are_one_list() {
        let mut headers = HeaderMap::new();
        headers.append(header::ACCEPT, "application/json;q=0.1".parse().expect("a header"));
        headers.append(header::ACCEPT, "text/html".parse().expect("a header"));
        assert!(prefers_html(&headers));
    }
}
