-- Businesses and their branches, how they came aboard, and the lists they were read from.

-- What kind of shop it is. Each town has the common ones and may add its own.
CREATE TABLE trades (
    city_id uuid NOT NULL REFERENCES cities (id),
    slug    text NOT NULL,
    name_de text NOT NULL,
    name_en text NOT NULL,
    PRIMARY KEY (city_id, slug),
    CONSTRAINT trades_slug_shape CHECK (slug ~ '^[a-z][a-z0-9-]{1,40}$')
);
SELECT place_by_city('trades');
SELECT protect_public('trades');

CREATE TABLE retailers (
    city_id       uuid        NOT NULL REFERENCES cities (id),
    id            uuid        NOT NULL,
    name          text        NOT NULL,
    trade         text        NOT NULL,
    mode          text        NOT NULL,
    state         text        NOT NULL,
    description   text,
    phone         text,
    email         text,
    website       text,
    delivery_hint text,
    -- The number of the imprint in force, null while there is none.
    imprint       bigint,
    paused_until  timestamptz,
    pause_notice  text,
    -- Where it was imported from, and its name there.
    source        text,
    source_key    text,
    -- What the list said last time: only what the list changes is changed here, so people's own edits stay.
    source_row    text,
    version       bigint      NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL,
    PRIMARY KEY (city_id, id),
    FOREIGN KEY (city_id, trade) REFERENCES trades (city_id, slug),
    CONSTRAINT retailers_mode_known CHECK (mode IN ('directory', 'orders')),
    CONSTRAINT retailers_state_known CHECK (state IN
        ('applied', 'invited', 'onboarding', 'ready_for_review', 'approved', 'rejected', 'suspended', 'terminated')),
    CONSTRAINT retailers_source_whole CHECK ((source IS NULL) = (source_key IS NULL)),
    CONSTRAINT retailers_source_once UNIQUE (city_id, source, source_key)
);
SELECT place_by_city('retailers');
SELECT protect_public('retailers', 'SELECT, INSERT, UPDATE');
CREATE INDEX retailers_by_name ON retailers (city_id, name, id) WHERE state = 'approved';
CREATE INDEX retailers_by_trade ON retailers (city_id, trade, name, id) WHERE state = 'approved';
CREATE INDEX retailers_by_state ON retailers (city_id, state, id);

-- Imprints, one row a version: an order names the one it was placed under. Never changed.
CREATE TABLE imprints (
    city_id        uuid        NOT NULL,
    retailer_id    uuid        NOT NULL,
    number         bigint      NOT NULL,
    legal_name     text        NOT NULL,
    legal_form     text,
    representative text,
    street         text        NOT NULL,
    postcode       text        NOT NULL,
    town           text        NOT NULL,
    email          text        NOT NULL,
    phone          text,
    register       text,
    vat_id         text,
    valid_from     timestamptz NOT NULL,
    PRIMARY KEY (city_id, retailer_id, number),
    FOREIGN KEY (city_id, retailer_id) REFERENCES retailers (city_id, id)
);
SELECT place_by_city('imprints');
SELECT protect_public('imprints', 'SELECT, INSERT');

CREATE TABLE branches (
    city_id      uuid        NOT NULL,
    id           uuid        NOT NULL,
    retailer_id  uuid        NOT NULL,
    name         text,
    street       text,
    house_number text,
    postcode     text,
    town         text,
    district_id  uuid,
    lat          double precision,
    lon          double precision,
    phone        text,
    wheelchair   text,
    -- OpenStreetMap's opening_hours in canonical spelling, null = not known.
    hours        text,
    on_holidays  text        NOT NULL DEFAULT 'closed',
    -- Closures and special hours: [{"first", "last", "hours", "note"}], few, and always read with the branch.
    exceptions   jsonb       NOT NULL DEFAULT '[]',
    paused_until timestamptz,
    pause_notice text,
    version      bigint      NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL,
    PRIMARY KEY (city_id, id),
    FOREIGN KEY (city_id, retailer_id) REFERENCES retailers (city_id, id),
    FOREIGN KEY (city_id, district_id) REFERENCES districts (city_id, id),
    CONSTRAINT branches_place_whole CHECK ((lat IS NULL) = (lon IS NULL)),
    CONSTRAINT branches_place_on_earth CHECK (lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180),
    CONSTRAINT branches_on_holidays_known CHECK (on_holidays IN ('closed', 'usual')),
    CONSTRAINT branches_wheelchair_known CHECK (wheelchair IN ('yes', 'limited', 'no'))
);
SELECT place_by_city('branches');
SELECT protect_public('branches');
CREATE INDEX branches_by_retailer ON branches (city_id, retailer_id, id);
CREATE INDEX branches_by_district ON branches (city_id, district_id, retailer_id);

