import Retailers
import Testing
import Vocabulary

@testable import Slots

@Suite struct ReadinessTests {
    private func shop(_ preparation: Int64, pausedUntil: Instant? = nil) -> ShopReadiness {
        let open = [(4, 8), (28, 36)].map {
            TimeWindow(start: .monday + Int64($0.0) * 3600, end: .monday + Int64($0.1) * 3600)
        }
        return ShopReadiness(
            branch: ID(high: 1, low: 1), working: open, preparationSeconds: preparation, pausedUntil: pausedUntil)
    }

    @Test(
        arguments: [
            (0, 0, 4 * 3600), (0, 3600, 5 * 3600), (5, 3600, 6 * 3600), (7, 2 * 3600, 29 * 3600),
            (10, 1800, 28 * 3600 + 1800), (0, 12 * 3600, 36 * 3600),
        ] as [(Int64, Int64, Int64)])
    func `a closed shop prepares after it opens`(hour: Int64, preparation: Int64, ready: Int64) {
        #expect(shop(preparation).ready(from: .monday + hour * 3600) == .monday + ready)
    }

    @Test func `what cannot be done in the known hours is never ready`() {
        #expect(shop(13 * 3600).ready(from: .monday) == nil)
    }

    @Test func `a pause moves everything behind it`() {
        #expect(shop(3600, pausedUntil: .monday + 6 * 3600).ready(from: .monday) == .monday + 7 * 3600)
    }

    @Test func `the first preparation rule that fits the basket's part counts`() {
        let rules = [
            PreparationRule(weekdays: [6], minutes: 90), PreparationRule(itemsAtLeast: 20, minutes: 60),
            PreparationRule(valueAtLeast: Money(cents: 10_000), minutes: 45), PreparationRule(minutes: 15),
        ]
        func minutes(_ items: Int64, _ cents: Int64, weekday: Int) -> Int64 {
            let share = Load.Share(
                retailer: ID(high: 1, low: 1), branch: ID(high: 1, low: 2), items: items, value: Money(cents: cents))
            return rules.preparationSeconds(for: share, weekday: weekday) / 60
        }
        #expect(
            [minutes(1, 100, weekday: 1), minutes(20, 100, weekday: 1), minutes(1, 10_000, weekday: 1)]
                == [15, 60, 45])
        #expect(minutes(1, 100, weekday: 6) == 90)
    }

    @Test func `a load counts by unit and scope`() {
        let one = Load.Share(
            retailer: ID(high: 1, low: 1), branch: ID(high: 1, low: 2), items: 3, value: Money(cents: 500), litres: 4)
        let two = Load.Share(
            retailer: ID(high: 2, low: 1), branch: ID(high: 2, low: 2), items: 5, value: Money(cents: 700), grams: 900)
        let load = Load([one, two])
        #expect(load.amount(of: .orders, retailer: nil, branch: nil) == 1)
        #expect(load.amount(of: .orders, retailer: one.retailer, branch: nil) == 1)
        #expect(load.amount(of: .orders, retailer: ID(high: 9, low: 9), branch: nil) == 0)
        #expect(load.amount(of: .items, retailer: nil, branch: nil) == 8)
        #expect(load.amount(of: .items, retailer: nil, branch: two.branch) == 5)
        #expect(load.amount(of: .cents, retailer: one.retailer, branch: nil) == 500)
        #expect(load.amount(of: .litres, retailer: two.retailer, branch: nil) == 0)
        #expect(load.amount(of: .grams, retailer: nil, branch: nil) == 900)
        #expect(load.goods == Money(cents: 1200))
    }
}
