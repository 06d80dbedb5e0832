import Accounts
import Catalogue
import Cities
import Foundation
import Places
import Postgres
import Retailers
import Slots
import Tours
import Vocabulary
import Web

/// Fills an empty installation with a demonstration town, through the features' own front doors.
struct SeedTown {
    let house: House
    let folder: SeedFolder
    let report: (String) -> Void

    /// Opens the town. Refuses where a city of that slug is there already.
    func run() async throws {
        let city = try await openCity()
        try layStreets(in: city)
        report("made the road networks")
        let shops = try await takeShops(in: city)
        report("took \(shops.count) shops into the directory")
        let people = try await registerPeople(in: city, shops)
        report("registered \(people.count) demonstration accounts")
        let counts = try await stockShops(in: city, shops)
        report("offered \(counts) goods in \(try ordering().count) shops")
        try await layOutSlots(in: city)
        try await putCouriersOnShifts(in: city, people)
        report("laid out a fortnight of slots and shifts")
    }

    private func openCity() async throws -> City {
        let tree = try folder.tree("city.json")
        let slug = try tree.text("slug")
        guard try await house.cities.all().allSatisfy({ $0.slug != slug }) else { throw SeedRefusal.thereAlready(slug) }
        guard let zone = Zone(try tree.text("zone")), let land = Land(rawValue: try tree.text("land")),
            let centre = try tree["centre"]?.place()
        else { throw SeedRefusal.file("city.json", "names no zone, Land or centre") }
        let city = try await house.cities.open(
            NewCity(slug: slug, name: try tree.text("name"), zone: zone, land: land, centre: centre))
        try await layOutGround(of: city)
        return city
    }

    /// Road networks of the extract that comes with the town.
    private func layStreets(in city: City) throws {
        _ = try house.places.take(
            extract: folder.path + "/streets.osm.pbf", into: city.slug, progress: { _ in }, report: { _ in })
    }

    private func layOutGround(of city: City) async throws {
        var districts: [District] = []
        var zones: [DeliveryZone] = []
        let now = Clock.system.now()
        for feature in try folder.tree("zones.geojson")["features"]?.elements ?? [] {
            guard let facts = feature["properties"], let geometry = feature["geometry"] else { continue }
            let area = try Area(json: JSON(parsing: geometry.bytes))
            let (slug, name) = (try facts.text("slug"), try facts.text("name"))
            if try facts.text("kind") == "district" {
                districts.append(District(id: .make(at: now), slug: slug, name: name, area: area))
            } else {
                zones.append(
                    DeliveryZone(
                        id: .make(at: now), slug: slug, name: name, area: area, priority: try facts.number("priority"),
                        fee: Money(cents: Int64(try facts.number("fee_cents"))),
                        freeFrom: (facts["free_from_cents"]?.int).map { Money(cents: Int64($0)) },
                        minimum: Money(cents: Int64(facts["minimum_cents"]?.int ?? 0)), pause: nil))
            }
        }
        try await house.cities.layOut(districts, zones, in: city.id)
    }

    /// The directory; answers the retailers by their id on the map.
    private func takeShops(in city: City) async throws -> [String: RetailerID] {
        let file = try folder.bytes("shops.geojson")
        let list = try RetailerList(osm: file)
        let act = Act(in: city, by: .system)
        let taken = try await house.retailers.take(
            list, districts: house.cities.districts(of: city.id), with: act)
        let ids = try JSONTree(parsing: file)["features"]?.elements.map { $0["properties"]?["@id"]?.string } ?? []
        var shops: [String: RetailerID] = [:]
        for row in taken.rows {
            if let retailer = row.retailer, ids.indices.contains(row.line - 1), let id = ids[row.line - 1] {
                shops[id] = retailer
            }
        }
        for shop in try ordering() {
            guard let retailer = shops[try shop.text("osm")] else { continue }
            for requirement in Requirement.required(for: .orders) {
                try await house.retailers.decide(
                    RequirementDecision(requirement, .waived, note: "demonstration"), of: retailer, with: act)
            }
            try await house.retailers.change(retailer, to: .orders, with: act)
        }
        return shops
    }

    private func ordering() throws -> [JSONTree] { try folder.tree("retailers.json")["ordering"]?.elements ?? [] }

    /// Accounts by their address.
    private func registerPeople(in city: City, _ shops: [String: RetailerID]) async throws -> [String: ID<Account>] {
        let keys = try Dictionary(
            uniqueKeysWithValues: ordering().map { (try $0.text("key"), shops[try $0.text("osm")]) })
        var accounts: [String: ID<Account>] = [:]
        for person in try folder.tree("people.json")["people"]?.elements ?? [] {
            guard let email = Email(try person.text("email")) else {
                throw SeedRefusal.file("people.json", "has no e-mail")
            }
            let account = try await house.accounts.register(
                email, name: person.text("name"), language: "de", password: person.text("password"), in: city.id)
            accounts[email.description] = account.id
            switch try person.text("role") {
            case "courier": try await grant(Membership(role: .courier), to: account.id, in: city)
            case "operator": try await grant(Membership(role: .admin), to: account.id, in: city)
            case "staff":
                guard let retailer = keys[try person.text("shop")] ?? nil else { continue }
                let role = (person["as"]?.string).flatMap { Role(rawValue: $0) } ?? .owner
                try await grant(Membership(role: role, retailer: retailer), to: account.id, in: city)
            default: break
            }
        }
        return accounts
    }

    private func grant(_ membership: Membership, to account: ID<Account>, in city: City) async throws {
        try await house.accounts.grant(membership, to: account, in: city.id, by: .system)
    }
}
