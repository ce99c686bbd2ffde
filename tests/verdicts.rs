//! The verdicts of the contract suite do not depend on how it is run: not on the database, not on the number of
//! slots, not on the order.
//!
//! Everything is compared with one run on SQLite, and so each database with the others. A database that cannot be
//! had on this machine is printed and counted.

use std::{collections::BTreeMap, io::Write as _};

use plenary_contract::suite::Suite;
use tribunal::{
    isolation::{DEFAULT_IMAGE, DatabaseChoice, Databases, IsolationError},
    plan::Order,
    result::{RunResult, TransactionResult},
};

const ORDERS: u64 = 20;

type Verdicts = BTreeMap<String, String>;

/// One kind of database, its server started once for all runs.
struct Kind {
    choice: DatabaseChoice,
    server: Option<Databases>,
}

impl Kind {
    async fn open(choice: DatabaseChoice) -> Result<Self, IsolationError> {
        if choice == DatabaseChoice::Sqlite {
            return Ok(Self { choice, server: None });
        }
        let server = Databases::open(&choice).await?;
        Ok(Self { choice: DatabaseChoice::Url(server.baseline_url()), server: Some(server) })
    }

    fn name(&self) -> String {
        self.server.as_ref().map_or_else(|| self.choice.to_string(), Databases::describe)
    }

    async fn verdicts(&self, slots: usize, order: Order) -> anyhow::Result<Verdicts> {
        let suite = Suite::on(self.choice.clone()).slots(slots).order(order);
        let RunResult { transactions, errors, .. } = suite.run().await?;
        assert_eq!(errors, [""; 0], "{}, {slots} slots", self.name());
        let told = |result: TransactionResult| {
            let findings: Vec<_> = result.findings.iter().map(|finding| finding.id.as_str()).collect();
            (result.transaction.id, format!("{:?} {findings:?}", result.verdict))
        };
        Ok(transactions.into_iter().map(told).collect())
    }

    async fn close(self) -> Result<(), IsolationError> {
        match self.server {
            Some(server) => server.close().await,
            None => Ok(()),
        }
    }
}

/// All kinds that can be had. Only what the machine lacks is left out; a database that breaks is an error.
async fn kinds() -> anyhow::Result<Vec<Kind>> {
    let testcontainers = DatabaseChoice::Testcontainers { image: DEFAULT_IMAGE.to_owned() };
    let all = [DatabaseChoice::Sqlite, DatabaseChoice::Local, testcontainers];
    let (mut kinds, wanted) = (Vec::new(), all.len());
    // Not `eprintln!`: libtest would keep it to itself, for the test passes.
    let mut told = std::io::stderr();
    for choice in all {
        match Kind::open(choice.clone()).await {
            Ok(kind) => kinds.push(kind),
            Err(IsolationError::Unavailable(reason)) => writeln!(told, "skipped: {choice}: {reason}")?,
            Err(error) => return Err(error.into()),
        }
    }
    let names: Vec<_> = kinds.iter().map(Kind::name).collect();
    writeln!(told, "{} of {wanted} databases: {}", kinds.len(), names.join(", "))?;
    Ok(kinds)
}

#[track_caller]
fn assert_same(actual: &Verdicts, expected: &Verdicts, run: &str) {
    let differs = |(id, verdict): (&String, &String)| {
        let other = expected.get(id);
        (other != Some(verdict))
            .then(|| format!("{id}: {verdict}, and {} elsewhere", other.map_or("nothing", |v| v)))
    };
    let differences: Vec<_> = actual.iter().filter_map(differs).collect();
    assert!(differences.is_empty() && actual.len() == expected.len(), "{run}\n{}", differences.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn verdicts_depend_neither_on_database_nor_slots_nor_order() -> anyhow::Result<()> {
    let kinds = kinds().await?;
    let sqlite = kinds.first().ok_or_else(|| anyhow::anyhow!("SQLite is built in"))?;
    let expected = sqlite.verdicts(1, Order::Document).await?;
    assert!(!expected.is_empty());
    for kind in &kinds {
        for slots in [1, 2, 4] {
            let actual = kind.verdicts(slots, Order::Document).await?;
            assert_same(&actual, &expected, &format!("{}, {slots} slots", kind.name()));
        }
    }
    // The orders go round the databases: 20 of them on each would cost minutes and prove no more.
    for (seed, kind) in (1..=ORDERS).zip(kinds.iter().cycle()) {
        let actual = kind.verdicts(4, Order::Random(seed)).await?;
        assert_same(&actual, &expected, &format!("{}, --order random:{seed}", kind.name()));
    }
    for kind in kinds {
        kind.close().await?;
    }
    Ok(())
}
