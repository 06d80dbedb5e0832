-- How a retailer sells: how it answers, how long it needs, how long it keeps what nobody fetched.

CREATE TABLE selling_terms (
    city_id        uuid    NOT NULL,
    retailer_id    uuid    NOT NULL,
    accepts_alone  boolean NOT NULL,
    -- NULL: as the city says.
    answer_seconds bigint,
    -- [{"weekdays", "itemsAtLeast", "valueAtLeast", "minutes"}], few, and always read whole.
    preparation    jsonb   NOT NULL,
    keeps_seconds  bigint  NOT NULL,
    version        bigint  NOT NULL DEFAULT 1,
    PRIMARY KEY (city_id, retailer_id),
    FOREIGN KEY (city_id, retailer_id) REFERENCES retailers (city_id, id),
    CONSTRAINT selling_terms_times CHECK
        (answer_seconds BETWEEN 60 AND 604800 AND keeps_seconds BETWEEN 0 AND 2592000)
);
SELECT place_by_city('selling_terms');
SELECT protect_public('selling_terms', 'SELECT, INSERT, UPDATE');

-- What the shops of a checkout had said about answering when it was made: a placement reads no more than this row.
ALTER TABLE checkouts
    ADD COLUMN accepting      uuid[]   NOT NULL DEFAULT '{}',
    ADD COLUMN answering      uuid[]   NOT NULL DEFAULT '{}',
    ADD COLUMN answer_seconds bigint[] NOT NULL DEFAULT '{}',
    ADD COLUMN extensions     integer  NOT NULL DEFAULT 0;
ALTER TABLE checkouts ADD CONSTRAINT checkouts_extended_thrice_at_most CHECK (extensions BETWEEN 0 AND 3);

-- When a pickup was put ready, and until when it is kept.
ALTER TABLE retailer_orders
    ADD COLUMN ready_at    timestamptz,
    ADD COLUMN fetch_until timestamptz;
