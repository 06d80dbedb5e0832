import Foundation
import OSMExtract
import SearchIndex

/// An address book as bytes: strings once, columns of numbers, and the index that finds its names. A checksum stands at
/// the head; what is damaged is refused as a whole.
enum AddressFile {
    static let name = "addresses.book"
    private static let magic: UInt64 = 0x31_52_44_44_41_46_45_4c  // "LEFADDR1"
    private static let head = 16

    struct Content {
        var book: AddressBook
        var index: SearchIndex.Index
    }

    static func bytes(_ book: AddressBook, _ index: SavedIndex) -> [UInt8] {
        var out = FileWriter()
        for street in book.streets {
            out.put(text: street.name)
            out.put(text: street.others.joined(separator: ";"))
            out.put(texts: [street.postcode, street.town, street.district])
            out.put(street.point)
        }
        let streets = out.take()
        for house in book.houses {
            out.put(house.street)
            out.put(Int32(house.number.number))
            out.put(text: house.number.suffix)
            out.put(Int32(house.isBetween ? 1 : 0))
            out.put(house.point)
        }
        let houses = out.take()
        for spot in book.spots {
            out.put(text: spot.name)
            out.put(Int32(spot.isPlace ? 1 : 0))
            out.put(spot.street)
            out.put(texts: [spot.number, spot.postcode, spot.town, spot.district])
            out.put(spot.point)
        }
        let spots = out.take()
        var parts: [[UInt8]] = [out.textLengths, out.textBytes, streets, houses, spots, index.manifest]
        for segment in index.segments {
            parts.append(Array(segment.name.utf8))
            parts.append(Array(segment.bytes.bytes))
        }
        var body: [UInt8] = []
        for part in parts {
            withUnsafeBytes(of: UInt64(part.count).littleEndian) { body += $0 }
            body += part
        }
        var bytes: [UInt8] = []
        withUnsafeBytes(of: magic.littleEndian) { bytes += $0 }
        withUnsafeBytes(of: body.withUnsafeBytes { checksum($0) }.littleEndian) { bytes += $0 }
        return bytes + body
    }

    /// Throws `AddressFileDamage`.
    static func read(_ bytes: UnsafeRawBufferPointer) throws -> Content {
        guard bytes.count > head, bytes.loadUnaligned(as: UInt64.self) == magic else {
            throw AddressFileDamage(reason: "is no address book of this version")
        }
        let body = UnsafeRawBufferPointer(rebasing: bytes[head...])
        guard bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self) == checksum(body) else {
            throw AddressFileDamage(reason: "is damaged")
        }
        var parts: [UnsafeRawBufferPointer] = []
        var at = 0
        while at < body.count {
            guard body.count - at >= 8 else { throw AddressFileDamage() }
            let length = body.loadUnaligned(fromByteOffset: at, as: UInt64.self)
            at += 8
            guard length <= body.count - at else { throw AddressFileDamage() }
            parts.append(UnsafeRawBufferPointer(rebasing: body[at..<(at + Int(length))]))
            at += Int(length)
        }
        guard parts.count >= 6, parts.count % 2 == 0 else { throw AddressFileDamage() }
        let texts = try FileTexts(parts[0], parts[1])
        let segments = stride(from: 6, to: parts.count, by: 2).map { at in
            (name: String(decoding: parts[at], as: UTF8.self), bytes: parts[at + 1])
        }
        let index = try SearchIndex.Index(settings: AddressIndex.settings, manifest: Array(parts[5])) { name in
            guard let found = segments.first(where: { $0.name == name }) else { throw AddressFileDamage() }
            return SegmentBytes(Array(found.bytes))
        }
        return Content(book: try AddressBook(parts[2], parts[3], parts[4], texts), index: index)
    }

    /// FNV-1a over words of eight bytes; finds damage, not malice.
    private static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var sum: UInt64 = 0xcbf2_9ce4_8422_2325 ^ UInt64(bytes.count)
        var at = 0
        while at + 8 <= bytes.count {
            sum = (sum ^ bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)) &* 0x100_0000_01b3
            sum ^= sum >> 29
            at += 8
        }
        while at < bytes.count {
            sum = (sum ^ UInt64(bytes[at])) &* 0x100_0000_01b3
            at += 1
        }
        return sum
    }
}

