//! What of a plan is wanted, and in which order.

use super::Transaction;
use crate::hooks::Pattern;

/// Which transactions a plan holds, and how they follow each other.
#[derive(Clone, Debug, Default)]
pub struct PlanOptions {
    /// Only transactions whose id or name one of these matches; all if there is none.
    pub only: Vec<Pattern>,
    /// Only these methods, in any case; all if there is none.
    pub methods: Vec<String>,
    /// How transactions follow each other.
    pub order: Order,
}

impl PlanOptions {
    /// Whether a transaction is wanted.
    pub fn wants(&self, transaction: &Transaction) -> bool {
        let method = &transaction.operation.method;
        let named = self.only.is_empty() || self.only.iter().any(|pattern| pattern.matches(transaction));
        named
            && (self.methods.is_empty()
                || self.methods.iter().any(|wanted| wanted.eq_ignore_ascii_case(method)))
    }
}

/// How transactions follow each other. Verdicts do not depend on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// As the document has them.
    #[default]
    Document,
    /// As Dredd's `--sorted`: CONNECT, OPTIONS, POST, GET, HEAD, PUT, PATCH, DELETE, TRACE.
    Sorted,
    /// Shuffled; the same seed gives the same order everywhere.
    Random(u64),
}

impl std::str::FromStr for Order {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once(':') {
            None if text == "document" => Ok(Self::Document),
            None if text == "sorted" => Ok(Self::Sorted),
            Some(("random", seed)) => {
                seed.parse().map(Self::Random).map_err(|_| format!("`{seed}` is no seed: a whole number is"))
            }
            _ => Err(format!("`{text}` is no order: write document, sorted or random:SEED")),
        }
    }
}

impl Order {
    /// Puts transactions in this order.
    pub(super) fn apply(self, transactions: &mut [Transaction]) {
        match self {
            Self::Document => {}
            Self::Sorted => transactions.sort_by_key(|transaction| rank(&transaction.operation.method)),
            Self::Random(seed) => shuffle(transactions, seed),
        }
    }
}

fn rank(method: &str) -> usize {
    const ORDER: [&str; 9] = ["CONNECT", "OPTIONS", "POST", "GET", "HEAD", "PUT", "PATCH", "DELETE", "TRACE"];
    ORDER.iter().position(|known| *known == method).unwrap_or(ORDER.len())
}

/// Fisher and Yates' shuffle with splitmix64: no library's next version changes what a seed means.
fn shuffle<T>(items: &mut [T], seed: u64) {
    let mut state = seed;
    for end in (1..items.len()).rev() {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^= z >> 31;
        let bound = u64::try_from(end).unwrap_or(u64::MAX).saturating_add(1);
        let pick = usize::try_from(z % bound).unwrap_or(0);
        items.swap(end, pick);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_means_the_same_order_for_ever() {
        let mut items: Vec<u32> = (0..8).collect();
        shuffle(&mut items, 1);
        assert_eq!(items, [4, 3, 2, 7, 5, 6, 0, 1]);
        let mut again: Vec<u32> = (0..8).collect();
        shuffle(&mut again, 2);
        assert_ne!(items, again);
    }

    #[test]
    fn orders_are_read_from_the_command_line() {
        assert_eq!("document".parse(), Ok(Order::Document));
        assert_eq!("sorted".parse(), Ok(Order::Sorted));
        assert_eq!("random:42".parse(), Ok(Order::Random(42)));
        assert!("random".parse::<Order>().is_err());
        assert!("random:x".parse::<Order>().is_err());
    }
}
