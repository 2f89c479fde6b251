-- SPDX-License-Identifier: Apache-2.0
-- A key seals the values of one subject of a stream, no longer of the whole stream.
CREATE TABLE subject_key (
  id INTEGER PRIMARY KEY,  -- random, never given twice: so a destroyed key stays missing
  stream TEXT NOT NULL,
  subject TEXT NOT NULL,
  key BLOB NOT NULL CHECK (length(key) = 32),
  UNIQUE (stream, subject)
) STRICT;
INSERT INTO subject_key (id, stream, subject, key) SELECT id, stream, '', key FROM personal_key;
DROP TABLE personal_key;
ALTER TABLE subject_key RENAME TO personal_key;
CREATE TRIGGER personal_key_no_update BEFORE UPDATE ON personal_key
BEGIN SELECT RAISE(ABORT, 'a key is destroyed, never changed'); END;

CREATE TABLE timer (
  due INTEGER NOT NULL,  -- microseconds since 1970-01-01T00:00:00Z
  id TEXT NOT NULL,
  stream TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (due, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  subject TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;

-- What witnesses and time stamp authorities say of a checkpoint.
CREATE TABLE attestation (
  size INTEGER NOT NULL REFERENCES checkpoint,
  kind TEXT NOT NULL CHECK (kind IN ('cosignature', 'timestamp')),
  body BLOB NOT NULL,
  PRIMARY KEY (size, kind, body)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER attestation_extends BEFORE INSERT ON attestation
WHEN EXISTS (SELECT 1 FROM attestation WHERE size = NEW.size AND kind = NEW.kind AND body = NEW.body)
BEGIN SELECT RAISE(ABORT, 'attestations are append-only'); END;
CREATE TRIGGER attestation_no_update BEFORE UPDATE ON attestation
BEGIN SELECT RAISE(ABORT, 'attestations are append-only'); END;
CREATE TRIGGER attestation_no_delete BEFORE DELETE ON attestation
BEGIN SELECT RAISE(ABORT, 'attestations are append-only'); END;
