import Foundation
import SwiftProtobuf

/// The blocks of a PBF file: a length, a header, a blob, again and again.
final class PBFBlocks {
    /// The format's own limits; what exceeds them is damage or malice.
    private static let longestHeader = 64 << 10
    private static let longestBlob = 32 << 20
    /// Deflate reaches 1032; real blocks some ten.
    private static let largestGrowth = 300
    private static let knownFeatures: Set = ["OsmSchema-V0.6", "DenseNodes"]

    private var stream: ByteStream
    private var number = 0
    private var start = 0
    private var hasHeader = false

    init(_ stream: ByteStream) { self.stream = stream }

    func next() throws -> ExtractBlock? {
        while let (type, blob) = try nextBlob() {
            switch type {
            case "OSMHeader":
                try check(decode(PBFHeaderBlock.self, unpack(blob)))
                hasHeader = true
            case "OSMData":
                guard hasHeader else { throw fault("data comes before the header") }
                let block: PBFPrimitiveBlock = try decode(PBFPrimitiveBlock.self, unpack(blob))
                do throws(BlockDamage) { return try ExtractBlock(block) } catch { throw fault(error.reason) }
            default: continue  // the format allows blocks of other kinds, to be skipped
            }
        }
        guard hasHeader else { throw ExtractFault(.file, "holds no OpenStreetMap header") }
        return nil
    }

    private func nextBlob() throws -> (type: String, blob: PBFBlob)? {
        number += 1
        start = stream.position
        let length = try stream.peek(4)
        if length.isEmpty { return nil }
        guard let prefix = try stream.take(4) else { throw fault("ends inside a length") }
        let headerLength = prefix.reduce(0) { $0 << 8 | Int($1) }
        guard headerLength <= Self.longestHeader else { throw fault("a header of \(headerLength) bytes is too long") }
        guard let header = try stream.take(headerLength) else { throw fault("the file ends inside a header") }
        let frame = try decode(PBFBlobHeader.self, header)
        guard frame.datasize >= 0, frame.datasize <= Self.longestBlob else {
            throw fault("a blob of \(frame.datasize) bytes is too long")
        }
        guard let blob = try stream.take(Int(frame.datasize)) else { throw fault("the file ends inside a block") }
        return (frame.type, try decode(PBFBlob.self, blob))
    }

    private func unpack(_ blob: PBFBlob) throws -> [UInt8] {
        if blob.hasRaw { return [UInt8](blob.raw) }
        guard blob.hasZlibData else { throw fault("is packed neither plainly nor with zlib") }
        let (packed, size) = (blob.zlibData.count, Int(blob.rawSize))
        guard size >= 0, size <= Self.longestBlob, size <= packed * Self.largestGrowth + (1 << 16) else {
            throw fault("\(packed) packed bytes claim to become \(size)")
        }
        guard let bytes = Inflate.whole([UInt8](blob.zlibData), length: size) else {
            throw fault("the packed bytes are damaged")
        }
        return bytes
    }

    private func check(_ header: PBFHeaderBlock) throws {
        if header.requiredFeatures.contains("HistoricalInformation") {
            throw ExtractFault(.file, "is a full history file: a plain extract is needed")
        }
        for feature in header.requiredFeatures where !Self.knownFeatures.contains(feature) {
            throw ExtractFault(.file, "needs the feature \(feature), which is not known here")
        }
    }

    private func decode<M: SwiftProtobuf.Message>(_: M.Type, _ bytes: [UInt8]) throws -> M {
        var options = BinaryDecodingOptions()
        options.discardUnknownFields = true
        options.messageDepthLimit = 10
        do { return try M(serializedBytes: bytes, options: options) } catch {
            throw fault("is no valid protocol buffer")
        }
    }

    private func fault(_ reason: String) -> ExtractFault { ExtractFault(.block(number, byte: start), reason) }
}
