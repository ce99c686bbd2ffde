//! The way up and the way down.

use migration::{Migrator, MigratorTrait};
use plenary::fixture::{self, SeedError};
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::support::World;

on_every_database![
    down_leaves_nothing_and_up_works_again,
    each_migration_can_be_taken_back_alone,
    the_command_speaks_of_its_work_alone,
];

async fn down_leaves_nothing_and_up_works_again(world: World) {
    world.migrate_down(None).await;
    assert_eq!(tables(&world).await, ["seaql_migrations"]);
    world.migrate_up(None).await;
    fixture::seed(world.db()).await.expect("seeded");
    world.alice().get("/auth/status").await.is(200);
    assert!(matches!(fixture::seed(world.db()).await, Err(SeedError::NotFresh)));
}

async fn each_migration_can_be_taken_back_alone(world: World) {
    let count = u32::try_from(Migrator::migrations().len()).expect("few");
    for _ in 0..count {
        world.migrate_down(1).await;
        world.migrate_up(1).await;
        world.migrate_down(1).await;
    }
    assert_eq!(tables(&world).await, ["seaql_migrations"]);
}

async fn the_command_speaks_of_its_work_alone(world: World) {
    let url = world.app.context().config.database.database_url.reveal().to_owned();
    for action in ["up", "status"] {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_plenary"));
        let output =
            command.env_clear().args(["migrate", action, "--database-url", &url]).output().expect("it runs");
        assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
    }
}

async fn tables(world: &World) -> Vec<String> {
    let sql = match world.db().get_database_backend() {
        DbBackend::Sqlite => {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        }
        _ => "SELECT tablename::text AS name FROM pg_tables WHERE schemaname = 'public'",
    };
    let rows = world.db().query_all_raw(Statement::from_string(world.db().get_database_backend(), sql)).await;
    rows.expect("rows").iter().map(|row| row.try_get("", "name").expect("a name")).collect()
}
