import Foundation
import Testing

/// The seed town's files fit together: a broken reference should show here, not in a half-filled town.
struct SeedTests {
    static let deposits: Set = [
        "single-use-25", "bottle-8", "bottle-15", "crate-6x15", "crate-12x15", "crate-20x8", "crate-24x8",
    ]

    struct Shops: Decodable {
        struct Feature: Decodable { let id: String; let properties: Properties; let geometry: Geometry }
        struct Properties: Decodable {
            let name: String; let street: String?;
            enum CodingKeys: String, CodingKey { case name, street = "addr:street" }
        }
        struct Geometry: Decodable { let coordinates: [Double] }
        let attribution: String
        let features: [Feature]
    }
    struct Retailers: Decodable {
        struct Shop: Decodable { let osm: String; let key: String }
        let ordering: [Shop]
    }
    struct Product: Decodable {
        let sku: String
        let gtin: String?
        let title: String
        let category: String
        let vat: String
        let price_cents: Int
        let deposit: String?
        let source: String
        let allergens: [String]?
    }
    private func json<Value: Decodable>(_ name: String, as type: Value.Type = Value.self) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(Checkout.text("seed/dreieich/" + name).utf8))
    }

    private func products() throws -> [Product] {
        try Checkout.text("seed/dreieich/products.jsonl").split(separator: "\n")
            .map { try JSONDecoder().decode(Product.self, from: Data($0.utf8)) }
    }

    private func rows(_ name: String) throws -> [[String]] {
        try Checkout.text("seed/dreieich/" + name).split(separator: "\n").filter { !$0.hasPrefix("#") }
            .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
    }

    @Test func `shops have a name and a place and keep their attribution`() throws {
        let shops: Shops = try json("shops.geojson")
        #expect(shops.attribution.contains("OpenStreetMap contributors"))
        #expect(shops.features.count > 50)
        #expect(Set(shops.features.map(\.id)).count == shops.features.count)
        #expect(shops.features.allSatisfy { !$0.properties.name.isEmpty && $0.geometry.coordinates.count == 2 })
    }

    @Test func `ordering shops are in the directory, with an address`() throws {
        let shops: Shops = try json("shops.geojson")
        for shop in try json("retailers.json", as: Retailers.self).ordering {
            let feature = try #require(
                shops.features.first { $0.id == shop.osm }, "\(shop.key) is not in shops.geojson")
            #expect(feature.properties.street != nil, "\(shop.key) has no street")
        }
    }

    @Test func `products have a category, a price, a known deposit and a right GTIN`() throws {
        let categories = Set(try rows("categories.tsv").map { $0[0] })
        var skus: Set<String> = []
        for product in try products() {
            #expect(skus.insert(product.sku).inserted, "\(product.sku) twice")
            #expect(categories.contains(product.category), "\(product.sku): category \(product.category)")
            #expect(product.price_cents > 0 && ["standard", "reduced"].contains(product.vat), "\(product.sku)")
            if let deposit = product.deposit {
                #expect(Self.deposits.contains(deposit), "\(product.sku): deposit \(deposit)")
            }
            if let gtin = product.gtin { #expect(checkDigitFits(gtin), "\(product.sku): GTIN \(gtin)") }
            #expect(product.source == "liefert" || product.allergens == nil, "\(product.sku): allergens nobody knows")
        }
    }

    @Test func `offers join shops and products that exist`() throws {
        let shops = Set(try json("retailers.json", as: Retailers.self).ordering.map(\.osm))
        let skus = Set(try products().map(\.sku))
        var pairs: Set<[String]> = []
        for row in try rows("offers.tsv").dropFirst() {
            #expect(row.count == 4 && shops.contains(row[0]) && skus.contains(row[1]), "\(row)")
            #expect(pairs.insert([row[0], row[1]]).inserted, "\(row) twice")
            #expect(
                (Int(row[2]) ?? 0) > 0 && (Int(row[3]) != nil || ["untracked", "on_request"].contains(row[3])), "\(row)"
            )
        }
    }

    @Test func `somebody sells Hafermilch`() throws {
        let oat = Set(try products().filter { $0.title.lowercased().contains("hafermilch") }.map(\.sku))
        #expect(try rows("offers.tsv").contains { oat.contains($0[1]) })
    }

    private func checkDigitFits(_ gtin: String) -> Bool {
        guard [8, 12, 13, 14].contains(gtin.count) else { return false }
        let digits = gtin.reversed().compactMap(\.wholeNumberValue)
        return digits.enumerated().reduce(0) { $0 + $1.element * ($1.offset % 2 == 0 ? 1 : 3) } % 10 == 0
    }
}
