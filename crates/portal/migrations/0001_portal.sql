-- This installation of the portal. One row.
CREATE TABLE installations (
    id              INTEGER PRIMARY KEY CHECK (id = 1),
    instance_id     BLOB NOT NULL,      -- another one gets another mirror on the client
    epoch           BLOB NOT NULL,      -- changes when restored from a backup; cursors of another epoch are void
    seq             INTEGER NOT NULL,   -- the commit order of the whole portal; grows in the transaction of each effect
    installed_at_ms INTEGER NOT NULL
) STRICT;

-- What is laid down as data: sections, kinds, levels. The highest version holds.
CREATE TABLE catalogues (
    version INTEGER PRIMARY KEY,
    wire    TEXT NOT NULL               -- wire::Catalogue as JSON
) STRICT;

CREATE TABLE units (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE accounts (
    id            BLOB PRIMARY KEY,
    username      TEXT NOT NULL UNIQUE,
    name          TEXT NOT NULL,
    unit_code     TEXT NOT NULL REFERENCES units (code),
    password_hash TEXT NOT NULL         -- PHC string, Argon2id
) STRICT, WITHOUT ROWID;

CREATE TABLE account_roles (
    account_id BLOB NOT NULL REFERENCES accounts (id),
    role       TEXT NOT NULL,
    PRIMARY KEY (account_id, role)
) STRICT, WITHOUT ROWID;

-- Tokens handed out. The token itself is nowhere: a copy of this table signs nobody in.
CREATE TABLE sessions (
    token_hash    BLOB PRIMARY KEY,     -- SHA-256
    account_id    BLOB NOT NULL REFERENCES accounts (id),
    device_id     BLOB NOT NULL,        -- the only device on whose behalf it may push
    device_name   TEXT NOT NULL,
    created_at_ms INTEGER NOT NULL,
    expires_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Media whose bytes are durable in the blob folder: the file comes first, the row after it.
CREATE TABLE blobs (
    id             BLOB PRIMARY KEY,    -- SHA-256 of the bytes
    media_type     TEXT NOT NULL,       -- established from the bytes
    bytes          INTEGER NOT NULL,
    received_at_ms INTEGER NOT NULL,
    rendered_at_ms INTEGER              -- set without any rendition: a picture that cannot be decoded
) STRICT, WITHOUT ROWID;

-- A picture at the widths of the public pages.
CREATE TABLE renditions (
    blob_id      BLOB NOT NULL REFERENCES blobs (id),
    step         INTEGER NOT NULL,      -- the width asked for, part of the address
    pixel_width  INTEGER NOT NULL,
    pixel_height INTEGER NOT NULL,
    media_type   TEXT NOT NULL,
    PRIMARY KEY (blob_id, step)
) STRICT, WITHOUT ROWID;

-- Every revision ever received; nothing is overwritten.
CREATE TABLE revisions (
    id             BLOB PRIMARY KEY,    -- SHA-256 of the canonical bytes
    article_id     BLOB NOT NULL,
    content_hash   BLOB NOT NULL,
    canonical      BLOB NOT NULL,       -- document::Revision, RFC 8785
    received_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The media that a revision needs, whether or not they have arrived.
CREATE TABLE revision_blobs (
    revision_id BLOB NOT NULL REFERENCES revisions (id),
    position    INTEGER NOT NULL,
    blob_id     BLOB NOT NULL,
    PRIMARY KEY (revision_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX revision_blobs_by_blob ON revision_blobs (blob_id);

CREATE TABLE articles (
    id            BLOB PRIMARY KEY,
    owner_id      BLOB NOT NULL REFERENCES accounts (id),
    unit_code     TEXT NOT NULL REFERENCES units (code),
    head          BLOB NOT NULL REFERENCES revisions (id),
    stage         TEXT NOT NULL,        -- wire::Stage as JSON
    reached_level INTEGER,              -- highest level it ever came before; decides who may see it, so it never falls
    seq           INTEGER NOT NULL UNIQUE
) STRICT, WITHOUT ROWID;
CREATE INDEX articles_by_owner ON articles (owner_id, seq);
CREATE INDEX articles_by_head ON articles (head);

-- What happened to an article, oldest first.
CREATE TABLE events (
    id         INTEGER PRIMARY KEY,
    article_id BLOB NOT NULL REFERENCES articles (id),
    at_ms      INTEGER NOT NULL,
    account_id BLOB NOT NULL REFERENCES accounts (id),
    name       TEXT NOT NULL,           -- as it was then
    kind       TEXT NOT NULL            -- wire::EventKind as JSON
) STRICT;
CREATE INDEX events_by_article ON events (article_id, id);

-- What the public sees. The head of the article may have moved on.
CREATE TABLE publications (
    article_id      BLOB PRIMARY KEY REFERENCES articles (id),
    revision_id     BLOB NOT NULL REFERENCES revisions (id),
    content_hash    BLOB NOT NULL,
    section         TEXT NOT NULL,
    slug            TEXT NOT NULL,      -- of the first publication: an address that was given out stays
    short_id        TEXT NOT NULL UNIQUE,
    published_at_ms INTEGER NOT NULL,
    modified_at_ms  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX publications_by_time ON publications (published_at_ms DESC);
CREATE INDEX publications_by_section ON publications (section, published_at_ms DESC);
CREATE INDEX publications_by_revision ON publications (revision_id);

-- The first answer to each operation, given again whenever the operation is sent again.
CREATE TABLE receipts (
    account_id BLOB NOT NULL REFERENCES accounts (id),
    device_id  BLOB NOT NULL,
    op_id      BLOB NOT NULL,
    op_seq     INTEGER NOT NULL,
    article_id BLOB NOT NULL,
    seq        INTEGER,                 -- of its effect; none when it had none
    body_hash  BLOB NOT NULL,           -- SHA-256 of what was asked: one id cannot ask for two things
    wire       TEXT NOT NULL,           -- wire::Receipt as JSON
    at_ms      INTEGER NOT NULL,
    PRIMARY KEY (account_id, device_id, op_id)
) STRICT, WITHOUT ROWID;

-- How far a device's counter has come into the portal's history.
CREATE TABLE device_progress (
    account_id  BLOB NOT NULL REFERENCES accounts (id),
    device_id   BLOB NOT NULL,
    last_op_seq INTEGER NOT NULL,
    PRIMARY KEY (account_id, device_id)
) STRICT, WITHOUT ROWID;
