import Vocabulary
import Web

/// Who gets it, and where.
package struct Contact: Sendable, Equatable {
    package let name: String
    package let phone: String?
    package let email: String?
    package let street: String?
    package let houseNumber: String?
    package let postcode: String?
    package let town: String?
    package var place: Place?
    /// Floor, bell, neighbour, where it may be left.
    package let note: String?

    /// The first thing that is missing to bring goods there.
    var missingForDelivery: String? {
        if street == nil { return "street" }
        if houseNumber == nil { return "houseNumber" }
        if postcode == nil { return "postcode" }
        if town == nil { return "town" }
        return place == nil ? "place" : nil
    }
}

extension Contact: JSONReadable, JSONWritable {
    package init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        name = try fields.required("name", characters: 1...120)
        phone = try fields.optional("phone", characters: 3...40)
        email = try fields.optional("email", characters: 3...254)
        street = try fields.optional("street", characters: 1...120)
        houseNumber = try fields.optional("houseNumber", characters: 1...20)
        postcode = try fields.optional("postcode", characters: 3...10)
        town = try fields.optional("town", characters: 1...80)
        place = try fields.optional("place")
        note = try fields.optional("note", characters: 1...500)
        try fields.end()
    }

    package func write(to json: inout JSONWriter) {
        json.object {
            $0.field("name", name)
            $0.field("phone", phone)
            $0.field("email", email)
            $0.field("street", street)
            $0.field("houseNumber", houseNumber)
            $0.field("postcode", postcode)
            $0.field("town", town)
            $0.field("place", place)
            $0.field("note", note)
        }
    }
}
