//! Words of one line that two sides wrote.

use std::{borrow::Cow, ops::Range};

use serde_json::{Value, json};

use super::{
    chunks::{Change, Group, changes, groups, whole},
    rules::{kind, mark_rank},
    three::{Three, three},
    tokens::{Atom, Line, Names, What},
};

/// A line after the merge: one, or one for each side where the two meet.
pub(super) enum Words<T> {
    One(T),
    Each { ours: T, theirs: T },
}

/// Merges the inside of a paragraph.
pub(super) fn nodes(base: &[Value], ours: &[Value], theirs: &[Value]) -> Words<Vec<Value>> {
    if ours == theirs || base == theirs {
        return Words::One(ours.to_vec());
    }
    if base == ours {
        return Words::One(theirs.to_vec());
    }
    let mut names = Names::default();
    let lines = [names.line(base), names.line(ours), names.line(theirs)];
    match merged(&lines) {
        Words::One(text) => Words::One(as_nodes(&text)),
        Words::Each { ours, theirs } => Words::Each { ours: as_nodes(&ours), theirs: as_nodes(&theirs) },
    }
}

/// Merges a field of plain text.
pub(super) fn plain(base: &str, ours: &str, theirs: &str) -> Words<String> {
    match three(base, ours, theirs) {
        Three::Is(text) => Words::One(text.to_owned()),
        Three::Differs(ours, theirs) => {
            let mut names = Names::default();
            let lines = [names.plain(base), names.plain(ours), names.plain(theirs)];
            match merged(&lines) {
                Words::One(text) => Words::One(as_text(&text)),
                Words::Each { ours, theirs } => Words::Each { ours: as_text(&ours), theirs: as_text(&theirs) },
            }
        }
    }
}

/// An atom as it is written.
struct Written<'a> {
    what: What<'a>,
    marks: Cow<'a, [Value]>,
}

impl<'a> From<&Atom<'a>> for Written<'a> {
    fn from(atom: &Atom<'a>) -> Self {
        Self { what: atom.what, marks: Cow::Borrowed(atom.marks) }
    }
}

/// Both sides' text so far; one and the same until they meet for the first time.
#[derive(Default)]
struct Page<'a> {
    ours: Vec<Written<'a>>,
    /// From where on theirs is another text, and what it is.
    theirs: Option<Vec<Written<'a>>>,
}

impl<'a> Page<'a> {
    fn put(&mut self, written: Written<'a>) {
        if let Some(theirs) = &mut self.theirs {
            theirs.push(Written { what: written.what, marks: written.marks.clone() });
        }
        self.ours.push(written);
    }

    fn put_each(&mut self, ours: Vec<Written<'a>>, theirs: Vec<Written<'a>>) {
        let own = &self.ours;
        let apart = self
            .theirs
            .get_or_insert_with(|| own.iter().map(|written| Written { what: written.what, marks: written.marks.clone() }).collect());
        apart.extend(theirs);
        self.ours.extend(ours);
    }
}

fn merged<'a>(lines: &[Line<'a>; 3]) -> Words<Vec<Written<'a>>> {
    let [base, ours, theirs] = lines;
    let (by_us, by_them) = (changes(base, ours), changes(base, theirs));
    let sides = Sides { base, ours: Side { line: ours, changes: &by_us }, theirs: Side { line: theirs, changes: &by_them } };
    // Before the line is taken to pieces: where words are repeated, the same edit may fall into other pieces on the side that has more of them.
    let whole = whole(base, (ours, &by_us), (theirs, &by_them));
    if whole.meets
        && let Some(fuller) = sides.fuller(&whole)
    {
        return Words::One(fuller);
    }
    let mut page = Page::default();
    let mut at = 0;
    for group in &groups(base, (ours, &by_us), (theirs, &by_them)) {
        sides.stays(at..group.base.start, &mut page);
        if !group.meets {
            sides.together(group, &mut page);
        } else if let Some(fuller) = sides.fuller(group) {
            fuller.into_iter().for_each(|written| page.put(written));
        } else {
            page.put_each(sides.alone(group, &sides.ours, &sides.theirs), sides.alone(group, &sides.theirs, &sides.ours));
        }
        at = group.base.end;
    }
    sides.stays(at..base.names.len(), &mut page);
    match page.theirs {
        None => Words::One(page.ours),
        Some(theirs) => Words::Each { ours: page.ours, theirs },
    }
}

struct Side<'l, 'a> {
    line: &'l Line<'a>,
    changes: &'l [Change],
}

