import Foundation
import Web

/// A file that every page loads. Its address holds a fingerprint of its bytes, so that browsers may keep it for a year.
struct Asset: Sendable {
    let name: String
    let type: String
    let bytes: [UInt8]
    let zipped: [UInt8]

    init(file: String, type: String) throws {
        guard let content = FileManager.default.contents(atPath: file) else { throw PagesMissing(what: file) }
        self.init(file: String(file.split(separator: "/").last ?? ""), type: type, bytes: Array(content))
    }

    init(file: String, type: String, bytes: [UInt8]) {
        let dot = file.lastIndex(of: ".") ?? file.endIndex
        name = file[..<dot] + "-" + Self.fingerprint(bytes) + file[dot...]
        self.type = type
        self.bytes = bytes
        zipped = Gzip.compress(bytes)
    }

    var address: String { "/assets/" + name }

    /// FNV-1a, 64 bits (Fowler, Noll, Vo): tells versions apart, guards nothing.
    static func fingerprint(_ bytes: [UInt8]) -> String {
        let hash = bytes.reduce(into: UInt64(0xCBF2_9CE4_8422_2325)) { $0 = ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
        return String(hash, radix: 36)
    }
}
