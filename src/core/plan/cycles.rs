//! Cycles: what needs itself through others, such as columns within a period, or columns in periods that overlap.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// What needs what, in an order in which each stands after all that it needs.
#[derive(Clone, Debug)]
pub(crate) struct Sorted<N> {
    /// Everything that was reached, what is needed first.
    pub(crate) order: Vec<N>,
    /// Groups in which each needs each other, or one alone that needs itself; sorted within a group.
    pub(crate) knots: Vec<Vec<N>>,
}

#[derive(Clone, Copy)]
struct Mark {
    index: usize,
    low: usize,
    is_open: bool,
}

/// One whose needs are being followed.
struct Frame<N> {
    node: N,
    needs: Vec<N>,
    followed: usize,
}

/// Sorts all that is reached from the roots. Tarjan's algorithm, without recursion: a chain of columns may be as long as a
/// scheme is.
pub(crate) fn sorted<N: Copy + Ord>(
    roots: impl IntoIterator<Item = N>,
    mut needs: impl FnMut(N) -> Vec<N>,
) -> Sorted<N> {
    let mut marks: BTreeMap<N, Mark> = BTreeMap::new();
    let mut open: Vec<N> = Vec::new();
    let mut found = Sorted { order: Vec::new(), knots: Vec::new() };
    let mut frames: Vec<Frame<N>> = Vec::new();
    for root in roots {
        let mut next = (!marks.contains_key(&root)).then_some(root);
        loop {
            if let Some(node) = next.take() {
                marks.insert(node, Mark { index: marks.len(), low: marks.len(), is_open: true });
                open.push(node);
                frames.push(Frame { node, needs: needs(node), followed: 0 });
            }
            let Some(frame) = frames.last_mut() else { break };
            let node = frame.node;
            if let Some(&needed) = frame.needs.get(frame.followed) {
                frame.followed = frame.followed.saturating_add(1);
                match marks.get(&needed).copied() {
                    None => next = Some(needed),
                    Some(seen) if seen.is_open => lower(&mut marks, node, seen.index),
                    Some(_) => {}
                }
                continue;
            }
            let needs_itself = frame.needs.contains(&node);
            frames.pop();
            let Some(&Mark { index, low, .. }) = marks.get(&node) else { break };
            if let Some(above) = frames.last() {
                lower(&mut marks, above.node, low);
            }
            if low == index {
                let from = open.iter().rposition(|other| *other == node).unwrap_or_default();
                let mut members = open.split_off(from);
                for member in &members {
                    if let Some(mark) = marks.get_mut(member) {
                        mark.is_open = false;
                    }
                }
                found.order.extend(members.iter().rev());
                if members.len() > 1 || needs_itself {
                    members.sort_unstable();
                    found.knots.push(members);
                }
            }
        }
    }
    found
}

fn lower<N: Ord>(marks: &mut BTreeMap<N, Mark>, node: N, to: usize) {
    if let Some(mark) = marks.get_mut(&node) {
        mark.low = mark.low.min(to);
    }
}

/// A shortest path from the first of a knot back to it.
pub(crate) fn path_through<N: Copy + Ord>(knot: &[N], mut needs: impl FnMut(N) -> Vec<N>) -> Vec<N> {
    let Some(&start) = knot.first() else { return Vec::new() };
    let members: BTreeSet<N> = knot.iter().copied().collect();
    let mut came_from: BTreeMap<N, N> = BTreeMap::new();
    let mut queue = VecDeque::from([start]);
    while let Some(node) = queue.pop_front() {
        for next in needs(node) {
            if next == start {
                let mut path = vec![start];
                let mut at = node;
                while at != start {
                    path.push(at);
                    let Some(&before) = came_from.get(&at) else { break };
                    at = before;
                }
                path.push(start);
                path.reverse();
                return path;
            }
            if members.contains(&next) && !came_from.contains_key(&next) {
                came_from.insert(next, node);
                queue.push_back(next);
            }
        }
    }
    knot.to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cycles(graph: &BTreeMap<usize, Vec<usize>>) -> Vec<Vec<usize>> {
        let needs = |node| graph.get(&node).cloned().unwrap_or_default();
        sorted(graph.keys().copied(), needs).knots.iter().map(|knot| path_through(knot, needs)).collect()
    }

    fn graph(edges: &[(usize, &[usize])]) -> BTreeMap<usize, Vec<usize>> {
        edges.iter().map(|(node, needs)| (*node, needs.to_vec())).collect()
    }

    #[test]
    fn finds_paths_that_end_where_they_began() {
        assert!(cycles(&graph(&[(0, &[1, 2]), (1, &[2]), (2, &[])])).is_empty());
        assert_eq!(cycles(&graph(&[(0, &[0])])), vec![vec![0, 0]]);
        assert_eq!(cycles(&graph(&[(0, &[1]), (1, &[2]), (2, &[0, 1])])), vec![vec![0, 1, 2, 0]]);
        assert_eq!(cycles(&graph(&[(0, &[1]), (1, &[0]), (5, &[6]), (6, &[5])])).len(), 2);
    }

    #[test]
    fn a_knot_has_all_that_need_each_other_wherever_one_begins() {
        // 3 is reached by a side way only after the first cycle through 0 was closed.
        let edges = graph(&[(0, &[1, 3]), (1, &[0]), (2, &[]), (3, &[1, 2])]);
        for roots in [[0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2]] {
            let sorted = sorted(roots, |node| edges[&node].clone());
            assert_eq!(sorted.knots, vec![vec![0, 1, 3]]);
            assert_eq!(sorted.order.len(), 4);
        }
    }

    #[test]
    fn what_is_needed_comes_first() {
        let edges = graph(&[(0, &[2]), (1, &[0]), (2, &[])]);
        assert_eq!(sorted([1], |node| edges[&node].clone()).order, vec![2, 0, 1]);
    }

    #[test]
    fn a_long_chain_does_not_overflow() {
        let mut chain: BTreeMap<usize, Vec<usize>> =
            (0..100_000).map(|node| (node, vec![node + 1])).collect();
        assert!(cycles(&chain).is_empty());
        chain.insert(100_000, vec![0]);
        assert_eq!(cycles(&chain).len(), 1);
    }
}
