-- What retailers offer: products, variants, offers, prices, stock; and how lists come in.

-- Rates of a country with the day each begins to hold; taxes know no city.
CREATE TABLE vat_rates (
    country      text    NOT NULL,
    vat_class    text    NOT NULL,
    valid_from   date    NOT NULL,
    basis_points integer NOT NULL,
    PRIMARY KEY (country, vat_class, valid_from),
    CONSTRAINT vat_rates_class_known CHECK (vat_class IN ('standard', 'reduced', 'zero')),
    CONSTRAINT vat_rates_share CHECK (basis_points BETWEEN 0 AND 10000)
);
SELECT place_everywhere('vat_rates');
SELECT protect_shared('vat_rates');
INSERT INTO vat_rates (country, vat_class, valid_from, basis_points) VALUES
    ('DE', 'standard', '2007-01-01', 1900), ('DE', 'standard', '2020-07-01', 1600), ('DE', 'standard', '2021-01-01', 1900),
    ('DE', 'reduced', '1983-07-01', 700), ('DE', 'reduced', '2020-07-01', 500), ('DE', 'reduced', '2021-01-01', 700),
    ('DE', 'zero', '2023-01-01', 0);

-- Deposits are the country's, not a city's: a bottle goes back wherever it was bought.
CREATE TABLE deposit_types (
    code       text     NOT NULL PRIMARY KEY,
    country    text     NOT NULL,
    rank       integer  NOT NULL,
    -- What it is made of: 24 bottles at 8 and a crate at 150 cents are three arrays of two.
    kinds      text[]   NOT NULL,
    counts     bigint[] NOT NULL,
    each_cents bigint[] NOT NULL,
    CONSTRAINT deposit_types_whole CHECK
        (cardinality(kinds) > 0 AND cardinality(counts) = cardinality(kinds) AND cardinality(each_cents) = cardinality(kinds)),
    CONSTRAINT deposit_types_kinds_known CHECK (kinds <@ ARRAY['bottle', 'can', 'jar', 'crate']),
    CONSTRAINT deposit_types_above_zero CHECK (0 < ALL (counts) AND 0 < ALL (each_cents))
);
SELECT place_everywhere('deposit_types');
SELECT protect_shared('deposit_types');
INSERT INTO deposit_types (code, country, rank, kinds, counts, each_cents) VALUES
    ('bottle-8', 'DE', 1, '{bottle}', '{1}', '{8}'),
    ('bottle-15', 'DE', 2, '{bottle}', '{1}', '{15}'),
    ('single-use-25', 'DE', 3, '{bottle}', '{1}', '{25}'),
    ('crate', 'DE', 4, '{crate}', '{1}', '{150}'),
    ('crate-6x15', 'DE', 5, '{bottle,crate}', '{6,1}', '{15,150}'),
    ('crate-11x8', 'DE', 6, '{bottle,crate}', '{11,1}', '{8,150}'),
    ('crate-12x15', 'DE', 7, '{bottle,crate}', '{12,1}', '{15,150}'),
    ('crate-20x8', 'DE', 8, '{bottle,crate}', '{20,1}', '{8,150}'),
    ('crate-20x15', 'DE', 9, '{bottle,crate}', '{20,1}', '{15,150}'),
    ('crate-24x8', 'DE', 10, '{bottle,crate}', '{24,1}', '{8,150}'),
    ('crate-24x15', 'DE', 11, '{bottle,crate}', '{24,1}', '{15,150}'),
    ('six-single-use-25', 'DE', 12, '{bottle}', '{6}', '{25}'),
    ('six-bottles-8', 'DE', 13, '{bottle}', '{6}', '{8}'),
    ('six-bottles-15', 'DE', 14, '{bottle}', '{6}', '{15}');

-- The city's tree of what there is to buy.
CREATE TABLE categories (
    city_id       uuid     NOT NULL REFERENCES cities (id),
    id            uuid     NOT NULL,
    parent_id     uuid,
    slug          text     NOT NULL,
    title         text     NOT NULL,
    title_en      text,
    synonyms      text[]   NOT NULL DEFAULT '{}',
    rank          integer  NOT NULL DEFAULT 0,
    minimum_age   smallint NOT NULL DEFAULT 0,
    food_information_required boolean NOT NULL DEFAULT false,
    version       bigint   NOT NULL DEFAULT 1,
    PRIMARY KEY (city_id, id),
    FOREIGN KEY (city_id, parent_id) REFERENCES categories (city_id, id),
    CONSTRAINT categories_slug_once UNIQUE (city_id, slug),
    CONSTRAINT categories_age CHECK (minimum_age BETWEEN 0 AND 99),
    CONSTRAINT categories_not_own_parent CHECK (parent_id IS DISTINCT FROM id)
);
SELECT place_by_city('categories');
SELECT protect_public('categories');
CREATE INDEX categories_by_parent ON categories (city_id, parent_id);