-- What a retailer handed in, and what the operator said to it.
CREATE TABLE requirement_submissions (
    city_id     uuid        NOT NULL,
    retailer_id uuid        NOT NULL,
    requirement text        NOT NULL,
    state       text        NOT NULL,
    content     jsonb       NOT NULL DEFAULT '{}',
    note        text,
    decided_by  text,
    changed_at  timestamptz NOT NULL,
    version     bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (city_id, retailer_id, requirement),
    FOREIGN KEY (city_id, retailer_id) REFERENCES retailers (city_id, id),
    CONSTRAINT requirement_submissions_known CHECK (requirement IN
        ('identity', 'imprint', 'trader_data', 'self_certification', 'vat_data', 'terms', 'payout_account')),
    CONSTRAINT requirement_submissions_state_known CHECK (state IN ('submitted', 'accepted', 'waived', 'refused'))
);
SELECT place_by_city('requirement_submissions');
SELECT protect_private('requirement_submissions', 'SELECT, INSERT, UPDATE');

-- Each reading of a list, and what became of its rows.
CREATE TABLE retailer_imports (
    city_id    uuid        NOT NULL,
    id         uuid        NOT NULL,
    kind       text        NOT NULL,
    bytes      bigint      NOT NULL,
    rows_new   bigint      NOT NULL,
    rows_changed bigint    NOT NULL,
    rows_same  bigint      NOT NULL,
    rows_refused bigint    NOT NULL,
    actor      text        NOT NULL,
    at         timestamptz NOT NULL,
    PRIMARY KEY (city_id, id),
    CONSTRAINT retailer_imports_kind_known CHECK (kind IN ('csv', 'osm'))
);
SELECT place_by_city('retailer_imports');
SELECT protect_private('retailer_imports', 'SELECT, INSERT');

CREATE TABLE retailer_import_rows (
    city_id     uuid   NOT NULL,
    import_id   uuid   NOT NULL,
    number      bigint NOT NULL,
    line        bigint NOT NULL,
    name        text   NOT NULL,
    outcome     text   NOT NULL,
    retailer_id uuid,
    geocoding   text   NOT NULL,
    notes       jsonb  NOT NULL DEFAULT '[]',
    PRIMARY KEY (city_id, import_id, number),
    FOREIGN KEY (city_id, import_id) REFERENCES retailer_imports (city_id, id),
    CONSTRAINT retailer_import_rows_outcome_known CHECK (outcome IN ('new', 'changed', 'same', 'refused')),
    CONSTRAINT retailer_import_rows_geocoding_known CHECK (geocoding IN ('given', 'missing'))
);
SELECT place_by_city('retailer_import_rows');
SELECT protect_private('retailer_import_rows', 'SELECT, INSERT');

-- The rights of 0003 point at retailers that exist. Adding the key looks at all rows, of every city at once, so the
-- owner is let past the policies for this moment.
ALTER TABLE memberships NO FORCE ROW LEVEL SECURITY;
ALTER TABLE machine_keys NO FORCE ROW LEVEL SECURITY;
ALTER TABLE memberships
    ADD CONSTRAINT memberships_retailer FOREIGN KEY (city_id, retailer_id) REFERENCES retailers (city_id, id);
ALTER TABLE machine_keys
    ADD CONSTRAINT machine_keys_retailer FOREIGN KEY (city_id, retailer_id) REFERENCES retailers (city_id, id);
ALTER TABLE memberships FORCE ROW LEVEL SECURITY;
ALTER TABLE machine_keys FORCE ROW LEVEL SECURITY;
