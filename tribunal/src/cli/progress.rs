//! The progress bar: on a terminal only.

use std::{
    io::IsTerminal,
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

use indicatif::{ProgressBar, ProgressStyle};

use crate::{result::Verdict, run::Event};

/// Shows how far a run is. Where standard error is no terminal it shows nothing.
pub(super) struct Progress {
    bar: Option<ProgressBar>,
    failed: AtomicUsize,
}

impl Progress {
    /// A bar for that many transactions.
    pub(super) fn new(total: usize) -> Self {
        let bar = std::io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::new(total as u64);
            if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}") {
                bar.set_style(style);
            }
            bar.enable_steady_tick(Duration::from_millis(100));
            bar
        });
        Self { bar, failed: AtomicUsize::new(0) }
    }

    /// Takes note of an event.
    pub(super) fn note(&self, event: &Event) {
        let Some(bar) = &self.bar else { return };
        match event {
            Event::Started { .. } => {}
            Event::Finished(result) => {
                if matches!(result.verdict, Verdict::Failed | Verdict::Error(_)) {
                    self.failed.fetch_add(1, Ordering::Relaxed);
                }
                let failed = match self.failed.load(Ordering::Relaxed) {
                    0 => String::new(),
                    failed => format!("({failed} failed) "),
                };
                bar.set_message(format!("{failed}{}", result.transaction.id));
                bar.inc(1);
            }
            Event::Stopped { reason } => bar.set_message(reason.clone()),
        }
    }

    /// Takes the bar away.
    pub(super) fn clear(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
