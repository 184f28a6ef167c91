-- A revision gains more reasons to exist, and a choice between two texts is called by what it is: a merge. SQLite cannot change a CHECK, so the
-- table is built anew; heads are checked against it when the migration commits.
CREATE TABLE revisions_kept AS SELECT * FROM revisions;
DROP TABLE revisions;

-- Every state that someone committed to. Rows are added and never changed; old ones that nobody needs are thinned out.
CREATE TABLE revisions (
    id           BLOB NOT NULL PRIMARY KEY,  -- SHA-256 of body
    article_id   BLOB NOT NULL,
    content_hash BLOB NOT NULL,
    origin       TEXT NOT NULL CHECK (origin IN ('autosave', 'named', 'submitted', 'approved', 'merged', 'remote', 'restored')),
    made_at_ms   INTEGER NOT NULL,           -- the writing device's clock: a hint
    body         TEXT NOT NULL               -- canonical JSON, parents included
) STRICT, WITHOUT ROWID;

INSERT INTO revisions (id, article_id, content_hash, origin, made_at_ms, body)
SELECT id, article_id, content_hash, CASE origin WHEN 'chosen' THEN 'merged' ELSE origin END, made_at_ms, body FROM revisions_kept;
DROP TABLE revisions_kept;

CREATE INDEX revisions_by_article ON revisions (article_id, made_at_ms);

CREATE TRIGGER revisions_are_immutable BEFORE UPDATE ON revisions
BEGIN
    SELECT RAISE(ABORT, 'a revision is never changed');
END;

-- What an officer calls a revision. Beside the revision and not in it: a name may change, a revision may not.
CREATE TABLE revision_names (
    revision_id BLOB NOT NULL PRIMARY KEY,
    name        TEXT NOT NULL CHECK (name <> ''),
    named_ms    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What a portal has done with a revision, as it was read back. A revision with a row here is never thinned out.
CREATE TABLE milestones (
    revision_id BLOB NOT NULL,
    what        TEXT NOT NULL CHECK (what IN ('received', 'submitted', 'approved', 'published')),
    at_ms       INTEGER NOT NULL,            -- the portal's clock where it said, this machine's otherwise
    PRIMARY KEY (revision_id, what)
) STRICT, WITHOUT ROWID;

INSERT INTO milestones (revision_id, what, at_ms)
SELECT head, 'received', coalesce(max(json_extract(state, '$.received_at_ms')), 0) FROM mirrors WHERE head IS NOT NULL GROUP BY head;
INSERT INTO milestones (revision_id, what, at_ms)
SELECT agreed, 'received', 0 FROM mirrors WHERE agreed IS NOT NULL GROUP BY agreed ON CONFLICT DO NOTHING;
INSERT INTO milestones (revision_id, what, at_ms)
SELECT unhex(json_extract(state, '$.publication.revision')), 'published', max(json_extract(state, '$.publication.modified_at_ms'))
FROM mirrors WHERE json_extract(state, '$.publication.revision') IS NOT NULL GROUP BY 1;

-- The parents of revisions that were thinned out: their texts are gone, but who descends from whom is still known to sync.
CREATE TABLE thinned (
    id     BLOB NOT NULL,
    parent BLOB NOT NULL,
    PRIMARY KEY (id, parent)
) STRICT, WITHOUT ROWID;

-- Articles that were thrown away and can still be taken back, each with the text that it had then.
CREATE TABLE trash (
    article_id BLOB NOT NULL PRIMARY KEY,
    trashed_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Articles that were deleted for good. None of their text is left; the row keeps a pull from bringing back what was already known.
CREATE TABLE tombstones (
    article_id BLOB NOT NULL PRIMARY KEY,
    deleted_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
