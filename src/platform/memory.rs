//! The last resort where a browser gives no storage: the page's own memory, gone with the page.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::storage::{Storage, StorageError};

thread_local! {
    static TEXTS: RefCell<BTreeMap<String, String>> = const { RefCell::new(BTreeMap::new()) };
}

/// The page's memory.
#[derive(Clone, Copy, Debug, Default)]
pub struct Memory;

impl Storage for Memory {
    async fn put(&self, texts: &[(String, String)]) -> Result<(), StorageError> {
        TEXTS.with_borrow_mut(|kept| kept.extend(texts.iter().cloned()));
        Ok(())
    }

    async fn add(&self, texts: &[(String, String)]) -> Result<(), StorageError> {
        self.put(texts).await
    }

    async fn get(&self, key: &str) -> Result<Option<String>, StorageError> {
        Ok(TEXTS.with_borrow(|kept| kept.get(key).cloned()))
    }

    async fn keys(&self, begin: &str) -> Result<Vec<String>, StorageError> {
        Ok(TEXTS.with_borrow(|kept| kept.keys().filter(|key| key.starts_with(begin)).cloned().collect()))
    }

    async fn all(&self, begin: &str) -> Result<Vec<(String, String)>, StorageError> {
        let begins = |(key, _): &(&String, &String)| key.starts_with(begin);
        Ok(TEXTS.with_borrow(|kept| {
            kept.iter().filter(begins).map(|(key, text)| (key.clone(), text.clone())).collect()
        }))
    }

    async fn forget(&self, keys: &[String]) -> Result<(), StorageError> {
        TEXTS.with_borrow_mut(|kept| kept.retain(|key, _| !keys.contains(key)));
        Ok(())
    }
}
