//! Progress of long work on the command line: bars on a terminal, plain lines elsewhere.
//! Refuses to fail: whoever does not listen to the error stream does not stop the work.

use std::io::{IsTerminal, Write, stderr};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// How long a stage may stay silent in a log that is not a terminal.
const PLAIN_LINE_EVERY: Duration = Duration::from_secs(5);

/// Tells what an import or an export is busy with.
#[derive(Clone, Debug)]
pub struct Progress {
    title: &'static str,
    begun: Instant,
    bar: Option<ProgressBar>,
    plain: Arc<Mutex<Plain>>,
}

#[derive(Debug)]
struct Plain {
    stage: String,
    told: Instant,
}

impl Progress {
    /// Work under this title.
    #[must_use]
    pub fn new(title: &'static str) -> Self {
        let bar = stderr().is_terminal().then(|| {
            let bar = ProgressBar::new(0);
            if let Ok(style) =
                ProgressStyle::with_template("{prefix:>12} {bar:24} {pos:>7}/{len:<7} {per_sec:>10} {elapsed:>4}, ancora {eta:<4} {msg}")
            {
                bar.set_style(style);
            }
            bar.set_prefix(title);
            bar.enable_steady_tick(Duration::from_millis(200));
            bar
        });
        let plain = Arc::new(Mutex::new(Plain { stage: String::new(), told: Instant::now() }));
        Self { title, begun: Instant::now(), bar, plain }
    }

    /// `done` of `total` steps of a stage are behind us. A log gets a line when a stage begins and now and then later.
    pub fn at(&self, stage: &str, done: usize, total: usize) {
        if let Some(bar) = &self.bar {
            bar.set_length(total as u64);
            bar.set_position(done as u64);
            bar.set_message(stage.to_owned());
            return;
        }
        let Ok(mut plain) = self.plain.lock() else { return };
        if plain.stage != stage || plain.told.elapsed() > PLAIN_LINE_EVERY {
            stage.clone_into(&mut plain.stage);
            plain.told = Instant::now();
            self.line(&format!("{stage} {done}/{total}"));
        }
    }

    /// A sentence that should stay on the screen.
    pub fn say(&self, sentence: &str) {
        match &self.bar {
            Some(bar) => bar.println(format!("{}: {sentence}", self.title)),
            None => self.line(sentence),
        }
    }

    /// The work is over: one line says what it came to.
    pub fn finish(&self, outcome: &str) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
        self.line(outcome);
    }

    fn line(&self, text: &str) {
        // A closed error stream is no reason to stop.
        let _ = writeln!(stderr(), "{:>12} {:5.1} s  {text}", self.title, self.begun.elapsed().as_secs_f64());
    }
}
