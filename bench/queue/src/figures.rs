//! All figures of all rounds, as medians and ratios.

use std::fmt::Write as _;
use std::time::Duration;

use crate::contender::Contender;

/// One measured value.
#[derive(Clone, Copy)]
pub(crate) struct Figure {
    name: &'static str,
    unit: &'static str,
    value: f64,
}

impl std::fmt::Debug for Figure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {:.1} {}", self.name, self.value, self.unit)
    }
}

impl Figure {
    /// So many in that time.
    pub(crate) fn rate(name: &'static str, count: usize, time: Duration) -> Self {
        let count = u32::try_from(count).map_or(0.0, f64::from);
        Self { name, unit: "1/s", value: count / time.as_secs_f64() }
    }

    /// How long something took.
    pub(crate) fn time(name: &'static str, time: Duration) -> Self {
        Self { name, unit: "ms", value: time.as_secs_f64() * 1_000.0 }
    }
}

/// Every figure of every round.
#[derive(Default)]
pub(crate) struct Figures(Vec<(Contender, Figure)>);

impl Figures {
    pub(crate) fn add(&mut self, contender: Contender, figures: &[Figure]) {
        self.0.extend(figures.iter().map(|figure| (contender, *figure)));
    }

    /// A table in Markdown: medians of the rounds with the least and the most, and how many times better Plenary's
    /// median is than each other's.
    pub(crate) fn table(&self) -> String {
        let names = Contender::ALL.map(Contender::name);
        let mut table = format!("| | unit | {} |", names.join(" | "));
        for name in &names[1..] {
            let _ = write!(table, " Plenary : {name} |");
        }
        table += "\n|--|--|";
        table += &"--:|".repeat(2 * names.len() - 1);
        table.push('\n');
        let rows = self.0.iter().filter(|(contender, _)| *contender == Contender::Plenary);
        let mut written: Vec<&str> = Vec::new();
        for (_, Figure { name, unit, .. }) in rows {
            if written.contains(name) {
                continue;
            }
            written.push(name);
            let values = Contender::ALL.map(|contender| self.sorted(contender, name));
            let _ = write!(table, "| {name} | {unit} |");
            for values in &values {
                let (median, least, most) = (median(values), values[0], values[values.len() - 1]);
                let decimals = usize::from(median < 100.0);
                let _ = write!(table, " {median:.decimals$} ({least:.decimals$} to {most:.decimals$}) |");
            }
            let medians = values.each_ref().map(|values| median(values));
            for other in &medians[1..] {
                // More a second is better, and so is less time.
                let ratio = if *unit == "ms" { other / medians[0] } else { medians[0] / other };
                let _ = write!(table, " {ratio:.1} |");
            }
            table.push('\n');
        }
        table
    }

    /// The values of all rounds, the least first; at least one, for every contender has every figure.
    fn sorted(&self, contender: Contender, name: &str) -> Vec<f64> {
        let of = self.0.iter().filter(|(whose, figure)| *whose == contender && figure.name == name);
        let mut values: Vec<f64> = of.map(|(_, figure)| figure.value).collect();
        values.sort_by(f64::total_cmp);
        values
    }
}

/// The middle one; the upper of two.
fn median(sorted: &[f64]) -> f64 {
    sorted[sorted.len() / 2]
}
