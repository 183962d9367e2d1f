//! What people see: Leptos components, each feature beside a pure model that is tested without a browser.

#[cfg(target_arch = "wasm32")]
mod app;

#[cfg(target_arch = "wasm32")]
pub use app::start;