-- What is sold, whoever sells it. `retailer_id`: who described it first and may change the words.
CREATE TABLE products (
    city_id       uuid        NOT NULL,
    id            uuid        NOT NULL,
    retailer_id   uuid,
    category_id   uuid,
    title         text        NOT NULL,
    family        text,
    brand         text,
    shelf         text,
    description   text,
    ingredients   text,
    allergens     text[],
    may_contain   text[],
    additives     text,
    origin        text,
    food_business text,
    nutrition     jsonb,
    diet          text[]      NOT NULL DEFAULT '{}',
    source        text,
    minimum_age   smallint    NOT NULL DEFAULT 0,
    vat_class     text,
    version       bigint      NOT NULL DEFAULT 1,
    changed_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (city_id, id),
    FOREIGN KEY (city_id, retailer_id) REFERENCES retailers (city_id, id),
    FOREIGN KEY (city_id, category_id) REFERENCES categories (city_id, id),
    CONSTRAINT products_title_length CHECK (length(title) BETWEEN 1 AND 300),
    CONSTRAINT products_age CHECK (minimum_age BETWEEN 0 AND 99),
    CONSTRAINT products_vat_known CHECK (vat_class IN ('standard', 'reduced', 'zero')),
    -- NULL is "nobody has said", and somebody who has said anything has said both.
    CONSTRAINT products_allergens_said_together CHECK ((allergens IS NULL) = (may_contain IS NULL)),
    CONSTRAINT products_allergens_known CHECK (allergens <@ ARRAY['gluten', 'crustaceans', 'eggs', 'fish', 'peanuts',
        'soybeans', 'milk', 'nuts', 'celery', 'mustard', 'sesame', 'sulphites', 'lupin', 'molluscs']
        AND may_contain <@ ARRAY['gluten', 'crustaceans', 'eggs', 'fish', 'peanuts',
        'soybeans', 'milk', 'nuts', 'celery', 'mustard', 'sesame', 'sulphites', 'lupin', 'molluscs'])
);
SELECT place_by_city('products');
SELECT protect_public('products');
CREATE INDEX products_by_category ON products (city_id, category_id, id);
CREATE INDEX products_by_family ON products (city_id, retailer_id, family) WHERE family IS NOT NULL;

-- One size, colour or pack of a product; the only one where a product has no more.
CREATE TABLE variants (
    city_id               uuid   NOT NULL,
    id                    uuid   NOT NULL,
    product_id            uuid   NOT NULL,
    title                 text   NOT NULL DEFAULT '',
    gtin                  text,
    content_thousandths   bigint,
    content_measure       text,
    content_parts         integer NOT NULL DEFAULT 1,
    drained_thousandths   bigint,
    is_loose              boolean NOT NULL DEFAULT false,
    PRIMARY KEY (city_id, id),
    FOREIGN KEY (city_id, product_id) REFERENCES products (city_id, id) ON DELETE CASCADE,
    CONSTRAINT variants_gtin_once UNIQUE (city_id, gtin),
    CONSTRAINT variants_gtin_shape CHECK (gtin ~ '^[0-9]{14}$'),
    CONSTRAINT variants_content_whole CHECK ((content_thousandths IS NULL) = (content_measure IS NULL)),
    CONSTRAINT variants_content_above_zero CHECK (content_thousandths > 0 AND content_parts > 0),
    CONSTRAINT variants_drained_within CHECK (drained_thousandths BETWEEN 1 AND content_thousandths),
    CONSTRAINT variants_measure_known CHECK (content_measure IN
        ('gram', 'millilitre', 'cubicMetre', 'metre', 'squareMetre', 'piece'))
);
SELECT place_by_city('variants');
SELECT protect_public('variants');
CREATE INDEX variants_by_product ON variants (city_id, product_id);

-- One variant, sold by one branch. `key`: how the branch's lists call it, the same in every file.
CREATE TABLE offers (
    city_id         uuid        NOT NULL,
    id              uuid        NOT NULL,
    retailer_id     uuid        NOT NULL,
    branch_id       uuid        NOT NULL,
    product_id      uuid        NOT NULL,
    variant_id      uuid        NOT NULL,
    key             text        NOT NULL,
    sku             text,
    price_cents     bigint      NOT NULL,
    sale_price_cents bigint,
    sale_starts_at  timestamptz,
    sale_ends_at    timestamptz,
    deposit_code    text        REFERENCES deposit_types (code),
    stock_mode      text        NOT NULL DEFAULT 'untracked',
    state           text        NOT NULL DEFAULT 'draft',
    is_imported     boolean     NOT NULL DEFAULT false,
    version         bigint      NOT NULL DEFAULT 1,
    changed_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (city_id, id),
    FOREIGN KEY (city_id, retailer_id) REFERENCES retailers (city_id, id),
    FOREIGN KEY (city_id, branch_id) REFERENCES branches (city_id, id),
    FOREIGN KEY (city_id, product_id) REFERENCES products (city_id, id),
    FOREIGN KEY (city_id, variant_id) REFERENCES variants (city_id, id),
    CONSTRAINT offers_key_once UNIQUE (city_id, branch_id, key),
    CONSTRAINT offers_price_above_zero CHECK (price_cents > 0),
    CONSTRAINT offers_sale_lower CHECK (sale_price_cents > 0 AND sale_price_cents < price_cents),
    CONSTRAINT offers_sale_ends_later CHECK (sale_starts_at < sale_ends_at),
    CONSTRAINT offers_stock_mode_known CHECK (stock_mode IN ('tracked', 'untracked', 'on_request')),
    CONSTRAINT offers_state_known CHECK (state IN ('draft', 'published', 'paused', 'archived'))
);
SELECT place_by_city('offers');
SELECT protect_public('offers');
CREATE INDEX offers_by_product ON offers (city_id, product_id);
CREATE INDEX offers_by_variant ON offers (city_id, variant_id);
CREATE INDEX offers_by_retailer ON offers (city_id, retailer_id, id);
CREATE INDEX offers_by_sku ON offers (city_id, branch_id, sku) WHERE sku IS NOT NULL;

