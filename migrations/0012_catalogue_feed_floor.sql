-- The feed of changes is forgotten after a while. Who was away for longer must see that, and read everything anew.

ALTER TABLE catalogue_changes ADD COLUMN at timestamptz NOT NULL DEFAULT now();
CREATE INDEX catalogue_changes_by_age ON catalogue_changes (city_id, at);

-- The last change that was forgotten; nothing up to it can be read any more.
CREATE TABLE catalogue_floors (
    city_id  uuid   NOT NULL REFERENCES cities (id),
    writer   xid8   NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (city_id)
);
SELECT place_by_city('catalogue_floors');
SELECT protect_public('catalogue_floors', 'SELECT, INSERT, UPDATE');
