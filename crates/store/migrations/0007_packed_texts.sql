-- The texts of articles and revisions are compressed: `packed` gives a Zstandard frame of a text. What questions ask of a revision without
-- reading it gets columns of its own. SQLite cannot change a column, so both tables are built anew; heads are checked when the migration commits.
CREATE TABLE revisions_kept AS
SELECT id, article_id, content_hash, origin, made_at_ms, json_extract(body, '$.parents') AS parents,
       instr(body, '"blob":') > 0 AS has_media, packed(body) AS body
FROM revisions;
DROP TABLE revisions;

-- Every state that someone committed to. Rows are added and never changed; old ones that nobody needs are thinned out.
CREATE TABLE revisions (
    id           BLOB NOT NULL PRIMARY KEY,  -- SHA-256 of the body's text
    article_id   BLOB NOT NULL,
    content_hash BLOB NOT NULL,
    origin       TEXT NOT NULL CHECK (origin IN ('autosave', 'named', 'submitted', 'approved', 'merged', 'remote', 'restored')),
    made_at_ms   INTEGER NOT NULL,           -- the writing device's clock: a hint
    parents      TEXT NOT NULL,              -- of body: JSON, ids in hexadecimal digits
    has_media    INTEGER NOT NULL,           -- of body: 1 when it may name a medium
    body         BLOB NOT NULL               -- canonical JSON, packed
) STRICT, WITHOUT ROWID;

INSERT INTO revisions (id, article_id, content_hash, origin, made_at_ms, parents, has_media, body)
SELECT id, article_id, content_hash, origin, made_at_ms, parents, has_media, body FROM revisions_kept;
DROP TABLE revisions_kept;

CREATE INDEX revisions_by_article ON revisions (article_id, made_at_ms);
-- What is asked of a revision for each row of a list, without the pages of the texts between the ids.
CREATE INDEX revisions_contents ON revisions (id, content_hash, has_media);

CREATE TRIGGER revisions_are_immutable BEFORE UPDATE ON revisions
BEGIN
    SELECT RAISE(ABORT, 'a revision is never changed');
END;
CREATE TRIGGER listing_due_by_revision AFTER INSERT ON revisions
BEGIN
    INSERT INTO listing_due (article_id, text) VALUES (NEW.article_id, 0) ON CONFLICT DO NOTHING;
END;

CREATE TABLE articles_kept AS
SELECT id, packed(content) AS content, content_hash, head, caret, title, kind, section, created_ms, saved_ms FROM articles;
DROP TABLE articles;

-- What is on the screen of each article. Words are found by the text index, so the column for finding them is gone.
CREATE TABLE articles (
    id           BLOB NOT NULL PRIMARY KEY,
    content      BLOB NOT NULL,     -- JSON of the content's own schema version, packed
    content_hash BLOB NOT NULL,     -- of content
    head         BLOB REFERENCES revisions (id) DEFERRABLE INITIALLY DEFERRED,  -- what content was edited from; none before the first revision
    caret        TEXT NOT NULL,     -- JSON, the editor's own
    title        TEXT NOT NULL,     -- of content, for lists
    kind         TEXT NOT NULL,     -- of content, for lists
    section      TEXT,              -- of content, for lists
    created_ms   INTEGER NOT NULL,
    saved_ms     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO articles (id, content, content_hash, head, caret, title, kind, section, created_ms, saved_ms)
SELECT id, content, content_hash, head, caret, title, kind, section, created_ms, saved_ms FROM articles_kept;
DROP TABLE articles_kept;

CREATE INDEX articles_by_saved ON articles (saved_ms DESC);
-- What a row of a list shows, without the pages of the text that it lies behind.
CREATE INDEX articles_headings ON articles (id, title, kind, section, content_hash, head, saved_ms);

CREATE TRIGGER listing_due_by_article_in AFTER INSERT ON articles
BEGIN
    INSERT INTO listing_due (article_id, text) VALUES (NEW.id, 1) ON CONFLICT DO UPDATE SET text = 1;
END;
CREATE TRIGGER listing_due_by_article AFTER UPDATE ON articles
BEGIN
    INSERT INTO listing_due (article_id, text) VALUES (NEW.id, NEW.content_hash <> OLD.content_hash)
    ON CONFLICT DO UPDATE SET text = max(text, excluded.text);
END;
CREATE TRIGGER listing_due_by_article_out AFTER DELETE ON articles
BEGIN
    INSERT INTO listing_due (article_id, text) VALUES (OLD.id, 1) ON CONFLICT DO UPDATE SET text = 1;
END;
