import Foundation
import Vocabulary
import Web

/// The files of one demonstration town below `seed/`.
struct SeedFolder {
    let path: String

    init(_ town: String, share: String) throws {
        path = "\(share)/seed/\(town)"
        guard FileManager.default.fileExists(atPath: path + "/city.json") else { throw SeedRefusal.unknownTown(town) }
    }

    func bytes(_ name: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: "\(path)/\(name)") else {
            throw SeedRefusal.file(name, "is missing")
        }
        return Array(data)
    }

    func tree(_ name: String) throws -> JSONTree { try JSONTree(parsing: bytes(name)) }

    /// The lines of a JSONL file.
    func trees(_ name: String) throws -> [JSONTree] {
        try bytes(name).split(separator: 10).map { try JSONTree(parsing: Array($0)) }
    }

    /// The rows of a TSV file by column name; lines that begin with `#` are notes, one of them the header.
    func table(_ name: String, columns: [String]) throws -> [[String: String]] {
        try bytes(name).split(separator: 10).compactMap { line in
            let cells = String(decoding: line, as: UTF8.self).split(separator: "\t", omittingEmptySubsequences: false)
            guard line.first != UInt8(ascii: "#"), cells.map(String.init) != columns else { return nil }
            return Dictionary(uniqueKeysWithValues: zip(columns, cells.map(String.init)))
        }
    }
}

/// Why a town cannot be seeded.
enum SeedRefusal: Error, CustomStringConvertible {
    case unknownTown(String)
    case thereAlready(String)
    case file(String, String)

    var description: String {
        switch self {
        case .unknownTown(let town): "there is no seed/\(town)"
        case .thereAlready(let slug): "the city \(slug) is there already"
        case .file(let name, let reason): "seed file \(name) \(reason)"
        }
    }
}

extension JSONTree {
    /// A text that must be there.
    func text(_ key: String) throws -> String {
        guard let text = self[key]?.string else { throw SeedRefusal.file(key, "is no text") }
        return text
    }

    func number(_ key: String) throws -> Int {
        guard let number = self[key]?.int else { throw SeedRefusal.file(key, "is no number") }
        return number
    }

    /// `{"lat", "lon"}`
    func place() throws -> Place {
        guard let latitude = self["lat"]?.double, let longitude = self["lon"]?.double,
            let place = Place(latitude: latitude, longitude: longitude)
        else { throw SeedRefusal.file("lat, lon", "are no place") }
        return place
    }

    var double: Double? { if case .number(let text) = self { Double(text) } else { nil } }
}
