//! What becomes of the trash.

use chrono::TimeDelta;
use plenary::accounts::service::{Purged, purge};

use crate::support::World;

on_every_database![the_trash_is_emptied_after_its_retention];

async fn the_trash_is_emptied_after_its_retention(world: World) {
    let context = world.app.context();
    // Dave was trashed at 10:04, the former Bob a minute later; it is noon.
    let until = |minutes| TimeDelta::minutes(minutes);
    assert_eq!(
        purge(context, world.db(), until(120)).await.expect("purged"),
        Purged { users: 0, sessions: 0 }
    );
    assert_eq!(
        purge(context, world.db(), until(116)).await.expect("purged"),
        Purged { users: 0, sessions: 0 }
    );
    assert_eq!(
        purge(context, world.db(), until(115)).await.expect("purged"),
        Purged { users: 1, sessions: 0 }
    );
    world.admin().get("/users/5?with_trashed=true").await.fails(404, 4041);
    world.admin().get("/users/6?with_trashed=true").await.is(200);
    world.anon().get("/users/2").await.is(200);
    world.advance(TimeDelta::days(31));
    assert_eq!(purge(context, world.db(), until(0)).await.expect("purged"), Purged { users: 1, sessions: 4 });
}
