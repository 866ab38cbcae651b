//! Is this service fit for a person to carry its pager?
//!
//! The rooms, in the order in which the data flows; each may use those before it.

pub mod assessment;
pub mod checks;
pub mod cli;
pub mod commands;
pub mod config;
pub mod facts;
pub mod knowledge;
pub mod report;
pub mod snapshot;
