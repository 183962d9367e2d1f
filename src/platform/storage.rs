//! Storage: texts by key that are there again on the next visit.
//!
//! The interface is asynchronous although localStorage is not: what will outgrow it is.

use std::future::Future;

/// Why a text is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StorageError {
    /// There is no room left, or the browser forbids it.
    Refused,
    /// What was read back is not what was written.
    Different,
    /// There is no storage at all.
    Missing,
}

/// A place that keeps texts by key.
pub trait Storage {
    /// Keeps a text; it is there only when this says so, having read it back.
    fn save(&self, key: &str, text: &str) -> impl Future<Output = Result<(), StorageError>>;

    /// The text kept under a key.
    fn load(&self, key: &str) -> impl Future<Output = Result<Option<String>, StorageError>>;

    /// Forgets the text kept under a key.
    fn forget(&self, key: &str) -> impl Future<Output = Result<(), StorageError>>;
}

/// The browser's localStorage: about five million characters for all books of a site.
#[cfg(target_arch = "wasm32")]
#[derive(Clone, Copy, Debug, Default)]
pub struct LocalStorage;

#[cfg(target_arch = "wasm32")]
mod local {
    use gloo_storage::{LocalStorage as Browser, Storage as _};

    use super::{LocalStorage, Storage, StorageError};

    impl Storage for LocalStorage {
        async fn save(&self, key: &str, text: &str) -> Result<(), StorageError> {
            let storage = there()?;
            storage.set_item(key, text).map_err(|_| StorageError::Refused)?;
            match storage.get_item(key) {
                Ok(Some(kept)) if kept == text => Ok(()),
                _ => Err(StorageError::Different),
            }
        }

        async fn load(&self, key: &str) -> Result<Option<String>, StorageError> {
            there()?.get_item(key).map_err(|_| StorageError::Refused)
        }

        async fn forget(&self, key: &str) -> Result<(), StorageError> {
            there()?.remove_item(key).map_err(|_| StorageError::Refused)
        }
    }

    /// The storage, where the browser lets the page have one: asking for it may already be refused.
    fn there() -> Result<web_sys::Storage, StorageError> {
        let has_one = web_sys::window().and_then(|window| window.local_storage().ok().flatten());
        has_one.ok_or(StorageError::Missing).map(|_| Browser::raw())
    }
}
