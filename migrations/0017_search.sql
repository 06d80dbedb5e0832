-- What a city chooses for its search: synonyms, and numbers of the ranking by name. Every choice is kept with its day
-- (Regulation (EU) 2019/1150, article 5: parameters of ranking and their changes); the highest version holds.
CREATE TABLE search_tunings (
    city_id   uuid        NOT NULL REFERENCES cities (id),
    version   bigint      NOT NULL,
    -- Each a set of words with commas between them.
    synonyms  text[]      NOT NULL DEFAULT '{}',
    weights   jsonb       NOT NULL DEFAULT '{}',
    chosen_at timestamptz NOT NULL,
    PRIMARY KEY (city_id, version),
    CONSTRAINT search_tunings_synonyms_few CHECK (cardinality(synonyms) <= 2000),
    CONSTRAINT search_tunings_weights_object CHECK (jsonb_typeof(weights) = 'object')
);
SELECT place_by_city('search_tunings');
SELECT protect_public('search_tunings', 'SELECT, INSERT');
