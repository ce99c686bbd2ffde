//! Four of Plenary's operations on Plenary's tables, as one would write them with axum and sqlx.

mod failure;
mod login;
mod messages;
mod token;
mod users;

use std::env;
use std::sync::Arc;

use argon2::Argon2;
use axum::Router;
use axum::routing::{get, post};
use sqlx::PgPool;
use sqlx::postgres::PgPoolOptions;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

use token::Tokens;

/// What every request needs.
#[derive(Clone)]
struct Context {
    database: PgPool,
    tokens: Arc<Tokens>,
    argon2: Arc<Argon2<'static>>,
    /// As many passwords are hashed at once as there are cores.
    turns: Arc<Semaphore>,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let connections = env::var("DATABASE_CONNECTIONS")?.parse()?;
    let options = PgPoolOptions::new().max_connections(connections).test_before_acquire(false);
    let database = options.connect(&env::var("DATABASE_URL")?).await?;
    let cores = std::thread::available_parallelism()?.get();
    let context = Context {
        database,
        tokens: Arc::new(Tokens::new(env::var("SECRET")?.as_bytes())),
        argon2: Arc::default(),
        turns: Arc::new(Semaphore::new(cores)),
    };
    let routes = Router::new()
        .route("/users", get(users::list))
        .route("/users/{id}", get(users::get))
        .route("/login", post(login::login))
        .route("/messages", post(messages::send))
        .with_state(context);
    let listener = TcpListener::bind(env::var("LISTEN")?).await?;
    axum::serve(listener, routes).await?;
    Ok(())
}
