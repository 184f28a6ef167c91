//! The desktop app.

// A console window beside the real one is no help to anybody on Windows.
#![cfg_attr(all(not(debug_assertions), windows), windows_subsystem = "windows")]

// Articles are read and written as thousands of small pieces of JSON; the window's engine has an allocator of its own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    banthao_lib::run();
}
