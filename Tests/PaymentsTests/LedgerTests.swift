import Accounts
import Cities
import Postgres
import TestSupport
import Testing
import Vocabulary

@testable import Payments

@Suite struct LedgerTests {
    @Test func `a purchase at three shops, one refuses, two are paid at the door`() async throws {
        let till = try await Till()
        let shares = [till.share(0, 1070, 0), till.share(1, 535, 1190, deposit: 150), till.share(2, 0, 2380)]
        let charge = Charge(
            purchase: till.purchase(), method: .cash, shares: shares, deliveryFee: Money(cents: 390))
        let payment = try await till.charge(charge)
        #expect(payment.state == .authorised)
        #expect(payment.amount == Money(cents: 1070 + 535 + 1190 + 150 + 2380 + 390))
        #expect(try till.balance(.receivable) == payment.amount.cents)

        try await till.act(on: charge.purchase) { payment, stamp, tx in
            try payment.reverse(shares[2], becomes: shares[2].emptied, cause: shares[2].order.cast(), stamp, &tx)
        }
        #expect(try till.balance(.receivable) == payment.amount.cents - 2380)

        try await till.act(on: charge.purchase) { payment, stamp, tx in
            for share in shares { _ = try payment.capture(share.order, into: .cash, stamp, &tx) }
            _ = try payment.captureDelivery(into: .cash, stamp, &tx)
            #expect(payment.payment.state == .captured)
        }
        #expect(try till.balance(.receivable) == 0)
        #expect(try till.balance(.cash) == payment.amount.cents - 2380)
        #expect(try till.imbalances() == 0)

        let days = BookDays(first: till.stamp.day, last: till.stamp.day)
        let refused = try await till.payments.statement(of: till.shops[2], days, in: till.city.id)
        #expect(refused.closing == .zero)
        let paid = try await till.payments.statement(of: till.shops[1], days, in: till.city.id)
        #expect(paid.closing == Money(cents: 535 + 1190 + 150))
        #expect(paid.lines.map(\.amount).sum() == .zero)
        let figures = try await till.payments.figures(days, in: till.city.id)
        #expect(figures.imbalances == 0)
        #expect(figures.lines.map(\.amount).sum() == .zero)
    }

