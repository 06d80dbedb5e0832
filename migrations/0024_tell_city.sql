-- How a transaction says whose rows it may see. Citus carries to its workers what SET LOCAL says, not what set_config does;
-- on a plain PostgreSQL the call is inlined.

DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') THEN
        CREATE FUNCTION tell_city(city uuid) RETURNS text LANGUAGE plpgsql AS $tell$
        BEGIN
            SET LOCAL citus.propagate_set_commands = 'local';
            EXECUTE format('SET LOCAL app.city_id = %L', city);
            RETURN city::text;
        END $tell$;
    ELSE
        CREATE FUNCTION tell_city(city uuid) RETURNS text LANGUAGE sql AS $tell$
            SELECT set_config('app.city_id', city::text, true)
        $tell$;
    END IF;
END $$;
