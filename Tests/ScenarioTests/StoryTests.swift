import Foundation
import TestSupport
import Testing
import Web

/// What needs the started program: one after the other, since each has the machine to itself.
@Suite(.serialized) struct LiveTests {
    /// The market's main job on the seeded town.
    @Test(.timeLimit(.minutes(15)))
    func `three shops, one basket, one tour, one door, and the books agree`() async throws {
        try await LiveTown.within { town in
            let story = try await Story(town)
            let slot = try await story.freeSlot()
            let before = try await story.stockAndPlaces(slot: slot)
            let basket = try await story.fillBasket()
            let checkout = try await story.checkOut(basket, slot: slot)
            let purchase = try await story.order(checkout)
            try await story.packAtEveryShop(purchase)
            let drafts = try await story.planAndPublish(purchase)
            let tours = try await story.loseCourier(of: drafts, purchase)
            for tour in tours { try await story.ride(tour, purchase) }
            let done = try await story.resident.get("/purchases/\(purchase.text("id"))")
            #expect(try done.text("state") == "completed")
            #expect(try done.items("orders").map { try $0.text("state") } == ["completed", "completed", "completed"])
            try await story.checkBooks(total: done.cents("total"))
            let after = try await story.stockAndPlaces(slot: slot)
            #expect(after.stock == before.stock.map { $0 - Story.quantity })
            #expect(after.booked == before.booked + 1)
        }
    }
}

/// The people of the story and what each of them does.
struct Story {
    let town: LiveTown
    let resident: Person
    let operatingCity: Person
    /// By the shop's name in the demonstration.
    let owners: [(shop: String, person: Person, retailer: String)]
    /// What is bought, a shop each, in the order of `owners`.
    let offers: [String]

    static let quantity = 3

    init(_ town: LiveTown) async throws {
        self.town = town
        resident = try await Person(town, email: "bewohnerin@demo.invalid", password: "bewohnerin-demo-2026")
        operatingCity = try await Person(town, email: "stadt@demo.invalid", password: "stadtverwaltung-demo-2026")
        var owners: [(String, Person, String)] = []
        var offers: [String] = []
        for shop in ["rewe", "klein", "alldrink"] {
            let person = try await Person.owner(of: shop, in: town)
            let retailers = try await person.get("/me").items("memberships").compactMap { $0["retailer"]?.string }
            let retailer = try #require(retailers.first)
            owners.append((shop, person, retailer))
            let offer =
                shop == "rewe"
                ? try await Self.find("hafermlch", named: "Hafermilch", at: retailer, resident)
                : try await Self.countedOffer(of: retailer, person)
            offers.append(offer)
        }
        (self.owners, self.offers) = (owners, offers)
    }

    /// What the resident means by what she typed, and what a shop asks for it.
    private static func find(
        _ typed: String, named name: String, at retailer: String, _ resident: Person
    ) async throws -> String {
        let path = "/search?q=\(typed)&retailer=\(retailer)"
        // A town that was seeded a moment ago says so (503) until its index is filled.
        for _ in 0..<240 {
            guard try await resident.client.get(Person.base + path).status == 503 else { break }
            try await Task.sleep(for: .milliseconds(250))
        }
        let hits = try await resident.get(path).items()
        let meant = hits.filter { $0["title"]?.string?.contains(name) == true }
        let offers = try #require(meant.first, "found: \(hits)").items("offers")
        let theirs = offers.filter { $0["retailer"]?.string == retailer }
        let offer = try #require(theirs.first)
        #expect(try offer.cents("price") > 0)
        return try offer.text("offer")
    }

    /// The first of the shop's offers that it counts: the story checks what is left of it.
    private static func countedOffer(of retailer: String, _ owner: Person) async throws -> String {
        let products = try await owner.get("/retailers/\(retailer)/offers?limit=100").items()
        for offer in products.flatMap({ $0.items("offers") }) {
            let id = try offer.text("id")
            let left = try await owner.get("/retailers/\(retailer)/assortment/\(id)")["available"]?.int
            if let left, left >= quantity { return id }
        }
        throw NothingCounted(retailer: retailer)
    }

