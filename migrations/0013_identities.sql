-- Who an OpenID Connect issuer says somebody is, tied to an account of the city. Rights stay in memberships.
CREATE TABLE account_identities (
    city_id    uuid        NOT NULL,
    issuer     text        NOT NULL,
    subject    text        NOT NULL,
    account_id uuid        NOT NULL,
    linked_at  timestamptz NOT NULL,
    PRIMARY KEY (city_id, issuer, subject),
    FOREIGN KEY (city_id, account_id) REFERENCES accounts (city_id, id),
    CONSTRAINT account_identities_one_an_issuer UNIQUE (city_id, account_id, issuer)
);
SELECT place_by_city('account_identities');
SELECT protect_private('account_identities', 'SELECT, INSERT, DELETE');
