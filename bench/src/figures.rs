//! Times of one way to reset, and their row in the table.

use std::time::Duration;

/// All times of one way.
pub(crate) struct Figures {
    name: String,
    sorted: Vec<Duration>,
    /// Examples a second, writes included.
    rate: f64,
}

impl Figures {
    pub(crate) const HEAD: &str = "reset                                                 p50 ms    p95 ms    max ms   examples/s   p50 against the first";

    /// `whole` is the time from the first example to the last, writes included. The first tenth of the times is
    /// warming up.
    pub(crate) fn new(name: impl Into<String>, times: &[Duration], whole: Duration) -> Self {
        let mut sorted: Vec<Duration> = times.iter().skip(times.len() / 10).copied().collect();
        sorted.sort_unstable();
        let count = u32::try_from(times.len()).map_or(0.0, f64::from);
        Self { name: name.into(), sorted, rate: count / whole.as_secs_f64() }
    }

    pub(crate) fn median(&self) -> Duration {
        self.percentile(50)
    }

    fn percentile(&self, percent: usize) -> Duration {
        let at = (self.sorted.len() * percent / 100).min(self.sorted.len().saturating_sub(1));
        self.sorted.get(at).copied().unwrap_or_default()
    }

    pub(crate) fn row(&self, base: Duration) -> String {
        let ms = |time: Duration| time.as_secs_f64() * 1_000.0;
        format!(
            "{:51} {:>8.3}  {:>8.3}  {:>8.3}  {:>11.0}   {:>12.1} times less",
            self.name,
            ms(self.median()),
            ms(self.percentile(95)),
            ms(self.percentile(100)),
            self.rate,
            base.as_secs_f64() / self.median().as_secs_f64().max(1e-9),
        )
    }
}
