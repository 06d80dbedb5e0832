import Foundation
import Tabular
import Testing
import Vocabulary

@testable import Catalogue

@Suite struct ImportReadingTests {
    @Test(
        arguments: [
            ("17,5", nil, 1750), ("4.49", nil, 449), ("1.024,50", nil, 102_450), ("1,024.50", nil, 102_450),
            ("2 €", nil, 200),
            ("EUR 3,10", nil, 310), ("1.234", .comma, 123_400), ("1.234", .point, nil), ("1.234", nil, nil),
            ("12.34.5", nil, nil), ("-1,00", nil, -100), ("0.330", nil, 33), ("abc", nil, nil), ("1.50", .comma, 150),
            ("1.000.000", nil, 100_000_000), ("", nil, nil), ("0,985", .comma, nil), ("1'024,5", nil, 102_450),
        ] as [(String, DecimalSign?, Int64?)])
    func `numbers are read one way or not at all`(text: String, sign: DecimalSign?, cents: Int64?) {
        #expect((try? WrittenNumber(text, sign: sign).cents())?.cents == cents)
    }

    @Test func `a column shows how it writes decimals, or does not`() {
        #expect(WrittenNumber.sign(of: ["17,5", "3", "1.234"]) == .comma)
        #expect(WrittenNumber.sign(of: ["17.5", "3"]) == .point)
        #expect(WrittenNumber.sign(of: ["1.234", "3"]) == nil)
        #expect(WrittenNumber.sign(of: ["1,5", "1.5"]) == nil)
    }

