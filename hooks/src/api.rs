//! Answers that every operation can give and no documented request provokes: a method
//! that the path does not have, a body that is too large or of another type, too many
//! requests, a database that is gone.

use plenary::openapi;
use serde_json::Value;
use tribunal::{
    hooks::{Exchange, HookResult, Hooks},
    transport::Body,
};

use crate::server::PlenaryInstance;

const ALL_METHODS: [&str; 5] = ["PUT", "PATCH", "DELETE", "POST", "GET"];

/// Adds the hooks.
pub fn hooks(hooks: Hooks<PlenaryInstance>) -> Hooks<PlenaryInstance> {
    hooks
        .before("*/405/*", |exchange, _| Box::pin(async move { use_another_method(exchange) }))
        .before_validation("*/405/*", |exchange, _| {
            Box::pin(async move { allow_is_the_documented_list(exchange) })
        })
        .before("*/413/too_large", |exchange, instance| {
            Box::pin(async move {
                send_too_much(exchange, instance);
                Ok(())
            })
        })
        .before("*/415/unsupported_media_type", |exchange, _| {
            Box::pin(async move {
                send_another_type(exchange);
                Ok(())
            })
        })
        .before("*/429/too_many_requests", |exchange, instance| {
            Box::pin(async move {
                go_to_twin(exchange, instance.in_process().map(|own| own.twins.used_up()));
                Ok(())
            })
        })
        .before("*/503/unavailable", |exchange, instance| {
            Box::pin(async move {
                go_to_twin(exchange, instance.in_process().map(|own| own.twins.without_database()));
                Ok(())
            })
        })
}

/// The methods that the document gives a path.
fn documented_methods(path: &str) -> Vec<String> {
    let document = openapi::document();
    let item = document.get("paths").and_then(|paths| paths.get(path)).and_then(Value::as_object);
    let keys = item.into_iter().flat_map(|item| item.keys().map(|key| key.to_uppercase()));
    keys.filter(|key| ALL_METHODS.contains(&key.as_str())).collect()
}

fn use_another_method(exchange: &mut Exchange) -> HookResult {
    let transaction = &mut exchange.transaction;
    let documented = documented_methods(&transaction.operation.path);
    let method = ALL_METHODS.iter().find(|method| !documented.iter().any(|known| known == *method));
    let method = method.ok_or("the path has every method")?;
    (*method).clone_into(&mut transaction.request.method);
    transaction.request.body = Body::default();
    transaction.request.headers.remove("content-type");
    transaction.skip = None;
    Ok(())
}

/// `Allow` lists the target's methods (RFC 9110 section 10.2.1): those that the document has,
/// HEAD where there is GET (section 9.3.2), and OPTIONS, which answers preflights everywhere.
fn allow_is_the_documented_list(exchange: &mut Exchange) -> HookResult {
    let response = exchange.response.as_ref().ok_or("no response")?;
    let allow = response.headers.get("allow").unwrap_or_default();
    let mut allowed = allow.split(',').map(|method| method.trim().to_owned()).collect::<Vec<_>>();
    let mut documented = documented_methods(&exchange.transaction.operation.path);
    if documented.iter().any(|method| method == "GET") {
        documented.push("HEAD".to_owned());
    }
    documented.push("OPTIONS".to_owned());
    allowed.sort_unstable();
    documented.sort_unstable();
    if allowed != documented {
        let message = format!("`Allow: {allow}` is not what the document has: {}", documented.join(", "));
        exchange.fail(message);
    }
    Ok(())
}

fn send_too_much(exchange: &mut Exchange, instance: &PlenaryInstance) {
    let limit = instance.in_process().map_or(1 << 20, |own| own.app.context().config.server.body_limit);
    exchange.transaction.request.body = Body(vec![b' '; limit + 1].into());
    exchange.transaction.skip = None;
}

fn send_another_type(exchange: &mut Exchange) {
    let request = &mut exchange.transaction.request;
    request.headers.set("content-type", "application/xml");
    request.body = Body("<user/>".into());
    exchange.transaction.skip = None;
}

fn go_to_twin(exchange: &mut Exchange, twin: Option<&str>) {
    match twin {
        Some(base_url) => {
            exchange.transaction.request.base_url = Some(base_url.to_owned());
            exchange.transaction.skip = None;
        }
        None => exchange.skip("a server elsewhere cannot be broken on purpose"),
    }
}
