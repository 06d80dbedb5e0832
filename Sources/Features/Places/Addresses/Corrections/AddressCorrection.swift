import Cities
import OSMExtract
import Postgres
import Synchronization
import Vocabulary
import Web

/// Where a house stands, said by the town.
package struct AddressCorrection: Sendable {
    let id: ID<AddressCorrection>
    let key: AddressKey
    /// As it is written here.
    package let street: String
    package let houseNumber: String
    /// Empty where the street has none.
    package let postcode: String
    package let place: Place
    package let correctedAt: Instant
}

extension AddressKey: LosslessStringConvertible {
    /// `63303,taunusstrasse,12a`: as it stands in a path.
    package var description: String { "\(postcode),\(street),\(number)" }

    /// Any spelling of the three parts; `nil` where one is missing or the number is none.
    package init?(_ text: String) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, let number = HouseNumber(parts[2]), text.unicodeScalars.count <= 200 else { return nil }
        self.init(street: parts[1], number: number, postcode: parts[0])
        if street.isEmpty { return nil }
    }

    /// For the audit trail.
    var detail: JSONText {
        var json = JSONWriter()
        json.object { $0.field("address", description) }
        return JSONText(json.bytes)
    }
}

/// The corrections of all towns as they are now.
final class CorrectionTable: Sendable {
    private let towns = Mutex<[CityID: [AddressKey: GroundPoint]]>([:])

    subscript(city: CityID) -> [AddressKey: GroundPoint] {
        get { towns.withLock { $0[city] ?? [:] } }
        set { towns.withLock { $0[city] = newValue } }
    }
}
