//! Which request belongs to which response: examples pair by name (TRIBUNAL.md section 3).

use super::{Actor, body, values::Pairs};
use crate::document::view::{Example, MediaType, Operation, Response};

/// Statuses that no request an operation documents can provoke. A hook can: with another method or media type, too
/// large a body, a flood, a dead database.
const BEYOND_DOCUMENTS: [u16; 10] = [405, 406, 408, 411, 413, 414, 415, 425, 429, 431];
/// Statuses that depend on who asks: the default request sent by the named actor provokes them.
const OF_ACTORS: [u16; 3] = [401, 403, 404];

/// One case of an operation: a response that is promised, and the request that is to provoke it.
pub(super) struct Case<'c, 'd> {
    pub(super) response: &'c Response<'d>,
    pub(super) status: u16,
    /// The response's body, where it has one.
    pub(super) media: Option<&'c MediaType<'d>>,
    /// The response body's example, where it has one.
    pub(super) example: Option<&'c Example<'d>>,
    /// The name that pairs request and response.
    pub(super) name: Option<&'d str>,
    /// The request body's media type.
    pub(super) body: Option<&'c MediaType<'d>>,
    pub(super) actor: Actor,
    /// Why the document alone cannot provoke this response.
    pub(super) unprovoked: Option<String>,
}

/// The example names of an operation's responses.
pub(super) struct Names<'d> {
    all: Vec<&'d str>,
    success: Vec<&'d str>,
}

impl<'d> Names<'d> {
    pub(super) fn of(operation: &Operation<'d>) -> Self {
        let mut names = Self { all: Vec::new(), success: Vec::new() };
        for response in &operation.responses {
            let succeeds = response.code().is_some_and(succeeds);
            let bodies = response.content.iter().map(|media| &media.examples);
            let examples = bodies.chain(response.headers.iter().map(|header| &header.examples));
            for name in examples.flat_map(|examples| &examples.named).filter_map(|example| example.name) {
                names.all.push(name);
                if succeeds {
                    names.success.push(name);
                }
            }
        }
        names
    }

    pub(super) fn pairs(&self) -> Pairs<'_> {
        Pairs { all: &self.all, success: &self.success }
    }

    /// Whether a request example of that name is meant to succeed, for all the document says.
    pub(super) fn may_succeed(&self, name: &str) -> bool {
        !self.all.contains(&name) || self.success.contains(&name)
    }
}

/// 2xx and 3xx.
pub(super) fn succeeds(status: u16) -> bool {
    (200..400).contains(&status)
}

/// All cases of an operation, in the order of the document.
pub(super) fn cases<'c, 'd>(operation: &'c Operation<'d>) -> Vec<Case<'c, 'd>> {
    let usual = usual_status(operation);
    let mut cases = Vec::new();
    for response in &operation.responses {
        let Some(status) = response.code() else { continue };
        for (media, example, name) in promises(response) {
            let twins = twins(operation, name);
            let actor = actor(operation, status, name, example);
            let paired = !twins.is_empty() || name.is_some_and(|name| parameter_has(operation, name));
            let acted = OF_ACTORS.contains(&status) && named_actor(operation, name, example).is_some();
            let unprovoked = if paired || acted || (status == 401 && actor == Actor::Anonymous) {
                None
            } else {
                unprovoked(status, usual)
            };
            let bodies = if twins.is_empty() { vec![usual_body(operation)] } else { twins };
            cases.extend(bodies.into_iter().map(|body| Case {
                response,
                status,
                media,
                example,
                name,
                body,
                actor: actor.clone(),
                unprovoked: unprovoked.clone(),
            }));
        }
    }
    cases
}

