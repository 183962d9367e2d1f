//! Cycles: columns that need each other within the same period.

use std::collections::BTreeMap;

use super::Slot;

/// The groups of columns that need each other, each as a path that ends where it began.
///
/// `needs` gives for each column those it reads without going back in time. A column alone is a cycle only where it
/// reads itself. Tarjan's algorithm, without recursion: a chain of columns may be as long as a scheme is.
pub(super) fn cycles(needs: &BTreeMap<Slot, Vec<Slot>>) -> Vec<Vec<Slot>> {
    components(needs)
        .into_iter()
        .filter(|component| match component.as_slice() {
            [alone] => needs.get(alone).is_some_and(|reads| reads.contains(alone)),
            _ => true,
        })
        .map(|component| path_through(&component, needs))
        .collect()
}

#[derive(Clone, Copy, Default)]
struct Mark {
    index: usize,
    low: usize,
    on_stack: bool,
}

fn components(needs: &BTreeMap<Slot, Vec<Slot>>) -> Vec<Vec<Slot>> {
    let mut marks: BTreeMap<Slot, Mark> = BTreeMap::new();
    let mut stack: Vec<Slot> = Vec::new();
    let mut found = Vec::new();
    for &root in needs.keys() {
        if marks.contains_key(&root) {
            continue;
        }
        // Each frame: a column and how many of its reads have been followed.
        let mut frames: Vec<(Slot, usize)> = vec![(root, 0)];
        while let Some((slot, followed)) = frames.pop() {
            if followed == 0 {
                let index = marks.len();
                marks.insert(slot, Mark { index, low: index, on_stack: true });
                stack.push(slot);
            }
            let reads = needs.get(&slot).map_or(&[][..], Vec::as_slice);
            if let Some(&next) = reads.get(followed) {
                frames.push((slot, followed.saturating_add(1)));
                match marks.get(&next).copied() {
                    None => frames.push((next, 0)),
                    Some(seen) if seen.on_stack => lower(&mut marks, slot, seen.index),
                    Some(_) => {}
                }
                continue;
            }
            let mark = marks.get(&slot).copied().unwrap_or_default();
            if let Some(&(above, _)) = frames.last() {
                lower(&mut marks, above, mark.low);
            }
            if mark.low == mark.index {
                let mut component = Vec::new();
                while let Some(member) = stack.pop() {
                    if let Some(mark) = marks.get_mut(&member) {
                        mark.on_stack = false;
                    }
                    component.push(member);
                    if member == slot {
                        break;
                    }
                }
                component.sort_unstable();
                found.push(component);
            }
        }
    }
    found
}

fn lower(marks: &mut BTreeMap<Slot, Mark>, slot: Slot, to: usize) {
    if let Some(mark) = marks.get_mut(&slot) {
        mark.low = mark.low.min(to);
    }
}

/// A shortest path from the component's first column back to it.
fn path_through(component: &[Slot], needs: &BTreeMap<Slot, Vec<Slot>>) -> Vec<Slot> {
    let Some(&start) = component.first() else { return Vec::new() };
    let mut came_from: BTreeMap<Slot, Slot> = BTreeMap::new();
    let mut queue = std::collections::VecDeque::from([start]);
    while let Some(slot) = queue.pop_front() {
        for &next in needs.get(&slot).map_or(&[][..], Vec::as_slice) {
            if next == start {
                let mut path = vec![start, slot];
                let mut at = slot;
                while at != start {
                    let Some(&before) = came_from.get(&at) else { break };
                    at = before;
                    path.push(at);
                }
                if slot == start {
                    path.truncate(2);
                }
                path.reverse();
                return path;
            }
            if component.contains(&next) && !came_from.contains_key(&next) {
                came_from.insert(next, slot);
                queue.push_back(next);
            }
        }
    }
    component.to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(edges: &[(Slot, &[Slot])]) -> BTreeMap<Slot, Vec<Slot>> {
        edges.iter().map(|(slot, reads)| (*slot, reads.to_vec())).collect()
    }

    #[test]
    fn finds_paths_that_end_where_they_began() {
        assert!(cycles(&graph(&[(0, &[1, 2]), (1, &[2]), (2, &[])])).is_empty());
        assert_eq!(cycles(&graph(&[(0, &[0])])), vec![vec![0, 0]]);
        assert_eq!(cycles(&graph(&[(0, &[1]), (1, &[2]), (2, &[0, 1])])), vec![vec![0, 1, 2, 0]]);
        assert_eq!(cycles(&graph(&[(0, &[1]), (1, &[0]), (5, &[6]), (6, &[5])])).len(), 2);
    }

    #[test]
    fn a_long_chain_does_not_overflow() {
        let mut chain: BTreeMap<Slot, Vec<Slot>> = (0..100_000).map(|slot| (slot, vec![slot + 1])).collect();
        assert!(cycles(&chain).is_empty());
        chain.insert(100_000, vec![0]);
        assert_eq!(cycles(&chain).len(), 1);
    }
}
