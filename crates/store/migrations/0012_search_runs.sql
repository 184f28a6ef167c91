-- The text index anew: what was one row for each term of a chunk becomes a run, sorted terms packed into blocks, and runs are merged. The articles
-- are read again for it.
DROP TABLE search_postings;
DELETE FROM search_fresh;
DELETE FROM search_chunks;
DELETE FROM settings WHERE name = 'search_next_doc';
DELETE FROM listing;
INSERT INTO listing_due (article_id, text) SELECT id, 1 FROM articles WHERE true ON CONFLICT DO UPDATE SET text = 1;

-- A run holds the terms of texts of one chunk.
CREATE TABLE search_runs (
    run   INTEGER NOT NULL PRIMARY KEY,
    chunk INTEGER NOT NULL,
    texts INTEGER NOT NULL   -- how many, replaced ones included
) STRICT;

-- Terms in their order, each with the documents that hold it: offsets in the chunk, 512 bytes of bits or less as differences. A block fills a page.
CREATE TABLE search_blocks (
    block INTEGER NOT NULL PRIMARY KEY,
    run   INTEGER NOT NULL,
    first BLOB NOT NULL,     -- its first term: a letter for the form and place, then the word
    terms BLOB NOT NULL
) STRICT;

CREATE UNIQUE INDEX search_blocks_by_first ON search_blocks (run, first);
