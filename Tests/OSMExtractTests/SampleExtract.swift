import Foundation
import SwiftProtobuf

@testable import OSMExtract

/// Small PBF files, made here, so that every field can be wrong on purpose.
struct SampleExtract {
    var header = PBFHeaderBlock.with { $0.requiredFeatures = ["OsmSchema-V0.6", "DenseNodes"] }
    var block = SampleExtract.town

    /// Three nodes, a way through them, a ban.
    static let town = PBFPrimitiveBlock.with { block in
        let texts = ["", "highway", "residential", "type", "restriction", "from", "traffic_signals", "name", "Straße"]
        block.stringtable.s = texts.map { Data($0.utf8) }
        block.primitivegroup = [
            .with {
                $0.dense.id = [10, 1, -31]
                $0.dense.lat = [500_000_000, 10_000, 10_000]
                $0.dense.lon = [80_000_000, 0, 10_000]
                $0.dense.keysVals = [0, 1, 6, 0, 0]
            },
            .with {
                $0.ways = [
                    .with {
                        $0.id = 5
                        $0.keys = [1, 7]
                        $0.vals = [2, 8]
                        $0.refs = [10, 1, -31]
                    }
                ]
            },
            .with {
                $0.relations = [
                    .with {
                        $0.id = 9
                        $0.keys = [3]
                        $0.vals = [4]
                        $0.memids = [5, 6]
                        $0.types = [.way, .node]
                        $0.rolesSid = [5, 0]
                    }
                ]
            },
        ]
    }

    func bytes(raw: Bool = true) throws -> [UInt8] {
        try Self.frame("OSMHeader", header.serializedBytes()) + Self.frame("OSMData", block.serializedBytes())
    }

    static func frame(_ type: String, _ content: [UInt8]) throws -> [UInt8] {
        try frame(type, blob: .with { $0.raw = Data(content) })
    }

    static func frame(_ type: String, blob: PBFBlob) throws -> [UInt8] {
        let body: [UInt8] = try blob.serializedBytes()
        let head: [UInt8] = try PBFBlobHeader.with {
            $0.type = type
            $0.datasize = Int32(body.count)
        }.serializedBytes()
        return withUnsafeBytes(of: UInt32(head.count).bigEndian) { [UInt8]($0) } + head + body
    }

    static func read(_ bytes: [UInt8]) throws -> [ExtractBlock] {
        let reader = try ExtractReader(ByteSource(bytes))
        var blocks: [ExtractBlock] = []
        while let block = try reader.next() { blocks.append(block) }
        return blocks
    }

    /// Why reading fails; `nil` where it does not.
    static func refusal(_ bytes: [UInt8]) -> String? {
        do {
            _ = try read(bytes)
            return nil
        } catch {
            return "\(error)"
        }
    }
}
