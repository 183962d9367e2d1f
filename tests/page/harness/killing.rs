//! Ending a browser as a power cut would: all its processes at once, without a word.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;
use std::thread;
use std::time::Duration;

/// Kills a process and all that came from it, and waits until they are gone.
pub(super) fn kill_tree(root: u64) {
    let tree = tree(root);
    let numbers: Vec<String> = tree.iter().map(u64::to_string).collect();
    // One that has ended by itself in between is as good as killed.
    let _ = Command::new("kill").arg("-KILL").args(&numbers).stderr(std::process::Stdio::null()).status();
    for _ in 0..200 {
        if tree.iter().all(|process| !is_running(*process)) {
            return;
        }
        thread::sleep(Duration::from_millis(10));
    }
}

/// A process and its descendants.
fn tree(root: u64) -> Vec<u64> {
    let mut parents = BTreeMap::new();
    for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let number = entry.file_name().to_str().and_then(|name| name.parse::<u64>().ok());
        if let Some((number, parent)) = number.and_then(|number| Some((number, status(number)?.1))) {
            parents.insert(number, parent);
        }
    }
    let mut tree = vec![root];
    let mut at = 0;
    while let Some(process) = tree.get(at).copied() {
        tree.extend(parents.iter().filter(|(_, parent)| **parent == process).map(|(child, _)| *child));
        at += 1;
    }
    tree
}

fn is_running(process: u64) -> bool {
    // One that has ended but was not yet asked for its end is a zombie.
    status(process).is_some_and(|(state, _)| state != 'Z')
}

/// State and parent of a process: `123 (chromium) S 45 …`, where the name may hold anything.
fn status(process: u64) -> Option<(char, u64)> {
    let text = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let mut parts = text.rsplit_once(')')?.1.split_whitespace();
    Some((parts.next()?.chars().next()?, parts.next()?.parse().ok()?))
}
