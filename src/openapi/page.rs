//! Swagger UI, whole and offline: script and style are those that poem-openapi ships,
//! cut out of its page so that ours needs no inline script and its policy can say so.

use std::sync::LazyLock;

use poem_openapi::OpenApiService;

/// What the browser may do on the page: nothing but talk to this server.
/// `data:` is for the icons in Swagger UI's own style.
pub(super) const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// The page.
pub(super) const PAGE: &str = include_str!("page.html");

/// Starts Swagger UI on the served document. No validator badge: it would call another host.
pub(super) const START: &str = include_str!("start.js");

static SHIPPED: LazyLock<String> = LazyLock::new(|| OpenApiService::new((), "", "").swagger_ui_html());

/// Swagger UI's script.
pub(super) fn script() -> &'static str {
    between("<script charset=\"UTF-8\">", "</script>")
}

/// Swagger UI's style.
pub(super) fn style() -> &'static str {
    between("<style charset=\"UTF-8\">", "</style>")
}

fn between(start: &str, end: &str) -> &'static str {
    let after = SHIPPED.split_once(start).map_or("", |(_, after)| after);
    after.split_once(end).map_or("", |(before, _)| before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn script_and_style_are_found_in_what_poem_openapi_ships() {
        assert!(script().len() > 500_000 && script().contains("SwaggerUIBundle"), "{} bytes", script().len());
        assert!(style().len() > 50_000 && style().contains(".swagger-ui"), "{} bytes", style().len());
        assert!(!script().contains("id=\"ui\"") && !style().contains("<script"), "the cut took more");
    }

    #[test]
    fn the_page_names_no_other_host_and_has_no_inline_script() {
        for text in [PAGE, START] {
            assert!(!text.contains("://"), "{text}");
        }
        assert!(!PAGE.replace("<script src=", "").contains("<script"));
    }
}