    @Test func `the Weltladen list is read to the last line`() throws {
        guard let reading = try read("weltladen_price_list.csv") else { return }
        #expect(reading.format == .priceList)
        #expect(reading.drafts.count == 1180)
        #expect(
            reading.refusals.map { Refused($0) } == [
                Refused(line: 23, code: "required"), Refused(line: 24, code: "required"),
                Refused(line: 25, code: "required"),
                Refused(line: 464, code: "duplicate"),
            ])
        #expect(reading.refusals[0].column == "VK-Preis")
        #expect(reading.refusals[3].sentence == "This repeats line 455.")
        let coffee = try #require(reading.drafts.first { $0.sku == "at113002" })
        #expect(coffee.price == Money(cents: 1750))
        #expect(coffee.content == Content(thousandths: 1_000_000, measure: .gram))
        #expect(coffee.origin == "Äthiopien")
        #expect(coffee.title == "„Oromia“, Sidamo, Bohne Großverbraucher 1000g")
        let withDeposit = reading.drafts.filter { $0.depositCode != .some(nil) }
        #expect(withDeposit.count == 10)
    }

    @Test func `the same list in CP1252 reads the same`() throws {
        guard let reading = try read("weltladen_cp1252.csv"), let whole = try read("weltladen_price_list.csv") else {
            return
        }
        #expect(reading.encoding == .windows1252)
        #expect(reading.drafts.count == 279)
        #expect(reading.refusals.isEmpty)
        let titles = Set(whole.drafts.map(\.title))
        #expect(reading.drafts.allSatisfy { titles.contains($0.title) })
    }

    @Test func `each damaged line of the Weltladen list is named and every other one is read`() throws {
        guard let reading = try read("weltladen_damaged.csv") else { return }
        #expect(
            reading.refusals.map { Refused($0) } == [
                Refused(line: 11, code: "too-few-fields"), Refused(line: 21, code: "unbalanced-quote"),
                Refused(line: 23, code: "required"), Refused(line: 24, code: "required"),
                Refused(line: 25, code: "required"),
                Refused(line: 31, code: "too-many-fields"), Refused(line: 41, code: "too-few-fields"),
                Refused(line: 51, code: "not-a-number"), Refused(line: 61, code: "required"),
                Refused(line: 72, code: "duplicate"), Refused(line: 81, code: "negative"),
                Refused(line: 91, code: "nul-byte"),
            ])
        #expect(reading.drafts.count == 120 - 12)
        #expect(reading.unreadableLines == 5)
    }

    @Test func `the farm's list is read below its letterhead`() throws {
        guard let reading = try read("farm_price_list.csv") else { return }
        #expect(reading.format == .farmList)
        #expect(
            reading.refusals.map { Refused($0) } == [
                Refused(line: 151, code: "required"), Refused(line: 152, code: "required"),
            ])
        #expect(reading.drafts.count == 135)
        let potatoes = try #require(reading.drafts.first { $0.title == "Kartoffeln “Linda“, festk." })
        #expect(potatoes.price == Money(cents: 240))
        #expect(potatoes.content == Content(thousandths: 1_000_000, measure: .gram))
        #expect(potatoes.isLoose)
        let eggs = try #require(reading.drafts.first { $0.title?.hasPrefix("Eier, Größe L") == true })
        #expect(eggs.content == .onePiece)
    }

    @Test func `a Shopify file joins pictures and refuses what costs nothing`() throws {
        guard let reading = try read("shopify_food_2026.csv") else { return }
        #expect(reading.format == .shopify)
        #expect(reading.drafts.count == 32)
        #expect(reading.refusals.count == 36)
        #expect(reading.refusals.allSatisfy { $0.code == "not-positive" && $0.column == "Variant Price" })
        #expect(reading.joinedLines == 11)
        #expect(reading.drafts.allSatisfy { $0.stock == .untracked })
    }

    @Test func `new Shopify headers give every variant its product's title`() throws {
        guard let reading = try read("shopify_new_headers.csv") else { return }
        #expect(reading.format == .shopify)
        let pants = reading.drafts.filter { $0.family == "stoa-formal-ski-pant" }
        #expect(Set(pants.map(\.title)) == ["stOa Formal Ski Pant"])
        #expect(pants.map(\.variant) == ["M", "L", "XL"])
        let shifted = reading.refusals.filter { $0.code == "required" && $0.column == "Price" }
        #expect(shifted.map(\.line) == [2, 6, 10, 14, 18, 22, 26], "their price stands one column too far left")
    }

    @Test func `a WooCommerce file joins variations to their parents`() throws {
        guard let reading = try read("woocommerce_sample.csv") else { return }
        #expect(reading.format == .wooCommerce)
        #expect(reading.drafts.count == 18)
        #expect(reading.joinedLines == 2)
        #expect(reading.refusals.map(\.code).sorted() == ["external", "grouped", "not-deliverable", "not-deliverable"])
        let red = try #require(reading.drafts.first { $0.sku == "cc-hoodie-red" })
        #expect(
            (red.title, red.variant, red.price, red.sale?.price) == (
                "Hoodie", "Red, No", Money(cents: 4500), Money(cents: 4200)
            ))
    }

    @Test func `a German WooCommerce file with Germanized is read`() throws {
        guard let reading = try read("woocommerce_de_germanized_handmade.csv") else { return }
        #expect(reading.format == .wooCommerce)
        #expect(reading.refusals.map(\.code) == ["required"])
        let honey = try #require(reading.drafts.first { $0.sku == "HON-500" })
        #expect(honey.content == Content(thousandths: 500_000, measure: .gram))
        #expect(honey.vatClass == .reduced)
        #expect(honey.group == "Lebensmittel > Honig")
        #expect(reading.drafts.first { $0.sku == "TS-L" }?.price == Money(cents: 102_450))
        #expect(reading.drafts.first { $0.sku == "TS-L" }?.title == "T-Shirt \"Solingen\"")
        #expect(reading.drafts.first { $0.sku == "KB-07" }?.minimumAge == 18)
        #expect(reading.drafts.first { $0.sku == "KB-07" }?.isPublished == false)
    }

    @Test func `an ePages file brings deposit, content and gross prices`() throws {
        guard let reading = try read("epages_cp1252_handmade.csv", ImportOptions()) else { return }
        #expect(reading.format == .ePages)
        #expect(reading.questions.isEmpty)
        let water = try #require(reading.drafts.first)
        #expect(water.price == Money(cents: 599))
        #expect(water.depositCode == "crate-12x15")
        #expect(water.content == Content(thousandths: 8_400_000, measure: .millilitre))
        #expect(water.vatClass == .standard)
        #expect(water.stock == .tracked(onHand: 40))
    }

    @Test func `a file without prices adds contents to known articles`() throws {
        guard let reading = try read("jtl_grundpreis_handmade.csv", ImportOptions()) else { return }
        #expect(reading.questions.isEmpty)
        #expect(reading.drafts.map { $0.content?.thousandths } == [250_000, 750_000, 1000, 6000, 500_000])
    }

    @Test(arguments: [
        "ofn_120_products.csv", "foodcoop_import.csv", "prestashop_products.csv", "spree_products.csv",
        "warexo_variants.csv", "shopify_apparel.csv",
    ])
    func `the other formats are read without losing a line`(name: String) throws {
        guard let file = try SharedFile.products(name) else { return }
        var options = ImportOptions()
        options.priceBasis = .gross
        let reading = try ImportReading(file, options)
        let table = try Table(reading: file, isKnown: ImportFormat.isKnown)
        let lines = Set(reading.drafts.map(\.line) + reading.refusals.map(\.line))
        #expect(lines.count + reading.joinedLines == table.rows.count + table.damages.count)
    }

    @Test func `net or gross is asked, and a net price needs a VAT class`() throws {
        let file = Array("Artikelnummer;Bezeichnung;Preis;MwSt\n1;Brot;2,00;7\n2;Bier;1,00;\n".utf8)
        #expect(try ImportReading(file, ImportOptions()).questions == [.priceBasis])
        var net = ImportOptions()
        net.priceBasis = .net
        let reading = try ImportReading(file, net)
        #expect(reading.questions.isEmpty)
        #expect(reading.drafts.map(\.price) == [Money(cents: 214)])
        #expect(reading.refusals.map(\.code) == ["vat-missing"])
        let gross = Array("Artikelnummer;Bezeichnung;Bruttopreis\n1;Brot;2,00\n".utf8)
        #expect(try ImportReading(gross, ImportOptions()).questions.isEmpty)
    }

    @Test func `comma or point is asked where the column does not show it`() throws {
        let file = Array("Artikelnummer;Bezeichnung;Bruttopreis\n1;Brot;1.234\n2;Bier;2\n".utf8)
        #expect(try ImportReading(file, ImportOptions()).questions == [.decimalSign])
        var options = ImportOptions()
        options.decimalSign = .comma
        #expect(try ImportReading(file, options).drafts.first?.price == Money(cents: 123_400))
    }

    @Test func `columns can be mapped by hand`() throws {
        let file = Array("Nr;Was;Kostet\n1;Brot;2,50\n2;Bier;1,50\n".utf8)
        #expect(try ImportReading(file, ImportOptions()).questions == [.titleColumn, .priceColumn])
        var options = ImportOptions()
        options.columns = ["nr": .sku, "was": .title, "kostet": .grossPrice]
        #expect(try ImportReading(file, options).drafts.map(\.title) == ["Brot", "Bier"])
    }

    @Test func `contents of the German Open Food Facts titles are plausible`() throws {
        guard let titles = try SharedFile.openFoodFactsTitles() else { return }
        let contents = titles.compactMap(ContentInTitle.parse)
        print("off-de: content in \(contents.count) of \(titles.count) titles")
        #expect(contents.count > 500)
        #expect(contents.allSatisfy { $0.measure == .piece || $0.thousandths <= 100_000_000 })
    }

    private func read(_ name: String, _ options: ImportOptions? = nil) throws -> ImportReading? {
        guard let file = try SharedFile.products(name) else { return nil }
        var gross = ImportOptions()
        gross.priceBasis = .gross
        return try ImportReading(file, options ?? gross)
    }
}

