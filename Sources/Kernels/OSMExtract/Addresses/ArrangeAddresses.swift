extension AddressCollector {
    /// Puts what was gathered in order. What lies nowhere in the extract is left out.
    public consuming func finish() -> AddressBook {
        nodes.sort()
        var arranging = Arranging(self)
        arranging.placeHouses()
        arranging.countLines()
        arranging.fillGaps()
        arranging.gatherStreets()
        arranging.addHouses()
        arranging.addSpots()
        return arranging.book
    }

    func point(_ ground: Ground) -> GroundPoint? {
        switch ground {
        case .point(let point): point
        case .line(let range): Self.middle(lineNodes[range].compactMap { nodes[$0] })
        case .ways(let range):
            Self.middle(
                memberWays[range].compactMap { corners[$0] }.flatMap { [$0.0, $0.1] }.compactMap { nodes[$0] })
        }
    }

    /// The middle of the bounding box.
    static func middle(_ points: [GroundPoint]) -> GroundPoint? {
        guard let first = points.first else { return nil }
        var (low, high) = (first, first)
        for point in points {
            low = GroundPoint(
                latitude: min(low.latitude, point.latitude), longitude: min(low.longitude, point.longitude))
            high = GroundPoint(
                latitude: max(high.latitude, point.latitude), longitude: max(high.longitude, point.longitude))
        }
        return GroundPoint(
            latitude: low.latitude + (high.latitude - low.latitude) / 2,
            longitude: Int32((Int64(low.longitude) + Int64(high.longitude)) / 2))
    }
}

/// An address book in the making.
private struct Arranging {
    /// A house before its street has a place in the book.
    struct Located {
        var street: String
        var number: HouseNumber?
        var postcode: String
        var town: String
        var district: String
        var point: GroundPoint
        var isBetween = false
    }

    let gathered: AddressCollector
    var located: [Located] = []
    /// Houses that are nodes, for lines between them.
    var byNode: [Int64: [Int]] = [:]
    var book = AddressBook()
    /// Streets of the book by name, and where they go along.
    var byName: [String: [Int32]] = [:]
    var spans: [[GroundPoint]] = []
    /// The street in the book of each located house.
    var streetOf: [Int32] = []

    init(_ gathered: AddressCollector) { self.gathered = gathered }

    mutating func placeHouses() {
        for tagged in gathered.tagged {
            guard let point = gathered.point(tagged.ground) else { continue }
            let numbers = HouseNumber.all(in: tagged.number)
            for number in numbers.isEmpty ? [nil] : numbers.map({ Optional($0) }) {
                if let node = tagged.node { byNode[node, default: []].append(located.count) }
                located.append(
                    Located(
                        street: tagged.street, number: number, postcode: tagged.postcode, town: tagged.town,
                        district: tagged.district, point: point))
            }
        }
    }

    /// Houses along lines of `addr:interpolation`, evenly between each two that are mapped.
    mutating func countLines() {
        for line in gathered.counted {
            let ids = Array(gathered.lineNodes[line.nodes])
            let points = ids.map { gathered.nodes[$0] }
            var last: Int?
            for (at, id) in ids.enumerated() where byNode[id] != nil {
                if let last, let from = byNode[ids[last]]?.first, let to = byNode[id]?.first {
                    addBetween(located[from], located[to], line.rule, points[last...at].compactMap { $0 })
                }
                last = at
            }
        }
    }

    private mutating func addBetween(_ from: Located, _ to: Located, _ rule: String, _ path: [GroundPoint]) {
        guard from.street == to.street, let first = from.number, let last = to.number else { return }
        let grid = PointGrid(path)
        var lengths = [0.0]
        for (a, b) in zip(path, path.dropFirst()) { lengths.append(lengths[lengths.count - 1] + grid.metres(a, b)) }
        guard let total = lengths.last, total > 0 else { return }
        for number in HouseNumber.between(first, last, rule) {
            let share = Double(number - first.number) / Double(last.number - first.number)
            let at = max(1, lengths.firstIndex { $0 >= share * total } ?? lengths.count - 1)
            let step = lengths[at] - lengths[at - 1]
            var house = from
            house.number = HouseNumber(number)
            house.isBetween = true
            house.point = path[at - 1].between(path[at], step > 0 ? (share * total - lengths[at - 1]) / step : 0)
            located.append(house)
        }
    }

    /// Postcode, town and part of town, where they are missing: of the nearest house that has them, one of the same
    /// street before others.
    mutating func fillGaps() {
        let places = placeNodes
        fill(\.postcode)
        fill(\.town)
        for at in located.indices {
            if located[at].town.isEmpty { located[at].town = places.town(near: located[at].point) }
            if located[at].district.isEmpty { located[at].district = places.district(near: located[at].point) }
        }
    }

    private mutating func fill(_ part: WritableKeyPath<Located, String>) {
        let known = located.filter { !$0[keyPath: part].isEmpty }
        guard !known.isEmpty, known.count < located.count else { return }
        let grid = PointGrid(known.map(\.point))
        let onStreet = Dictionary(grouping: known.indices, by: { known[$0].street })
        for at in located.indices where located[at][keyPath: part].isEmpty {
            let point = located[at].point
            let own = (onStreet[located[at].street] ?? []).map {
                (index: $0, metres: grid.metres(point, known[$0].point))
            }
            .filter { $0.metres <= 600 }.min { $0.metres < $1.metres }
            if let near = own ?? grid.nearest(to: point, within: 2000) {
                located[at][keyPath: part] = known[near.index][keyPath: part]
            }
        }
    }

