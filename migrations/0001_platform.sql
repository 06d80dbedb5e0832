-- What every room stands on: how tables are placed and protected, and the platform's own tables.
--
-- Classes of tables (a test walks the catalogue and knows no others):
--   private   rows of one city, seen only by a transaction that told its city       protect_private
--   public    rows of one city, read by anybody, written only inside the city       protect_public
--   shared    no city; the few are listed in the test                               protect_shared

CREATE FUNCTION place_by_city(name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') THEN
        EXECUTE format('SELECT create_distributed_table(%L, ''city_id'')', name);
    END IF;
END $$;

CREATE FUNCTION place_everywhere(name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') THEN
        EXECUTE format('SELECT create_reference_table(%L)', name);
    END IF;
END $$;

-- Asked once a statement on a plain PostgreSQL; Citus takes no sub-select in a policy.
CREATE FUNCTION own_city() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN EXISTS (SELECT FROM pg_extension WHERE extname = 'citus')
                THEN 'city_id = current_setting(''app.city_id'')::uuid'
                ELSE 'city_id = (SELECT current_setting(''app.city_id'')::uuid)' END
$$;

CREATE FUNCTION protect_private(name text, rights text DEFAULT 'SELECT, INSERT, UPDATE, DELETE') RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    own_city constant text := own_city();
BEGIN
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own_city ON %I USING (%s) WITH CHECK (%s)', name, own_city, own_city);
    EXECUTE format('GRANT %s ON %I TO liefert_app', rights, name);
END $$;

CREATE FUNCTION protect_public(name text, rights text DEFAULT 'SELECT, INSERT, UPDATE, DELETE') RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    own_city constant text := own_city();
BEGIN
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY anybody_reads ON %I FOR SELECT USING (true)', name);
    EXECUTE format('CREATE POLICY own_city_adds ON %I FOR INSERT WITH CHECK (%s)', name, own_city);
    EXECUTE format('CREATE POLICY own_city_changes ON %I FOR UPDATE USING (%s) WITH CHECK (%s)', name, own_city, own_city);
    EXECUTE format('CREATE POLICY own_city_removes ON %I FOR DELETE USING (%s)', name, own_city);
    EXECUTE format('GRANT %s ON %I TO liefert_app', rights, name);
END $$;

CREATE FUNCTION protect_shared(name text, rights text DEFAULT 'SELECT') RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('GRANT %s ON %I TO liefert_app', rights, name);
END $$;

-- Answers given under an Idempotency-Key, written in the effect's own transaction.
CREATE TABLE idempotency_keys (
    city_id      uuid        NOT NULL,
    subject      text        NOT NULL,
    route        text        NOT NULL,
    key          text        NOT NULL,
    fingerprint  bytea       NOT NULL,
    status       integer     NOT NULL,
    content_type text        NOT NULL,
    body         bytea       NOT NULL,
    stored_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (city_id, subject, route, key),
    CONSTRAINT idempotency_keys_key_length CHECK (length(key) BETWEEN 1 AND 255)
);
SELECT place_by_city('idempotency_keys');
SELECT protect_private('idempotency_keys');
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (city_id, stored_at);

-- Who did what to what, written in the act's own transaction; never changed, never removed by the program.
CREATE TABLE audit_entries (
    city_id     uuid        NOT NULL,
    id          uuid        NOT NULL,
    at          timestamptz NOT NULL,
    actor       text        NOT NULL,
    role        text        NOT NULL,
    action      text        NOT NULL,
    object_kind text        NOT NULL,
    object_id   uuid        NOT NULL,
    reason      text,
    request_id  text,
    detail      jsonb       NOT NULL DEFAULT '{}',
    PRIMARY KEY (city_id, id)
);
SELECT place_by_city('audit_entries');
SELECT protect_private('audit_entries', 'SELECT, INSERT');
CREATE INDEX audit_entries_by_object ON audit_entries (city_id, object_kind, object_id, at);

-- Work promised inside a transaction. Payloads hold ids, no personal data: workers of all cities read this table.
CREATE TABLE jobs (
    city_id      uuid        NOT NULL,
    id           uuid        NOT NULL,
    kind         text        NOT NULL,
    payload      jsonb       NOT NULL DEFAULT '{}',
    unique_key   text,
    state        text        NOT NULL DEFAULT 'ready',
    run_at       timestamptz NOT NULL DEFAULT now(),
    attempts     integer     NOT NULL DEFAULT 0,
    attempts_max integer     NOT NULL DEFAULT 25,
    lease_until  timestamptz,
    fence        bigint      NOT NULL DEFAULT 0,
    error        text,
    created_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (city_id, id),
    CONSTRAINT jobs_state_known CHECK (state IN ('ready', 'running', 'dead'))
);
SELECT place_by_city('jobs');
SELECT protect_public('jobs');
CREATE INDEX jobs_due ON jobs (run_at) WHERE state = 'ready';
CREATE INDEX jobs_due_by_city ON jobs (city_id, run_at) WHERE state = 'ready';
CREATE INDEX jobs_leased ON jobs (lease_until) WHERE state = 'running';
CREATE UNIQUE INDEX jobs_unique_key ON jobs (city_id, kind, unique_key) WHERE unique_key IS NOT NULL AND state <> 'dead';

-- Each change announced once committed, in order per aggregate. Read only below the oldest running transaction.
CREATE TABLE outbox (
    city_id      uuid        NOT NULL,
    position     bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    writer       xid8        NOT NULL DEFAULT pg_current_xact_id(),
    aggregate    text        NOT NULL,
    aggregate_id uuid        NOT NULL,
    version      bigint      NOT NULL,
    event        text        NOT NULL,
    payload      jsonb       NOT NULL DEFAULT '{}',
    at           timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (city_id, position)
);
SELECT place_by_city('outbox');
SELECT protect_public('outbox');
CREATE INDEX outbox_by_aggregate ON outbox (city_id, aggregate, aggregate_id, version);
