//! How long what is kept: numbers of this profile, in its settings, so that a records rule can change them without a new build.

use banthao_store::{Reader, Result, settings::Setting};
use serde::{Deserialize, Serialize};

const KEEPING: Setting<Keeping> = Setting::named("keeping");

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;

/// The numbers. What a stored setting leaves out is as here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Keeping {
    /// A text that rested this long is a revision before it changes again.
    pub pause_minutes: u32,
    /// Writing without a pause becomes a revision this often.
    pub stretch_minutes: u32,
    /// Every revision is kept this long.
    pub every_hours: u32,
    /// Then the newest of each hour.
    pub hourly_days: u32,
    /// Then the newest of each day; after that the newest of each week, for ever.
    pub daily_days: u32,
    /// An article stays in the trash this long.
    pub trash_days: u32,
}

impl Default for Keeping {
    fn default() -> Self {
        Self { pause_minutes: 2, stretch_minutes: 5, every_hours: 1, hourly_days: 1, daily_days: 30, trash_days: 30 }
    }
}

impl Keeping {
    /// The numbers of this profile.
    pub fn read(reader: &Reader<'_>) -> Result<Self> {
        Ok(KEEPING.get(reader)?.unwrap_or_default())
    }

    pub fn pause_ms(&self) -> i64 {
        i64::from(self.pause_minutes) * MINUTE_MS
    }

    pub fn stretch_ms(&self) -> i64 {
        i64::from(self.stretch_minutes) * MINUTE_MS
    }

    /// When an article that was thrown away at `since_ms` is deleted for good.
    pub fn trash_until_ms(&self, since_ms: i64) -> i64 {
        since_ms + i64::from(self.trash_days) * DAY_MS
    }

    /// The stretch of time of which one revision is kept, at this age; none while each is kept.
    pub fn stride_ms(&self, age_ms: i64) -> Option<i64> {
        if age_ms < i64::from(self.every_hours) * HOUR_MS {
            None
        } else if age_ms < i64::from(self.hourly_days) * DAY_MS {
            Some(HOUR_MS)
        } else if age_ms < i64::from(self.daily_days) * DAY_MS {
            Some(DAY_MS)
        } else {
            Some(7 * DAY_MS)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_that_names_one_number_leaves_the_others_as_they_are() {
        let keeping: Keeping = serde_json::from_value(serde_json::json!({"trash_days": 90})).unwrap();
        assert_eq!(keeping, Keeping { trash_days: 90, ..Keeping::default() });
    }
}
