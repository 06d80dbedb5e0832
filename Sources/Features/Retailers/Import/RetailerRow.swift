import Cities
import Postgres
import Vocabulary
import Web

/// Which sort of list.
package enum ImportKind: String, CaseIterable, Stored, JSONWritable, Sendable { case csv, osm }

/// Where an imported retailer comes from: the list's kind, the row's name in it, and what the row said.
struct ImportSource: Sendable {
    let kind: ImportKind
    let key: String
    let row: String
}

/// Something about one cell of a list.
package struct RowNote: Sendable, Equatable {
    package let column: String
    package let rule: String
    package let sentence: String
    /// Without this the row cannot be taken; else it is taken without the cell.
    package let isRefusal: Bool

    init(_ column: String, _ rule: String, _ sentence: String, isRefusal: Bool = false) {
        self.column = column
        self.rule = rule
        self.sentence = sentence
        self.isRefusal = isRefusal
    }
}

/// One row of a list, read. Nothing is written yet.
package struct RetailerRow: Sendable {
    /// 1 for the first line of a CSV file, or the feature's number.
    package let line: Int
    /// The row's name in its list: an id, else made of name and address.
    package var key = ""
    package var profile = RetailerProfile(name: "", trade: "other")
    package var address = BranchAddress()
    package var hours: OpeningHours?
    /// As the list calls it; used where the row has no place.
    package var districtName: String?
    package var notes: [RowNote] = []
    /// Where the address was found, for a row that gives no place.
    var located: Place?
    var geocoding: Geocoding = .missing

    init(line: Int) { self.line = line }

    package var isRefused: Bool { notes.contains(where: \.isRefusal) }

    mutating func note(_ column: String, _ rule: String, _ sentence: String, isRefusal: Bool = false) {
        notes.append(RowNote(column, rule, sentence, isRefusal: isRefusal))
    }

    /// What the list says, as one text: equal texts mean that nothing is to be done.
    var canonical: String {
        var json = JSONWriter()
        json.object {
            profile.write(to: &$0)
            $0.field("branch", address.name)
            $0.field("districtName", districtName)
            address.write(to: &$0)
            $0.field("hours", hours?.description)
        }
        return String(decoding: json.bytes, as: UTF8.self)
    }

    /// Takes a text of at most so many characters; longer ones and control characters are noted and left out.
    mutating func text(_ value: String?, _ column: String, upTo limit: Int = 200) -> String? {
        guard let value = value?.trimmedText, !value.isEmpty else { return nil }
        guard value.unicodeScalars.count <= limit, !value.unicodeScalars.contains(where: { $0.value < 32 }) else {
            note(column, "length", "is longer than \(limit) characters or holds control characters")
            return nil
        }
        return value
    }

    mutating func takeHours(_ value: String?, _ column: String) {
        guard let value = value?.trimmedText, !value.isEmpty else { return }
        do {
            hours = try OpeningHours(value)
        } catch {
            note(column, "hours", "character \(error.offset + 1): \(error.sentence)")
        }
    }

    mutating func takeWebsite(_ value: String?, _ column: String) {
        guard let value = text(value, column, upTo: 500) else { return }
        let address = value.contains("://") ? value : "https://\(value)"
        guard address.hasPrefix("https://") || address.hasPrefix("http://"), address.contains("."),
            !address.contains(where: \.isWhitespace)
        else { return note(column, "url", "is no web address") }
        profile.website = address
    }

    mutating func takePlace(latitude: String?, longitude: String?, _ column: String) {
        guard let latitude = latitude?.trimmedText, let longitude = longitude?.trimmedText,
            !latitude.isEmpty || !longitude.isEmpty
        else { return }
        func number(_ text: String) -> Double? { Double(text.split(separator: ",").joined(separator: ".")) }
        guard let north = number(latitude), let east = number(longitude),
            let place = Place(latitude: north, longitude: east)
        else { return note(column, "place", "is no place on the earth") }
        address.place = place
    }
}

extension String {
    /// Without white space at both ends, single blanks inside.
    var trimmedText: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}

/// A list, read: its rows, good and refused, in its order.
package struct RetailerList: Sendable {
    package let kind: ImportKind
    package let bytes: Int
    package private(set) var rows: [RetailerRow]

    /// Rows that repeat the key of an earlier one are refused.
    init(kind: ImportKind, bytes: Int, rows: [RetailerRow]) {
        self.kind = kind
        self.bytes = bytes
        self.rows = rows
        var lines: [String: Int] = [:]
        for index in rows.indices where !rows[index].isRefused {
            if let earlier = lines[rows[index].key] {
                self.rows[index].note(
                    "key", "duplicate", "is the same shop as in line \(earlier)", isRefusal: true)
            } else {
                lines[rows[index].key] = rows[index].line
            }
        }
    }
}
