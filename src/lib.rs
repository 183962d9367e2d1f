//! The page of Baton and what it stands on: [`platform`] is the browser's side (storage, files, clipboard) and knows
//! no rule of appraisal, [`ui`] shows and edits and does no arithmetic on scores. The scoring itself is `baton-core`.

pub mod platform;
pub mod ui;
