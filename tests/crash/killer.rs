//! SIGKILL at random moments.

use std::time::Duration;

use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use tokio::sync::watch;

use crate::herd::Herd;
use crate::settings::Settings;

/// Kills as often as the settings say while messages are sent: the first after so many messages, and so on, each at a
/// random message of its stretch and a random moment after it. Says how many servers and workers died.
pub(crate) async fn hunt(
    herd: &mut Herd,
    settings: &Settings,
    mut begun: watch::Receiver<u32>,
) -> (u32, u32) {
    let mut random = StdRng::seed_from_u64(settings.seed);
    let (mut servers, mut workers) = (0, 0);
    for kill in 0..settings.kills {
        let first = settings.messages * kill / settings.kills;
        let at = random.random_range(first..=settings.messages * (kill + 1) / settings.kills);
        let victim = random.random_range(0..herd.len());
        let after = Duration::from_micros(random.random_range(0..20_000));
        if begun.wait_for(|begun| *begun >= at).await.is_err() {
            break;
        }
        tokio::time::sleep(after).await;
        herd.kill(victim);
        if victim < Settings::SERVERS { servers += 1 } else { workers += 1 }
    }
    (servers, workers)
}
