//! Who may do what: every operation of the document, tried by everybody, each on a fresh database.
//!
//! The things acted on belong to alice, who is the owner; bob is the other user. Where an operation acts on a
//! thing, `user` is bob acting on one that belongs to nobody, because it is not there; elsewhere any user is the
//! same. Carol is an inactive user. An operation without a row fails, and so does an answer that the document does
//! not promise.

use std::collections::BTreeSet;

use plenary::openapi;
use plenary_contract::{server::PlenaryServer, suite::Suite};
use serde_json::Value;
use tribunal::{
    check::Examples,
    isolation::DatabaseChoice,
    plan::{Actor, Transaction},
    run::Session,
};

/// The columns of the table, and who of the fixture stands for each.
const ACTORS: [(&str, &str); 6] = [
    ("anonymous", "anonymous"),
    ("inactive user", "carol"),
    ("user", "bob"),
    ("other user", "bob"),
    ("owner", "alice"),
    ("admin", "admin"),
];

/// An id of the path that nothing of the fixture has.
const NOBODYS: &str = "9999";

/// The example whose request everybody sends, and the status that each gets.
#[rustfmt::skip]
const TABLE: [(&str, [u16; 6]); 100] = [
    // anonymous, inactive user, user, other user, owner, admin
    ("ping/200/pong", [200, 200, 200, 200, 200, 200]),
    ("check/200/healthy", [200, 200, 200, 200, 200, 200]),
    ("check_by_post/200/healthy", [200, 200, 200, 200, 200, 200]),
    ("get_metrics/200/metrics", [200, 200, 200, 200, 200, 200]),
    ("get_openapi_json/200/document", [200, 200, 200, 200, 200, 200]),
    ("get_openapi_yaml/200/document", [200, 200, 200, 200, 200, 200]),
    ("get_docs/200/page", [200, 200, 200, 200, 200, 200]),
    ("get_docs_file/200/start", [200, 200, 200, 200, 200, 200]),
    ("register/201/registered", [201, 201, 201, 201, 201, 201]),
    ("login/200/logged_in", [200, 200, 200, 200, 200, 200]),
    ("login_by_username/200/logged_in", [200, 200, 200, 200, 200, 200]),
    ("refresh_token/200/refreshed", [200, 200, 200, 200, 200, 200]),
    ("logout/200/logged_out", [401, 401, 200, 200, 200, 200]),
    ("logout_by_post/200/logged_out", [401, 401, 200, 200, 200, 200]),
    ("get_status/200/own", [401, 401, 200, 200, 200, 200]),
    ("list_users/200/all", [200, 401, 200, 200, 200, 200]),
    ("list_users/200/with_trashed", [403, 401, 403, 403, 403, 200]),
    ("create_user/201/created", [401, 401, 403, 403, 403, 201]),
    ("get_user/200/found", [200, 401, 404, 200, 200, 200]),
    ("get_user/200/trashed", [403, 401, 403, 403, 403, 200]),
    ("update_user/200/own_email", [401, 401, 404, 403, 200, 200]),
    ("update_user/403/own_power", [401, 401, 404, 403, 403, 200]),
    ("delete_user/200/own", [401, 401, 404, 403, 200, 200]),
    ("delete_user/403/own_for_good", [401, 401, 403, 403, 403, 200]),
    ("create_user/202/later", [401, 401, 403, 403, 403, 202]),
    ("create_message/202/text", [401, 401, 202, 202, 202, 202]),
    ("list_messages/200/own", [401, 401, 200, 200, 200, 200]),
    ("list_notifications/200/own", [401, 401, 200, 200, 200, 200]),
    ("read_notification/200/read", [401, 401, 404, 404, 200, 404]),
    ("stream_notifications/200/resumed", [401, 401, 200, 200, 200, 200]),
    ("get_job/200/succeeded", [401, 401, 404, 404, 200, 200]),
    ("restore_user/200/restored", [401, 401, 403, 403, 403, 200]),
    ("create_broadcast/202/sent", [401, 401, 403, 403, 403, 202]),
    ("list_broadcasts/200/all", [401, 401, 403, 403, 403, 200]),
    ("get_broadcast/200/finished", [401, 401, 403, 403, 403, 200]),
    ("list_chats/200/all", [401, 401, 403, 403, 403, 200]),
    ("get_chat/200/own", [401, 401, 404, 404, 200, 200]),
    ("get_user_chat/200/own", [401, 401, 404, 403, 200, 200]),
    ("delete_chat/200/deleted", [401, 401, 403, 403, 403, 200]),
    ("list_chat_messages/200/own", [401, 401, 404, 404, 200, 200]),
    ("list_chat_messages/200/with_trashed", [401, 401, 404, 404, 403, 200]),
    ("create_chat_message/201/text", [401, 401, 403, 403, 403, 201]),
    ("get_chat_message/200/text", [401, 401, 404, 404, 200, 200]),
    ("get_chat_message/200/trashed", [401, 401, 404, 404, 403, 200]),
    ("update_chat_message/200/changed", [401, 401, 403, 403, 403, 200]),
    ("delete_chat_message/200/deleted", [401, 401, 403, 403, 403, 200]),
    ("delete_chat_message/200/for_good", [401, 401, 403, 403, 403, 200]),
    ("restore_chat_message/200/restored", [401, 401, 403, 403, 403, 200]),
    ("upload_file/201/text", [401, 401, 201, 201, 201, 201]),
    ("upload_image/201/created", [401, 401, 201, 201, 201, 201]),
    ("get_media/200/found", [200, 200, 200, 200, 200, 200]),
    ("list_exercises/200/all", [200, 401, 200, 200, 200, 200]),
    ("get_exercise/200/found", [200, 401, 404, 200, 200, 200]),
    ("create_exercise/201/added", [401, 401, 403, 403, 403, 201]),
    ("list_scores/200/all", [200, 200, 200, 200, 200, 200]),
    ("get_score/200/found", [200, 200, 404, 200, 200, 200]),
    ("list_own_scores/200/own", [401, 401, 200, 200, 200, 200]),
    ("get_own_score/200/own", [401, 401, 404, 404, 200, 404]),
    ("create_score/201/added", [401, 401, 201, 201, 201, 201]),
    ("replace_score/200/replaced", [401, 401, 404, 403, 200, 403]),
    ("upsert_score/201/added", [401, 401, 201, 201, 201, 201]),
    ("update_score/200/updated", [401, 401, 404, 403, 200, 403]),
    ("list_events/200/published", [200, 401, 200, 200, 200, 200]),
    ("list_events/200/with_trashed", [403, 401, 200, 200, 200, 200]),
    ("create_event/201/published", [401, 401, 201, 201, 201, 201]),
    ("get_event/200/published", [200, 401, 404, 200, 200, 200]),
    ("get_event/200/draft", [404, 401, 404, 404, 200, 200]),
    ("get_event/200/trashed", [403, 401, 404, 403, 200, 200]),
    ("update_event/200/renamed", [401, 401, 404, 403, 200, 200]),
    ("delete_event/200/deleted", [401, 401, 404, 403, 200, 200]),
    ("delete_event/200/for_good", [401, 401, 404, 403, 403, 200]),
    ("restore_event/200/restored", [401, 401, 404, 404, 200, 200]),
    // Alice organises the event; where bob gets what she gets, he has proposed the session.
    ("list_sessions/200/public", [200, 401, 404, 200, 200, 200]),
    ("list_sessions/200/with_trashed", [403, 401, 404, 200, 200, 200]),
    ("create_session/201/proposed", [401, 401, 404, 201, 201, 201]),
    ("get_session/200/confirmed", [200, 401, 404, 200, 200, 200]),
    ("get_session/200/own", [404, 401, 404, 200, 200, 200]),
    ("get_session/200/trashed", [403, 401, 404, 200, 200, 200]),
    ("update_session/200/accepted", [401, 401, 404, 403, 200, 200]),
    ("update_session/200/own", [401, 401, 404, 200, 403, 200]),
    ("update_session/403/not_yours", [401, 401, 404, 403, 200, 200]),
    ("delete_session/200/deleted", [401, 401, 404, 200, 200, 200]),
    ("delete_session/403/not_yours", [401, 401, 404, 403, 200, 200]),
    ("delete_session/200/for_good", [401, 401, 404, 403, 403, 200]),
    ("restore_session/200/restored", [401, 401, 404, 200, 200, 200]),
    ("list_speakers/200/names", [200, 401, 404, 200, 200, 200]),
    ("list_speakers/200/by_email", [403, 401, 404, 403, 200, 200]),
    ("list_speakers/200/with_trashed", [403, 401, 404, 403, 200, 200]),
    ("create_speaker/201/named", [401, 401, 404, 403, 201, 201]),
    ("get_speaker/200/name", [200, 401, 404, 200, 200, 200]),
    ("get_speaker/200/trashed", [403, 401, 404, 403, 200, 200]),
    ("update_speaker/200/renamed", [401, 401, 404, 403, 200, 200]),
    ("delete_speaker/200/deleted", [401, 401, 404, 403, 200, 200]),
    ("delete_speaker/200/for_good", [401, 401, 404, 403, 403, 200]),
    ("restore_speaker/200/restored", [401, 401, 404, 404, 200, 200]),
    ("link_speaker/200/linked", [401, 401, 404, 403, 200, 200]),
    ("link_speaker/200/own", [401, 401, 404, 200, 200, 200]),
    ("unlink_speaker/200/unlinked", [401, 401, 404, 403, 200, 200]),
    ("get_event_export_ical/200/calendar", [200, 401, 404, 200, 200, 200]),
    ("get_event_export_ical/202/later", [404, 401, 404, 404, 202, 202]),
];

