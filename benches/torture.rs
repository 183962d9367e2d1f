//! The long form of the tests of losing nothing: `cargo xtask torture` runs it and prints what came of it.

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
    let asked = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
    let (kills, damages) = (asked("BATON_KILLS").unwrap_or(100), asked("BATON_DAMAGES").unwrap_or(200));
    let seed = asked("BATON_SEED").unwrap_or(1);
    let database = torture(kills, Storage::Database);
    show("", database);
    // Written to the disk some seconds late by the browser: what is lost here is why the database is used.
    show("/localStorage_only", torture(kills / 5, Storage::LocalOnly));
    let damaged = damage(damages, seed.into());
    println!("damages\t{}\ttimes", damaged.times);
    println!("blank_after_damage\t{}\ttimes", damaged.blank);
    println!("unsaid_loss_after_damage\t{}\ttimes", damaged.unsaid);
    println!("loss_told_without_a_file\t{}\ttimes", damaged.not_offered);
    println!("loss_told_with_a_file\t{}\ttimes", damaged.told);
    let is_good =
        [database.lost, database.broken, damaged.blank, damaged.unsaid, damaged.not_offered] == [0; 5];
    std::process::exit(i32::from(!is_good));
}

fn show(what: &str, tally: Tally) {
    println!("kills{what}\t{}\ttimes", tally.kills);
    println!("acknowledged{what}\t{}\tstates", tally.saved);
    println!("kills_that_lost{what}\t{}\ttimes", tally.lost);
    println!("kills_that_broke{what}\t{}\ttimes", tally.broken);
}
