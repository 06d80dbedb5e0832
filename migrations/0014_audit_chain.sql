-- The audit trail is only ever added to, and a chain of hashes shows whether that held.

CREATE FUNCTION only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

-- One link for each entry, made by a job a moment later, so that acts don't wait for each other.
-- hash = SHA-256(the hash before, position, the entry).
CREATE TABLE audit_links (
    city_id  uuid   NOT NULL,
    position bigint NOT NULL,
    entry_id uuid   NOT NULL,
    hash     bytea  NOT NULL,
    PRIMARY KEY (city_id, position),
    CONSTRAINT audit_links_entry_once UNIQUE (city_id, entry_id)
);
SELECT place_by_city('audit_links');
SELECT protect_private('audit_links', 'SELECT, INSERT');

-- The chain's end, signed once a day with a key that the database does not hold.
CREATE TABLE audit_seals (
    city_id   uuid        NOT NULL,
    position  bigint      NOT NULL,
    hash      bytea       NOT NULL,
    sealed_at timestamptz NOT NULL,
    signature bytea       NOT NULL,
    PRIMARY KEY (city_id, position)
);
SELECT place_by_city('audit_seals');
SELECT protect_private('audit_seals', 'SELECT, INSERT');

CREATE TRIGGER audit_entries_only_added BEFORE UPDATE OR DELETE ON audit_entries
    FOR EACH ROW EXECUTE FUNCTION only_added_to();
CREATE TRIGGER audit_links_only_added BEFORE UPDATE OR DELETE ON audit_links
    FOR EACH ROW EXECUTE FUNCTION only_added_to();
CREATE TRIGGER audit_seals_only_added BEFORE UPDATE OR DELETE ON audit_seals
    FOR EACH ROW EXECUTE FUNCTION only_added_to();
