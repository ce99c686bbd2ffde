//! A document that says something else than the server fails the suite, and the failure
//! names the operation, the example, the place in the document and the command that mends it.

use plenary::openapi;
use plenary_contract::suite::{DOCUMENT, HINT, Suite};
use serde_json::{Value, json};
use tribunal::{
    document::Document,
    isolation::DatabaseChoice,
    report::console::{self, Look, Style},
    result::Verdict,
};

/// What a run of the changed document tells about its failures, and how often each transaction failed.
async fn failures(change: impl FnOnce(&mut Value)) -> anyhow::Result<Vec<(String, String)>> {
    let mut changed = openapi::document();
    change(&mut changed);
    assert_ne!(changed, openapi::document(), "the change has found nothing to change");
    let text = format!("{changed:#}\n");
    let document = Document::parse(DOCUMENT, &text)?;
    let suite = Suite { document: text, ..Suite::on(DatabaseChoice::Sqlite) };
    let result = suite.run().await?;
    let look = Look { style: Style::Plain, hint: Some(HINT) };
    let failed = result.transactions.iter().filter(|result| result.verdict == Verdict::Failed);
    let told = failed
        .map(|failed| (failed.transaction.id.clone(), console::render_failure(&document, failed, look)));
    Ok(told.collect())
}

#[track_caller]
fn assert_names(failures: &[(String, String)], id: &str, words: &[&str]) {
    let failure = failures.iter().find(|(failed, _)| failed == id);
    let Some((_, text)) = failure else {
        panic!("{id} did not fail; failed: {:?}", failures.iter().map(|(id, _)| id).collect::<Vec<_>>())
    };
    for word in [&[DOCUMENT, "make record", "make openapi"], words].concat() {
        assert!(text.contains(word), "no `{word}` in:\n{text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_renamed_field_fails_by_its_name() -> anyhow::Result<()> {
    let failures = failures(|document| {
        let user = &mut document["components"]["schemas"]["User"];
        let created = user["properties"].as_object_mut().unwrap().shift_remove("created_at").unwrap();
        user["properties"]["made_at"] = created;
        for name in user["required"].as_array_mut().unwrap() {
            if name == "created_at" {
                *name = json!("made_at");
            }
        }
    })
    .await?;
    assert_names(&failures, "get_user/200/found", &["get_user", "found", "made_at"]);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn another_status_fails_by_its_number() -> anyhow::Result<()> {
    let failures = failures(|document| {
        let responses = document["paths"]["/auth/register"]["post"]["responses"].as_object_mut().unwrap();
        let created = responses.shift_remove("201").unwrap();
        responses.insert("200".into(), created);
    })
    .await?;
    assert_names(&failures, "register/200/registered", &["register", "registered", "201", "200"]);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tighter_constraint_fails_by_its_keyword() -> anyhow::Result<()> {
    let failures = failures(|document| {
        document["components"]["schemas"]["User"]["properties"]["username"]["maxLength"] = json!(1);
    })
    .await?;
    assert_names(&failures, "get_user/200/found", &["get_user", "found", "maxLength"]);
    Ok(())
}
