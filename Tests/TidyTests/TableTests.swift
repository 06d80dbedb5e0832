import Testing

/// A table belongs to one target and to one city.
struct TableTests {
    /// Tables of the whole installation; every other one has a city.
    static let withoutCity: Set = ["cities", "deposit_types", "vat_rates", "schema_migrations"]

    @Test func `each table is named by one target alone`() throws {
        let tables = Set(try Tables().all.map(\.name))
        var owners: [String: [String: String]] = [:]
        for target in try Manifest().targets where !target.isTest {
            for file in try Checkout.sources(below: target.folder) {
                for literal in file.literals where Tables.isSQL(literal.text) {
                    for table in Tables.named(in: literal.text) where tables.contains(table) {
                        owners[table, default: [:]][target.name] = "\(file.path):\(literal.line)"
                    }
                }
            }
        }
        for (table, by) in owners where by.count > 1 {
            Issue.record("\(table) has \(by.count) owners: \(by.values.sorted().joined(separator: ", "))")
        }
    }

    @Test func `each table is placed and protected where it is made`() throws {
        for table in try Tables().all where table.name != "schema_migrations" {
            let where_ = "\(table.migration): \(table.name)"
            #expect(
                table.definition.contains(try Regex("place_(by_city|everywhere)\\('\(table.name)'\\)")),
                "\(where_) is not placed")
            #expect(
                table.definition.contains(try Regex("protect_(private|public|shared)\\('\(table.name)'")),
                "\(where_) is not protected")
        }
    }

    @Test func `keys lead with the city`() throws {
        for table in try Tables().all where !Self.withoutCity.contains(table.name) {
            let body = String(table.definition.replacing(/--[^\n]*/, with: "").prefix { $0 != ";" })
            for key in body.matches(of: /(?:PRIMARY KEY|UNIQUE(?: NULLS NOT DISTINCT)?|FOREIGN KEY) \(\s*(\w+)/)
            where key.output.1 != "city_id" {
                Issue.record("\(table.migration): a key of \(table.name) leads with \(key.output.1)")
            }
            #expect(
                body.contains(/PRIMARY KEY \(city_id/),
                "\(table.migration): \(table.name) has no primary key of its city")
            for reference in body.matches(of: /REFERENCES (\w+) \((\w+)/)
            where reference.output.2 != "city_id" && !Self.withoutCity.contains(String(reference.output.1)) {
                Issue.record("\(table.migration): \(table.name) refers to \(reference.output.1) without its city")
            }
        }
    }

    @Test func `migrations are numbered without a gap or a twin`() {
        let numbers = Checkout.files(below: "migrations", ending: ".sql").compactMap {
            $0.firstMatch(of: /\/(\d{4})_[a-z0-9_]+\.sql$/).flatMap { Int($0.output.1) }
        }
        #expect(Set(numbers).count == numbers.count, "two migrations share a number: \(numbers)")
        #expect(numbers == numbers.sorted())
    }
}