/// The statuses that the document gives an operation.
fn documented(operation: &str) -> Option<BTreeSet<String>> {
    let document = openapi::document();
    let items = document["paths"].as_object()?.values().filter_map(Value::as_object);
    let mut operations = items.flat_map(|item| item.values());
    let found = operations.find(|candidate| candidate["operationId"] == operation)?;
    Some(found["responses"].as_object()?.keys().cloned().collect())
}

fn operation_of(example: &str) -> &str {
    example.split('/').next().unwrap_or_default()
}

/// The same target with another thing's id.
fn nobodys(path: &str, uri: &str) -> String {
    let (target, query) = uri.split_once('?').map_or((uri, None), |(target, query)| (target, Some(query)));
    let segments = path.split('/').zip(target.split('/'));
    let segments = segments.map(|(template, given)| if template == "{id}" { NOBODYS } else { given });
    let target = segments.collect::<Vec<_>>().join("/");
    query.map_or(target.clone(), |query| format!("{target}?{query}"))
}

async fn status(session: &Session<PlenaryServer>, mut transaction: Transaction, person: &str) -> String {
    transaction.actor = match person {
        "anonymous" => Actor::Anonymous,
        name => Actor::Named(name.to_owned()),
    };
    let result = session.run_one(&transaction).await;
    result.response.map_or_else(|| format!("{:?}", result.verdict), |response| response.status.to_string())
}

