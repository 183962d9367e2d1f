//! One program in two places: compiled for the browser it is the page, otherwise the command line.

#[cfg(target_arch = "wasm32")]
fn main() {
    baton::ui::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    baton::cli::main()
}
