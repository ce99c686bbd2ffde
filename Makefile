# `make run` and `make test` are the two commands of the README; every step of `make test` is a
# target of its own, and `make` alone lists them all.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
# Two targets that build at once would only wait for each other's lock.
.NOTPARALLEL:

CARGO ?= cargo
# Arguments for the program behind a target: make run ARGS='--listen 127.0.0.1:9000'
ARGS ?=
# How many users `make docker/create-fake-chats` makes.
total ?= 1000
# Tools that `make setup` builds or downloads live here, not in the user's home.
export PATH := $(CURDIR)/target/tools/bin:$(PATH)

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z][a-z\/-]*:.*## / { printf "  make %-28s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# --- for everyone -------------------------------------------------------------------------------

run: ## build and start Plenary on http://127.0.0.1:8080 (data in ./data)
	$(CARGO) run --package plenary -- serve $(ARGS)

test: setup ## install what is missing, then try everything (each step below is one target)
	@.ci/test

openapi: ## write openapi/openapi.json from the endpoint definitions
	@mkdir -p target
	$(CARGO) run --package plenary -- openapi --format json >target/openapi.json
	mv target/openapi.json openapi/openapi.json

record: openapi ## write the answers of a running server into openapi/examples, for review in the diff
	$(CARGO) run --package plenary-contract -- --record $(ARGS)
	@$(MAKE) --no-print-directory openapi

tribunal/picture: ## draw the failing run of Tribunal's README anew, from what the console prints
	INSTA_UPDATE=always $(CARGO) test --package tribunal --test self_proof picture

bench: ## measure the reset beside drop-and-recreate
	$(CARGO) run --release --package tribunal-bench -- $(ARGS)

bench/crash: ## send 10,000 messages under 200 kills, on each database, and count what is there
	CRASH_KILLS=$${CRASH_KILLS:-200} CRASH_MESSAGES=$${CRASH_MESSAGES:-10000} \
	    $(CARGO) test --package plenary --test crash -- --nocapture --test-threads 1

bench/broadcast: ## one banner to 1,000, 10,000 and 100,000 chats, on each database
	$(CARGO) build --release --package plenary --package broadcast-bench
	$${CARGO_TARGET_DIR:-target}/release/broadcast-bench --plenary $${CARGO_TARGET_DIR:-target}/release/plenary $(ARGS)

bench/queue: ## messages and jobs beside Celery with Redis, on one PostgreSQL
	@bench/queue/run $(ARGS)

bench/http: ## Plenary beside axum, FastAPI and Flask, on one PostgreSQL: speed, start, memory
	@bench/http/run $(ARGS)

bench/dredd: ## Tribunal beside Dredd 14.1: names, verdicts, time
	@bench/dredd/run $(ARGS)

bench/documents: ## plan GitHub's API description and hundreds of other documents
	$(CARGO) build --release --package documents-bench
	$${CARGO_TARGET_DIR:-target}/release/documents-bench $(ARGS) $$(bench/documents/fetch)

coverage: ## lines of Tribunal that its tests run, at least 90 %: make coverage ARGS=--html
	@.ci/steps/coverage $(ARGS)

setup: ## install what the steps need and this machine lacks (Debian, Ubuntu)
	@.ci/setup

# --- the steps of `make test`, in their order ---------------------------------------------------

lint: lint/fmt lint/clippy lint/docs lint/deny lint/advisories lint/machete lint/shell ## all lints

lint/fmt: ## the code is formatted
	$(CARGO) fmt --all --check

lint/clippy: ## no warning, pedantic lints and missing documentation included
	$(CARGO) clippy --locked --workspace --all-targets -- -D warnings

lint/docs: ## the documentation builds without a broken link
	RUSTDOCFLAGS='-D warnings' $(CARGO) doc --locked --workspace --no-deps --quiet

lint/deny: ## licences, sources and duplicates of what is used
	@.ci/steps/deny

lint/advisories: ## no known vulnerability in what is used
	@.ci/steps/advisories

lint/machete: ## no dependency without a use
	@.ci/steps/machete

lint/shell: ## the scripts pass shellcheck
	@.ci/steps/shell

test/unit: ## every test but the contract suite
	@.ci/steps/unit

test/json-schema: ## the engine passes the required tests of JSON Schema, drafts 4 and 2020-12
	@.ci/steps/json-schema

test/documents: ## the engine plans documents of the world without a panic
	@.ci/steps/documents

test/fuzz: ## the engine's loader and plan withstand a bounded time of fuzzing
	@.ci/steps/fuzz

test/contract/testcontainers: ## every documented example on PostgreSQL in a container
	@.ci/steps/contract testcontainers

test/contract/local: ## every documented example on a private PostgreSQL cluster
	@.ci/steps/contract local

test/contract/sqlite: ## every documented example on embedded SQLite
	@.ci/steps/contract sqlite

test/document: ## openapi.json passes openapi-generator's validator and Redocly's recommended rules
	@.ci/steps/document

test/run: ## `make run` in an empty folder serves, keeps its data, and refuses bad settings
	@.ci/steps/run

test/browser: ## the Swagger UI page works in headless Chromium
	@.ci/steps/browser

docker/build: ## the image builds
	@.ci/steps/docker-build

test/docker: ## `docker-compose up` serves a migrated Plenary on port 8080
	@.ci/steps/docker

docker/tests: ## the tests pass in containers
	@.ci/steps/docker-tests

# --- with Docker --------------------------------------------------------------------------------

docker/run: ## PostgreSQL and Plenary on http://127.0.0.1:8080, in containers
	.ci/compose up --build

docker/create-fake-chats: ## make users with chats and messages in the containers' database: total=1000
	.ci/compose run --rm plenary create-fake-chats --total $(total)



.PHONY: $(shell grep -oE '^[a-z][a-z/-]*:' $(MAKEFILE_LIST) | tr -d :)
