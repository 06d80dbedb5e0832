import Foundation
import Places
import TestSupport
import Testing
import Vocabulary
import Web

/// The town's map over HTTP.
@Suite(.serialized) struct MapTests {
    private let tile = "/v1/cities/stadt/map/15/17177/11112.svg"

    @Test func `a tile is a drawing that may do nothing but look`() async throws {
        let town = try await StreetTown()
        defer { town.close() }
        try await town.serve { client in
            let reply = try await client.get(tile)
            #expect(reply.status == 200 && reply.header("Content-Type") == "image/svg+xml; charset=utf-8")
            #expect(reply.text.hasPrefix("<svg ") && reply.text.contains("prefers-color-scheme:dark"))
            for piece in [
                #"class="a9""#, #"class="a4""#, #"class="a8""#, "Neurothweg", "© OpenStreetMap contributors, ODbL 1.0",
            ] {
                #expect(reply.text.contains(piece), "\(piece)")
            }
            let policy = reply.header("Content-Security-Policy") ?? ""
            #expect(policy.hasPrefix("default-src 'none'; style-src 'sha256-") && !policy.contains("unsafe"))
            #expect(reply.header("X-Content-Type-Options") == "nosniff")
            #expect(reply.header("Cache-Control")?.contains("max-age=") == true)
            #expect(reply.header("Link")?.contains("openstreetmap.org/copyright") == true)
            let beyond = try await client.get("/v1/cities/stadt/map/15/0/0.svg")
            #expect(beyond.status == 200 && !beyond.text.contains("<use"))
            let overview = try await client.get("/v1/cities/stadt/map/overview.svg")
            #expect(overview.status == 200 && overview.text.contains(#"class="c""#))
        }
    }

    @Test func `who has a drawing is not sent it again, and a new edition is another one`() async throws {
        let town = try await StreetTown()
        defer { town.close() }
        try await town.serve { client in
            // The client unpacks by itself what comes packed.
            let first = try await client.get(tile, ["Accept-Encoding": "identity"])
            let tag = try #require(first.header("ETag"))
            #expect(tag.hasPrefix("\"") && tag.hasSuffix("\""))
            let again = try await client.get(tile, ["If-None-Match": tag, "Accept-Encoding": "identity"])
            #expect(again.status == 304 && again.bytes.isEmpty && again.header("ETag") == tag)
            let packed = try await client.get(tile, ["Accept-Encoding": "gzip"])
            #expect(packed.header("Content-Encoding") == "gzip" && first.header("Content-Encoding") == nil)
            #expect(packed.header("ETag") != tag)
            #expect(packed.header("Vary")?.contains("Accept-Encoding") == true)
            let other = try await client.get(tile.replacing("11112", with: "11113"))
            #expect(other.header("ETag") != tag)
        }
    }

    @Test(arguments: [
        ("15/17177/x.svg", 400), ("15/-1/3.svg", 400), ("15/32768/3.svg", 400), ("15/3/32768.svg", 400),
        ("x/3/3.svg", 400), ("15/1e3/3.svg", 400), ("10/3/3.svg", 404), ("19/3/3.svg", 404), ("15/3/3.png", 404),
        ("15/3/3", 404), ("15/3/99999999999999999999.svg", 400),
    ])
    func `what is no tile is refused in so many words`(path: String, status: Int) async throws {
        let town = try await StreetTown()
        defer { town.close() }
        try await town.serve { client in
            let reply = try await client.get("/v1/cities/stadt/map/" + path)
            #expect(reply.status == status)
            if path.hasPrefix("1") && status == 404 && path.hasSuffix("svg") { #expect(reply.code == "places/no-zoom") }
            #expect(try await client.get(tile + "?style=x").status == 400)
        }
    }

    @Test func `a town without an extract has no map, and a damaged map is not put into use`() async throws {
        let town = try await StreetTown(imported: false)
        defer { town.close() }
        try await town.serve { client in
            #expect(try await client.get(tile).code == "places/no-map")
            _ = try town.take(StreetTown.extract)
            let file = try #require(town.files().first { $0.hasSuffix("town.map") })
            var bytes = try Data(contentsOf: URL(filePath: file))
            let whole = bytes
            bytes[bytes.count / 2] ^= 1
            try bytes.write(to: URL(filePath: file))
            try await town.places.open()
            #expect(try await client.get(tile).code == "places/no-map")
            try whole.write(to: URL(filePath: file))
            try await town.places.open()
            #expect(try await client.get(tile).status == 200)
        }
    }
}
