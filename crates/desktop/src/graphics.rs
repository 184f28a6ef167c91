//! Whether anything draws faster here than the processor.

use std::{fs, path::Path};

/// Where Linux shows its graphics devices.
pub const DEVICES: &str = "/dev/dri";
/// The variable that has Mesa leave the graphics processor alone.
pub const SOFTWARE: &str = "LIBGL_ALWAYS_SOFTWARE";

/// Whether whoever asks for OpenGL has the processor play the graphics processor, going by the folder of the devices and the value of [`SOFTWARE`].
///
/// A program may use a graphics processor when its device has a render node (the kernel's “DRM render nodes”). Virtual machines, terminal servers and
/// very old laptops have none.
pub fn is_played(devices: &Path, software: Option<&str>) -> bool {
    let is_forced = software.is_some_and(|value| !matches!(value, "" | "0" | "false" | "no" | "n"));
    let mut nodes = fs::read_dir(devices).into_iter().flatten().flatten();
    is_forced || !nodes.any(|device| device.file_name().as_encoded_bytes().starts_with(b"renderD"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_render_node_that_may_be_used_draws() {
        let folder = tempfile::tempdir().unwrap();
        assert!(is_played(&folder.path().join("dri"), None), "no devices at all");
        fs::write(folder.path().join("card0"), "").unwrap();
        assert!(is_played(folder.path(), None), "a screen alone computes nothing");
        fs::write(folder.path().join("renderD128"), "").unwrap();
        assert!(!is_played(folder.path(), None));
        assert!(!is_played(folder.path(), Some("0")));
        assert!(is_played(folder.path(), Some("1")));
    }
}
