-- Facts about this profile that are neither articles nor portals: the device's id, the article that was open last.
CREATE TABLE settings (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL              -- JSON
) STRICT, WITHOUT ROWID;

-- A portal that this profile has signed in to. Another installation at the same address is another row with a mirror of its own.
CREATE TABLE portals (
    id          BLOB NOT NULL PRIMARY KEY,  -- the portal's instance_id
    epoch       BLOB NOT NULL,              -- changes when the portal was restored from a backup; its cursor is void then
    url         TEXT NOT NULL,
    name        TEXT NOT NULL,
    cursor      TEXT,                       -- opaque; what the next pull continues from
    next_op_seq INTEGER NOT NULL DEFAULT 1, -- this device's counter at this portal
    seen_op_seq INTEGER NOT NULL DEFAULT 0, -- what the portal's history showed of it
    catalogue   TEXT                        -- JSON, as last received
) STRICT, WITHOUT ROWID;

-- One row per article: what is on the screen now, saved at every pause in typing.
CREATE TABLE articles (
    id           BLOB NOT NULL PRIMARY KEY,
    content      TEXT NOT NULL,     -- JSON of the content's own schema version
    content_hash BLOB NOT NULL,     -- of content
    head         BLOB REFERENCES revisions (id) DEFERRABLE INITIALLY DEFERRED,  -- what content was edited from; none before the first revision
    caret        TEXT NOT NULL,     -- JSON, the editor's own
    title        TEXT NOT NULL,     -- of content, for lists
    kind         TEXT NOT NULL,     -- of content, for lists
    section      TEXT,              -- of content, for lists
    sought       TEXT NOT NULL,     -- title and sapo in lower case without marks, for finding
    created_ms   INTEGER NOT NULL,
    saved_ms     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX articles_by_saved ON articles (saved_ms DESC);

-- Every state that someone committed to. Rows are added and never changed.
CREATE TABLE revisions (
    id           BLOB NOT NULL PRIMARY KEY,  -- SHA-256 of body
    article_id   BLOB NOT NULL,
    content_hash BLOB NOT NULL,
    origin       TEXT NOT NULL CHECK (origin IN ('autosave', 'submitted', 'chosen', 'remote')),
    made_at_ms   INTEGER NOT NULL,           -- the writing device's clock: a hint
    body         TEXT NOT NULL               -- canonical JSON, parents included
) STRICT, WITHOUT ROWID;

CREATE INDEX revisions_by_article ON revisions (article_id, made_at_ms);

CREATE TRIGGER revisions_are_immutable BEFORE UPDATE ON revisions
BEGIN
    SELECT RAISE(ABORT, 'a revision is never changed');
END;

-- What a portal last said about each article. A new portal starts with none.
CREATE TABLE mirrors (
    article_id BLOB NOT NULL,
    portal_id  BLOB NOT NULL REFERENCES portals (id),
    agreed     BLOB,              -- the revision that both sides last had in common: the base of the next change
    head       BLOB,              -- the portal's own head
    seq        INTEGER NOT NULL,  -- the portal's commit order, not a time
    state      TEXT,              -- JSON: stage, owner, publication, events as pulled; none while only a receipt is known
    PRIMARY KEY (article_id, portal_id)
) STRICT, WITHOUT ROWID;

-- Everything asked of a portal and not yet read back from it.
CREATE TABLE outbox (
    op_id           BLOB NOT NULL PRIMARY KEY,
    portal_id       BLOB REFERENCES portals (id),  -- none while nobody has signed in
    article_id      BLOB NOT NULL,
    position        INTEGER NOT NULL UNIQUE,       -- order of conception
    op_seq          INTEGER,                       -- given when it is first sent
    act             TEXT NOT NULL,                 -- JSON
    act_version     INTEGER NOT NULL,              -- of the JSON's form
    state           TEXT NOT NULL CHECK (state IN ('queued', 'inflight', 'in_doubt', 'acknowledged', 'refused')),
    problem         TEXT,                          -- JSON, why it was refused or waits
    created_ms      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX outbox_by_seq ON outbox (portal_id, op_seq);
CREATE INDEX outbox_by_article ON outbox (article_id, position);

-- Media of this profile. The bytes lie encrypted in files named by blob beside this database.
CREATE TABLE media (
    blob       BLOB NOT NULL PRIMARY KEY,  -- SHA-256 of what is sent
    media_type TEXT NOT NULL,
    bytes      INTEGER NOT NULL,
    width      INTEGER,
    height     INTEGER,
    file_name  TEXT NOT NULL,
    original   BLOB,                       -- the file as it came in, kept on this machine only
    added_ms   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Media that a portal has confirmed, so that no byte goes twice.
CREATE TABLE uploads (
    blob      BLOB NOT NULL,
    portal_id BLOB NOT NULL REFERENCES portals (id),
    PRIMARY KEY (blob, portal_id)
) STRICT, WITHOUT ROWID;

-- Changes of kinds that this build does not know, kept for one that does.
CREATE TABLE quarantine (
    portal_id BLOB NOT NULL REFERENCES portals (id),
    seq       INTEGER NOT NULL,
    body      TEXT NOT NULL,
    PRIMARY KEY (portal_id, seq)
) STRICT, WITHOUT ROWID;
