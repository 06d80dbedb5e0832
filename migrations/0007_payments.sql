-- Money in, money back, and the books. The books are insert-only: a mistake is corrected by a posting that reverses it.

CREATE TABLE payments (
    city_id          uuid        NOT NULL REFERENCES cities (id),
    id               uuid        NOT NULL,
    purchase_id      uuid        NOT NULL,
    method           text        NOT NULL,
    state            text        NOT NULL,
    amount_cents     bigint      NOT NULL,
    delivery_cents   bigint      NOT NULL,
    authorised_cents bigint      NOT NULL DEFAULT 0,
    captured_cents   bigint      NOT NULL DEFAULT 0,
    refunded_cents   bigint      NOT NULL DEFAULT 0,
    due_on           date,
    provider_reference text,
    version          bigint      NOT NULL DEFAULT 1,
    created_at       timestamptz NOT NULL,
    PRIMARY KEY (city_id, id),
    CONSTRAINT payments_purchase_once UNIQUE (city_id, purchase_id),
    CONSTRAINT payments_method_known CHECK (method IN ('cash', 'invoice', 'card')),
    CONSTRAINT payments_state_known CHECK (state IN
        ('created', 'authorised', 'partly_captured', 'captured', 'partly_refunded', 'refunded', 'voided', 'failed',
         'expired')),
    CONSTRAINT payments_delivery_within CHECK (delivery_cents BETWEEN 0 AND amount_cents),
    CONSTRAINT payments_authorised_within_amount CHECK (authorised_cents BETWEEN 0 AND amount_cents),
    CONSTRAINT payments_captured_within_authorised CHECK (captured_cents BETWEEN 0 AND authorised_cents),
    CONSTRAINT payments_refunded_within_captured CHECK (refunded_cents BETWEEN 0 AND captured_cents)
);
SELECT place_by_city('payments');
SELECT protect_private('payments');

-- One retailer order's part of a payment. Parts stop being proportional with the first refund, so each is kept.
-- `charged` is what is still owed for it: it falls with a refusal or a short line.
CREATE TABLE payment_shares (
    city_id        uuid   NOT NULL,
    payment_id     uuid   NOT NULL,
    order_id       uuid   NOT NULL,
    retailer_id    uuid   NOT NULL,
    amount_cents   bigint NOT NULL,
    reversed_cents bigint NOT NULL DEFAULT 0,
    captured_cents bigint NOT NULL DEFAULT 0,
    refunded_cents bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (city_id, order_id),
    FOREIGN KEY (city_id, payment_id) REFERENCES payments (city_id, id),
    FOREIGN KEY (city_id, retailer_id) REFERENCES retailers (city_id, id),
    CONSTRAINT payment_shares_amount_not_negative CHECK (amount_cents >= 0),
    CONSTRAINT payment_shares_reversed_within_amount CHECK
        (reversed_cents BETWEEN 0 AND amount_cents AND captured_cents + reversed_cents <= amount_cents),
    CONSTRAINT payment_shares_captured_not_negative CHECK (captured_cents >= 0),
    CONSTRAINT payment_shares_refunded_within_captured CHECK (refunded_cents BETWEEN 0 AND captured_cents)
);
SELECT place_by_city('payment_shares');
SELECT protect_private('payment_shares');
CREATE INDEX payment_shares_by_payment ON payment_shares (city_id, payment_id);