    @Test(arguments: [
        (LiableParty.retailer, LedgerAccount.retailerPayable), (.courier, .courierClaims), (.city, .cityCost),
        (.platform, .platformCost),
    ])
    func `a refund has somebody who bears it`(liable: LiableParty, account: LedgerAccount) async throws {
        let till = try await Till()
        let share = till.share(0, 1070, 0)
        let charge = Charge(purchase: till.purchase(), method: .invoice, shares: [share], deliveryFee: .zero)
        _ = try await till.charge(charge)
        let part = ShareCharge(
            order: share.order, retailer: share.retailer,
            goods: [TaxedAmount(line: Money(cents: 535), basisPoints: 700)])
        let refund = Refund(id: .make(at: Till.noon), charge: part, liable: liable, reason: "verdorben")
        let before = try till.balance(account)
        await #expect(throws: PaymentProblem.refundBeyondCaptured) {
            try await till.act(on: charge.purchase) { try $0.refund(refund, $1, &$2) }
        }
        try await till.act(on: charge.purchase) { payment, stamp, tx in
            _ = try payment.capture(share.order, into: .bank, stamp, &tx)
            try payment.refund(refund, stamp, &tx)
            #expect(payment.payment.state == .partlyRefunded)
        }
        #expect(try till.balance(.refundsDue) == -535)
        #expect(try till.balance(account) - before == (liable == .retailer ? 500 : 535))
        try await till.act(on: charge.purchase) { try $0.payRefund(refund, from: .bank, $1, &$2) }
        #expect(try till.balance(.refundsDue) == 0)
        #expect(try till.balance(.bank) == 535)
        await #expect(throws: PaymentProblem.postedAlready) {
            try await till.act(on: charge.purchase) { try $0.payRefund(refund, from: .bank, $1, &$2) }
        }
        #expect(try till.imbalances() == 0)
    }

    @Test func `a posting that does not sum to zero is refused by the database`() async throws {
        let till = try await Till()
        _ = try await till.charge(
            Charge(purchase: till.purchase(), method: .cash, shares: [till.share(0, 1070, 0)], deliveryFee: .zero))
        let session = try till.town.superuser()
        let message = #expect(throws: Fault.self) {
            try session.run(
                """
                INSERT INTO ledger_entries (city_id, posting_id, line, account, amount_cents)
                SELECT city_id, id, 99, 'cash', 1 FROM ledger_postings LIMIT 1
                """)
        }
        #expect(message?.description.contains("does not sum to zero") == true)
    }

    @Test func `the program may neither change nor remove what stands in the books`() async throws {
        let till = try await Till()
        for right in ["UPDATE", "DELETE", "TRUNCATE"] {
            for table in ["ledger_postings", "ledger_entries"] {
                let asked = "SELECT has_table_privilege('liefert_app', '\(table)', '\(right)')::int"
                #expect(try till.number(asked) == 0, "\(right) on \(table)")
            }
        }
    }

    @Test func `a purchase is charged once, and an order reversed once`() async throws {
        let till = try await Till()
        let share = till.share(0, 1070, 0)
        let charge = Charge(purchase: till.purchase(), method: .cash, shares: [share], deliveryFee: Money(cents: 100))
        _ = try await till.charge(charge)
        await #expect(throws: PaymentProblem.chargedAlready) { try await till.charge(charge) }
        try await till.act(on: charge.purchase) { payment, stamp, tx in
            try payment.reverse(share, becomes: share.emptied, cause: share.order.cast(), stamp, &tx)
            try payment.reverseDelivery(charge.delivery, stamp, &tx)
            #expect(payment.payment.state == .voided)
        }
        await #expect(throws: PaymentProblem.beyondShare) {
            try await till.act(on: charge.purchase) {
                try $0.reverse(share, becomes: share.emptied, cause: share.order.cast(), $1, &$2)
            }
        }
        for account in LedgerAccount.allCases { #expect(try till.balance(account) == 0, "\(account)") }
    }

    @Test(arguments: [UInt64(20_260_601), .random(in: 1...UInt64.max)])
    func `random purchases, shortages, refusals, payments and refunds leave books that sum to zero`(
        seed: UInt64
    ) async throws {
        print("ledger, seed \(seed)")
        let till = try await Till()
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<25 {
            let life = PurchaseLife(till: till, &generator)
            try await life.run(&generator)
        }
        #expect(try till.imbalances() == 0, "seed \(seed)")
        let open = "SELECT coalesce(sum(amount_cents - captured_cents), 0) FROM payments"
        #expect(try till.balance(.receivable) == till.number(open), "seed \(seed)")
        let received = "SELECT coalesce(sum(captured_cents), 0) FROM payments"
        #expect(try till.balance(.cash) == till.number(received), "seed \(seed)")
        let promised = "SELECT coalesce(sum(refunded_cents), 0) FROM payments"
        #expect(try -till.balance(.refundsDue) == till.number(promised), "seed \(seed)")
    }

    @Test func `every statement can be prepared on the migrated schema`() async throws {
        let till = try await Till()
        let session = try till.town.owner()
        for (number, statement) in Payments.statements.enumerated() {
            try session.run("PREPARE s\(number) AS \(statement.sql)")
            #expect(statement.sql.contains("city_id = $1") || statement.sql.contains("(city_id"), "\(statement)")
        }
    }
}

/// One purchase from placing to wherever chance leads it.
private struct PurchaseLife {
    let till: Till
    let charge: Charge

    init(till: Till, _ generator: inout SeededGenerator) {
        self.till = till
        let count = Int.random(in: 1...3, using: &generator)
        let shares = (0..<count).map { shop in
            till.share(
                shop, .random(in: 0...9999, using: &generator), .random(in: 1...9999, using: &generator),
                deposit: .random(in: 0...999, using: &generator))
        }
        charge = Charge(
            purchase: till.purchase(), method: .cash, shares: shares,
            deliveryFee: Money(cents: .random(in: 0...590, using: &generator)))
    }

    func run(_ generator: inout SeededGenerator) async throws {
        _ = try await till.charge(charge)
        for share in charge.shares {
            let part = ShareCharge(
                order: share.order, retailer: share.retailer, goods: Array(share.goods.prefix(1)))
            let purchase = charge.purchase
            switch Int.random(in: 0..<5, using: &generator) {
            case 0:
                try await till.act(on: purchase) {
                    try $0.reverse(share, becomes: share.emptied, cause: share.order.cast(), $1, &$2)
                }
            case 1:
                try await till.act(on: purchase) {
                    try $0.reverse(share, becomes: part, cause: share.order.cast(), $1, &$2)
                }
            case 2:
                try await till.act(on: purchase) { _ = try $0.capture(share.order, into: .cash, $1, &$2) }
            case 3 where part.total > .zero:
                let liable = LiableParty.allCases.randomElement(using: &generator)!
                let refund = Refund(id: .make(at: Till.noon), charge: part, liable: liable, reason: "fehlt")
                try await till.act(on: purchase) { payment, stamp, tx in
                    _ = try payment.capture(share.order, into: .cash, stamp, &tx)
                    try payment.refund(refund, stamp, &tx)
                }
            default: break
            }
        }
        if Bool.random(using: &generator) {
            try await till.act(on: charge.purchase) { _ = try $0.captureDelivery(into: .cash, $1, &$2) }
        }
    }
}