    private var placeNodes: NamedPlaces {
        NamedPlaces(
            gathered.spots.compactMap { spot in
                guard let kind = spot.place, let point = gathered.point(spot.ground) else { return nil }
                return (spot.name, kind, point)
            })
    }

    /// One street of the book for what has one name and one postcode and hangs together.
    mutating func gatherStreets() {
        let grid = PointGrid(located.map(\.point))
        let onStreet = Dictionary(grouping: located.indices, by: { located[$0].street })
        streetOf = [Int32](repeating: -1, count: located.count)
        var pieces: [StreetKey: [StreetPiece]] = [:]
        for (at, house) in located.enumerated() {
            let key = StreetKey(name: house.street, postcode: house.postcode)
            pieces[key, default: []].append(StreetPiece(points: [house.point], others: [], house: at))
        }
        for street in gathered.streets {
            let ids = gathered.lineNodes[street.nodes]
            let points = [ids.first, ids.dropFirst(ids.count / 2).first, ids.last].compactMap { id in
                id.flatMap { gathered.nodes[$0] }
            }
            guard points.count == 3 else { continue }
            let own = (onStreet[street.name] ?? []).map {
                (index: $0, metres: grid.metres(points[1], located[$0].point))
            }
            .filter { $0.metres <= 1500 }.min { $0.metres < $1.metres }
            let near = own ?? grid.nearest(to: points[1], within: 3000)
            let key = StreetKey(name: street.name, postcode: near.map { located[$0.index].postcode } ?? "")
            pieces[key, default: []].append(
                StreetPiece(points: points, others: street.others, house: near?.index ?? -1))
        }
        for (key, list) in pieces.sorted(by: { $0.key < $1.key }) {
            for cluster in StreetPiece.clusters(list) { add(key, cluster) }
        }
    }

    private mutating func add(_ key: StreetKey, _ pieces: [StreetPiece]) {
        let points = pieces.flatMap { $0.points.count == 3 ? [$0.points[1]] : $0.points }
        guard let middle = AddressCollector.middle(points) else { return }
        let grid = PointGrid(points)
        let nearest = grid.nearest(to: middle, within: 100_000).map { points[$0.index] } ?? middle
        var street = AddressBook.Street(name: key.name, point: nearest)
        street.postcode = key.postcode
        let houses = pieces.filter { $0.house >= 0 }.map { located[$0.house] }
        street.town = houses.map(\.town).mostFrequent
        street.district = houses.map(\.district).mostFrequent
        for piece in pieces {
            for other in piece.others where !street.others.contains(other) { street.others.append(other) }
        }
        for piece in pieces where piece.points.count == 1 { streetOf[piece.house] = Int32(book.streets.count) }
        byName[key.name, default: []].append(Int32(book.streets.count))
        book.streets.append(street)
        spans.append(points)
    }

    /// The street of the book that a house stands on.
    private func street(of name: String, _ postcode: String, near point: GroundPoint) -> Int32? {
        let same = (byName[name] ?? []).filter { postcode.isEmpty || book.streets[Int($0)].postcode == postcode }
        if same.count == 1 { return same[0] }
        return same.min { spans[Int($0)].distance(to: point) < spans[Int($1)].distance(to: point) }
    }

    mutating func addHouses() {
        var seen: Set<AddressKey> = []
        // Mapped ones before those counted between them.
        let order = located.indices.filter { !located[$0].isBetween } + located.indices.filter { located[$0].isBetween }
        for at in order {
            let house = located[at]
            guard let number = house.number, streetOf[at] >= 0,
                seen.insert(AddressKey(street: streetOf[at], number: number)).inserted
            else { continue }
            book.houses.append(
                .init(street: streetOf[at], number: number, point: house.point, isBetween: house.isBetween))
        }
        book.houses.sort { ($0.street, $0.number) < ($1.street, $1.number) }
    }

    mutating func addSpots() {
        let grid = PointGrid(located.map(\.point))
        var seen: Set<String> = []
        for spot in gathered.spots {
            guard let point = gathered.point(spot.ground) else { continue }
            var entry = AddressBook.Spot(name: spot.name, isPlace: spot.place != nil, point: point)
            if let near = grid.nearest(to: point, within: 2000) {
                let house = located[near.index]
                (entry.postcode, entry.town, entry.district) = (house.postcode, house.town, house.district)
                if !entry.isPlace, !spot.street.isEmpty {
                    entry.street = street(of: spot.street, house.postcode, near: point) ?? -1
                    entry.number = spot.number
                } else if !entry.isPlace, near.metres < 40, let number = house.number {
                    entry.street = streetOf[near.index]
                    entry.number = number.description
                }
            }
            // The same shop as a node and as a building.
            let cell = "\(spot.name)/\(point.latitude / 20_000)/\(point.longitude / 20_000)"
            if seen.insert(cell).inserted { book.spots.append(entry) }
        }
    }
}

private struct AddressKey: Hashable {
    let street: Int32
    let number: HouseNumber
}

private struct StreetKey: Hashable, Comparable {
    let name: String
    let postcode: String

    static func < (left: Self, right: Self) -> Bool { (left.name, left.postcode) < (right.name, right.postcode) }
}
