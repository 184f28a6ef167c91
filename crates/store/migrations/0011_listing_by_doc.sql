-- What a search asks of each document that it may show, without the pages of the rows between the numbers.
CREATE INDEX listing_by_doc ON listing (doc, changed_ms, has);