/// Line and code of a refusal: what a golden list says.
struct Refused: Equatable {
    let line: Int
    let code: String

    init(line: Int, code: String) { (self.line, self.code) = (line, code) }
    init(_ refusal: RowRefusal) { self.init(line: refusal.line, code: refusal.code) }
}

extension ImportReading {
    init(_ file: [UInt8], _ options: ImportOptions) throws {
        let bottle = { (count: Int64, cents: Int64) in
            DepositType.Component(kind: "bottle", count: count, each: Money(cents: cents))
        }
        let crate = DepositType.Component(kind: "crate", count: 1, each: Money(cents: 150))
        try self.init(
            file: file, options: options,
            deposits: [
                DepositType(code: "bottle-8", components: [bottle(1, 8)]),
                DepositType(code: "bottle-15", components: [bottle(1, 15)]),
                DepositType(code: "single-use-25", components: [bottle(1, 25)]),
                DepositType(code: "crate-12x15", components: [bottle(12, 15), crate]),
            ],
            rates: .sample, day: CalendarDay("2026-11-22")!)
    }
}

/// Real files that are test input only; where their folder is absent the test says so and passes.
enum SharedFile {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../shared/data")
        .standardized

    static func products(_ name: String) throws -> [UInt8]? { try bytes("commerce/products/\(name)") }

    static func bytes(_ path: String) throws -> [UInt8]? {
        let file = folder.appending(path: path)
        guard FileManager.default.fileExists(atPath: file.path) else {
            print("skipped: \(file.path) is not here")
            return nil
        }
        return [UInt8](try Data(contentsOf: file))
    }

    static func openFoodFactsTitles() throws -> [String]? {
        try openFoodFacts()?.split(separator: 10).map { line in
            try #require((JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])?["title"] as? String)
        }
    }

    /// One JSON object a line.
    static func openFoodFacts() throws -> [UInt8]? {
        guard try bytes("search/off-de/products.jsonl.gz") != nil else { return nil }
        let unzip = Process()
        unzip.executableURL = URL(filePath: "/usr/bin/env")
        unzip.arguments = ["gzip", "-dc", folder.appending(path: "search/off-de/products.jsonl.gz").path]
        let pipe = Pipe()
        unzip.standardOutput = pipe
        try unzip.run()
        return [UInt8](pipe.fileHandleForReading.readDataToEndOfFile())
    }
}
