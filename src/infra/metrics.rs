//! Counts and durations of requests, as Prometheus text. Each instance has its own, so that several in one process
//! (the slots of a test run) do not add up.

use std::time::Duration;

use metrics::{Key, KeyName, Label, Level, Metadata, Recorder, Unit};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle, PrometheusRecorder};
use poem::http::Method;

const REQUESTS: &str = "plenary_http_requests_total";
const DURATION: &str = "plenary_http_request_duration_seconds";
const BUCKETS: [f64; 11] = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0];
const META: Metadata<'static> = Metadata::new(module_path!(), Level::INFO, None);

/// The metrics of one instance.
pub struct Metrics {
    recorder: PrometheusRecorder,
    handle: PrometheusHandle,
}

impl Metrics {
    /// Metrics that stand at zero.
    pub fn new() -> Self {
        // Without our buckets (never: the list is not empty) durations would be summaries.
        let builder = PrometheusBuilder::new();
        let recorder =
            builder.set_buckets(&BUCKETS).unwrap_or_else(|_| PrometheusBuilder::new()).build_recorder();
        recorder.describe_counter(KeyName::from(REQUESTS), Some(Unit::Count), "Requests answered".into());
        recorder.describe_histogram(KeyName::from(DURATION), Some(Unit::Seconds), "Time to answer".into());
        let handle = recorder.handle();
        Self { recorder, handle }
    }

    /// Counts one answer. `operation` is a name of the document, never a path, so that the number of series is
    /// bounded.
    pub fn record(&self, operation: &str, method: &Method, status: u16, took: Duration) {
        let operation = Label::new("operation", operation.to_owned());
        let labels = vec![
            operation.clone(),
            Label::new("method", known(method)),
            Label::new("status", status.to_string()),
        ];
        self.recorder.register_counter(&Key::from_parts(REQUESTS, labels), &META).increment(1);
        let key = Key::from_parts(DURATION, vec![operation]);
        self.recorder.register_histogram(&key, &META).record(took.as_secs_f64());
    }

    /// Everything as Prometheus text (exposition format 0.0.4).
    pub fn render(&self) -> String {
        self.handle.run_upkeep();
        self.handle.render()
    }
}

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}

/// Any text can be a method; only the usual ones are told apart.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}
