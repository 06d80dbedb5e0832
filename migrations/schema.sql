-- The schema that the migrations make, by pg_dump 15; UPDATE_GOLDENS=1 writes it anew.

CREATE FUNCTION public.only_added_to() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

ALTER FUNCTION public.only_added_to() OWNER TO liefert_owner;

CREATE FUNCTION public.own_city() RETURNS text
    LANGUAGE sql STABLE
    AS $$
    SELECT CASE WHEN EXISTS (SELECT FROM pg_extension WHERE extname = 'citus')
                THEN 'city_id = current_setting(''app.city_id'')::uuid'
                ELSE 'city_id = (SELECT current_setting(''app.city_id'')::uuid)' END
$$;

ALTER FUNCTION public.own_city() OWNER TO liefert_owner;

CREATE FUNCTION public.place_by_city(name text) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') THEN
        EXECUTE format('SELECT create_distributed_table(%L, ''city_id'')', name);
    END IF;
END $$;

ALTER FUNCTION public.place_by_city(name text) OWNER TO liefert_owner;

CREATE FUNCTION public.place_everywhere(name text) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') THEN
        EXECUTE format('SELECT create_reference_table(%L)', name);
    END IF;
END $$;

ALTER FUNCTION public.place_everywhere(name text) OWNER TO liefert_owner;

CREATE FUNCTION public.posting_sums_to_zero() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF (SELECT sum(amount_cents) FROM ledger_entries
         WHERE city_id = NEW.city_id AND posting_id = NEW.posting_id) <> 0 THEN
        RAISE EXCEPTION 'posting % does not sum to zero', NEW.posting_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entries_sum_to_zero', TABLE = 'ledger_entries';
    END IF;
    RETURN NULL;
END $$;

ALTER FUNCTION public.posting_sums_to_zero() OWNER TO liefert_owner;

CREATE FUNCTION public.protect_private(name text, rights text DEFAULT 'SELECT, INSERT, UPDATE, DELETE'::text) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    own_city constant text := own_city();
BEGIN
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own_city ON %I USING (%s) WITH CHECK (%s)', name, own_city, own_city);
    EXECUTE format('GRANT %s ON %I TO liefert_app', rights, name);
END $$;

ALTER FUNCTION public.protect_private(name text, rights text) OWNER TO liefert_owner;

CREATE FUNCTION public.protect_public(name text, rights text DEFAULT 'SELECT, INSERT, UPDATE, DELETE'::text) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    own_city constant text := own_city();
BEGIN
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY anybody_reads ON %I FOR SELECT USING (true)', name);
    EXECUTE format('CREATE POLICY own_city_adds ON %I FOR INSERT WITH CHECK (%s)', name, own_city);
    EXECUTE format('CREATE POLICY own_city_changes ON %I FOR UPDATE USING (%s) WITH CHECK (%s)', name, own_city, own_city);
    EXECUTE format('CREATE POLICY own_city_removes ON %I FOR DELETE USING (%s)', name, own_city);
    EXECUTE format('GRANT %s ON %I TO liefert_app', rights, name);
END $$;

ALTER FUNCTION public.protect_public(name text, rights text) OWNER TO liefert_owner;

CREATE FUNCTION public.protect_shared(name text, rights text DEFAULT 'SELECT'::text) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    EXECUTE format('GRANT %s ON %I TO liefert_app', rights, name);
END $$;

ALTER FUNCTION public.protect_shared(name text, rights text) OWNER TO liefert_owner;

CREATE FUNCTION public.tell_city(city uuid) RETURNS text
    LANGUAGE sql
    AS $$
            SELECT set_config('app.city_id', city::text, true)
        $$;

ALTER FUNCTION public.tell_city(city uuid) OWNER TO liefert_owner;

