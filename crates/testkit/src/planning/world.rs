//! One article between two devices and a portal.

use banthao_sync::plan::{Action, Farewell, Kept, Local, Need, Place, Remote, There, farewell, place, plan};
use rand::Rng;

/// A revision: an index into [`World::revisions`].
type Revision = usize;

/// What is known of a revision.
#[derive(Debug, Clone)]
struct Text {
    parents: Vec<Revision>,
    /// What it says; two revisions may say the same.
    words: u32,
}

/// One device.
#[derive(Debug, Clone, Default)]
struct Device {
    /// On the screen: the revision it was made of, none while the article is not here.
    head: Option<Revision>,
    kept: KeptHere,
    /// The revision that both sides last had in common.
    agreed: Option<Revision>,
    /// What the portal's history last showed.
    seen: Seen,
    /// How far its history was read.
    seq: u64,
    /// A deletion that the portal is to be asked for.
    deletes: Option<Revision>,
    /// Both changed, and the person has not said which goes on.
    undecided: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum KeptHere {
    #[default]
    Listed,
    Trashed,
    Buried,
}

/// What a device knows of the portal's side.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Seen {
    #[default]
    Nothing,
    Head(Revision),
    Deleted(Revision),
}

/// The portal.
#[derive(Debug, Clone, Default)]
struct Portal {
    head: Option<Revision>,
    tombstone: Option<Revision>,
    seq: u64,
    in_review: bool,
}

/// One thing that happens.
#[derive(Debug, Clone, Copy)]
pub enum Act {
    /// Somebody writes on a device.
    Writes(usize),
    /// Somebody writes words that were written before.
    WritesTheSame(usize),
    /// Somebody throws the article away.
    Trashes(usize),
    /// Somebody takes it back.
    TakesBack(usize),
    /// Somebody empties the trash.
    Empties(usize),
    /// A device pulls.
    Pulls(usize),
    /// A device pushes.
    Pushes(usize),
    /// A device pushes and never hears the answer.
    PushesUnheard(usize),
    /// A person chooses their own text.
    ChoosesMine(usize),
    /// A person chooses the other text.
    ChoosesTheirs(usize),
    /// The article goes before approvers, or comes back from them.
    Review,
    /// Somebody keeps a copy of the portal.
    BacksUp,
    /// The portal is restored from it.
    Restores,
}

impl Act {
    /// Any act.
    pub fn any(chance: &mut impl Rng) -> Self {
        let device = chance.random_range(0..2);
        match chance.random_range(0..26) {
            0..=5 => Self::Writes(device),
            6 => Self::WritesTheSame(device),
            7 => Self::Trashes(device),
            8 => Self::TakesBack(device),
            9 => Self::Empties(device),
            10..=14 => Self::Pulls(device),
            15..=18 => Self::Pushes(device),
            19..=20 => Self::PushesUnheard(device),
            21 => Self::ChoosesMine(device),
            22 => Self::ChoosesTheirs(device),
            23 => Self::Review,
            24 => Self::BacksUp,
            _ => Self::Restores,
        }
    }
}

/// The world.
#[derive(Debug, Clone, Default)]
pub struct World {
    revisions: Vec<Text>,
    devices: [Device; 2],
    portal: Portal,
    backup: Option<Portal>,
    /// Words that a person gave up: by choosing the other text, or by emptying a trash.
    given_up: Vec<u32>,
    /// The first promise that was broken.
    broken: Option<String>,
}

impl World {
    /// Lets something happen; what is not possible now does not.
    pub fn does(&mut self, act: Act) {
        match act {
            Act::Writes(device) => {
                let words = self.revisions.len() as u32;
                self.writes(device, words);
            }
            Act::WritesTheSame(device) => {
                if let Some(last) = self.revisions.last().map(|text| text.words) {
                    self.writes(device, last);
                }
            }
            Act::Trashes(device) => {
                let here = &mut self.devices[device];
                if here.head.is_some() && here.kept == KeptHere::Listed && !here.undecided {
                    here.kept = KeptHere::Trashed;
                }
            }
            Act::TakesBack(device) => {
                let here = &mut self.devices[device];
                if here.kept == KeptHere::Trashed {
                    here.kept = KeptHere::Listed;
                }
            }
            Act::Empties(device) => self.empties(device),
            Act::Pulls(device) => self.pulls(device),
            Act::Pushes(device) => self.pushes(device, true),
            Act::PushesUnheard(device) => self.pushes(device, false),
            Act::ChoosesMine(device) => self.chooses(device, true),
            Act::ChoosesTheirs(device) => self.chooses(device, false),
            Act::Review => {
                if self.portal.head.is_some() {
                    self.portal.in_review = !self.portal.in_review;
                    self.portal.seq += 1;
                }
            }
            Act::BacksUp => self.backup = Some(self.portal.clone()),
            Act::Restores => self.restores(),
        }
    }

