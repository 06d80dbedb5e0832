-- From basket to doorstep: what somebody wants, what was promised at checkout, and what became of it.
--
-- Facts of a sale (price, VAT, Grundpreis, deposit, imprint) are frozen at checkout and never changed afterwards.
-- People's data stand apart from receipts, in delivery_contacts.

CREATE TABLE baskets (
    city_id    uuid        NOT NULL REFERENCES cities (id),
    id         uuid        NOT NULL,
    holder     text        NOT NULL,
    version    bigint      NOT NULL DEFAULT 1,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (city_id, id)
);
SELECT place_by_city('baskets');
SELECT protect_private('baskets');
CREATE INDEX baskets_by_holder ON baskets (city_id, holder, id);
CREATE INDEX baskets_by_age ON baskets (city_id, changed_at);

CREATE TABLE basket_lines (
    city_id      uuid   NOT NULL,
    basket_id    uuid   NOT NULL,
    offer_id     uuid   NOT NULL,
    position     bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    quantity     bigint NOT NULL,
    substitution text   NOT NULL DEFAULT 'none',
    PRIMARY KEY (city_id, basket_id, offer_id),
    FOREIGN KEY (city_id, basket_id) REFERENCES baskets (city_id, id) ON DELETE CASCADE,
    FOREIGN KEY (city_id, offer_id) REFERENCES offers (city_id, id),
    CONSTRAINT basket_lines_quantity CHECK (quantity BETWEEN 1 AND 999),
    CONSTRAINT basket_lines_substitution_known CHECK (substitution IN ('none', 'similar', 'ask'))
);
SELECT place_by_city('basket_lines');
SELECT protect_private('basket_lines');
CREATE INDEX basket_lines_by_offer ON basket_lines (city_id, offer_id);

-- A summary that somebody looks at, with the goods put aside for it. It has the id of the hold it was made for.
CREATE TABLE checkouts (
    city_id     uuid        NOT NULL,
    id          uuid        NOT NULL,
    basket_id   uuid        NOT NULL,
    holder      text        NOT NULL,
    state       text        NOT NULL,
    hash        text        NOT NULL,
    method      text        NOT NULL,
    payment     text        NOT NULL,
    fee_cents   bigint      NOT NULL,
    minimum_age integer     NOT NULL,
    contact     jsonb       NOT NULL,
    expires_at  timestamptz NOT NULL,
    PRIMARY KEY (city_id, id),
    FOREIGN KEY (city_id, id) REFERENCES slot_holds (city_id, id),
    FOREIGN KEY (city_id, basket_id) REFERENCES baskets (city_id, id),
    CONSTRAINT checkouts_state_known CHECK (state IN ('open', 'placed', 'expired'))
);
SELECT place_by_city('checkouts');
SELECT protect_private('checkouts');
CREATE INDEX checkouts_by_expiry ON checkouts (city_id, expires_at) WHERE state = 'open';

CREATE TABLE checkout_lines (
    city_id           uuid    NOT NULL,
    checkout_id       uuid    NOT NULL,
    position          integer NOT NULL,
    offer_id          uuid    NOT NULL,
    retailer_id       uuid    NOT NULL,
    branch_id         uuid    NOT NULL,
    imprint           bigint,
    title             text    NOT NULL,
    quantity          bigint  NOT NULL,
    price_cents       bigint  NOT NULL,
    vat_basis_points  bigint  NOT NULL,
    unit_price_cents  bigint,
    unit_price_per    text,
    deposit_code      text,
    deposit_cents     bigint  NOT NULL,
    minimum_age       integer NOT NULL,
    grams             bigint  NOT NULL,
    litres_thousandths bigint NOT NULL,
    substitution      text    NOT NULL,
    PRIMARY KEY (city_id, checkout_id, position),
    FOREIGN KEY (city_id, checkout_id) REFERENCES checkouts (city_id, id)
);
SELECT place_by_city('checkout_lines');
SELECT protect_private('checkout_lines');