#[test]
fn every_operation_stands_in_the_table() -> anyhow::Result<()> {
    let plan = Suite::default().plan()?;
    let planned: BTreeSet<_> = plan.transactions.iter().map(|t| t.operation.label()).collect();
    let listed: BTreeSet<_> = TABLE.iter().map(|(example, _)| operation_of(example).to_owned()).collect();
    assert_eq!(planned, listed, "add a row for each operation to TABLE in tests/authorisation.rs");
    Ok(())
}

#[test]
fn the_table_promises_only_what_the_document_promises() {
    for (example, expected) in TABLE {
        let documented = documented(operation_of(example)).unwrap_or_default();
        for ((actor, _), status) in ACTORS.iter().zip(expected) {
            assert!(
                documented.contains(&status.to_string()),
                "{example} as {actor}: {status} is not documented"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_gets_what_the_table_says() -> anyhow::Result<()> {
    let suite = Suite { examples: Examples::Off, ..Suite::on(DatabaseChoice::Sqlite) };
    let session = suite.open().await?;
    let mut wrong = Vec::new();
    for (id, expected) in TABLE {
        let example = session.transactions().iter().find(|transaction| transaction.id == id);
        let example = example.ok_or_else(|| anyhow::anyhow!("there is no example {id}"))?;
        for ((actor, person), expected) in ACTORS.iter().zip(expected) {
            let mut transaction = example.clone();
            if *actor == "user" {
                transaction.request.uri = nobodys(&example.operation.path, &example.request.uri);
            }
            transaction.id = format!("authorisation of {actor} for {}", example.id);
            let actual = status(&session, transaction, person).await;
            if actual != expected.to_string() {
                wrong.push(format!("{id} as {actor}: {actual} instead of {expected}"));
            }
        }
    }
    session.close().await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}
