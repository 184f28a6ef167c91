//! Which articles are on certain lists and pass certain filters.

use rusqlite::{named_params, params_from_iter, types::Value};

use super::bits;
use crate::{
    Reader, Result,
    search::{DocSet, Holdings},
    sql::optional,
};

/// Up to so many documents are looked up one by one; more are met by one walk over the filters' index.
const FEW: u32 = 1500;

/// Lists and filters. An empty list of values lets everything pass.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Lists; none means no article at all.
    pub shelves: Vec<&'static str>,
    /// Classes of status.
    pub states: Vec<&'static str>,
    /// Codes of sections.
    pub sections: Vec<String>,
    /// Codes of kinds.
    pub kinds: Vec<String>,
    /// Folded names, as [`authors`] gives them.
    pub authors: Option<Vec<String>>,
    /// Changed at this moment or later.
    pub from_ms: Option<i64>,
    /// Changed before this moment.
    pub to_ms: Option<i64>,
    /// All of these have to be there.
    pub has: Holdings,
}

impl Wanted {
    /// Whether nothing is asked besides the lists.
    pub fn is_open(&self) -> bool {
        *self == Self { shelves: self.shelves.clone(), ..Self::default() }
    }

    /// The condition and its values.
    fn condition(&self) -> (String, Vec<Value>) {
        let mut condition = String::new();
        let mut values = Vec::new();
        let text = |value: &str| Value::from(value.to_owned());
        let mut any = |column: &str, wanted: Vec<Value>| {
            let joint = if condition.is_empty() { "" } else { " AND " };
            let marks = vec!["?"; wanted.len()].join(", ");
            condition.push_str(&format!("{joint}{column} IN ({marks})"));
            values.extend(wanted);
        };
        any("shelf", self.shelves.iter().map(|shelf| text(shelf)).collect());
        for (column, wanted) in [("section", &self.sections), ("kind", &self.kinds)] {
            if !wanted.is_empty() {
                any(column, wanted.iter().map(|value| text(value)).collect());
            }
        }
        if !self.states.is_empty() {
            any("state", self.states.iter().map(|state| text(state)).collect());
        }
        if let Some(authors) = &self.authors {
            any("author", authors.iter().map(|author| text(author)).collect());
        }
        let mut also = |test: &str, value: i64| {
            condition.push_str(test);
            values.push(Value::from(value));
        };
        if let Some(from_ms) = self.from_ms {
            also(" AND changed_ms >= ?", from_ms);
        }
        if let Some(to_ms) = self.to_ms {
            also(" AND changed_ms < ?", to_ms);
        }
        let has = i64::from(bits(self.has));
        if has != 0 {
            also(" AND ~has & ? = 0", has);
        }
        (condition, values)
    }
}

/// The documents of `among`, or of all, that are wanted. None stands for everything on the wanted lists.
///
/// # Errors
/// From the database.
pub fn restrict(reader: &Reader<'_>, wanted: &Wanted, among: Option<DocSet>) -> Result<Option<DocSet>> {
    let everywhere = || Ok::<_, crate::Error>(wanted.is_open() && on_all_lists(reader, wanted)?);
    match among {
        None if wanted.is_open() => Ok(None),
        Some(among) if everywhere()? => Ok(Some(among)),
        Some(among) if among.len() <= FEW => one_by_one(reader, wanted, &among).map(Some),
        Some(mut among) => {
            among.intersect(&walk(reader, wanted)?);
            Ok(Some(among))
        }
        None => walk(reader, wanted).map(Some),
    }
}

/// Whether no article is on another list than the wanted ones.
fn on_all_lists(reader: &Reader<'_>, wanted: &Wanted) -> Result<bool> {
    Ok(super::counts(reader)?.iter().all(|(shelf, count)| *count == 0 || wanted.shelves.contains(&shelf.as_str())))
}

fn walk(reader: &Reader<'_>, wanted: &Wanted) -> Result<DocSet> {
    let (condition, values) = wanted.condition();
    let mut statement = reader.0.prepare_cached(&format!("SELECT doc FROM listing INDEXED BY listing_by_facets WHERE {condition}"))?;
    let mut docs = DocSet::default();
    let mut rows = statement.query(params_from_iter(values))?;
    while let Some(row) = rows.next()? {
        docs.insert(row.get(0)?);
    }
    Ok(docs)
}

fn one_by_one(reader: &Reader<'_>, wanted: &Wanted, among: &DocSet) -> Result<DocSet> {
    let (condition, values) = wanted.condition();
    // The unary plus keeps the lists' indexes out of it: the document is what to go by.
    let condition = condition.replacen("shelf", "+shelf", 1);
    let mut statement = reader.0.prepare_cached(&format!("SELECT 1 FROM listing WHERE doc = ? AND {condition}"))?;
    let mut docs = DocSet::default();
    for doc in among.latest_first() {
        let parameters = std::iter::once(Value::from(i64::from(doc))).chain(values.iter().cloned());
        if optional(statement.query_row(params_from_iter(parameters), |_| Ok(())))?.is_some() {
            docs.insert(doc);
        }
    }
    Ok(docs)
}

/// The folded names of everyone who wrote something that is listed.
///
/// # Errors
/// From the database.
pub fn authors(reader: &Reader<'_>) -> Result<Vec<String>> {
    // Jumps from one name to the next instead of passing every row.
    let mut statement = reader.0.prepare_cached(
        "WITH RECURSIVE names (author) AS (
             SELECT min(author) FROM listing
             UNION ALL
             SELECT (SELECT min(author) FROM listing WHERE author > names.author) FROM names WHERE names.author IS NOT NULL
         )
         SELECT author FROM names WHERE author IS NOT NULL AND author <> ''",
    )?;
    let rows = statement.query_map(named_params! {}, |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
