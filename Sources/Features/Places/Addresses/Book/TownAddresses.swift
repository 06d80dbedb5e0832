import OSMExtract

/// The addresses of one town, of one edition, ready to be asked.
final class TownAddresses: Sendable {
    let book: AddressBook
    let index: AddressIndex
    private let grid: PointGrid
    /// Houses of street `i` are `starts[i]..<starts[i + 1]`.
    private let starts: [Int32]
    let postcodes: Postcodes
    /// Names, run together, for ranking.
    let runs: [[UInt8]]
    let spotRuns: [[UInt8]]
    /// Streets by how a correction calls them.
    private let byKey: [String: [Int]]

    /// Reads a file. Throws `AddressFileDamage`, `ShelfFault`.
    convenience init(path: String) throws {
        let file = try MappedFile(path: path)
        let content = try AddressFile.read(file.bytes)
        self.init(content.book, AddressIndex(content.index))
    }

    init(_ book: AddressBook, _ index: AddressIndex) {
        self.book = book
        self.index = index
        grid = PointGrid(book.houses.map(\.point))
        var starts = [Int32](repeating: 0, count: book.streets.count + 1)
        for house in book.houses { starts[Int(house.street) + 1] += 1 }
        for at in book.streets.indices { starts[at + 1] += starts[at] }
        self.starts = starts
        postcodes = Postcodes(book.streets.map(\.postcode))
        runs = book.streets.map { AddressWords.run($0.name) }
        spotRuns = book.spots.map { AddressWords.run($0.name) }
        byKey = Dictionary(grouping: book.streets.indices) { AddressWords.key(book.streets[$0].name) }
    }

    /// Streets that a correction may mean.
    func streets(of key: AddressKey) -> [Int] {
        (byKey[key.street] ?? []).filter { AddressWords.key(book.streets[$0].postcode) == key.postcode }
    }

    func houses(on street: Int) -> ArraySlice<AddressBook.House> {
        book.houses[Int(starts[street])..<Int(starts[street + 1])]
    }

    /// The nearest house within so many metres that passes.
    func nearest(
        to point: GroundPoint, within metres: Double, where passes: (Int) -> Bool
    ) -> (house: Int, metres: Double)? {
        grid.nearest(to: point, within: metres, where: passes).map { ($0.index, $0.metres) }
    }

    func metres(_ from: GroundPoint, _ to: GroundPoint) -> Double { grid.metres(from, to) }
}
