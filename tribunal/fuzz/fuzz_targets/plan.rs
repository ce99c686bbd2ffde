//! Any bytes as the paths and components of a document of each version: a plan comes of it, the same one twice.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| tribunal_fuzz::plans(text));
