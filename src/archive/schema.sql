-- The archive of korrektur, format 2. docs/archive.md explains it. Keys and hashes are 64 bits of XXH3, as signed integers.

-- A page as it was last added. It keeps its number where it is added again.
CREATE TABLE page (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  url TEXT,
  fetched_at TEXT,
  site INTEGER NOT NULL,     -- equal for pages that share chrome
  key INTEGER NOT NULL,      -- equal for pages that say the same
  words INTEGER NOT NULL,
  record_line INTEGER        -- in its container
);
CREATE INDEX page_url ON page (url) WHERE url IS NOT NULL;
CREATE INDEX page_key ON page (key);

-- An article or a profile of a page.
CREATE TABLE block (
  page INTEGER NOT NULL REFERENCES page (id),
  number INTEGER NOT NULL,   -- as in findings: from 1
  kind TEXT NOT NULL,        -- article, profile
  title INTEGER,             -- key of its title
  opening INTEGER,           -- key of its first line
  PRIMARY KEY (page, number)
) WITHOUT ROWID;

-- A section of a block. `block.number` in findings: block || '.' || number.
CREATE TABLE section (
  id INTEGER PRIMARY KEY,
  page INTEGER NOT NULL REFERENCES page (id),
  block INTEGER NOT NULL,
  number INTEGER NOT NULL,
  language TEXT NOT NULL,
  heading INTEGER,           -- key of its heading
  text INTEGER NOT NULL,     -- key of all its text
  key INTEGER NOT NULL,      -- key of what is compared: without lines that the site repeats
  frame INTEGER NOT NULL,    -- key of that without numbers and names
  words INTEGER NOT NULL,
  numbers INTEGER NOT NULL,
  start INTEGER NOT NULL,    -- bytes of the page's decoded text
  "end" INTEGER NOT NULL,
  line INTEGER NOT NULL,
  end_line INTEGER NOT NULL,
  paragraphs BLOB NOT NULL,  -- keys of its long paragraphs: 8 bytes each, little-endian, ascending
  shingles BLOB NOT NULL,    -- hashes of all runs of three words: 4 bytes each, little-endian, ascending
  UNIQUE (page, block, number)
);
CREATE INDEX section_key ON section (key);

-- Some shingles of every section, to find it by.
CREATE TABLE shingle (
  hash INTEGER NOT NULL,
  section INTEGER NOT NULL,
  PRIMARY KEY (hash, section)
) WITHOUT ROWID;

-- What was found on a page when it was last added.
CREATE TABLE finding (
  page INTEGER NOT NULL REFERENCES page (id),
  fingerprint TEXT NOT NULL,
  rule TEXT NOT NULL,
  severity TEXT NOT NULL,
  block TEXT,
  message TEXT NOT NULL,
  excerpt TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  line INTEGER NOT NULL,
  end_line INTEGER NOT NULL,
  since TEXT,                -- when the page was fetched with it first, where that is known
  PRIMARY KEY (page, fingerprint)
) WITHOUT ROWID;

-- Every section by the names that findings use.
CREATE VIEW place AS
SELECT page.name AS page, section.block || '.' || section.number AS section, section.language, section.words,
  section.text, section.key, section.start, section."end", section.line, section.end_line
FROM section JOIN page ON page.id = section.page;
