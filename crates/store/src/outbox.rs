//! Everything asked of a portal and not yet read back from it.
//!
//! A row is written before anything is sent, and `inflight` before the bytes leave: whatever happens to this process, the next one knows what
//! may have taken effect. Rows go only when the portal's history shows their effect, or when a person gives them up.

use banthao_document::{ArticleId, OpId};
use rusqlite::{Row, named_params};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    Error, Reader, Result, Writer,
    faults::{self, Fault},
    sql::{Sql, optional},
};

/// The form of `act` that this build writes; rows with an older one are still read.
pub const ACT_VERSION: u32 = 2;

/// How far an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Its turn has not come.
    Queued,
    /// On its way, by this process.
    Inflight,
    /// Sent by a process that ended, or sent without an answer: the portal must be asked.
    InDoubt,
    /// Answered; waits to be seen in the portal's history.
    Acknowledged,
    /// Refused for good; waits for a person.
    Refused,
}

impl State {
    const ALL: [Self; 5] = [Self::Queued, Self::Inflight, Self::InDoubt, Self::Acknowledged, Self::Refused];

    fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Inflight => "inflight",
            Self::InDoubt => "in_doubt",
            Self::Acknowledged => "acknowledged",
            Self::Refused => "refused",
        }
    }

    fn parse(text: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text).ok_or(Error::Damaged("outbox state"))
    }
}

/// One thing asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The operation.
    pub op_id: OpId,
    /// Where it goes; none while nobody has signed in.
    pub portal: Option<Uuid>,
    /// The article concerned.
    pub article: ArticleId,
    /// Its number at the portal, once it was sent.
    pub op_seq: Option<u64>,
    /// What is asked; JSON of the wire's form, except that a text is told by its revision's name.
    pub act: Value,
    /// Bytes of the text that it sends, as JSON; 0 where it sends none.
    pub bytes: u64,
    /// How far it is.
    pub state: State,
    /// Why it was refused, or what it waits for.
    pub problem: Option<Value>,
    /// When it was conceived, UTC milliseconds of this machine.
    pub created_ms: i64,
}

/// Every entry, in the order of their conception.
///
/// # Errors
/// From the database.
pub fn all(reader: &Reader<'_>) -> Result<Vec<Entry>> {
    let mut statement = reader.0.prepare_cached(
        "SELECT op_id, portal_id, article_id, op_seq, act, bytes, state, problem, created_ms FROM outbox ORDER BY position",
    )?;
    let rows = statement.query_map([], read)?;
    rows.map(|row| parse(row?)).collect()
}

/// The entries of one article, in the order of their conception.
///
/// # Errors
/// From the database.
pub fn of_article(reader: &Reader<'_>, article: ArticleId) -> Result<Vec<Entry>> {
    let mut statement = reader.0.prepare_cached(
        "SELECT op_id, portal_id, article_id, op_seq, act, bytes, state, problem, created_ms FROM outbox
         WHERE article_id = :article_id ORDER BY position",
    )?;
    let rows = statement.query_map(named_params! {":article_id": Sql(article)}, read)?;
    rows.map(|row| parse(row?)).collect()
}

/// One entry, if it is there.
///
/// # Errors
/// From the database.
pub fn get(reader: &Reader<'_>, op_id: OpId) -> Result<Option<Entry>> {
    let mut statement = reader.0.prepare_cached(
        "SELECT op_id, portal_id, article_id, op_seq, act, bytes, state, problem, created_ms FROM outbox WHERE op_id = :op_id",
    )?;
    optional(statement.query_row(named_params! {":op_id": Sql(op_id)}, read))?.map(parse).transpose()
}

/// An entry that the portal has not answered, and that waits for no person.
#[derive(Debug, Clone, PartialEq)]
pub struct Unanswered {
    /// Its place in the order of conception.
    pub position: u64,
    /// Whether nothing earlier of its article is unanswered or waits for a person.
    pub is_first: bool,
    /// The entry.
    pub entry: Entry,
}

/// Entries behind `after` that the portal has not answered, in the order of their conception; those of another portal are no business of this one.
///
/// # Errors
/// From the database.
pub fn unanswered(reader: &Reader<'_>, portal: Uuid, after: u64, limit: usize) -> Result<Vec<Unanswered>> {
    let mut statement = reader.0.prepare_cached(
        "SELECT op_id, portal_id, article_id, op_seq, act, bytes, state, problem, created_ms, position,
                NOT EXISTS (SELECT 1 FROM outbox AS earlier WHERE earlier.article_id = outbox.article_id
                            AND earlier.position < outbox.position AND earlier.state <> 'acknowledged') AS is_first
         FROM outbox WHERE state IN ('queued', 'inflight', 'in_doubt') AND position > :after AND (portal_id IS NULL OR portal_id = :portal_id)
         ORDER BY position LIMIT :limit",
    )?;
    let rows = statement.query_map(named_params! {":portal_id": Sql(portal), ":after": after, ":limit": limit}, |row| {
        Ok((row.get("position")?, row.get("is_first")?, read(row)?))
    })?;
    rows.map(|row| {
        let (position, is_first, entry) = row?;
        Ok(Unanswered { position, is_first, entry: parse(entry)? })
    })
    .collect()
}

/// How many entries are in a state.
///
/// # Errors
/// From the database.
pub fn count(reader: &Reader<'_>, state: State) -> Result<u32> {
    let mut statement = reader.0.prepare_cached("SELECT count(*) FROM outbox WHERE state = :state")?;
    Ok(statement.query_row(named_params! {":state": state.as_str()}, |row| row.get(0))?)
}

