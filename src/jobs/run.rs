//! One attempt, from the claim to the acknowledgement.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use anyhow::anyhow;
use futures_util::FutureExt;

use super::attempt::{Attempt, Finished, Lost, Outcome};
use super::job::{Job, Registry};
use super::store::{self, Claimed};
use crate::api::{ErrorBody, Subcode};
use crate::infra::Context;

/// The longest wait between two attempts.
const LONGEST: Duration = Duration::from_mins(5);

/// Runs a job once, and writes down how it ended. What cannot be written down is found by the next reaping.
pub(super) async fn run(context: &Context, registry: &Registry, claimed: Claimed) {
    let Claimed { claim, kind, payload, owner } = claimed;
    let attempt = Attempt { context: context.clone(), id: claim.id, owner, claim, payload };
    let (id, number) = (attempt.id, attempt.number());
    if let Err(error) = carry_out(&attempt, registry, &kind).await {
        if error.is::<Lost>() {
            tracing::warn!(job = %id, kind, number, "another worker has taken the job");
            return;
        }
        tracing::warn!(job = %id, kind, number, cause = format!("{error:#}"), "an attempt failed");
        let wait = backoff(context.config.jobs.job_backoff, number, id.0.as_u128());
        if let Err(error) = store::retry(&context.database, &attempt.claim, wait).await {
            tracing::warn!(job = %id, kind, number, %error, "a job waits for the end of its lease");
        }
    }
}

/// The attempt itself. The last one that fails ends the job.
async fn carry_out(attempt: &Attempt, registry: &Registry, kind: &str) -> anyhow::Result<()> {
    // Perhaps a newer release asked for it, and a newer worker comes.
    let job = registry.get(kind).ok_or_else(|| anyhow!("this release knows no job of that kind"))?;
    let most = u32::from(attempt.context.config.jobs.job_attempts);
    if attempt.number() > most {
        // Its workers died, or nobody could write down that it had failed.
        return bury(attempt, job.as_ref()).await;
    }
    match AssertUnwindSafe(job.run(attempt)).catch_unwind().await {
        Ok(Ok(finished)) => acknowledge(attempt, finished).await,
        Ok(Err(error)) if error.is::<Lost>() || attempt.number() < most => Err(error),
        Ok(Err(error)) => {
            tracing::error!(job = %attempt.id, kind, cause = format!("{error:#}"), "a job is dead");
            bury(attempt, job.as_ref()).await
        }
        Err(_) if attempt.number() < most => Err(anyhow!("the job panicked")),
        Err(_) => bury(attempt, job.as_ref()).await,
    }
}

/// Writes the end of the job into the transaction of its effect.
async fn acknowledge(attempt: &Attempt, finished: Finished) -> anyhow::Result<()> {
    let Finished { transaction, outcome } = finished;
    let at = attempt.context.clock.now();
    let held = match outcome {
        Outcome::Succeeded(result) => store::finish(&transaction, &attempt.claim, Ok(&result), at).await?,
        Outcome::Failed(error) => {
            store::finish(&transaction, &attempt.claim, Err(&error.to_value()), at).await?
        }
    };
    if !held {
        // Dropped without a commit, the transaction is rolled back.
        return Err(Lost.into());
    }
    transaction.commit().await?;
    Ok(())
}

/// Marks the job as dead. What it died of stands in the log; callers learn that it is over.
async fn bury(attempt: &Attempt, job: &dyn Job) -> anyhow::Result<()> {
    let transaction = attempt.begin().await?;
    job.died(attempt, &transaction).await?;
    acknowledge(attempt, Finished::failed(transaction, ErrorBody::of(Subcode::Unexpected))).await
}

/// How long to wait after an attempt: twice as long each time, spread by up to half of it, so that jobs which
/// failed together do not come back together. The job's own random name spreads them.
fn backoff(base: Duration, number: u32, seed: u128) -> Duration {
    let doubled = base.saturating_mul(1 << number.saturating_sub(1).min(20)).min(LONGEST);
    let mixed = (seed ^ u128::from(number)).wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835);
    let spread = u16::try_from(mixed >> 112).unwrap_or_default();
    doubled.mul_f64(0.5 + 0.5 * f64::from(spread) / 65_536.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_up_to_its_limit_and_is_spread() {
        let base = Duration::from_secs(1);
        for (number, longest) in [(1, 1), (2, 2), (3, 4), (9, 256), (10, 300), (60, 300)] {
            for seed in 0..100_u128 {
                let wait = backoff(base, number, seed * 0x1_0000_0001);
                let longest = Duration::from_secs(longest);
                assert!(longest / 2 <= wait && wait <= longest, "{number}: {wait:?}");
            }
        }
        let waits: std::collections::BTreeSet<_> = (0..100).map(|seed| backoff(base, 3, seed)).collect();
        assert!(waits.len() > 90, "only {} different waits", waits.len());
        assert_eq!(backoff(Duration::ZERO, 5, 1), Duration::ZERO);
    }
}
