//! The page of Baton, its command-line program (`cli`), and what both stand on: [`templates`] are the built-in schemes,
//! [`words`] says what the core reports in two languages, [`platform`] is the browser's side (storage, files,
//! clipboard) and knows no rule of appraisal, [`ui`] shows and edits and does no arithmetic on scores. The scoring
//! itself is `baton-core`.

#[cfg(not(target_arch = "wasm32"))]
pub mod cli;
pub mod platform;
pub mod templates;
pub mod ui;
pub mod words;
