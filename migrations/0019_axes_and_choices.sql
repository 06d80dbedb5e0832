-- What a product differs in (size, colour, …), and what can be had with an offer at a price (a filling, a wrapping).

ALTER TABLE products ADD COLUMN axes text[] NOT NULL DEFAULT '{}';
ALTER TABLE products ADD CONSTRAINT products_axes_three_at_most CHECK (cardinality(axes) <= 3);
ALTER TABLE variants ADD COLUMN options text[] NOT NULL DEFAULT '{}';
CREATE UNIQUE INDEX variants_options_once ON variants (city_id, product_id, options) WHERE cardinality(options) > 0;

CREATE TABLE choice_groups (
    city_id  uuid    NOT NULL,
    id       uuid    NOT NULL,
    offer_id uuid    NOT NULL,
    rank     integer NOT NULL,
    title    text    NOT NULL,
    at_least integer NOT NULL,
    at_most  integer NOT NULL,
    PRIMARY KEY (city_id, id),
    FOREIGN KEY (city_id, offer_id) REFERENCES offers (city_id, id) ON DELETE CASCADE,
    CONSTRAINT choice_groups_range CHECK (0 <= at_least AND at_least <= at_most AND at_most BETWEEN 1 AND 50)
);
SELECT place_by_city('choice_groups');
SELECT protect_public('choice_groups', 'SELECT, INSERT, DELETE');
CREATE INDEX choice_groups_by_offer ON choice_groups (city_id, offer_id);

CREATE TABLE choices (
    city_id     uuid    NOT NULL,
    id          uuid    NOT NULL,
    group_id    uuid    NOT NULL,
    rank        integer NOT NULL,
    title       text    NOT NULL,
    price_cents bigint  NOT NULL,
    -- NULL: as the goods themselves.
    vat_class   text,
    PRIMARY KEY (city_id, id),
    FOREIGN KEY (city_id, group_id) REFERENCES choice_groups (city_id, id) ON DELETE CASCADE,
    CONSTRAINT choices_price_not_negative CHECK (price_cents >= 0),
    CONSTRAINT choices_vat_known CHECK (vat_class IN ('standard', 'reduced', 'zero'))
);
SELECT place_by_city('choices');
SELECT protect_public('choices', 'SELECT, INSERT, DELETE');
CREATE INDEX choices_by_group ON choices (city_id, group_id);

ALTER TABLE basket_lines ADD COLUMN choices uuid[] NOT NULL DEFAULT '{}';
-- What was chosen as it was shown: [{"id", "title", "price", "vatBasisPoints"}].
ALTER TABLE checkout_lines ADD COLUMN choices jsonb NOT NULL DEFAULT '[]';
ALTER TABLE order_lines ADD COLUMN choices jsonb NOT NULL DEFAULT '[]';
