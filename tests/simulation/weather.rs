//! What can go wrong in one world, and how often. Each world has its own weather: most have a few kinds of trouble and not all, so that no kind
//! hides another.

use rand::{Rng, rngs::StdRng};

/// Chances in percent, nothing where the world does not have it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Weather {
    /// A request never arrives, and nobody knows.
    pub lost_request: u32,
    /// A request takes effect and its answer is lost.
    pub lost_answer: u32,
    /// The line breaks in the middle of a request's body.
    pub cut_request: u32,
    /// The line breaks in the middle of an answer's body.
    pub cut_answer: u32,
    /// A request arrives twice.
    pub doubled: u32,
    /// A request arrives, or arrives once more, when the device has given it up and gone on.
    pub late: u32,
    /// There is no way to the portal.
    pub unreachable: u32,
    /// A page of somebody else's answers.
    pub captive: u32,
    /// The portal answers with a failure of its own.
    pub failing: u32,
    /// Nothing is heard until the device gives up.
    pub silence: u32,
    /// A device stops between two things that it does.
    pub desk_stops: u32,
    /// A device stops in the middle of a write.
    pub desk_dies: u32,
    /// The portal stops in the middle of a write.
    pub server_dies: u32,
    /// A write of the portal's disk fails, and the next one does not.
    pub server_hiccups: u32,
    /// A clock is set.
    pub clock_jumps: u32,
    /// The portal's disk is copied.
    pub backups: u32,
    /// The copy is put back.
    pub restores: u32,
    /// Another installation answers at the address for a while.
    pub another_portal: u32,
    /// People delete.
    pub deletions: u32,
    /// People submit, recall, approve and send back.
    pub review: u32,
    /// People add files.
    pub files: u32,
}

impl Weather {
    pub fn of(chance: &mut StdRng) -> Self {
        let mut often = |percent: u32, most: u32| if chance.random_ratio(percent, 100) { chance.random_range(1..=most) } else { 0 };
        Self {
            lost_request: often(40, 20),
            lost_answer: often(60, 30),
            cut_request: often(30, 15),
            cut_answer: often(30, 15),
            doubled: often(40, 20),
            late: often(30, 15),
            unreachable: often(30, 20),
            captive: often(10, 10),
            failing: often(10, 10),
            silence: often(20, 10),
            desk_stops: often(30, 6),
            desk_dies: often(30, 6),
            server_dies: often(25, 5),
            server_hiccups: often(15, 5),
            clock_jumps: often(30, 8),
            backups: often(25, 8),
            restores: often(25, 4),
            another_portal: often(10, 4),
            deletions: often(40, 20),
            review: often(50, 30),
            files: often(40, 20),
        }
    }
}