/// Why an address file cannot be used.
struct AddressFileDamage: Error, CustomStringConvertible {
    var reason = "is damaged"
    var description: String { "\(AddressFile.name): \(reason)" }
}

/// Rows of numbers; texts stand in a table of their own, each once.
private struct FileWriter {
    private var row: [Int32] = []
    private var numbers: [String: Int32] = [:]
    private var lengths: [Int32] = []
    private(set) var textBytes: [UInt8] = []

    mutating func put(_ number: Int32) { row.append(number) }

    mutating func put(_ point: GroundPoint) { row += [point.latitude, point.longitude] }

    mutating func put(text: String) {
        if let known = numbers[text] { return row.append(known) }
        let number = Int32(lengths.count)
        numbers[text] = number
        lengths.append(Int32(text.utf8.count))
        textBytes += text.utf8
        row.append(number)
    }

    mutating func put(texts: [String]) { for text in texts { put(text: text) } }

    /// What was written since the last time.
    mutating func take() -> [UInt8] {
        defer { row = [] }
        return row.withUnsafeBytes { Array($0) }
    }

    var textLengths: [UInt8] { lengths.withUnsafeBytes { Array($0) } }
}

private struct FileTexts {
    private var texts: [String] = []

    init(_ lengths: UnsafeRawBufferPointer, _ bytes: UnsafeRawBufferPointer) throws {
        var at = 0
        for index in 0..<(lengths.count / 4) {
            let length = Int(lengths.loadUnaligned(fromByteOffset: 4 * index, as: Int32.self))
            guard length >= 0, length <= bytes.count - at else { throw AddressFileDamage() }
            texts.append(String(decoding: bytes[at..<(at + length)], as: UTF8.self))
            at += length
        }
    }

    subscript(number: Int32) -> String {
        get throws {
            guard texts.indices.contains(Int(number)) else { throw AddressFileDamage() }
            return texts[Int(number)]
        }
    }
}

private struct FileReader {
    let bytes: UnsafeRawBufferPointer
    let texts: FileTexts
    private var at = 0

    init(_ bytes: UnsafeRawBufferPointer, _ texts: FileTexts) {
        self.bytes = bytes
        self.texts = texts
    }

    var isAtEnd: Bool { at >= bytes.count }

    mutating func number() throws -> Int32 {
        guard bytes.count - at >= 4 else { throw AddressFileDamage() }
        defer { at += 4 }
        return bytes.loadUnaligned(fromByteOffset: at, as: Int32.self)
    }

    mutating func text() throws -> String { try texts[number()] }

    mutating func point() throws -> GroundPoint { GroundPoint(latitude: try number(), longitude: try number()) }
}

extension AddressBook {
    fileprivate init(
        _ streetRows: UnsafeRawBufferPointer, _ houseRows: UnsafeRawBufferPointer, _ spotRows: UnsafeRawBufferPointer,
        _ texts: FileTexts
    ) throws {
        self.init()
        var reader = FileReader(streetRows, texts)
        while !reader.isAtEnd {
            let (name, others) = (try reader.text(), try reader.text())
            let (postcode, town, district) = (try reader.text(), try reader.text(), try reader.text())
            var street = Street(name: name, point: try reader.point())
            street.others = others.split(separator: ";").map(String.init)
            (street.postcode, street.town, street.district) = (postcode, town, district)
            streets.append(street)
        }
        reader = FileReader(houseRows, texts)
        while !reader.isAtEnd {
            let street = try reader.number()
            guard streets.indices.contains(Int(street)) else { throw AddressFileDamage() }
            let number = HouseNumber(Int(try reader.number()), try reader.text())
            let isBetween = try reader.number() == 1
            houses.append(House(street: street, number: number, point: try reader.point(), isBetween: isBetween))
        }
        reader = FileReader(spotRows, texts)
        while !reader.isAtEnd {
            let (name, isPlace, street) = (try reader.text(), try reader.number() == 1, try reader.number())
            guard street == -1 || streets.indices.contains(Int(street)) else { throw AddressFileDamage() }
            let texts = try (0..<4).map { _ in try reader.text() }
            var spot = Spot(name: name, isPlace: isPlace, point: try reader.point())
            spot.street = street
            (spot.number, spot.postcode, spot.town, spot.district) = (texts[0], texts[1], texts[2], texts[3])
            spots.append(spot)
        }
    }
}