CREATE TABLE purchases (
    city_id      uuid        NOT NULL REFERENCES cities (id),
    id           uuid        NOT NULL,
    code         text        NOT NULL,
    holder       text        NOT NULL,
    method       text        NOT NULL,
    payment      text        NOT NULL,
    slot_id      uuid        NOT NULL,
    slot_start   timestamptz NOT NULL,
    slot_end     timestamptz NOT NULL,
    fee_cents    bigint      NOT NULL,
    -- The fee by VAT rate, as it was charged.
    fee_rates    bigint[]    NOT NULL,
    fee_gross    bigint[]    NOT NULL,
    fee_vat      bigint[]    NOT NULL,
    total_cents  bigint      NOT NULL,
    minimum_age  integer     NOT NULL,
    summary_hash text        NOT NULL,
    placed_at    timestamptz NOT NULL,
    PRIMARY KEY (city_id, id),
    CONSTRAINT purchases_code_once UNIQUE (city_id, code),
    CONSTRAINT purchases_method_known CHECK (method IN ('delivery', 'pickup'))
);
SELECT place_by_city('purchases');
SELECT protect_private('purchases', 'SELECT, INSERT, UPDATE');
CREATE INDEX purchases_by_holder ON purchases (city_id, holder, id);
CREATE INDEX purchases_by_slot ON purchases (city_id, slot_start);

-- Who gets it where, and the code said at the door. Erased apart from the receipt.
CREATE TABLE delivery_contacts (
    city_id     uuid NOT NULL,
    purchase_id uuid NOT NULL,
    name        text NOT NULL,
    phone       text,
    email       text,
    street      text,
    house_number text,
    postcode    text,
    town        text,
    lat         double precision,
    lon         double precision,
    note        text,
    door_code   text NOT NULL,
    PRIMARY KEY (city_id, purchase_id),
    FOREIGN KEY (city_id, purchase_id) REFERENCES purchases (city_id, id)
);
SELECT place_by_city('delivery_contacts');
SELECT protect_private('delivery_contacts');

CREATE TABLE retailer_orders (
    city_id       uuid        NOT NULL,
    id            uuid        NOT NULL,
    purchase_id   uuid        NOT NULL,
    retailer_id   uuid        NOT NULL,
    branch_id     uuid        NOT NULL,
    number        integer     NOT NULL,
    state         text        NOT NULL,
    imprint       bigint,
    total_cents   bigint      NOT NULL,
    answer_until  timestamptz NOT NULL,
    reason        text,
    changed_at    timestamptz NOT NULL,
    version       bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (city_id, id),
    FOREIGN KEY (city_id, purchase_id) REFERENCES purchases (city_id, id),
    FOREIGN KEY (city_id, retailer_id) REFERENCES retailers (city_id, id),
    FOREIGN KEY (city_id, branch_id) REFERENCES branches (city_id, id),
    CONSTRAINT retailer_orders_one_a_retailer UNIQUE (city_id, purchase_id, retailer_id),
    CONSTRAINT retailer_orders_state_known CHECK (state IN
        ('placed', 'accepted', 'refused', 'picking', 'ready', 'handed_over', 'completed', 'cancelled', 'returned'))
);
SELECT place_by_city('retailer_orders');
SELECT protect_private('retailer_orders', 'SELECT, INSERT, UPDATE');
CREATE INDEX retailer_orders_inbox ON retailer_orders (city_id, retailer_id, id);
CREATE INDEX retailer_orders_unanswered ON retailer_orders (city_id, answer_until) WHERE state = 'placed';

CREATE TABLE order_lines (
    city_id           uuid    NOT NULL,
    order_id          uuid    NOT NULL,
    position          integer NOT NULL,
    offer_id          uuid    NOT NULL,
    title             text    NOT NULL,
    quantity          bigint  NOT NULL,
    -- What was really packed; null until then.
    picked            bigint,
    price_cents       bigint  NOT NULL,
    vat_basis_points  bigint  NOT NULL,
    unit_price_cents  bigint,
    unit_price_per    text,
    deposit_code      text,
    deposit_cents     bigint  NOT NULL,
    minimum_age       integer NOT NULL,
    grams             bigint  NOT NULL,
    litres_thousandths bigint NOT NULL,
    substitution      text    NOT NULL,
    PRIMARY KEY (city_id, order_id, position),
    FOREIGN KEY (city_id, order_id) REFERENCES retailer_orders (city_id, id),
    FOREIGN KEY (city_id, offer_id) REFERENCES offers (city_id, id),
    CONSTRAINT order_lines_picked_within CHECK (picked BETWEEN 0 AND quantity)
);
SELECT place_by_city('order_lines');
SELECT protect_private('order_lines', 'SELECT, INSERT, UPDATE');
CREATE INDEX order_lines_by_offer ON order_lines (city_id, offer_id);
