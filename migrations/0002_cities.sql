-- The tenants, and the ground they stand on.

CREATE TABLE cities (
    id           uuid        NOT NULL PRIMARY KEY,
    slug         text        NOT NULL,
    name         text        NOT NULL,
    time_zone    text        NOT NULL DEFAULT 'Europe/Berlin',
    currency     text        NOT NULL DEFAULT 'EUR',
    land         text        NOT NULL,
    languages    text[]      NOT NULL DEFAULT '{de,en}',
    centre_lat   double precision NOT NULL,
    centre_lon   double precision NOT NULL,
    settings     jsonb       NOT NULL DEFAULT '{}',
    paused_until timestamptz,
    pause_notice text,
    version      bigint      NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT cities_slug_once UNIQUE (slug),
    CONSTRAINT cities_slug_shape CHECK (slug ~ '^[a-z][a-z0-9-]{1,62}$'),
    CONSTRAINT cities_currency_euro CHECK (currency = 'EUR'),
    CONSTRAINT cities_land_known CHECK (land IN
        ('BW','BY','BE','BB','HB','HH','HE','MV','NI','NW','RP','SL','SN','ST','SH','TH'))
);
SELECT place_everywhere('cities');
SELECT protect_shared('cities', 'SELECT, INSERT, UPDATE');

CREATE TABLE districts (
    city_id uuid  NOT NULL REFERENCES cities (id),
    id      uuid  NOT NULL,
    slug    text  NOT NULL,
    name    text  NOT NULL,
    area    jsonb NOT NULL,
    version bigint NOT NULL DEFAULT 1,
    PRIMARY KEY (city_id, id),
    CONSTRAINT districts_slug_once UNIQUE (city_id, slug)
);
SELECT place_by_city('districts');
SELECT protect_public('districts');

CREATE TABLE zones (
    city_id        uuid    NOT NULL REFERENCES cities (id),
    id             uuid    NOT NULL,
    slug           text    NOT NULL,
    name           text    NOT NULL,
    area           jsonb   NOT NULL,
    priority       integer NOT NULL DEFAULT 0,
    fee_cents      bigint  NOT NULL DEFAULT 0,
    free_from_cents bigint,
    minimum_cents  bigint  NOT NULL DEFAULT 0,
    paused_until   timestamptz,
    pause_notice   text,
    version        bigint  NOT NULL DEFAULT 1,
    PRIMARY KEY (city_id, id),
    CONSTRAINT zones_slug_once UNIQUE (city_id, slug),
    CONSTRAINT zones_fee_not_negative CHECK (fee_cents >= 0),
    CONSTRAINT zones_minimum_not_negative CHECK (minimum_cents >= 0)
);
SELECT place_by_city('zones');
SELECT protect_public('zones');
