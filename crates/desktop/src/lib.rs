//! What the desktop around the window asks of it and is told by it, as far as no window is needed for that.
//!
//! The shell passes on what the operating system gives it; what it means is decided here, where a test can ask.

#![deny(missing_docs)]

pub mod autostart;
pub mod errands;
#[cfg(target_os = "linux")]
pub mod graphics;
pub mod input_method;
#[cfg(target_os = "linux")]
pub mod notifications;
pub mod placement;
#[cfg(target_os = "linux")]
pub mod tray;
