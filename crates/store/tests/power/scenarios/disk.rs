//! Much is written, or there is little room.

use banthao_store::Error;

use super::{an_office, quota};
use crate::{day::saves, harness::scenario::Scenario};

pub fn a_document_larger_than_the_page_cache() -> Scenario {
    Scenario::named("a document larger than the page cache")
        .after(an_office)
        .does("save it", |m| m.writes(|w| saves(w, 0, 1, 2_200_000)))
        .does("save a small one", |m| m.writes(|w| saves(w, 1, 2, 500)))
        .thinned(211)
}

pub fn many_articles_at_once() -> Scenario {
    Scenario::named("many articles in one write")
        .after(an_office)
        .does("write them", |m| m.writes(|w| (0..40).try_for_each(|n| saves(w, n, 1, 4000))))
        .does("write them again", |m| m.writes(|w| (0..40).try_for_each(|n| saves(w, n, 2, 2000))))
        .thinned(8)
}

pub fn growing_into_a_quota() -> Scenario {
    Scenario::named("growing until the quota is reached")
        .after(|m| {
            an_office(m)?;
            m.closes();
            m.settings = quota(120, &m.settings);
            m.opens()
        })
        .does("fits", |m| m.writes(|w| saves(w, 0, 1, 30_000)))
        .keeps("does not fit", |m| match m.writes(|w| saves(w, 1, 2, 300_000)) {
            Err(Error::DiskFull) => Ok(()),
            Err(trouble) => Err(trouble),
            Ok(()) => Err(Error::Damaged("quota")),
        })
        .does("something smaller fits", |m| m.writes(|w| saves(w, 0, 3, 9_000)))
}

/// A thousand pages of WAL, after which SQLite makes a checkpoint by itself.
pub fn an_automatic_checkpoint() -> Scenario {
    Scenario::named("an automatic checkpoint")
        .after(|m| {
            an_office(m)?;
            // Just under the thousand pages at which it happens.
            for version in 0..61 {
                m.writes(|w| saves(w, 0, version, 50_000))?;
            }
            Ok(())
        })
        .does("save", |m| m.writes(|w| saves(w, 0, 100, 50_000)))
        .does("save once more", |m| m.writes(|w| saves(w, 0, 101, 50_000)))
        .does("and into the restarted journal", |m| m.writes(|w| saves(w, 1, 102, 1_000)))
        .thinned(8)
}