CREATE TABLE refunds (
    city_id       uuid        NOT NULL,
    id            uuid        NOT NULL,
    payment_id    uuid        NOT NULL,
    order_id      uuid,
    amount_cents  bigint      NOT NULL,
    deposit_cents bigint      NOT NULL DEFAULT 0,
    liable        text        NOT NULL,
    reason        text        NOT NULL,
    state         text        NOT NULL DEFAULT 'approved',
    requested_by  text        NOT NULL,
    created_at    timestamptz NOT NULL,
    PRIMARY KEY (city_id, id),
    FOREIGN KEY (city_id, payment_id) REFERENCES payments (city_id, id),
    FOREIGN KEY (city_id, order_id) REFERENCES payment_shares (city_id, order_id),
    CONSTRAINT refunds_amount_above_zero CHECK (amount_cents > 0 AND deposit_cents BETWEEN 0 AND amount_cents),
    CONSTRAINT refunds_liable_known CHECK (liable IN ('retailer', 'courier', 'city', 'platform')),
    CONSTRAINT refunds_state_known CHECK (state IN ('requested', 'approved', 'sent', 'settled', 'failed'))
);
SELECT place_by_city('refunds');
SELECT protect_private('refunds');
CREATE INDEX refunds_by_payment ON refunds (city_id, payment_id);

-- One event in the books, of one day, one purchase and at most one retailer, so that each of them sums to zero too.
-- `cause_id` with `kind` names the event: told twice, it is refused.
CREATE TABLE ledger_postings (
    city_id     uuid        NOT NULL REFERENCES cities (id),
    id          uuid        NOT NULL,
    kind        text        NOT NULL,
    cause_id    uuid        NOT NULL,
    purchase_id uuid,
    order_id    uuid,
    retailer_id uuid,
    day         date        NOT NULL,
    at          timestamptz NOT NULL,
    actor       text        NOT NULL,
    PRIMARY KEY (city_id, id),
    FOREIGN KEY (city_id, retailer_id) REFERENCES retailers (city_id, id),
    CONSTRAINT ledger_postings_once UNIQUE (city_id, kind, cause_id),
    CONSTRAINT ledger_postings_kind_known CHECK (kind IN
        ('sale', 'delivery', 'reversal', 'delivery_reversal', 'capture', 'delivery_capture', 'refund', 'refund_paid',
         'settlement', 'payout'))
);
SELECT place_by_city('ledger_postings');
SELECT protect_private('ledger_postings', 'SELECT, INSERT');
CREATE INDEX ledger_postings_by_retailer ON ledger_postings (city_id, retailer_id, day) WHERE retailer_id IS NOT NULL;
CREATE INDEX ledger_postings_by_purchase ON ledger_postings (city_id, purchase_id);
CREATE INDEX ledger_postings_by_day ON ledger_postings (city_id, day);

-- Debits are positive, credits negative. `vat_basis_points` only where the amount is one rate's net or tax.
CREATE TABLE ledger_entries (
    city_id          uuid     NOT NULL,
    posting_id       uuid     NOT NULL,
    line             smallint NOT NULL,
    account          text     NOT NULL,
    vat_basis_points integer,
    amount_cents     bigint   NOT NULL,
    PRIMARY KEY (city_id, posting_id, line),
    FOREIGN KEY (city_id, posting_id) REFERENCES ledger_postings (city_id, id),
    CONSTRAINT ledger_entries_account_known CHECK (account IN
        ('receivable', 'retailer_payable', 'deposit', 'delivery', 'vat', 'cash', 'bank', 'refunds_due',
         'courier_claims', 'city_cost', 'platform_cost')),
    CONSTRAINT ledger_entries_not_zero CHECK (amount_cents <> 0),
    CONSTRAINT ledger_entries_rate CHECK (vat_basis_points BETWEEN 0 AND 10000)
);
SELECT place_by_city('ledger_entries');
SELECT protect_private('ledger_entries', 'SELECT, INSERT');

-- Looks at the rows of its own city and posting alone, at COMMIT.
CREATE FUNCTION posting_sums_to_zero() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT sum(amount_cents) FROM ledger_entries
         WHERE city_id = NEW.city_id AND posting_id = NEW.posting_id) <> 0 THEN
        RAISE EXCEPTION 'posting % does not sum to zero', NEW.posting_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entries_sum_to_zero', TABLE = 'ledger_entries';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_entries_sum_to_zero AFTER INSERT ON ledger_entries
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION posting_sums_to_zero();