CREATE TABLE public.account_identities (
    city_id uuid NOT NULL,
    issuer text NOT NULL,
    subject text NOT NULL,
    account_id uuid NOT NULL,
    linked_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY public.account_identities FORCE ROW LEVEL SECURITY;

ALTER TABLE public.account_identities OWNER TO liefert_owner;

CREATE TABLE public.accounts (
    city_id uuid NOT NULL,
    id uuid NOT NULL,
    email text NOT NULL,
    display_name text NOT NULL,
    language text DEFAULT 'de'::text NOT NULL,
    password text,
    state text DEFAULT 'active'::text NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT accounts_state_known CHECK ((state = ANY (ARRAY['active'::text, 'blocked'::text, 'erased'::text])))
);

ALTER TABLE ONLY public.accounts FORCE ROW LEVEL SECURITY;

ALTER TABLE public.accounts OWNER TO liefert_owner;

CREATE TABLE public.address_corrections (
    city_id uuid NOT NULL,
    id uuid NOT NULL,
    street_key text NOT NULL,
    number_key text NOT NULL,
    postcode_key text NOT NULL,
    street text NOT NULL,
    house_number text NOT NULL,
    postcode text NOT NULL,
    latitude double precision NOT NULL,
    longitude double precision NOT NULL,
    corrected_at timestamp with time zone NOT NULL,
    CONSTRAINT address_corrections_on_earth CHECK ((((latitude >= ('-90'::integer)::double precision) AND (latitude <= (90)::double precision)) AND ((longitude >= ('-180'::integer)::double precision) AND (longitude <= (180)::double precision))))
);

ALTER TABLE ONLY public.address_corrections FORCE ROW LEVEL SECURITY;

ALTER TABLE public.address_corrections OWNER TO liefert_owner;

CREATE TABLE public.audit_entries (
    city_id uuid NOT NULL,
    id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    actor text NOT NULL,
    role text NOT NULL,
    action text NOT NULL,
    object_kind text NOT NULL,
    object_id uuid NOT NULL,
    reason text,
    request_id text,
    detail jsonb DEFAULT '{}'::jsonb NOT NULL
);

ALTER TABLE ONLY public.audit_entries FORCE ROW LEVEL SECURITY;

ALTER TABLE public.audit_entries OWNER TO liefert_owner;

CREATE TABLE public.audit_links (
    city_id uuid NOT NULL,
    "position" bigint NOT NULL,
    entry_id uuid NOT NULL,
    hash bytea NOT NULL
);

ALTER TABLE ONLY public.audit_links FORCE ROW LEVEL SECURITY;

ALTER TABLE public.audit_links OWNER TO liefert_owner;

CREATE TABLE public.audit_seals (
    city_id uuid NOT NULL,
    "position" bigint NOT NULL,
    hash bytea NOT NULL,
    sealed_at timestamp with time zone NOT NULL,
    signature bytea NOT NULL
);

ALTER TABLE ONLY public.audit_seals FORCE ROW LEVEL SECURITY;

ALTER TABLE public.audit_seals OWNER TO liefert_owner;

CREATE TABLE public.basket_lines (
    city_id uuid NOT NULL,
    basket_id uuid NOT NULL,
    offer_id uuid NOT NULL,
    "position" bigint NOT NULL,
    quantity bigint NOT NULL,
    substitution text DEFAULT 'none'::text NOT NULL,
    choices uuid[] DEFAULT '{}'::uuid[] NOT NULL,
    CONSTRAINT basket_lines_quantity CHECK (((quantity >= 1) AND (quantity <= 999))),
    CONSTRAINT basket_lines_substitution_known CHECK ((substitution = ANY (ARRAY['none'::text, 'similar'::text, 'ask'::text])))
);

ALTER TABLE ONLY public.basket_lines FORCE ROW LEVEL SECURITY;

ALTER TABLE public.basket_lines OWNER TO liefert_owner;

ALTER TABLE public.basket_lines ALTER COLUMN "position" ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.basket_lines_position_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.baskets (
    city_id uuid NOT NULL,
    id uuid NOT NULL,
    holder text NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    changed_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY public.baskets FORCE ROW LEVEL SECURITY;

ALTER TABLE public.baskets OWNER TO liefert_owner;

CREATE TABLE public.branches (
    city_id uuid NOT NULL,
    id uuid NOT NULL,
    retailer_id uuid NOT NULL,
    name text,
    street text,
    house_number text,
    postcode text,
    town text,
    district_id uuid,
    lat double precision,
    lon double precision,
    phone text,
    wheelchair text,
    hours text,
    on_holidays text DEFAULT 'closed'::text NOT NULL,
    exceptions jsonb DEFAULT '[]'::jsonb NOT NULL,
    paused_until timestamp with time zone,
    pause_notice text,
    version bigint DEFAULT 1 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT branches_on_holidays_known CHECK ((on_holidays = ANY (ARRAY['closed'::text, 'usual'::text]))),
    CONSTRAINT branches_place_on_earth CHECK ((((lat >= ('-90'::integer)::double precision) AND (lat <= (90)::double precision)) AND ((lon >= ('-180'::integer)::double precision) AND (lon <= (180)::double precision)))),
    CONSTRAINT branches_place_whole CHECK (((lat IS NULL) = (lon IS NULL))),
    CONSTRAINT branches_wheelchair_known CHECK ((wheelchair = ANY (ARRAY['yes'::text, 'limited'::text, 'no'::text])))
);

ALTER TABLE ONLY public.branches FORCE ROW LEVEL SECURITY;

ALTER TABLE public.branches OWNER TO liefert_owner;

CREATE TABLE public.catalogue_changes (
    city_id uuid NOT NULL,
    "position" bigint NOT NULL,
    writer xid8 DEFAULT pg_current_xact_id() NOT NULL,
    offer_id uuid NOT NULL,
    product_id uuid NOT NULL,
    retailer_id uuid NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ONLY public.catalogue_changes FORCE ROW LEVEL SECURITY;

ALTER TABLE public.catalogue_changes OWNER TO liefert_owner;

ALTER TABLE public.catalogue_changes ALTER COLUMN "position" ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.catalogue_changes_position_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.catalogue_floors (
    city_id uuid NOT NULL,
    writer xid8 NOT NULL,
    "position" bigint NOT NULL
);

ALTER TABLE ONLY public.catalogue_floors FORCE ROW LEVEL SECURITY;

ALTER TABLE public.catalogue_floors OWNER TO liefert_owner;

CREATE TABLE public.categories (
    city_id uuid NOT NULL,
    id uuid NOT NULL,
    parent_id uuid,
    slug text NOT NULL,
    title text NOT NULL,
    title_en text,
    synonyms text[] DEFAULT '{}'::text[] NOT NULL,
    rank integer DEFAULT 0 NOT NULL,
    minimum_age smallint DEFAULT 0 NOT NULL,
    food_information_required boolean DEFAULT false NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    CONSTRAINT categories_age CHECK (((minimum_age >= 0) AND (minimum_age <= 99))),
    CONSTRAINT categories_not_own_parent CHECK ((parent_id IS DISTINCT FROM id))
);

ALTER TABLE ONLY public.categories FORCE ROW LEVEL SECURITY;

ALTER TABLE public.categories OWNER TO liefert_owner;

CREATE TABLE public.checkout_lines (
    city_id uuid NOT NULL,
    checkout_id uuid NOT NULL,
    "position" integer NOT NULL,
    offer_id uuid NOT NULL,
    retailer_id uuid NOT NULL,
    branch_id uuid NOT NULL,
    imprint bigint,
    title text NOT NULL,
    quantity bigint NOT NULL,
    price_cents bigint NOT NULL,
    vat_basis_points bigint NOT NULL,
    unit_price_cents bigint,
    unit_price_per text,
    deposit_code text,
    deposit_cents bigint NOT NULL,
    minimum_age integer NOT NULL,
    grams bigint NOT NULL,
    litres_thousandths bigint NOT NULL,
    substitution text NOT NULL,
    choices jsonb DEFAULT '[]'::jsonb NOT NULL
);

ALTER TABLE ONLY public.checkout_lines FORCE ROW LEVEL SECURITY;

ALTER TABLE public.checkout_lines OWNER TO liefert_owner;

CREATE TABLE public.checkouts (
    city_id uuid NOT NULL,
    id uuid NOT NULL,
    basket_id uuid,
    holder text NOT NULL,
    state text NOT NULL,
    hash text NOT NULL,
    method text NOT NULL,
    payment text NOT NULL,
    fee_cents bigint NOT NULL,
    minimum_age integer NOT NULL,
    contact jsonb NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    accepting uuid[] DEFAULT '{}'::uuid[] NOT NULL,
    answering uuid[] DEFAULT '{}'::uuid[] NOT NULL,
    answer_seconds bigint[] DEFAULT '{}'::bigint[] NOT NULL,
    extensions integer DEFAULT 0 NOT NULL,
    CONSTRAINT checkouts_extended_thrice_at_most CHECK (((extensions >= 0) AND (extensions <= 3))),
    CONSTRAINT checkouts_state_known CHECK ((state = ANY (ARRAY['open'::text, 'placed'::text, 'expired'::text])))
);

ALTER TABLE ONLY public.checkouts FORCE ROW LEVEL SECURITY;

ALTER TABLE public.checkouts OWNER TO liefert_owner;

CREATE TABLE public.choice_groups (
    city_id uuid NOT NULL,
    id uuid NOT NULL,
    offer_id uuid NOT NULL,
    rank integer NOT NULL,
    title text NOT NULL,
    at_least integer NOT NULL,
    at_most integer NOT NULL,
    CONSTRAINT choice_groups_range CHECK (((0 <= at_least) AND (at_least <= at_most) AND ((at_most >= 1) AND (at_most <= 50))))
);

ALTER TABLE ONLY public.choice_groups FORCE ROW LEVEL SECURITY;

ALTER TABLE public.choice_groups OWNER TO liefert_owner;

CREATE TABLE public.choices (
    city_id uuid NOT NULL,
    id uuid NOT NULL,
    group_id uuid NOT NULL,
    rank integer NOT NULL,
    title text NOT NULL,
    price_cents bigint NOT NULL,
    vat_class text,
    CONSTRAINT choices_price_not_negative CHECK ((price_cents >= 0)),
    CONSTRAINT choices_vat_known CHECK ((vat_class = ANY (ARRAY['standard'::text, 'reduced'::text, 'zero'::text])))
);

ALTER TABLE ONLY public.choices FORCE ROW LEVEL SECURITY;

ALTER TABLE public.choices OWNER TO liefert_owner;

CREATE TABLE public.cities (
    id uuid NOT NULL,
    slug text NOT NULL,
    name text NOT NULL,
    time_zone text DEFAULT 'Europe/Berlin'::text NOT NULL,
    currency text DEFAULT 'EUR'::text NOT NULL,
    land text NOT NULL,
    languages text[] DEFAULT '{de,en}'::text[] NOT NULL,
    centre_lat double precision NOT NULL,
    centre_lon double precision NOT NULL,
    settings jsonb DEFAULT '{}'::jsonb NOT NULL,
    paused_until timestamp with time zone,
    pause_notice text,
    version bigint DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT cities_currency_euro CHECK ((currency = 'EUR'::text)),
    CONSTRAINT cities_land_known CHECK ((land = ANY (ARRAY['BW'::text, 'BY'::text, 'BE'::text, 'BB'::text, 'HB'::text, 'HH'::text, 'HE'::text, 'MV'::text, 'NI'::text, 'NW'::text, 'RP'::text, 'SL'::text, 'SN'::text, 'ST'::text, 'SH'::text, 'TH'::text]))),
    CONSTRAINT cities_slug_shape CHECK ((slug ~ '^[a-z][a-z0-9-]{1,62}$'::text))
);

ALTER TABLE public.cities OWNER TO liefert_owner;

CREATE TABLE public.consignments (
    city_id uuid NOT NULL,
    id uuid NOT NULL,
    purchase_id uuid NOT NULL,
    tour_id uuid NOT NULL,
    minimum_age integer DEFAULT 0 NOT NULL,
    code_hash bytea NOT NULL,
    is_open boolean DEFAULT true NOT NULL,
    is_pinned boolean DEFAULT false NOT NULL
);

ALTER TABLE ONLY public.consignments FORCE ROW LEVEL SECURITY;

ALTER TABLE public.consignments OWNER TO liefert_owner;

CREATE TABLE public.courier_commands (
    city_id uuid NOT NULL,
    id uuid NOT NULL,
    courier_id uuid NOT NULL,
    stop_id uuid NOT NULL,
    action text NOT NULL,
    sequence bigint NOT NULL,
    device_at timestamp with time zone NOT NULL,
    received_at timestamp with time zone NOT NULL,
    outcome text NOT NULL
);

ALTER TABLE ONLY public.courier_commands FORCE ROW LEVEL SECURITY;

ALTER TABLE public.courier_commands OWNER TO liefert_owner;

CREATE TABLE public.delivery_contacts (
    city_id uuid NOT NULL,
    purchase_id uuid NOT NULL,
    name text NOT NULL,
    phone text,
    email text,
    street text,
    house_number text,
    postcode text,
    town text,
    lat double precision,
    lon double precision,
    note text,
    door_code text NOT NULL,
    erased_at timestamp with time zone
);

ALTER TABLE ONLY public.delivery_contacts FORCE ROW LEVEL SECURITY;

ALTER TABLE public.delivery_contacts OWNER TO liefert_owner;

CREATE TABLE public.deposit_types (
    code text NOT NULL,
    country text NOT NULL,
    rank integer NOT NULL,
    kinds text[] NOT NULL,
    counts bigint[] NOT NULL,
    each_cents bigint[] NOT NULL,
    CONSTRAINT deposit_types_above_zero CHECK (((0 < ALL (counts)) AND (0 < ALL (each_cents)))),
    CONSTRAINT deposit_types_kinds_known CHECK ((kinds <@ ARRAY['bottle'::text, 'can'::text, 'jar'::text, 'crate'::text])),
    CONSTRAINT deposit_types_whole CHECK (((cardinality(kinds) > 0) AND (cardinality(counts) = cardinality(kinds)) AND (cardinality(each_cents) = cardinality(kinds))))
);

ALTER TABLE public.deposit_types OWNER TO liefert_owner;

CREATE TABLE public.districts (
    city_id uuid NOT NULL,
    id uuid NOT NULL,
    slug text NOT NULL,
    name text NOT NULL,
    area jsonb NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    CONSTRAINT districts_slug_shape CHECK ((slug ~ '^[a-z][a-z0-9-]{1,62}$'::text))
);

ALTER TABLE ONLY public.districts FORCE ROW LEVEL SECURITY;

ALTER TABLE public.districts OWNER TO liefert_owner;

CREATE TABLE public.idempotency_keys (
    city_id uuid NOT NULL,
    subject text NOT NULL,
    route text NOT NULL,
    key text NOT NULL,
    fingerprint bytea NOT NULL,
    status integer NOT NULL,
    content_type text NOT NULL,
    body bytea NOT NULL,
    stored_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT idempotency_keys_key_length CHECK (((length(key) >= 1) AND (length(key) <= 255)))
);

ALTER TABLE ONLY public.idempotency_keys FORCE ROW LEVEL SECURITY;

ALTER TABLE public.idempotency_keys OWNER TO liefert_owner;

CREATE TABLE public.import_rows (
    city_id uuid NOT NULL,
    run_id uuid NOT NULL,
    line integer NOT NULL,
    "position" integer NOT NULL,
    outcome text NOT NULL,
    title text,
    column_name text,
    code text,
    sentence text,
    CONSTRAINT import_rows_outcome_known CHECK ((outcome = ANY (ARRAY['new'::text, 'changed'::text, 'unchanged'::text, 'refused'::text, 'absent'::text])))
);

ALTER TABLE ONLY public.import_rows FORCE ROW LEVEL SECURITY;

ALTER TABLE public.import_rows OWNER TO liefert_owner;

CREATE TABLE public.import_runs (
    city_id uuid NOT NULL,
    id uuid NOT NULL,
    retailer_id uuid NOT NULL,
    branch_id uuid NOT NULL,
    state text DEFAULT 'uploaded'::text NOT NULL,
    file_name text NOT NULL,
    file bytea NOT NULL,
    options jsonb DEFAULT '{}'::jsonb NOT NULL,
    report jsonb DEFAULT '{}'::jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    applied_at timestamp with time zone,
    version bigint DEFAULT 1 NOT NULL,
    CONSTRAINT import_runs_state_known CHECK ((state = ANY (ARRAY['uploaded'::text, 'mapped'::text, 'validated'::text, 'applying'::text, 'applied'::text, 'partly_applied'::text, 'failed'::text, 'discarded'::text])))
);

ALTER TABLE ONLY public.import_runs FORCE ROW LEVEL SECURITY;

ALTER TABLE public.import_runs OWNER TO liefert_owner;

CREATE TABLE public.imprints (
    city_id uuid NOT NULL,
    retailer_id uuid NOT NULL,
    number bigint NOT NULL,
    legal_name text NOT NULL,
    legal_form text,
    representative text,
    street text NOT NULL,
    postcode text NOT NULL,
    town text NOT NULL,
    email text NOT NULL,
    phone text,
    register text,
    vat_id text,
    valid_from timestamp with time zone NOT NULL
);

ALTER TABLE ONLY public.imprints FORCE ROW LEVEL SECURITY;

ALTER TABLE public.imprints OWNER TO liefert_owner;

CREATE TABLE public.jobs (
    city_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    payload jsonb DEFAULT '{}'::jsonb NOT NULL,
    unique_key text,
    state text DEFAULT 'ready'::text NOT NULL,
    run_at timestamp with time zone DEFAULT now() NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    attempts_max integer DEFAULT 25 NOT NULL,
    lease_until timestamp with time zone,
    fence bigint DEFAULT 0 NOT NULL,
    error text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT jobs_state_known CHECK ((state = ANY (ARRAY['ready'::text, 'running'::text, 'dead'::text])))
);

ALTER TABLE ONLY public.jobs FORCE ROW LEVEL SECURITY;

ALTER TABLE public.jobs OWNER TO liefert_owner;

CREATE TABLE public.ledger_entries (
    city_id uuid NOT NULL,
    posting_id uuid NOT NULL,
    line smallint NOT NULL,
    account text NOT NULL,
    vat_basis_points integer,
    amount_cents bigint NOT NULL,
    CONSTRAINT ledger_entries_account_known CHECK ((account = ANY (ARRAY['receivable'::text, 'retailer_payable'::text, 'deposit'::text, 'delivery'::text, 'vat'::text, 'cash'::text, 'bank'::text, 'refunds_due'::text, 'courier_claims'::text, 'city_cost'::text, 'platform_cost'::text]))),
    CONSTRAINT ledger_entries_not_zero CHECK ((amount_cents <> 0)),
    CONSTRAINT ledger_entries_rate CHECK (((vat_basis_points >= 0) AND (vat_basis_points <= 10000)))
);

ALTER TABLE ONLY public.ledger_entries FORCE ROW LEVEL SECURITY;

ALTER TABLE public.ledger_entries OWNER TO liefert_owner;

CREATE TABLE public.ledger_postings (
    city_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    cause_id uuid NOT NULL,
    purchase_id uuid,
    order_id uuid,
    retailer_id uuid,
    day date NOT NULL,
    at timestamp with time zone NOT NULL,
    actor text NOT NULL,
    CONSTRAINT ledger_postings_kind_known CHECK ((kind = ANY (ARRAY['sale'::text, 'delivery'::text, 'reversal'::text, 'delivery_reversal'::text, 'capture'::text, 'delivery_capture'::text, 'refund'::text, 'refund_paid'::text, 'settlement'::text, 'payout'::text])))
);

ALTER TABLE ONLY public.ledger_postings FORCE ROW LEVEL SECURITY;

ALTER TABLE public.ledger_postings OWNER TO liefert_owner;

CREATE TABLE public.machine_keys (
    city_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    hash bytea NOT NULL,
    scopes text[] NOT NULL,
    retailer_id uuid,
    created_by uuid NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    revoked_at timestamp with time zone
);

ALTER TABLE ONLY public.machine_keys FORCE ROW LEVEL SECURITY;

ALTER TABLE public.machine_keys OWNER TO liefert_owner;

CREATE TABLE public.memberships (
    city_id uuid NOT NULL,
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    role text NOT NULL,
    retailer_id uuid,
    granted_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT memberships_retailer_fits CHECK (((retailer_id IS NOT NULL) = (role = ANY (ARRAY['owner'::text, 'manager'::text, 'picker'::text, 'viewer'::text])))),
    CONSTRAINT memberships_role_known CHECK ((role = ANY (ARRAY['resident'::text, 'courier'::text, 'owner'::text, 'manager'::text, 'picker'::text, 'viewer'::text, 'operator'::text, 'admin'::text])))
);

ALTER TABLE ONLY public.memberships FORCE ROW LEVEL SECURITY;

ALTER TABLE public.memberships OWNER TO liefert_owner;

CREATE TABLE public.offers (
    city_id uuid NOT NULL,
    id uuid NOT NULL,
    retailer_id uuid NOT NULL,
    branch_id uuid NOT NULL,
    product_id uuid NOT NULL,
    variant_id uuid NOT NULL,
    key text NOT NULL,
    sku text,
    price_cents bigint NOT NULL,
    sale_price_cents bigint,
    sale_starts_at timestamp with time zone,
    sale_ends_at timestamp with time zone,
    deposit_code text,
    stock_mode text DEFAULT 'untracked'::text NOT NULL,
    state text DEFAULT 'draft'::text NOT NULL,
    is_imported boolean DEFAULT false NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT offers_price_above_zero CHECK ((price_cents > 0)),
    CONSTRAINT offers_sale_ends_later CHECK ((sale_starts_at < sale_ends_at)),
    CONSTRAINT offers_sale_lower CHECK (((sale_price_cents > 0) AND (sale_price_cents < price_cents))),
    CONSTRAINT offers_state_known CHECK ((state = ANY (ARRAY['draft'::text, 'published'::text, 'paused'::text, 'archived'::text]))),
    CONSTRAINT offers_stock_mode_known CHECK ((stock_mode = ANY (ARRAY['tracked'::text, 'untracked'::text, 'on_request'::text])))
);

ALTER TABLE ONLY public.offers FORCE ROW LEVEL SECURITY;

ALTER TABLE public.offers OWNER TO liefert_owner;

CREATE TABLE public.order_lines (
    city_id uuid NOT NULL,
    order_id uuid NOT NULL,
    "position" integer NOT NULL,
    offer_id uuid NOT NULL,
    title text NOT NULL,
    quantity bigint NOT NULL,
    picked bigint,
    price_cents bigint NOT NULL,
    vat_basis_points bigint NOT NULL,
    unit_price_cents bigint,
    unit_price_per text,
    deposit_code text,
    deposit_cents bigint NOT NULL,
    minimum_age integer NOT NULL,
    grams bigint NOT NULL,
    litres_thousandths bigint NOT NULL,
    substitution text NOT NULL,
    choices jsonb DEFAULT '[]'::jsonb NOT NULL,
    state text DEFAULT 'ordered'::text NOT NULL,
    replaces integer,
    replaces_units bigint,
    answer_until timestamp with time zone,
    replaced bigint DEFAULT 0 NOT NULL,
    CONSTRAINT order_lines_picked_within CHECK (((picked >= 0) AND (picked <= quantity))),
    CONSTRAINT order_lines_replaced_within CHECK (((replaced >= 0) AND (replaced <= quantity))),
    CONSTRAINT order_lines_state_known CHECK ((state = ANY (ARRAY['ordered'::text, 'proposed'::text, 'substituted'::text, 'declined'::text]))),
    CONSTRAINT order_lines_substitute_whole CHECK ((((state = 'ordered'::text) = (replaces IS NULL)) AND ((replaces IS NULL) = (replaces_units IS NULL))))
);

ALTER TABLE ONLY public.order_lines FORCE ROW LEVEL SECURITY;

ALTER TABLE public.order_lines OWNER TO liefert_owner;

CREATE TABLE public.outbox (
    city_id uuid NOT NULL,
    "position" bigint NOT NULL,
    writer xid8 DEFAULT pg_current_xact_id() NOT NULL,
    aggregate text NOT NULL,
    aggregate_id uuid NOT NULL,
    version bigint NOT NULL,
    event text NOT NULL,
    payload jsonb DEFAULT '{}'::jsonb NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ONLY public.outbox FORCE ROW LEVEL SECURITY;

ALTER TABLE public.outbox OWNER TO liefert_owner;

ALTER TABLE public.outbox ALTER COLUMN "position" ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.outbox_position_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.payment_shares (
    city_id uuid NOT NULL,
    payment_id uuid NOT NULL,
    order_id uuid NOT NULL,
    retailer_id uuid NOT NULL,
    amount_cents bigint NOT NULL,
    reversed_cents bigint DEFAULT 0 NOT NULL,
    captured_cents bigint DEFAULT 0 NOT NULL,
    refunded_cents bigint DEFAULT 0 NOT NULL,
    CONSTRAINT payment_shares_amount_not_negative CHECK ((amount_cents >= 0)),
    CONSTRAINT payment_shares_captured_not_negative CHECK ((captured_cents >= 0)),
    CONSTRAINT payment_shares_refunded_within_captured CHECK (((refunded_cents >= 0) AND (refunded_cents <= captured_cents))),
    CONSTRAINT payment_shares_reversed_within_amount CHECK ((((reversed_cents >= 0) AND (reversed_cents <= amount_cents)) AND ((captured_cents + reversed_cents) <= amount_cents)))
);

ALTER TABLE ONLY public.payment_shares FORCE ROW LEVEL SECURITY;

ALTER TABLE public.payment_shares OWNER TO liefert_owner;

CREATE TABLE public.payments (
    city_id uuid NOT NULL,
    id uuid NOT NULL,
    purchase_id uuid NOT NULL,
    method text NOT NULL,
    state text NOT NULL,
    amount_cents bigint NOT NULL,
    delivery_cents bigint NOT NULL,
    authorised_cents bigint DEFAULT 0 NOT NULL,
    captured_cents bigint DEFAULT 0 NOT NULL,
    refunded_cents bigint DEFAULT 0 NOT NULL,
    due_on date,
    provider_reference text,
    version bigint DEFAULT 1 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT payments_authorised_within_amount CHECK (((authorised_cents >= 0) AND (authorised_cents <= amount_cents))),
    CONSTRAINT payments_captured_within_authorised CHECK (((captured_cents >= 0) AND (captured_cents <= authorised_cents))),
    CONSTRAINT payments_delivery_within CHECK (((delivery_cents >= 0) AND (delivery_cents <= amount_cents))),
    CONSTRAINT payments_method_known CHECK ((method = ANY (ARRAY['cash'::text, 'invoice'::text, 'card'::text]))),
    CONSTRAINT payments_refunded_within_captured CHECK (((refunded_cents >= 0) AND (refunded_cents <= captured_cents))),
    CONSTRAINT payments_state_known CHECK ((state = ANY (ARRAY['created'::text, 'authorised'::text, 'partly_captured'::text, 'captured'::text, 'partly_refunded'::text, 'refunded'::text, 'voided'::text, 'failed'::text, 'expired'::text])))
);

ALTER TABLE ONLY public.payments FORCE ROW LEVEL SECURITY;

ALTER TABLE public.payments OWNER TO liefert_owner;

CREATE TABLE public.pool_rules (
    city_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    unit text NOT NULL,
    amount bigint NOT NULL,
    method text,
    zone_id uuid,
    retailer_id uuid,
    branch_id uuid,
    weekdays smallint[] NOT NULL,
    first_minute integer NOT NULL,
    last_minute integer NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    CONSTRAINT pool_rules_method_known CHECK ((method = ANY (ARRAY['delivery'::text, 'pickup'::text]))),
    CONSTRAINT pool_rules_shape CHECK (((amount >= 0) AND ((first_minute >= 0) AND (first_minute <= 1439)) AND ((last_minute >= 1) AND (last_minute <= 2880)) AND (first_minute < last_minute) AND ((cardinality(weekdays) >= 1) AND (cardinality(weekdays) <= 7)))),
    CONSTRAINT pool_rules_unit_known CHECK ((unit = ANY (ARRAY['orders'::text, 'items'::text, 'cents'::text, 'litres'::text, 'grams'::text, 'crates'::text])))
);

ALTER TABLE ONLY public.pool_rules FORCE ROW LEVEL SECURITY;

ALTER TABLE public.pool_rules OWNER TO liefert_owner;

CREATE TABLE public.pools (
    city_id uuid NOT NULL,
    id uuid NOT NULL,
    rule_id uuid,
    unit text NOT NULL,
    amount bigint NOT NULL,
    booked bigint DEFAULT 0 NOT NULL,
    method text,
    zone_id uuid,
    retailer_id uuid,
    branch_id uuid,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    CONSTRAINT pools_booked_not_negative CHECK ((booked >= 0)),
    CONSTRAINT pools_ends_later CHECK ((starts_at < ends_at)),
    CONSTRAINT pools_method_known CHECK ((method = ANY (ARRAY['delivery'::text, 'pickup'::text]))),
    CONSTRAINT pools_places_left CHECK ((booked <= amount)),
    CONSTRAINT pools_unit_known CHECK ((unit = ANY (ARRAY['orders'::text, 'items'::text, 'cents'::text, 'litres'::text, 'grams'::text, 'crates'::text])))
);

ALTER TABLE ONLY public.pools FORCE ROW LEVEL SECURITY;

ALTER TABLE public.pools OWNER TO liefert_owner;

CREATE TABLE public.price_log (
    city_id uuid NOT NULL,
    offer_id uuid NOT NULL,
    "position" bigint NOT NULL,
    since timestamp with time zone NOT NULL,
    price_cents bigint NOT NULL,
    sale_price_cents bigint,
    sale_starts_at timestamp with time zone,
    sale_ends_at timestamp with time zone
);

ALTER TABLE ONLY public.price_log FORCE ROW LEVEL SECURITY;

ALTER TABLE public.price_log OWNER TO liefert_owner;

ALTER TABLE public.price_log ALTER COLUMN "position" ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.price_log_position_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.products (
    city_id uuid NOT NULL,
    id uuid NOT NULL,
    retailer_id uuid,
    category_id uuid,
    title text NOT NULL,
    family text,
    brand text,
    shelf text,
    description text,
    ingredients text,
    allergens text[],
    may_contain text[],
    additives text,
    origin text,
    food_business text,
    nutrition jsonb,
    diet text[] DEFAULT '{}'::text[] NOT NULL,
    source text,
    minimum_age smallint DEFAULT 0 NOT NULL,
    vat_class text,
    version bigint DEFAULT 1 NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    axes text[] DEFAULT '{}'::text[] NOT NULL,
    CONSTRAINT products_age CHECK (((minimum_age >= 0) AND (minimum_age <= 99))),
    CONSTRAINT products_allergens_known CHECK (((allergens <@ ARRAY['gluten'::text, 'crustaceans'::text, 'eggs'::text, 'fish'::text, 'peanuts'::text, 'soybeans'::text, 'milk'::text, 'nuts'::text, 'celery'::text, 'mustard'::text, 'sesame'::text, 'sulphites'::text, 'lupin'::text, 'molluscs'::text]) AND (may_contain <@ ARRAY['gluten'::text, 'crustaceans'::text, 'eggs'::text, 'fish'::text, 'peanuts'::text, 'soybeans'::text, 'milk'::text, 'nuts'::text, 'celery'::text, 'mustard'::text, 'sesame'::text, 'sulphites'::text, 'lupin'::text, 'molluscs'::text]))),
    CONSTRAINT products_allergens_said_together CHECK (((allergens IS NULL) = (may_contain IS NULL))),
    CONSTRAINT products_axes_three_at_most CHECK ((cardinality(axes) <= 3)),
    CONSTRAINT products_title_length CHECK (((length(title) >= 1) AND (length(title) <= 300))),
    CONSTRAINT products_vat_known CHECK ((vat_class = ANY (ARRAY['standard'::text, 'reduced'::text, 'zero'::text])))
);

ALTER TABLE ONLY public.products FORCE ROW LEVEL SECURITY;

ALTER TABLE public.products OWNER TO liefert_owner;

CREATE TABLE public.purchases (
    city_id uuid NOT NULL,
    id uuid NOT NULL,
    code text NOT NULL,
    holder text NOT NULL,
    method text NOT NULL,
    payment text NOT NULL,
    slot_id uuid NOT NULL,
    slot_start timestamp with time zone NOT NULL,
    slot_end timestamp with time zone NOT NULL,
    fee_cents bigint NOT NULL,
    fee_rates bigint[] NOT NULL,
    fee_gross bigint[] NOT NULL,
    fee_vat bigint[] NOT NULL,
    total_cents bigint NOT NULL,
    minimum_age integer NOT NULL,
    summary_hash text NOT NULL,
    placed_at timestamp with time zone NOT NULL,
    CONSTRAINT purchases_method_known CHECK ((method = ANY (ARRAY['delivery'::text, 'pickup'::text])))
);

ALTER TABLE ONLY public.purchases FORCE ROW LEVEL SECURITY;

ALTER TABLE public.purchases OWNER TO liefert_owner;

CREATE TABLE public.ready_times (
    city_id uuid NOT NULL,
    order_id uuid NOT NULL,
    ready_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY public.ready_times FORCE ROW LEVEL SECURITY;

ALTER TABLE public.ready_times OWNER TO liefert_owner;

CREATE TABLE public.refunds (
    city_id uuid NOT NULL,
    id uuid NOT NULL,
    payment_id uuid NOT NULL,
    order_id uuid,
    amount_cents bigint NOT NULL,
    deposit_cents bigint DEFAULT 0 NOT NULL,
    liable text NOT NULL,
    reason text NOT NULL,
    state text DEFAULT 'approved'::text NOT NULL,
    requested_by text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT refunds_amount_above_zero CHECK (((amount_cents > 0) AND ((deposit_cents >= 0) AND (deposit_cents <= amount_cents)))),
    CONSTRAINT refunds_liable_known CHECK ((liable = ANY (ARRAY['retailer'::text, 'courier'::text, 'city'::text, 'platform'::text]))),
    CONSTRAINT refunds_state_known CHECK ((state = ANY (ARRAY['requested'::text, 'approved'::text, 'sent'::text, 'settled'::text, 'failed'::text])))
);

ALTER TABLE ONLY public.refunds FORCE ROW LEVEL SECURITY;

ALTER TABLE public.refunds OWNER TO liefert_owner;

CREATE TABLE public.requirement_submissions (
    city_id uuid NOT NULL,
    retailer_id uuid NOT NULL,
    requirement text NOT NULL,
    state text NOT NULL,
    content jsonb DEFAULT '{}'::jsonb NOT NULL,
    note text,
    decided_by text,
    changed_at timestamp with time zone NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    CONSTRAINT requirement_submissions_known CHECK ((requirement = ANY (ARRAY['identity'::text, 'imprint'::text, 'trader_data'::text, 'self_certification'::text, 'vat_data'::text, 'terms'::text, 'payout_account'::text]))),
    CONSTRAINT requirement_submissions_state_known CHECK ((state = ANY (ARRAY['submitted'::text, 'accepted'::text, 'waived'::text, 'refused'::text])))
);

ALTER TABLE ONLY public.requirement_submissions FORCE ROW LEVEL SECURITY;

ALTER TABLE public.requirement_submissions OWNER TO liefert_owner;

CREATE TABLE public.retailer_import_rows (
    city_id uuid NOT NULL,
    import_id uuid NOT NULL,
    number bigint NOT NULL,
    line bigint NOT NULL,
    name text NOT NULL,
    outcome text NOT NULL,
    retailer_id uuid,
    geocoding text NOT NULL,
    notes jsonb DEFAULT '[]'::jsonb NOT NULL,
    CONSTRAINT retailer_import_rows_geocoding_known CHECK ((geocoding = ANY (ARRAY['given'::text, 'exact'::text, 'interpolated'::text, 'street'::text, 'not_found'::text, 'missing'::text]))),
    CONSTRAINT retailer_import_rows_outcome_known CHECK ((outcome = ANY (ARRAY['new'::text, 'changed'::text, 'same'::text, 'refused'::text])))
);

ALTER TABLE ONLY public.retailer_import_rows FORCE ROW LEVEL SECURITY;

ALTER TABLE public.retailer_import_rows OWNER TO liefert_owner;

CREATE TABLE public.retailer_imports (
    city_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    bytes bigint NOT NULL,
    rows_new bigint NOT NULL,
    rows_changed bigint NOT NULL,
    rows_same bigint NOT NULL,
    rows_refused bigint NOT NULL,
    actor text NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT retailer_imports_kind_known CHECK ((kind = ANY (ARRAY['csv'::text, 'osm'::text])))
);

ALTER TABLE ONLY public.retailer_imports FORCE ROW LEVEL SECURITY;

ALTER TABLE public.retailer_imports OWNER TO liefert_owner;

CREATE TABLE public.retailer_orders (
    city_id uuid NOT NULL,
    id uuid NOT NULL,
    purchase_id uuid NOT NULL,
    retailer_id uuid NOT NULL,
    branch_id uuid NOT NULL,
    number integer NOT NULL,
    state text NOT NULL,
    imprint bigint,
    total_cents bigint NOT NULL,
    answer_until timestamp with time zone NOT NULL,
    reason text,
    changed_at timestamp with time zone NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    ready_at timestamp with time zone,
    fetch_until timestamp with time zone,
    CONSTRAINT retailer_orders_state_known CHECK ((state = ANY (ARRAY['placed'::text, 'accepted'::text, 'refused'::text, 'picking'::text, 'ready'::text, 'handed_over'::text, 'completed'::text, 'cancelled'::text, 'returned'::text])))
);

ALTER TABLE ONLY public.retailer_orders FORCE ROW LEVEL SECURITY;

ALTER TABLE public.retailer_orders OWNER TO liefert_owner;

CREATE TABLE public.retailers (
    city_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    trade text NOT NULL,
    mode text NOT NULL,
    state text NOT NULL,
    description text,
    phone text,
    email text,
    website text,
    delivery_hint text,
    imprint bigint,
    paused_until timestamp with time zone,
    pause_notice text,
    source text,
    source_key text,
    source_row text,
    version bigint DEFAULT 1 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT retailers_mode_known CHECK ((mode = ANY (ARRAY['directory'::text, 'orders'::text]))),
    CONSTRAINT retailers_source_whole CHECK (((source IS NULL) = (source_key IS NULL))),
    CONSTRAINT retailers_state_known CHECK ((state = ANY (ARRAY['applied'::text, 'invited'::text, 'onboarding'::text, 'ready_for_review'::text, 'approved'::text, 'rejected'::text, 'suspended'::text, 'terminated'::text])))
);

ALTER TABLE ONLY public.retailers FORCE ROW LEVEL SECURITY;

ALTER TABLE public.retailers OWNER TO liefert_owner;

CREATE TABLE public.schema_migrations (
    number integer NOT NULL,
    name text NOT NULL,
    checksum text NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE public.schema_migrations OWNER TO liefert_owner;

CREATE TABLE public.search_tunings (
    city_id uuid NOT NULL,
    version bigint NOT NULL,
    synonyms text[] DEFAULT '{}'::text[] NOT NULL,
    weights jsonb DEFAULT '{}'::jsonb NOT NULL,
    chosen_at timestamp with time zone NOT NULL,
    CONSTRAINT search_tunings_synonyms_few CHECK ((cardinality(synonyms) <= 2000)),
    CONSTRAINT search_tunings_weights_object CHECK ((jsonb_typeof(weights) = 'object'::text))
);

ALTER TABLE ONLY public.search_tunings FORCE ROW LEVEL SECURITY;

ALTER TABLE public.search_tunings OWNER TO liefert_owner;

CREATE TABLE public.selling_terms (
    city_id uuid NOT NULL,
    retailer_id uuid NOT NULL,
    accepts_alone boolean NOT NULL,
    answer_seconds bigint,
    preparation jsonb NOT NULL,
    keeps_seconds bigint NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    CONSTRAINT selling_terms_times CHECK ((((answer_seconds >= 60) AND (answer_seconds <= 604800)) AND ((keeps_seconds >= 0) AND (keeps_seconds <= 2592000))))
);

ALTER TABLE ONLY public.selling_terms FORCE ROW LEVEL SECURITY;

ALTER TABLE public.selling_terms OWNER TO liefert_owner;

CREATE TABLE public.sessions (
    city_id uuid NOT NULL,
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    hash bytea NOT NULL,
    spent boolean DEFAULT false NOT NULL,
    family uuid NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ONLY public.sessions FORCE ROW LEVEL SECURITY;

ALTER TABLE public.sessions OWNER TO liefert_owner;

CREATE TABLE public.shifts (
    city_id uuid NOT NULL,
    id uuid NOT NULL,
    courier_id uuid NOT NULL,
    vehicle_id uuid NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    hub_lat double precision NOT NULL,
    hub_lon double precision NOT NULL,
    lost_at timestamp with time zone,
    CONSTRAINT shifts_end_later CHECK ((starts_at < ends_at))
);

ALTER TABLE ONLY public.shifts FORCE ROW LEVEL SECURITY;

ALTER TABLE public.shifts OWNER TO liefert_owner;

CREATE TABLE public.slot_blackouts (
    city_id uuid NOT NULL,
    id uuid NOT NULL,
    method text,
    zone_id uuid,
    branch_id uuid,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    reason text NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    CONSTRAINT slot_blackouts_ends_later CHECK ((starts_at < ends_at)),
    CONSTRAINT slot_blackouts_method_known CHECK ((method = ANY (ARRAY['delivery'::text, 'pickup'::text])))
);

ALTER TABLE ONLY public.slot_blackouts FORCE ROW LEVEL SECURITY;

ALTER TABLE public.slot_blackouts OWNER TO liefert_owner;

CREATE TABLE public.slot_debits (
    city_id uuid NOT NULL,
    hold_id uuid NOT NULL,
    pool_id uuid NOT NULL,
    amount bigint NOT NULL,
    CONSTRAINT slot_debits_above_zero CHECK ((amount > 0))
);

ALTER TABLE ONLY public.slot_debits FORCE ROW LEVEL SECURITY;

ALTER TABLE public.slot_debits OWNER TO liefert_owner;

CREATE TABLE public.slot_exceptions (
    city_id uuid NOT NULL,
    id uuid NOT NULL,
    template_id uuid NOT NULL,
    day date NOT NULL,
    is_closed boolean NOT NULL,
    first_minute integer,
    last_minute integer,
    places bigint,
    fee_cents bigint,
    reason text NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    CONSTRAINT slot_exceptions_amounts CHECK (((places >= 0) AND (fee_cents >= 0))),
    CONSTRAINT slot_exceptions_shape CHECK ((((first_minute >= 0) AND (first_minute <= 1439)) AND ((last_minute >= 1) AND (last_minute <= 2880)) AND ((first_minute IS NULL) = (last_minute IS NULL)) AND (first_minute < last_minute)))
);

ALTER TABLE ONLY public.slot_exceptions FORCE ROW LEVEL SECURITY;

ALTER TABLE public.slot_exceptions OWNER TO liefert_owner;

CREATE TABLE public.slot_holds (
    city_id uuid NOT NULL,
    id uuid NOT NULL,
    slot_id uuid NOT NULL,
    holder text NOT NULL,
    ordinal smallint NOT NULL,
    state text DEFAULT 'held'::text NOT NULL,
    fee_cents bigint NOT NULL,
    free_from_cents bigint,
    held_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    purchase_id uuid,
    ended_at timestamp with time zone,
    end_reason text,
    CONSTRAINT slot_holds_booked_for_purchase CHECK (((state = ANY (ARRAY['booked'::text, 'used'::text])) <= (purchase_id IS NOT NULL))),
    CONSTRAINT slot_holds_ended_with_reason CHECK ((((state = 'released'::text) = (ended_at IS NOT NULL)) AND ((state = 'released'::text) = (end_reason IS NOT NULL)))),
    CONSTRAINT slot_holds_holder_length CHECK (((length(holder) >= 1) AND (length(holder) <= 200))),
    CONSTRAINT slot_holds_state_known CHECK ((state = ANY (ARRAY['held'::text, 'booked'::text, 'used'::text, 'released'::text]))),
    CONSTRAINT slot_holds_two_at_once CHECK (((ordinal >= 1) AND (ordinal <= 2)))
);

ALTER TABLE ONLY public.slot_holds FORCE ROW LEVEL SECURITY;

ALTER TABLE public.slot_holds OWNER TO liefert_owner;

CREATE TABLE public.slot_templates (
    city_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    method text NOT NULL,
    zone_id uuid,
    branch_id uuid,
    kind text NOT NULL,
    weekdays smallint[] NOT NULL,
    first_minute integer NOT NULL,
    last_minute integer NOT NULL,
    width_minutes integer NOT NULL,
    step_minutes integer NOT NULL,
    horizon_days integer DEFAULT 14 NOT NULL,
    cutoff text NOT NULL,
    lead_minutes integer DEFAULT 0 NOT NULL,
    holidays text DEFAULT 'closed'::text NOT NULL,
    valid_from date,
    valid_until date,
    places bigint NOT NULL,
    fee_cents bigint,
    free_from_cents bigint,
    price_rules jsonb DEFAULT '[]'::jsonb NOT NULL,
    is_active boolean DEFAULT true NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    CONSTRAINT slot_templates_amounts CHECK (((places >= 0) AND (fee_cents >= 0) AND (free_from_cents >= 0))),
    CONSTRAINT slot_templates_holidays_known CHECK ((holidays = ANY (ARRAY['closed'::text, 'open'::text, 'only'::text]))),
    CONSTRAINT slot_templates_kind_known CHECK ((kind = ANY (ARRAY['fixed'::text, 'rolling'::text]))),
    CONSTRAINT slot_templates_method_fits CHECK ((((method = 'delivery'::text) AND (zone_id IS NOT NULL) AND (branch_id IS NULL)) OR ((method = 'pickup'::text) AND (branch_id IS NOT NULL) AND (zone_id IS NULL)))),
    CONSTRAINT slot_templates_shape CHECK ((((first_minute >= 0) AND (first_minute <= 1439)) AND ((last_minute >= 1) AND (last_minute <= 2880)) AND ((width_minutes >= 1) AND (width_minutes <= 1440)) AND ((step_minutes >= 5) AND (step_minutes <= 1440)) AND ((last_minute - first_minute) >= width_minutes) AND ((kind = 'rolling'::text) OR (step_minutes >= width_minutes)) AND ((horizon_days >= 1) AND (horizon_days <= 366)) AND ((lead_minutes >= 0) AND (lead_minutes <= 10080)) AND ((cardinality(weekdays) >= 1) AND (cardinality(weekdays) <= 7))))
);

ALTER TABLE ONLY public.slot_templates FORCE ROW LEVEL SECURITY;

ALTER TABLE public.slot_templates OWNER TO liefert_owner;

CREATE TABLE public.slots (
    city_id uuid NOT NULL,
    id uuid NOT NULL,
    template_id uuid NOT NULL,
    method text NOT NULL,
    zone_id uuid,
    branch_id uuid,
    day date NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    cutoff_at timestamp with time zone NOT NULL,
    state text DEFAULT 'open'::text NOT NULL,
    places bigint NOT NULL,
    booked bigint DEFAULT 0 NOT NULL,
    fee_cents bigint,
    free_from_cents bigint,
    is_pinned boolean DEFAULT false NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    CONSTRAINT slots_amounts CHECK (((fee_cents >= 0) AND (free_from_cents >= 0))),
    CONSTRAINT slots_booked_not_negative CHECK ((booked >= 0)),
    CONSTRAINT slots_ends_later CHECK (((starts_at < ends_at) AND (cutoff_at <= starts_at))),
    CONSTRAINT slots_method_known CHECK ((method = ANY (ARRAY['delivery'::text, 'pickup'::text]))),
    CONSTRAINT slots_places_left CHECK ((booked <= places)),
    CONSTRAINT slots_state_known CHECK ((state = ANY (ARRAY['open'::text, 'blocked'::text, 'withdrawn'::text])))
);

ALTER TABLE ONLY public.slots FORCE ROW LEVEL SECURITY;

ALTER TABLE public.slots OWNER TO liefert_owner;

CREATE TABLE public.stock_levels (
    city_id uuid NOT NULL,
    offer_id uuid NOT NULL,
    branch_id uuid NOT NULL,
    on_hand bigint NOT NULL,
    allocated bigint DEFAULT 0 NOT NULL,
    observed_at timestamp with time zone DEFAULT '1970-01-01 00:00:00+00'::timestamp with time zone NOT NULL,
    CONSTRAINT stock_enough CHECK (((on_hand - allocated) >= 0)),
    CONSTRAINT stock_not_negative CHECK (((on_hand >= 0) AND (allocated >= 0)))
);

ALTER TABLE ONLY public.stock_levels FORCE ROW LEVEL SECURITY;

ALTER TABLE public.stock_levels OWNER TO liefert_owner;

CREATE TABLE public.stops (
    city_id uuid NOT NULL,
    id uuid NOT NULL,
    tour_id uuid NOT NULL,
    consignment_id uuid NOT NULL,
    kind text NOT NULL,
    order_id uuid,
    "position" integer NOT NULL,
    lat double precision NOT NULL,
    lon double precision NOT NULL,
    label text NOT NULL,
    window_start timestamp with time zone NOT NULL,
    window_end timestamp with time zone NOT NULL,
    arrival_at timestamp with time zone NOT NULL,
    service_seconds bigint NOT NULL,
    late_seconds bigint DEFAULT 0 NOT NULL,
    state text DEFAULT 'pending'::text NOT NULL,
    is_locked boolean DEFAULT false NOT NULL,
    failure text,
    device_at timestamp with time zone,
    settled_at timestamp with time zone,
    version bigint DEFAULT 1 NOT NULL,
    next_step text,
    CONSTRAINT stops_failure_said CHECK (((state = 'failed'::text) = (failure IS NOT NULL))),
    CONSTRAINT stops_kind_fits CHECK ((((kind = 'drop'::text) = (order_id IS NULL)) AND (kind = ANY (ARRAY['pickup'::text, 'drop'::text, 'return'::text])))),
    CONSTRAINT stops_next_step_known CHECK (((next_step IS NULL) OR ((next_step = ANY (ARRAY['retry'::text, 'neighbour'::text, 'return'::text, 'without'::text])) AND (state = 'failed'::text)))),
    CONSTRAINT stops_state_known CHECK ((state = ANY (ARRAY['pending'::text, 'arrived'::text, 'done'::text, 'failed'::text, 'skipped'::text])))
);

ALTER TABLE ONLY public.stops FORCE ROW LEVEL SECURITY;

ALTER TABLE public.stops OWNER TO liefert_owner;

CREATE TABLE public.street_conditions (
    city_id uuid NOT NULL,
    id uuid NOT NULL,
    note text NOT NULL,
    area jsonb NOT NULL,
    speed_percent smallint NOT NULL,
    profiles text[] NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    CONSTRAINT street_conditions_speed_range CHECK (((speed_percent >= 0) AND (speed_percent <= 99))),
    CONSTRAINT street_conditions_time_forward CHECK ((starts_at < ends_at))
);

ALTER TABLE ONLY public.street_conditions FORCE ROW LEVEL SECURITY;

ALTER TABLE public.street_conditions OWNER TO liefert_owner;

CREATE TABLE public.tour_changes (
    city_id uuid NOT NULL,
    tour_id uuid NOT NULL,
    version bigint NOT NULL,
    stop_id uuid NOT NULL,
    kind text NOT NULL,
    label text NOT NULL,
    old_at timestamp with time zone,
    new_at timestamp with time zone,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT tour_changes_kind_fits CHECK (((kind = ANY (ARRAY['added'::text, 'removed'::text, 'moved'::text])) AND ((kind = 'added'::text) = (old_at IS NULL)) AND ((kind = 'removed'::text) = (new_at IS NULL))))
);

ALTER TABLE ONLY public.tour_changes FORCE ROW LEVEL SECURITY;

ALTER TABLE public.tour_changes OWNER TO liefert_owner;

CREATE TABLE public.tours (
    city_id uuid NOT NULL,
    id uuid NOT NULL,
    shift_id uuid NOT NULL,
    courier_id uuid NOT NULL,
    state text NOT NULL,
    departs_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    travel_seconds bigint NOT NULL,
    metres bigint NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT tours_state_known CHECK ((state = ANY (ARRAY['draft'::text, 'published'::text, 'in_progress'::text, 'completed'::text, 'cancelled'::text])))
);

ALTER TABLE ONLY public.tours FORCE ROW LEVEL SECURITY;

ALTER TABLE public.tours OWNER TO liefert_owner;

CREATE TABLE public.trades (
    city_id uuid NOT NULL,
    slug text NOT NULL,
    name_de text NOT NULL,
    name_en text NOT NULL,
    CONSTRAINT trades_slug_shape CHECK ((slug ~ '^[a-z][a-z0-9-]{1,40}$'::text))
);

ALTER TABLE ONLY public.trades FORCE ROW LEVEL SECURITY;

ALTER TABLE public.trades OWNER TO liefert_owner;

CREATE TABLE public.variants (
    city_id uuid NOT NULL,
    id uuid NOT NULL,
    product_id uuid NOT NULL,
    title text DEFAULT ''::text NOT NULL,
    gtin text,
    content_thousandths bigint,
    content_measure text,
    content_parts integer DEFAULT 1 NOT NULL,
    drained_thousandths bigint,
    is_loose boolean DEFAULT false NOT NULL,
    options text[] DEFAULT '{}'::text[] NOT NULL,
    CONSTRAINT variants_content_above_zero CHECK (((content_thousandths > 0) AND (content_parts > 0))),
    CONSTRAINT variants_content_whole CHECK (((content_thousandths IS NULL) = (content_measure IS NULL))),
    CONSTRAINT variants_drained_within CHECK (((drained_thousandths >= 1) AND (drained_thousandths <= content_thousandths))),
    CONSTRAINT variants_gtin_shape CHECK ((gtin ~ '^[0-9]{14}$'::text)),
    CONSTRAINT variants_measure_known CHECK ((content_measure = ANY (ARRAY['gram'::text, 'millilitre'::text, 'cubicMetre'::text, 'metre'::text, 'squareMetre'::text, 'piece'::text])))
);

ALTER TABLE ONLY public.variants FORCE ROW LEVEL SECURITY;

ALTER TABLE public.variants OWNER TO liefert_owner;

CREATE TABLE public.vat_rates (
    country text NOT NULL,
    vat_class text NOT NULL,
    valid_from date NOT NULL,
    basis_points integer NOT NULL,
    CONSTRAINT vat_rates_class_known CHECK ((vat_class = ANY (ARRAY['standard'::text, 'reduced'::text, 'zero'::text]))),
    CONSTRAINT vat_rates_share CHECK (((basis_points >= 0) AND (basis_points <= 10000)))
);

ALTER TABLE public.vat_rates OWNER TO liefert_owner;

CREATE TABLE public.vehicles (
    city_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    load_grams bigint NOT NULL,
    load_litres bigint NOT NULL,
    load_crates bigint NOT NULL,
    metres_per_hour bigint NOT NULL,
    is_cooled boolean DEFAULT false NOT NULL,
    is_active boolean DEFAULT true NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    CONSTRAINT vehicles_amounts CHECK (((load_grams > 0) AND (load_litres > 0) AND (load_crates >= 0) AND ((metres_per_hour >= 1000) AND (metres_per_hour <= 100000))))
);

ALTER TABLE ONLY public.vehicles FORCE ROW LEVEL SECURITY;

ALTER TABLE public.vehicles OWNER TO liefert_owner;

CREATE TABLE public.zones (
    city_id uuid NOT NULL,
    id uuid NOT NULL,
    slug text NOT NULL,
    name text NOT NULL,
    area jsonb NOT NULL,
    priority integer DEFAULT 0 NOT NULL,
    fee_cents bigint DEFAULT 0 NOT NULL,
    free_from_cents bigint,
    minimum_cents bigint DEFAULT 0 NOT NULL,
    paused_until timestamp with time zone,
    pause_notice text,
    version bigint DEFAULT 1 NOT NULL,
    CONSTRAINT zones_fee_not_negative CHECK ((fee_cents >= 0)),
    CONSTRAINT zones_minimum_not_negative CHECK ((minimum_cents >= 0)),
    CONSTRAINT zones_slug_shape CHECK ((slug ~ '^[a-z][a-z0-9-]{1,62}$'::text))
);

ALTER TABLE ONLY public.zones FORCE ROW LEVEL SECURITY;

ALTER TABLE public.zones OWNER TO liefert_owner;

ALTER TABLE ONLY public.account_identities
    ADD CONSTRAINT account_identities_one_an_issuer UNIQUE (city_id, account_id, issuer);

ALTER TABLE ONLY public.account_identities
    ADD CONSTRAINT account_identities_pkey PRIMARY KEY (city_id, issuer, subject);

ALTER TABLE ONLY public.accounts
    ADD CONSTRAINT accounts_email_once UNIQUE (city_id, email);

ALTER TABLE ONLY public.accounts
    ADD CONSTRAINT accounts_pkey PRIMARY KEY (city_id, id);

ALTER TABLE ONLY public.address_corrections
    ADD CONSTRAINT address_corrections_pkey PRIMARY KEY (city_id, street_key, number_key, postcode_key);

ALTER TABLE ONLY public.audit_entries
    ADD CONSTRAINT audit_entries_pkey PRIMARY KEY (city_id, id);

ALTER TABLE ONLY public.audit_links
    ADD CONSTRAINT audit_links_entry_once UNIQUE (city_id, entry_id);

ALTER TABLE ONLY public.audit_links
    ADD CONSTRAINT audit_links_pkey PRIMARY KEY (city_id, "position");

ALTER TABLE ONLY public.audit_seals
    ADD CONSTRAINT audit_seals_pkey PRIMARY KEY (city_id, "position");

ALTER TABLE ONLY public.basket_lines
    ADD CONSTRAINT basket_lines_pkey PRIMARY KEY (city_id, basket_id, offer_id);

ALTER TABLE ONLY public.baskets
    ADD CONSTRAINT baskets_pkey PRIMARY KEY (city_id, id);

ALTER TABLE ONLY public.branches
    ADD CONSTRAINT branches_pkey PRIMARY KEY (city_id, id);

ALTER TABLE ONLY public.catalogue_changes
    ADD CONSTRAINT catalogue_changes_pkey PRIMARY KEY (city_id, "position");

ALTER TABLE ONLY public.catalogue_floors
    ADD CONSTRAINT catalogue_floors_pkey PRIMARY KEY (city_id);

ALTER TABLE ONLY public.categories
    ADD CONSTRAINT categories_pkey PRIMARY KEY (city_id, id);

ALTER TABLE ONLY public.categories
    ADD CONSTRAINT categories_slug_once UNIQUE (city_id, slug);

ALTER TABLE ONLY public.checkout_lines
    ADD CONSTRAINT checkout_lines_pkey PRIMARY KEY (city_id, checkout_id, "position");

ALTER TABLE ONLY public.checkouts
    ADD CONSTRAINT checkouts_pkey PRIMARY KEY (city_id, id);

ALTER TABLE ONLY public.choice_groups
    ADD CONSTRAINT choice_groups_pkey PRIMARY KEY (city_id, id);

ALTER TABLE ONLY public.choices
    ADD CONSTRAINT choices_pkey PRIMARY KEY (city_id, id);

ALTER TABLE ONLY public.cities
    ADD CONSTRAINT cities_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cities
    ADD CONSTRAINT cities_slug_once UNIQUE (slug);

ALTER TABLE ONLY public.consignments
    ADD CONSTRAINT consignments_pkey PRIMARY KEY (city_id, id);

ALTER TABLE ONLY public.courier_commands
    ADD CONSTRAINT courier_commands_pkey PRIMARY KEY (city_id, id);

ALTER TABLE ONLY public.delivery_contacts
    ADD CONSTRAINT delivery_contacts_pkey PRIMARY KEY (city_id, purchase_id);

ALTER TABLE ONLY public.deposit_types
    ADD CONSTRAINT deposit_types_pkey PRIMARY KEY (code);

ALTER TABLE ONLY public.districts
    ADD CONSTRAINT districts_pkey PRIMARY KEY (city_id, id);

ALTER TABLE ONLY public.districts
    ADD CONSTRAINT districts_slug_once UNIQUE (city_id, slug);

ALTER TABLE ONLY public.idempotency_keys
    ADD CONSTRAINT idempotency_keys_pkey PRIMARY KEY (city_id, subject, route, key);

ALTER TABLE ONLY public.import_rows
    ADD CONSTRAINT import_rows_pkey PRIMARY KEY (city_id, run_id, "position");

ALTER TABLE ONLY public.import_runs
    ADD CONSTRAINT import_runs_pkey PRIMARY KEY (city_id, id);

ALTER TABLE ONLY public.imprints
    ADD CONSTRAINT imprints_pkey PRIMARY KEY (city_id, retailer_id, number);

ALTER TABLE ONLY public.jobs
    ADD CONSTRAINT jobs_pkey PRIMARY KEY (city_id, id);

ALTER TABLE ONLY public.ledger_entries
    ADD CONSTRAINT ledger_entries_pkey PRIMARY KEY (city_id, posting_id, line);

ALTER TABLE ONLY public.ledger_postings
    ADD CONSTRAINT ledger_postings_once UNIQUE (city_id, kind, cause_id);

ALTER TABLE ONLY public.ledger_postings
    ADD CONSTRAINT ledger_postings_pkey PRIMARY KEY (city_id, id);

ALTER TABLE ONLY public.machine_keys
    ADD CONSTRAINT machine_keys_hash_once UNIQUE (city_id, hash);

ALTER TABLE ONLY public.machine_keys
    ADD CONSTRAINT machine_keys_pkey PRIMARY KEY (city_id, id);

ALTER TABLE ONLY public.memberships
    ADD CONSTRAINT memberships_once UNIQUE NULLS NOT DISTINCT (city_id, account_id, role, retailer_id);

ALTER TABLE ONLY public.memberships
    ADD CONSTRAINT memberships_pkey PRIMARY KEY (city_id, id);

ALTER TABLE ONLY public.offers
    ADD CONSTRAINT offers_key_once UNIQUE (city_id, branch_id, key);

ALTER TABLE ONLY public.offers
    ADD CONSTRAINT offers_pkey PRIMARY KEY (city_id, id);

ALTER TABLE ONLY public.order_lines
    ADD CONSTRAINT order_lines_pkey PRIMARY KEY (city_id, order_id, "position");

ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (city_id, "position");

ALTER TABLE ONLY public.payment_shares
    ADD CONSTRAINT payment_shares_pkey PRIMARY KEY (city_id, order_id);

ALTER TABLE ONLY public.payments
    ADD CONSTRAINT payments_pkey PRIMARY KEY (city_id, id);

ALTER TABLE ONLY public.payments
    ADD CONSTRAINT payments_purchase_once UNIQUE (city_id, purchase_id);

ALTER TABLE ONLY public.pool_rules
    ADD CONSTRAINT pool_rules_pkey PRIMARY KEY (city_id, id);

ALTER TABLE ONLY public.pools
    ADD CONSTRAINT pools_pkey PRIMARY KEY (city_id, id);

ALTER TABLE ONLY public.pools
    ADD CONSTRAINT pools_start_once UNIQUE (city_id, rule_id, starts_at);

ALTER TABLE ONLY public.price_log
    ADD CONSTRAINT price_log_pkey PRIMARY KEY (city_id, offer_id, "position");

ALTER TABLE ONLY public.products
    ADD CONSTRAINT products_pkey PRIMARY KEY (city_id, id);

ALTER TABLE ONLY public.purchases
    ADD CONSTRAINT purchases_code_once UNIQUE (city_id, code);

ALTER TABLE ONLY public.purchases
    ADD CONSTRAINT purchases_pkey PRIMARY KEY (city_id, id);

ALTER TABLE ONLY public.ready_times
    ADD CONSTRAINT ready_times_pkey PRIMARY KEY (city_id, order_id);

ALTER TABLE ONLY public.refunds
    ADD CONSTRAINT refunds_pkey PRIMARY KEY (city_id, id);

ALTER TABLE ONLY public.requirement_submissions
    ADD CONSTRAINT requirement_submissions_pkey PRIMARY KEY (city_id, retailer_id, requirement);

ALTER TABLE ONLY public.retailer_import_rows
    ADD CONSTRAINT retailer_import_rows_pkey PRIMARY KEY (city_id, import_id, number);

ALTER TABLE ONLY public.retailer_imports
    ADD CONSTRAINT retailer_imports_pkey PRIMARY KEY (city_id, id);

ALTER TABLE ONLY public.retailer_orders
    ADD CONSTRAINT retailer_orders_one_a_retailer UNIQUE (city_id, purchase_id, retailer_id);

ALTER TABLE ONLY public.retailer_orders
    ADD CONSTRAINT retailer_orders_pkey PRIMARY KEY (city_id, id);

ALTER TABLE ONLY public.retailers
    ADD CONSTRAINT retailers_pkey PRIMARY KEY (city_id, id);

ALTER TABLE ONLY public.retailers
    ADD CONSTRAINT retailers_source_once UNIQUE (city_id, source, source_key);

ALTER TABLE ONLY public.schema_migrations
    ADD CONSTRAINT schema_migrations_pkey PRIMARY KEY (number);

ALTER TABLE ONLY public.search_tunings
    ADD CONSTRAINT search_tunings_pkey PRIMARY KEY (city_id, version);

ALTER TABLE ONLY public.selling_terms
    ADD CONSTRAINT selling_terms_pkey PRIMARY KEY (city_id, retailer_id);

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_hash_once UNIQUE (city_id, hash);

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (city_id, id);

ALTER TABLE ONLY public.shifts
    ADD CONSTRAINT shifts_once UNIQUE (city_id, courier_id, starts_at);

ALTER TABLE ONLY public.shifts
    ADD CONSTRAINT shifts_pkey PRIMARY KEY (city_id, id);

ALTER TABLE ONLY public.slot_blackouts
    ADD CONSTRAINT slot_blackouts_pkey PRIMARY KEY (city_id, id);

ALTER TABLE ONLY public.slot_debits
    ADD CONSTRAINT slot_debits_pkey PRIMARY KEY (city_id, hold_id, pool_id);

ALTER TABLE ONLY public.slot_exceptions
    ADD CONSTRAINT slot_exceptions_once_a_day UNIQUE (city_id, template_id, day);

ALTER TABLE ONLY public.slot_exceptions
    ADD CONSTRAINT slot_exceptions_pkey PRIMARY KEY (city_id, id);

ALTER TABLE ONLY public.slot_holds
    ADD CONSTRAINT slot_holds_pkey PRIMARY KEY (city_id, id);

ALTER TABLE ONLY public.slot_templates
    ADD CONSTRAINT slot_templates_pkey PRIMARY KEY (city_id, id);

ALTER TABLE ONLY public.slots
    ADD CONSTRAINT slots_pkey PRIMARY KEY (city_id, id);

ALTER TABLE ONLY public.slots
    ADD CONSTRAINT slots_start_once UNIQUE (city_id, template_id, starts_at);

ALTER TABLE ONLY public.stock_levels
    ADD CONSTRAINT stock_levels_pkey PRIMARY KEY (city_id, offer_id);

ALTER TABLE ONLY public.stops
    ADD CONSTRAINT stops_pkey PRIMARY KEY (city_id, id);

ALTER TABLE ONLY public.stops
    ADD CONSTRAINT stops_position_once UNIQUE (city_id, tour_id, "position") DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.street_conditions
    ADD CONSTRAINT street_conditions_pkey PRIMARY KEY (city_id, id);

ALTER TABLE ONLY public.tour_changes
    ADD CONSTRAINT tour_changes_pkey PRIMARY KEY (city_id, tour_id, version, stop_id);

ALTER TABLE ONLY public.tours
    ADD CONSTRAINT tours_pkey PRIMARY KEY (city_id, id);

ALTER TABLE ONLY public.trades
    ADD CONSTRAINT trades_pkey PRIMARY KEY (city_id, slug);

ALTER TABLE ONLY public.variants
    ADD CONSTRAINT variants_gtin_once UNIQUE (city_id, gtin);

ALTER TABLE ONLY public.variants
    ADD CONSTRAINT variants_pkey PRIMARY KEY (city_id, id);

ALTER TABLE ONLY public.vat_rates
    ADD CONSTRAINT vat_rates_pkey PRIMARY KEY (country, vat_class, valid_from);

ALTER TABLE ONLY public.vehicles
    ADD CONSTRAINT vehicles_name_once UNIQUE (city_id, name);

ALTER TABLE ONLY public.vehicles
    ADD CONSTRAINT vehicles_pkey PRIMARY KEY (city_id, id);

ALTER TABLE ONLY public.zones
    ADD CONSTRAINT zones_pkey PRIMARY KEY (city_id, id);

ALTER TABLE ONLY public.zones
    ADD CONSTRAINT zones_slug_once UNIQUE (city_id, slug);

CREATE INDEX audit_entries_by_object ON public.audit_entries USING btree (city_id, object_kind, object_id, at);

CREATE INDEX basket_lines_by_offer ON public.basket_lines USING btree (city_id, offer_id);

CREATE INDEX baskets_by_age ON public.baskets USING btree (city_id, changed_at);

CREATE INDEX baskets_by_holder ON public.baskets USING btree (city_id, holder, id);

CREATE INDEX branches_by_district ON public.branches USING btree (city_id, district_id, retailer_id);

CREATE INDEX branches_by_retailer ON public.branches USING btree (city_id, retailer_id, id);

CREATE INDEX catalogue_changes_by_age ON public.catalogue_changes USING btree (city_id, at);

CREATE INDEX catalogue_changes_in_order ON public.catalogue_changes USING btree (city_id, writer, "position");

CREATE INDEX categories_by_parent ON public.categories USING btree (city_id, parent_id);

CREATE INDEX checkouts_by_expiry ON public.checkouts USING btree (city_id, expires_at) WHERE (state = 'open'::text);

CREATE INDEX choice_groups_by_offer ON public.choice_groups USING btree (city_id, offer_id);

CREATE INDEX choices_by_group ON public.choices USING btree (city_id, group_id);

CREATE INDEX consignments_by_tour ON public.consignments USING btree (city_id, tour_id);

CREATE UNIQUE INDEX consignments_once_a_purchase ON public.consignments USING btree (city_id, purchase_id) WHERE is_open;

CREATE INDEX courier_commands_by_stop ON public.courier_commands USING btree (city_id, stop_id, sequence);

CREATE INDEX idempotency_keys_by_age ON public.idempotency_keys USING btree (city_id, stored_at);

CREATE INDEX import_runs_by_retailer ON public.import_runs USING btree (city_id, retailer_id, created_at);

CREATE INDEX jobs_due ON public.jobs USING btree (run_at) WHERE (state = 'ready'::text);

CREATE INDEX jobs_due_by_city ON public.jobs USING btree (city_id, run_at) WHERE (state = 'ready'::text);

CREATE INDEX jobs_leased ON public.jobs USING btree (lease_until) WHERE (state = 'running'::text);

CREATE UNIQUE INDEX jobs_unique_key ON public.jobs USING btree (city_id, kind, unique_key) WHERE ((unique_key IS NOT NULL) AND (state <> 'dead'::text));

CREATE INDEX ledger_postings_by_day ON public.ledger_postings USING btree (city_id, day);

CREATE INDEX ledger_postings_by_purchase ON public.ledger_postings USING btree (city_id, purchase_id);

CREATE INDEX ledger_postings_by_retailer ON public.ledger_postings USING btree (city_id, retailer_id, day) WHERE (retailer_id IS NOT NULL);

CREATE INDEX memberships_by_retailer ON public.memberships USING btree (city_id, retailer_id) WHERE (retailer_id IS NOT NULL);

CREATE INDEX offers_by_product ON public.offers USING btree (city_id, product_id);

CREATE INDEX offers_by_retailer ON public.offers USING btree (city_id, retailer_id, id);

CREATE INDEX offers_by_sku ON public.offers USING btree (city_id, branch_id, sku) WHERE (sku IS NOT NULL);

CREATE INDEX offers_by_variant ON public.offers USING btree (city_id, variant_id);

CREATE INDEX order_lines_by_offer ON public.order_lines USING btree (city_id, offer_id);

CREATE UNIQUE INDEX order_lines_one_substitute ON public.order_lines USING btree (city_id, order_id, replaces) WHERE (state = ANY (ARRAY['proposed'::text, 'substituted'::text]));

CREATE INDEX outbox_by_aggregate ON public.outbox USING btree (city_id, aggregate, aggregate_id, version);

CREATE INDEX payment_shares_by_payment ON public.payment_shares USING btree (city_id, payment_id);

CREATE INDEX pools_by_time ON public.pools USING btree (city_id, starts_at, ends_at);

CREATE INDEX products_by_category ON public.products USING btree (city_id, category_id, id);

CREATE INDEX products_by_family ON public.products USING btree (city_id, retailer_id, family) WHERE (family IS NOT NULL);

CREATE INDEX purchases_by_holder ON public.purchases USING btree (city_id, holder, id);

CREATE INDEX purchases_by_slot ON public.purchases USING btree (city_id, slot_start);

CREATE INDEX refunds_by_payment ON public.refunds USING btree (city_id, payment_id);

CREATE INDEX retailer_orders_inbox ON public.retailer_orders USING btree (city_id, retailer_id, id);

CREATE INDEX retailer_orders_unanswered ON public.retailer_orders USING btree (city_id, answer_until) WHERE (state = 'placed'::text);

CREATE INDEX retailers_by_name ON public.retailers USING btree (city_id, name, id) WHERE (state = 'approved'::text);

CREATE INDEX retailers_by_state ON public.retailers USING btree (city_id, state, id);

CREATE INDEX retailers_by_trade ON public.retailers USING btree (city_id, trade, name, id) WHERE (state = 'approved'::text);

CREATE INDEX sessions_by_expiry ON public.sessions USING btree (city_id, expires_at);

CREATE INDEX sessions_by_family ON public.sessions USING btree (city_id, family);

CREATE INDEX shifts_by_time ON public.shifts USING btree (city_id, ends_at);

CREATE INDEX slot_blackouts_by_end ON public.slot_blackouts USING btree (city_id, ends_at);

CREATE INDEX slot_debits_by_pool ON public.slot_debits USING btree (city_id, pool_id);

CREATE INDEX slot_holds_by_expiry ON public.slot_holds USING btree (city_id, expires_at) WHERE (state = 'held'::text);

CREATE INDEX slot_holds_by_slot ON public.slot_holds USING btree (city_id, slot_id);

CREATE UNIQUE INDEX slot_holds_one_place_a_purchase ON public.slot_holds USING btree (city_id, purchase_id) WHERE (state <> 'released'::text);

CREATE UNIQUE INDEX slot_holds_open_once ON public.slot_holds USING btree (city_id, holder, ordinal) WHERE (state = 'held'::text);

CREATE INDEX slots_by_branch ON public.slots USING btree (city_id, branch_id, starts_at) WHERE (branch_id IS NOT NULL);

CREATE INDEX slots_by_zone ON public.slots USING btree (city_id, zone_id, starts_at) WHERE (zone_id IS NOT NULL);

CREATE INDEX stops_by_consignment ON public.stops USING btree (city_id, consignment_id);

CREATE INDEX tours_by_courier ON public.tours USING btree (city_id, courier_id, departs_at);

CREATE INDEX tours_by_shift ON public.tours USING btree (city_id, shift_id);

CREATE INDEX tours_by_time ON public.tours USING btree (city_id, departs_at);

CREATE INDEX variants_by_product ON public.variants USING btree (city_id, product_id);

CREATE UNIQUE INDEX variants_options_once ON public.variants USING btree (city_id, product_id, options) WHERE (cardinality(options) > 0);

CREATE TRIGGER audit_entries_only_added BEFORE DELETE OR UPDATE ON public.audit_entries FOR EACH ROW EXECUTE FUNCTION public.only_added_to();

CREATE TRIGGER audit_links_only_added BEFORE DELETE OR UPDATE ON public.audit_links FOR EACH ROW EXECUTE FUNCTION public.only_added_to();

CREATE TRIGGER audit_seals_only_added BEFORE DELETE OR UPDATE ON public.audit_seals FOR EACH ROW EXECUTE FUNCTION public.only_added_to();

CREATE CONSTRAINT TRIGGER ledger_entries_sum_to_zero AFTER INSERT ON public.ledger_entries DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.posting_sums_to_zero();

ALTER TABLE ONLY public.account_identities
    ADD CONSTRAINT account_identities_city_id_account_id_fkey FOREIGN KEY (city_id, account_id) REFERENCES public.accounts(city_id, id);

ALTER TABLE ONLY public.accounts
    ADD CONSTRAINT accounts_city_id_fkey FOREIGN KEY (city_id) REFERENCES public.cities(id);

ALTER TABLE ONLY public.address_corrections
    ADD CONSTRAINT address_corrections_city_id_fkey FOREIGN KEY (city_id) REFERENCES public.cities(id);

ALTER TABLE ONLY public.basket_lines
    ADD CONSTRAINT basket_lines_city_id_basket_id_fkey FOREIGN KEY (city_id, basket_id) REFERENCES public.baskets(city_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.basket_lines
    ADD CONSTRAINT basket_lines_city_id_offer_id_fkey FOREIGN KEY (city_id, offer_id) REFERENCES public.offers(city_id, id);

ALTER TABLE ONLY public.baskets
    ADD CONSTRAINT baskets_city_id_fkey FOREIGN KEY (city_id) REFERENCES public.cities(id);

ALTER TABLE ONLY public.branches
    ADD CONSTRAINT branches_city_id_district_id_fkey FOREIGN KEY (city_id, district_id) REFERENCES public.districts(city_id, id);

ALTER TABLE ONLY public.branches
    ADD CONSTRAINT branches_city_id_retailer_id_fkey FOREIGN KEY (city_id, retailer_id) REFERENCES public.retailers(city_id, id);

ALTER TABLE ONLY public.catalogue_floors
    ADD CONSTRAINT catalogue_floors_city_id_fkey FOREIGN KEY (city_id) REFERENCES public.cities(id);

ALTER TABLE ONLY public.categories
    ADD CONSTRAINT categories_city_id_fkey FOREIGN KEY (city_id) REFERENCES public.cities(id);

ALTER TABLE ONLY public.categories
    ADD CONSTRAINT categories_city_id_parent_id_fkey FOREIGN KEY (city_id, parent_id) REFERENCES public.categories(city_id, id);

ALTER TABLE ONLY public.checkout_lines
    ADD CONSTRAINT checkout_lines_city_id_checkout_id_fkey FOREIGN KEY (city_id, checkout_id) REFERENCES public.checkouts(city_id, id);

ALTER TABLE ONLY public.checkouts
    ADD CONSTRAINT checkouts_city_id_basket_id_fkey FOREIGN KEY (city_id, basket_id) REFERENCES public.baskets(city_id, id);

ALTER TABLE ONLY public.checkouts
    ADD CONSTRAINT checkouts_city_id_id_fkey FOREIGN KEY (city_id, id) REFERENCES public.slot_holds(city_id, id);

ALTER TABLE ONLY public.choice_groups
    ADD CONSTRAINT choice_groups_city_id_offer_id_fkey FOREIGN KEY (city_id, offer_id) REFERENCES public.offers(city_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.choices
    ADD CONSTRAINT choices_city_id_group_id_fkey FOREIGN KEY (city_id, group_id) REFERENCES public.choice_groups(city_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.consignments
    ADD CONSTRAINT consignments_city_id_purchase_id_fkey FOREIGN KEY (city_id, purchase_id) REFERENCES public.purchases(city_id, id);

ALTER TABLE ONLY public.consignments
    ADD CONSTRAINT consignments_city_id_tour_id_fkey FOREIGN KEY (city_id, tour_id) REFERENCES public.tours(city_id, id);

ALTER TABLE ONLY public.courier_commands
    ADD CONSTRAINT courier_commands_city_id_courier_id_fkey FOREIGN KEY (city_id, courier_id) REFERENCES public.accounts(city_id, id);

ALTER TABLE ONLY public.delivery_contacts
    ADD CONSTRAINT delivery_contacts_city_id_purchase_id_fkey FOREIGN KEY (city_id, purchase_id) REFERENCES public.purchases(city_id, id);

ALTER TABLE ONLY public.districts
    ADD CONSTRAINT districts_city_id_fkey FOREIGN KEY (city_id) REFERENCES public.cities(id);

ALTER TABLE ONLY public.import_rows
    ADD CONSTRAINT import_rows_city_id_run_id_fkey FOREIGN KEY (city_id, run_id) REFERENCES public.import_runs(city_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.import_runs
    ADD CONSTRAINT import_runs_city_id_branch_id_fkey FOREIGN KEY (city_id, branch_id) REFERENCES public.branches(city_id, id);

ALTER TABLE ONLY public.import_runs
    ADD CONSTRAINT import_runs_city_id_retailer_id_fkey FOREIGN KEY (city_id, retailer_id) REFERENCES public.retailers(city_id, id);

ALTER TABLE ONLY public.imprints
    ADD CONSTRAINT imprints_city_id_retailer_id_fkey FOREIGN KEY (city_id, retailer_id) REFERENCES public.retailers(city_id, id);

ALTER TABLE ONLY public.ledger_entries
    ADD CONSTRAINT ledger_entries_city_id_posting_id_fkey FOREIGN KEY (city_id, posting_id) REFERENCES public.ledger_postings(city_id, id);

ALTER TABLE ONLY public.ledger_postings
    ADD CONSTRAINT ledger_postings_city_id_fkey FOREIGN KEY (city_id) REFERENCES public.cities(id);

ALTER TABLE ONLY public.ledger_postings
    ADD CONSTRAINT ledger_postings_city_id_retailer_id_fkey FOREIGN KEY (city_id, retailer_id) REFERENCES public.retailers(city_id, id);

ALTER TABLE ONLY public.machine_keys
    ADD CONSTRAINT machine_keys_city_id_created_by_fkey FOREIGN KEY (city_id, created_by) REFERENCES public.accounts(city_id, id);

ALTER TABLE ONLY public.machine_keys
    ADD CONSTRAINT machine_keys_retailer FOREIGN KEY (city_id, retailer_id) REFERENCES public.retailers(city_id, id);

ALTER TABLE ONLY public.memberships
    ADD CONSTRAINT memberships_city_id_account_id_fkey FOREIGN KEY (city_id, account_id) REFERENCES public.accounts(city_id, id);

ALTER TABLE ONLY public.memberships
    ADD CONSTRAINT memberships_retailer FOREIGN KEY (city_id, retailer_id) REFERENCES public.retailers(city_id, id);

ALTER TABLE ONLY public.offers
    ADD CONSTRAINT offers_city_id_branch_id_fkey FOREIGN KEY (city_id, branch_id) REFERENCES public.branches(city_id, id);

ALTER TABLE ONLY public.offers
    ADD CONSTRAINT offers_city_id_product_id_fkey FOREIGN KEY (city_id, product_id) REFERENCES public.products(city_id, id);

ALTER TABLE ONLY public.offers
    ADD CONSTRAINT offers_city_id_retailer_id_fkey FOREIGN KEY (city_id, retailer_id) REFERENCES public.retailers(city_id, id);

ALTER TABLE ONLY public.offers
    ADD CONSTRAINT offers_city_id_variant_id_fkey FOREIGN KEY (city_id, variant_id) REFERENCES public.variants(city_id, id);

ALTER TABLE ONLY public.offers
    ADD CONSTRAINT offers_deposit_code_fkey FOREIGN KEY (deposit_code) REFERENCES public.deposit_types(code);

ALTER TABLE ONLY public.order_lines
    ADD CONSTRAINT order_lines_city_id_offer_id_fkey FOREIGN KEY (city_id, offer_id) REFERENCES public.offers(city_id, id);

ALTER TABLE ONLY public.order_lines
    ADD CONSTRAINT order_lines_city_id_order_id_fkey FOREIGN KEY (city_id, order_id) REFERENCES public.retailer_orders(city_id, id);

ALTER TABLE ONLY public.payment_shares
    ADD CONSTRAINT payment_shares_city_id_payment_id_fkey FOREIGN KEY (city_id, payment_id) REFERENCES public.payments(city_id, id);

ALTER TABLE ONLY public.payment_shares
    ADD CONSTRAINT payment_shares_city_id_retailer_id_fkey FOREIGN KEY (city_id, retailer_id) REFERENCES public.retailers(city_id, id);

ALTER TABLE ONLY public.payments
    ADD CONSTRAINT payments_city_id_fkey FOREIGN KEY (city_id) REFERENCES public.cities(id);

ALTER TABLE ONLY public.pool_rules
    ADD CONSTRAINT pool_rules_city_id_branch_id_fkey FOREIGN KEY (city_id, branch_id) REFERENCES public.branches(city_id, id);

ALTER TABLE ONLY public.pool_rules
    ADD CONSTRAINT pool_rules_city_id_fkey FOREIGN KEY (city_id) REFERENCES public.cities(id);

ALTER TABLE ONLY public.pool_rules
    ADD CONSTRAINT pool_rules_city_id_retailer_id_fkey FOREIGN KEY (city_id, retailer_id) REFERENCES public.retailers(city_id, id);

ALTER TABLE ONLY public.pool_rules
    ADD CONSTRAINT pool_rules_city_id_zone_id_fkey FOREIGN KEY (city_id, zone_id) REFERENCES public.zones(city_id, id);

ALTER TABLE ONLY public.pools
    ADD CONSTRAINT pools_city_id_branch_id_fkey FOREIGN KEY (city_id, branch_id) REFERENCES public.branches(city_id, id);

ALTER TABLE ONLY public.pools
    ADD CONSTRAINT pools_city_id_fkey FOREIGN KEY (city_id) REFERENCES public.cities(id);

ALTER TABLE ONLY public.pools
    ADD CONSTRAINT pools_city_id_retailer_id_fkey FOREIGN KEY (city_id, retailer_id) REFERENCES public.retailers(city_id, id);

ALTER TABLE ONLY public.pools
    ADD CONSTRAINT pools_city_id_rule_id_fkey FOREIGN KEY (city_id, rule_id) REFERENCES public.pool_rules(city_id, id);

ALTER TABLE ONLY public.pools
    ADD CONSTRAINT pools_city_id_zone_id_fkey FOREIGN KEY (city_id, zone_id) REFERENCES public.zones(city_id, id);

ALTER TABLE ONLY public.price_log
    ADD CONSTRAINT price_log_city_id_offer_id_fkey FOREIGN KEY (city_id, offer_id) REFERENCES public.offers(city_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.products
    ADD CONSTRAINT products_city_id_category_id_fkey FOREIGN KEY (city_id, category_id) REFERENCES public.categories(city_id, id);

ALTER TABLE ONLY public.products
    ADD CONSTRAINT products_city_id_retailer_id_fkey FOREIGN KEY (city_id, retailer_id) REFERENCES public.retailers(city_id, id);

ALTER TABLE ONLY public.purchases
    ADD CONSTRAINT purchases_city_id_fkey FOREIGN KEY (city_id) REFERENCES public.cities(id);

ALTER TABLE ONLY public.ready_times
    ADD CONSTRAINT ready_times_city_id_order_id_fkey FOREIGN KEY (city_id, order_id) REFERENCES public.retailer_orders(city_id, id);

ALTER TABLE ONLY public.refunds
    ADD CONSTRAINT refunds_city_id_order_id_fkey FOREIGN KEY (city_id, order_id) REFERENCES public.payment_shares(city_id, order_id);

ALTER TABLE ONLY public.refunds
    ADD CONSTRAINT refunds_city_id_payment_id_fkey FOREIGN KEY (city_id, payment_id) REFERENCES public.payments(city_id, id);

ALTER TABLE ONLY public.requirement_submissions
    ADD CONSTRAINT requirement_submissions_city_id_retailer_id_fkey FOREIGN KEY (city_id, retailer_id) REFERENCES public.retailers(city_id, id);

ALTER TABLE ONLY public.retailer_import_rows
    ADD CONSTRAINT retailer_import_rows_city_id_import_id_fkey FOREIGN KEY (city_id, import_id) REFERENCES public.retailer_imports(city_id, id);

ALTER TABLE ONLY public.retailer_orders
    ADD CONSTRAINT retailer_orders_city_id_branch_id_fkey FOREIGN KEY (city_id, branch_id) REFERENCES public.branches(city_id, id);

ALTER TABLE ONLY public.retailer_orders
    ADD CONSTRAINT retailer_orders_city_id_purchase_id_fkey FOREIGN KEY (city_id, purchase_id) REFERENCES public.purchases(city_id, id);

ALTER TABLE ONLY public.retailer_orders
    ADD CONSTRAINT retailer_orders_city_id_retailer_id_fkey FOREIGN KEY (city_id, retailer_id) REFERENCES public.retailers(city_id, id);

ALTER TABLE ONLY public.retailers
    ADD CONSTRAINT retailers_city_id_fkey FOREIGN KEY (city_id) REFERENCES public.cities(id);

ALTER TABLE ONLY public.retailers
    ADD CONSTRAINT retailers_city_id_trade_fkey FOREIGN KEY (city_id, trade) REFERENCES public.trades(city_id, slug);

ALTER TABLE ONLY public.search_tunings
    ADD CONSTRAINT search_tunings_city_id_fkey FOREIGN KEY (city_id) REFERENCES public.cities(id);

ALTER TABLE ONLY public.selling_terms
    ADD CONSTRAINT selling_terms_city_id_retailer_id_fkey FOREIGN KEY (city_id, retailer_id) REFERENCES public.retailers(city_id, id);

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_city_id_account_id_fkey FOREIGN KEY (city_id, account_id) REFERENCES public.accounts(city_id, id);

ALTER TABLE ONLY public.shifts
    ADD CONSTRAINT shifts_city_id_courier_id_fkey FOREIGN KEY (city_id, courier_id) REFERENCES public.accounts(city_id, id);

ALTER TABLE ONLY public.shifts
    ADD CONSTRAINT shifts_city_id_vehicle_id_fkey FOREIGN KEY (city_id, vehicle_id) REFERENCES public.vehicles(city_id, id);

ALTER TABLE ONLY public.slot_blackouts
    ADD CONSTRAINT slot_blackouts_city_id_branch_id_fkey FOREIGN KEY (city_id, branch_id) REFERENCES public.branches(city_id, id);

ALTER TABLE ONLY public.slot_blackouts
    ADD CONSTRAINT slot_blackouts_city_id_fkey FOREIGN KEY (city_id) REFERENCES public.cities(id);

ALTER TABLE ONLY public.slot_blackouts
    ADD CONSTRAINT slot_blackouts_city_id_zone_id_fkey FOREIGN KEY (city_id, zone_id) REFERENCES public.zones(city_id, id);

ALTER TABLE ONLY public.slot_debits
    ADD CONSTRAINT slot_debits_city_id_hold_id_fkey FOREIGN KEY (city_id, hold_id) REFERENCES public.slot_holds(city_id, id);

ALTER TABLE ONLY public.slot_debits
    ADD CONSTRAINT slot_debits_city_id_pool_id_fkey FOREIGN KEY (city_id, pool_id) REFERENCES public.pools(city_id, id);

ALTER TABLE ONLY public.slot_exceptions
    ADD CONSTRAINT slot_exceptions_city_id_template_id_fkey FOREIGN KEY (city_id, template_id) REFERENCES public.slot_templates(city_id, id);

ALTER TABLE ONLY public.slot_holds
    ADD CONSTRAINT slot_holds_city_id_slot_id_fkey FOREIGN KEY (city_id, slot_id) REFERENCES public.slots(city_id, id);

ALTER TABLE ONLY public.slot_templates
    ADD CONSTRAINT slot_templates_city_id_branch_id_fkey FOREIGN KEY (city_id, branch_id) REFERENCES public.branches(city_id, id);

ALTER TABLE ONLY public.slot_templates
    ADD CONSTRAINT slot_templates_city_id_fkey FOREIGN KEY (city_id) REFERENCES public.cities(id);

ALTER TABLE ONLY public.slot_templates
    ADD CONSTRAINT slot_templates_city_id_zone_id_fkey FOREIGN KEY (city_id, zone_id) REFERENCES public.zones(city_id, id);

ALTER TABLE ONLY public.slots
    ADD CONSTRAINT slots_city_id_template_id_fkey FOREIGN KEY (city_id, template_id) REFERENCES public.slot_templates(city_id, id);

ALTER TABLE ONLY public.stock_levels
    ADD CONSTRAINT stock_levels_city_id_offer_id_fkey FOREIGN KEY (city_id, offer_id) REFERENCES public.offers(city_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.stops
    ADD CONSTRAINT stops_city_id_consignment_id_fkey FOREIGN KEY (city_id, consignment_id) REFERENCES public.consignments(city_id, id);

ALTER TABLE ONLY public.stops
    ADD CONSTRAINT stops_city_id_order_id_fkey FOREIGN KEY (city_id, order_id) REFERENCES public.retailer_orders(city_id, id);

ALTER TABLE ONLY public.stops
    ADD CONSTRAINT stops_city_id_tour_id_fkey FOREIGN KEY (city_id, tour_id) REFERENCES public.tours(city_id, id);

ALTER TABLE ONLY public.street_conditions
    ADD CONSTRAINT street_conditions_city_id_fkey FOREIGN KEY (city_id) REFERENCES public.cities(id);

ALTER TABLE ONLY public.tour_changes
    ADD CONSTRAINT tour_changes_city_id_tour_id_fkey FOREIGN KEY (city_id, tour_id) REFERENCES public.tours(city_id, id);

ALTER TABLE ONLY public.tours
    ADD CONSTRAINT tours_city_id_courier_id_fkey FOREIGN KEY (city_id, courier_id) REFERENCES public.accounts(city_id, id);

ALTER TABLE ONLY public.tours
    ADD CONSTRAINT tours_city_id_shift_id_fkey FOREIGN KEY (city_id, shift_id) REFERENCES public.shifts(city_id, id);

ALTER TABLE ONLY public.trades
    ADD CONSTRAINT trades_city_id_fkey FOREIGN KEY (city_id) REFERENCES public.cities(id);

ALTER TABLE ONLY public.variants
    ADD CONSTRAINT variants_city_id_product_id_fkey FOREIGN KEY (city_id, product_id) REFERENCES public.products(city_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.vehicles
    ADD CONSTRAINT vehicles_city_id_fkey FOREIGN KEY (city_id) REFERENCES public.cities(id);

ALTER TABLE ONLY public.zones
    ADD CONSTRAINT zones_city_id_fkey FOREIGN KEY (city_id) REFERENCES public.cities(id);

ALTER TABLE public.account_identities ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.accounts ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.address_corrections ENABLE ROW LEVEL SECURITY;

CREATE POLICY anybody_reads ON public.address_corrections FOR SELECT USING (true);

CREATE POLICY anybody_reads ON public.branches FOR SELECT USING (true);

CREATE POLICY anybody_reads ON public.catalogue_changes FOR SELECT USING (true);

CREATE POLICY anybody_reads ON public.catalogue_floors FOR SELECT USING (true);

CREATE POLICY anybody_reads ON public.categories FOR SELECT USING (true);

CREATE POLICY anybody_reads ON public.choice_groups FOR SELECT USING (true);

CREATE POLICY anybody_reads ON public.choices FOR SELECT USING (true);

CREATE POLICY anybody_reads ON public.districts FOR SELECT USING (true);

CREATE POLICY anybody_reads ON public.imprints FOR SELECT USING (true);

CREATE POLICY anybody_reads ON public.jobs FOR SELECT USING (true);

CREATE POLICY anybody_reads ON public.offers FOR SELECT USING (true);

CREATE POLICY anybody_reads ON public.outbox FOR SELECT USING (true);

CREATE POLICY anybody_reads ON public.pool_rules FOR SELECT USING (true);

CREATE POLICY anybody_reads ON public.pools FOR SELECT USING (true);

CREATE POLICY anybody_reads ON public.price_log FOR SELECT USING (true);

CREATE POLICY anybody_reads ON public.products FOR SELECT USING (true);

CREATE POLICY anybody_reads ON public.retailers FOR SELECT USING (true);

CREATE POLICY anybody_reads ON public.search_tunings FOR SELECT USING (true);

CREATE POLICY anybody_reads ON public.selling_terms FOR SELECT USING (true);

CREATE POLICY anybody_reads ON public.slot_blackouts FOR SELECT USING (true);

CREATE POLICY anybody_reads ON public.slot_exceptions FOR SELECT USING (true);

CREATE POLICY anybody_reads ON public.slot_templates FOR SELECT USING (true);

CREATE POLICY anybody_reads ON public.slots FOR SELECT USING (true);

CREATE POLICY anybody_reads ON public.stock_levels FOR SELECT USING (true);

CREATE POLICY anybody_reads ON public.street_conditions FOR SELECT USING (true);

CREATE POLICY anybody_reads ON public.trades FOR SELECT USING (true);

CREATE POLICY anybody_reads ON public.variants FOR SELECT USING (true);

CREATE POLICY anybody_reads ON public.zones FOR SELECT USING (true);

ALTER TABLE public.audit_entries ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.audit_links ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.audit_seals ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.basket_lines ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.baskets ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.branches ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.catalogue_changes ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.catalogue_floors ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.categories ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.checkout_lines ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.checkouts ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.choice_groups ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.choices ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.consignments ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.courier_commands ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.delivery_contacts ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.districts ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.idempotency_keys ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.import_rows ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.import_runs ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.imprints ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.jobs ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ledger_entries ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ledger_postings ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.machine_keys ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.memberships ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.offers ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.order_lines ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.outbox ENABLE ROW LEVEL SECURITY;

CREATE POLICY own_city ON public.account_identities USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city ON public.accounts USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city ON public.audit_entries USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city ON public.audit_links USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city ON public.audit_seals USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city ON public.basket_lines USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city ON public.baskets USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city ON public.checkout_lines USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city ON public.checkouts USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city ON public.consignments USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city ON public.courier_commands USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city ON public.delivery_contacts USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city ON public.idempotency_keys USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city ON public.import_rows USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city ON public.import_runs USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city ON public.ledger_entries USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city ON public.ledger_postings USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city ON public.machine_keys USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city ON public.memberships USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city ON public.order_lines USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city ON public.payment_shares USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city ON public.payments USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city ON public.purchases USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city ON public.ready_times USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city ON public.refunds USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city ON public.requirement_submissions USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city ON public.retailer_import_rows USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city ON public.retailer_imports USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city ON public.retailer_orders USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city ON public.sessions USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city ON public.shifts USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city ON public.slot_debits USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city ON public.slot_holds USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city ON public.stops USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city ON public.tour_changes USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city ON public.tours USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city ON public.vehicles USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_adds ON public.address_corrections FOR INSERT WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_adds ON public.branches FOR INSERT WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_adds ON public.catalogue_changes FOR INSERT WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_adds ON public.catalogue_floors FOR INSERT WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_adds ON public.categories FOR INSERT WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_adds ON public.choice_groups FOR INSERT WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_adds ON public.choices FOR INSERT WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_adds ON public.districts FOR INSERT WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_adds ON public.imprints FOR INSERT WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_adds ON public.jobs FOR INSERT WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_adds ON public.offers FOR INSERT WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_adds ON public.outbox FOR INSERT WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_adds ON public.pool_rules FOR INSERT WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_adds ON public.pools FOR INSERT WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_adds ON public.price_log FOR INSERT WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_adds ON public.products FOR INSERT WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_adds ON public.retailers FOR INSERT WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_adds ON public.search_tunings FOR INSERT WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_adds ON public.selling_terms FOR INSERT WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_adds ON public.slot_blackouts FOR INSERT WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_adds ON public.slot_exceptions FOR INSERT WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_adds ON public.slot_templates FOR INSERT WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_adds ON public.slots FOR INSERT WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_adds ON public.stock_levels FOR INSERT WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_adds ON public.street_conditions FOR INSERT WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_adds ON public.trades FOR INSERT WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_adds ON public.variants FOR INSERT WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_adds ON public.zones FOR INSERT WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_changes ON public.address_corrections FOR UPDATE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_changes ON public.branches FOR UPDATE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_changes ON public.catalogue_changes FOR UPDATE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_changes ON public.catalogue_floors FOR UPDATE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_changes ON public.categories FOR UPDATE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_changes ON public.choice_groups FOR UPDATE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_changes ON public.choices FOR UPDATE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_changes ON public.districts FOR UPDATE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_changes ON public.imprints FOR UPDATE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_changes ON public.jobs FOR UPDATE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_changes ON public.offers FOR UPDATE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_changes ON public.outbox FOR UPDATE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_changes ON public.pool_rules FOR UPDATE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_changes ON public.pools FOR UPDATE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_changes ON public.price_log FOR UPDATE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_changes ON public.products FOR UPDATE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_changes ON public.retailers FOR UPDATE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_changes ON public.search_tunings FOR UPDATE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_changes ON public.selling_terms FOR UPDATE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_changes ON public.slot_blackouts FOR UPDATE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_changes ON public.slot_exceptions FOR UPDATE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_changes ON public.slot_templates FOR UPDATE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_changes ON public.slots FOR UPDATE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_changes ON public.stock_levels FOR UPDATE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_changes ON public.street_conditions FOR UPDATE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_changes ON public.trades FOR UPDATE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_changes ON public.variants FOR UPDATE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_changes ON public.zones FOR UPDATE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting))) WITH CHECK ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_removes ON public.address_corrections FOR DELETE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_removes ON public.branches FOR DELETE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_removes ON public.catalogue_changes FOR DELETE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_removes ON public.catalogue_floors FOR DELETE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_removes ON public.categories FOR DELETE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_removes ON public.choice_groups FOR DELETE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_removes ON public.choices FOR DELETE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_removes ON public.districts FOR DELETE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_removes ON public.imprints FOR DELETE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_removes ON public.jobs FOR DELETE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_removes ON public.offers FOR DELETE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_removes ON public.outbox FOR DELETE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_removes ON public.pool_rules FOR DELETE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_removes ON public.pools FOR DELETE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_removes ON public.price_log FOR DELETE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_removes ON public.products FOR DELETE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_removes ON public.retailers FOR DELETE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_removes ON public.search_tunings FOR DELETE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_removes ON public.selling_terms FOR DELETE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_removes ON public.slot_blackouts FOR DELETE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_removes ON public.slot_exceptions FOR DELETE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_removes ON public.slot_templates FOR DELETE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_removes ON public.slots FOR DELETE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_removes ON public.stock_levels FOR DELETE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_removes ON public.street_conditions FOR DELETE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_removes ON public.trades FOR DELETE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_removes ON public.variants FOR DELETE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

CREATE POLICY own_city_removes ON public.zones FOR DELETE USING ((city_id = ( SELECT (current_setting('app.city_id'::text))::uuid AS current_setting)));

ALTER TABLE public.payment_shares ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.payments ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.pool_rules ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.pools ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.price_log ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.products ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.purchases ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ready_times ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.refunds ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.requirement_submissions ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.retailer_import_rows ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.retailer_imports ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.retailer_orders ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.retailers ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.search_tunings ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.selling_terms ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.sessions ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.shifts ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.slot_blackouts ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.slot_debits ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.slot_exceptions ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.slot_holds ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.slot_templates ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.slots ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.stock_levels ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.stops ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.street_conditions ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.tour_changes ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.tours ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.trades ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.variants ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.vehicles ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.zones ENABLE ROW LEVEL SECURITY;

GRANT SELECT,INSERT,DELETE ON TABLE public.account_identities TO liefert_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.accounts TO liefert_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.address_corrections TO liefert_app;

GRANT SELECT,INSERT ON TABLE public.audit_entries TO liefert_app;

GRANT SELECT,INSERT ON TABLE public.audit_links TO liefert_app;

GRANT SELECT,INSERT ON TABLE public.audit_seals TO liefert_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.basket_lines TO liefert_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.baskets TO liefert_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.branches TO liefert_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.catalogue_changes TO liefert_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.catalogue_floors TO liefert_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.categories TO liefert_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.checkout_lines TO liefert_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.checkouts TO liefert_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.choice_groups TO liefert_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.choices TO liefert_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.cities TO liefert_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.consignments TO liefert_app;

GRANT SELECT,INSERT ON TABLE public.courier_commands TO liefert_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.delivery_contacts TO liefert_app;

GRANT SELECT ON TABLE public.deposit_types TO liefert_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.districts TO liefert_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.idempotency_keys TO liefert_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.import_rows TO liefert_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.import_runs TO liefert_app;

GRANT SELECT,INSERT ON TABLE public.imprints TO liefert_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.jobs TO liefert_app;

GRANT SELECT,INSERT ON TABLE public.ledger_entries TO liefert_app;

GRANT SELECT,INSERT ON TABLE public.ledger_postings TO liefert_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.machine_keys TO liefert_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.memberships TO liefert_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.offers TO liefert_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.order_lines TO liefert_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.outbox TO liefert_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.payment_shares TO liefert_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.payments TO liefert_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.pool_rules TO liefert_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.pools TO liefert_app;

GRANT SELECT,INSERT ON TABLE public.price_log TO liefert_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.products TO liefert_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.purchases TO liefert_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.ready_times TO liefert_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.refunds TO liefert_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.requirement_submissions TO liefert_app;

GRANT SELECT,INSERT ON TABLE public.retailer_import_rows TO liefert_app;

GRANT SELECT,INSERT ON TABLE public.retailer_imports TO liefert_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.retailer_orders TO liefert_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.retailers TO liefert_app;

GRANT SELECT ON TABLE public.schema_migrations TO liefert_app;

GRANT SELECT,INSERT ON TABLE public.search_tunings TO liefert_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.selling_terms TO liefert_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.sessions TO liefert_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.shifts TO liefert_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.slot_blackouts TO liefert_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.slot_debits TO liefert_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.slot_exceptions TO liefert_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.slot_holds TO liefert_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.slot_templates TO liefert_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.slots TO liefert_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.stock_levels TO liefert_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.stops TO liefert_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.street_conditions TO liefert_app;

GRANT SELECT,INSERT ON TABLE public.tour_changes TO liefert_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.tours TO liefert_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.trades TO liefert_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.variants TO liefert_app;

GRANT SELECT ON TABLE public.vat_rates TO liefert_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.vehicles TO liefert_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.zones TO liefert_app;
