import Accounts
import Cities
import Postgres
import Slots
import Tours
import Vocabulary
import Web

extension SeedTown {
    /// Templates and limits; the slots of the coming fortnight are there when this answers.
    func layOutSlots(in city: City) async throws {
        let file = try folder.tree("slots.json")
        let zones = try await house.cities.zones(of: city.id)
        let act = SlotAct(in: city, by: .system)
        for entry in file["templates"]?.elements ?? [] {
            guard let zone = zones.first(where: { $0.slug == entry["zone"]?.string }),
                let from = Self.minute(try entry.text("from")), let to = Self.minute(try entry.text("to"))
            else { throw SeedRefusal.file("slots.json", "names a zone or a time that is none") }
            let width = try entry.number("width_minutes")
            let surcharge = Money(cents: Int64(entry["surcharge_cents"]?.int ?? 0))
            let pattern = SlotPattern(
                kind: .fixed, weekdays: Set(entry["weekdays"]?.elements.compactMap(\.int) ?? []), firstMinute: from,
                lastMinute: to, widthMinutes: width, stepMinutes: width)
            let template = SlotTemplate(
                id: .make(at: Clock.system.now()), name: "\(zone.name), \(try entry.text("name"))",
                place: .delivery(zone.id), pattern: pattern, cutoff: .minutesBefore(try entry.number("cutoff_minutes")),
                places: Int64(try entry.number("places")),
                prices: PriceTable(otherwise: SlotPrice(fee: zone.fee + surcharge, freeFrom: zone.freeFrom)))
            _ = try await house.slots.add(template, act)
        }
        try await house.slots.generate(in: city)
    }

    /// Vehicles, and two weeks of shifts by weekday.
    func putCouriersOnShifts(in city: City, _ people: [String: ID<Account>]) async throws {
        let file = try folder.tree("couriers.json")
        guard let hub = try file["depot"]?.place() else { throw SeedRefusal.file("couriers.json", "has no depot") }
        var vehicles: [String: ID<CourierVehicle>] = [:]
        for entry in file["vehicles"]?.elements ?? [] {
            let isCar = entry["kind"]?.string == "car"
            let cargo = Cargo(
                grams: Int64(try entry.number("load_kg")) * 1000, litres: Int64(try entry.number("load_litres")),
                crates: isCar ? 40 : 6)
            let vehicle = try await house.tours.addVehicle(
                entry.text("name"), capacity: cargo, metresPerHour: isCar ? 25_000 : 15_000, isCooled: false,
                in: city.id, by: .system)
            vehicles[try entry.text("key")] = vehicle.id
        }
        let today = city.zone.clock(at: Clock.system.now()).day
        for entry in file["shifts"]?.elements ?? [] {
            guard let courier = people[try entry.text("courier")], let vehicle = vehicles[try entry.text("vehicle")],
                let from = Self.minute(try entry.text("from")), let to = Self.minute(try entry.text("to"))
            else { throw SeedRefusal.file("couriers.json", "names a courier, vehicle or time that is none") }
            let days = Set(entry["days"]?.elements.compactMap { $0.string.flatMap { Self.weekdays[$0] } } ?? [])
            for day in (0..<14).map({ today + $0 }) where days.contains(day.weekday) {
                let time = TimeWindow(
                    start: city.zone.instant(on: day, second: from * 60),
                    end: city.zone.instant(on: day, second: to * 60))
                _ = try await house.tours.addShift(of: courier, on: vehicle, time, from: hub, in: city.id, by: .system)
            }
        }
    }

    private static let weekdays = ["mo": 1, "tu": 2, "we": 3, "th": 4, "fr": 5, "sa": 6, "su": 7]

    /// Minutes of `09:30`.
    private static func minute(_ text: String) -> Int? {
        let parts = text.split(separator: ":").compactMap { Int($0) }
        return parts.count == 2 ? parts[0] * 60 + parts[1] : nil
    }
}
