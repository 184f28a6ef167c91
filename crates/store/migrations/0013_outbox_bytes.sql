-- A text is in the outbox by its revision's name from here on, and lies in the database once. How many bytes of text an entry sends stands beside it.
ALTER TABLE outbox ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0;
UPDATE outbox SET bytes = length(CAST(act AS BLOB)) WHERE json_extract(act, '$.act') = 'put_revision';
