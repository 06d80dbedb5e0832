import Cities
import Glibc
import OSMExtract
import Vocabulary

/// How far an import is.
package struct ImportProgress: Sendable {
    package let bytes: Int
    package let total: Int?
    package let elements: Int
}

/// How an extract is read.
package struct ImportManner: Sendable {
    /// Where traffic keeps, if the extract does not tell it rightly.
    package var side: TrafficSide?
    /// Also an extract that is in use already.
    package var isAnew = false

    package init() {}
}

/// What an import did.
package enum ImportOutcome: Sendable, Equatable {
    case made(edition: String)
    /// This extract is in use already.
    case inUse(edition: String)
}

extension Places {
    /// Makes a town's files from an extract of OpenStreetMap and puts them into use; while it runs, and if it fails,
    /// the old ones stay. The same extract again changes nothing, unless it shall.
    ///
    /// Throws `ExtractFault` for a file that cannot be read.
    package func take(
        extract path: String, into slug: String, _ manner: ImportManner = ImportManner(),
        progress: (ImportProgress) -> Void, report: (String) -> Void
    ) throws -> ImportOutcome {
        let edition = try Self.edition(of: path, manner.side)
        if !manner.isAnew, shelf.current(of: slug) == edition { return .inUse(edition: edition) }
        let reader = try ExtractReader(ByteSource(path: path))
        var layers = layers(side: manner.side)
        var elements = 0
        while let block = try reader.next() {
            for index in layers.indices { layers[index].take(block) }
            elements += block.nodes.ids.count + block.ways.ids.count + block.relations.ids.count
            progress(ImportProgress(bytes: reader.readBytes, total: reader.totalBytes, elements: elements))
        }
        let folder = try shelf.begin(edition, of: slug)
        for index in layers.indices { try layers[index].finish(into: folder, report: report) }
        try shelf.publish(edition, of: slug)
        return .made(edition: edition)
    }

    /// The files' format; another one makes another edition of the same extract.
    private static let format = 3

    /// A name by what the extract holds and how it is read (FNV-1a).
    private static func edition(of path: String, _ side: TrafficSide?) throws -> String {
        let source = try ByteSource(path: path)
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325 ^ UInt64(format)
        while true {
            let bytes = try source.read(1 << 20)
            if bytes.isEmpty { break }
            for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        }
        for byte in (side?.rawValue ?? "").utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

extension Places {
    /// The middle of an extract, for a town that is opened with it; `nil` where there is none.
    package static func centre(ofExtract path: String) throws -> Place? {
        let reader = try ExtractReader(ByteSource(path: path))
        var (south, west, north, east) = (Int32.max, Int32.max, Int32.min, Int32.min)
        while let block = try reader.next() {
            for index in block.nodes.ids.indices {
                south = min(south, block.nodes.latitudes[index])
                north = max(north, block.nodes.latitudes[index])
                west = min(west, block.nodes.longitudes[index])
                east = max(east, block.nodes.longitudes[index])
            }
        }
        guard south <= north else { return nil }
        return Place(latitude: (Double(south) + Double(north)) / 2e7, longitude: (Double(west) + Double(east)) / 2e7)
    }
}
