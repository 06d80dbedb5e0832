-- Dispatch under way: couriers who are out, shops that are late, hands that pin, and what came of failed stops.

-- From then on nothing new is given to the shift; what is aboard stays with it.
ALTER TABLE shifts ADD COLUMN lost_at timestamptz;

-- Stays on the shift it was put on by hand.
ALTER TABLE consignments ADD COLUMN is_pinned boolean NOT NULL DEFAULT false;

-- Goods that could not be delivered go back to their shops.
ALTER TABLE stops DROP CONSTRAINT stops_kind_fits;
ALTER TABLE stops ADD CONSTRAINT stops_kind_fits
    CHECK ((kind = 'drop') = (order_id IS NULL) AND kind IN ('pickup', 'drop', 'return'));
ALTER TABLE stops ADD COLUMN next_step text;
ALTER TABLE stops ADD CONSTRAINT stops_next_step_known
    CHECK (next_step IS NULL OR next_step IN ('retry', 'neighbour', 'return', 'without') AND state = 'failed');

-- A shop said that it will be ready only then.
CREATE TABLE ready_times (
    city_id  uuid        NOT NULL,
    order_id uuid        NOT NULL,
    ready_at timestamptz NOT NULL,
    PRIMARY KEY (city_id, order_id),
    FOREIGN KEY (city_id, order_id) REFERENCES retailer_orders (city_id, id)
);
SELECT place_by_city('ready_times');
SELECT protect_private('ready_times');

-- What a new version of a tour that couriers see made different.
CREATE TABLE tour_changes (
    city_id    uuid        NOT NULL,
    tour_id    uuid        NOT NULL,
    version    bigint      NOT NULL,
    stop_id    uuid        NOT NULL,
    kind       text        NOT NULL,
    label      text        NOT NULL,
    old_at     timestamptz,
    new_at     timestamptz,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (city_id, tour_id, version, stop_id),
    FOREIGN KEY (city_id, tour_id) REFERENCES tours (city_id, id),
    CONSTRAINT tour_changes_kind_fits CHECK
        (kind IN ('added', 'removed', 'moved') AND (kind = 'added') = (old_at IS NULL)
         AND (kind = 'removed') = (new_at IS NULL))
);
SELECT place_by_city('tour_changes');
SELECT protect_private('tour_changes', 'SELECT, INSERT');

CREATE INDEX tours_by_shift ON tours (city_id, shift_id);
