//! Callers who use a right store wrongly.

use banthao_store::{portals, revisions::Origin};

use super::trouble;
use crate::{
    day::{CITY, asks, commits, meets_the_city, receives, saves},
    harness::{machine::Machine, scenario::Scenario},
    scenarios,
};

fn office(name: &'static str) -> Scenario {
    Scenario::named(name).after(|m| {
        m.opens()?;
        m.writes(meets_the_city)?;
        m.writes(|w| saves(w, 0, 0, 900))
    })
}

#[test]
fn a_cursor_that_is_moved_before_its_page_is_found() {
    let careless = office("cursor first").does("pull", |m| {
        m.writes(|w| portals::advance(w, CITY, "trang-1", 0))?;
        m.writes(|w| receives(w, 10, 1))
    });
    trouble(&careless, &mut Machine::new());
}

#[test]
fn a_revision_without_its_request_is_found() {
    let careless = office("two writes for one submission").does("submit", |m| {
        m.writes(|w| commits(w, 0, 0, Origin::Submitted).map(drop))?;
        m.writes(|w| asks(w, 0, 1, "submit"))
    });
    trouble(&careless, &mut Machine::new());
}

#[test]
fn a_step_that_was_called_done_and_did_nothing_is_found() {
    let idle = office("called done").does("save the same again", |m| m.writes(|w| saves(w, 0, 0, 900)));
    trouble(&idle, &mut Machine::new());
}

#[test]
fn a_backup_whose_name_was_not_synced_is_found() {
    trouble(&scenarios::a_backup_whose_name_is_not_synced(), &mut Machine::new());
}
