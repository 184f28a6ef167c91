//! An officer writes.

use banthao_store::{Error, revisions::Origin};

use super::{an_office, told};
use crate::{
    day::{LAST_ARTICLE, article, asks, commits, saves},
    harness::scenario::Scenario,
};

pub fn the_first_start_of_a_profile() -> Scenario {
    Scenario::named("the first start of a profile")
        .keeps("open", |m| m.opens())
        .does("save the first article", |m| m.writes(|w| saves(w, 0, 1, 800)))
        .does("remember it", |m| m.writes(|w| LAST_ARTICLE.set(w, &article(0))))
}

pub fn saving_an_article() -> Scenario {
    Scenario::named("saving an article")
        .after(an_office)
        .does("save", |m| m.writes(|w| saves(w, 0, 1, 6000)))
        .does("save more", |m| m.writes(|w| saves(w, 0, 2, 9000)))
        .does("save less", |m| m.writes(|w| saves(w, 0, 3, 400)))
}

pub fn typing_without_a_pause() -> Scenario {
    (1..=12).fold(Scenario::named("typing without a pause").after(an_office), |day, version| {
        day.does("a keystroke's save", move |m| m.writes(|w| saves(w, 1, version, 300 + version as usize * 40)))
    })
}

pub fn submitting() -> Scenario {
    Scenario::named("submitting: a revision, the head and the request together")
        .after(an_office)
        .does("submit", |m| {
            m.writes(|w| {
                commits(w, 0, 0, Origin::Submitted)?;
                asks(w, 0, 1, "submit")
            })
        })
        .does("write on", |m| m.writes(|w| saves(w, 0, 1, 1600)))
        .does("submit again", |m| {
            m.writes(|w| {
                commits(w, 0, 1, Origin::Submitted)?;
                asks(w, 0, 2, "submit")
            })
        })
}

pub fn standing_on_another_revision() -> Scenario {
    Scenario::named("standing on another revision")
        .after(|m| {
            an_office(m)?;
            m.writes(|w| commits(w, 0, 0, Origin::Autosave).map(drop))
        })
        // The reference is checked at commit: the head may be set before its revision is there.
        .does("set the head before the revision", |m| {
            m.writes(|w| {
                banthao_store::articles::set_head(w, article(0), crate::day::revision(0, 1).id())?;
                commits(w, 0, 1, Origin::Merged).map(drop)
            })
        })
        .keeps("a head that names nothing is refused", |m| {
            let refused = m.writes(|w| banthao_store::articles::set_head(w, article(1), crate::day::revision(9, 3).id()));
            match refused {
                Err(Error::Defect(_)) => Ok(()),
                Err(trouble) => Err(trouble),
                Ok(()) => Err(Error::Damaged("reference")),
            }
        })
        .does("back to the first", |m| m.writes(|w| banthao_store::articles::set_head(w, article(0), crate::day::revision(0, 0).id())))
}

pub fn changing_ones_mind() -> Scenario {
    Scenario::named("changing one's mind in the middle of a write")
        .after(an_office)
        .does("save", |m| m.writes(|w| saves(w, 0, 1, 3000)))
        .keeps("half of a submission, undone", |m| {
            let undone = m.writes(|w| {
                commits(w, 0, 0, Origin::Submitted)?;
                asks(w, 0, 1, "submit")?;
                Err(Error::NoMedium)
            });
            match undone {
                Err(Error::NoMedium) => Ok(()),
                Err(trouble) => Err(trouble),
                Ok(()) => Err(Error::Damaged("rollback")),
            }
        })
        .does("save again", |m| m.writes(|w| saves(w, 0, 2, 2000)))
}

pub fn two_windows_in_turns() -> Scenario {
    Scenario::named("two processes write in turns")
        .after(an_office)
        .keeps("a second process opens", |m| m.opens_second())
        .does("the first writes", |m| m.writes(|w| saves(w, 0, 1, 2000)))
        .does("the second writes", |m| m.second().write(|w| saves(w, 1, 2, 2000)))
        .does("the first writes the same article", |m| m.writes(|w| saves(w, 1, 3, 1000)))
        .does("the second writes again", |m| m.second().write(|w| saves(w, 0, 4, 3000)))
}

pub fn writing_while_somebody_reads() -> Scenario {
    Scenario::named("writing while a long reading is under way")
        .after(an_office)
        .keeps("begin to read", |m| m.begins_reading().map_err(told))
        .does("save beside the reader", |m| m.writes(|w| saves(w, 0, 1, 5000)))
        .does("save another", |m| m.writes(|w| saves(w, 1, 2, 5000)))
        .keeps("a checkpoint that cannot go past the reader", |m| m.db().checkpoint())
        .does("save the first again", |m| m.writes(|w| saves(w, 0, 3, 5000)))
        .keeps("end reading", |m| {
            m.ends_reading();
            Ok(())
        })
        .keeps("a checkpoint of everything", |m| m.db().checkpoint())
        .does("save after it", |m| m.writes(|w| saves(w, 2, 4, 2000)))
}
