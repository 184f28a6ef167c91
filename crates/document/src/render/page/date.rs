//! Times as a reader in Việt Nam sees them: UTC+7 the whole year round.

const MINUTE_MS: i64 = 60 * 1000;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;
const OFFSET_MS: i64 = 7 * 60 * MINUTE_MS;

/// `dd/MM/yyyy HH:mm`, for people.
pub fn shown(utc_ms: i64) -> String {
    let (year, month, day) = date(utc_ms);
    let minutes = (utc_ms + OFFSET_MS).rem_euclid(DAY_MS) / MINUTE_MS;
    format!("{day:02}/{month:02}/{year:04} {:02}:{:02}", minutes / 60, minutes % 60)
}

/// `yyyy-MM-ddTHH:mm:ss+07:00` (RFC 3339), for programs.
pub fn stamped(utc_ms: i64) -> String {
    let (year, month, day) = date(utc_ms);
    let seconds = (utc_ms + OFFSET_MS).rem_euclid(DAY_MS) / 1000;
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}+07:00", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// Year, month and day in UTC+7. Counts years from March, so that the leap day is the last of its year, and eras of 400 years, which
/// all have 146,097 days.
fn date(utc_ms: i64) -> (i64, i64, i64) {
    let days = (utc_ms + OFFSET_MS).div_euclid(DAY_MS) + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    (era * 400 + year_of_era + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_begins_seven_hours_before_it_does_in_greenwich() {
        assert_eq!(shown(1_795_453_199_000), "23/11/2026 23:59");
        assert_eq!(stamped(1_795_453_200_000), "2026-11-24T00:00:00+07:00");
    }

    #[test]
    fn the_leap_day_is_a_day() {
        assert_eq!(shown(1_709_164_800_000), "29/02/2024 07:00");
        assert_eq!(stamped(0), "1970-01-01T07:00:00+07:00");
    }
}
