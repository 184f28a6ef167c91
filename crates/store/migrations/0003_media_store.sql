-- Media that nothing named when it was last looked. A medium is removed only when nothing names it at a second look, long after the first.
CREATE TABLE media_marks (
    blob      BLOB NOT NULL PRIMARY KEY,
    marked_ms INTEGER NOT NULL           -- the first look, this machine's clock
) STRICT, WITHOUT ROWID;

-- The small picture that lists show of a medium. Its bytes are a file of their own beside the medium's.
CREATE TABLE thumbnails (
    blob      BLOB NOT NULL PRIMARY KEY,  -- the medium
    thumbnail BLOB NOT NULL               -- SHA-256 of the small picture
) STRICT, WITHOUT ROWID;
