//! The figures as Markdown, and what is not as it has to be.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::one::Outcome;

fn number(figures: &Value, key: &str) -> u64 {
    figures.get(key).and_then(Value::as_u64).unwrap_or(0)
}

fn good(outcomes: &[Outcome]) -> impl Iterator<Item = (&Outcome, &Value)> {
    let with = outcomes.iter().filter_map(|outcome| Some((outcome, outcome.figures.as_ref().ok()?)));
    with.filter(|(_, figures)| figures.get("refused").is_none())
}

/// The largest documents, then the sums of all.
pub(crate) fn render(outcomes: &[Outcome], rows: usize) -> String {
    let mut text = String::from(
        "| document | version | MB | operations | transactions | untested | defects | load ms | all ms | peak MiB |\n|--|--|--:|--:|--:|--:|--:|--:|--:|--:|\n",
    );
    let mut largest: Vec<_> = good(outcomes).collect();
    largest.sort_by_key(|(_, figures)| std::cmp::Reverse(number(figures, "bytes")));
    for (outcome, figures) in largest.into_iter().take(rows) {
        let name = outcome.path.file_name().unwrap_or_default().to_string_lossy();
        let version = figures.get("version").and_then(Value::as_str).unwrap_or_default();
        let kilobytes = number(figures, "bytes") / 1_000;
        let columns = [
            format!("{}.{:03}", kilobytes / 1_000, kilobytes % 1_000),
            number(figures, "operations").to_string(),
            number(figures, "transactions").to_string(),
            number(figures, "untested").to_string(),
            defects(figures).values().sum::<u64>().to_string(),
            number(figures, "load_ms").to_string(),
            number(figures, "all_ms").to_string(),
            (number(figures, "peak_kib") / 1024).to_string(),
        ];
        text.extend([format!("| {name} | {version} | {} |\n", columns.join(" | "))]);
    }
    text + &sums(outcomes)
}

fn sums(outcomes: &[Outcome]) -> String {
    let sum = |key: &str| good(outcomes).map(|(_, figures)| number(figures, key)).sum::<u64>();
    let mut kinds: BTreeMap<String, u64> = BTreeMap::new();
    for (code, count) in good(outcomes).flat_map(|(_, figures)| defects(figures)) {
        *kinds.entry(code).or_default() += count;
    }
    let refused: Vec<_> = outcomes
        .iter()
        .filter_map(|outcome| outcome.figures.as_ref().ok()?.get("refused")?.as_str())
        .collect();
    let mut text = format!(
        "\n{} documents, {} of them refused; {} operations, {} transactions ({} untested), {} ms in all\n",
        outcomes.len(),
        refused.len(),
        sum("operations"),
        sum("transactions"),
        sum("untested"),
        sum("all_ms"),
    );
    let kinds: Vec<String> = kinds.iter().map(|(code, count)| format!("{code} {count}")).collect();
    text.extend([format!("defects: {}\n", kinds.join(", "))]);
    for reason in refused {
        text.extend([format!("refused: {reason}\n")]);
    }
    text
}

fn defects(figures: &Value) -> BTreeMap<String, u64> {
    let counts = figures.get("defects").and_then(Value::as_object).into_iter().flatten();
    counts.map(|(code, count)| (code.clone(), count.as_u64().unwrap_or(0))).collect()
}

/// One line for each document that has broken the engine or a limit.
pub(crate) fn failures(outcomes: &[Outcome], max_ms: Option<u64>, max_mib: Option<u64>) -> String {
    let mut text = String::new();
    for outcome in outcomes {
        let reason = match &outcome.figures {
            Err(died) => Some(died.clone()),
            Ok(figures) => beyond(figures, "all_ms", max_ms, "ms")
                .or_else(|| beyond(figures, "peak_kib", max_mib.map(|mib| mib * 1024), "KiB")),
        };
        if let Some(reason) = reason {
            text.extend([format!("FAILED {}: {reason}\n", outcome.path.display())]);
        }
    }
    text
}

fn beyond(figures: &Value, key: &str, limit: Option<u64>, unit: &str) -> Option<String> {
    let (found, limit) = (number(figures, key), limit?);
    (found > limit).then(|| format!("{found} {unit}, more than {limit}"))
}
