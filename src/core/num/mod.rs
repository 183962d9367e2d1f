//! Exact decimal numbers: kept and snapped values, named rounding, reading and writing.
//!
//! All arithmetic on scores is done on [`Decimal`], a 96-bit integer with 0 to 28 decimal places. Two rules
//! make it dependable (`design.md` §5):
//!
//! * a column's value is **kept** ([`keep`]): half-even to 20 places or 24 significant digits, whichever is
//!   coarser; sums of kept values are then exact, so their order cannot matter;
//! * every decision **snaps** its operands first ([`snap`]): half-even to 12 places or 18 significant digits,
//!   whichever is coarser. Distinct true values closer than that count as equal.

mod precision;
mod rounding;
mod summary;
mod text;

pub use precision::{compare, exact_sum, keep, snap};
pub use rounding::{Rounding, RoundingMode, round, round_down, round_up};
pub use rust_decimal::Decimal;
pub use summary::Summary;
pub use text::{format, format_places, read};
