import Testing
import Vocabulary

@testable import Catalogue

@Suite struct ProductRuleTests {
    @Test(arguments: [
        ("4006381333931", true), ("4006381333930", false), ("96385074", true), ("96385075", false),
        ("036000291452", true), ("10036000291459", true), ("400638133393", false), ("0000000000000", false),
        (" 4006381333931 ", true), ("40063813339a1", false), ("", false),
    ])
    func `a GTIN is one only with its check digit`(text: String, isOne: Bool) {
        #expect((GTIN(text) != nil) == isOne)
    }

    @Test func `numbers of different lengths name the same product`() throws {
        #expect(try #require(GTIN("036000291452")).canonical == #require(GTIN("0036000291452")).canonical)
        #expect(try #require(GTIN("2000000000008")).isOnlyInStore)
        #expect(try !#require(GTIN("4006381333931")).isOnlyInStore)
    }

    @Test(
        arguments: [
            ("Röstkaffee 250g", 250_000, .gram, 1, nil), ("Café 250 g, gemahlen 250g", 250_000, .gram, 1, nil),
            ("Apfelsaft 1,5 l", 1_500_000, .millilitre, 1, nil), ("Bier 6 x 0,33 l", 1_980_000, .millilitre, 6, nil),
            ("Bier 6x330ml", 1_980_000, .millilitre, 6, nil), ("Eier 10er", 10_000, .piece, 1, nil),
            ("70CL Passoa Passion 17 °", 700_000, .millilitre, 1, nil), ("Mehl 1.000 g", 1_000_000, .gram, 1, nil),
            ("Cola 0.330 l", 330_000, .millilitre, 1, nil), ("Reis 1.500 kg", 1_500_000, .gram, 1, nil),
            ("Tee 20 Beutel à 1,75 g", 35_000, .gram, 20, nil), ("Schokolade 100g (5 x 20 g)", 100_000, .gram, 5, nil),
            ("Mais 340 g (Abtropfgewicht 285 g)", 340_000, .gram, 1, 285_000),
            ("Oliven 350g, ATG 200g", 350_000, .gram, 1, 200_000), ("Alufolie 20 m", 20_000, .metre, 1, nil),
            ("Fliesen 1,44 m²", 1440, .squareMetre, 1, nil), ("Rindenmulch 0,5 m3", 500, .cubicMetre, 1, nil),
        ] as [(String, Int64, Measure, Int, Int64?)])
    func `the content is read from the title`(
        title: String, amount: Int64, measure: Measure, parts: Int, drained: Int64?
    ) {
        let content = ContentInTitle.parse(title)
        #expect(content == Content(thousandths: amount, measure: measure, parts: parts, drainedThousandths: drained))
    }

    @Test(arguments: [
        "Eier, Größe L (63-73g)", "Kohlrabi (ca.250-350g)", "Brokkoli (ca. 300-600 g/St)", "Waldhonig",
        "Milch 3,5% Fett",
        "Mix 200 g und 300 g", "6er Pack 500 g", "iPhone 13", "T-Shirt 10 M", "2019 Riesling", "ca. 500 g Brot", "0 g",
    ])
    func `a range, a contradiction or no amount is no content`(title: String) {
        #expect(ContentInTitle.parse(title) == nil)
    }

    @Test(
        arguments: [
            // price, thousandths, measure, drained, loose → cents per reference
            (449, 250_000, .gram, nil, false, 1796, .kilogram),
            (599, 8_400_000, .millilitre, nil, false, 71, .litre),
            (199, 330_000, .millilitre, nil, false, 603, .litre),
            (149, 340_000, .gram, 285_000, false, 523, .kilogram),
            (120, 100_000, .gram, nil, false, 1200, .kilogram),
            (999, 1440, .squareMetre, nil, false, 694, .squareMetre),
            (499, 20_000, .metre, nil, false, 25, .metre),
            (450, 500, .cubicMetre, nil, false, 900, .cubicMetre),
            (219, 250_000, .gram, nil, true, 876, .kilogram),
        ] as [(Int64, Int64, Measure, Int64?, Bool, Int64, UnitPrice.Reference)])
    func `the Grundpreis is per kilogram, litre, metre, square or cubic metre`(
        price: Int64, amount: Int64, measure: Measure, drained: Int64?, isLoose: Bool, cents: Int64,
        per: UnitPrice.Reference
    ) {
        let content = Content(thousandths: amount, measure: measure, drainedThousandths: drained)
        let unitPrice = UnitPrice(price: Money(cents: price), content: content, isLoose: isLoose)
        #expect(unitPrice?.price.cents == cents)
        #expect(unitPrice?.per == per)
    }

    @Test(
        arguments: [
            (1_000_000, .gram, false), (1_000_000, .millilitre, false), (1000, .squareMetre, false),
            (10_000, .piece, false),
            (9_999, .gram, false), (5_000, .millilitre, false), (100_000, .gram, true),
        ] as [(Int64, Measure, Bool)])
    func `where it equals the price, counts pieces or is tiny there is no Grundpreis`(
        amount: Int64, measure: Measure, isLoose: Bool
    ) {
        let content = Content(thousandths: amount, measure: measure)
        #expect(UnitPrice(price: Money(cents: 250), content: content, isLoose: isLoose) == nil)
        #expect(UnitPrice(price: Money(cents: 250), content: nil) == nil)
    }

