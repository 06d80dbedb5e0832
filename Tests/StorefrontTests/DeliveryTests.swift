import Foundation
import Storefront
import TestSupport
import Testing
import Vocabulary

/// How pages travel: headers, compression, assets.
struct DeliveryTests {
    @Test func `nothing but our own files may run, and nobody may frame a page`() async throws {
        let town = try await SmallTown.open()
        try await town.served { client in
            let policy = try await client.get("/").header("Content-Security-Policy") ?? ""
            for rule in ["default-src 'none'", "script-src 'self'", "base-uri 'none'", "frame-ancestors 'none'"] {
                #expect(policy.contains(rule))
            }
            #expect(!policy.contains("unsafe"))
            #expect(try await client.get("/").header("X-Content-Type-Options") == "nosniff")
            #expect(try await client.get("/").header("Set-Cookie") == nil)
        }
    }

    @Test func `assets are kept for a year, under an address that changes with them`() async throws {
        let town = try await SmallTown.open()
        try await town.served { client in
            let page = try await client.get("/").text
            for match in page.matches(of: /(?:href|src)="(\/assets\/[^"]+)"/) {
                let asset = try await client.get(String(match.output.1))
                #expect(asset.status == 200 && !asset.bytes.isEmpty)
                #expect(asset.header("Cache-Control")?.contains("immutable") == true)
            }
            #expect(page.matches(of: /"\/assets\/(style|script|icon)-\w+\.(css|js|svg)"/).count == 3)
            #expect(try await client.get("/assets/style-old.css").status == 404)
        }
    }

    @Test func `a compressed page is the page`() async throws {
        let town = try await SmallTown.open()
        try await town.served { client in
            let address = client.base + "/cities/dreieich/shops"
            let plain = try await run("curl", "--silent", address)
            let zipped = try await run("curl", "--silent", "--header", "Accept-Encoding: br, gzip", address)
            #expect(plain.count > 5_000 && zipped.count < plain.count / 3)
            #expect(zipped.starts(with: [0x1F, 0x8B]))
            #expect(try await run("curl", "--silent", "--compressed", address) == plain)
        }
    }

    /// curl undoes compression by a library that is not ours to call.
    private func run(_ arguments: String...) async throws -> [UInt8] { try await Program.run(arguments).output }
}
