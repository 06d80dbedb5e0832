import Foundation
import SearchIndex

/// A file of products, read line by line. The payload of a document is its id and its title, parted by a tab.
struct SearchDocuments: Sequence {
    private let data: Data
    private let isJSON: Bool
    private let language: Language

    init(path: String, language: Language) throws {
        data = try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe)
        isJSON = path.hasSuffix(".jsonl")
        self.language = language
    }

    func makeIterator() -> AnyIterator<Document> {
        var at = data.startIndex
        return AnyIterator {
            while at < data.endIndex {
                let end = data[at...].firstIndex(of: 10) ?? data.endIndex
                defer { at = Swift.min(end + 1, data.endIndex) }
                let line = data[at..<end]
                if let document = isJSON ? try? Self.json(line, language) : Self.tsv(line, language) { return document }
            }
            return nil
        }
    }

    /// `nil` for a line without id and title.
    private static func tsv(_ line: Data, _ language: Language) -> Document? {
        let fields = line.split(separator: 9, omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
        guard fields.count >= 2, !fields[0].isEmpty else { return nil }
        var row = SearchRow(id: fields[0], title: fields[1])
        row.body = fields.count > 2 ? fields[2] : ""
        if fields.count > 6 {
            row.retailer = fields[3]
            row.category = fields[4]
            row.price = Int32(fields[5])
            row.in_stock = fields[6] == "1"
        }
        return row.document(language)
    }

    private static func json(_ line: Data, _ language: Language) throws -> Document {
        try JSONDecoder().decode(SearchRow.self, from: line).document(language)
    }
}

/// A product as the file has it; the members are named as in its JSON form.
struct SearchRow: Decodable {
    var id: String
    var title: String
    var body: String?
    var retailer: String?
    var category: String?
    var price: Int32?
    var in_stock: Bool?

    init(id: String, title: String) {
        self.id = id
        self.title = title
    }

    private enum Key: String, CodingKey { case id, title, body, retailer, category, price, in_stock }

    init(from decoder: any Decoder) throws {
        let row = try decoder.container(keyedBy: Key.self)
        id = try row.decode(String.self, forKey: .id)
        title = try row.decode(String.self, forKey: .title)
        body = try row.decodeIfPresent(String.self, forKey: .body)
        retailer = try row.decodeIfPresent(String.self, forKey: .retailer)
        price = try row.decodeIfPresent(Int32.self, forKey: .price)
        // Categories come as numbers, stock as 0 or 1, in some files as text and truth.
        category =
            try (try? row.decodeIfPresent(Int.self, forKey: .category)).flatMap { $0 }.map { "\($0)" }
            ?? row.decodeIfPresent(String.self, forKey: .category)
        in_stock =
            try (try? row.decodeIfPresent(Int.self, forKey: .in_stock)).flatMap { $0 }.map { $0 == 1 }
            ?? row.decodeIfPresent(Bool.self, forKey: .in_stock)
    }

    func document(_ language: Language) -> Document {
        var document = Document(id: DocumentID(id), language: language, title: title, body: body ?? "")
        document.payload = Array("\(id)\t\(title)".utf8)
        if id.utf8.count >= 8, id.utf8.allSatisfy({ $0 >= 48 && $0 < 58 }) { document.codes = [id] }
        if let category { document.categories = [DocumentID(category)] }
        if let retailer {
            document.offers = [
                Offer(branch: DocumentID(retailer), price_cents: price ?? 0, isInStock: in_stock ?? true)
            ]
        }
        return document
    }
}
