//! The verdicts of the contract suite do not depend on how it is run.

use std::collections::BTreeMap;

use plenary_contract::suite::Suite;
use tribunal::{isolation::DatabaseChoice, plan::Order, result::RunResult};

const ORDERS: u64 = 20;

fn suite() -> Suite {
    Suite::on(DatabaseChoice::Sqlite)
}

async fn verdicts(suite: Suite) -> anyhow::Result<BTreeMap<String, String>> {
    let RunResult { transactions, errors, .. } = suite.run().await?;
    assert_eq!(errors, [""; 0]);
    let told = |result: tribunal::result::TransactionResult| {
        let findings: Vec<_> = result.findings.iter().map(|finding| finding.id.as_str()).collect();
        (result.transaction.id, format!("{:?} {findings:?}", result.verdict))
    };
    Ok(transactions.into_iter().map(told).collect())
}

#[track_caller]
fn assert_same(actual: &BTreeMap<String, String>, expected: &BTreeMap<String, String>, run: &str) {
    let differs = |(id, verdict): (&String, &String)| {
        let other = expected.get(id);
        (other != Some(verdict))
            .then(|| format!("{id}: {verdict}, and {} elsewhere", other.map_or("nothing", |v| v)))
    };
    let differences: Vec<_> = actual.iter().filter_map(differs).collect();
    assert!(differences.is_empty() && actual.len() == expected.len(), "{run}\n{}", differences.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn verdicts_do_not_depend_on_the_number_of_slots() -> anyhow::Result<()> {
    let one = verdicts(suite().slots(1)).await?;
    assert!(!one.is_empty());
    for slots in [2, 4] {
        assert_same(&verdicts(suite().slots(slots)).await?, &one, &format!("{slots} slots"));
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn verdicts_do_not_depend_on_the_order() -> anyhow::Result<()> {
    let documented = verdicts(suite()).await?;
    for seed in 1..=ORDERS {
        let shuffled = verdicts(suite().order(Order::Random(seed))).await?;
        assert_same(&shuffled, &documented, &format!("--order random:{seed}"));
    }
    Ok(())
}
