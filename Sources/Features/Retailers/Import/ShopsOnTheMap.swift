import Vocabulary
import Web

extension RetailerList {
    /// Most bytes of one file, and most features in it.
    package static let osmLimit_bytes = 32 << 20

    /// Reads shops of OpenStreetMap: a GeoJSON FeatureCollection whose properties are the tags, with `@id` or `id` as
    /// `node/123`. Features that are no shop are refused with their reason, never dropped in silence.
    package init(osm file: [UInt8]) throws {
        let tree = try JSONTree(parsing: file)
        guard tree["type"]?.string == "FeatureCollection", let features = tree["features"]?.elements else {
            throw RetailerProblem.unreadableFile([
                FieldProblem("/features", "required", "must be a GeoJSON FeatureCollection")
            ])
        }
        let rows = features.enumerated().map { RetailerRow(feature: $0.element, number: $0.offset + 1) }
        self.init(kind: .osm, bytes: file.count, rows: rows)
    }
}

extension RetailerRow {
    fileprivate init(feature: JSONTree, number: Int) {
        self.init(line: number)
        var tags: [String: String] = [:]
        for member in feature["properties"]?.members ?? [] { tags[member.key] = member.value.string }
        guard let id = tags["@id"] ?? feature["id"]?.string, !id.isEmpty, id.utf8.count <= 40 else {
            note("@id", "required", "has no id like node/123", isRefusal: true)
            return
        }
        key = id
        guard let name = text(tags["name"] ?? tags["brand"], "name", upTo: 120) else {
            note("name", "required", "has no name", isRefusal: true)
            return
        }
        guard let trade = Trade.slug(osm: tags) else {
            note("shop", "trade", "is no shop, craft or eating place", isRefusal: true)
            return
        }
        profile.name = name
        profile.trade = trade
        profile.phone = text(tags["contact:phone"] ?? tags["phone"], "phone", upTo: 60)
        takeWebsite(tags["contact:website"] ?? tags["website"], "website")
        takeHours(tags["opening_hours"], "opening_hours")
        takeAddress(tags)
        takePoint(feature["geometry"])
    }

    private mutating func takeAddress(_ tags: [String: String]) {
        address.street = text(tags["addr:street"] ?? tags["addr:place"], "addr:street")
        address.houseNumber = text(tags["addr:housenumber"], "addr:housenumber", upTo: 20)
        address.postcode = text(tags["addr:postcode"], "addr:postcode", upTo: 10)
        address.town = text(tags["addr:city"], "addr:city")
        if let wheelchair = tags["wheelchair"] {
            address.wheelchair = Wheelchair(rawValue: wheelchair)
            if address.wheelchair == nil, wheelchair != "designated" {
                note("wheelchair", "enum", "is none of yes, limited, no")
            }
            if wheelchair == "designated" { address.wheelchair = .yes }
        }
    }

    /// A point as it is; a polygon by the middle of its outline.
    private mutating func takePoint(_ geometry: JSONTree?) {
        let points: [JSONTree]
        switch geometry?["type"]?.string {
        case "Point": points = [geometry?["coordinates"]].compactMap { $0 }
        case "Polygon": points = geometry?["coordinates"]?[0]?.elements ?? []
        case "MultiPolygon": points = geometry?["coordinates"]?[0]?[0]?.elements ?? []
        default: return note("geometry", "place", "is no point or polygon")
        }
        let places = points.compactMap { point -> Place? in
            guard let longitude = point[0]?.double, let latitude = point[1]?.double else { return nil }
            return Place(latitude: latitude, longitude: longitude)
        }
        guard !places.isEmpty, places.count == points.count else {
            return note("geometry", "place", "is no place on the earth")
        }
        let ring = places.count > 1 && places.first == places.last ? Array(places.dropLast()) : places
        // Rounded to a centimetre, so that the sum's last digits do not look like a change.
        func middle(_ values: [Double]) -> Double {
            (values.reduce(0, +) / Double(values.count) * 1e7).rounded() / 1e7
        }
        address.place = Place(latitude: middle(ring.map(\.latitude)), longitude: middle(ring.map(\.longitude)))
    }
}

extension JSONTree {
    fileprivate var double: Double? {
        if case .number(let text) = self { Double(text) } else { nil }
    }
}
