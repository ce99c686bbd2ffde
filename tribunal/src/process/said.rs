//! What a program has said lately.

use std::{
    collections::VecDeque,
    io::{BufRead, BufReader, Read, Write as _},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

/// How much is kept, in bytes.
const KEPT: usize = 32 * 1024;
/// How long one line may grow before it counts as two.
const LINE: u64 = 8 * 1024;

#[derive(Debug, Default)]
struct Lines {
    kept: VecDeque<u8>,
    /// How much was said before what is kept.
    before: usize,
}

/// The last lines of a program, as they came.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    lines: Arc<Mutex<Lines>>,
    open: Arc<AtomicUsize>,
}

impl Said {
    /// Listens to a stream until it ends, and repeats it on standard error, each line after a label, where there is one.
    pub(super) fn listen(&self, stream: impl Read + Send + 'static, aloud: Option<String>) {
        self.open.fetch_add(1, Ordering::SeqCst);
        let said = self.clone();
        thread::spawn(move || {
            let mut stream = BufReader::new(stream);
            let mut line = Vec::new();
            while let Ok(1..) = stream.by_ref().take(LINE).read_until(b'\n', &mut line) {
                if let Some(label) = &aloud {
                    let labelled = [label.as_bytes(), &line].concat();
                    // If standard error is closed there is nobody left to tell.
                    drop(anstream::stderr().lock().write_all(&labelled));
                }
                said.keep(&line);
                line.clear();
            }
            said.open.fetch_sub(1, Ordering::SeqCst);
        });
    }

    fn keep(&self, line: &[u8]) {
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        lines.kept.extend(line);
        let excess = lines.kept.len().saturating_sub(KEPT);
        lines.kept.drain(..excess);
        lines.before += excess;
    }

    /// What is kept of all that was said after the first so many bytes.
    pub(super) fn since(&self, mark: usize) -> String {
        let lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        let bytes: Vec<u8> = lines.kept.iter().copied().skip(mark.saturating_sub(lines.before)).collect();
        String::from_utf8_lossy(&bytes).trim_end().to_owned()
    }

    /// How many bytes were said so far.
    pub(super) fn mark(&self) -> usize {
        let lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        lines.before + lines.kept.len()
    }

    /// Waits until the streams have ended, but not for ever: a grandchild may hold them open.
    pub(super) fn until_ended(&self, limit: Duration) {
        let deadline = Instant::now() + limit;
        while self.open.load(Ordering::SeqCst) > 0 && Instant::now() < deadline {
            thread::sleep(Duration::from_millis(5));
        }
    }
}
