//! A run of drawn things over numbered places: when the sight moves, those that go out of it are taken for those that
//! come into it.

use std::collections::VecDeque;

/// Things at places one after another.
#[derive(Debug)]
pub struct Run<T> {
    first: usize,
    items: VecDeque<T>,
}

/// How a run is carried out where its things are drawn.
pub trait Draw<T> {
    /// A new thing.
    fn make(&mut self) -> Option<T>;
    /// Puts it before another, or behind all; it may have been elsewhere in the run.
    fn insert(&mut self, item: &T, before: Option<&T>);
    /// Takes it away.
    fn remove(&mut self, item: T);
}

impl<T> Default for Run<T> {
    fn default() -> Self {
        Self { first: 0, items: VecDeque::new() }
    }
}

impl<T> Run<T> {
    /// The things with their places.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (usize, &mut T)> {
        (self.first..).zip(&mut self.items)
    }

    /// Covers the places from `first` to the one before `end`.
    pub fn cover(&mut self, (first, end): (usize, usize), draw: &mut impl Draw<T>) {
        // After a jump all are others: they stay where they are drawn.
        if self.end() <= first || end <= self.first {
            self.first = first;
        }
        let mut spare = Vec::new();
        while self.first < first {
            spare.extend(self.items.pop_front());
            self.first += 1;
        }
        while self.end() > end.max(first) {
            spare.extend(self.items.pop_back());
        }
        while self.first > first {
            let Some(item) = spare.pop().or_else(|| draw.make()) else { break };
            draw.insert(&item, self.items.front());
            self.items.push_front(item);
            self.first -= 1;
        }
        while self.end() < end {
            let Some(item) = spare.pop().or_else(|| draw.make()) else { break };
            draw.insert(&item, None);
            self.items.push_back(item);
        }
        spare.into_iter().for_each(|item| draw.remove(item));
    }

    fn end(&self) -> usize {
        self.first + self.items.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Things by number, in the order in which they are drawn.
    #[derive(Default)]
    struct Drawing {
        made: usize,
        moved: usize,
        order: Vec<usize>,
    }

    impl Draw<usize> for Drawing {
        fn make(&mut self) -> Option<usize> {
            self.made += 1;
            Some(self.made)
        }
        fn insert(&mut self, item: &usize, before: Option<&usize>) {
            self.moved += 1;
            self.order.retain(|known| known != item);
            let at = before.and_then(|before| self.order.iter().position(|known| known == before));
            self.order.insert(at.unwrap_or(self.order.len()), *item);
        }
        fn remove(&mut self, item: usize) {
            self.order.retain(|known| *known != item);
        }
    }

    #[test]
    fn takes_what_goes_out_of_sight_for_what_comes_into_it() {
        let (mut run, mut drawing) = (Run::default(), Drawing::default());
        let windows = [(0, 5), (2, 7), (1, 6), (1, 4), (100, 105), (97, 103), (0, 0), (3, 5), (0, 9), (8, 9)];
        let mut before = (0, 0);
        for window in windows {
            let (made, moved) = (drawing.made, drawing.moved);
            run.cover(window, &mut drawing);
            let places: Vec<usize> = run.iter_mut().map(|(place, _)| place).collect();
            assert_eq!(places, (window.0..window.1).collect::<Vec<_>>(), "{window:?}");
            let items: Vec<usize> = run.iter_mut().map(|(_, item)| *item).collect();
            assert_eq!(items, drawing.order, "{window:?}");
            let (had, has) = (before.1 - before.0, window.1 - window.0);
            assert_eq!(
                drawing.made - made,
                has.saturating_sub(had),
                "new only where there are more: {window:?}"
            );
            let is_jump = window.0 >= before.1 || window.1 <= before.0;
            if is_jump {
                assert_eq!(
                    drawing.moved - moved,
                    has.saturating_sub(had),
                    "a jump moves nothing: {window:?}"
                );
            }
            before = window;
        }
    }
}
