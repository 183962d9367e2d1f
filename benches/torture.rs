//! The long form of the kill test: `cargo xtask torture` runs it and prints what came of it.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "the figures are read from stdout")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a failed run ends it")]

#[path = "../tests/page/harness/mod.rs"]
mod harness;
#[allow(dead_code, reason = "each program uses its part")]
#[path = "../tests/page/steps.rs"]
mod steps;
#[path = "../tests/page/torture.rs"]
mod torture;

use torture::{Storage, Tally, damage, torture};

fn main() {
    let kills = std::env::var("BATON_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(100);
    let database = torture(kills, Storage::Database);
    show("", database);
    // Written to the disk some seconds late by the browser: what is lost here is why the database is used.
    show("/localStorage_only", torture((kills / 5).max(1), Storage::LocalOnly));
    let damages = (kills / 5).max(1);
    let (blank, unsaid) = damage(damages);
    println!("damages\t{damages}\ttimes");
    println!("blank_after_damage\t{blank}\ttimes");
    println!("unsaid_loss_after_damage\t{unsaid}\ttimes");
    let is_good = database.lost == 0 && database.broken == 0 && blank == 0 && unsaid == 0;
    std::process::exit(i32::from(!is_good));
}

fn show(what: &str, tally: Tally) {
    println!("kills{what}\t{}\ttimes", tally.kills);
    println!("acknowledged{what}\t{}\tstates", tally.saved);
    println!("kills_that_lost{what}\t{}\ttimes", tally.lost);
    println!("kills_that_broke{what}\t{}\ttimes", tally.broken);
}
