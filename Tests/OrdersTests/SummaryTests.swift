import Accounts
import Catalogue
import Payments
import Retailers
import Testing
import Vocabulary

@testable import Orders
@testable import Slots

struct SummaryTests {
    static let shop = RetailerID(high: 1, low: 1)
    static let other = RetailerID(high: 1, low: 2)

    static func line(
        _ cents: Int64, _ quantity: Int64 = 1, vat: Int64 = 700, deposit: Int64 = 0, of retailer: RetailerID = shop
    ) -> SaleLine {
        SaleLine(
            offer: ID(high: 2, low: UInt64(cents)), retailer: retailer, branch: ID(high: 3, low: retailer.low),
            imprint: nil, title: "Ware", quantity: quantity, price: Money(cents: cents), vatBasisPoints: vat,
            unitPrice: nil, depositCode: nil, deposit: Money(cents: deposit), minimumAge: 0, grams: 500,
            litresThousandths: 1000, substitution: .none)
    }

    static func summary(_ lines: [SaleLine], fee: Int64 = 0) -> Summary {
        Summary(
            lines: lines, method: .delivery, window: TimeWindow(start: .monday, end: .monday + 7200), payment: .cash,
            fee: Money(cents: fee))
    }

    /// goods, deposits, fee, total, and VAT by rate (L3, L6): the deposit beside the price with the goods' VAT, the fee
    /// split by the goods' rates.
    @Test(
        arguments: [
            ([line(107)], 0, [107, 0, 0, 107], [700: 7]),
            ([line(107, 3)], 0, [321, 0, 0, 321], [700: 21]),
            ([line(119, vat: 1900, deposit: 25)], 0, [119, 25, 0, 144], [1900: 23]),
            ([line(107), line(119, vat: 1900)], 0, [226, 0, 0, 226], [700: 7, 1900: 19]),
            ([line(1000), line(1000, vat: 1900, of: other)], 390, [2000, 0, 390, 2390], [700: 78, 1900: 191]),
        ] as [([SaleLine], Int64, [Int64], [Int64: Int64])])
    func `a summary adds up`(lines: [SaleLine], fee: Int64, sums: [Int64], vat: [Int64: Int64]) {
        let summary = Self.summary(lines, fee: fee)
        #expect([summary.goods, summary.deposits, summary.fee, summary.total].map(\.cents) == sums)
        #expect(Dictionary(uniqueKeysWithValues: summary.taxes.map { ($0.basisPoints, $0.vat.cents) }) == vat)
        #expect(summary.taxes.gross() == summary.total)
    }

    @Test func `one fee for all shops is split by rates to the cent, whatever the goods`() {
        var generator = SplitMix(seed: 11)
        for _ in 0..<300 {
            let lines = (0..<Int.random(in: 1...9, using: &generator)).map { _ in
                Self.line(
                    .random(in: 1...9999, using: &generator), .random(in: 1...9, using: &generator),
                    vat: [0, 700, 1900].randomElement(using: &generator)!,
                    of: [Self.shop, Self.other].randomElement(using: &generator)!)
            }
            let summary = Self.summary(lines, fee: .random(in: 1...999, using: &generator))
            #expect(summary.taxes.gross() == summary.total, "seed 11")
            #expect(summary.fee.splitByRates(of: lines.flatMap(\.goods)).gross() == summary.fee, "seed 11")
        }
    }

    @Test func `the hash follows everything that is shown`() {
        let base = Self.summary([Self.line(107)], fee: 390)
        let others = [
            Self.summary([Self.line(108)], fee: 390), Self.summary([Self.line(107, 2)], fee: 390),
            Self.summary([Self.line(107, vat: 1900)], fee: 390), Self.summary([Self.line(107, deposit: 8)], fee: 390),
            Self.summary([Self.line(107)], fee: 391), Self.summary([Self.line(107, of: Self.other)], fee: 390),
        ]
        #expect(base.hash == Self.summary([Self.line(107)], fee: 390).hash)
        #expect(Set(others.map(\.hash) + [base.hash]).count == 7)
        #expect(base.hash.count == 64)
    }
}
