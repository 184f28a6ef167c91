//! A portal answers.

use banthao_document::BlobId;
use banthao_store::{
    media::{self, Medium},
    outbox::{self, State},
    portals, quarantine,
    revisions::Origin,
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::an_office;
use crate::{
    day::{CITY, article, asks, at, commits, meets_the_city, operation, receives, saves},
    harness::scenario::Scenario,
};

pub fn pulling_two_pages() -> Scenario {
    Scenario::named("pulling two pages: what they bring and the cursor together")
        .after(an_office)
        .does("the first page", |m| {
            m.writes(|w| {
                for n in 10..14 {
                    receives(w, n, 1)?;
                }
                portals::advance(w, CITY, "trang-1", 0)
            })
        })
        .does("the second page", |m| {
            m.writes(|w| {
                for n in 12..16 {
                    receives(w, n, 2)?;
                }
                portals::advance(w, CITY, "trang-2", 3)
            })
        })
}

pub fn a_request_on_its_way() -> Scenario {
    Scenario::named("a request from conception to its receipt")
        .after(an_office)
        .does("conceive", |m| {
            m.writes(|w| {
                commits(w, 0, 0, Origin::Submitted)?;
                asks(w, 0, 1, "submit")
            })
        })
        .does("send", |m| {
            m.writes(|w| {
                let number = portals::take_op_seq(w, CITY)?;
                let asked = outbox::get(w, operation(1))?.map_or(Value::Null, |entry| entry.act);
                outbox::number(w, operation(1), CITY, number, &asked)?;
                outbox::set_state(w, operation(1), State::Inflight, None)
            })
        })
        .does("start again in doubt", |m| m.writes(|w| outbox::doubt_inflight(w).map(drop)))
        .does("acknowledge", |m| m.writes(|w| outbox::set_state(w, operation(1), State::Acknowledged, None)))
        .does("read back", |m| {
            m.writes(|w| {
                outbox::confirm(w, CITY, 1)?;
                portals::advance(w, CITY, "da-thay", 1)
            })
        })
}

pub fn a_refusal() -> Scenario {
    Scenario::named("a refusal, and giving up")
        .after(|m| {
            an_office(m)?;
            m.writes(|w| asks(w, 0, 1, "submit"))?;
            m.writes(|w| asks(w, 1, 2, "recall"))
        })
        .does("refuse", |m| m.writes(|w| outbox::set_state(w, operation(1), State::Refused, Some(&json!({"title": "Chưa đủ"})))))
        .does("give up", |m| m.writes(|w| outbox::remove(w, operation(1))))
        .does("give up the other", |m| m.writes(|w| outbox::remove(w, operation(2))))
}

fn picture(n: u8) -> Medium {
    Medium {
        blob: BlobId::of(&[n]),
        media_type: "image/jpeg".to_owned(),
        bytes: 1000 + u64::from(n),
        size: Some((640, 480)),
        file_name: format!("anh-{n}.jpg"),
        original: Some(BlobId::of(&[n, n])),
        added_ms: at(u64::from(n)),
    }
}

pub fn media_and_their_confirmations() -> Scenario {
    Scenario::named("media rows and their confirmations")
        .after(an_office)
        .does("add", |m| m.writes(|w| (1..=3).try_for_each(|n| media::put(w, &picture(n)))))
        .does("the portal has one", |m| m.writes(|w| media::confirm_upload(w, CITY, picture(1).blob)))
        .does("and another", |m| m.writes(|w| media::confirm_upload(w, CITY, picture(2).blob)))
        .does("and lost the first", |m| m.writes(|w| media::forget_upload(w, CITY, picture(1).blob)))
}

pub fn changes_of_the_future() -> Scenario {
    (1..=4).fold(Scenario::named("changes of the future are kept").after(an_office), |day, seq| {
        day.does("keep one", move |m| m.writes(|w| quarantine::keep(w, CITY, seq, &json!({"seq": seq, "change": "x".repeat(900)}))))
    })
}

pub fn a_portal_restored_from_a_backup() -> Scenario {
    Scenario::named("a portal that was restored from a backup")
        .after(|m| {
            an_office(m)?;
            m.writes(|w| (0..6).try_for_each(|n| receives(w, n, 1)))?;
            m.writes(|w| media::put(w, &picture(1)).and_then(|()| media::confirm_upload(w, CITY, picture(1).blob)))?;
            m.writes(|w| portals::advance(w, CITY, "truoc-su-co", 4))
        })
        .does("doubt everything", |m| m.writes(|w| portals::meet(w, CITY, Uuid::from_u128(0xe1), "https://cong.example.vn", "Cổng thử")))
        .does("hear of it again", |m| {
            m.writes(|w| {
                receives(w, 0, 1)?;
                portals::advance(w, CITY, "sau-su-co", 4)
            })
        })
}

pub fn another_portal() -> Scenario {
    Scenario::named("a first sign-in, its catalogue, and a rewind")
        .after(|m| {
            m.opens()?;
            m.writes(|w| saves(w, 0, 0, 900))
        })
        .does("meet", |m| m.writes(meets_the_city))
        .does("receive the catalogue", |m| m.writes(|w| portals::set_catalogue(w, CITY, &json!({"sections": vec!["mục"; 700]}))))
        .does("receive a page", |m| {
            m.writes(|w| {
                receives(w, 0, 1)?;
                portals::advance(w, CITY, "trang-1", 0)
            })
        })
        .does("rewind", |m| m.writes(|w| portals::rewind(w, CITY)))
        .does("delete the article's request", |m| {
            m.writes(|w| {
                asks(w, 0, 5, "recall")?;
                banthao_store::articles::get(w, article(0)).map(drop)
            })
        })
}
