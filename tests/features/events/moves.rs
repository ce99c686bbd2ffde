//! Every move of a session, by everybody.

use plenary::events::model::{MOVES, Mover, Refused, SessionState, judge};
use serde_json::json;

use super::support::execute;
use crate::support::{Actor, World};

on_every_database![everybody_moves_sessions_as_the_table_says];

/// What is expected, written apart from the table: from each state (a line) to each (a column, in the same order).
/// `=` stays, `.` nobody, `s` the submitter, `o` the organiser, `b` both; administrators wherever anybody may.
const EXPECTED: [(&str, &str); 7] = [
    ("draft", "=s....s"),
    ("pending", "s=o.o.s"),
    ("accepted", "..=boos"),
    ("confirmed", "...=.os"),
    ("rejected", "..o.=.."),
    ("canceled", "..o..=."),
    ("withdrawn", "s.....="),
];

fn status(sign: char, is: &str) -> u16 {
    match (sign, is) {
        ('.', _) => 422,
        ('=', _) | ('s' | 'b', "submitter") | ('o' | 'b', "organiser") | (_, "admin") => 200,
        _ => 403,
    }
}

#[test]
fn the_table_is_what_is_expected() {
    let movers = [("submitter", Mover::Submitter), ("organiser", Mover::Organiser), ("admin", Mover::Admin)];
    for (from, (word, line)) in SessionState::ALL.into_iter().zip(EXPECTED) {
        assert_eq!(from.word(), word);
        for (to, sign) in SessionState::ALL.into_iter().zip(line.chars()) {
            for (is, mover) in movers {
                let judged = match judge(from, to, &[mover]) {
                    Ok(()) => 200,
                    Err(Refused::NotYours) => 403,
                    Err(Refused::Impossible) => 422,
                };
                assert_eq!(judged, status(sign, is), "{word} to {} by the {is}", to.word());
            }
        }
    }
    let signs: usize =
        EXPECTED.iter().map(|(_, line)| line.chars().filter(|c| c.is_alphabetic()).count()).sum();
    assert_eq!(signs, MOVES.len());
}

/// Session 3 is bob's, of alice's event.
async fn everybody_moves_sessions_as_the_table_says(world: World) {
    let erin = json!({"username": "erin", "email": "erin@example.org", "password": "erin-password"});
    let token = world.anon().post("/auth/register", erin).await.is(201).text("/data/token");
    let actors: [(&str, Actor); 3] =
        [("submitter", world.bob()), ("organiser", world.alice()), ("admin", world.admin())];
    let outsider = world.holder(&token);
    for (from, line) in EXPECTED {
        for ((to, _), sign) in EXPECTED.into_iter().zip(line.chars()) {
            for (is, actor) in &actors {
                put(&world, from).await;
                let answer = actor.patch("/sessions/3", json!({"state": to})).await;
                let expected = status(sign, is);
                assert_eq!(answer.status.as_u16(), expected, "{from} to {to} by the {is}: {answer}");
                let now = world.admin().get("/sessions/3").await.is(200).text("/data/session/state");
                assert_eq!(now, if expected == 200 { to } else { from }, "{from} to {to} by the {is}");
                match expected {
                    422 => drop(answer.fails(422, 4025)),
                    403 => drop(answer.fails(403, 4134)),
                    _ => {}
                }
            }
            put(&world, from).await;
            let answer = outsider.patch("/sessions/3", json!({"state": to})).await;
            let secret = !["accepted", "confirmed"].contains(&from);
            assert_eq!(answer.status.as_u16(), if secret { 404 } else { 403 }, "{from} to {to}: {answer}");
        }
    }
}

async fn put(world: &World, state: &str) {
    execute(world, "UPDATE event_sessions SET state = $1 WHERE id = 3", vec![state.into()]).await;
}
