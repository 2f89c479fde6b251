-- SPDX-License-Identifier: Apache-2.0
-- What stands in an entry's bytes stands nowhere else, except stream and version, which find it. So there is little
-- that could contradict the hash; `journal` below shows the rest as columns.
CREATE TABLE entry (
  idx INTEGER PRIMARY KEY,
  stream TEXT NOT NULL,
  version INTEGER NOT NULL,
  leaf BLOB NOT NULL CHECK (length(leaf) = 32),
  bytes TEXT NOT NULL,
  UNIQUE (stream, version)
) STRICT;

CREATE TABLE personal_key (
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- never given twice, so a destroyed key stays missing
  stream TEXT NOT NULL UNIQUE,
  key BLOB NOT NULL CHECK (length(key) = 32)
) STRICT;

CREATE TABLE personal (
  idx INTEGER NOT NULL REFERENCES entry,
  field TEXT NOT NULL,
  key INTEGER NOT NULL,  -- personal_key.id; the key may be gone
  sealed BLOB NOT NULL,
  PRIMARY KEY (idx, field)
) STRICT, WITHOUT ROWID;
CREATE INDEX personal_by_key ON personal (key);

CREATE TABLE command (
  id TEXT PRIMARY KEY,
  first_idx INTEGER NOT NULL,
  entries INTEGER NOT NULL,
  result TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE snapshot (
  stream TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE view_row (
  view TEXT NOT NULL,
  key TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (view, key)
) STRICT, WITHOUT ROWID;

-- Inner nodes of the Merkle tree, level 8 and above, each written once it is complete.
CREATE TABLE node (
  level INTEGER NOT NULL,
  idx INTEGER NOT NULL,
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (level, idx)
) STRICT, WITHOUT ROWID;

CREATE TABLE checkpoint (
  size INTEGER PRIMARY KEY,
  note TEXT NOT NULL
) STRICT;

CREATE VIEW journal AS
SELECT idx,
       stream,
       version,
       json_extract(bytes, '$.type') AS type,
       json_extract(bytes, '$.at') AS at,
       json_extract(bytes, '$.actor') AS actor,
       json_extract(bytes, '$.command') AS command,
       json_extract(bytes, '$.body') AS body
  FROM entry;

-- Guards against mistakes. Against intent, there are the hashes.
CREATE TRIGGER entry_extends BEFORE INSERT ON entry
WHEN NEW.idx <> (SELECT coalesce(max(idx) + 1, 0) FROM entry)
  OR NEW.version <> (SELECT coalesce(max(version), 0) + 1 FROM entry WHERE stream = NEW.stream)
BEGIN SELECT RAISE(ABORT, 'the journal only grows at its end'); END;
CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TRIGGER personal_extends BEFORE INSERT ON personal
WHEN EXISTS (SELECT 1 FROM personal WHERE idx = NEW.idx AND field = NEW.field)
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER personal_no_update BEFORE UPDATE ON personal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER personal_no_delete BEFORE DELETE ON personal
BEGIN SELECT RAISE(ABORT, 'destroy the key instead'); END;

CREATE TRIGGER personal_key_no_update BEFORE UPDATE ON personal_key
BEGIN SELECT RAISE(ABORT, 'a key is destroyed, never changed'); END;

CREATE TRIGGER checkpoint_extends BEFORE INSERT ON checkpoint
WHEN NEW.size <= (SELECT max(size) FROM checkpoint)
BEGIN SELECT RAISE(ABORT, 'a checkpoint is larger than those before'); END;
CREATE TRIGGER checkpoint_no_update BEFORE UPDATE ON checkpoint
BEGIN SELECT RAISE(ABORT, 'checkpoints are append-only'); END;
CREATE TRIGGER checkpoint_no_delete BEFORE DELETE ON checkpoint
BEGIN SELECT RAISE(ABORT, 'checkpoints are append-only'); END;

CREATE TRIGGER node_extends BEFORE INSERT ON node
WHEN EXISTS (SELECT 1 FROM node WHERE level = NEW.level AND idx = NEW.idx)
BEGIN SELECT RAISE(ABORT, 'the tree is append-only'); END;
CREATE TRIGGER node_no_update BEFORE UPDATE ON node
BEGIN SELECT RAISE(ABORT, 'the tree is append-only'); END;
CREATE TRIGGER node_no_delete BEFORE DELETE ON node
BEGIN SELECT RAISE(ABORT, 'the tree is append-only'); END;
