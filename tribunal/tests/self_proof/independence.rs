//! Verdicts depend on the server and on nothing else: not on slots, not on order.

use std::collections::BTreeMap;

use tribunal::{
    plan::{Order, PlanOptions},
    run::{ResetMode, RunOptions},
};

use crate::kennel::{
    Kennel, plan,
    trial::{hooks, only, options, told, tried},
};

/// Verdicts by id. Left out is what costs a timeout each time.
async fn verdicts(kennel: Kennel, order: Order, slots: usize) -> BTreeMap<String, String> {
    let mut plan = plan(&PlanOptions { order, ..PlanOptions::default() });
    plan.transactions.retain(|transaction| transaction.id != "slow/200/ok");
    let options = RunOptions { slots, workers: Some(slots), ..options() };
    let result = tried(kennel, plan, hooks(), options).await;
    assert_eq!(result.errors, Vec::<String>::new());
    result.transactions.iter().map(|result| (result.transaction.id.clone(), told(result))).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn verdicts_are_the_same_with_one_two_and_four_slots() {
    let one = verdicts(Kennel::planted(), Order::Document, 1).await;
    for slots in [2, 4] {
        assert_eq!(verdicts(Kennel::planted(), Order::Document, slots).await, one, "{slots} slots");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn verdicts_are_the_same_in_twenty_random_orders() {
    let document = verdicts(Kennel::planted(), Order::Document, 1).await;
    for seed in 0..20 {
        let slots = [1, 2, 4][usize::try_from(seed).expect("small") % 3];
        let shuffled = verdicts(Kennel::planted(), Order::Random(seed), slots).await;
        assert_eq!(shuffled, document, "order random:{seed} on {slots} slots");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_leaks_past_the_database_is_found() {
    let result = tried(Kennel::leaking(), only(&["takeTicket"]), hooks(), options()).await;
    let told: Vec<String> = result.transactions.iter().map(told).collect();
    assert_eq!(told, ["passed", "failed: exact@/number"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_reset_the_second_dog_has_another_number() {
    let options = RunOptions { reset: ResetMode::None, ..options() };
    let result = tried(Kennel::healthy(), only(&["createDog/201"]), hooks(), options).await;
    let told: Vec<String> = result.transactions.iter().map(told).collect();
    assert_eq!(told, ["passed", "failed: exact@/dog/id"]);
}
