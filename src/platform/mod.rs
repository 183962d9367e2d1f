//! What the page needs of the browser: storage, files, clipboard, tabs, worker.
