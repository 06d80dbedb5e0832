import Foundation
import TestSupport
import Testing
import Vocabulary
import Web

/// Addresses of the seeded town, as people ask for them.
@Suite(.serialized) struct AddressTests {
    private let base = "/v1/cities/stadt/addresses"

    private func first(_ text: String, _ client: Client, _ more: String = "") async throws -> JSONTree? {
        let escaped = text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        let reply = try await client.get("\(base)?q=\(escaped)\(more)")
        #expect(reply.status == 200, "\(reply.text)")
        return reply.json["items"]?[0]
    }

    @Test func `a house is found however it is written`() async throws {
        let town = try await StreetTown()
        defer { town.close() }
        try await town.serveAddresses { client in
            for text in [
                "Taunusstraße 12", "12 Taunusstraße", "Taunusstr. 12, 63303 Dreieich", "taunusstrasse 12",
                "Taunusstrase 12", "Tanusstr 12 Dreieich", "D-63303 Dreieich, Taunusstraße 12",
            ] {
                let hit = try await first(text, client)
                #expect(hit?["street"]?.string == "Taunusstraße", "\(text): \(hit.map { "\($0)" } ?? "nothing")")
            }
        }
    }
}
