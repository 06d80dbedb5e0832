-- What makes streets slower or closes them for a while: a storm, a bridge under repair. Rows are made and removed, never
-- changed.

CREATE TABLE street_conditions (
    city_id       uuid        NOT NULL REFERENCES cities (id),
    id            uuid        NOT NULL,
    note          text        NOT NULL,
    area          jsonb       NOT NULL,
    speed_percent smallint    NOT NULL,
    profiles      text[]      NOT NULL,
    starts_at     timestamptz NOT NULL,
    ends_at       timestamptz NOT NULL,
    PRIMARY KEY (city_id, id),
    CONSTRAINT street_conditions_speed_range CHECK (speed_percent BETWEEN 0 AND 99),
    CONSTRAINT street_conditions_time_forward CHECK (starts_at < ends_at)
);
SELECT place_by_city('street_conditions');
SELECT protect_public('street_conditions', 'SELECT, INSERT, DELETE');