/// Adds an entry at the end.
///
/// # Errors
/// From the database.
pub fn add(writer: &Writer<'_>, entry: &Entry) -> Result<()> {
    let mut statement = writer.0.prepare_cached(
        "INSERT INTO outbox (op_id, portal_id, article_id, position, op_seq, act, act_version, bytes, state, problem, created_ms)
         VALUES (:op_id, :portal_id, :article_id, (SELECT coalesce(max(position), 0) + 1 FROM outbox), :op_seq, :act, :act_version, :bytes,
                 :state, :problem, :created_ms)",
    )?;
    statement.execute(named_params! {
        ":op_id": Sql(entry.op_id),
        ":portal_id": entry.portal.map(Sql),
        ":article_id": Sql(entry.article),
        ":op_seq": entry.op_seq,
        ":act": entry.act.to_string(),
        ":act_version": ACT_VERSION,
        ":bytes": entry.bytes,
        ":state": entry.state.as_str(),
        ":problem": entry.problem.as_ref().map(Value::to_string),
        ":created_ms": entry.created_ms,
    })?;
    Ok(())
}

/// Moves an entry on.
///
/// # Errors
/// From the database.
pub fn set_state(writer: &Writer<'_>, op_id: OpId, state: State, problem: Option<&Value>) -> Result<()> {
    let mut statement = writer.0.prepare_cached(
        "UPDATE outbox SET state = :state, problem = :problem, doubted = doubted OR :state = 'in_doubt' WHERE op_id = :op_id",
    )?;
    statement.execute(named_params! {":op_id": Sql(op_id), ":state": state.as_str(), ":problem": problem.map(Value::to_string)})?;
    Ok(())
}

/// Whether an entry was ever sent without an answer. It is remembered beside its state, because an attempt that certainly did not arrive says
/// nothing of the one before it.
///
/// # Errors
/// From the database.
pub fn is_doubted(reader: &Reader<'_>, op_id: OpId) -> Result<bool> {
    let mut statement = reader.0.prepare_cached("SELECT doubted FROM outbox WHERE op_id = :op_id")?;
    Ok(optional(statement.query_row(named_params! {":op_id": Sql(op_id)}, |row| row.get(0)))?.unwrap_or(false))
}

/// Gives an entry its portal and number, and what it asks, once, when it is first sent: from then on it is asked in these words alone.
///
/// # Errors
/// From the database.
pub fn number(writer: &Writer<'_>, op_id: OpId, portal: Uuid, op_seq: u64, act: &Value) -> Result<()> {
    let mut statement = writer
        .0
        .prepare_cached("UPDATE outbox SET portal_id = :portal_id, op_seq = :op_seq, act = :act WHERE op_id = :op_id AND op_seq IS NULL")?;
    statement.execute(named_params! {":op_id": Sql(op_id), ":portal_id": Sql(portal), ":op_seq": op_seq, ":act": act.to_string()})?;
    Ok(())
}

/// Removes an entry that was read back or given up.
///
/// # Errors
/// From the database.
pub fn remove(writer: &Writer<'_>, op_id: OpId) -> Result<()> {
    writer.0.prepare_cached("DELETE FROM outbox WHERE op_id = :op_id")?.execute(named_params! {":op_id": Sql(op_id)})?;
    Ok(())
}

/// After a start, nothing is on its way any more: what was, is in doubt.
///
/// # Errors
/// From the database.
pub fn doubt_inflight(writer: &Writer<'_>) -> Result<usize> {
    if faults::planted(Fault::ForgetsWhatIsInflight) {
        return Ok(writer.0.execute("DELETE FROM outbox WHERE state = 'inflight'", [])?);
    }
    Ok(writer.0.execute("UPDATE outbox SET state = 'in_doubt', doubted = 1 WHERE state = 'inflight'", [])?)
}

/// Removes what the portal's history has shown, up to and including `seen_op_seq`.
///
/// # Errors
/// From the database.
pub fn confirm(writer: &Writer<'_>, portal: Uuid, seen_op_seq: u64) -> Result<usize> {
    let mut statement = writer.0.prepare_cached(if faults::planted(Fault::ConfirmsWhateverItsState) {
        "DELETE FROM outbox WHERE portal_id = :portal_id AND op_seq <= :seen_op_seq"
    } else {
        "DELETE FROM outbox WHERE portal_id = :portal_id AND state = 'acknowledged' AND op_seq <= :seen_op_seq"
    })?;
    Ok(statement.execute(named_params! {":portal_id": Sql(portal), ":seen_op_seq": seen_op_seq})?)
}

type Unparsed = (Entry, String, String, Option<String>);

fn read(row: &Row<'_>) -> rusqlite::Result<Unparsed> {
    let entry = Entry {
        op_id: row.get::<_, Sql<OpId>>("op_id")?.0,
        portal: row.get::<_, Option<Sql<Uuid>>>("portal_id")?.map(|id| id.0),
        article: row.get::<_, Sql<ArticleId>>("article_id")?.0,
        op_seq: row.get("op_seq")?,
        act: Value::Null,
        bytes: row.get("bytes")?,
        state: State::Queued,
        problem: None,
        created_ms: row.get("created_ms")?,
    };
    Ok((entry, row.get("act")?, row.get("state")?, row.get("problem")?))
}

fn parse((entry, act, state, problem): Unparsed) -> Result<Entry> {
    Ok(Entry {
        act: serde_json::from_str(&act)?,
        state: State::parse(&state)?,
        problem: problem.map(|text| serde_json::from_str(&text)).transpose()?,
        ..entry
    })
}
