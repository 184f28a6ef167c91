//! What a help desk is told: how things stand, in lines that can be read over the phone.
//!
//! No title, no text, no name of a person or file, no token, no words of a portal: only counts, kinds, sizes, times and the ids of operations,
//! by which a portal's operator finds the other side of each.

use std::{collections::BTreeMap, fmt::Write};

use banthao_portal_api::wire::{Act, Problem};
use banthao_protocol::SyncView;
use banthao_store::{
    Reader, Result, SCHEMA_VERSION,
    outbox::{self, Entry, State},
    portals, quarantine, sync_due, transfers, withheld,
};
use banthao_sync::asked::Asked;
use uuid::Uuid;

use crate::sync_loop::Facts;

/// Entries that are named one by one; a longer outbox is counted.
const NAMED: usize = 50;

/// The report.
pub(crate) fn write(reader: &Reader<'_>, portal: Option<Uuid>, sync: &SyncView, facts: &Facts, now_ms: i64) -> Result<String> {
    let mut lines = Lines::default();
    lines.add("banthao", env!("CARGO_PKG_VERSION"));
    lines.add("system", format_args!("{} {}", std::env::consts::OS, std::env::consts::ARCH));
    lines.add("schema", SCHEMA_VERSION);
    lines.add("time here", now_ms);
    lines.add("connection", format_args!("{:?} for {} s", sync.connection, (now_ms - sync.since_ms).max(0) / 1000));
    lines.add("sending", format_args!("{:?}, network {:?}, metered {}", sync.sending, sync.costs, sync.metered));
    lines.add("clock ahead of the portal, ms", format_args!("{:?}", sync.clock_skew_ms));
    if let Some(portal) = portal {
        lines.add("portal", portal);
        let known = portals::get(reader, portal)?;
        lines.add("epoch", known.as_ref().map(|row| row.epoch).unwrap_or_default());
        lines.add("operations read back", known.map_or(0, |row| row.seen_op_seq));
        lines.add("deletions withheld", withheld::count(reader, portal)?);
        lines.add("changes not understood", quarantine::count(reader, portal)?);
        for transfer in transfers::all(reader, portal)? {
            let refused = transfer.problem.as_ref().map(kind_of);
            let begun = if transfer.url.is_some() { "begun" } else { "not begun" };
            lines.add("medium", format_args!("{} bytes, {begun}, since {}, refused {refused:?}", transfer.bytes, transfer.since_ms));
        }
    }
    lines.add("articles due", sync_due::count(reader)?);
    let entries = outbox::all(reader)?;
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for entry in &entries {
        *counts.entry((act_of(entry), state_of(entry.state))).or_default() += 1;
    }
    for ((act, state), count) in counts {
        lines.add("waiting", format_args!("{count} {act}, {state}"));
    }
    for entry in entries.iter().take(NAMED) {
        let refused = entry.problem.as_ref().map(kind_of);
        lines.add(
            "operation",
            format_args!(
                "{} {:?} {} {} since {} refused {refused:?}",
                entry.op_id,
                entry.op_seq,
                act_of(entry),
                state_of(entry.state),
                entry.created_ms
            ),
        );
    }
    for failure in &facts.failures {
        lines.add("failure", format_args!("{} {}", failure.at_ms, failure.what));
    }
    Ok(lines.0)
}

#[derive(Default)]
struct Lines(String);

impl Lines {
    fn add(&mut self, name: &str, value: impl std::fmt::Display) {
        // Writing into a string cannot fail.
        let _ = writeln!(self.0, "{name}: {value}");
    }
}

/// The kind of a refusal, by its status: the words beside it are a portal's own.
fn kind_of(problem: &serde_json::Value) -> u16 {
    serde_json::from_value::<Problem>(problem.clone()).map_or(0, |problem| problem.kind.status())
}

fn act_of(entry: &Entry) -> &'static str {
    match Asked::of(entry) {
        Ok(Asked::Text(_) | Asked::Act(Act::PutRevision { .. } | Act::PutDelta { .. })) => "text",
        Ok(Asked::Act(Act::Delete { .. })) => "delete",
        Ok(Asked::Act(Act::Submit { .. })) => "submit",
        Ok(Asked::Act(Act::Recall { .. })) => "recall",
        Ok(Asked::Act(Act::Approve { .. })) => "approve",
        Ok(Asked::Act(Act::SendBack { .. })) => "send back",
        Err(_) => "of a newer version",
    }
}

fn state_of(state: State) -> &'static str {
    match state {
        State::Queued => "queued",
        State::Inflight => "in flight",
        State::InDoubt => "in doubt",
        State::Acknowledged => "acknowledged",
        State::Refused => "refused",
    }
}
