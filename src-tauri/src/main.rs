//! The desktop app.

// A console window beside the real one is no help to anybody on Windows.
#![cfg_attr(all(not(debug_assertions), windows), windows_subsystem = "windows")]

fn main() {
    banthao_lib::run();
}
