//! Files of every version that ever was, opened by this one.
//!
//! Each `fixtures/db/vNNNN.sql` is a portal as that version left it, schema and rows, and is never edited.

use std::{collections::BTreeMap, fs, path::Path};

use banthao_portal::{Portal, Settings};
use rusqlite::Connection;

fn raw(folder: &Path) -> Connection {
    banthao_sqlite::make_ready();
    Connection::open(folder.join("portal.sqlite")).unwrap()
}

/// Every table, index and trigger, as the file itself describes it. Comments are no part of a schema.
fn schema(folder: &Path) -> BTreeMap<String, String> {
    let connection = raw(folder);
    let mut statement = connection.prepare("SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema").unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?))).unwrap();
    rows.map(|row| {
        let (name, sql) = row.unwrap();
        let lines = sql.lines().map(|line| line.split("--").next().unwrap_or_default());
        (name, lines.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" "))
    })
    .collect()
}

#[test]
fn every_version_upgrades_to_what_a_new_file_is_and_keeps_its_rows() {
    let fresh = tempfile::tempdir().unwrap();
    drop(Portal::open(Settings::new(fresh.path())).unwrap());
    let newest: u32 = raw(fresh.path()).query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
    for version in 1..=newest {
        let fixture = format!("{}/tests/fixtures/db/v{version:04}.sql", env!("CARGO_MANIFEST_DIR"));
        let script = fs::read_to_string(&fixture).unwrap_or_else(|error| panic!("version {version} froze no fixture: {error}"));
        let old = tempfile::tempdir().unwrap();
        raw(old.path()).execute_batch(&script).unwrap();

        drop(Portal::open(Settings::new(old.path())).unwrap());

        assert_eq!(schema(old.path()), schema(fresh.path()), "version {version} became something else than a new file");
        let counted = "SELECT (SELECT count(*) FROM accounts), (SELECT count(*) FROM articles), (SELECT count(*) FROM revisions)";
        let rows: (u32, u32, u32) = raw(old.path()).query_row(counted, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
        assert_eq!(rows, (3, 4, 5), "an upgrade must not lose an account, an article or a revision");
    }
}
