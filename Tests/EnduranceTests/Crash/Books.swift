/// What must be true of a city's rows whatever happened to the processes that wrote them: each query answers what
/// breaks a rule, so each must answer nothing.
enum Books {
    static let rules: [(name: String, breaches: String)] = [
        (
            "a purchase is its orders and its fee",
            """
            SELECT p.id FROM purchases p LEFT JOIN retailer_orders o ON o.purchase_id = p.id
             GROUP BY p.id, p.total_cents, p.fee_cents
            HAVING coalesce(sum(o.total_cents), -1) + p.fee_cents <> p.total_cents
            """
        ),
        (
            "an order is its lines",
            """
            SELECT o.id FROM retailer_orders o LEFT JOIN order_lines l ON l.order_id = o.id
             GROUP BY o.id, o.total_cents
            HAVING coalesce(sum(l.quantity * (l.price_cents + l.deposit_cents)), -1) <> o.total_cents
            """
        ),
        (
            "a purchase has one contact, one payment, one place and one line in the audit trail",
            """
            SELECT p.id FROM purchases p
             WHERE (SELECT count(*) FROM delivery_contacts c WHERE c.purchase_id = p.id) <> 1
                OR (SELECT count(*) FROM payments y WHERE y.purchase_id = p.id) <> 1
                OR (SELECT count(*) FROM slot_holds h WHERE h.purchase_id = p.id) <> 1
                OR (SELECT count(*) FROM audit_entries a WHERE a.object_id = p.id AND a.action = 'place') <> 1
            """
        ),
        (
            "a payment is what is still owed",
            """
            SELECT y.id FROM payments y
             WHERE y.amount_cents <> y.delivery_cents
                 + (SELECT sum(s.amount_cents - s.reversed_cents) FROM payment_shares s WHERE s.payment_id = y.id)
            """
        ),
        (
            "a unit is on the shelf or in one living order",
            """
            SELECT s.offer_id FROM stock_levels s
             WHERE s.on_hand <> \(unitsAtFirst) - coalesce((SELECT sum(coalesce(l.picked, l.quantity))
                   FROM order_lines l JOIN retailer_orders o ON o.id = l.order_id
                  WHERE l.offer_id = s.offer_id AND o.state NOT IN ('cancelled', 'refused')), 0)
            """
        ),
        (
            "a unit put aside lies in one open checkout",
            """
            SELECT s.offer_id FROM stock_levels s
             WHERE s.allocated <> coalesce((SELECT sum(l.quantity) FROM checkout_lines l
                   JOIN checkouts c ON c.id = l.checkout_id WHERE l.offer_id = s.offer_id AND c.state = 'open'), 0)
            """
        ),
        (
            "a slot's count is its living holds",
            """
            SELECT s.id FROM slots s
             WHERE s.booked <> (SELECT count(*) FROM slot_holds h WHERE h.slot_id = s.id AND h.state <> 'released')
            """
        ),
        (
            "a living purchase has its place, a dead one gave it back",
            """
            SELECT h.id FROM slot_holds h JOIN purchases p ON p.id = h.purchase_id
             WHERE (h.state = 'released') <>
                   ((SELECT count(*) FROM retailer_orders o
                      WHERE o.purchase_id = p.id AND o.state NOT IN ('cancelled', 'refused')) = 0)
            """
        ),
        (
            "every posting sums to zero",
            "SELECT posting_id FROM ledger_entries GROUP BY posting_id HAVING sum(amount_cents) <> 0"
        ),
        (
            "what is owed in the books is what is owed by the payments",
            """
            SELECT y.id FROM payments y
             WHERE y.amount_cents - y.captured_cents <> (SELECT coalesce(sum(e.amount_cents), 0) FROM ledger_postings g
                   JOIN ledger_entries e ON e.posting_id = g.id
                  WHERE g.purchase_id = y.purchase_id AND e.account = 'receivable')
            """
        ),
        (
            "an order was sold once in the books",
            """
            SELECT o.id FROM retailer_orders o
             WHERE (SELECT count(*) FROM ledger_postings g WHERE g.order_id = o.id AND g.kind = 'sale') <> 1
            """
        ),
        (
            "an order's changes were announced, each once and in order",
            """
            SELECT o.id FROM retailer_orders o
             WHERE (SELECT array_agg(x.version ORDER BY x.position) FROM outbox x WHERE x.aggregate_id = o.id)
                   IS DISTINCT FROM (SELECT array_agg(n) FROM generate_series(1, o.version) n)
            """
        ),
        (
            "nothing is announced that is not there",
            """
            SELECT x.position FROM outbox x
             WHERE x.aggregate = 'order' AND NOT EXISTS (SELECT FROM retailer_orders o WHERE o.id = x.aggregate_id)
            """
        ),
        (
            "an unanswered order has its deadline",
            """
            SELECT o.id FROM retailer_orders o
             WHERE o.state = 'placed' AND (SELECT count(*) FROM jobs j
                   WHERE j.kind = 'orders.answer-deadline' AND j.payload ->> 'order' = o.id::text) <> 1
            """
        ),
        (
            "a purchase has one stored answer",
            """
            SELECT p.id FROM purchases p WHERE 1 <> (SELECT count(*) FROM idempotency_keys k
              WHERE k.status = 201 AND k.route LIKE '%/purchases'
                AND convert_from(k.body, 'UTF8')::jsonb ->> 'id' = p.id::text)
            """
        ),
    ]

    /// What every counted offer of a crash test begins with.
    static let unitsAtFirst: Int64 = 1_000_000

    /// The rules that are broken, with how often.
    static func breaches(in city: ServedCity) throws -> [String] {
        try rules.compactMap { rule in
            let count = try city.number("SELECT count(*) FROM (\(rule.breaches)) AS breach")
            return count == 0 ? nil : "\(rule.name): \(count)"
        }
    }
}
