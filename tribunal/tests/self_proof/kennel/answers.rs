//! What the kennel answers: the healthy answer of each operation, and beside it the planted one.

use std::sync::atomic::Ordering;

use rusqlite::Connection;
use serde_json::{Value, json};

use super::{
    http::{Call, Reply},
    server::State,
};

/// What is wrong with a kennel.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Faults {
    /// Every operation of `/faults` breaks one promise.
    pub(crate) planted: bool,
    /// The counter outside the database is not reset.
    pub(crate) leaking: bool,
}

pub(crate) fn answer(call: &Call, state: &State) -> Reply {
    let path = call.target.split('?').next().unwrap_or_default();
    if let Some(fault) = path.strip_prefix("/faults/") {
        return if state.faults.planted { planted(fault) } else { healthy(fault, call) };
    }
    let database = state.database.lock().expect("no handler panics");
    match (call.method.as_str(), path) {
        ("GET", "/dogs") => {
            let dogs = dogs(&database);
            json_with(200, vec![("x-total", dogs.len().to_string())], &json!({"dogs": dogs}))
        }
        ("POST", "/dogs") => create(&database, call),
        ("DELETE", path) if path.starts_with("/dogs/") => delete(&database, &path[6..]),
        ("POST", "/tickets") => {
            let number = state.tickets.fetch_add(1, Ordering::SeqCst) + 1;
            json(201, &json!({"number": number}))
        }
        ("GET", "/me") => match call.header("authorization") {
            Some("Bearer admin") => json(200, &json!({"name": "admin"})),
            Some("Bearer guest") => json(200, &json!({"name": "guest"})),
            _ => json(401, &json!({"error": "say who you are"})),
        },
        _ => json(404, &json!({"error": "no such path"})),
    }
}

fn healthy(fault: &str, call: &Call) -> Reply {
    let dog = json!({"name": "Rex", "age": 4});
    match fault {
        "missing-header" | "invalid-header" => json_with(200, vec![("x-total", "2".to_owned())], &dog),
        "other-header" => json_with(200, vec![("x-breed", "beagle".to_owned())], &dog),
        "empty-list" => json(200, &json!([dog])),
        "other-shape" => json(200, &json!({"name": "Rex", "age": 4, "nickname": "R"})),
        "volatile" => json(200, &json!({"name": "Rex", "age": 4, "seen_at": "2026-11-22T00:00:00Z"})),
        "content" => Reply::Answer { status: 202, headers: Vec::new(), body: Vec::new() },
        "other-text" => text("pong"),
        "wrong-item" => events(&["bark", "whine"]),
        "open-door" if call.header("authorization").is_none() => {
            json(401, &json!({"error": "say who you are"}))
        }
        "wrong-actor" => {
            let name = if call.header("authorization") == Some("Bearer admin") { "admin" } else { "guest" };
            json(200, &json!({"name": name}))
        }
        _ => json(200, &dog),
    }
}

fn planted(fault: &str) -> Reply {
    let dog = json!({"name": "Rex", "age": 4});
    match fault {
        "wrong-status" => json(500, &json!({"error": "boom"})),
        "redirect" => {
            Reply::Answer { status: 302, headers: vec![("location", "/dogs".to_owned())], body: Vec::new() }
        }
        "wrong-content-type" => Reply::Answer {
            status: 200,
            headers: vec![("content-type", "text/html".to_owned())],
            body: b"<p>Rex".to_vec(),
        },
        "invalid-header" => json_with(200, vec![("x-total", "many".to_owned())], &dog),
        "other-header" => json_with(200, vec![("x-breed", "poodle".to_owned())], &dog),
        "undocumented-header" => json_with(200, vec![("x-debug", "1".to_owned())], &dog),
        "garbage" => Reply::Answer {
            status: 200,
            headers: vec![("content-type", "application/json".to_owned())],
            body: b"{\"name\": \"Rex\",".to_vec(),
        },
        "wrong-type" => json(200, &json!({"name": "Rex", "age": "four"})),
        "missing-property" => json(200, &json!({"name": "Rex"})),
        "null" => json(200, &json!({"name": null, "age": 4})),
        "empty-list" => json(200, &json!([])),
        "undocumented-property" => json(200, &json!({"name": "Rex", "age": 4, "password": "bone"})),
        "other-value" => json(200, &json!({"name": "Max", "age": 4})),
        "volatile" => json(200, &json!({"name": "Rex", "age": 4, "seen_at": "2031-01-01T00:00:00Z"})),
        "content" => Reply::Answer { status: 202, headers: Vec::new(), body: b"queued".to_vec() },
        "other-text" => text("ping"),
        "undocumented-status" => json(202, &dog),
        "wrong-item" => events(&["bark", "meow"]),
        "wrong-actor" => json(200, &json!({"name": "guest"})),
        "slow" => Reply::Silence,
        "broken-off" => Reply::Raw(
            b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{\"name\": \""
                .to_vec(),
        ),
        "no-http" => Reply::Raw(b"220 kennel ESMTP\r\n".to_vec()),
        "crash" => Reply::Raw(Vec::new()),
        // missing-header, other-shape, open-door: what is planted is that something is not there.
        _ => json(200, &dog),
    }
}

fn dogs(database: &Connection) -> Vec<Value> {
    let mut query = database.prepare("SELECT id, name, age FROM dogs ORDER BY id").expect("a query");
    let rows = query.query_map([], |row| {
        Ok(json!({"id": row.get::<_, i64>(0)?, "name": row.get::<_, String>(1)?, "age": row.get::<_, i64>(2)?}))
    });
    rows.expect("rows").map(|row| row.expect("a row")).collect()
}

fn create(database: &Connection, call: &Call) -> Reply {
    let body: Value = serde_json::from_slice(&call.body).unwrap_or_default();
    let (Some(name), Some(age)) = (body["name"].as_str(), body["age"].as_i64()) else {
        return json(400, &json!({"error": "a dog has a name and an age"}));
    };
    match database.execute("INSERT INTO dogs (name, age) VALUES (?1, ?2)", (name, age)) {
        Ok(_) => {
            let dog = json!({"id": database.last_insert_rowid(), "name": name, "age": age});
            json(201, &json!({"dog": dog}))
        }
        Err(_) => json(409, &json!({"error": "that dog is here already"})),
    }
}

fn delete(database: &Connection, id: &str) -> Reply {
    match database.execute("DELETE FROM dogs WHERE id = ?1", [id]).expect("a statement") {
        0 => json(404, &json!({"error": "no such dog"})),
        _ => Reply::Answer { status: 204, headers: Vec::new(), body: Vec::new() },
    }
}

fn json(status: u16, body: &Value) -> Reply {
    json_with(status, Vec::new(), body)
}

fn json_with(status: u16, mut headers: Vec<(&'static str, String)>, body: &Value) -> Reply {
    headers.insert(0, ("content-type", "application/json".to_owned()));
    Reply::Answer { status, headers, body: body.to_string().into_bytes() }
}

fn text(body: &str) -> Reply {
    typed("text/plain; charset=utf-8", body)
}

fn events(kinds: &[&str]) -> Reply {
    let event = |kind: &&str| ["event: ", kind, "\ndata: Rex\n\n"].concat();
    typed("text/event-stream", &kinds.iter().map(event).collect::<String>())
}

fn typed(content_type: &str, body: &str) -> Reply {
    let headers = vec![("content-type", content_type.to_owned())];
    Reply::Answer { status: 200, headers, body: body.as_bytes().to_vec() }
}
