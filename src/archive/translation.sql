-- A section of a translated page, and what its original said when the section was first seen to say what it says.
CREATE TABLE translation (
  page INTEGER NOT NULL REFERENCES page (id),
  text INTEGER NOT NULL,     -- key of all that the section says: text, links, images, code
  original INTEGER NOT NULL, -- the same of the section that it was translated from
  PRIMARY KEY (page, text, original)
) WITHOUT ROWID;