    fn writes(&mut self, device: usize, words: u32) {
        let here = &mut self.devices[device];
        if here.undecided || here.kept != KeptHere::Listed {
            return;
        }
        if here.head.is_none() && !self.revisions.is_empty() {
            // An article begins on one device; the other gets it by a pull.
            return;
        }
        let parents = here.head.into_iter().collect();
        here.head = Some(self.revisions.len());
        self.revisions.push(Text { parents, words });
    }

    fn empties(&mut self, device: usize) {
        let need = self.need();
        let here = &mut self.devices[device];
        if here.kept != KeptHere::Trashed {
            return;
        }
        let there = match here.seen {
            Seen::Head(_) => There::Own,
            Seen::Nothing | Seen::Deleted(_) => There::Missing,
        };
        if let (Farewell::AskPortal, Seen::Head(head)) = (farewell(there, need), here.seen) {
            here.deletes = Some(head);
        }
        here.kept = KeptHere::Buried;
        if let Some(head) = here.head.take() {
            let line = line(&self.revisions, head);
            self.given_up.extend(line.into_iter().map(|revision| self.revisions[revision].words));
        }
    }

    fn need(&self) -> Need {
        if self.portal.in_review { Need::Others } else { Need::Nobody }
    }

    fn remote(&self, device: usize, head: Revision) -> Remote {
        let here = &self.devices[device];
        if here.agreed == Some(head) {
            return Remote::Unchanged;
        }
        let Some(ours) = here.head else { return Remote::Edited };
        if line(&self.revisions, ours).contains(&head) {
            Remote::Ours
        } else if self.revisions[ours].words == self.revisions[head].words {
            Remote::Equal
        } else {
            Remote::Edited
        }
    }

    fn local(&self, device: usize) -> Local {
        let here = &self.devices[device];
        match (here.head, here.agreed) {
            (None, _) => Local::Absent,
            (Some(_), None) => Local::Edited,
            (Some(head), Some(agreed)) if self.revisions[head].words == self.revisions[agreed].words => Local::Unchanged,
            (Some(_), Some(_)) => Local::Edited,
        }
    }

    fn pulls(&mut self, device: usize) {
        if self.devices[device].seq == self.portal.seq {
            return;
        }
        self.devices[device].seq = self.portal.seq;
        match (self.portal.head, self.portal.tombstone) {
            (Some(head), _) => self.takes_in(device, head),
            (None, Some(last)) => self.takes_in_deletion(device, last),
            (None, None) => {}
        }
    }

    fn takes_in(&mut self, device: usize, head: Revision) {
        // A portal that has gone back in time, or had the article deleted, is measured against the old base only if it goes on from it.
        let here = &mut self.devices[device];
        let base = match here.seen {
            Seen::Head(_) => here.agreed,
            Seen::Deleted(last) => Some(last),
            Seen::Nothing => here.agreed,
        };
        let goes_on = matches!(here.seen, Seen::Head(_)) || base.is_some_and(|base| line(&self.revisions, head).contains(&base));
        here.agreed = base.filter(|_| goes_on);
        let there = self.remote(device, head);
        let kept = match self.devices[device].kept {
            KeptHere::Listed => Kept::Listed,
            KeptHere::Trashed => Kept::Trashed,
            KeptHere::Buried => Kept::Buried,
        };
        let place = place(kept, there, self.need());
        self.devices[device].seen = Seen::Head(head);
        match (kept, place) {
            (Kept::Buried, Place::Stays) => return,
            (Kept::Buried | Kept::Trashed, Place::ComesBack) => {
                self.devices[device].kept = KeptHere::Listed;
                self.devices[device].deletes = None;
            }
            (Kept::Listed, Place::Stays | Place::ComesBack) | (Kept::Trashed, Place::Stays) => {}
        }
        let before = self.devices[device].head;
        let action = plan(self.local(device), there);
        let same = self.devices[device].head.is_some_and(|ours| self.revisions[ours].words == self.revisions[head].words);
        let here = &mut self.devices[device];
        here.undecided = false;
        match action {
            Action::FastForward => (here.head, here.agreed) = (Some(head), Some(head)),
            Action::Agree | Action::AgreeAndPush | Action::Nothing => {
                here.agreed = Some(head);
                if same {
                    here.head = Some(head);
                }
            }
            Action::Choose => here.undecided = true,
            Action::Push | Action::Revive | Action::Retire => {}
        }
        if let (Some(before), Some(after)) = (before, self.devices[device].head) {
            self.must_go_on(before, after, "the text on a screen");
        }
    }

    /// A text that takes another's place without a person's choice must have been made from it, or say the same.
    fn must_go_on(&mut self, before: Revision, after: Revision, what: &str) {
        let words = self.revisions[before].words;
        let goes_on = line(&self.revisions, after).into_iter().any(|revision| self.revisions[revision].words == words);
        if !goes_on && !self.given_up.contains(&words) {
            self.broken = Some(format!("{what}, revision {before}, was replaced by {after}, which knows nothing of it"));
        }
    }

    fn takes_in_deletion(&mut self, device: usize, last: Revision) {
        let action = plan(self.local(device), Remote::Deleted);
        let here = &mut self.devices[device];
        (here.seen, here.agreed, here.undecided, here.deletes) = (Seen::Deleted(last), None, false, None);
        if action == Action::Retire && here.kept == KeptHere::Listed {
            here.kept = KeptHere::Trashed;
        }
    }

