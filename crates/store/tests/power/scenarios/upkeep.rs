//! The store keeps house: checkpoints, copies, thinning, upgrades.

use std::{fs, path::PathBuf};

use banthao_store::{Error, SCHEMA_VERSION, Settings, revisions::Origin};
use rusqlite::backup::Backup;

use super::{an_office, told};
use crate::{
    day::{commits, receives, saves},
    harness::{dump::Dump, machine::Machine, scenario::Scenario},
};

fn checkpoint(machine: &Machine, mode: &str) -> Result<(), Error> {
    let sql = machine.sql().map_err(told)?;
    sql.query_row(&format!("PRAGMA wal_checkpoint({mode})"), [], |_| Ok(())).map_err(told)
}

pub fn checkpoints_of_every_kind() -> Scenario {
    ["passive", "full", "restart", "truncate"].into_iter().zip(1..).fold(
        Scenario::named("checkpoints of every kind").after(an_office),
        |day, (mode, version)| {
            day.does("save before it", move |m| m.writes(|w| saves(w, 0, version, 2500)))
                .keeps(mode, move |m| checkpoint(m, mode))
                .does("save over the old frames", move |m| m.writes(|w| saves(w, 1, version, 1200)))
        },
    )
}

pub fn ending_and_starting() -> Scenario {
    Scenario::named("ending and starting")
        .after(an_office)
        .does("save", |m| m.writes(|w| saves(w, 0, 1, 3000)))
        .keeps("end", |m| {
            m.closes();
            Ok(())
        })
        .keeps("start", |m| m.opens())
        .does("save again", |m| m.writes(|w| saves(w, 0, 2, 3000)))
        .keeps("end again", |m| {
            m.closes();
            Ok(())
        })
}

pub fn starting_after_a_crash_and_crashing_again() -> Scenario {
    Scenario::named("starting after a crash, and crashing again")
        .after(|m| {
            an_office(m)?;
            for version in 1..4 {
                m.writes(|w| saves(w, 0, version, 2500))?;
            }
            m.is_killed();
            Ok(())
        })
        .keeps("start", |m| m.opens())
        .does("save", |m| m.writes(|w| saves(w, 1, 5, 2000)))
        .keeps("end", |m| {
            m.closes();
            Ok(())
        })
        .cut_twice()
}

fn many_revisions(machine: &mut Machine) -> Result<(), Error> {
    an_office(machine)?;
    machine.writes(|w| {
        for version in 0..24 {
            commits(w, 0, version, if version % 8 == 0 { Origin::Submitted } else { Origin::Autosave })?;
        }
        Ok(())
    })
}

pub fn thinning_old_revisions() -> Scenario {
    let thin = |half: &'static str| {
        move |machine: &mut Machine| {
            let mut sql = machine.sql().map_err(told)?;
            // As the store's own connection has it; another default would test another program.
            sql.pragma_update(None, "synchronous", "full").map_err(told)?;
            let transaction = sql.transaction().map_err(told)?;
            transaction
                .execute(
                    &format!(
                        "DELETE FROM revisions WHERE origin = 'autosave' AND made_at_ms {half} 1795402812000
                         AND id NOT IN (SELECT head FROM articles WHERE head IS NOT NULL)"
                    ),
                    [],
                )
                .map_err(told)?;
            transaction.commit().map_err(told)
        }
    };
    Scenario::named("thinning old revisions")
        .after(many_revisions)
        .does("thin the old half", thin("<"))
        .does("save beside it", |m| m.writes(|w| saves(w, 0, 30, 800)))
        .does("thin the new half", thin(">="))
}

/// Where the backup of a scenario goes.
fn backup(machine: &Machine) -> PathBuf {
    machine.settings.folder.join("sao-luu.db")
}

pub fn a_backup_into_another_file() -> Scenario {
    backing_up(|m| {
        let (sql, mut copy) = (m.sql().map_err(told)?, m.sql_in(&backup(m)).map_err(told)?);
        copy.pragma_update(None, "synchronous", "extra").map_err(told)?;
        Backup::new(&sql, &mut copy).and_then(|backup| backup.step(-1)).map(drop).map_err(told)
    })
}

