import OSMExtract
import Vocabulary

/// Where a house stands, as well as a town knows.
struct HouseSpot: Equatable {
    var point: GroundPoint
    var match: AddressHit.Match
    var isCorrected = false
}

extension TownAddresses {
    /// The house of a number on a street: what the town says, what is mapped, else between its neighbours; `nil` where
    /// the street does not go so far.
    func house(_ number: HouseNumber, on street: Int, _ corrections: [AddressKey: GroundPoint]) -> HouseSpot? {
        let entry = book.streets[street]
        if !corrections.isEmpty {
            let key = AddressKey(street: entry.name, number: number, postcode: entry.postcode)
            if let point = corrections[key] { return HouseSpot(point: point, match: .exact, isCorrected: true) }
        }
        return Self.house(number, among: houses(on: street))
    }

    /// The same among the houses of one street, which stand in order of their numbers.
    static func house(_ number: HouseNumber, among houses: ArraySlice<AddressBook.House>) -> HouseSpot? {
        if let own = houses.first(where: { $0.number == number }) {
            return HouseSpot(point: own.point, match: own.isBetween ? .interpolated : .exact)
        }
        // 12-a and 12/a where 12a is.
        let plain = number.letters
        if let same = houses.first(where: { $0.number.number == number.number && $0.number.letters == plain }) {
            return HouseSpot(point: same.point, match: same.isBetween ? .interpolated : .exact)
        }
        // 12a where only 12 is known, and 12 where only 12a is.
        if let plain = houses.first(where: { $0.number.number == number.number }) {
            return HouseSpot(point: plain.point, match: .interpolated)
        }
        let side = houses.filter { $0.number.number % 2 == number.number % 2 }
        return between(number, side[...]) ?? between(number, houses)
    }

    /// On the line from the house before to the house behind; none where they stand too far apart to tell.
    private static func between(_ number: HouseNumber, _ houses: ArraySlice<AddressBook.House>) -> HouseSpot? {
        guard let before = houses.last(where: { $0.number < number }),
            let behind = houses.first(where: { $0.number > number }),
            behind.number.number - before.number.number <= longestGap
        else { return nil }
        let share =
            Double(number.number - before.number.number) / Double(behind.number.number - before.number.number)
        return HouseSpot(point: before.point.between(behind.point, share), match: .interpolated)
    }

    private static let longestGap = 40
}

extension HouseNumber {
    /// What follows the digits, without signs between.
    fileprivate var letters: String { suffix.filter { $0.isLetter || $0.isNumber } }
}
