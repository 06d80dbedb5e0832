-- People and machines of a city, what they may do, and how they prove who they are.

CREATE TABLE accounts (
    city_id      uuid        NOT NULL REFERENCES cities (id),
    id           uuid        NOT NULL,
    email        text        NOT NULL,
    display_name text        NOT NULL,
    language     text        NOT NULL DEFAULT 'de',
    password     text,
    state        text        NOT NULL DEFAULT 'active',
    version      bigint      NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (city_id, id),
    CONSTRAINT accounts_email_once UNIQUE (city_id, email),
    CONSTRAINT accounts_state_known CHECK (state IN ('active', 'blocked', 'erased'))
);
SELECT place_by_city('accounts');
SELECT protect_private('accounts');

-- Rights come from here, never from a token's claims. `retailer_id` is set for a retailer's people alone.
CREATE TABLE memberships (
    city_id     uuid        NOT NULL,
    id          uuid        NOT NULL,
    account_id  uuid        NOT NULL,
    role        text        NOT NULL,
    retailer_id uuid,
    granted_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (city_id, id),
    FOREIGN KEY (city_id, account_id) REFERENCES accounts (city_id, id),
    CONSTRAINT memberships_role_known CHECK (role IN
        ('resident', 'courier', 'owner', 'manager', 'picker', 'viewer', 'operator', 'admin')),
    CONSTRAINT memberships_retailer_fits CHECK
        ((retailer_id IS NOT NULL) = (role IN ('owner', 'manager', 'picker', 'viewer'))),
    CONSTRAINT memberships_once UNIQUE NULLS NOT DISTINCT (city_id, account_id, role, retailer_id)
);
SELECT place_by_city('memberships');
SELECT protect_private('memberships');
CREATE INDEX memberships_by_retailer ON memberships (city_id, retailer_id) WHERE retailer_id IS NOT NULL;

-- Keys of machines (tills, merchandise systems). Only the hash is kept; rights are the scopes.
CREATE TABLE machine_keys (
    city_id     uuid        NOT NULL,
    id          uuid        NOT NULL,
    name        text        NOT NULL,
    hash        bytea       NOT NULL,
    scopes      text[]      NOT NULL,
    retailer_id uuid,
    created_by  uuid        NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    revoked_at  timestamptz,
    PRIMARY KEY (city_id, id),
    FOREIGN KEY (city_id, created_by) REFERENCES accounts (city_id, id),
    CONSTRAINT machine_keys_hash_once UNIQUE (city_id, hash)
);
SELECT place_by_city('machine_keys');
SELECT protect_private('machine_keys');

-- Refresh tokens by family: using one twice revokes them all.
CREATE TABLE sessions (
    city_id    uuid        NOT NULL,
    id         uuid        NOT NULL,
    account_id uuid        NOT NULL,
    hash       bytea       NOT NULL,
    spent      boolean     NOT NULL DEFAULT false,
    family     uuid        NOT NULL,
    expires_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (city_id, id),
    FOREIGN KEY (city_id, account_id) REFERENCES accounts (city_id, id),
    CONSTRAINT sessions_hash_once UNIQUE (city_id, hash)
);
SELECT place_by_city('sessions');
SELECT protect_private('sessions');
CREATE INDEX sessions_by_family ON sessions (city_id, family);
CREATE INDEX sessions_by_expiry ON sessions (city_id, expires_at);