/// The same by `VACUUM INTO`, which syncs the copy and not its name: a caller that does not sync the folder may find no copy.
pub fn a_backup_whose_name_is_not_synced() -> Scenario {
    backing_up(|m| {
        let sql = m.sql().map_err(told)?;
        sql.pragma_update(None, "synchronous", "full").map_err(told)?;
        sql.execute("VACUUM INTO ?1", [backup(m).to_str().unwrap_or_default()]).map(drop).map_err(told)
    })
}

fn backing_up(back_up: impl Fn(&mut Machine) -> Result<(), Error> + 'static) -> Scenario {
    Scenario::named("a backup into another file")
        .after(many_revisions)
        .does("save", |m| m.writes(|w| saves(w, 0, 40, 700)))
        .keeps("back up", back_up)
        .does("save after it", |m| m.writes(|w| saves(w, 0, 41, 700)))
        .also(|m, acknowledged| {
            if acknowledged < 2 {
                return Ok(());
            }
            let copy = m.sql_in(&backup(m)).map_err(|error| error.to_string())?;
            let articles: u64 = copy.query_row("SELECT count(*) FROM articles", [], |row| row.get(0)).map_err(|error| error.to_string())?;
            Dump::of(&copy)?;
            if articles == 3 { Ok(()) } else { Err(format!("the backup has {articles} articles")) }
        })
}

fn fixture(version: u32) -> String {
    let file = format!("{}/tests/fixtures/db/v{version:04}.sql", env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(&file).expect("a frozen schema")
}

/// A profile as `version` left it: ended in order, or killed with everything still in its WAL.
fn frozen(machine: &mut Machine, version: u32, killed: bool) -> Result<(), Error> {
    let sql = machine.sql().map_err(told)?;
    if killed {
        sql.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(())).map_err(told)?;
    }
    sql.execute_batch(&fixture(version)).map_err(told)?;
    if killed {
        let image = machine.fs.image();
        drop(sql);
        machine.boots(&image);
    }
    Ok(())
}

/// Upgrades of every schema that ever was, with its drafts and what waits in it.
pub fn upgrades() -> Vec<Scenario> {
    let states = (1..=SCHEMA_VERSION).flat_map(|version| [(version, false), (version, true)]);
    states
        .map(|(version, killed)| {
            Scenario::named(if killed { "upgrading a profile that was killed" } else { "upgrading a profile" })
                .after(move |m| frozen(m, version, killed))
                .keeps("upgrade", |m| m.opens())
                .does("save", |m| m.writes(|w| saves(w, 0, 1, 900)))
                .keeps("end", |m| {
                    m.closes();
                    Ok(())
                })
                .also(move |m, acknowledged| {
                    if version == SCHEMA_VERSION || acknowledged == 0 {
                        return Ok(());
                    }
                    // Once the upgrade is done, the profile as it was is beside it, whole.
                    let kept = m.file().with_extension(format!("v{version:04}.db"));
                    let copy = m.sql_in(&kept).map_err(|error| error.to_string())?;
                    let found: u32 = copy.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(|error| error.to_string())?;
                    if found != version {
                        return Err(format!("the copy before the upgrade has schema {found}, not {version}"));
                    }
                    Dump::of(&copy).map(drop)
                })
                // The way from the first schema goes through every migration at every call; what lies between goes the same way from further on.
                .thinned(if version == 1 || version + 1 >= SCHEMA_VERSION { 1 } else { 24 })
        })
        .collect()
}

pub fn compacting() -> Scenario {
    Scenario::named("compacting the file")
        .after(|m| {
            many_revisions(m)?;
            m.sql()
                .map_err(told)?
                .execute_batch("DELETE FROM revisions WHERE origin = 'autosave' AND made_at_ms < 1795402812000")
                .map_err(told)
        })
        .does("save", |m| m.writes(|w| saves(w, 2, 1, 900)))
        .keeps("compact", |m| {
            let sql = m.sql().map_err(told)?;
            sql.pragma_update(None, "synchronous", "full").map_err(told)?;
            sql.execute_batch("VACUUM").map_err(told)
        })
        .does("save after it", |m| m.writes(|w| receives(w, 2, 2)))
}

/// Settings with a quota of so many pages.
pub fn quota(pages: u32, settings: &Settings) -> Settings {
    Settings { max_pages: Some(pages), ..settings.clone() }
}
