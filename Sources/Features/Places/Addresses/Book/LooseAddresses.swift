import OSMExtract
import SearchIndex
import Vocabulary

/// The addresses of an extract without a town around them: to look at an extract, and to measure.
package struct LooseAddresses: Sendable {
    private let town: TownAddresses

    package init(_ book: AddressBook) throws {
        try self.init(bytes: AddressFile.bytes(book, AddressIndex.saved(book)))
    }

    /// Of a file's bytes; throws where they are damaged.
    package init(bytes: [UInt8]) throws {
        let content = try bytes.withUnsafeBytes { try AddressFile.read($0) }
        town = TownAddresses(content.book, AddressIndex(content.index))
    }

    package func hits(_ wish: AddressWish) -> [AddressHit] { Geocode(wish, in: town, [:]).hits() }
}
