//! How long rows are kept that nobody needs any more.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use super::value::duration;

/// What the hourly purge removes.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Retention")]
pub struct RetentionConfig {
    /// How long what is in the trash is kept, and a login session past its end
    #[arg(long, env = "PLENARY_TRASH_RETENTION", value_name = "DURATION", value_parser = duration,
        default_value = "30d")]
    pub trash_retention: Duration,

    /// How long a job that succeeded is kept; failed ones are kept as long as what is in the trash
    #[arg(long, env = "PLENARY_JOB_RETENTION", value_name = "DURATION", value_parser = duration,
        default_value = "7d")]
    pub job_retention: Duration,
}

impl RetentionConfig {
    /// What was trashed before this moment is removed, and so is a login session that ended before it.
    pub fn trash_until(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        before(now, self.trash_retention)
    }

    /// A job that succeeded before this moment is removed.
    pub fn succeeded_until(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        before(now, self.job_retention)
    }

    /// A job that failed before this moment is removed.
    pub fn failed_until(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        before(now, self.trash_retention.max(self.job_retention))
    }
}

/// A span that reaches back further than times can be written keeps everything.
fn before(now: DateTime<Utc>, span: Duration) -> DateTime<Utc> {
    TimeDelta::from_std(span).ok().and_then(|span| now.checked_sub_signed(span)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failed_jobs_stay_as_long_as_the_trash_and_never_shorter_than_others() {
        let now = DateTime::from_timestamp(1_767_268_800, 0).unwrap_or_default();
        let config = |trash, jobs| RetentionConfig {
            trash_retention: Duration::from_mins(trash),
            job_retention: Duration::from_mins(jobs),
        };
        assert_eq!(config(3, 1).trash_until(now), now - TimeDelta::minutes(3));
        assert_eq!(config(3, 1).succeeded_until(now), now - TimeDelta::minutes(1));
        assert_eq!(config(3, 1).failed_until(now), now - TimeDelta::minutes(3));
        assert_eq!(config(1, 3).failed_until(now), now - TimeDelta::minutes(3));
    }

    #[test]
    fn a_span_without_end_keeps_everything() {
        let config = RetentionConfig { trash_retention: Duration::MAX, job_retention: Duration::MAX };
        assert_eq!(config.trash_until(DateTime::UNIX_EPOCH + TimeDelta::days(9)), DateTime::UNIX_EPOCH);
    }
}
