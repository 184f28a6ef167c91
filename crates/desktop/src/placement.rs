//! Where the window stands, remembered for each arrangement of screens: a laptop at its desk has another one than on the road.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

/// Arrangements that are remembered; the one that was used longest ago makes room.
const MOST: usize = 16;
/// How much of the window's upper edge must be on a screen for a hand to reach it.
const GRIP: i64 = 96;

/// A place in the pixels of the screens, and how large.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Area {
    /// Of the left edge.
    pub x: i32,
    /// Of the upper edge.
    pub y: i32,
    /// How wide.
    pub width: u32,
    /// How high.
    pub height: u32,
}

/// The window's place. Maximised, it still has one to go back to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placement {
    /// Where it stands when it is not maximised.
    #[serde(flatten)]
    pub area: Area,
    /// It fills its screen.
    pub maximised: bool,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Kept {
    /// The arrangements, the last used at the end.
    order: Vec<String>,
    places: BTreeMap<String, Placement>,
}

/// The file that remembers.
#[derive(Debug, Clone)]
pub struct Memory(PathBuf);

impl Memory {
    /// In this file, which need not be there.
    pub fn new(file: PathBuf) -> Self {
        Self(file)
    }

    /// Where the window stood when the screens stood like this, brought back onto them. None when it is not known, and `least` says what is too small.
    pub fn recall(&self, screens: &[Area], least: (u32, u32)) -> Option<Placement> {
        let place = *self.read().places.get(&arrangement(screens))?;
        Some(Placement { area: onto(place.area, screens, least)?, ..place })
    }

    /// Remembers.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn remember(&self, screens: &[Area], place: Placement) -> io::Result<()> {
        if screens.is_empty() {
            return Ok(());
        }
        let mut kept = self.read();
        let key = arrangement(screens);
        kept.order.retain(|known| *known != key);
        kept.order.push(key.clone());
        kept.places.insert(key, place);
        while kept.order.len() > MOST {
            let oldest = kept.order.remove(0);
            kept.places.remove(&oldest);
        }
        let text = serde_json::to_vec(&kept)?;
        // Whole or not at all: the machine may go off while the window closes.
        let part = self.0.with_extension("part");
        if let Some(folder) = self.0.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&part, text)?;
        fs::rename(&part, &self.0)
    }

    /// What is in the file; nothing when there is none, or it is no such file.
    fn read(&self) -> Kept {
        fs::read(&self.0).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
    }

    /// Where it is.
    pub fn file(&self) -> &Path {
        &self.0
    }
}

/// The name of an arrangement.
fn arrangement(screens: &[Area]) -> String {
    let mut screens = screens.to_vec();
    screens.sort_by_key(|screen| (screen.x, screen.y, screen.width, screen.height));
    screens.iter().fold(String::new(), |mut name, Area { x, y, width, height }| {
        let _ = write!(name, "{width}x{height}{x:+}{y:+} ");
        name
    })
}

/// The area, no larger than a screen, and moved so far that its upper edge can be reached.
fn onto(area: Area, screens: &[Area], least: (u32, u32)) -> Option<Area> {
    let home = screens.iter().max_by_key(|screen| shared(area, **screen))?;
    let width = area.width.max(least.0).min(home.width);
    let height = area.height.max(least.1).min(home.height);
    let reachable = screens.iter().any(|screen| {
        let (left, right) = overlap(area.x, width, screen.x, screen.width);
        right - left >= GRIP.min(i64::from(width))
            && area.y >= screen.y
            && i64::from(area.y) + GRIP <= i64::from(screen.y) + i64::from(screen.height)
    });
    let kept = |at: i32, length: u32, from: i32, room: u32| {
        let last = from.saturating_add_unsigned(room.saturating_sub(length));
        at.clamp(from, last)
    };
    let (x, y) =
        if reachable { (area.x, area.y) } else { (kept(area.x, width, home.x, home.width), kept(area.y, height, home.y, home.height)) };
    Some(Area { x, y, width, height })
}

