-- What lists and search go by, one row per article. An index, never an answer: where an article is, is derived from the facts when a row is
-- shown. Everything below can be thrown away and made again from articles, mirrors, outbox and uploads.
CREATE TABLE listing (
    article_id  BLOB NOT NULL PRIMARY KEY,
    doc         INTEGER NOT NULL UNIQUE,  -- its number in the text index; a later text has a higher one
    shelf       TEXT NOT NULL,
    state       TEXT NOT NULL,            -- the class of its status, for filters
    kind        TEXT NOT NULL,            -- a code
    section     TEXT NOT NULL,            -- a code; empty for none
    author      TEXT NOT NULL,            -- folded name; empty when nobody has signed in
    has         INTEGER NOT NULL,         -- bits: 1 image, 2 file, 4 link, 8 table
    waits       INTEGER NOT NULL,         -- 1 when something of it may have to be sent
    changed_ms  INTEGER NOT NULL,
    title_key   BLOB NOT NULL,            -- collation keys, Vietnamese
    author_key  BLOB NOT NULL,            -- by given name
    section_key BLOB NOT NULL             -- of the section's name
) STRICT, WITHOUT ROWID;

CREATE INDEX listing_by_changed ON listing (shelf, changed_ms DESC, doc DESC);
CREATE INDEX listing_by_title ON listing (shelf, title_key, changed_ms DESC, doc DESC);
CREATE INDEX listing_by_author ON listing (shelf, author_key, changed_ms DESC, doc DESC);
CREATE INDEX listing_by_section ON listing (shelf, section_key, changed_ms DESC, doc DESC);
CREATE INDEX listing_by_facets ON listing (shelf, state, section, kind, author, has, changed_ms, doc);
CREATE INDEX listing_waiting ON listing (article_id) WHERE waits = 1;

-- What a row of a list shows, without the pages of the text that it lies behind.
CREATE INDEX articles_headings ON articles (id, title, kind, section, content_hash, head, saved_ms);

-- How many articles each list holds; counting 100,000 rows at every look would be felt.
CREATE TABLE shelf_counts (
    shelf TEXT NOT NULL PRIMARY KEY,
    count INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER listing_counts_in AFTER INSERT ON listing
BEGIN
    INSERT INTO shelf_counts (shelf, count) VALUES (NEW.shelf, 1) ON CONFLICT DO UPDATE SET count = count + 1;
END;
CREATE TRIGGER listing_counts_out AFTER DELETE ON listing
BEGIN
    UPDATE shelf_counts SET count = count - 1 WHERE shelf = OLD.shelf;
END;
CREATE TRIGGER listing_counts_move AFTER UPDATE OF shelf ON listing WHEN NEW.shelf <> OLD.shelf
BEGIN
    UPDATE shelf_counts SET count = count - 1 WHERE shelf = OLD.shelf;
    INSERT INTO shelf_counts (shelf, count) VALUES (NEW.shelf, 1) ON CONFLICT DO UPDATE SET count = count + 1;
END;

-- Articles of which something changed since their row of listing was made. Written by triggers, in the transaction of the change itself, so
-- that no writer can forget it.
CREATE TABLE listing_due (
    article_id BLOB NOT NULL PRIMARY KEY,
    text       INTEGER NOT NULL          -- 1 when its words changed too
) STRICT, WITHOUT ROWID;

INSERT INTO listing_due (article_id, text) SELECT id, 1 FROM articles;

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
CREATE TRIGGER listing_due_by_mirror_in AFTER INSERT ON mirrors
BEGIN
    INSERT INTO listing_due (article_id, text) VALUES (NEW.article_id, 0) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER listing_due_by_mirror AFTER UPDATE ON mirrors
BEGIN
    INSERT INTO listing_due (article_id, text) VALUES (NEW.article_id, 0) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER listing_due_by_mirror_out AFTER DELETE ON mirrors
BEGIN
    INSERT INTO listing_due (article_id, text) VALUES (OLD.article_id, 0) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER listing_due_by_outbox_in AFTER INSERT ON outbox
BEGIN
    INSERT INTO listing_due (article_id, text) VALUES (NEW.article_id, 0) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER listing_due_by_outbox AFTER UPDATE ON outbox
BEGIN
    INSERT INTO listing_due (article_id, text) VALUES (NEW.article_id, 0) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER listing_due_by_outbox_out AFTER DELETE ON outbox
BEGIN
    INSERT INTO listing_due (article_id, text) VALUES (OLD.article_id, 0) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER listing_due_by_revision AFTER INSERT ON revisions
BEGIN
    INSERT INTO listing_due (article_id, text) VALUES (NEW.article_id, 0) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER listing_due_by_trash_in AFTER INSERT ON trash
BEGIN
    INSERT INTO listing_due (article_id, text) VALUES (NEW.article_id, 0) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER listing_due_by_trash_out AFTER DELETE ON trash
BEGIN
    INSERT INTO listing_due (article_id, text) VALUES (OLD.article_id, 0) ON CONFLICT DO NOTHING;
END;
-- A medium says not whose it is: one that arrived concerns those that wait, one that was lost anything with media.
CREATE TRIGGER listing_due_by_upload_in AFTER INSERT ON uploads
BEGIN
    INSERT INTO listing_due (article_id, text) SELECT article_id, 0 FROM listing WHERE waits = 1 AND has & 3 <> 0 ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER listing_due_by_upload_out AFTER DELETE ON uploads
BEGIN
    INSERT INTO listing_due (article_id, text) SELECT article_id, 0 FROM listing WHERE has & 3 <> 0 ON CONFLICT DO NOTHING;
END;

-- The text index. Documents are numbered; a chunk is 4096 numbers; a posting says which documents of a chunk hold a term.
CREATE TABLE search_postings (
    chunk INTEGER NOT NULL,
    term  TEXT NOT NULL,     -- a letter for the form and place, then the word
    docs  BLOB NOT NULL,     -- offsets in the chunk: 512 bytes of bits, or less as differences
    PRIMARY KEY (chunk, term)
) STRICT, WITHOUT ROWID;

-- Which documents of a chunk are the present text of an article.
CREATE TABLE search_chunks (
    chunk INTEGER NOT NULL PRIMARY KEY,
    live  BLOB NOT NULL      -- 512 bytes of bits
) STRICT;

-- The last few documents, word after word: a save costs one row here, and many are merged into postings at once.
CREATE TABLE search_fresh (
    doc    INTEGER NOT NULL PRIMARY KEY,
    folded TEXT NOT NULL,    -- lines of title, sapo and the rest
    exact  TEXT NOT NULL     -- the same with accents
) STRICT;
