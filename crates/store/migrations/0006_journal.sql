-- What was typed since an article's content was last written whole, in batches. A batch is durable before the window calls it saved; it goes when
-- the content that includes it is written.
CREATE TABLE journal (
    article_id BLOB NOT NULL,
    seq        INTEGER NOT NULL,  -- 1 for the first batch after the content was written whole; no gaps
    base_hash  BLOB NOT NULL,     -- of the content that the first batch was typed from
    batch      TEXT NOT NULL,     -- JSON: the editor's steps and the fields that changed, in the order typed
    version    INTEGER NOT NULL,  -- of the batch's form
    typed_ms   INTEGER NOT NULL,
    PRIMARY KEY (article_id, seq)
) STRICT, WITHOUT ROWID;

-- Batches that could not be applied to any content. Nothing reads them but a person who looks for lost words; nothing deletes them.
CREATE TABLE journal_aside (
    position   INTEGER NOT NULL PRIMARY KEY,
    article_id BLOB NOT NULL,
    seq        INTEGER NOT NULL,
    base_hash  BLOB NOT NULL,
    batch      TEXT NOT NULL,
    version    INTEGER NOT NULL,
    typed_ms   INTEGER NOT NULL,
    aside_ms   INTEGER NOT NULL,
    reason     TEXT NOT NULL      -- for support: no word of the article
) STRICT;

CREATE INDEX journal_aside_by_article ON journal_aside (article_id, position);

-- Articles that came back with more than their last content after an unclean end, until the person has said which text goes on.
CREATE TABLE recoveries (
    article_id   BLOB NOT NULL PRIMARY KEY,
    before       BLOB REFERENCES revisions (id) DEFERRABLE INITIALLY DEFERRED,  -- the last content; none for an empty page
    after        BLOB REFERENCES revisions (id) DEFERRABLE INITIALLY DEFERRED,  -- with what the journal held; none when nothing could be applied
    recovered_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
