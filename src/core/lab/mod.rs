//! The lab 模拟测算: what a change of the rules would do.
//!
//! A variant is a patch on a scheme (and, if wanted, on data) kept as cards, one a change: [`diff`] finds them,
//! [`apply`] carries them out. A [`Trial`] holds the results of a variant beside those of the book and shares with them
//! what the patch does not touch; [`moves`] tells who moves.
//!
//! Whoever sets a parameter of results goes by [`crate::eval::Results::set_parameter_in`]: where the parameter bounds
//! marks, such as the full marks of points typed, these are read again.
//!
//! How firm what stands is: [`interval`]s of weights, [`Simulation`] of uncertain weights and noisy marks, a [`tornado`]
//! of what moves a subject, [`leave_one_out`], [`seek`] for a subject and [`remedies`] for the office, and what [`advise`]
//! points out. A variant is handed on [`alone`], as a patch; [`held`] tells what of one a book can take over; [`between`]
//! gives the cards that lead from one variant to another. The analyses look at a [`Focus`]: one sheet in one period.

mod advice;
mod apply;
mod attribution;
mod backtest;
mod beside;
mod between;
mod data;
mod diff;
mod firmness;
mod focus;
mod forms;
mod goal;
mod items;
mod leave_out;
mod lever;
mod linear;
mod marks;
mod moves;
mod office;
mod over;
mod patch;
mod probe;
mod random;
mod record;
mod row;
mod shares;
mod simulation;
mod tau;
mod tell;
mod tornado;

pub use advice::{Advice, CLIFF, Finer, Hint, Idle, advise, differing_weights};
pub use apply::{Obstacle, Unfit, apply};
pub use attribution::{Attribution, Target, attribute};
pub use backtest::{Backtest, backtest};
pub use beside::{Trial, all_cards, editions};
pub use between::between;
pub use data::apply_to_data;
pub use diff::diff;
pub use firmness::{End, Interval, MOST_PLACES, Question, Way, interval};
pub use focus::{Focus, Standing};
pub use goal::{Goal, MarkChange, Way as GoalWay, seek};
pub use items::{cell_of, place_of};
pub use leave_out::{LeftOut, Telling, Without, leave_one_out, telling};
pub use lever::{Lever, Others, lever, levers};
pub use marks::{OwnMark, Range, own_marks};
pub use moves::{Compared, Measure, Move, MoveCounts, Moves, Pair, Seats, moves, moves_of_sheet};
pub use office::{Moved, Remedy, Wish, remedies};
pub use over::{Over, OverPeriods, Total, over_periods};
pub use patch::{Fit, Held, alone, held};
pub use record::record;
pub use row::{Among, ChangedCell, among, changed_cells, no_longer_read};
pub use shares::{EXACT, Shares, Values, shapley};
pub use simulation::{Noise, Settings, Shape, Simulation, Spread, Tally, scored};
pub use tau::{TauB, tau_b};
pub use tell::{Said, Teller, Thing, ThingKind, Told};
pub use tornado::{Mover, Swing, tornado};
