//! Storage: texts by key that are there again on the next visit. Keys are paths, `snapshot/<book>/<number>`, so that
//! all below one can be listed.
//!
//! The interface is asynchronous, as the browser's database is. `Place` is the best storage that this browser gives.

use std::future::Future;

/// Why a text is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StorageError {
    /// There is no room left, or the browser forbids it.
    Refused,
    /// What was read back is not what was written.
    Different,
    /// Something else is kept under that key already: another page wrote it.
    Taken,
    /// There is no storage at all.
    Missing,
}

/// A place that keeps texts by key.
pub trait Storage {
    /// Keeps texts, all or none, in place of what was kept under their keys. They are safe only when this says so.
    fn put(&self, texts: &[(String, String)]) -> impl Future<Output = Result<(), StorageError>>;

    /// Keeps texts, all or none, under keys that must be free. They are safe only when this says so.
    fn add(&self, texts: &[(String, String)]) -> impl Future<Output = Result<(), StorageError>>;

    /// The text kept under a key.
    fn get(&self, key: &str) -> impl Future<Output = Result<Option<String>, StorageError>>;

    /// The keys that begin so, in order.
    fn keys(&self, begin: &str) -> impl Future<Output = Result<Vec<String>, StorageError>>;

    /// The texts whose keys begin so, with their keys, in order.
    fn all(&self, begin: &str) -> impl Future<Output = Result<Vec<(String, String)>, StorageError>>;

    /// Forgets what is kept under keys.
    fn forget(&self, keys: &[String]) -> impl Future<Output = Result<(), StorageError>>;
}

#[cfg(target_arch = "wasm32")]
pub use here::Place;

#[cfg(target_arch = "wasm32")]
mod here {
    use super::{Storage, StorageError};
    use crate::platform::{database::Database, local::LocalStorage, memory::Memory};

    /// The best storage that this browser gives.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Place {
        /// The browser's database: roomy, and what it has acknowledged survives a crash.
        Database,
        /// localStorage: five million characters, and written to disk some seconds late.
        Local,
        /// Nothing but this page's memory.
        Memory,
    }

    impl Place {
        /// Tries them in turn.
        pub async fn find() -> Self {
            if Database.works().await {
                Self::Database
            } else if LocalStorage.works() {
                Self::Local
            } else {
                Self::Memory
            }
        }
    }

    macro_rules! each {
        ($place:expr, $storage:ident => $act:expr) => {
            match $place {
                Place::Database => {
                    let $storage = Database;
                    $act.await
                }
                Place::Local => {
                    let $storage = LocalStorage;
                    $act.await
                }
                Place::Memory => {
                    let $storage = Memory;
                    $act.await
                }
            }
        };
    }

    impl Storage for Place {
        async fn put(&self, texts: &[(String, String)]) -> Result<(), StorageError> {
            each!(self, storage => storage.put(texts))
        }

        async fn add(&self, texts: &[(String, String)]) -> Result<(), StorageError> {
            each!(self, storage => storage.add(texts))
        }

        async fn get(&self, key: &str) -> Result<Option<String>, StorageError> {
            each!(self, storage => storage.get(key))
        }

        async fn keys(&self, begin: &str) -> Result<Vec<String>, StorageError> {
            each!(self, storage => storage.keys(begin))
        }

        async fn all(&self, begin: &str) -> Result<Vec<(String, String)>, StorageError> {
            each!(self, storage => storage.all(begin))
        }

        async fn forget(&self, keys: &[String]) -> Result<(), StorageError> {
            each!(self, storage => storage.forget(keys))
        }
    }
}
