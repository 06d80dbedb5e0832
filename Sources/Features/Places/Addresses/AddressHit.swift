import OSMExtract
import Vocabulary

/// An address that was found.
package struct AddressHit: Sendable, Equatable {
    /// How sure its point is.
    package enum Match: String, Sendable, CaseIterable {
        /// The house itself, as mapped or as the town corrected it.
        case exact
        /// Between its neighbours on the same street.
        case interpolated
        /// The middle of the street: the house is not known.
        case street
        /// A part of town.
        case place
        /// A shop or the like, by its name.
        case shop
    }

    package var match: Match
    /// Of a shop or a part of town.
    package var name: String?
    package var street: String?
    package var houseNumber: String?
    package var postcode: String?
    package var town: String?
    package var district: String?
    package var place: Place
    /// The town's correction of this point holds.
    package var isCorrected = false

    /// In one line.
    package var text: String {
        let line = [street, houseNumber].compactMap { $0 }.joined(separator: " ")
        let settlement = [postcode, town].compactMap { $0 }.joined(separator: " ")
        return [name, line, settlement].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ", ")
    }
}

/// What is asked for.
package struct AddressWish: Sendable {
    package var text: String
    package var limit = 10
    /// What lies near comes first among equals.
    package var near: Place?
    /// The last word may be half typed.
    package var isTyping = true

    package init(_ text: String) { self.text = text }
}

extension GroundPoint {
    init(_ place: Place) {
        self.init(
            latitude: Int32((place.latitude * 1e7).rounded()), longitude: Int32((place.longitude * 1e7).rounded()))
    }

    /// As degrees, where it is one.
    var place: Place? { Place(latitude: Double(latitude) / 1e7, longitude: Double(longitude) / 1e7) }
}
