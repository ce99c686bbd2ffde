//! Any bytes as a YAML document: what is read has a place for every value.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| tribunal_fuzz::places("fuzz.yaml", text));
