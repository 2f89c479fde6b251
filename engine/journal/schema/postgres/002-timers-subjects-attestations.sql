-- SPDX-License-Identifier: Apache-2.0
-- A key seals the values of one subject of a stream, no longer of the whole stream. Its id is random.
ALTER TABLE personal_key ALTER COLUMN id DROP IDENTITY;
ALTER TABLE personal_key ADD COLUMN subject text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE personal_key ALTER COLUMN subject DROP DEFAULT;
ALTER TABLE personal_key DROP CONSTRAINT personal_key_stream_key;
ALTER TABLE personal_key ADD UNIQUE (stream, subject);

CREATE TABLE timer (
  due bigint NOT NULL,  -- microseconds since 1970-01-01T00:00:00Z
  id text COLLATE "C" NOT NULL,
  stream text COLLATE "C" NOT NULL,
  body text NOT NULL,
  PRIMARY KEY (due, id)
);

CREATE TABLE outbox (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  subject text NOT NULL,
  body text NOT NULL
);

-- What witnesses and time stamp authorities say of a checkpoint.
CREATE TABLE attestation (
  size bigint NOT NULL REFERENCES checkpoint,
  kind text COLLATE "C" NOT NULL CHECK (kind IN ('cosignature', 'timestamp')),
  body bytea NOT NULL
);
-- A time stamp token is longer than a key of an index may be.
CREATE UNIQUE INDEX attestation_once ON attestation (size, kind, sha256(body));
CREATE TRIGGER attestation_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON attestation
EXECUTE FUNCTION refuse('attestations are append-only');

-- Writes the tables that may hold remains of destroyed keys and values anew, without their dead rows. Only an owner may
-- do that to a table, so the function works as the owner.
CREATE FUNCTION purge() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  CLUSTER {schema}.personal_key USING personal_key_pkey;
  CLUSTER {schema}.snapshot USING snapshot_pkey;
  CLUSTER {schema}.view_row USING view_row_pkey;
END
$$;
REVOKE EXECUTE ON FUNCTION purge() FROM PUBLIC;

GRANT SELECT, INSERT ON attestation TO {service};
GRANT SELECT, INSERT, UPDATE, DELETE ON timer, outbox TO {service};
GRANT EXECUTE ON FUNCTION purge() TO {service};
