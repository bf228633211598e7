"""The tables of an archive.

files ─< sources >─ pages ─< parts >─ articles ─< fields, mentions
                                        ├─────< chunks      removed: chunk ids that are gone
                                        ├─────  joins       which are parts of one
                                        └─────< sketches, likenesses: which are reprints
"""

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO meta VALUES ('revision', '0');
CREATE TABLE commits (revision INTEGER PRIMARY KEY, token TEXT NOT NULL);  -- token: of this one history

CREATE TABLE files (
    id INTEGER PRIMARY KEY,
    root TEXT NOT NULL,             -- the indexed folder, where it stands on this disk
    path TEXT NOT NULL,             -- relative to it
    size INTEGER NOT NULL, mtime INTEGER NOT NULL,  -- of the bytes last read, nanoseconds
    hash BLOB NOT NULL,             -- empty until the file has been read to its end
    UNIQUE (root, path)
);
CREATE TABLE pages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    hash BLOB NOT NULL UNIQUE,
    format TEXT NOT NULL,
    raw BLOB NOT NULL,              -- g or u (GB18030 or UTF-8), zlib
    given TEXT NOT NULL             -- JSON, what is empty left out
);
CREATE TABLE sources (              -- the same page may come from several places
    file INTEGER NOT NULL REFERENCES files ON DELETE CASCADE,
    record TEXT NOT NULL,
    line INTEGER NOT NULL,
    page INTEGER NOT NULL REFERENCES pages,
    PRIMARY KEY (file, record)
) WITHOUT ROWID;
CREATE INDEX sources_page ON sources (page);
CREATE TABLE loose (page INTEGER PRIMARY KEY);  -- pages that got or lost a source, maybe their last
CREATE TRIGGER source_added AFTER INSERT ON sources BEGIN
    INSERT INTO loose SELECT new.page WHERE new.page NOT IN loose;  -- OR IGNORE yields to an upsert's clause
END;
CREATE TRIGGER source_dropped AFTER DELETE ON sources BEGIN
    INSERT INTO loose SELECT old.page WHERE old.page NOT IN loose;
END;
CREATE TRIGGER source_changed AFTER UPDATE OF page ON sources BEGIN
    INSERT INTO loose SELECT old.page WHERE old.page NOT IN loose;
    INSERT INTO loose SELECT new.page WHERE new.page NOT IN loose;
END;
CREATE TABLE issues (folder TEXT PRIMARY KEY) WITHOUT ROWID;  -- folders that were declared one issue

CREATE TABLE articles (
    id TEXT PRIMARY KEY,
    paper TEXT NOT NULL, date TEXT NOT NULL, page TEXT NOT NULL, url TEXT NOT NULL,
    continued_from TEXT NOT NULL, continued_on TEXT NOT NULL, garbled TEXT NOT NULL,  -- JSON
    issue TEXT NOT NULL DEFAULT ''  -- only articles of one issue can be parts of one
) WITHOUT ROWID;
CREATE INDEX articles_issue ON articles (issue);
CREATE TABLE unsettled (issue TEXT PRIMARY KEY) WITHOUT ROWID;  -- issues that changed: to be joined anew
CREATE TRIGGER article_moved AFTER UPDATE OF issue ON articles BEGIN
    INSERT OR IGNORE INTO unsettled VALUES (old.issue), (new.issue);
END;
CREATE TRIGGER article_dropped AFTER DELETE ON articles BEGIN
    INSERT OR IGNORE INTO unsettled VALUES (old.issue);
END;
CREATE TABLE joins (                -- derived: an article of one part has no row
    part TEXT PRIMARY KEY REFERENCES articles ON DELETE CASCADE,
    article TEXT NOT NULL,          -- the first part's id
    ordinal INTEGER NOT NULL,
    first INTEGER NOT NULL          -- where the part begins in the whole text
) WITHOUT ROWID;
CREATE INDEX joins_article ON joins (article, ordinal);
CREATE TABLE sketches (
    id INTEGER PRIMARY KEY,
    article TEXT NOT NULL UNIQUE REFERENCES articles ON DELETE CASCADE,
    sketch BLOB NOT NULL            -- MinHash
);
CREATE TABLE bands (key INTEGER NOT NULL, sketch INTEGER NOT NULL, PRIMARY KEY (key, sketch)) WITHOUT ROWID;
CREATE TABLE likenesses (           -- both ways
    article TEXT NOT NULL REFERENCES articles ON DELETE CASCADE,
    other TEXT NOT NULL REFERENCES articles ON DELETE CASCADE,
    PRIMARY KEY (article, other)
) WITHOUT ROWID;
CREATE INDEX likenesses_other ON likenesses (other);
CREATE TABLE parts (
    article TEXT NOT NULL REFERENCES articles ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    source INTEGER NOT NULL REFERENCES pages ON DELETE CASCADE,
    page TEXT NOT NULL,             -- 版次
    lines TEXT NOT NULL,            -- JSON
    first INTEGER NOT NULL, past INTEGER NOT NULL,  -- offsets into the article's text
    PRIMARY KEY (article, ordinal)
) WITHOUT ROWID;
CREATE INDEX parts_source ON parts (source);
CREATE TABLE fields (
    article TEXT NOT NULL REFERENCES articles ON DELETE CASCADE,
    name TEXT NOT NULL,             -- body, headline, kicker, subtitle, byline
    origin BLOB NOT NULL,           -- where in its page's raw text each character stands: differences, zlib
    others BLOB NOT NULL,           -- places and characters that are not those of the raw text, zlib
    PRIMARY KEY (article, name)
);
CREATE TABLE mentions (
    article TEXT NOT NULL REFERENCES articles ON DELETE CASCADE,
    first INTEGER NOT NULL, past INTEGER NOT NULL,  -- offsets into the part's text
    since TEXT NOT NULL, until TEXT NOT NULL,
    PRIMARY KEY (article, first, past)
) WITHOUT ROWID;

CREATE TABLE chunks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used again, so a derived index cannot mistake one
    article TEXT NOT NULL REFERENCES articles ON DELETE CASCADE,
    first INTEGER NOT NULL, past INTEGER NOT NULL,
    revision INTEGER NOT NULL,      -- the one that added it
    vector BLOB NOT NULL            -- a float16, and as many times that: int8 each
);
CREATE INDEX chunks_article ON chunks (article);
CREATE INDEX chunks_revision ON chunks (revision);
CREATE TABLE removed (chunk INTEGER PRIMARY KEY, revision INTEGER NOT NULL);
CREATE INDEX removed_revision ON removed (revision);
CREATE TRIGGER chunk_removed AFTER DELETE ON chunks BEGIN
    INSERT INTO removed SELECT old.id, value FROM meta WHERE key = 'revision';
END;
"""
