import Accounts
import Catalogue
import Retailers
import Slots
import Vocabulary
import Web

extension SearchWish {
    /// More than anybody types; what is longer is refused before it costs anything.
    static let longestText = 200

    /// Reads the parameters of a request; what they name is checked against the town later.
    init(_ query: inout Query) throws {
        self.init(try query.optional("q", characters: 0...Self.longestText) ?? "")
        kind = try query.optional("kind")
        isOpenNow = try query.optional("openNow") ?? false
        target = try query.optional("deliverableAt", characters: 1...80).map { try Target(written: $0) }
        time = try query.optional("deliverableIn", characters: 5...36).map { try Time(written: $0) }
        if time != nil && target == nil { throw SearchProblem.whereTo }
        district = try query.optional("district", characters: 1...80)
        retailers = try query.optional("retailer", as: RetailerID.self).map { [$0] } ?? []
        branches = try query.optional("branch", as: ID<Branch>.self).map { [$0] } ?? []
        age = try query.optional("age", in: 0...150)
        category = try query.optional("category", characters: 1...80)
        cheapest = try query.optional("priceFrom", in: 0...Self.mostCents).map { Money(cents: Int64($0)) }
        dearest = try query.optional("priceTo", in: 0...Self.mostCents).map { Money(cents: Int64($0)) }
        isInStock = try query.optional("inStock") ?? false
        without = try Set(query.list("without", of: Allergen.self))
        diets = try Set(query.list("diet", of: Diet.self))
        near = try query.optional("near", characters: 3...50).map { text in
            guard let place = Place(written: text) else { throw Query.wrong("near", "format", "must be lat,lon") }
            return place
        }
        order = try query.optional("sort") ?? .relevance
        wantsFacets = try query.optional("facets") ?? false
        explains = try query.optional("explain") ?? false
    }

    private static let mostCents = 100_000_000
}

extension SearchWish.Target {
    /// `50.02,8.69` or the slug of a zone.
    fileprivate init(written text: String) throws(RequestProblem) {
        guard text.contains(",") else {
            self = .zone(text)
            return
        }
        guard let place = Place(written: text) else {
            throw Query.wrong("deliverableAt", "format", "must be lat,lon or the slug of a zone")
        }
        self = .place(place)
    }
}

extension SearchWish.Time {
    /// `today` or the id of a slot.
    fileprivate init(written text: String) throws(RequestProblem) {
        if text == "today" {
            self = .today
        } else if let slot = ID<Slot>(text) {
            self = .slot(slot)
        } else {
            throw Query.wrong("deliverableIn", "format", "must be today or the id of a slot")
        }
    }
}

extension Place {
    /// `50.02,8.69`
    fileprivate init?(written text: String) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
        guard parts.count == 2, let latitude = parts[0], let longitude = parts[1] else { return nil }
        self.init(latitude: latitude, longitude: longitude)
    }
}

extension Query {
    /// Words with commas between them.
    fileprivate mutating func list<Value: RawRepresentable<String>>(
        _ name: String, of _: Value.Type
    ) throws(RequestProblem) -> [Value] {
        guard let text = try optional(name, characters: 1...200) else { return [] }
        return try text.split(separator: ",", omittingEmptySubsequences: false).map { (word) throws(RequestProblem) in
            guard let value = Value(rawValue: String(word)) else {
                throw Self.wrong(name, "enum", "must be known words with commas between them")
            }
            return value
        }
    }
}

extension SearchWish.Position {
    /// The two sort values of a cursor.
    init(_ keys: [String]) throws(RequestProblem) {
        guard let bits = UInt64(keys[0], radix: 16), let id = ID<Product>(keys[1]) else {
            throw Query.wrong("cursor", "cursor", "belongs to no page of this list")
        }
        self.init(key: Double(bitPattern: bits), id: id)
    }

    var keys: [String] { [String(key.bitPattern, radix: 16), id.description] }
}
