//! One node in three versions: its type, its attributes, what is inside it.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::{
    Conflict,
    inline::{self, Words},
    lists,
    rules::{are_alike, children, holds_words, id, is_conflict, kind, may_hold_conflicts, must_hold_something},
    three::{Three, three},
    versions,
};

/// Attributes of a picture that are nothing without each other.
const PICTURE: [&str; 3] = ["blob", "width", "height"];

/// What became of a node.
pub(super) enum Outcome {
    /// One node.
    Clean(Value),
    /// One for each side, the same but for where the two meet; none for a side that took everything out of it.
    Split(Vec<Value>, Vec<Value>),
    /// Between them the sides took everything out of it.
    Gone,
}

/// Two versions of something, the second only where it is another.
struct Each<T> {
    ours: T,
    theirs: Option<T>,
}

impl<T: Clone> Each<T> {
    fn theirs(&mut self) -> &mut T {
        self.theirs.get_or_insert_with(|| self.ours.clone())
    }
}

impl Each<Vec<Value>> {
    fn put(&mut self, node: Value) {
        if let Some(theirs) = &mut self.theirs {
            theirs.push(node.clone());
        }
        self.ours.push(node);
    }

    fn put_each(&mut self, ours: Vec<Value>, theirs: Vec<Value>) {
        self.theirs().extend(theirs);
        self.ours.extend(ours);
    }
}

/// A merge on its way through a text.
#[derive(Default)]
pub(super) struct Merging {
    /// The conflict blocks that it made, by the numbers that they bear until the text is whole.
    pub records: Vec<Conflict>,
}

impl Merging {
    pub fn node(&mut self, base: Option<&Value>, ours: &Value, theirs: &Value) -> Outcome {
        if let Some(node) = taken(base, ours, theirs) {
            return Outcome::Clean(node.clone());
        }
        let (here, there) = (kind(ours), kind(theirs));
        if holds_words(ours) != holds_words(theirs) || !(holds_words(ours) || are_alike(here, there)) {
            return Outcome::Split(vec![ours.clone()], vec![theirs.clone()]);
        }
        // A base of another shape says nothing of what is inside.
        let base = base.filter(|base| holds_words(base) == holds_words(ours) && (holds_words(ours) || are_alike(kind(base), here)));
        let mut members = frame(base, ours, theirs);
        let inside = base.map(children).unwrap_or_default();
        let content = if holds_words(ours) {
            match inline::nodes(inside, children(ours), children(theirs)) {
                Words::One(words) => Each { ours: words, theirs: None },
                Words::Each { ours, theirs } => Each { ours, theirs: Some(theirs) },
            }
        } else {
            self.children(here, inside, children(ours), children(theirs))
        };
        // What only the frame has in two versions has the same inside, and the other way round.
        match content.theirs {
            Some(theirs) => fill(members.theirs(), theirs),
            None => {
                if let Some(theirs) = &mut members.theirs {
                    fill(theirs, content.ours.clone());
                }
            }
        }
        fill(&mut members.ours, content.ours);
        let whole = |members: Map<String, Value>| completed(Value::Object(members));
        match members.theirs {
            None => whole(members.ours).map_or(Outcome::Gone, Outcome::Clean),
            Some(theirs) => {
                let (ours, theirs) = (whole(members.ours), whole(theirs));
                Outcome::Split(ours.into_iter().collect(), theirs.into_iter().collect())
            }
        }
    }

    fn children(&mut self, parent: &str, base: &[Value], ours: &[Value], theirs: &[Value]) -> Each<Vec<Value>> {
        if ours == theirs || base == theirs {
            return Each { ours: ours.to_vec(), theirs: None };
        }
        if base == ours {
            return Each { ours: theirs.to_vec(), theirs: None };
        }
        let mut list = Each { ours: Vec::new(), theirs: None };
        for slot in lists::slots(base, ours, theirs) {
            let was = slot.base.map(|index| &base[index]);
            let is = (slot.ours.map(|index| &ours[index]), slot.theirs.map(|index| &theirs[index]));
            match is {
                (None, None) => {}
                (Some(node), None) | (None, Some(node)) if was.is_none() => list.put(node.clone()),
                // Deleted on one side, and on the other only moved or made shorter, if that: nobody wrote anything that would be lost.
                (Some(node), None) | (None, Some(node)) if was.is_some_and(|was| was == node || says_no_more(was, node)) => {}
                (Some(one), Some(other)) if taken(was, one, other).is_some() => list.put(taken(was, one, other).unwrap_or(one).clone()),
                (one, other) if [was, one, other].into_iter().flatten().any(is_conflict) => {
                    let all = |node: Option<&Value>| node.map_or_else(|| vec![Vec::new()], versions::of);
                    let id = was.or(one).or(other).map(id).unwrap_or_default().to_owned();
                    for node in self.versions(id, was, all(one), all(other)) {
                        list.put(node);
                    }
                }
                (Some(one), Some(other)) => match self.node(was, one, other) {
                    Outcome::Clean(node) => list.put(node),
                    Outcome::Split(ours, theirs) => self.apart(parent, was, ours, theirs, &mut list),
                    Outcome::Gone => {
                        // A side that also gave it another form did more than take out: then it is as if the other had deleted the whole.
                        let more =
                            |node: &Value| if was.is_some_and(|was| says_no_more(was, node)) { Vec::new() } else { vec![node.clone()] };
                        let (ours, theirs) = (more(one), more(other));
                        if !(ours.is_empty() && theirs.is_empty()) {
                            self.apart(parent, was, ours, theirs, &mut list);
                        }
                    }
                },
                (one, other) => {
                    let nodes = |node: Option<&Value>| node.cloned().into_iter().collect::<Vec<_>>();
                    self.apart(parent, was, nodes(one), nodes(other), &mut list);
                }
            }
        }
        list
    }

