-- What a city chooses for its search: synonyms, and numbers of the ranking by name. No row: nothing chosen.
CREATE TABLE search_tunings (
    city_id  uuid   NOT NULL PRIMARY KEY REFERENCES cities (id),
    -- Each a set of words with commas between them.
    synonyms text[] NOT NULL DEFAULT '{}',
    weights  jsonb  NOT NULL DEFAULT '{}',
    version  bigint NOT NULL DEFAULT 1,
    CONSTRAINT search_tunings_synonyms_few CHECK (cardinality(synonyms) <= 2000),
    CONSTRAINT search_tunings_weights_object CHECK (jsonb_typeof(weights) = 'object')
);
SELECT place_by_city('search_tunings');
SELECT protect_public('search_tunings', 'SELECT, INSERT, UPDATE');