-- Only tracked offers have a level. What is allocated belongs to baskets and orders, what is left may be sold.
CREATE TABLE stock_levels (
    city_id     uuid        NOT NULL,
    offer_id    uuid        NOT NULL,
    branch_id   uuid        NOT NULL,
    on_hand     bigint      NOT NULL,
    allocated   bigint      NOT NULL DEFAULT 0,
    observed_at timestamptz NOT NULL DEFAULT 'epoch',
    PRIMARY KEY (city_id, offer_id),
    FOREIGN KEY (city_id, offer_id) REFERENCES offers (city_id, id) ON DELETE CASCADE,
    CONSTRAINT stock_enough CHECK (on_hand - allocated >= 0),
    CONSTRAINT stock_not_negative CHECK (on_hand >= 0 AND allocated >= 0)
);
SELECT place_by_city('stock_levels');
SELECT protect_public('stock_levels');

-- Every price an offer has had (PAngV § 11); never changed.
CREATE TABLE price_log (
    city_id          uuid        NOT NULL,
    offer_id         uuid        NOT NULL,
    position         bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    since            timestamptz NOT NULL,
    price_cents      bigint      NOT NULL,
    sale_price_cents bigint,
    sale_starts_at   timestamptz,
    sale_ends_at     timestamptz,
    PRIMARY KEY (city_id, offer_id, position),
    FOREIGN KEY (city_id, offer_id) REFERENCES offers (city_id, id) ON DELETE CASCADE
);
SELECT place_by_city('price_log');
SELECT protect_public('price_log', 'SELECT, INSERT');

-- What changed, for search. Read in the order (writer, position), and only below the oldest running transaction: a
-- position alone is given out before it is committed, so a reader could pass by a slow writer.
CREATE TABLE catalogue_changes (
    city_id     uuid   NOT NULL,
    position    bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    writer      xid8   NOT NULL DEFAULT pg_current_xact_id(),
    offer_id    uuid   NOT NULL,
    product_id  uuid   NOT NULL,
    retailer_id uuid   NOT NULL,
    PRIMARY KEY (city_id, position)
);
SELECT place_by_city('catalogue_changes');
SELECT protect_public('catalogue_changes', 'SELECT, INSERT, DELETE');
CREATE INDEX catalogue_changes_in_order ON catalogue_changes (city_id, writer, position);

-- A list on its way in: the file as it came, the answers, what it would do, what it did.
CREATE TABLE import_runs (
    city_id      uuid        NOT NULL,
    id           uuid        NOT NULL,
    retailer_id  uuid        NOT NULL,
    branch_id    uuid        NOT NULL,
    state        text        NOT NULL DEFAULT 'uploaded',
    file_name    text        NOT NULL,
    file         bytea       NOT NULL,
    options      jsonb       NOT NULL DEFAULT '{}',
    report       jsonb       NOT NULL DEFAULT '{}',
    created_at   timestamptz NOT NULL,
    applied_at   timestamptz,
    version      bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (city_id, id),
    FOREIGN KEY (city_id, retailer_id) REFERENCES retailers (city_id, id),
    FOREIGN KEY (city_id, branch_id) REFERENCES branches (city_id, id),
    CONSTRAINT import_runs_state_known CHECK (state IN
        ('uploaded', 'mapped', 'validated', 'applying', 'applied', 'partly_applied', 'failed', 'discarded'))
);
SELECT place_by_city('import_runs');
SELECT protect_private('import_runs');
CREATE INDEX import_runs_by_retailer ON import_runs (city_id, retailer_id, created_at);

CREATE TABLE import_rows (
    city_id  uuid    NOT NULL,
    run_id   uuid    NOT NULL,
    line     integer NOT NULL,
    position integer NOT NULL,
    outcome  text    NOT NULL,
    title    text,
    column_name text,
    code     text,
    sentence text,
    PRIMARY KEY (city_id, run_id, position),
    FOREIGN KEY (city_id, run_id) REFERENCES import_runs (city_id, id) ON DELETE CASCADE,
    CONSTRAINT import_rows_outcome_known CHECK (outcome IN ('new', 'changed', 'unchanged', 'refused', 'absent'))
);
SELECT place_by_city('import_rows');
SELECT protect_private('import_rows');
