//! The browser's database, IndexedDB: one store of texts by key. Every write is asked for with strict durability, and
//! counts only when its transaction has completed: it is then on the disk, whatever becomes of the browser.

use std::cell::RefCell;

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    IdbDatabase, IdbFactory, IdbKeyRange, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction,
};

use super::storage::{Storage, StorageError};

const NAME: &str = "baton";
const STORE: &str = "texts";
/// Longer than this an opening is not waited for: a browser with a broken profile never answers.
const PATIENCE_MS: i32 = 4000;

thread_local! {
    static OPEN: RefCell<Option<IdbDatabase>> = const { RefCell::new(None) };
}

/// The browser's database.
#[derive(Clone, Copy, Debug, Default)]
pub struct Database;

impl Database {
    /// Whether it can be opened and takes anything.
    pub async fn works(self) -> bool {
        let probe = [("try".to_owned(), "1".to_owned())];
        self.put(&probe).await.is_ok() && self.forget(&["try".to_owned()]).await.is_ok()
    }

    /// Does something in one transaction, and waits until it has completed.
    async fn write(self, act: impl Fn(&IdbObjectStore) -> Result<(), JsValue>) -> Result<(), StorageError> {
        let transaction = transaction("readwrite").await?;
        let done = completion(&transaction);
        // Leaving it without completing undoes what it did.
        let acted = transaction.object_store(STORE).and_then(|store| act(&store));
        if acted.is_err() {
            let _ = transaction.abort();
        }
        match (JsFuture::from(done).await, acted) {
            (Ok(_), Ok(())) => Ok(()),
            (Err(_), _) if name_of(transaction.error().as_ref()) == "ConstraintError" => {
                Err(StorageError::Taken)
            }
            _ => Err(StorageError::Refused),
        }
    }

    async fn read(
        self,
        ask: impl Fn(&IdbObjectStore) -> Result<IdbRequest, JsValue>,
    ) -> Result<JsValue, StorageError> {
        let refused = |_| StorageError::Refused;
        let transaction = transaction("readonly").await?;
        let request = transaction.object_store(STORE).and_then(|store| ask(&store)).map_err(refused)?;
        JsFuture::from(answer(&request)).await.map_err(refused)?;
        request.result().map_err(refused)
    }
}

impl Storage for Database {
    async fn put(&self, texts: &[(String, String)]) -> Result<(), StorageError> {
        let put = |store: &IdbObjectStore| {
            texts.iter().try_for_each(|(key, text)| store.put_with_key(&text.into(), &key.into()).map(drop))
        };
        self.write(put).await
    }

    async fn add(&self, texts: &[(String, String)]) -> Result<(), StorageError> {
        let add = |store: &IdbObjectStore| {
            texts.iter().try_for_each(|(key, text)| store.add_with_key(&text.into(), &key.into()).map(drop))
        };
        self.write(add).await
    }

    async fn get(&self, key: &str) -> Result<Option<String>, StorageError> {
        Ok(self.read(|store| store.get(&key.into())).await?.as_string())
    }

    async fn keys(&self, begin: &str) -> Result<Vec<String>, StorageError> {
        let keys = self.read(|store| store.get_all_keys_with_key(&range(begin)?)).await?;
        Ok(keys.unchecked_into::<Array>().iter().filter_map(|key| key.as_string()).collect())
    }

    async fn all(&self, begin: &str) -> Result<Vec<(String, String)>, StorageError> {
        let mut all = Vec::new();
        // One by one where the list changed in between: a key without its text is none.
        let keys = self.keys(begin).await?;
        let texts = self.read(|store| store.get_all_with_key(&range(begin)?)).await?;
        let texts = texts.unchecked_into::<Array>();
        if keys.len() == texts.length() as usize {
            let texts = texts.iter().map(|text| text.as_string().unwrap_or_default());
            return Ok(keys.into_iter().zip(texts).collect());
        }
        for key in keys {
            if let Some(text) = self.get(&key).await? {
                all.push((key, text));
            }
        }
        Ok(all)
    }

    async fn forget(&self, keys: &[String]) -> Result<(), StorageError> {
        let forget =
            |store: &IdbObjectStore| keys.iter().try_for_each(|key| store.delete(&key.into()).map(drop));
        self.write(forget).await
    }
}

/// A new transaction; the connection is opened anew where the browser has closed it.
async fn transaction(mode: &str) -> Result<IdbTransaction, StorageError> {
    for _ in 0..2 {
        let open = OPEN.with_borrow(Option::clone);
        let database = match open {
            Some(database) => database,
            None => connect().await?,
        };
        match begin(&database, mode) {
            Ok(transaction) => return Ok(transaction),
            Err(_) => drop(OPEN.take()),
        }
    }
    Err(StorageError::Refused)
}

/// Begins a transaction with strict durability. Called by name: `web_sys` counts the third argument as unstable.
fn begin(database: &IdbDatabase, mode: &str) -> Result<IdbTransaction, JsValue> {
    let options = Object::new();
    Reflect::set(&options, &"durability".into(), &"strict".into())?;
    let begin: Function = Reflect::get(database, &"transaction".into())?.dyn_into()?;
    let transaction = begin.call3(database, &STORE.into(), &mode.into(), &options)?;
    transaction.dyn_into()
}

/// The keys that begin so: whatever does lies before the last of all characters.
fn range(begin: &str) -> Result<JsValue, JsValue> {
    let end = format!("{begin}\u{ffff}");
    IdbKeyRange::bound(&begin.into(), &end.as_str().into()).map(JsValue::from)
}

async fn connect() -> Result<IdbDatabase, StorageError> {
    let request = ask().map_err(|_| StorageError::Missing)?;
    let opened = Promise::race(&Array::of2(&answer(&request), &timeout()));
    JsFuture::from(opened).await.map_err(|_| StorageError::Missing)?;
    let database: IdbDatabase =
        request.result().and_then(JsCast::dyn_into).map_err(|_| StorageError::Missing)?;
    // Who deletes the database, or opens a newer version of it in another page, waits until this one lets go.
    let let_go = Closure::<dyn FnMut()>::new(|| {
        if let Some(database) = OPEN.take() {
            database.close();
        }
    });
    database.set_onversionchange(Some(let_go.as_ref().unchecked_ref()));
    database.set_onclose(Some(let_go.as_ref().unchecked_ref()));
    let_go.forget();
    OPEN.set(Some(database.clone()));
    Ok(database)
}

fn ask() -> Result<IdbOpenDbRequest, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let factory: IdbFactory = window.indexed_db()?.ok_or(JsValue::NULL)?;
    let request = factory.open_with_u32(NAME, 1)?;
    let made = request.clone();
    let make = Closure::once_into_js(move || {
        let database = made.result().ok().and_then(|database| database.dyn_into::<IdbDatabase>().ok());
        if let Some(database) = database {
            // Where it cannot be made, no transaction will begin, which is told.
            let _ = database.create_object_store(STORE);
        }
    });
    request.set_onupgradeneeded(Some(make.unchecked_ref()));
    Ok(request)
}

/// Kept when a request has succeeded, broken when it has failed.
fn answer(request: &IdbRequest) -> Promise {
    Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    })
}

/// Kept when a transaction has completed, broken when it was undone.
fn completion(transaction: &IdbTransaction) -> Promise {
    Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&reject));
    })
}

fn timeout() -> Promise {
    Promise::new(&mut |_, reject| {
        if let Some(window) = web_sys::window() {
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&reject, PATIENCE_MS);
        }
    })
}

fn name_of(error: Option<&web_sys::DomException>) -> String {
    error.map(web_sys::DomException::name).unwrap_or_default()
}