    struct NothingCounted: Error {
        let retailer: String
    }

    /// The first window that deliveries to the old town still have places in.
    func freeSlot() async throws -> String {
        let slots = try await resident.get("/slots?zone=altstadt&method=delivery").items()
        return try #require(slots.first).text("id")
    }

    /// What the shops have left of each offer, and how many places of the slot are taken.
    func stockAndPlaces(slot: String) async throws -> (stock: [Int], booked: Int) {
        var stock: [Int] = []
        for (owner, offer) in zip(owners, offers) {
            let reply = try await owner.person.get("/retailers/\(owner.retailer)/assortment/\(offer)")
            stock.append(try #require(reply["available"]?.int, "\(reply)"))
        }
        let booked = try await operatingCity.get("/slots/\(slot)")["booked"]?.int
        return (stock, try #require(booked))
    }

    func fillBasket() async throws -> String {
        let basket = try await resident.post("/baskets", status: 201).text("id")
        for (index, offer) in offers.enumerated() {
            let filled = try await resident.put(
                "/baskets/\(basket)/lines/\(offer)", #"{"quantity": \#(Self.quantity)}"#)
            #expect(filled.items("lines").count == index + 1)
        }
        return basket
    }

    /// Holds the slot, then asks for the summary to agree to.
    func checkOut(_ basket: String, slot: String) async throws -> JSONTree {
        let hold = try await resident.post(
            "/holds", #"{"slot": "\#(slot)"}"#, key: UUID().uuidString, status: 201)
        let contact = """
            {"name": "Bewohnerin Demo", "street": "Taunusstraße", "houseNumber": "12", "postcode": "63303",
             "town": "Dreieich", "place": {"latitude": 50.0018, "longitude": 8.7132}}
            """
        let checkout = try await resident.post(
            "/baskets/\(basket)/checkout",
            """
            {"hold": "\(hold.text("id"))", "contact": \(contact), "payment": "cash", "confirmsAge": true}
            """)
        #expect(checkout["summary"]?.items("retailers").count == 3)
        return checkout
    }

    /// Sent twice under one key, as a nervous phone does: one purchase.
    func order(_ checkout: JSONTree) async throws -> JSONTree {
        let wish = try #"{"checkout": "\#(checkout.text("id"))", "summaryHash": "\#(checkout.text("summaryHash"))"}"#
        let key = UUID().uuidString
        let purchase = try await resident.post("/purchases", wish, key: key, status: 201)
        #expect(try await resident.post("/purchases", wish, key: key, status: 201) == purchase)
        #expect(purchase.items("orders").count == 3)
        return purchase
    }

    /// Each shop takes its share, picks all of it and sets it ready.
    func packAtEveryShop(_ purchase: JSONTree) async throws {
        for owner in owners {
            let inbox = "/retailers/\(owner.retailer)/orders"
            let placed = try await owner.person.get("\(inbox)?state=placed").items()
            let ours = placed.filter { $0["purchase"] == purchase["id"] }
            let share = try #require(ours.first)
            let order = try "\(inbox)/\(share.text("id"))"
            try await owner.person.post("\(order)/acceptance")
            try await owner.person.post("\(order)/picking")
            let lines = try share.items("lines").map { line in
                let picked = try #require(line["sale"]?["quantity"]?.int)
                return #"{"position": \#(try #require(line["position"]?.int)), "picked": \#(picked)}"#
            }
            try await owner.person.post("\(order)/readiness", #"{"lines": [\#(lines.joined(separator: ","))]}"#)
        }
    }

    func planAndPublish(_ purchase: JSONTree) async throws -> [JSONTree] {
        let window = try #require(purchase["window"])
        let draft = try await operatingCity.post(
            "/tours/planning", #"{"start": "\#(window.text("start"))", "end": "\#(window.text("end"))"}"#)
        let tours = draft.items("tours")
        #expect(tours.flatMap { $0.items("stops") }.map { $0["kind"]?.string }.count { $0 == "pickup" } == 3)
        for tour in tours { try await operatingCity.post("/tours/\(tour.text("id"))/publication") }
        return tours
    }

    /// Before anything is fetched the courier falls ill: another takes over what was theirs, halt by halt.
    func loseCourier(of tours: [JSONTree], _ purchase: JSONTree) async throws -> [JSONTree] {
        let window = try #require(purchase["window"])
        let (start, end) = try (window.text("start"), window.text("end"))
        let shifts = try await operatingCity.get("/shifts?from=\(start)&to=\(end)").items()
        let ill = tours.compactMap { $0["courier"]?.string }
        let free = shifts.filter { !ill.contains($0["courier"]?.string ?? "") }
        if free.isEmpty { return tours }
        let lost = try shifts.filter { ill.contains($0["courier"]?.string ?? "") }.map { try "\"\($0.text("id"))\"" }
        let day = try await operatingCity.post(
            "/tours/replanning",
            #"{"start": "\#(start)", "end": "\#(end)", "lostShifts": [\#(lost.joined(separator: ","))]}"#)
        #expect(day.items("unassigned").isEmpty)
        let halts = try tours.flatMap { $0.items("stops") }.map { try $0.text("id") }
        let new = day.items("tours").filter { $0["state"]?.string == "draft" }
        #expect(try Set(new.flatMap { $0.items("stops") }.map { try $0.text("id") }) == Set(halts))
        #expect(day.items("changes").filter { $0["kind"]?.string == "removed" }.count == halts.count)
        for tour in new { try await operatingCity.post("/tours/\(tour.text("id"))/publication") }
        return new
    }

    /// The courier of the tour fetches it, starts, picks up everywhere and delivers with the resident's code.
    func ride(_ tour: JSONTree, _ purchase: JSONTree) async throws {
        let courier = try await courier(of: tour)
        let id = try tour.text("id")
        let mine = try await courier.get("/courier/tours").items()
        #expect(mine.contains { $0["id"]?.string == id })
        try await courier.post("/courier/tours/\(id)/start")
        let commands = try tour.items("stops").enumerated().map { position, stop in
            let isPickup = try stop.text("kind") == "pickup"
            let act = try isPickup ? "" : #", "code": "\#(purchase.text("doorCode"))", "ageChecked": true"#
            return """
                {"id": "\(UUID().uuidString.lowercased())", "stop": "\(try stop.text("id"))", "sequence": \(position),
                 "action": "\(isPickup ? "pick_up" : "deliver")", "deviceTime": "2026-11-23T10:00:00Z"\(act)}
                """
        }
        let batch = #"{"commands": [\#(commands.joined(separator: ","))]}"#
        for isReplay in [false, true] {
            let outcomes = try await courier.post("/courier/commands", batch).items("outcomes")
            #expect(outcomes.map { $0["outcome"]?.string } == commands.map { _ in "done" })
            #expect(outcomes.map { $0["isReplay"]?.bool } == commands.map { _ in isReplay })
        }
    }

    private func courier(of tour: JSONTree) async throws -> Person {
        for name in ["kurierin", "kurier"] {
            let person = try await Person(town, email: "\(name)@demo.invalid", password: "\(name)-demo-2026")
            if try await person.get("/me")["id"] == tour["courier"] { return person }
        }
        throw LiveTown.NotOpened(description: "the tour's courier is nobody of the demonstration")
    }

    /// Every posting sums to zero, nobody owes anything, and the cash is what the resident paid at the door.
    func checkBooks(total: Int) async throws {
        let day = Date.now.formatted(.iso8601.year().month().day())
        let later = (Date.now + 20 * 86_400).formatted(.iso8601.year().month().day())
        let books = try await operatingCity.get("/ledger?from=\(day)&to=\(later)")
        #expect(try books.cents("sum") == 0)
        #expect(books["imbalances"]?.int == 0)
        let lines = books.items("lines")
        let sum = { (account: String) in
            try lines.filter { $0["account"]?.string == account }.reduce(0) { try $0 + $1.cents("amount") }
        }
        #expect(try lines.reduce(0) { try $0 + $1.cents("amount") } == 0)
        #expect(try sum("receivable") == 0)
        #expect(try sum("cash") == total)
    }
}
