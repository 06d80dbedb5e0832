import Accounts
import Catalogue
import Cities
import Foundation
import Payments
import Places
import Postgres
import TestSupport
import Testing
import Vocabulary

@testable import Orders
@testable import Slots

/// Doors that a contact names by address alone.
@Suite(.serialized) struct DoorTests {
    @Test func `an address that is not known or lies in no zone is refused by its field`() async throws {
        let town = try await OrderTown()
        defer { town.close() }
        let folder = NSTemporaryDirectory() + "places-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let clock = town.clock.clock
        let cities = Cities(database: town.town.pool, clock: clock)
        let places = Places(cities: cities, database: town.town.pool, folder: folder, clock: clock)
        _ = try places.take(
            extract: packageFolder + "/seed/dreieich/streets.osm.pbf", into: town.city.slug, progress: { _ in },
            report: { _ in })
        try await places.open()
        let orders = Orders(
            database: town.town.pool, clock: clock, cities: cities,
            catalogue: Catalogue(database: town.town.pool, clock: clock),
            payments: Payments(database: town.town.pool, clock: clock), places: places)
        let offer = try town.offer(0, .init(cents: 900, stock: 5))
        let basket = try await town.basket("erika", [(offer, 1)])
        let hold = try await town.hold("erika")
        func refusal(_ street: String, _ number: String, _ postcode: String) async -> OrderProblem? {
            let contact = Contact(
                name: "Erika", phone: nil, email: nil, street: street, houseNumber: number, postcode: postcode,
                town: "Dreieich", place: nil, note: nil)
            let wish = CheckoutWish(
                basket: basket, hold: hold, buyer: Buyer(contact: contact, payment: .cash, confirmsAge: false))
            do {
                _ = try await orders.checkOut(wish, by: "erika", in: town.city)
                return nil
            } catch {
                return error as? OrderProblem
            }
        }
        #expect(await refusal("Nirgendwogasse", "1", "63303") == .addressUnknown(.street))
        #expect(await refusal("Taunusstraße", "999", "63303") == .addressUnknown(.houseNumber))
        #expect(await refusal("Taunusstraße", "12", "99999") == .addressUnknown(.postcode))
        let outside = await refusal("Taunusstraße", "12", "63303")
        #expect(outside == .notServed("street") && outside?.fields.first?.pointer == "/contact/street")
    }
}
