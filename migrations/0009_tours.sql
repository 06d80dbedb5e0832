-- Who rides when with what, what goes together to one door, and the tours made of that.

CREATE TABLE vehicles (
    city_id         uuid    NOT NULL REFERENCES cities (id),
    id              uuid    NOT NULL,
    name            text    NOT NULL,
    load_grams      bigint  NOT NULL,
    load_litres     bigint  NOT NULL,
    load_crates     bigint  NOT NULL,
    metres_per_hour bigint  NOT NULL,
    is_cooled       boolean NOT NULL DEFAULT false,
    is_active       boolean NOT NULL DEFAULT true,
    version         bigint  NOT NULL DEFAULT 1,
    PRIMARY KEY (city_id, id),
    CONSTRAINT vehicles_name_once UNIQUE (city_id, name),
    CONSTRAINT vehicles_amounts CHECK
        (load_grams > 0 AND load_litres > 0 AND load_crates >= 0 AND metres_per_hour BETWEEN 1000 AND 100000)
);
SELECT place_by_city('vehicles');
SELECT protect_private('vehicles');

CREATE TABLE shifts (
    city_id    uuid        NOT NULL,
    id         uuid        NOT NULL,
    courier_id uuid        NOT NULL,
    vehicle_id uuid        NOT NULL,
    starts_at  timestamptz NOT NULL,
    ends_at    timestamptz NOT NULL,
    hub_lat    double precision NOT NULL,
    hub_lon    double precision NOT NULL,
    PRIMARY KEY (city_id, id),
    FOREIGN KEY (city_id, courier_id) REFERENCES accounts (city_id, id),
    FOREIGN KEY (city_id, vehicle_id) REFERENCES vehicles (city_id, id),
    CONSTRAINT shifts_end_later CHECK (starts_at < ends_at),
    CONSTRAINT shifts_once UNIQUE (city_id, courier_id, starts_at)
);
SELECT place_by_city('shifts');
SELECT protect_private('shifts');
CREATE INDEX shifts_by_time ON shifts (city_id, ends_at);

CREATE TABLE tours (
    city_id        uuid        NOT NULL,
    id             uuid        NOT NULL,
    shift_id       uuid        NOT NULL,
    courier_id     uuid        NOT NULL,
    state          text        NOT NULL,
    departs_at     timestamptz NOT NULL,
    ends_at        timestamptz NOT NULL,
    travel_seconds bigint      NOT NULL,
    metres         bigint      NOT NULL,
    version        bigint      NOT NULL DEFAULT 1,
    created_at     timestamptz NOT NULL,
    PRIMARY KEY (city_id, id),
    FOREIGN KEY (city_id, shift_id) REFERENCES shifts (city_id, id),
    FOREIGN KEY (city_id, courier_id) REFERENCES accounts (city_id, id),
    CONSTRAINT tours_state_known CHECK (state IN ('draft', 'published', 'in_progress', 'completed', 'cancelled'))
);
SELECT place_by_city('tours');
SELECT protect_private('tours');
CREATE INDEX tours_by_time ON tours (city_id, departs_at);
CREATE INDEX tours_by_courier ON tours (city_id, courier_id, departs_at);

-- One purchase's goods on their way to one door: planned once, all its stops on one tour.
CREATE TABLE consignments (
    city_id     uuid        NOT NULL,
    id          uuid        NOT NULL,
    purchase_id uuid        NOT NULL,
    tour_id     uuid        NOT NULL,
    minimum_age integer     NOT NULL DEFAULT 0,
    code_hash   bytea       NOT NULL,
    is_open     boolean     NOT NULL DEFAULT true,
    PRIMARY KEY (city_id, id),
    FOREIGN KEY (city_id, purchase_id) REFERENCES purchases (city_id, id),
    FOREIGN KEY (city_id, tour_id) REFERENCES tours (city_id, id)
);
SELECT place_by_city('consignments');
SELECT protect_private('consignments');
-- A purchase rides on one tour at a time; a cancelled tour closes its consignments.
CREATE UNIQUE INDEX consignments_once_a_purchase ON consignments (city_id, purchase_id) WHERE is_open;
CREATE INDEX consignments_by_tour ON consignments (city_id, tour_id);

CREATE TABLE stops (
    city_id         uuid        NOT NULL,
    id              uuid        NOT NULL,
    tour_id         uuid        NOT NULL,
    consignment_id  uuid        NOT NULL,
    kind            text        NOT NULL,
    -- The retailer's order that is fetched here; null where it is brought.
    order_id        uuid,
    position        integer     NOT NULL,
    lat             double precision NOT NULL,
    lon             double precision NOT NULL,
    label           text        NOT NULL,
    window_start    timestamptz NOT NULL,
    window_end      timestamptz NOT NULL,
    arrival_at      timestamptz NOT NULL,
    service_seconds bigint      NOT NULL,
    late_seconds    bigint      NOT NULL DEFAULT 0,
    state           text        NOT NULL DEFAULT 'pending',
    is_locked       boolean     NOT NULL DEFAULT false,
    failure         text,
    device_at       timestamptz,
    settled_at      timestamptz,
    version         bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (city_id, id),
    FOREIGN KEY (city_id, tour_id) REFERENCES tours (city_id, id),
    FOREIGN KEY (city_id, consignment_id) REFERENCES consignments (city_id, id),
    FOREIGN KEY (city_id, order_id) REFERENCES retailer_orders (city_id, id),
    CONSTRAINT stops_kind_fits CHECK ((kind = 'pickup') = (order_id IS NOT NULL) AND kind IN ('pickup', 'drop')),
    CONSTRAINT stops_state_known CHECK (state IN ('pending', 'arrived', 'done', 'failed', 'skipped')),
    CONSTRAINT stops_failure_said CHECK ((state = 'failed') = (failure IS NOT NULL)),
    CONSTRAINT stops_position_once UNIQUE (city_id, tour_id, position) DEFERRABLE INITIALLY DEFERRED
);
SELECT place_by_city('stops');
SELECT protect_private('stops');
CREATE INDEX stops_by_consignment ON stops (city_id, consignment_id);

-- What couriers' devices told, by the id the device gave: the second telling gets the first one's answer.
CREATE TABLE courier_commands (
    city_id     uuid        NOT NULL,
    id          uuid        NOT NULL,
    courier_id  uuid        NOT NULL,
    stop_id     uuid        NOT NULL,
    action      text        NOT NULL,
    sequence    bigint      NOT NULL,
    device_at   timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    outcome     text        NOT NULL,
    PRIMARY KEY (city_id, id),
    FOREIGN KEY (city_id, courier_id) REFERENCES accounts (city_id, id)
);
SELECT place_by_city('courier_commands');
SELECT protect_private('courier_commands', 'SELECT, INSERT');
CREATE INDEX courier_commands_by_stop ON courier_commands (city_id, stop_id, sequence);
