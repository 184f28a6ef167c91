-- Words that the person taught the checker: names, terms of their trade. The organisation's own come with the portal's catalogue.
CREATE TABLE words (
    word     TEXT NOT NULL PRIMARY KEY,  -- composed, in lower case; of several words when a space is in it
    shown    TEXT NOT NULL,              -- as it was written
    added_ms INTEGER NOT NULL            -- by this machine's clock
) STRICT, WITHOUT ROWID;

-- Findings that the person passed over in an article, so that they are not shown there again.
CREATE TABLE passed_findings (
    article_id BLOB NOT NULL,  -- of any article that can be read here, the portal's too; goes with it when it is deleted
    rule       TEXT NOT NULL,  -- the rule's name
    text       TEXT NOT NULL,  -- what is written there, composed
    PRIMARY KEY (article_id, rule, text)
) STRICT, WITHOUT ROWID;