    /// Puts two versions into a list: as a conflict block where one may stand, and else into two versions of the list.
    fn apart(&mut self, parent: &str, was: Option<&Value>, ours: Vec<Value>, theirs: Vec<Value>, list: &mut Each<Vec<Value>>) {
        if !may_hold_conflicts(parent) {
            return list.put_each(ours, theirs);
        }
        let id = was.or(ours.first()).or(theirs.first()).map(id).unwrap_or_default().to_owned();
        let block = self.conflict(id, was.cloned().into_iter().collect(), ours, theirs);
        list.put(block);
    }
}

/// The node that is taken as it stands: what both have, or what one made of what the other left. A block that came back without its id is not, for
/// it is to get that back.
fn taken<'a>(base: Option<&Value>, ours: &'a Value, theirs: &'a Value) -> Option<&'a Value> {
    let has_name = |node: &Value| !id(node).is_empty() || base.is_none_or(|base| id(base).is_empty());
    if (ours == theirs || base == Some(theirs)) && has_name(ours) {
        Some(ours)
    } else if base == Some(ours) && has_name(theirs) {
        Some(theirs)
    } else {
        None
    }
}

/// Whether a node says nothing that it did not say before: no word, no form, no attribute but another id.
pub(super) fn says_no_more(was: &Value, node: &Value) -> bool {
    let before = said(was);
    said(node).into_iter().all(|(part, count)| before.get(&part).is_some_and(|known| count <= *known))
}

/// Every word with its marks and every node with its attributes, and how often.
fn said(node: &Value) -> HashMap<String, usize> {
    let mut found = HashMap::new();
    let mut waiting = vec![node];
    while let Some(node) = waiting.pop() {
        let form = node.get("marks").map(Value::to_string).unwrap_or_default();
        match node.get("text").and_then(Value::as_str) {
            Some(text) => text.split_whitespace().for_each(|word| *found.entry(format!("{word} {form}")).or_default() += 1),
            None => {
                let attributes = node.get("attrs").and_then(Value::as_object).into_iter().flatten();
                let mut about: Vec<String> =
                    attributes.filter(|(name, _)| *name != "id").map(|(name, value)| format!("{name}={value}")).collect();
                about.sort_unstable();
                *found.entry(format!("{} {} {form}", kind(node), about.join(" "))).or_default() += 1;
            }
        }
        waiting.extend(children(node));
    }
    found
}

/// The type, the attributes and whatever else is written about a node, without what is inside it.
fn frame(base: Option<&Value>, ours: &Value, theirs: &Value) -> Each<Map<String, Value>> {
    let (here, there) = (members(ours), members(theirs));
    let same_frame = |one: &Map<String, Value>, other: &Map<String, Value>| {
        one.iter().filter(|(name, _)| *name != "content").all(|(name, value)| other.get(name) == Some(value))
    };
    let bare = |members: &Map<String, Value>| {
        members.iter().filter(|(name, _)| *name != "content").map(|(name, value)| (name.clone(), value.clone())).collect::<Map<_, _>>()
    };
    if same_frame(here, there) && same_frame(there, here) {
        return Each { ours: bare(here), theirs: None };
    }
    let none = Map::new();
    let was = base.map_or(&none, members);
    let mut merged = Each { ours: Map::new(), theirs: None };
    let mut apart = false;
    let names = here.keys().chain(there.keys().filter(|name| !here.contains_key(*name)));
    for name in names.filter(|name| !matches!(name.as_str(), "content" | "attrs")) {
        match three(was.get(name), here.get(name), there.get(name)) {
            Three::Is(value) => {
                merged.ours.extend(value.map(|value| (name.clone(), value.clone())));
                if let Some(theirs) = &mut merged.theirs {
                    theirs.extend(value.map(|value| (name.clone(), value.clone())));
                }
            }
            Three::Differs(one, other) => {
                apart = true;
                let one = one.cloned();
                merged.theirs().extend(other.map(|value| (name.clone(), value.clone())));
                merged.ours.extend(one.map(|value| (name.clone(), value)));
            }
        }
    }
    let attributes = attributes(base, ours, theirs);
    // Attributes belong to a type: where either is in two versions and the types differ, each side keeps its own.
    if (apart || attributes.theirs.is_some()) && kind(ours) != kind(theirs) {
        return Each { ours: bare(here), theirs: Some(bare(there)) };
    }
    let put = |members: &mut Map<String, Value>, attributes: Map<String, Value>| {
        if !attributes.is_empty() {
            members.insert("attrs".to_owned(), Value::Object(attributes));
        }
    };
    if let Some(theirs) = attributes.theirs {
        put(merged.theirs(), theirs);
    } else if let Some(theirs) = &mut merged.theirs {
        put(theirs, attributes.ours.clone());
    }
    put(&mut merged.ours, attributes.ours);
    merged
}

