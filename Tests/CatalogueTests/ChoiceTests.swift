import TestSupport
import Testing
import Vocabulary
import Web

@testable import Catalogue

/// Sizes and colours, fillings and wrappings.
@Suite struct ChoiceTests {
    private static func group(_ range: ClosedRange<Int>, _ choices: ClosedRange<UInt64>) -> ChoiceGroup {
        ChoiceGroup(
            id: ID(high: 1, low: choices.lowerBound), title: "Gruppe", atLeast: range.lowerBound,
            atMost: range.upperBound,
            choices: choices.map {
                Choice(id: ID(high: 2, low: $0), title: "\($0)", price: Money(cents: 100), vatClass: nil)
            })
    }

    /// One of 1…3 must be chosen, up to two of 4…6 may be.
    @Test(
        arguments: [
            ([], nil), ([1], [1]), ([2, 1], nil), ([1, 4], [1, 4]), ([5, 1, 4], [1, 4, 5]), ([1, 4, 5, 6], nil),
            ([4], nil), ([1, 9], nil), ([1, 1], nil),
        ] as [([UInt64], [UInt64]?)])
    func `a choice is as many of each group as the shop asks for`(ids: [UInt64], expected: [UInt64]?) {
        let groups = [Self.group(1...1, 1...3), Self.group(0...2, 4...6)]
        #expect(groups.chosen(ids.map { ID(high: 2, low: $0) })?.map(\.id.low) == expected)
        #expect([ChoiceGroup]().chosen([]) == [])
    }

    @Test func `a product has three axes and a hundred variants`() async throws {
        let town = try await CatalogueTown()
        func product(_ axes: String, _ variants: [String]) -> String {
            let all = variants.map { "{\"options\":\($0),\"content\":{\"amount\":1,\"measure\":\"piece\"}}" }
            return """
                {"branch":"\(town.branch)","price":{"amount":1999,"currency":"EUR"},
                 "newProduct":{"title":"Hemd","vatClass":"standard","axes":\(axes),
                  "variants":[\(all.joined(separator: ","))]}}
                """
        }
        let sizes = (0..<100).map { "[\"\($0 / 20)\",\"\($0 / 4 % 5)\",\"\($0 % 4)\"]" }
        let axes = #"["Größe","Farbe","Schnitt"]"#
        try await town.serve { client, staff in
            let path = "\(town.shopPath)/assortment"
            let made = try await staff.post(path, product(axes, sizes))
            #expect(made.status == 201, "\(made.text)")
            #expect(made.json["variant"]?["options"]?.elements.compactMap(\.string) == ["0", "0", "0"])
            let page = try await client.get("\(town.path)/products/\(made.json["product"]?.string ?? "")")
            #expect(page.json["axes"]?.elements.compactMap(\.string) == ["Größe", "Farbe", "Schnitt"])
            #expect(page.json["variants"]?.elements.count == 100)
            for wrong in [
                product(axes, sizes + [#"["a","b","c"]"#]), product(#"["a","b","c","d"]"#, [#"["1","2","3","4"]"#]),
                product(axes, [#"["1","2"]"#]), product(axes, [sizes[0], sizes[0]]), product("[]", [sizes[0]]),
            ] {
                #expect(try await staff.post(path, wrong).status == 400)
            }
        }
        #expect(try town.count("SELECT count(*) FROM products") == 1)
        let twin = try town.refusal("UPDATE variants SET options = '{1,1,1}'")
        #expect(twin?.contains("variants_options_once") == true)
    }

    @Test func `choices are written by their shop, shown with the offer, and bound to its version`() async throws {
        let town = try await CatalogueTown()
        let pizza = try await town.offer("Pizza", cents: 900)
        let foreign = try await town.offer("Fremd", cents: 900, by: true)
        let wish = """
            {"groups":[{"title":"Belag","atLeast":1,"atMost":1,"choices":[
               {"title":"Käse","price":{"amount":100,"currency":"EUR"}},
               {"title":"Wein","price":{"amount":300,"currency":"EUR"},"vatClass":"standard"}]}]}
            """
        try await town.serve { client, staff in
            let path = "\(town.shopPath)/assortment/\(pizza.id)/choices"
            let empty = try await staff.get(path)
            #expect(empty.json["groups"]?.elements.isEmpty == true)
            let tag = try #require(empty.header("etag"))
            let put = try await staff.put(path, wish, ["If-Match": tag])
            #expect(put.status == 200, "\(put.text)")
            #expect(try await staff.put(path, wish, ["If-Match": tag]).status == 412)
            #expect(try await staff.get(path).bytes == put.bytes)
            let shown = try await client.get("\(town.path)/products/\(pizza.product)").json["offers"]?[0]
            #expect(shown?["choices"]?[0]?["choices"]?[1]?["vatClass"]?.string == "standard")
            let now = try #require(put.header("etag"))
            for wrong in [
                wish.replacing("\"atMost\":1", with: "\"atMost\":3"),
                wish.replacing("\"atLeast\":1", with: "\"atLeast\":2"),
                wish.replacing("100", with: "-1"), wish.replacing("Belag", with: ""), #"{"groups":{}}"#,
            ] {
                #expect(try await staff.put(path, wrong, ["If-Match": now]).status == 400)
            }
            let theirs = "\(town.shopPath)/assortment/\(foreign.id)/choices"
            #expect(try await staff.get(theirs).status == 404)
            #expect(try await staff.put(theirs, wish, ["If-Match": "\"2\""]).status == 404)
            #expect(try await staff.put(path, #"{"groups":[]}"#, ["If-Match": now]).status == 200)
        }
        #expect(try town.count("SELECT count(*) FROM choices") == 0)
    }
}
