import Foundation
import SwiftProtobuf
import Testing

@testable import OSMExtract

struct PBFTests {
    @Test func `nodes, ways and relations come with their tags`() throws {
        let block = try #require(SampleExtract.read(SampleExtract().bytes()).first)
        #expect(block.nodes.ids == [10, 11, -20])
        #expect(block.nodes.latitudes == [500_000_000, 500_010_000, 500_020_000])
        #expect(block.nodes.longitudes == [80_000_000, 80_000_000, 80_010_000])
        #expect(block.tags(ofNode: 0).isEmpty && block.tags(ofNode: 1)["highway"] == "traffic_signals")
        #expect(block.ways.ids == [5] && block.ways.nodes == [10, 11, -20])
        #expect(block.tags(ofWay: 0)["name"] == "Straße" && block.tags(ofWay: 0)["none"] == nil)
        #expect(block.tags(ofWay: 0).map(\.key) == ["highway", "name"])
        #expect(block.relations.members.map(\.id) == [5, 11] && block.relations.members.map(\.kind) == [.way, .node])
        #expect(block.role(of: block.relations.members[0]) == "from")
    }

    @Test func `granularity and offsets count`() throws {
        var sample = SampleExtract()
        sample.block.granularity = 1000
        sample.block.latOffset = 1_000_000_000
        sample.block.primitivegroup[0].dense.lat = [5_000_000, 0, 0]
        sample.block.primitivegroup[0].dense.lon = [8_000_000, 0, 0]
        let block = try #require(SampleExtract.read(sample.bytes()).first)
        #expect(block.nodes.latitudes.first == 60_000_000 && block.nodes.longitudes.first == 80_000_000)
    }

    @Test func `a file that ends anywhere but between blocks names the block`() throws {
        let whole = try SampleExtract().bytes()
        let first = try SampleExtract.frame("OSMHeader", SampleExtract().header.serializedBytes()).count
        for length in 1..<whole.count where length != first {
            let refusal = SampleExtract.refusal(Array(whole[..<length]))
            #expect(refusal != nil, "\(length) bytes")
            if length > first { #expect(refusal?.hasPrefix("block 2 at byte \(first): ") == true, "\(length) bytes") }
        }
        #expect(SampleExtract.refusal([]) == "is empty")
    }

    @Test func `history files and unknown features are refused by name`() throws {
        var sample = SampleExtract()
        sample.header.requiredFeatures.append("HistoricalInformation")
        #expect(SampleExtract.refusal(try sample.bytes())?.contains("history") == true)
        sample.header.requiredFeatures = ["OsmSchema-V0.6", "LocationsOnMars"]
        #expect(SampleExtract.refusal(try sample.bytes())?.contains("LocationsOnMars") == true)
    }

    @Test(arguments: [
        (Int32(2_000_000_000), "claim to become"), (-5, "claim to become"), (32 << 20, "claim to become"),
        (10, "packed bytes are damaged"),
    ])
    func `blocks that claim to become huge, or something else than they are, are refused`(size: Int32, why: String)
        throws
    {
        let packed: [UInt8] = [0x78, 0x9c, 0x4b, 0x4c, 0x4a, 0x06, 0x00, 0x02, 0x4d, 0x01, 0x27]  // "abc"
        let frame = try SampleExtract.frame(
            "OSMHeader",
            blob: .with {
                $0.zlibData = Data(packed)
                $0.rawSize = size
            })
        #expect(SampleExtract.refusal(frame)?.contains(why) == true)
    }

    @Test func `frames longer than the format allows are refused before they are read`() {
        #expect(SampleExtract.refusal([0, 0xff, 0xff, 0xff, 0])?.contains("too long") == true)
    }

    @Test func `indices and lengths that do not fit are refused`() throws {
        var samples: [SampleExtract] = []
        for change in [
            { $0.primitivegroup[0].dense.keysVals = [99, 1, 0] }, { $0.primitivegroup[0].dense.keysVals = [1] },
            { $0.primitivegroup[0].dense.lat = [1] }, { $0.primitivegroup[0].dense.lat = [9_900_000_000, 0, 0] },
            { $0.primitivegroup[1].ways[0].vals = [] }, { $0.primitivegroup[1].ways[0].keys = [.max, 1] },
            { $0.primitivegroup[2].relations[0].types = [] }, { $0.primitivegroup[2].relations[0].rolesSid = [-1, 0] },
        ] as [(inout PBFPrimitiveBlock) -> Void] {
            var sample = SampleExtract()
            change(&sample.block)
            samples.append(sample)
        }
        for (index, sample) in samples.enumerated() {
            #expect(SampleExtract.refusal(try sample.bytes())?.hasPrefix("block 2") == true, "sample \(index)")
        }
    }
}