fn attributes(base: Option<&Value>, ours: &Value, theirs: &Value) -> Each<Map<String, Value>> {
    let of = |node: Option<&Value>| node.and_then(|node| node.get("attrs")).and_then(Value::as_object).cloned().unwrap_or_default();
    let (was, here, there) = (of(base), of(Some(ours)), of(Some(theirs)));
    if here == there {
        return Each { ours: here, theirs: None };
    }
    let another_picture = matches!(three(was.get("blob"), here.get("blob"), there.get("blob")), Three::Differs(..));
    let mut merged = Each { ours: Map::new(), theirs: None };
    for name in here.keys().chain(there.keys().filter(|name| !here.contains_key(*name))) {
        let of_picture = another_picture && PICTURE.contains(&name.as_str());
        // An editor that knows no ids drops them; the block is still the same.
        if name == "id" {
            let id = one_id(was.get(name), here.get(name), there.get(name)).map(|id| (name.clone(), id.clone()));
            if let Some(theirs) = &mut merged.theirs {
                theirs.extend(id.clone());
            }
            merged.ours.extend(id);
            continue;
        }
        let found = if of_picture {
            Three::Differs(here.get(name), there.get(name))
        } else {
            three(was.get(name), here.get(name), there.get(name))
        };
        match found {
            Three::Is(value) => {
                let value = value.map(|value| (name.clone(), value.clone()));
                if let Some(theirs) = &mut merged.theirs {
                    theirs.extend(value.clone());
                }
                merged.ours.extend(value);
            }
            Three::Differs(one, other) => {
                merged.theirs().extend(other.map(|value| (name.clone(), value.clone())));
                merged.ours.extend(one.map(|value| (name.clone(), value.clone())));
            }
        }
    }
    merged
}

/// The id of a block: the base's where neither side gave it another. Of two new ones either will do, and both sides must take the same.
fn one_id<'a>(base: Option<&'a Value>, ours: Option<&'a Value>, theirs: Option<&'a Value>) -> Option<&'a Value> {
    let given = |id: Option<&'a Value>| id.filter(|id| id.as_str().is_some_and(|id| !id.is_empty()));
    let (was, here, there) = (given(base), given(ours), given(theirs));
    match three(was, here.or(was), there.or(was)) {
        Three::Is(id) => id.or(ours).or(theirs),
        Three::Differs(one, other) => [one, other].into_iter().flatten().min_by_key(|id| id.as_str().unwrap_or_default()),
    }
}

fn members(node: &Value) -> &Map<String, Value> {
    static NONE: std::sync::LazyLock<Map<String, Value>> = std::sync::LazyLock::new(Map::new);
    node.as_object().unwrap_or(&NONE)
}

fn fill(members: &mut Map<String, Value>, content: Vec<Value>) {
    if !content.is_empty() {
        members.insert("content".to_owned(), Value::Array(content));
    }
}

/// The node as the schema allows it after both sides took something out of it; none when nothing is left.
fn completed(mut node: Value) -> Option<Value> {
    let paragraph = || serde_json::json!({"type": "paragraph"});
    let inside = children(&node);
    match kind(&node) {
        "doc" if inside.is_empty() => node["content"] = Value::Array(vec![paragraph()]),
        // An item begins with a paragraph.
        "list_item" if inside.first().is_some_and(|first| kind(first) != "paragraph") => {
            if let Some(Value::Array(inside)) = node.get_mut("content") {
                inside.insert(0, paragraph());
            }
        }
        name if inside.is_empty() && must_hold_something(name) => return None,
        _ => {}
    }
    Some(node)
}
