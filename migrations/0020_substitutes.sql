-- A line that stands for missing units of another one: proposed while the shop packs, then in effect or declined.

ALTER TABLE order_lines
    ADD COLUMN state        text NOT NULL DEFAULT 'ordered',
    -- The line it stands for, and how many units of it.
    ADD COLUMN replaces     integer,
    ADD COLUMN replaces_units bigint,
    ADD COLUMN answer_until timestamptz,
    -- Units that another line stands for.
    ADD COLUMN replaced     bigint NOT NULL DEFAULT 0;
ALTER TABLE order_lines ADD CONSTRAINT order_lines_state_known
    CHECK (state IN ('ordered', 'proposed', 'substituted', 'declined'));
ALTER TABLE order_lines ADD CONSTRAINT order_lines_substitute_whole
    CHECK ((state = 'ordered') = (replaces IS NULL) AND (replaces IS NULL) = (replaces_units IS NULL));
ALTER TABLE order_lines ADD CONSTRAINT order_lines_replaced_within CHECK (replaced BETWEEN 0 AND quantity);
CREATE UNIQUE INDEX order_lines_one_substitute ON order_lines (city_id, order_id, replaces)
    WHERE state IN ('proposed', 'substituted');
