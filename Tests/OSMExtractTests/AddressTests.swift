import OSMExtract
import Testing

/// From tags to an address book.
struct AddressTests {
    @Test(arguments: [
        ("12", ["12"]), ("12a", ["12a"]), ("12 A", ["12a"]), ("3,5", ["3", "5"]), ("41;43", ["41", "43"]),
        ("2-8", ["2", "4", "6", "8"]), ("14 - 18", ["14", "16", "18"]), ("5-6", ["5", "6"]),
        ("118/2", ["118/2"]), ("30a-c", ["30a", "30b", "30c"]), ("1-9999", ["1", "9999"]), ("9-3", ["9-3"]),
        ("12½", ["121/2"]), ("ohne Nr", []), ("", []), ("-", []), ("0", []), ("999999", []), ("12 Stiege", []),
        ("24-26,28", ["24", "26", "28"]), ("4–8", ["4", "6", "8"]),
    ])
    func `house numbers are read as people write them`(text: String, numbers: [String]) {
        #expect(HouseNumber.all(in: text).map(\.description) == numbers, "\(text)")
    }

    private func book(_ xml: String) throws -> AddressBook {
        var addresses = AddressCollector()
        for block in try SampleExtract.read(Array("<osm>\(xml)</osm>".utf8)) { addresses.take(block) }
        return addresses.finish()
    }

    private func node(_ id: Int, _ latitude: Double, _ longitude: Double, _ tags: [String: String] = [:]) -> String {
        let inner = tags.sorted { $0.key < $1.key }.map { #"<tag k="\#($0.key)" v="\#($0.value)"/>"# }.joined()
        return #"<node id="\#(id)" lat="\#(latitude)" lon="\#(longitude)">\#(inner)</node>"#
    }

    private func house(_ number: String, _ more: [String: String] = [:]) -> [String: String] {
        ["addr:street": "Am Markt", "addr:housenumber": number].merging(more) { $1 }
    }

    private func way(_ id: Int, _ nodes: [Int], _ tags: [String: String]) -> String {
        let inner = tags.sorted { $0.key < $1.key }.map { #"<tag k="\#($0.key)" v="\#($0.value)"/>"# }.joined()
        return #"<way id="\#(id)">"# + nodes.map { #"<nd ref="\#($0)"/>"# }.joined() + inner + "</way>"
    }

    @Test(arguments: [
        ("even", ["2", "4", "6", "8", "10"]), ("odd", ["2", "3", "5", "7", "9", "10"]),
        ("all", (2...10).map { "\($0)" }), ("alphabetic", ["2", "10"]), ("4", ["2", "6", "10"]), ("0", ["2", "10"]),
    ])
    func `lines between houses are counted by their rule`(rule: String, numbers: [String]) throws {
        let xml =
            node(1, 50, 8, house("2")) + node(2, 50, 8.001) + node(3, 50, 8.004, house("10"))
            + way(1, [1, 2, 3], ["addr:interpolation": rule])
        let book = try book(xml)
        #expect(book.houses.map(\.number.description) == numbers)
        #expect(book.houses.filter(\.isBetween).count == numbers.count - 2)
        if rule == "even" { #expect(book.houses[2].point == GroundPoint(latitude: 500_000_000, longitude: 80_020_000)) }
    }

    @Test func `a house lies in the middle of its walls, also one of several walls`() throws {
        let corners = node(1, 50, 8) + node(2, 50.001, 8) + node(3, 50.001, 8.001) + node(4, 50, 8.001)
        let relation =
            #"<relation id="1"><member type="way" ref="2" role="outer"/><tag k="type" v="multipolygon"/>"#
            + #"<tag k="addr:street" v="Am Markt"/><tag k="addr:housenumber" v="7"/></relation>"#
        let book = try book(
            corners + way(1, [1, 2, 3, 4, 1], house("5")) + way(2, [1, 2, 3, 4, 1], ["building": "yes"]) + relation)
        let middle = GroundPoint(latitude: 500_005_000, longitude: 80_005_000)
        #expect(book.houses.map(\.number.description) == ["5", "7"])
        #expect(book.houses.allSatisfy { $0.point == middle })
    }

    @Test func `postcode and town come from the neighbours where they are missing, and streets are gathered`() throws {
        let book = try book(
            node(1, 50, 8, house("1", ["addr:postcode": "12345", "addr:city": "Neustadt"]))
                + node(2, 50.0005, 8, house("3")) + node(3, 50, 8.0001) + node(4, 50.001, 8.0001) + node(5, 50.002, 8)
                + node(6, 50.5, 8.5, house("9")) + way(1, [3, 4, 5], ["highway": "residential", "name": "Am Markt"]))
        #expect(book.streets.count == 2, "far away is another street of the same name")
        let street = try #require(book.streets.first { $0.postcode == "12345" })
        #expect(street.town == "Neustadt")
        #expect(book.houses.filter { book.streets[Int($0.street)] == street }.count == 2)
    }

    @Test func `hostile tags do no harm`() throws {
        let long = String(repeating: "x", count: 5000)
        let book = try book(
            node(1, 50, 8, house(long)) + node(2, 50, 8, ["addr:street": long, "addr:housenumber": "1"])
                + node(3, 89.99, 179.99, house("1-99999")) + node(-4, -89.99, -179.99, house("2"))
                + way(1, [1, 7, 8, 9], house("4")) + way(2, [77], house("5"))
                + way(3, [3, -4], ["addr:interpolation": "all"]))
        #expect(book.houses.count <= 4)
    }
}
