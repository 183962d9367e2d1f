//! localStorage: about five million characters for all books of a site, written to disk some seconds late.

use gloo_storage::{LocalStorage as Browser, Storage as _};

use super::storage::{Storage, StorageError};

/// How the keys of this program begin: a site may serve others too.
const OURS: &str = "baton.";

/// The browser's localStorage.
#[derive(Clone, Copy, Debug, Default)]
pub struct LocalStorage;

impl LocalStorage {
    /// Keeps a text at once, for the moment in which the page is being closed.
    ///
    /// # Errors
    /// It is full, switched off, or gives back something else.
    pub fn put_now(self, key: &str, text: &str) -> Result<(), StorageError> {
        let storage = there()?;
        let key = format!("{OURS}{key}");
        storage.set_item(&key, text).map_err(|_| StorageError::Refused)?;
        match storage.get_item(&key) {
            Ok(Some(kept)) if kept == text => Ok(()),
            _ => Err(StorageError::Different),
        }
    }

    /// The text kept under a key.
    #[must_use]
    pub fn get_now(self, key: &str) -> Option<String> {
        there().ok()?.get_item(&format!("{OURS}{key}")).ok()?
    }

    /// Forgets what is kept under a key.
    pub fn forget_now(self, key: &str) {
        if let Ok(storage) = there() {
            // What cannot be removed is read again, which does no harm.
            let _ = storage.remove_item(&format!("{OURS}{key}"));
        }
    }

    /// The keys that begin so, in order.
    #[must_use]
    pub fn keys_now(self, begin: &str) -> Vec<String> {
        let Ok(storage) = there() else { return Vec::new() };
        let all = (0..storage.length().unwrap_or(0)).filter_map(|at| storage.key(at).ok().flatten());
        let ours = all.filter_map(|key| key.strip_prefix(OURS).map(str::to_owned));
        let mut keys: Vec<String> = ours.filter(|key| key.starts_with(begin)).collect();
        keys.sort_unstable();
        keys
    }

    /// Whether it takes anything.
    #[must_use]
    pub fn works(self) -> bool {
        let works = self.put_now("try", "1").is_ok();
        self.forget_now("try");
        works
    }
}

impl Storage for LocalStorage {
    async fn put(&self, texts: &[(String, String)]) -> Result<(), StorageError> {
        texts.iter().try_for_each(|(key, text)| self.put_now(key, text))
    }

    async fn add(&self, texts: &[(String, String)]) -> Result<(), StorageError> {
        if texts.iter().any(|(key, text)| self.get_now(key).is_some_and(|kept| kept != *text)) {
            return Err(StorageError::Taken);
        }
        for (at, (key, text)) in texts.iter().enumerate() {
            if let Err(error) = self.put_now(key, text) {
                texts.iter().take(at.saturating_add(1)).for_each(|(key, _)| self.forget_now(key));
                return Err(error);
            }
        }
        Ok(())
    }

    async fn get(&self, key: &str) -> Result<Option<String>, StorageError> {
        there()?.get_item(&format!("{OURS}{key}")).map_err(|_| StorageError::Refused)
    }

    async fn keys(&self, begin: &str) -> Result<Vec<String>, StorageError> {
        there()?;
        Ok(self.keys_now(begin))
    }

    async fn all(&self, begin: &str) -> Result<Vec<(String, String)>, StorageError> {
        there()?;
        let keys = self.keys_now(begin).into_iter();
        Ok(keys.filter_map(|key| self.get_now(&key).map(|text| (key, text))).collect())
    }

    async fn forget(&self, keys: &[String]) -> Result<(), StorageError> {
        keys.iter().for_each(|key| self.forget_now(key));
        Ok(())
    }
}

/// The storage, where the browser lets the page have one: asking for it may already be refused.
fn there() -> Result<web_sys::Storage, StorageError> {
    let has_one = web_sys::window().and_then(|window| window.local_storage().ok().flatten());
    has_one.ok_or(StorageError::Missing).map(|_| Browser::raw())
}
