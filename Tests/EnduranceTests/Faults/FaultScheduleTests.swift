import Catalogue
import Payments
import TestSupport
import Testing
import Vocabulary

@testable import Orders
@testable import Postgres
@testable import Slots

extension EnduranceTests {
    /// Promise 10: sessions break and stall around each COMMIT as a seed says, and every seed ends well.
    @Suite(.serialized) struct FaultSchedule {
        @Test(.timeLimit(.minutes(60)))
        func `whatever breaks around COMMIT, each key has one effect and one answer`() async throws {
            let seeds = Effort.count("FAULT_SEEDS", 100, 10_000)
            try await ServedCity.within { city in
                let offers = try (0..<3).map { try city.offer($0, stock: Books.unitsAtFirst) }
                let slot = try city.freeSlot()
                var (faults, orders) = (0, 0)
                for number in 0..<UInt64(seeds) {
                    let plan = FaultPlan(seed: Effort.seed &+ number, perMille: 250)
                    let market = try Market(city, faults: plan)
                    defer { market.pool.close() }
                    for round in 0..<2 {
                        let buyer = StubbornBuyer(name: "f\(number)-\(round)", market: market)
                        let first = try await buyer.order(offers, in: slot)
                        let again = try await buyer.press()
                        #expect(first == again, "seed \(Effort.seed &+ number)")
                        orders += 1
                    }
                    faults += plan.faults
                }
                let breaches = try Books.breaches(in: city)
                print(
                    "faults: seed \(Effort.seed), \(seeds) plans, \(faults) faults, \(orders) orders: \(breaches)"
                )
                #expect(breaches == [])
                #expect(try city.number("SELECT count(*) FROM purchases") == orders)
                #expect(faults > seeds, "too little went wrong to prove anything")
            }
        }

        @Test func `equal seeds give equal fates`() {
            let fates = { (seed: UInt64) in
                let plan = FaultPlan(seed: seed, perMille: 300)
                return (0..<200).map { _ in "\(plan.next(at: .beforeCommit)) \(plan.next(at: .afterCommit))" }
            }
            #expect(fates(7) == fates(7))
            #expect(fates(7) != fates(8))
            #expect(FaultPlan("seed=7,perMille=1001") == nil && FaultPlan("nonsense") == nil)
        }
    }
}

/// Somebody who does not give up: what broke is asked again, the button with the same key.
private final class StubbornBuyer {
    let name: String
    let market: Market
    private var checkout: Checkout?

    init(name: String, market: Market) { (self.name, self.market) = (name, market) }

    func order(_ offers: [ID<Offer>], in slot: ID<Slot>) async throws -> [UInt8] {
        let (market, name) = (market, name)
        let basket = try await Self.stubbornly { try await market.orders.openBasket(for: name, in: market.id).id }
        for offer in offers {
            let line = BasketLine(offer: offer, quantity: 1, substitution: .none)
            _ = try await Self.stubbornly { try await market.orders.put(line, into: basket, of: name, in: market.id) }
        }
        let hold = try await Self.stubbornly {
            // A hold whose COMMIT was not heard of is there: it is looked for before another one is taken.
            if let known = try await market.slots.holds(of: Holder(name), in: market.id).first { return known.id }
            let wish = HoldWish(slot: slot, holder: Holder(name), load: Load())
            return try await market.slots.hold(wish, in: market.city.city).id
        }
        let wish = CheckoutWish(
            basket: basket, hold: hold, buyer: Buyer(contact: Market.door, payment: .cash, confirmsAge: false))
        checkout = try await Self.stubbornly {
            try await market.orders.checkOut(wish, by: name, in: market.city.city)
        }
        return try await press()
    }

    func press() async throws -> [UInt8] {
        guard let checkout else { return [] }
        let (market, name) = (market, name)
        return try await Self.stubbornly {
            let once = Once<Purchase>(
                subject: name, route: "POST /purchases", key: "key", fingerprint: [1],
                encode: { StoredAnswer(status: 201, contentType: "", body: Array(#"{"id":"\#($0.id)"}"#.utf8)) },
                encodeProblem: { _ in nil })
            let wish = PlacementWish(checkout: checkout.id, summaryHash: checkout.hash)
            let actor = Actor(subject: name, role: "resident")
            return try await market.orders.place(wish, by: actor, in: market.city.city, once: once).answer.body
        }
    }

    private static func stubbornly<Value>(_ act: () async throws -> Value) async throws -> Value {
        for _ in 0..<50 {
            do { return try await act() } catch let fault as Fault where fault.kind != .unexpected {}
        }
        return try await act()
    }
}
