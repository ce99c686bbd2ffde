//! The page itself.

use super::ink::{escape, painted};
use crate::{
    document::Document,
    plan::Untested,
    report::{
        console::{Style, render_failure, render_figures, render_line},
        curl,
        plain::one_line,
        redact::Redactor,
    },
    result::{RunResult, TransactionResult, Verdict},
};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// Nothing may be loaded, and no form sent, whatever might get into the page.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// The whole run: the figures, then what broke, then all the rest in plan order. No secret is in it.
pub fn render(document: &Document, run: &RunResult) -> String {
    let title = escape(&Redactor::by_look().text(document.title()));
    let broken = |result: &&TransactionResult| matches!(result.verdict, Verdict::Failed | Verdict::Error(_));
    let first = run.transactions.iter().filter(broken);
    let then = run.transactions.iter().filter(|result| !broken(result));
    let items = first.chain(then).map(|result| item(document, result));
    let items: String = items.chain(run.untested.iter().map(unsolicited)).collect();
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}: {verdict}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <h1>{title}</h1>\n<pre class=\"figures\">{figures}</pre>\n{controls}<main>\n{items}</main>\n\
         <script>\n{SCRIPT}</script>\n</body>\n</html>\n",
        verdict = if run.success() { "passed" } else { "failed" },
        figures = painted(&render_figures(run, Style::Colour)),
        controls = controls(run),
    )
}

/// The search box and one filter for each verdict that there is; hidden until the script that they need has run.
fn controls(run: &RunResult) -> String {
    let mut form = "<form hidden>\n<input type=\"search\" name=\"search\" placeholder=\"Search\" aria-label=\"Search\" autocomplete=\"off\">\n".to_owned();
    let mut choice = |verdict: &str, count: usize, checked: &str| {
        form.extend([format!(
            "<label class=\"{verdict}\"><input type=\"radio\" name=\"verdict\" value=\"{verdict}\"{checked}> {verdict} {count}</label>\n"
        )]);
    };
    choice("all", run.transactions.len() + run.untested.len(), " checked");
    for verdict in ["failed", "error", "passed", "skipped", "untested"] {
        let count = run.transactions.iter().filter(|result| result.verdict.word() == verdict).count();
        let count = if verdict == "untested" { count + run.untested.len() } else { count };
        if count > 0 {
            choice(verdict, count, "");
        }
    }
    form + "<output name=\"shown\"></output>\n</form>\n"
}

/// One transaction: told in full and open if it broke, else with the command that sends it again.
fn item(document: &Document, result: &TransactionResult) -> String {
    let verdict = result.verdict.word();
    let broken = matches!(result.verdict, Verdict::Failed | Verdict::Error(_));
    let (open, told) = if broken {
        let told = render_failure(document, result, Style::Colour);
        // Its first line is the headline above it.
        (" open", told.split_once('\n').map_or(String::new(), |(_, rest)| rest.trim_matches('\n').to_owned()))
    } else {
        let redactor = Redactor::of(result);
        let place = redactor.text(&result.transaction.position.to_string());
        ("", format!("document  {}\nreplay    {}", one_line(&place), curl::line(result, &redactor)))
    };
    format!(
        "<details class=\"{verdict}\" data-verdict=\"{verdict}\"{open}>\n<summary>{}<small> {} ms</small></summary>\n<pre>{}</pre>\n</details>\n",
        painted(&render_line(result, Style::Colour)),
        result.duration.as_millis(),
        painted(&told)
    )
}

/// A callback or a webhook.
fn unsolicited(untested: &Untested) -> String {
    let redactor = Redactor::by_look();
    let told = [&untested.id, &untested.reason].map(|text| escape(&one_line(&redactor.text(text))));
    let place = escape(&one_line(&redactor.text(&untested.position.to_string())));
    let [id, reason] = told;
    format!(
        "<details class=\"untested\" data-verdict=\"untested\">\n<summary>untested  {id}: {reason}</summary>\n\
         <pre>document  {place}</pre>\n</details>\n"
    )
}
