-- Searches that the person kept under a name.
CREATE TABLE saved_searches (
    id               BLOB NOT NULL PRIMARY KEY,  -- UUIDv7, so that the order of ids is the order of making
    name             TEXT NOT NULL,
    question         TEXT NOT NULL,              -- JSON: list, words, filters, order
    question_version INTEGER NOT NULL            -- of the JSON's form
) STRICT, WITHOUT ROWID;

-- How far the person has seen each portal's history. One row per portal once they have looked for the first time.
CREATE TABLE away (
    portal_id  BLOB NOT NULL PRIMARY KEY REFERENCES portals (id),
    seen_seq   INTEGER NOT NULL,  -- the portal's commit order
    seen_at_ms INTEGER NOT NULL,  -- the latest event that was seen, by the portal's clock
    looked_ms  INTEGER NOT NULL   -- when the person looked, by this machine's clock
) STRICT, WITHOUT ROWID;

-- What changed after a place in the portal's history, without reading every mirror.
CREATE INDEX mirrors_by_seq ON mirrors (portal_id, seq);
