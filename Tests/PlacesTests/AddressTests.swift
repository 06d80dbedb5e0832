import Foundation
import Places
import TestSupport
import Testing
import Vocabulary
import Web

/// Addresses of the seeded town, as people ask for them.
@Suite(.serialized) struct AddressTests {
    private let base = "/v1/cities/stadt/addresses"
    private let corrections = "/v1/cities/stadt/address-corrections"

    private func first(_ text: String, _ client: Client, _ more: String = "") async throws -> JSONTree? {
        let escaped = text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        let reply = try await client.get("\(base)?q=\(escaped)\(more)")
        #expect(reply.status == 200, "\(reply.text)")
        return reply.json["items"]?[0]
    }

    @Test func `a house is found however it is written, and what cannot be answered is refused`() async throws {
        let town = try await StreetTown()
        defer { town.close() }
        try await town.serveAddresses { client in
            for text in [
                "Taunusstraße 12", "12 Taunusstraße", "Taunusstr. 12, 63303 Dreieich", "taunusstrasse 12",
                "Taunusstrase 12", "Tanusstr 12 Dreieich", "D-63303 Dreieich, Taunusstraße 12", "Taunus Straße 12",
            ] {
                let hit = try await first(text, client)
                #expect(hit?["street"]?.string == "Taunusstraße", "\(text): \(hit.map { "\($0)" } ?? "nothing")")
                #expect(hit?["postcode"]?.string == "63303" && hit?["town"]?.string == "Dreieich")
            }
            #expect(try await first("Taunusstr", client)?["match"]?.string == "street")
            #expect(try await first("Taunu", client)?["street"]?.string == "Taunusstraße", "half typed")
            let reply = try await client.get("\(base)?q=Taunusstr")
            #expect(reply.json["attribution"]?.string == "© OpenStreetMap contributors")
            let refused = [
                "", "?q=", "?q=a&limit=0", "?q=a&limit=51", "?q=a&near=x,y", "?q=a&wish=1", "?q=a&typing=1",
                "?q=" + String(repeating: "a", count: 201), "/nearest", "/nearest?latitude=91&longitude=8",
            ]
            for query in refused { #expect(try await client.get(base + query).status == 400, "\(query)") }
            for text in ["%00", "q\u{301}", "-", "\"", "12345678901234567890", "a b c d e f g h i j k l m n o p"] {
                let escaped = text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
                #expect([200, 400].contains(try await client.get("\(base)?q=\(escaped)").status), "\(text)")
            }
            #expect(try await client.get("\(base)/nearest?latitude=10&longitude=10").code == "places/no-address-near")
        }
    }

    @Test
    func `a slip in the postcode, or another one, still finds the house, and numbers are read as people write them`()
        async throws
    {
        let town = try await StreetTown()
        defer { town.close() }
        try await town.serveAddresses { client in
            let usual = try #require(try await first("Taunusstraße 12, 63303 Dreieich", client))
            #expect(usual["houseNumber"]?.string == "12")
            for text in [
                "Taunusstraße 12, 6303 Dreieich", "Taunusstraße 12, 633303 Dreieich", "Taunusstraße 12, 63330 Dreieich",
                "Taunusstraße 12, 63393 Dreieich", "6303 Dreieich, Taunusstraße 12", "Taunusstraße 12, 99999 Dreieich",
                "Taunusstr. Nr. 12, 63303Dreieich", "Taunusstraße12 Dreieich", "Taunusstraße 12 - 14, 633 03 Dreieich",
            ] {
                let hit = try await first(text, client)
                #expect(hit == usual, "\(text): \(hit.map { "\($0)" } ?? "nothing")")
            }
            let long = try await first("Taunusstraße 6303", client)
            #expect(
                long?["street"]?.string == "Taunusstraße" && long?["match"]?.string == "street", "no postcode alone")
        }
    }