impl<'a> Side<'_, 'a> {
    /// Where a token of the base stands in this line; none when it was replaced.
    fn place(&self, token: usize) -> Option<usize> {
        let before = self.changes.partition_point(|change| change.base.start <= token);
        let Some(last) = before.checked_sub(1).map(|index| &self.changes[index]) else { return Some(token) };
        // What was put in before a token is a change that starts at it and takes nothing.
        (last.base.end <= token).then(|| last.side.end + (token - last.base.end))
    }

    /// This side's changes in a group.
    fn within(&self, group: &Group) -> &[Change] {
        let start = self.changes.partition_point(|change| (change.base.start, change.base.end) < (group.base.start, group.base.start));
        let end = self.changes.partition_point(|change| change.base.end <= group.base.end);
        &self.changes[start.min(end)..end]
    }

    /// The tokens of this line that a group takes, and which of them are changes.
    fn region(&self, group: &Group) -> (Range<usize>, &[Change]) {
        let changes = self.within(group);
        let (Some(first), Some(last)) = (changes.first(), changes.last()) else { return (0..0, changes) };
        let start = first.side.start - (first.base.start - group.base.start);
        (start..last.side.end + (group.base.end - last.base.end), changes)
    }

    /// What this side did in a group beyond what the other did, as changes of the other's part of the line; none unless everything that the other
    /// did was done on this side too, and the rest elsewhere in it: then the two do not contradict each other. Asked because repeated words let one
    /// and the same edit be read in several ways; but a word that the other side took out and this side has is a word that this side kept, whatever
    /// else it could be read as.
    fn beyond(&self, other: &Self, base: &Line<'a>, group: &Group) -> Option<Vec<Change>> {
        // Both left the sentence as it is from the group to its end.
        let left = group.base.end..base.names.len();
        let rest = left.clone().position(|token| base.ends_sentence(token)).map_or(left.len(), |last| last + 1);
        let ((here, _), (there, by_them)) = (self.region(group), other.region(group));
        let (mine, theirs) = (self.line.part(here.start..here.end + rest), other.line.part(there.start..there.end + rest));
        let since = changes(&theirs, &mine);
        let apart = |one: &Range<usize>, two: &Range<usize>| {
            let between = if one.end <= two.start { one.end..two.start } else { two.end..one.start };
            between.into_iter().any(|token| other.line.ends_sentence(there.start + token))
        };
        let brings_back = |more: &Change, change: &Change| {
            let taken_out = &base.names[change.base.clone()];
            more.side.clone().any(|token| mine.says_something(token) && taken_out.contains(&mine.names[token]))
        };
        let elsewhere = by_them.iter().all(|change| {
            let done = change.side.start - there.start..change.side.end - there.start;
            since.iter().all(|more| apart(&more.base, &done) && !brings_back(more, change))
        });
        elsewhere.then_some(since)
    }

    /// Where a token of this line stands in the base; none when this side put it in.
    fn origin(&self, token: usize) -> Option<usize> {
        let before = self.changes.partition_point(|change| change.side.start <= token);
        let Some(last) = before.checked_sub(1).map(|index| &self.changes[index]) else { return Some(token) };
        (last.side.end <= token).then(|| last.base.end + (token - last.side.end))
    }

    fn atoms(&self, change: &Change) -> &[Atom<'a>] {
        self.line.tokens(change.side.clone())
    }
}

struct Sides<'l, 'a> {
    base: &'l Line<'a>,
    ours: Side<'l, 'a>,
    theirs: Side<'l, 'a>,
}

