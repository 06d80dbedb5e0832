import Tabular
import Vocabulary

/// The columns of a list of shops, by the names towns give them.
enum RetailerColumn: String, CaseIterable {
    case key, name, trade, street, houseNumber, postcode, town, district, phone, email, website, hours, latitude
    case longitude, description, deliveryHint

    var names: [String] {
        switch self {
        case .key: ["id", "nummer", "nr", "key", "kennung"]
        case .name: ["name", "firma", "firmenname", "geschäft", "betrieb", "unternehmen", "händler", "shop"]
        case .trade: ["trade", "branche", "kategorie", "rubrik", "category"]
        case .street: ["street", "straße", "strasse", "adresse", "anschrift", "address"]
        case .houseNumber: ["housenumber", "house number", "hausnummer", "hausnr", "hausnr.", "hnr"]
        case .postcode: ["postcode", "zip", "plz", "postleitzahl"]
        case .town: ["town", "city", "ort", "stadt", "wohnort"]
        case .district: ["district", "stadtteil", "ortsteil", "stadtbezirk"]
        case .phone: ["phone", "telefon", "tel", "tel.", "telefonnummer", "rufnummer"]
        case .email: ["email", "e-mail", "mail", "e-mail-adresse"]
        case .website: ["website", "web", "webseite", "homepage", "internet", "url"]
        case .hours: ["opening_hours", "opening hours", "hours", "öffnungszeiten", "oeffnungszeiten"]
        case .latitude: ["latitude", "lat", "breite", "breitengrad"]
        case .longitude: ["longitude", "lon", "lng", "länge", "längengrad"]
        case .description: ["description", "beschreibung", "text", "info"]
        case .deliveryHint: ["delivery", "lieferung", "lieferhinweis", "lieferservice", "delivery hint"]
        }
    }

    static let byName: [String: RetailerColumn] = {
        var result: [String: RetailerColumn] = [:]
        for column in allCases { for name in column.names { result[name] = column } }
        return result
    }()
}

extension RetailerList {
    /// Most bytes of one file.
    package static let csvLimit_bytes = 50 << 20

    /// Reads a table as towns keep it: encoding, delimiter and header are found in the file. Only a name is required.
    package init(csv file: [UInt8], trades: [Trade]) throws {
        let table = try Table(reading: file) { RetailerColumn.byName[$0] != nil }
        var columns: [RetailerColumn: Int] = [:]
        for (index, name) in table.header.enumerated() {
            guard let column = RetailerColumn.byName[HeaderName.normalized(name)] else { continue }
            if columns[column] == nil { columns[column] = index }
        }
        guard columns[.name] != nil else {
            throw RetailerProblem.unreadableFile([
                FieldProblem("name", "required", "no column is called name, firma, geschäft or betrieb")
            ])
        }
        var rows = table.rows.map { RetailerRow(cells: $0.cells, line: $0.line, columns, trades) }
        rows += table.damages.map { damage in
            var row = RetailerRow(line: damage.line)
            row.note("line", damage.reason.rawValue, damage.sentence, isRefusal: true)
            return row
        }
        self.init(kind: .csv, bytes: file.count, rows: rows.sorted { $0.line < $1.line })
    }
}

extension RetailerRow {
    fileprivate init(cells: [String], line: Int, _ columns: [RetailerColumn: Int], _ trades: [Trade]) {
        self.init(line: line)
        func cell(_ column: RetailerColumn) -> String? { columns[column].map { cells[$0] } }
        guard let name = text(cell(.name), "name", upTo: 120) else {
            note("name", "required", "is empty", isRefusal: true)
            return
        }
        profile.name = name
        takeTrade(cell(.trade), among: trades)
        profile.description = text(cell(.description), "description", upTo: 2000)
        profile.deliveryHint = text(cell(.deliveryHint), "deliveryHint", upTo: 500)
        profile.phone = text(cell(.phone), "phone", upTo: 60)
        takeEmail(cell(.email))
        takeWebsite(cell(.website), "website")
        takeHours(cell(.hours), "hours")
        takeStreet(cell(.street), number: cell(.houseNumber))
        takePostcode(cell(.postcode))
        address.town = text(cell(.town), "town")
        districtName = text(cell(.district), "district")
        takePlace(latitude: cell(.latitude), longitude: cell(.longitude), "latitude")
        let made = [name, address.streetLine ?? "", address.postcode ?? ""].joined(separator: "|").lowercased()
        key = text(cell(.key), "key", upTo: 100) ?? made
    }

    private mutating func takeTrade(_ value: String?, among trades: [Trade]) {
        guard let written = text(value, "trade") else { return }
        if let slug = Trade.slug(written: written, among: trades) {
            profile.trade = slug
        } else {
            note("trade", "enum", "\(written) is no trade of this town, taken as other")
        }
    }

    private mutating func takeEmail(_ value: String?) {
        guard let written = text(value, "email", upTo: 254) else { return }
        let parts = written.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, parts[1].contains("."), !written.contains(" ") else {
            return note("email", "format", "is no e-mail address")
        }
        profile.email = written.lowercased()
    }

    /// Many lists hold street and number in one cell: `Hauptstr. 12 a`.
    private mutating func takeStreet(_ value: String?, number: String?) {
        guard let street = text(value, "street") else { return }
        address.houseNumber = text(number, "houseNumber", upTo: 20)
        guard address.houseNumber == nil, let digit = street.firstIndex(where: \.isNumber), digit > street.startIndex,
            street[..<digit].last == " ", street[digit...].count <= 12
        else {
            address.street = street
            return
        }
        address.street = String(street[..<digit]).trimmedText
        address.houseNumber = String(street[digit...])
    }

    private mutating func takePostcode(_ value: String?) {
        guard let postcode = text(value, "postcode", upTo: 10) else { return }
        guard postcode.count == 5, postcode.allSatisfy({ $0.isASCII && $0.isNumber }) else {
            return note("postcode", "format", "is not five digits")
        }
        address.postcode = postcode
    }
}
