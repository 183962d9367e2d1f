//! What people see: Leptos components, each feature beside a pure model that is tested without a browser.

#![cfg_attr(
    target_arch = "wasm32",
    allow(unreachable_pub, reason = "the macro of components makes public parts of what is private")
)]

pub mod commands;
pub mod files;
pub mod grid;
pub mod keeping;
pub mod lab;
pub mod outcome;
pub mod paste;
pub mod periods;
pub mod phone;
pub mod print;
pub mod process;
pub mod rules;
pub mod side;
pub mod tab;

#[cfg(target_arch = "wasm32")]
mod app;
#[cfg(target_arch = "wasm32")]
mod back;
#[cfg(target_arch = "wasm32")]
mod bar;
#[cfg(target_arch = "wasm32")]
mod books;
#[cfg(target_arch = "wasm32")]
mod desk;
#[cfg(target_arch = "wasm32")]
mod opening;
#[cfg(target_arch = "wasm32")]
mod problems;
#[cfg(target_arch = "wasm32")]
mod speech;
#[cfg(target_arch = "wasm32")]
mod start;
#[cfg(target_arch = "wasm32")]
mod tabs;
#[cfg(target_arch = "wasm32")]
mod widgets;

#[cfg(target_arch = "wasm32")]
pub use start::start;