impl<'a> Sides<'_, 'a> {
    /// Tokens that both sides kept.
    fn stays(&self, tokens: Range<usize>, page: &mut Page<'a>) {
        for token in tokens {
            let (Some(here), Some(there)) = (self.ours.place(token), self.theirs.place(token)) else { continue };
            let (ours, theirs) = self.kept(token, here, there);
            match theirs {
                None => ours.into_iter().for_each(|written| page.put(written)),
                Some(theirs) => page.put_each(ours, theirs),
            }
        }
    }

    /// A token that both kept, with the marks that each gave it; two versions when these contradict each other.
    fn kept(&self, token: usize, here: usize, there: usize) -> (Vec<Written<'a>>, Option<Vec<Written<'a>>>) {
        let (was, ours, theirs) = (self.base.token(token), self.ours.line.token(here), self.theirs.line.token(there));
        match three(was, ours, theirs) {
            Three::Is(atoms) => (atoms.iter().map(Written::from).collect(), None),
            Three::Differs(..) => both_wrote(Some(was), ours, theirs),
        }
    }

    /// Where only one side did something, or both the same.
    fn together(&self, group: &Group, page: &mut Page<'a>) {
        let mut at = group.base.start;
        let (mut by_us, mut by_them) = (group.ours.iter().peekable(), group.theirs.iter().peekable());
        loop {
            let ours_first = match (by_us.peek(), by_them.peek()) {
                (None, None) => break,
                (Some(_), None) => true,
                (None, Some(_)) => false,
                (Some(one), Some(two)) => (one.base.start, one.base.end) <= (two.base.start, two.base.end),
            };
            let (first, side) = if ours_first { (by_us.next(), &self.ours) } else { (by_them.next(), &self.theirs) };
            let Some(change) = first else { break };
            let twin = if ours_first { by_them.next_if(|other| other.base == change.base) } else { None };
            self.stays(at..change.base.start, page);
            match twin {
                Some(twin) => {
                    let (ours, theirs) = both_wrote(None, side.atoms(change), self.theirs.atoms(twin));
                    match theirs {
                        None => ours.into_iter().for_each(|written| page.put(written)),
                        Some(theirs) => page.put_each(ours, theirs),
                    }
                }
                None => side.atoms(change).iter().for_each(|atom| page.put(Written::from(atom))),
            }
            at = change.base.end;
        }
        self.stays(at..group.base.end, page);
    }

    /// The group as the side has it that did all that the other did, and more elsewhere.
    fn fuller(&self, group: &Group) -> Option<Vec<Written<'a>>> {
        let of = |side: &Side<'_, 'a>, other: &Side<'_, 'a>| {
            side.beyond(other, self.base, group).map(|beyond| self.with_marks_of(other, side, group, &beyond))
        };
        of(&self.ours, &self.theirs).or_else(|| of(&self.theirs, &self.ours))
    }

    /// The group as one side has it, with the marks that the other gave to words that it has too: told by what the one did beyond the other, since
    /// where a word of the base went may be read in several ways.
    fn with_marks_of(&self, other: &Side<'_, 'a>, side: &Side<'_, 'a>, group: &Group, beyond: &[Change]) -> Vec<Written<'a>> {
        let (here, there) = (side.region(group).0, other.region(group).0);
        let mut text = Vec::new();
        let (mut mine, mut theirs) = (here.start, there.start);
        let end = Change { base: there.len()..there.len(), side: here.len()..here.len() };
        for change in beyond.iter().chain([&end]) {
            while mine < (here.start + change.side.start).min(here.end) {
                let was = other.origin(theirs).map(|token| self.base.token(token));
                let (one, two) = (side.line.token(mine), other.line.token(theirs));
                match three(was, Some(one), Some(two)) {
                    Three::Is(atoms) => text.extend(atoms.unwrap_or_default().iter().map(Written::from)),
                    Three::Differs(..) => text.extend(both_wrote(was, one, two).0),
                }
                (mine, theirs) = (mine + 1, theirs + 1);
            }
            let only_here = mine..(here.start + change.side.end).min(here.end);
            text.extend(only_here.flat_map(|token| side.line.token(token)).map(Written::from));
            (mine, theirs) = (here.start + change.side.end, there.start + change.base.end);
        }
        text
    }

    /// The group as one side has it, with the marks that the other gave to words that both kept.
    fn alone(&self, group: &Group, side: &Side<'_, 'a>, other: &Side<'_, 'a>) -> Vec<Written<'a>> {
        let changes = side.within(group);
        let mut text = Vec::new();
        let mut at = group.base.start;
        let stays = |from: usize, to: usize, text: &mut Vec<Written<'a>>| {
            for token in from..to {
                let Some(here) = side.place(token) else { continue };
                let Some(there) = other.place(token) else {
                    text.extend(side.line.token(here).iter().map(Written::from));
                    continue;
                };
                let (was, one, two) = (self.base.token(token), side.line.token(here), other.line.token(there));
                match three(was, one, two) {
                    Three::Is(atoms) => text.extend(atoms.iter().map(Written::from)),
                    Three::Differs(..) => text.extend(both_wrote(Some(was), one, two).0),
                }
            }
        };
        for change in changes {
            stays(at, change.base.start, &mut text);
            text.extend(side.atoms(change).iter().map(Written::from));
            at = change.base.end;
        }
        stays(at, group.base.end, &mut text);
        text
    }
}

