-- When the city delivers and when goods can be fetched: what repeats, what differs on a day, and what is taken.
--
-- Scarce numbers (`slots.booked`, `pools.booked`) are changed by an unconditional UPDATE that a CHECK refuses.
-- Locks are taken in one order: the hold, pools by id, slots by id last.

-- What repeats. A template of deliveries belongs to a zone, one of pickups to a branch.
CREATE TABLE slot_templates (
    city_id         uuid     NOT NULL REFERENCES cities (id),
    id              uuid     NOT NULL,
    name            text     NOT NULL,
    method          text     NOT NULL,
    zone_id         uuid,
    branch_id       uuid,
    kind            text     NOT NULL,
    weekdays        smallint[] NOT NULL,
    first_minute    integer  NOT NULL,
    last_minute     integer  NOT NULL,
    width_minutes   integer  NOT NULL,
    step_minutes    integer  NOT NULL,
    horizon_days    integer  NOT NULL DEFAULT 14,
    cutoff          text     NOT NULL,
    lead_minutes    integer  NOT NULL DEFAULT 0,
    holidays        text     NOT NULL DEFAULT 'closed',
    valid_from      date,
    valid_until     date,
    places          bigint   NOT NULL,
    fee_cents       bigint   NOT NULL,
    free_from_cents bigint,
    price_rules     jsonb    NOT NULL DEFAULT '[]',
    is_active       boolean  NOT NULL DEFAULT true,
    version         bigint   NOT NULL DEFAULT 1,
    PRIMARY KEY (city_id, id),
    FOREIGN KEY (city_id, zone_id) REFERENCES zones (city_id, id),
    FOREIGN KEY (city_id, branch_id) REFERENCES branches (city_id, id),
    CONSTRAINT slot_templates_method_fits CHECK
        ((method = 'delivery' AND zone_id IS NOT NULL AND branch_id IS NULL)
         OR (method = 'pickup' AND branch_id IS NOT NULL AND zone_id IS NULL)),
    CONSTRAINT slot_templates_kind_known CHECK (kind IN ('fixed', 'rolling')),
    CONSTRAINT slot_templates_holidays_known CHECK (holidays IN ('closed', 'open', 'only')),
    CONSTRAINT slot_templates_shape CHECK
        (first_minute BETWEEN 0 AND 1439 AND last_minute BETWEEN 1 AND 2880 AND width_minutes BETWEEN 1 AND 1440
         AND step_minutes BETWEEN 5 AND 1440 AND last_minute - first_minute >= width_minutes
         AND (kind = 'rolling' OR step_minutes >= width_minutes)
         AND horizon_days BETWEEN 1 AND 366 AND lead_minutes BETWEEN 0 AND 10080
         AND cardinality(weekdays) BETWEEN 1 AND 7),
    CONSTRAINT slot_templates_amounts CHECK (places >= 0 AND fee_cents >= 0 AND free_from_cents >= 0)
);
SELECT place_by_city('slot_templates');
SELECT protect_public('slot_templates');

-- What differs on one day: closed, or other times, places or fee.
CREATE TABLE slot_exceptions (
    city_id      uuid    NOT NULL,
    id           uuid    NOT NULL,
    template_id  uuid    NOT NULL,
    day          date    NOT NULL,
    is_closed    boolean NOT NULL,
    first_minute integer,
    last_minute  integer,
    places       bigint,
    fee_cents    bigint,
    reason       text    NOT NULL,
    version      bigint  NOT NULL DEFAULT 1,
    PRIMARY KEY (city_id, id),
    FOREIGN KEY (city_id, template_id) REFERENCES slot_templates (city_id, id),
    CONSTRAINT slot_exceptions_once_a_day UNIQUE (city_id, template_id, day),
    CONSTRAINT slot_exceptions_shape CHECK
        (first_minute BETWEEN 0 AND 1439 AND last_minute BETWEEN 1 AND 2880
         AND (first_minute IS NULL) = (last_minute IS NULL) AND first_minute < last_minute),
    CONSTRAINT slot_exceptions_amounts CHECK (places >= 0 AND fee_cents >= 0)
);
SELECT place_by_city('slot_exceptions');
SELECT protect_public('slot_exceptions');