type Promise<'c, 'd> = (Option<&'c MediaType<'d>>, Option<&'c Example<'d>>, Option<&'d str>);

/// What a response promises: one body example each, else one for each example of its headers, else itself.
fn promises<'c, 'd>(response: &'c Response<'d>) -> Vec<Promise<'c, 'd>> {
    let mut of_headers: Vec<&'d str> = Vec::new();
    for name in
        response.headers.iter().flat_map(|header| &header.examples.named).filter_map(|example| example.name)
    {
        if !of_headers.contains(&name) {
            of_headers.push(name);
        }
    }
    let mut promises: Vec<Promise<'c, 'd>> = Vec::new();
    for media in &response.content {
        promises
            .extend(media.examples.named.iter().map(|example| (Some(media), Some(example), example.name)));
        if media.examples.named.is_empty() {
            promises.push((Some(media), media.examples.single.as_ref(), None));
        }
    }
    if promises.iter().all(|(_, _, name)| name.is_none()) && !of_headers.is_empty() {
        let media = response.content.first();
        let single = media.and_then(|media| media.examples.single.as_ref());
        promises
            .splice(..promises.len().min(1), of_headers.into_iter().map(|name| (media, single, Some(name))));
    }
    if promises.is_empty() {
        promises.push((None, None, None));
    }
    promises
}

/// The request media types that have an example of that name.
fn twins<'c, 'd>(operation: &'c Operation<'d>, name: Option<&str>) -> Vec<Option<&'c MediaType<'d>>> {
    let Some(name) = name else { return Vec::new() };
    operation.bodies.iter().filter(|media| media.examples.get(name).is_some()).map(Some).collect()
}

fn parameter_has(operation: &Operation<'_>, name: &str) -> bool {
    operation.parameters.iter().any(|parameter| parameter.examples.get(name).is_some())
}

/// The body that is sent where no name decides: the first that has an example or can be written without one.
fn usual_body<'c, 'd>(operation: &'c Operation<'d>) -> Option<&'c MediaType<'d>> {
    let certain = |media: &&MediaType<'_>| {
        media.examples.all().any(|example| example.value.is_some()) || body::is_writable(media.name)
    };
    operation.bodies.iter().find(certain).or_else(|| operation.bodies.first())
}

/// The `x-actor` of the request's example, else of the response's.
fn named_actor<'d>(
    operation: &Operation<'d>,
    name: Option<&str>,
    example: Option<&Example<'d>>,
) -> Option<&'d str> {
    let bodies = operation.bodies.iter().map(|media| &media.examples);
    let parameters = operation.parameters.iter().map(|parameter| &parameter.examples);
    let of_request = name.and_then(|name| {
        bodies.chain(parameters).filter_map(|examples| examples.get(name)).find_map(|e| e.actor)
    });
    of_request.or_else(|| example.and_then(|example| example.actor))
}

fn actor(operation: &Operation<'_>, status: u16, name: Option<&str>, example: Option<&Example<'_>>) -> Actor {
    match named_actor(operation, name, example) {
        Some("anonymous") => Actor::Anonymous,
        Some(actor) => Actor::Named(actor.to_owned()),
        None if status == 401 && operation.security.required => Actor::Anonymous,
        None => Actor::Default,
    }
}

/// The status that the default request is expected to give: the lowest 2xx, else the lowest 3xx, else the only one.
fn usual_status(operation: &Operation<'_>) -> Option<u16> {
    if let [only] = operation.responses.as_slice() {
        return only.code();
    }
    operation.responses.iter().filter_map(Response::code).filter(|status| succeeds(*status)).min()
}

fn unprovoked(status: u16, usual: Option<u16>) -> Option<String> {
    if usual == Some(status) {
        return None;
    }
    if is_beyond_documents(status) {
        return Some(format!("no request of the document provokes {status}; a hook can"));
    }
    let instead =
        usual.map(|usual| format!(" (without one the answer should be {usual})")).unwrap_or_default();
    Some(format!(
        "no request example provokes {status}{instead}: give a request example the response example's name"
    ))
}

/// Whether it is in the nature of a status that no documented request provokes it.
pub(super) fn is_beyond_documents(status: u16) -> bool {
    status >= 500 || BEYOND_DOCUMENTS.contains(&status)
}