    @Test func `the deposit of a crate is its bottles and the crate`() {
        let crate = DepositType(
            code: "crate-24x8",
            components: [
                .init(kind: "bottle", count: 24, each: Money(cents: 8)),
                .init(kind: "crate", count: 1, each: Money(cents: 150)),
            ])
        #expect(crate.total == Money(cents: 342))
    }

    @Test(
        arguments: [
            ("2020-06-30", 1900, 700), ("2020-07-01", 1600, 500), ("2020-12-31", 1600, 500), ("2021-01-01", 1900, 700),
            ("2026-11-22", 1900, 700),
        ] as [(String, Int64, Int64)])
    func `the VAT rate is that of the day of supply`(day: String, standard: Int64, reduced: Int64) throws {
        let rates = VATRates.sample
        let day = try #require(CalendarDay(day))
        #expect(rates.basisPoints(for: .standard, on: day) == standard)
        #expect(rates.basisPoints(for: .reduced, on: day) == reduced)
        #expect(rates.basisPoints(for: .standard, on: day, isSmallBusiness: true) == 0)
        #expect(rates.basisPoints(for: .zero, on: day) == (day < CalendarDay("2023-01-01")! ? nil : 0))
    }

    @Test func `a sale begins and ends by the clock`() {
        let sale = PriceTag.Sale(
            price: Money(cents: 199), startsAt: Instant(seconds: 1000), endsAt: Instant(seconds: 2000))
        let tag = PriceTag(regular: Money(cents: 299), sale: sale)
        #expect([999, 1000, 1999, 2000].map { tag.price(at: Instant(seconds: $0)).cents } == [299, 199, 199, 299])
    }

    @Test func `the lowest price of thirty days equals brute force`() {
        let seed = UInt64.random(in: 0..<UInt64.max)
        print("seed \(seed)")
        var generator = SeededGenerator(state: seed)
        let day: Int64 = 86_400
        for _ in 0..<300 {
            let entries = (0..<Int.random(in: 1...6, using: &generator)).map { _ in
                let since = Int64.random(in: 0...80, using: &generator)
                let starts = Int64.random(in: 0...90, using: &generator)
                let ends = starts + Int64.random(in: 1...20, using: &generator)
                let sale = PriceTag.Sale(
                    price: Money(cents: .random(in: 50...100, using: &generator)),
                    startsAt: Instant(seconds: starts * day), endsAt: Instant(seconds: ends * day))
                let tag = PriceTag(
                    regular: Money(cents: .random(in: 100...200, using: &generator)),
                    sale: Bool.random(using: &generator) ? sale : nil)
                return PriceHistory.Entry(since: Instant(seconds: since * day + Int64(since)), tag: tag)
            }
            let at = Instant(seconds: 85 * day)
            let sorted = entries.sorted { $0.since < $1.since }
            let moments = (0..<(30 * 24)).map { at - 30 * day + Int64($0) * 3600 } + entries.map(\.since)
            let seen = moments.filter { $0 >= at - 30 * day && $0 < at }.compactMap { moment in
                sorted.last { $0.since <= moment }?.tag.price(at: moment)
            }
            let distinct = Set(entries.map(\.since)).count == entries.count
            if distinct { #expect(PriceHistory(entries).lowestPrice(inThirtyDaysBefore: at) == seen.min()) }
        }
    }

    @Test func `unknown allergens are not none`() {
        #expect(FoodFacts().allergens == .unknown)
        #expect(AllergenStatement.unknown != .declared(contains: [], mayContain: []))
        #expect(Allergen.allCases.count == 14)
        #expect(Allergen(openFoodFactsTag: "en:sesame-seeds") == .sesame)
        #expect(Allergen(openFoodFactsTag: "en:kiwi") == nil)
    }

    @Test func `a publish gate names each missing field`() {
        let bare = PublishGate(
            title: " ", price: .zero, vatClass: nil, content: nil, food: FoodFacts(), isFoodInformationRequired: true)
        #expect(Set(bare.missing) == Set(MissingField.allCases).subtracting([.minimumAge]))
        let loose = PublishGate(
            title: "Kartoffeln", price: Money(cents: 250), vatClass: .reduced,
            content: Content(thousandths: 1_000_000, measure: .gram), food: FoodFacts(),
            isFoodInformationRequired: false)
        #expect(loose.missing.isEmpty)
    }
}

extension VATRates {
    static let sample = VATRates([
        .init(.standard, from: CalendarDay("2007-01-01")!, basisPoints: 1900),
        .init(.standard, from: CalendarDay("2020-07-01")!, basisPoints: 1600),
        .init(.standard, from: CalendarDay("2021-01-01")!, basisPoints: 1900),
        .init(.reduced, from: CalendarDay("1983-07-01")!, basisPoints: 700),
        .init(.reduced, from: CalendarDay("2020-07-01")!, basisPoints: 500),
        .init(.reduced, from: CalendarDay("2021-01-01")!, basisPoints: 700),
        .init(.zero, from: CalendarDay("2023-01-01")!, basisPoints: 0),
    ])
}

/// SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators").
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}