    @Test func `what stands at a point is the house found by its name`() async throws {
        let town = try await StreetTown()
        defer { town.close() }
        try await town.serveAddresses { client in
            let hit = try #require(try await first("Taunusstraße 12", client))
            #expect(hit["match"]?.string != "street", "\(hit)")
            let (north, east) = (hit["place"]?["latitude"]?.number ?? 0, hit["place"]?["longitude"]?.number ?? 0)
            let near = try await client.get("\(base)/nearest?latitude=\(north)&longitude=\(east)").json
            #expect((near["distanceMetres"]?.number ?? 99) < 60, "\(near)")
        }
    }

    @Test func `the town's word holds at once, over an import, and until it is taken back`() async throws {
        let town = try await StreetTown()
        defer { town.close() }
        try await town.serveAddresses { client in
            let usual = try await first("Taunusstraße 12", client)
            let path = "\(corrections)/63303,Taunusstr.,12"
            let body = #"{"place":{"latitude":50.0123,"longitude":8.7012}}"#
            #expect(try await client.put(path, body).status == 200)
            for _ in 0..<2 {
                let now = try await first("Taunusstraße 12", client)
                #expect(now?["place"]?["latitude"]?.number == 50.0123 && now?["match"]?.string == "exact")
                #expect(now?["corrected"]?.string == nil && now?["corrected"]?.bool == true)
                let near = try await client.get("\(base)/nearest?latitude=50.0123&longitude=8.7012").json
                #expect(near["address"]?["street"]?.string == "Taunusstraße" && near["distanceMetres"]?.number == 0)
                _ = try town.take(StreetTown.extract, anew: true)
                try await town.places.open()
            }
            let listed = try await client.get(corrections).json["items"]
            #expect(listed?.elements.count == 1 && listed?[0]?["address"]?.string == "63303,taunusstrasse,12")
            #expect(try await client.put("\(corrections)/63303,Nirgendweg,12", body).code == "places/unknown-street")
            #expect(try await client.put("\(corrections)/Taunusstr", body).status == 404)
            #expect(try await client.put(path, #"{"place":{"latitude":91,"longitude":8}}"#).status == 400)
            #expect(try await client.delete(path).status == 204)
            #expect(try await client.delete(path).status == 404)
            #expect(try await first("Taunusstraße 12", client) == usual)
        }
    }

    @Test func `an address in parts is found, or the part that is wrong is named`() async throws {
        let town = try await StreetTown()
        defer { town.close() }
        func locate(_ street: String, _ number: String?, _ postcode: String? = "63303") throws -> Located {
            try town.places.locate(
                PostalAddress(street: street, houseNumber: number, postcode: postcode, town: "Dreieich"),
                in: town.city)
        }
        guard case .house = try locate("Taunusstr.", "12") else {
            Issue.record("\(try locate("Taunusstr.", "12"))")
            return
        }
        #expect(try locate("Taunustraße", "12") == locate("Taunusstr.", "12"), "a slip is forgiven")
        guard case .street = try locate("Taunusstraße", "999") else {
            Issue.record("there is no such house")
            return
        }
        #expect(try locate("Gibtesnichtgasse", "1") == .unknownStreet)
        #expect(try locate("Taunusstraße", "12", "99999") == .unknownPostcode)
    }

    @Test func `a damaged file is not taken, and the old edition answers on`() async throws {
        let town = try await StreetTown()
        defer { town.close() }
        try await town.serveAddresses { client in
            let usual = try await first("Taunusstraße 12", client)
            let folder = try #require(town.editionFolder)
            let path = folder + "/addresses.book"
            let whole = try Data(contentsOf: URL(filePath: path))
            for at in stride(from: 3, to: whole.count, by: whole.count / 7) {
                var bytes = whole
                bytes[at] ^= 0x40
                #expect(throws: (any Error).self, "byte \(at)") { try LooseAddresses(bytes: Array(bytes)) }
            }
            for length in [0, 1, 15, 16, 17, 100, whole.count / 2, whole.count - 1] {
                #expect(throws: (any Error).self) { try LooseAddresses(bytes: Array(whole.prefix(length))) }
            }
            #expect(throws: Never.self) { try LooseAddresses(bytes: Array(whole)) }
            #expect(try await first("Taunusstraße 12", client) == usual)
        }
    }
}
