-- The oldest place in the commit order from which a pull can go on: what was deleted before it is forgotten.
ALTER TABLE installations ADD COLUMN oldest_cursor INTEGER NOT NULL DEFAULT 0;

-- The device that brought a revision; none for those from before this was noted. What a device sent need not be sent back to it.
ALTER TABLE revisions ADD COLUMN sent_by BLOB;

-- Articles that were deleted, by someone, on purpose. The article's own row stays, with the place of its deletion in the commit order; an
-- edit takes the tombstone away again.
CREATE TABLE tombstones (
    article_id BLOB PRIMARY KEY REFERENCES articles (id),
    account_id BLOB NOT NULL REFERENCES accounts (id),
    name       TEXT NOT NULL,           -- as it was then
    at_ms      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX tombstones_by_time ON tombstones (at_ms);

-- Who may use a medium for their articles: whoever brought its bytes, or could read it when they used it. Knowing a digest opens nothing.
-- What an account holds counts towards its quota.
CREATE TABLE blob_holders (
    account_id BLOB NOT NULL REFERENCES accounts (id),
    blob_id    BLOB NOT NULL REFERENCES blobs (id),
    since_ms   INTEGER NOT NULL,
    PRIMARY KEY (account_id, blob_id)
) STRICT, WITHOUT ROWID;
INSERT INTO blob_holders (account_id, blob_id, since_ms)
    SELECT a.owner_id, b.id, min(b.received_at_ms)
    FROM articles a JOIN revisions r ON r.article_id = a.id JOIN revision_blobs n ON n.revision_id = r.id JOIN blobs b ON b.id = n.blob_id
    GROUP BY a.owner_id, b.id;

-- Uploads under way. How far each has come is told by its file alone, which is durable before anyone hears of it.
CREATE TABLE uploads (
    id            BLOB PRIMARY KEY,     -- random; part of its address
    account_id    BLOB NOT NULL REFERENCES accounts (id),
    blob_id       BLOB NOT NULL,        -- SHA-256 that was announced
    media_type    TEXT NOT NULL,        -- that was announced
    bytes         INTEGER NOT NULL,     -- that were announced
    expires_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX uploads_by_account ON uploads (account_id);

-- What a pull asks of the receipts of one device, however many there are.
CREATE INDEX receipts_by_seq ON receipts (account_id, device_id, seq);
CREATE INDEX revisions_by_article ON revisions (article_id);
