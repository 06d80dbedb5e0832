import Foundation
import RoadNetwork
import Testing

@testable import OSMExtract

/// Whatever the bytes are, reading ends with blocks or with a reason; it never traps. Seeds are printed by failures.
struct FuzzTests {
    private static let town: [UInt8] = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return FileManager.default.contents(atPath: root.path() + "seed/dreieich/streets.osm.pbf").map(Array.init) ?? []
    }()

    private func exhaust(_ bytes: [UInt8]) {
        var (roads, addresses, map) = (RoadCollector(), AddressCollector(), MapCollector())
        guard let reader = try? ExtractReader(ByteSource(bytes)) else { return }
        while let block = try? reader.next() {
            roads.take(block)
            addresses.take(block)
            map.take(block)
        }
        let streets = roads.finish()
        for use in streets.uses.values where bytes.count < 10_000 { _ = RoadNetwork.build(streets.map, for: use) }
        _ = addresses.finish()
        _ = map.finish()
        _ = try? Boundaries { try ExtractReader(ByteSource(bytes)) }
    }

    @Test(arguments: UInt64(1)...60) func `flipped, cut, doubled and foreign bytes of a small file`(seed: UInt64) throws
    {
        var random = FuzzRandom(seed)
        let whole = try SampleExtract().bytes()
        for _ in 0..<100 { exhaust(random.damage(whole)) }
    }

    @Test(arguments: UInt64(1)...6) func `damage inside the packed blocks of a real extract`(seed: UInt64) {
        var random = FuzzRandom(seed)
        #expect(Self.town.count > 100_000)
        exhaust(random.damage(Self.town))
    }

    @Test(arguments: UInt64(1)...40) func `damaged XML`(seed: UInt64) {
        var random = FuzzRandom(seed)
        for _ in 0..<50 { exhaust(random.damage(Array(XMLTests.town.utf8))) }
    }
}

/// Equal seeds, equal damage (xorshift).
struct FuzzRandom: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }

    mutating func damage(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &self) where !bytes.isEmpty {
            let at = Int.random(in: 0..<bytes.count, using: &self)
            switch Int.random(in: 0..<5, using: &self) {
            case 0: bytes[at] ^= 1 << UInt8.random(in: 0...7, using: &self)
            case 1: bytes[at] = UInt8.random(in: 0...255, using: &self)
            case 2: bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 1...9, using: &self)))
            case 3: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + 7)], at: at)
            default: bytes.insert(0xff, at: at)
            }
        }
        return bytes
    }
}