/// Pixels that two areas share.
fn shared(a: Area, b: Area) -> i64 {
    let (left, right) = overlap(a.x, a.width, b.x, b.width);
    let (top, bottom) = overlap(a.y, a.height, b.y, b.height);
    (right - left).max(0) * (bottom - top).max(0)
}

fn overlap(a: i32, a_long: u32, b: i32, b_long: u32) -> (i64, i64) {
    let (a, b) = (i64::from(a), i64::from(b));
    (a.max(b), (a + i64::from(a_long)).min(b + i64::from(b_long)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAPTOP: Area = Area { x: 0, y: 0, width: 1366, height: 768 };
    const BESIDE: Area = Area { x: 1366, y: -200, width: 1920, height: 1080 };
    const LEAST: (u32, u32) = (720, 480);

    fn area(x: i32, y: i32, width: u32, height: u32) -> Area {
        Area { x, y, width, height }
    }

    #[test]
    fn a_window_comes_back_where_it_stood_on_these_screens() {
        let folder = tempfile::tempdir().expect("a folder");
        let memory = Memory::new(folder.path().join("moi/window.json"));
        assert_eq!(memory.recall(&[LAPTOP], LEAST), None, "nothing is known yet");
        let road = Placement { area: area(10, 20, 900, 600), maximised: true };
        let desk = Placement { area: area(1500, 0, 1700, 900), maximised: false };
        memory.remember(&[LAPTOP], road).expect("written");
        memory.remember(&[LAPTOP, BESIDE], desk).expect("written");
        assert_eq!(memory.recall(&[LAPTOP], LEAST), Some(road));
        assert_eq!(memory.recall(&[BESIDE, LAPTOP], LEAST), Some(desk), "whichever screen is named first");
        assert_eq!(memory.recall(&[BESIDE], LEAST), None);
    }

    #[test]
    fn no_window_comes_back_where_no_hand_reaches_it() {
        for (stood, stands) in [
            (area(100, 50, 900, 600), area(100, 50, 900, 600)),
            (area(-600, 50, 900, 600), area(-600, 50, 900, 600)),
            (area(-850, 50, 900, 600), area(0, 50, 900, 600)),
            (area(5000, 5000, 900, 600), area(466, 168, 900, 600)),
            (area(100, -300, 900, 600), area(100, 0, 900, 600)),
            (area(100, 760, 900, 600), area(100, 168, 900, 600)),
            (area(0, 0, 9000, 9000), area(0, 0, 1366, 768)),
            (area(50, 50, 1, 1), area(50, 50, 720, 480)),
            (area(i32::MAX, i32::MIN, u32::MAX, u32::MAX), area(0, 0, 1366, 768)),
        ] {
            assert_eq!(onto(stood, &[LAPTOP], LEAST), Some(stands), "{stood:?}");
        }
        assert_eq!(onto(area(0, 0, 900, 600), &[], LEAST), None);
        let over_both = area(1000, 100, 900, 600);
        assert_eq!(onto(over_both, &[LAPTOP, BESIDE], LEAST), Some(over_both));
    }

    #[test]
    fn a_file_of_nonsense_is_a_file_of_nothing_and_old_arrangements_go() {
        let folder = tempfile::tempdir().expect("a folder");
        let memory = Memory::new(folder.path().join("window.json"));
        fs::write(memory.file(), "{\"order\": 3").expect("written");
        assert_eq!(memory.recall(&[LAPTOP], LEAST), None);
        let place = Placement { area: area(0, 0, 900, 600), maximised: false };
        for width in 0..40 {
            memory.remember(&[area(0, 0, 1000 + width, 700)], place).expect("written");
        }
        assert_eq!(memory.recall(&[area(0, 0, 1000, 700)], LEAST), None);
        assert_eq!(memory.recall(&[area(0, 0, 1039, 700)], LEAST), Some(place));
        assert!(fs::metadata(memory.file()).expect("there").len() < 4096);
    }
}
