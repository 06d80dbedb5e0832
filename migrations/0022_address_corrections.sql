-- Where houses stand, said by the town. A row is named by street, number and postcode in one spelling, not by an id of
-- OpenStreetMap, so that it outlives every import.

CREATE TABLE address_corrections (
    city_id      uuid             NOT NULL REFERENCES cities (id),
    id           uuid             NOT NULL,
    street_key   text             NOT NULL,
    number_key   text             NOT NULL,
    postcode_key text             NOT NULL,
    street       text             NOT NULL,
    house_number text             NOT NULL,
    postcode     text             NOT NULL,
    latitude     double precision NOT NULL,
    longitude    double precision NOT NULL,
    corrected_at timestamptz      NOT NULL,
    PRIMARY KEY (city_id, street_key, number_key, postcode_key),
    CONSTRAINT address_corrections_on_earth CHECK (latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180)
);
SELECT place_by_city('address_corrections');
SELECT protect_public('address_corrections');

-- Shops of a list are found by their addresses now; each row says how.
ALTER TABLE retailer_import_rows DROP CONSTRAINT retailer_import_rows_geocoding_known;
ALTER TABLE retailer_import_rows ADD CONSTRAINT retailer_import_rows_geocoding_known
    CHECK (geocoding IN ('given', 'exact', 'interpolated', 'street', 'not_found', 'missing'));