-- No new bookings in this time; what is booked stays. An empty column means "all".
CREATE TABLE slot_blackouts (
    city_id   uuid        NOT NULL REFERENCES cities (id),
    id        uuid        NOT NULL,
    method    text,
    zone_id   uuid,
    branch_id uuid,
    starts_at timestamptz NOT NULL,
    ends_at   timestamptz NOT NULL,
    reason    text        NOT NULL,
    version   bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (city_id, id),
    FOREIGN KEY (city_id, zone_id) REFERENCES zones (city_id, id),
    FOREIGN KEY (city_id, branch_id) REFERENCES branches (city_id, id),
    CONSTRAINT slot_blackouts_method_known CHECK (method IN ('delivery', 'pickup')),
    CONSTRAINT slot_blackouts_ends_later CHECK (starts_at < ends_at)
);
SELECT place_by_city('slot_blackouts');
SELECT protect_public('slot_blackouts');
CREATE INDEX slot_blackouts_by_end ON slot_blackouts (city_id, ends_at);

-- What can be booked. `is_pinned`: an operator set this one by hand, its template leaves it alone.
CREATE TABLE slots (
    city_id         uuid        NOT NULL,
    id              uuid        NOT NULL,
    template_id     uuid        NOT NULL,
    method          text        NOT NULL,
    zone_id         uuid,
    branch_id       uuid,
    day             date        NOT NULL,
    starts_at       timestamptz NOT NULL,
    ends_at         timestamptz NOT NULL,
    cutoff_at       timestamptz NOT NULL,
    state           text        NOT NULL DEFAULT 'open',
    places          bigint      NOT NULL,
    booked          bigint      NOT NULL DEFAULT 0,
    fee_cents       bigint      NOT NULL,
    free_from_cents bigint,
    is_pinned       boolean     NOT NULL DEFAULT false,
    version         bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (city_id, id),
    FOREIGN KEY (city_id, template_id) REFERENCES slot_templates (city_id, id),
    CONSTRAINT slots_start_once UNIQUE (city_id, template_id, starts_at),
    CONSTRAINT slots_method_known CHECK (method IN ('delivery', 'pickup')),
    CONSTRAINT slots_state_known CHECK (state IN ('open', 'blocked', 'withdrawn')),
    CONSTRAINT slots_ends_later CHECK (starts_at < ends_at AND cutoff_at <= starts_at),
    CONSTRAINT slots_places_left CHECK (booked <= places),
    CONSTRAINT slots_booked_not_negative CHECK (booked >= 0),
    CONSTRAINT slots_amounts CHECK (fee_cents >= 0 AND free_from_cents >= 0)
);
SELECT place_by_city('slots');
SELECT protect_public('slots');
CREATE INDEX slots_by_zone ON slots (city_id, zone_id, starts_at) WHERE zone_id IS NOT NULL;
CREATE INDEX slots_by_branch ON slots (city_id, branch_id, starts_at) WHERE branch_id IS NOT NULL;

-- What a pool repeats as: so much of a unit, within these minutes of these weekdays. Empty columns mean "all".
CREATE TABLE pool_rules (
    city_id      uuid     NOT NULL REFERENCES cities (id),
    id           uuid     NOT NULL,
    name         text     NOT NULL,
    unit         text     NOT NULL,
    amount       bigint   NOT NULL,
    method       text,
    zone_id      uuid,
    retailer_id  uuid,
    branch_id    uuid,
    weekdays     smallint[] NOT NULL,
    first_minute integer  NOT NULL,
    last_minute  integer  NOT NULL,
    version      bigint   NOT NULL DEFAULT 1,
    PRIMARY KEY (city_id, id),
    FOREIGN KEY (city_id, zone_id) REFERENCES zones (city_id, id),
    FOREIGN KEY (city_id, retailer_id) REFERENCES retailers (city_id, id),
    FOREIGN KEY (city_id, branch_id) REFERENCES branches (city_id, id),
    CONSTRAINT pool_rules_unit_known CHECK (unit IN ('orders', 'items', 'cents', 'litres', 'grams', 'crates')),
    CONSTRAINT pool_rules_method_known CHECK (method IN ('delivery', 'pickup')),
    CONSTRAINT pool_rules_shape CHECK
        (amount >= 0 AND first_minute BETWEEN 0 AND 1439 AND last_minute BETWEEN 1 AND 2880
         AND first_minute < last_minute AND cardinality(weekdays) BETWEEN 1 AND 7)
);
SELECT place_by_city('pool_rules');
SELECT protect_public('pool_rules');

