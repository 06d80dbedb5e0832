import OSMExtract
import Vocabulary

/// One question to a town's addresses: candidates by their words, then ranked by what an address is made of.
struct Geocode {
    private let town: TownAddresses
    private let corrections: [AddressKey: GroundPoint]
    private let wish: AddressWish
    private let query: AddressQuery
    private let words: [[UInt8]]

    /// Streets that share so many words are looked at more closely.
    private static let candidates = 40

    init(_ wish: AddressWish, in town: TownAddresses, _ corrections: [AddressKey: GroundPoint]) {
        self.init(wish, AddressQuery(wish.text, town.postcodes), town, corrections)
    }

    init(
        _ wish: AddressWish, _ query: AddressQuery, _ town: TownAddresses, _ corrections: [AddressKey: GroundPoint]
    ) {
        self.town = town
        self.corrections = corrections
        self.wish = wish
        self.query = query
        words = query.words.flatMap { AddressWords.folded($0) }
    }

    func hits() -> [AddressHit] {
        var hits: [AddressHit] = []
        for one in ranked() where hits.count < wish.limit && !hits.contains(one.hit) { hits.append(one.hit) }
        return hits
    }

    /// The best first.
    func ranked() -> [Candidate] {
        var text = AddressWords.written(out: query.words.joined(separator: " "))
        // Before the words, so that the last of them stays the one that may be half typed. One that is not known would
        // only shut out what is.
        if let postcode = query.postcode, town.postcodes.contains(postcode) { text = postcode + " " + text }
        let isTyping = wish.isTyping && query.endsInWord
        let found = town.index.find(text, isTyping: isTyping, limit: Self.candidates)
        let best = found.first?.score ?? 0
        var ranked = found.map { candidate($0.target, words: best > 0 ? $0.score / best : 0) }
        ranked.sort { $0.score != $1.score ? $0.score > $1.score : $0.order < $1.order }
        return ranked
    }

    struct Candidate {
        let hit: AddressHit
        /// How much of its name was typed, 0 to 1.
        let likeness: Double
        let score: Double
        let order: Int
    }

    private func candidate(_ target: AddressIndex.Target, words share: Double) -> Candidate {
        switch target {
        case .street(let number): street(number, share)
        case .spot(let number): spot(number, share)
        }
    }

    private func street(_ number: Int, _ share: Double) -> Candidate {
        let entry = town.book.streets[number]
        var hit = AddressHit(
            match: .street, street: entry.name, postcode: entry.postcode.filled, town: entry.town.filled,
            district: entry.district.filled, place: entry.point.place ?? TownAddresses.nowhere)
        let likeness = likeness(town.runs[number], entry.town, entry.district)
        var score = share + 2 * likeness
        // In `Straße des 17. Juni` the number is the name's.
        if let house = query.number, !town.runs[number].contains(Array("\(house.number)".utf8)) {
            if let spot = town.house(house, on: number, corrections) {
                hit.match = spot.match
                hit.isCorrected = spot.isCorrected
                hit.houseNumber = house.description
                hit.place = spot.point.place ?? hit.place
                score += spot.match == .exact ? 0.3 : 0.2
            }
        }
        score += postcodeScore(entry.postcode) + nearness(hit.place)
        return Candidate(hit: hit, likeness: likeness, score: score, order: number)
    }

    private func spot(_ number: Int, _ share: Double) -> Candidate {
        let entry = town.book.spots[number]
        var hit = AddressHit(
            match: entry.isPlace ? .place : .shop, name: entry.name, postcode: entry.postcode.filled,
            town: entry.town.filled, district: entry.district.filled, place: entry.point.place ?? TownAddresses.nowhere)
        if entry.street >= 0 {
            hit.street = town.book.streets[Int(entry.street)].name
            hit.houseNumber = entry.number.filled
        }
        let likeness = likeness(town.spotRuns[number], entry.town, entry.district)
        var score = share + 2 * likeness - 0.1
        if query.number != nil { score -= 0.3 }
        score += postcodeScore(entry.postcode) + nearness(hit.place)
        return Candidate(hit: hit, likeness: likeness, score: score, order: town.book.streets.count + number)
    }

    private func postcodeScore(_ postcode: String) -> Double {
        guard let asked = query.postcode, !postcode.isEmpty else { return 0 }
        let likeness = Postcodes.likeness(asked, postcode)
        return likeness > 0 ? 0.3 * likeness : -0.1
    }

    private func nearness(_ place: Place) -> Double {
        guard let near = wish.near else { return 0 }
        return 0.3 / (1 + near.metres(to: place) / 1000)
    }

    /// How much of the name the typed words are, 0 to 1: words that name the town or the part of town left out.
    private func likeness(_ name: [UInt8], _ settlement: String, _ district: String) -> Double {
        let others = AddressWords.folded(settlement) + AddressWords.folded(district)
        let own = words.filter { word in
            !others.contains { AddressWords.edits(word, $0, upTo: 1) <= ($0.count > 4 ? 1 : 0) }
        }
        var most = Self.likeness(own, name, isOpen: wish.isTyping && query.endsInWord)
        if own.count < words.count {
            most = max(most, Self.likeness(words, name, isOpen: wish.isTyping && query.endsInWord))
        }
        return most
    }

    private static func likeness(_ words: [[UInt8]], _ name: [UInt8], isOpen: Bool) -> Double {
        let typed = words.flatMap { $0 }
        guard !typed.isEmpty, !name.isEmpty else { return 0 }
        let length = max(typed.count, name.count)
        let whole = 1 - Double(AddressWords.edits(typed, name, upTo: length)) / Double(length)
        guard isOpen, typed.count < name.count else { return whole }
        let head = Array(name.prefix(typed.count))
        let part = 1 - Double(AddressWords.edits(typed, head, upTo: length)) / Double(typed.count)
        return max(whole, 0.95 * part)
    }
}
