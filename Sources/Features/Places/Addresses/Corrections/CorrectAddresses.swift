import Cities
import OSMExtract
import Postgres
import Vocabulary

extension Places {
    /// All corrections of a town, by street and number.
    package func addressCorrections(of city: CityID) async throws -> [AddressCorrection] {
        try await database.read(ListAddressCorrections(city: city))
    }

    /// Says where a house stands, also one that the map does not know; answers heed it at once. Throws
    /// `PlacesProblem.unknownStreet` where no street of the town has this name and postcode.
    package func correct(
        _ key: AddressKey, to place: Place, in city: City, by actor: Actor
    ) async throws -> AddressCorrection {
        let town = try addresses(of: city)
        guard let street = town.streets(of: key).first.map({ town.book.streets[$0] }) else {
            throw PlacesProblem.unknownStreet
        }
        let correction = AddressCorrection(
            id: .make(at: clock.now()), key: key, street: street.name, houseNumber: key.number,
            postcode: street.postcode, place: place,
            correctedAt: clock.now())
        try await database.transaction(in: city.id) { tx in
            try tx.run(PutAddressCorrection(city: city.id, correction: correction))
            try tx.run(
                AuditEntry(
                    in: city.id, at: correction.correctedAt, by: actor, "correct", "address", correction.id,
                    detail: key.detail))
        }
        try await heedCorrections(of: city.id)
        return correction
    }

    /// Takes a correction back; the map's point holds again. Throws `PlacesProblem.noCorrection` where there is none.
    package func uncorrect(_ key: AddressKey, in city: City, by actor: Actor) async throws {
        let now = clock.now()
        try await database.transaction(in: city.id) { tx in
            guard let id = try tx.first(DeleteAddressCorrection(city: city.id, key: key)) else {
                throw PlacesProblem.noCorrection
            }
            try tx.run(
                AuditEntry(in: city.id, at: now, by: actor, "uncorrect", "address", id, detail: key.detail))
        }
        try await heedCorrections(of: city.id)
    }

    /// Brings what answers in step with what is stored.
    func heedCorrections(of city: CityID) async throws {
        let all = try await addressCorrections(of: city)
        corrections[city] = Dictionary(all.map { ($0.key, GroundPoint($0.place)) }, uniquingKeysWith: { $1 })
    }
}
