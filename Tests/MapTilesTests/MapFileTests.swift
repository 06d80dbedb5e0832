import Testing

@testable import MapTiles

/// A file is used whole or not at all.
struct MapFileTests {
    private static let bytes: [UInt8] = {
        var sketch = MapSketch()
        let points = (0..<40).map { MapPoint(x: 1_126_000_000 + $0 * 900, y: 728_000_000 + $0 * $0 * 40) }
        sketch.add(.primary, "Hauptstraße", lines: [points])
        return TownMap.build(sketch)
    }()

    @Test func `equal sketches make equal files`() throws {
        #expect(try TownMap(Self.bytes).summary.hasPrefix("1 things"))
    }

    @Test func `any changed or missing byte is seen`() {
        for at in stride(from: 0, to: Self.bytes.count, by: 7) {
            var bytes = Self.bytes
            bytes[at] ^= 0x10
            #expect(throws: MapFault.self, "byte \(at)") { try TownMap(bytes) }
        }
        for length in [0, 1, 31, 32, 300, Self.bytes.count - 8, Self.bytes.count - 1] {
            #expect(throws: MapFault.self, "cut to \(length)") { try TownMap(Array(Self.bytes.prefix(length))) }
        }
        #expect(throws: MapFault.notAMap) { try TownMap(Array("no map at all".utf8) + Self.bytes) }
    }

    @Test func `a file of another version says so`() {
        var bytes = Self.bytes
        bytes[8] = 9
        #expect(throws: MapFault.otherVersion(9)) { try TownMap(bytes) }
    }
}
