//! What each thing in the outbox waits for, in one word.
//!
//! Pure: an entry's own state, what else of its article waits, and how the line to the portal is. The window has a sentence for each word, with
//! what the person can do about it.

use std::collections::HashSet;

use banthao_protocol::{Connection, OutboxAct, OutboxEntryView, OutboxState, Sending, WaitsFor};

/// How things stand around the outbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Circumstances {
    pub connection: Connection,
    pub sending: Sending,
    pub metered: bool,
}

/// Says of each entry what it waits for. They come in the order in which they were conceived.
pub(crate) fn explain(entries: &mut [OutboxEntryView], at: Circumstances) {
    let waiting = |what: OutboxAct, entries: &[OutboxEntryView]| -> HashSet<String> {
        entries.iter().filter(|entry| entry.what == what).map(|entry| entry.article.clone()).collect()
    };
    let (texts, media) = (waiting(OutboxAct::Text, entries), waiting(OutboxAct::Media, entries));
    let mut asked: HashSet<String> = HashSet::new();
    for entry in entries {
        let is_act = !matches!(entry.what, OutboxAct::Text | OutboxAct::Media);
        let around = Around {
            text: texts.contains(&entry.article),
            media: media.contains(&entry.article),
            earlier: is_act && !asked.insert(entry.article.clone()),
            is_held: entry.what == OutboxAct::Media && at.metered && entry.files.iter().any(|file| !file.is_urged),
        };
        entry.waits_for = waits_for(entry.what, entry.state, around, at);
    }
}

/// What else of its article waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Around {
    text: bool,
    media: bool,
    earlier: bool,
    /// A medium that the costs of the network hold back.
    is_held: bool,
}

fn waits_for(what: OutboxAct, state: OutboxState, around: Around, at: Circumstances) -> WaitsFor {
    match state {
        OutboxState::Refused => WaitsFor::Mending,
        OutboxState::NeedsChoice => WaitsFor::Choice,
        OutboxState::Acknowledged => WaitsFor::Reading,
        OutboxState::Sending => WaitsFor::Turn,
        OutboxState::InDoubt => line(at).unwrap_or(WaitsFor::Answer),
        OutboxState::Waiting => match line(at) {
            Some(reason) => reason,
            None => match what {
                OutboxAct::Text | OutboxAct::Recall | OutboxAct::Approve | OutboxAct::SendBack | OutboxAct::Delete if around.earlier => {
                    WaitsFor::Earlier
                }
                OutboxAct::Media if around.is_held => WaitsFor::FreeNetwork,
                OutboxAct::Submit if around.earlier => WaitsFor::Earlier,
                OutboxAct::Submit if around.text => WaitsFor::Text,
                OutboxAct::Submit if around.media => WaitsFor::Media,
                OutboxAct::Text
                | OutboxAct::Media
                | OutboxAct::Submit
                | OutboxAct::Recall
                | OutboxAct::Approve
                | OutboxAct::SendBack
                | OutboxAct::Delete => WaitsFor::Turn,
            },
        },
    }
}

/// What the line itself waits for; none while it carries.
fn line(at: Circumstances) -> Option<WaitsFor> {
    match (at.connection, at.sending) {
        (Connection::NoPortal | Connection::AuthRequired, Sending::Automatic | Sending::Paused) => Some(WaitsFor::SignIn),
        (
            Connection::Unknown
            | Connection::Online
            | Connection::Offline
            | Connection::PortalFailing
            | Connection::Captive
            | Connection::Untrusted
            | Connection::Incompatible,
            Sending::Paused,
        ) => Some(WaitsFor::Resumption),
        (Connection::Unknown | Connection::Online, Sending::Automatic) => None,
        (Connection::Offline, Sending::Automatic) => Some(WaitsFor::Network),
        (Connection::PortalFailing, Sending::Automatic) => Some(WaitsFor::Portal),
        (Connection::Captive, Sending::Automatic) => Some(WaitsFor::Captive),
        (Connection::Untrusted, Sending::Automatic) => Some(WaitsFor::Trust),
        (Connection::Incompatible, Sending::Automatic) => Some(WaitsFor::Version),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALONE: Around = Around { text: false, media: false, earlier: false, is_held: false };

    fn with(connection: Connection) -> Circumstances {
        Circumstances { connection, sending: Sending::Automatic, metered: false }
    }

    #[test]
    fn every_trouble_of_the_line_has_a_word_of_its_own() {
        let table = [
            (Connection::NoPortal, WaitsFor::SignIn),
            (Connection::AuthRequired, WaitsFor::SignIn),
            (Connection::Unknown, WaitsFor::Turn),
            (Connection::Online, WaitsFor::Turn),
            (Connection::Offline, WaitsFor::Network),
            (Connection::PortalFailing, WaitsFor::Portal),
            (Connection::Captive, WaitsFor::Captive),
            (Connection::Untrusted, WaitsFor::Trust),
            (Connection::Incompatible, WaitsFor::Version),
        ];
        for (connection, word) in table {
            assert_eq!(waits_for(OutboxAct::Text, OutboxState::Waiting, ALONE, with(connection)), word, "{connection:?}");
            let paused = Circumstances { sending: Sending::Paused, ..with(connection) };
            let held_back = if word == WaitsFor::SignIn { WaitsFor::SignIn } else { WaitsFor::Resumption };
            assert_eq!(waits_for(OutboxAct::Text, OutboxState::Waiting, ALONE, paused), held_back, "{connection:?}, paused");
        }
    }

    #[test]
    fn what_a_person_must_do_is_said_however_the_line_is() {
        for connection in [Connection::Online, Connection::Offline, Connection::Captive, Connection::AuthRequired] {
            let word = |state| waits_for(OutboxAct::Text, state, ALONE, with(connection));
            assert_eq!(word(OutboxState::Refused), WaitsFor::Mending);
            assert_eq!(word(OutboxState::NeedsChoice), WaitsFor::Choice);
        }
    }

    #[test]
    fn a_submission_names_what_must_go_before_it() {
        let word = |around| waits_for(OutboxAct::Submit, OutboxState::Waiting, around, with(Connection::Online));
        assert_eq!(word(Around { text: true, media: true, ..ALONE }), WaitsFor::Text);
        assert_eq!(word(Around { media: true, ..ALONE }), WaitsFor::Media);
        assert_eq!(word(Around { earlier: true, text: true, ..ALONE }), WaitsFor::Earlier);
        assert_eq!(word(ALONE), WaitsFor::Turn);
    }

    #[test]
    fn what_may_have_arrived_waits_for_its_answer_as_soon_as_there_is_a_line() {
        assert_eq!(waits_for(OutboxAct::Text, OutboxState::InDoubt, ALONE, with(Connection::Online)), WaitsFor::Answer);
        assert_eq!(waits_for(OutboxAct::Text, OutboxState::InDoubt, ALONE, with(Connection::Offline)), WaitsFor::Network);
    }

    #[test]
    fn media_wait_for_a_free_network_and_texts_do_not() {
        let at = Circumstances { metered: true, ..with(Connection::Online) };
        let held = Around { is_held: true, ..ALONE };
        assert_eq!(waits_for(OutboxAct::Media, OutboxState::Waiting, held, at), WaitsFor::FreeNetwork);
        assert_eq!(waits_for(OutboxAct::Text, OutboxState::Waiting, ALONE, at), WaitsFor::Turn);
    }
}