-- A limit on what all slots that begin within a time may take together. A booking debits all pools that apply.
CREATE TABLE pools (
    city_id     uuid        NOT NULL REFERENCES cities (id),
    id          uuid        NOT NULL,
    rule_id     uuid,
    unit        text        NOT NULL,
    amount      bigint      NOT NULL,
    booked      bigint      NOT NULL DEFAULT 0,
    method      text,
    zone_id     uuid,
    retailer_id uuid,
    branch_id   uuid,
    starts_at   timestamptz NOT NULL,
    ends_at     timestamptz NOT NULL,
    version     bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (city_id, id),
    FOREIGN KEY (city_id, rule_id) REFERENCES pool_rules (city_id, id),
    FOREIGN KEY (city_id, zone_id) REFERENCES zones (city_id, id),
    FOREIGN KEY (city_id, retailer_id) REFERENCES retailers (city_id, id),
    FOREIGN KEY (city_id, branch_id) REFERENCES branches (city_id, id),
    CONSTRAINT pools_start_once UNIQUE (city_id, rule_id, starts_at),
    CONSTRAINT pools_unit_known CHECK (unit IN ('orders', 'items', 'cents', 'litres', 'grams', 'crates')),
    CONSTRAINT pools_method_known CHECK (method IN ('delivery', 'pickup')),
    CONSTRAINT pools_ends_later CHECK (starts_at < ends_at),
    CONSTRAINT pools_places_left CHECK (booked <= amount),
    CONSTRAINT pools_booked_not_negative CHECK (booked >= 0)
);
SELECT place_by_city('pools');
SELECT protect_public('pools');
CREATE INDEX pools_by_time ON pools (city_id, starts_at, ends_at);

-- One place taken. `holder`: an account's id or the hash of a guest's token. `ordinal` numbers the open holds of one
-- holder, so that the unique index below is the limit.
CREATE TABLE slot_holds (
    city_id         uuid        NOT NULL,
    id              uuid        NOT NULL,
    slot_id         uuid        NOT NULL,
    holder          text        NOT NULL,
    ordinal         smallint    NOT NULL,
    state           text        NOT NULL DEFAULT 'held',
    fee_cents       bigint      NOT NULL,
    free_from_cents bigint,
    held_at         timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL,
    purchase_id     uuid,
    ended_at        timestamptz,
    end_reason      text,
    PRIMARY KEY (city_id, id),
    FOREIGN KEY (city_id, slot_id) REFERENCES slots (city_id, id),
    CONSTRAINT slot_holds_state_known CHECK (state IN ('held', 'booked', 'used', 'released')),
    CONSTRAINT slot_holds_booked_for_purchase CHECK ((state IN ('booked', 'used')) <= (purchase_id IS NOT NULL)),
    CONSTRAINT slot_holds_ended_with_reason CHECK
        ((state = 'released') = (ended_at IS NOT NULL) AND (state = 'released') = (end_reason IS NOT NULL)),
    CONSTRAINT slot_holds_two_at_once CHECK (ordinal BETWEEN 1 AND 2),
    CONSTRAINT slot_holds_holder_length CHECK (length(holder) BETWEEN 1 AND 200)
);
SELECT place_by_city('slot_holds');
SELECT protect_private('slot_holds');
CREATE UNIQUE INDEX slot_holds_open_once ON slot_holds (city_id, holder, ordinal) WHERE state = 'held';
CREATE INDEX slot_holds_by_slot ON slot_holds (city_id, slot_id);
CREATE INDEX slot_holds_by_expiry ON slot_holds (city_id, expires_at) WHERE state = 'held';
CREATE UNIQUE INDEX slot_holds_one_place_a_purchase ON slot_holds (city_id, purchase_id) WHERE state <> 'released';

-- What a hold took of each pool, to be given back exactly.
CREATE TABLE slot_debits (
    city_id uuid   NOT NULL,
    hold_id uuid   NOT NULL,
    pool_id uuid   NOT NULL,
    amount  bigint NOT NULL,
    PRIMARY KEY (city_id, hold_id, pool_id),
    FOREIGN KEY (city_id, hold_id) REFERENCES slot_holds (city_id, id),
    FOREIGN KEY (city_id, pool_id) REFERENCES pools (city_id, id),
    CONSTRAINT slot_debits_above_zero CHECK (amount > 0)
);
SELECT place_by_city('slot_debits');
SELECT protect_private('slot_debits');
CREATE INDEX slot_debits_by_pool ON slot_debits (city_id, pool_id);
