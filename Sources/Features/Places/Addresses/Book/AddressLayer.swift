import Foundation
import OSMExtract

/// The addresses of a town: one file.
struct AddressLayer: ExtractLayer {
    private var collector = AddressCollector()

    mutating func take(_ block: ExtractBlock) { collector.take(block) }

    mutating func finish(into folder: String, report: (String) -> Void) throws {
        let book = collector.finish()
        collector = AddressCollector()
        let bytes = AddressFile.bytes(book, AddressIndex.saved(book))
        try Data(bytes).write(to: URL(filePath: folder + "/" + AddressFile.name))
        let between = book.houses.count { $0.isBetween }
        report(
            "addresses: \(book.streets.count) streets, \(book.houses.count) houses (\(between) of them counted), "
                + "\(book.spots.count) names, \(bytes.count / 1000) kB")
    }
}
