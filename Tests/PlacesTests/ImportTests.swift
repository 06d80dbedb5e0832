import Foundation
import OSMExtract
import Places
import TestSupport
import Testing
import Vocabulary
import Web

@Suite(.serialized) struct ImportTests {
    @Test func `the same extract again changes nothing, and anew makes it anew`() async throws {
        let town = try await StreetTown(imported: false)
        defer { town.close() }
        guard case .made(let edition) = try town.take(StreetTown.extract) else {
            Issue.record("the first import makes an edition")
            return
        }
        #expect(try town.take(StreetTown.extract) == .inUse(edition: edition))
        #expect(try town.take(StreetTown.extract, anew: true) == .made(edition: edition))
    }

    @Test func `a damaged or cut file names block and reason, and the old streets stay in use`() async throws {
        let town = try await StreetTown()
        defer { town.close() }
        let whole = try Data(contentsOf: URL(filePath: StreetTown.extract))
        let cut = try town.file("cut.osm.pbf", whole.prefix(100_000))
        let fault = #expect(throws: ExtractFault.self) { try town.take(cut) }
        #expect(fault?.description.hasPrefix("block 2 at byte ") == true)
        for text in [
            "no map", "<osmChange version=\"0.6\"><create/></osmChange>",
            "<osm><node id=\"1\" lat=\"50\" lon=\"8\"/></osm>",
        ] {
            #expect(throws: ExtractFault.self, "\(text)") { try town.take(town.file("text.osm", Array(text.utf8))) }
        }
        try await town.serve { client in
            let path = "/v1/cities/stadt/osrm/route/v1/bicycle/8.698077,50.009288;8.69,50.01"
            let reply = try await client.get(path)
            #expect(reply.json["code"]?.string == "Ok")
        }
    }

    @Test func `what runs takes over a new edition without a restart`() async throws {
        let town = try await StreetTown(imported: false)
        defer { town.close() }
        try await town.places.open()
        try await town.serve { client in
            let path = "/v1/cities/stadt/osrm/nearest/v1/foot/8.69,50.01"
            let before = try await client.get(path)
            #expect(before.status == 404 && before.code == "places/no-roads")
            _ = try town.take(StreetTown.extract)
            try await town.places.open()
            #expect(try await client.get(path).json["code"]?.string == "Ok")
        }
    }
}
