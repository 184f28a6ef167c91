-- Articles that the sync engine has yet to look at. Written by triggers in the transaction of the change itself, so that no writer can forget it
-- and a turn costs as much as has changed and not as much as there is. A row goes in the transaction that carries out what the plan says.
CREATE TABLE sync_due (
    article_id BLOB NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;

INSERT INTO sync_due (article_id) SELECT id FROM articles;

CREATE TRIGGER sync_due_by_article_in AFTER INSERT ON articles
BEGIN
    INSERT INTO sync_due (article_id) VALUES (NEW.id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER sync_due_by_article AFTER UPDATE OF content_hash, head ON articles
    WHEN NEW.content_hash <> OLD.content_hash OR NEW.head IS NOT OLD.head
BEGIN
    INSERT INTO sync_due (article_id) VALUES (NEW.id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER sync_due_by_mirror_in AFTER INSERT ON mirrors
BEGIN
    INSERT INTO sync_due (article_id) VALUES (NEW.article_id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER sync_due_by_mirror AFTER UPDATE ON mirrors
BEGIN
    INSERT INTO sync_due (article_id) VALUES (NEW.article_id) ON CONFLICT DO NOTHING;
END;
-- An operation that was given up or found impossible leaves its text to be planned anew; one that was read back has said it in the mirror.
CREATE TRIGGER sync_due_by_outbox_out AFTER DELETE ON outbox WHEN OLD.state <> 'acknowledged'
BEGIN
    INSERT INTO sync_due (article_id) VALUES (OLD.article_id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER sync_due_by_trash_out AFTER DELETE ON trash
BEGIN
    INSERT INTO sync_due (article_id) VALUES (OLD.article_id) ON CONFLICT DO NOTHING;
END;
-- A portal that this profile has not met has nothing of what is here.
CREATE TRIGGER sync_due_by_portal_in AFTER INSERT ON portals
BEGIN
    INSERT INTO sync_due (article_id) SELECT id FROM articles WHERE true ON CONFLICT DO NOTHING;
END;

-- What the engine picks from the outbox, without reading what waits for a person or for the next pull.
CREATE INDEX outbox_by_state ON outbox (state, position);

-- 1 once it was sent without an answer: an attempt that certainly did not arrive says nothing of the one before it.
ALTER TABLE outbox ADD COLUMN doubted INTEGER NOT NULL DEFAULT 0;
UPDATE outbox SET doubted = 1 WHERE state IN ('inflight', 'in_doubt');

-- Media on their way to a portal: derived from the texts that it has, kept because an upload outlives the process that began it.
CREATE TABLE transfers (
    blob       BLOB NOT NULL,
    portal_id  BLOB NOT NULL REFERENCES portals (id),
    article_id BLOB NOT NULL,              -- of the articles that name it, the one that asked first
    bytes      INTEGER NOT NULL,
    url        TEXT,                       -- where the portal takes it; none before an upload was begun
    sent       INTEGER NOT NULL DEFAULT 0, -- bytes that the portal has said to be durable
    problem    TEXT,                       -- JSON: why the portal refused it; waits for a person
    urged      INTEGER NOT NULL DEFAULT 0, -- 1 when a person said to send it although the network costs money
    since_ms   INTEGER NOT NULL,
    PRIMARY KEY (blob, portal_id)
) STRICT, WITHOUT ROWID;

-- Small things first.
CREATE INDEX transfers_by_size ON transfers (portal_id, bytes, blob);

-- Deletions that a portal told of and that were not carried out yet. Those of one pull are counted first: many at once wait for a person.
CREATE TABLE withheld_deletions (
    article_id BLOB NOT NULL,
    portal_id  BLOB NOT NULL REFERENCES portals (id),
    seq        INTEGER NOT NULL,  -- the portal's commit order
    told       TEXT NOT NULL,     -- JSON: the change as it came
    PRIMARY KEY (article_id, portal_id)
) STRICT, WITHOUT ROWID;
