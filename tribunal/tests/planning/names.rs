//! Dredd's names, unique ids, filters and orders.

use std::{collections::BTreeSet, sync::Arc};

use tribunal::{
    document::Document,
    hooks::Pattern,
    plan::{Order, Plan, PlanOptions},
};

use crate::{ids, plan, transaction};

const PETS: &str = "
paths:
  /pets:
    summary: All pets
    get:
      operationId: listPets
      summary: List pets
      responses: {'200': {description: x, content: {application/json: {examples: {all: {value: []}}}}}}
    post: {responses: {'201': {description: x, content: {application/json; charset=utf-8: {example: {}}}}}}
  /pets/{id}:
    parameters: [{name: id, in: path, required: true, example: 1}]
    delete: {operationId: dropPet, summary: Drop, responses: {'204': {description: x}}}
    get: {operationId: listPets, responses: {'200': {description: x, content: {application/json: {examples: {all: {value: []}}}}}}}
";

#[test]
fn names_are_dredds() {
    let plan = plan(PETS);
    let names: Vec<_> = plan.transactions.iter().map(|transaction| transaction.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "All pets > List pets > 200 > application/json",
            "All pets > POST > 201 > application/json; charset=utf-8",
            "/pets/{id} > Drop > 204",
            "/pets/{id} > GET > 200 > application/json",
        ]
    );
    let origin = &transaction(&plan, "dropPet/204").origin;
    assert_eq!((origin.filename.as_str(), origin.api_name.as_str()), ("api.yaml", "Pets"));
    assert_eq!((origin.resource_group_name.as_str(), origin.resource_name.as_str()), ("", "/pets/{id}"));
    assert_eq!((origin.action_name.as_str(), origin.example_name.as_str()), ("Drop", "204"));
}

#[test]
fn an_empty_summary_is_none() {
    let plan =
        plan("paths: {/pets: {summary: '', get: {summary: '', responses: {'204': {description: x}}}}}\n");
    assert_eq!(plan.transactions[0].name, "/pets > GET > 204");
}

#[test]
fn ids_are_unique_even_where_operation_ids_are_not() {
    assert_eq!(
        ids(&plan(PETS)),
        ["listPets/200/all", "POST /pets/201", "dropPet/204", "GET /pets/{id}/200/all"]
    );
}

#[test]
fn filters_leave_out_and_count() {
    let text = format!("openapi: 3.0.3\ninfo: {{title: Pets, version: '1'}}{PETS}");
    let document = Arc::new(Document::parse("api.yaml", &text).unwrap());
    let planned = |only: &[&str], methods: &[&str], order: Order| {
        let only = only.iter().map(|text| Pattern::new(*text)).collect();
        let methods = methods.iter().map(|method| (*method).to_owned()).collect();
        Plan::of(Arc::clone(&document), &PlanOptions { only, methods, order })
    };
    let some = planned(&["listPets/*", "* > Drop > *"], &[], Order::Document);
    assert_eq!((ids(&some), some.filtered), (vec!["listPets/200/all", "dropPet/204"], 2));
    assert_eq!(ids(&planned(&[], &["get"], Order::Document)), ["listPets/200/all", "GET /pets/{id}/200/all"]);
    assert_eq!(
        ids(&planned(&[], &[], Order::Sorted)),
        ["POST /pets/201", "listPets/200/all", "GET /pets/{id}/200/all", "dropPet/204"]
    );
    let shuffled = planned(&[], &[], Order::Random(7));
    assert_eq!(ids(&shuffled), ids(&planned(&[], &[], Order::Random(7))));
    assert_eq!(shuffled.transactions.len(), 4);
}

#[test]
fn names_are_those_that_dredd_itself_gives() {
    let documents = [
        (include_str!("dredd/swagger.yaml"), include_str!("dredd/swagger.names")),
        (include_str!("dredd/openapi.yaml"), include_str!("dredd/openapi.names")),
    ];
    for (text, names) in documents {
        let document = Arc::new(Document::parse("shop.yaml", text).unwrap());
        let plan = Plan::of(document, &PlanOptions::default());
        let ours: BTreeSet<&str> = plan.transactions.iter().map(|transaction| &*transaction.name).collect();
        assert_eq!(ours, names.lines().collect::<BTreeSet<_>>());
    }
}