    fn pushes(&mut self, device: usize, is_heard: bool) {
        if let Some(base) = self.devices[device].deletes {
            if self.portal.head == Some(base) && !self.portal.in_review {
                (self.portal.head, self.portal.tombstone) = (None, Some(base));
                self.portal.seq += 1;
            }
            if is_heard {
                self.devices[device].deletes = None;
            }
            return;
        }
        let here = &self.devices[device];
        if here.kept != KeptHere::Listed || here.undecided {
            return;
        }
        let remote = match here.seen {
            Seen::Nothing | Seen::Deleted(_) => Remote::Absent,
            Seen::Head(head) if Some(head) == here.agreed => Remote::Unchanged,
            Seen::Head(_) => Remote::Edited,
        };
        if plan(self.local(device), remote) != Action::Push {
            return;
        }
        let (Some(mut head), seen, agreed) = (here.head, here.seen, here.agreed) else { return };
        let base = match seen {
            Seen::Nothing => None,
            Seen::Deleted(last) => {
                if head == last {
                    let words = self.revisions[head].words;
                    self.revisions.push(Text { parents: vec![head], words });
                    head = self.revisions.len() - 1;
                    self.devices[device].head = Some(head);
                }
                Some(last)
            }
            Seen::Head(_) => agreed,
        };
        // The portal takes a text only on the head that it has, or on the one that it deleted.
        let is_taken = match (self.portal.head, self.portal.tombstone) {
            (Some(there), _) => Some(there) == base || there == head,
            (None, Some(last)) => Some(last) == base,
            (None, None) => base.is_none(),
        };
        if is_taken && self.portal.head != Some(head) {
            if let Some(before) = self.portal.head {
                self.must_go_on(before, head, "the portal's text");
            }
            (self.portal.head, self.portal.tombstone, self.portal.in_review) = (Some(head), None, false);
            self.portal.seq += 1;
        }
        if is_heard {
            let here = &mut self.devices[device];
            if is_taken {
                (here.agreed, here.seen) = (Some(head), Seen::Head(head));
            } else if self.portal.head.is_none() && self.portal.tombstone.is_none() {
                // It knows of no such article any more.
                (here.agreed, here.seen) = (None, Seen::Nothing);
            }
        }
    }

    fn chooses(&mut self, device: usize, keeps_mine: bool) {
        let here = &mut self.devices[device];
        let (true, Seen::Head(theirs), Some(mine)) = (here.undecided, here.seen, here.head) else { return };
        here.undecided = false;
        here.agreed = Some(theirs);
        if keeps_mine {
            let words = self.revisions[mine].words;
            here.head = Some(self.revisions.len());
            self.revisions.push(Text { parents: vec![mine, theirs], words });
        } else {
            here.head = Some(theirs);
            self.given_up.extend(line(&self.revisions, mine).into_iter().map(|revision| self.revisions[revision].words));
        }
    }

    fn restores(&mut self) {
        let Some(backup) = self.backup.clone() else { return };
        let seq = self.portal.seq + 1;
        self.portal = Portal { seq, ..backup };
        for device in &mut self.devices {
            // Another epoch: what was known of the portal's side is void, what both sides had in common is not.
            (device.seen, device.seq, device.undecided) = (Seen::Nothing, 0, false);
        }
    }

    /// What holds at every moment.
    ///
    /// # Errors
    /// Which promise is broken.
    pub fn check(&self) -> Result<(), String> {
        for (number, device) in self.devices.iter().enumerate() {
            if device.undecided && !matches!(device.seen, Seen::Head(_)) {
                return Err(format!("device {number} is to choose between its text and nothing"));
            }
        }
        self.broken.clone().map_or(Ok(()), Err)
    }

    /// Nobody writes any more, and people choose where they are asked: both devices and the portal must come to agree.
    ///
    /// # Errors
    /// When they do not within `turns`, or lose something on the way.
    pub fn settles(&mut self, turns: usize) -> Result<(), String> {
        for _ in 0..turns {
            for device in 0..2 {
                self.pulls(device);
                self.chooses(device, true);
                self.pushes(device, true);
                self.pulls(device);
                self.check()?;
            }
        }
        for (number, device) in self.devices.iter().enumerate() {
            if device.undecided {
                return Err(format!("device {number} still waits for a choice"));
            }
            let (Some(ours), KeptHere::Listed) = (device.head, device.kept) else { continue };
            match self.portal.head {
                Some(theirs) if self.revisions[ours].words == self.revisions[theirs].words => {}
                other => return Err(format!("device {number} says {ours}, the portal {other:?}")),
            }
        }
        Ok(())
    }
}

/// A revision and everything that it was made from.
fn line(revisions: &[Text], head: Revision) -> Vec<Revision> {
    let mut line = vec![head];
    let mut at = 0;
    while at < line.len() {
        for parent in &revisions[line[at]].parents {
            if !line.contains(parent) {
                line.push(*parent);
            }
        }
        at += 1;
    }
    line
}
