//! Events: what people organise, with sessions, speakers and a calendar.

mod access;
mod burst;
mod calendar;
mod concurrency;
mod listing;
mod moves;
mod support;
mod trash;
mod versions;