/// The same word from both sides, in two spellings or with two sets of marks. One text, or ours and theirs.
fn both_wrote<'a>(base: Option<&[Atom<'a>]>, ours: &[Atom<'a>], theirs: &[Atom<'a>]) -> (Vec<Written<'a>>, Option<Vec<Written<'a>>>) {
    let whole = |side: &[Atom<'a>]| side.iter().map(Written::from).collect::<Vec<_>>();
    if ours.len() != theirs.len() {
        // One word spread over text nodes in different ways, even between letter and accent: to take it apart would tear letters.
        return (whole(ours), Some(whole(theirs)));
    }
    let base = base.filter(|base| base.len() == ours.len());
    let (mut one, mut two) = (Vec::new(), Vec::new());
    let mut apart = false;
    for (index, (here, there)) in ours.iter().zip(theirs).enumerate() {
        let was = base.map(|base| base[index]);
        let what = match (was.map(|was| was.what), here.what, there.what) {
            (Some(was), here, there) if was == here => there,
            (Some(was), here, there) if was == there => here,
            (_, What::Letter(here), What::Letter(there)) => What::Letter(here.min(there)),
            (_, here, _) => here,
        };
        let (mine, other) = marks(was.map(|was| was.marks), here.marks, there.marks);
        apart |= other.is_some();
        two.push(Written { what, marks: other.unwrap_or_else(|| mine.clone()) });
        one.push(Written { what, marks: mine });
    }
    (one, apart.then_some(two))
}

/// Marks type by type: one that either side added is added, one that either removed is removed, and a link that both changed is two versions.
fn marks<'a>(base: Option<&'a [Value]>, ours: &'a [Value], theirs: &'a [Value]) -> (Cow<'a, [Value]>, Option<Cow<'a, [Value]>>) {
    match three(base, Some(ours), Some(theirs)) {
        Three::Is(marks) => return (Cow::Borrowed(marks.unwrap_or_default()), None),
        Three::Differs(..) => {}
    }
    let base = base.unwrap_or_default();
    let mut kinds: Vec<&str> = base.iter().chain(ours).chain(theirs).map(kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let of = |marks: &'a [Value], name: &str| marks.iter().find(|mark| kind(mark) == name);
    let (mut one, mut two): (Vec<Value>, Vec<Value>) = (Vec::new(), Vec::new());
    let mut apart = false;
    for name in kinds {
        match three(of(base, name), of(ours, name), of(theirs, name)) {
            Three::Is(mark) => {
                one.extend(mark.cloned());
                two.extend(mark.cloned());
            }
            Three::Differs(ours, theirs) => {
                apart = true;
                one.extend(ours.cloned());
                two.extend(theirs.cloned());
            }
        }
    }
    one.sort_by_key(mark_rank);
    two.sort_by_key(mark_rank);
    (Cow::Owned(one), apart.then_some(Cow::Owned(two)))
}

fn as_text(text: &[Written<'_>]) -> String {
    let letters = text.iter().filter_map(|written| match written.what {
        What::Letter(letter) => Some(letter),
        What::Node(_) => None,
    });
    letters.collect()
}

/// Nodes, letters with the same marks in one.
fn as_nodes(text: &[Written<'_>]) -> Vec<Value> {
    let mut nodes = Vec::new();
    let mut open: Option<(String, &[Value])> = None;
    let close = |nodes: &mut Vec<Value>, open: &mut Option<(String, &[Value])>| {
        if let Some((text, marks)) = open.take() {
            nodes.push(with_marks(json!({"type": "text", "text": text}), marks));
        }
    };
    for written in text {
        match written.what {
            What::Letter(letter) => match &mut open {
                Some((text, marks)) if **marks == *written.marks => text.push_str(letter),
                _ => {
                    close(&mut nodes, &mut open);
                    open = Some((letter.to_owned(), &written.marks));
                }
            },
            What::Node(node) => {
                close(&mut nodes, &mut open);
                nodes.push(with_marks(node.clone(), &written.marks));
            }
        }
    }
    close(&mut nodes, &mut open);
    nodes
}

fn with_marks(node: Value, marks: &[Value]) -> Value {
    let Value::Object(mut members) = node else { return node };
    if marks.is_empty() {
        members.shift_remove("marks");
    } else if members.get("marks").and_then(Value::as_array).is_none_or(|known| known != marks) {
        members.insert("marks".to_owned(), Value::Array(marks.to_vec()));
    }
    Value::Object(members)
}
