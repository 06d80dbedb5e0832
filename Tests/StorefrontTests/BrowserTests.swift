import Foundation
import Storefront
import TestSupport
import Testing

/// The front page in headless Chromium. What a reader without JavaScript gets is the text as sent: `PageTests` read it.
struct BrowserTests {
    private static let chromium = "/usr/bin/chromium"

    @Test func `the search field becomes a combobox, and nothing is blocked or broken`() async throws {
        guard let town = try await browsable() else { return }
        try await town.served { client in
            let (page, messages) = try await open(client.base + "/")
            #expect(page.contains("role=\"combobox\"") && page.contains("aria-controls=\"hits\""))
            #expect(page.contains("<ul id=\"hits\" class=\"hits\" hidden=\"\" role=\"listbox\""))
            #expect(!messages.contains("CONSOLE"), "\(messages)")
        }
    }

    @Test func `the map begins to move, without a message, and has a list for who sees no map`() async throws {
        guard let town = try await browsable() else { return }
        try await town.map()
        try await town.served { client in
            let (page, messages) = try await open(client.base + "/cities/dreieich/map")
            #expect(page.contains("class=\"plane leaflet-container") && page.contains("leaflet-tile"))
            #expect(page.contains("leaflet-marker-icon pin") && !page.contains("overview.svg\""))
            #expect(!messages.contains("CONSOLE"), "\(messages)")
            let plain = try await client.get("/cities/dreieich/map").text
            #expect(plain.contains("overview.svg\" width=\"800\"") && plain.contains("ALDI"))
        }
    }

    private func browsable() async throws -> SmallTown? {
        guard FileManager.default.isExecutableFile(atPath: Self.chromium) else {
            print("skipped: \(Self.chromium) is not installed (scripts/prepare test installs it)")
            return nil
        }
        return try await SmallTown.open()
    }

    /// The document as it stands ten seconds after loading, and what the browser said meanwhile. The seconds are the
    /// browser's virtual time, which stands still while a request is under way: a slow machine changes nothing.
    private func open(_ address: String) async throws -> (page: String, messages: String) {
        let profile = FileManager.default.temporaryDirectory.appending(path: "liefert-browser-\(UUID())").path()
        defer { try? FileManager.default.removeItem(atPath: profile) }
        let (output, messages) = try await Program.run(
            [
                "timeout", "60", Self.chromium, "--headless", "--no-sandbox", "--disable-gpu",
                "--disable-dev-shm-usage", "--no-first-run", "--user-data-dir=" + profile,
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--enable-logging=stderr", "--lang=de",
                "--virtual-time-budget=10000", "--dump-dom", address,
            ])
        return (String(decoding: output, as: UTF8.self), messages)
    }
}
