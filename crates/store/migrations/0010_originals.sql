-- What somebody pasted into an article, as it came, when they asked to keep it. It stays on this machine: no content names it and no portal gets it.
CREATE TABLE originals (
    id         BLOB NOT NULL PRIMARY KEY,
    article_id BLOB NOT NULL,
    blob       BLOB NOT NULL,     -- SHA-256 of the file in the vault; its row in media is of the type below
    file_name  TEXT NOT NULL,     -- under which it is written for a person
    bytes      INTEGER NOT NULL,
    kept_ms    INTEGER NOT NULL   -- this machine's clock
) STRICT, WITHOUT ROWID;

CREATE INDEX originals_by_article ON originals (article_id, id);

-- Its file is nobody else's: without the row in media the next look at the vault takes it away.
CREATE TRIGGER originals_take_their_file_along AFTER DELETE ON originals
BEGIN
    DELETE FROM media WHERE blob = OLD.blob AND media_type = 'application/x-banthao-original'
        AND NOT EXISTS (SELECT 1 FROM originals WHERE blob = OLD.blob);
END;

CREATE TRIGGER originals_go_with_their_article AFTER DELETE ON articles
BEGIN
    DELETE FROM originals WHERE article_id = OLD.id;
END;
