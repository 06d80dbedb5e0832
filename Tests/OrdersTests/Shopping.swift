import Accounts
import Catalogue
import Cities
import Payments
import Postgres
import Retailers
import Synchronization
import Vocabulary
import Web

@testable import Orders
@testable import Slots

/// What a resident does, at one of the town's doors.
extension OrderTown {
    static let door = Contact(
        name: "Erika Muster", phone: "0151 1234567", email: nil, street: "Hauptstraße", houseNumber: "5",
        postcode: "40000", town: "Teststadt", place: Place(latitude: 51, longitude: 7)!, note: "Hinterhaus")

    /// A basket with so many of each.
    func basket(_ holder: String, _ lines: [(ID<Offer>, Int64)], door: Int = 0) async throws -> ID<Basket> {
        let orders = doors[door].orders
        let basket = try await orders.openBasket(for: holder, in: city.id)
        for (offer, quantity) in lines {
            let line = BasketLine(offer: offer, quantity: quantity, substitution: .none)
            _ = try await orders.put(line, into: basket.id, of: holder, in: city.id)
        }
        return basket.id
    }

    /// A place in a slot that begins so many hours from now at the earliest.
    func hold(_ holder: String, hours: Int64 = 30, door: Int = 0) async throws -> ID<Hold> {
        let span = TimeWindow(start: clock.now + hours * 3600, end: clock.now + 4 * 86_400)
        let found = try await doors[door].slots.open(SlotSearch(.zone("mitte"), within: span), in: city)
        let wish = HoldWish(slot: found.offers[0].slot.id, holder: Holder(holder), load: Load())
        return try await doors[door].slots.hold(wish, in: city).id
    }

    /// The summary of a basket.
    func checkOut(
        _ basket: ID<Basket>, _ holder: String, in hold: ID<Hold>, door: Int = 0, payment: PaymentMethod = .cash,
        confirmsAge: Bool = false
    ) async throws -> Checkout {
        let wish = CheckoutWish(
            basket: basket, hold: hold,
            buyer: Buyer(contact: Self.door, payment: payment, confirmsAge: confirmsAge))
        return try await doors[door].orders.checkOut(wish, by: holder, in: city)
    }

    /// The button; answers the stored answer: 201 with the purchase's id, or 409 with the problem's code.
    func place(_ checkout: Checkout, _ holder: String, key: String = "key", door: Int = 0) async throws -> Answered {
        let once = Once<Purchase>(
            subject: holder, route: "POST purchases", key: key, fingerprint: [1],
            encode: { StoredAnswer(status: 201, contentType: "text/plain", body: Array($0.id.description.utf8)) },
            encodeProblem: { problem in
                // As Web does: what says "later" is never stored.
                guard problem.kind != .unavailable else { return nil }
                return StoredAnswer(status: 409, contentType: "text/plain", body: Array(problem.code.utf8))
            })
        let wish = PlacementWish(checkout: checkout.id, summaryHash: checkout.hash)
        let actor = Actor(subject: holder, role: "resident")
        return try await doors[door].orders.place(wish, by: actor, in: city, once: once)
    }

    /// From nothing to a purchase.
    func order(_ holder: String, _ lines: [(ID<Offer>, Int64)], payment: PaymentMethod = .cash) async throws -> Purchase
    {
        let basket = try await basket(holder, lines)
        let checkout = try await checkOut(basket, holder, in: hold(holder), payment: payment)
        let answered = try await place(checkout, holder)
        guard let id = ID<Purchase>(answered.text) else { throw NotPlaced(answer: answered.text) }
        return try await orders.purchase(id, of: holder, in: city.id)
    }

    /// The order of a shop, as it stands now.
    func refresh(_ purchase: Purchase) async throws -> Purchase {
        try await orders.purchase(purchase.id, of: purchase.holder, in: city.id)
    }

    func staff(_ name: String = "staff") -> Actor { Actor(subject: name, role: "picker") }
}

/// The button answered with a "no".
struct NotPlaced: Error { let answer: String }

extension Answered {
    var text: String { String(decoding: answer.body, as: UTF8.self) }
}

/// What happened to many attempts at once.
struct Tally {
    var done = 0
    var refused: [String: Int] = [:]
    var broken: [String] = []

    mutating func count(_ result: Result<Void, any Error>) {
        switch result {
        case .success: done += 1
        case .failure(let problem as any Problem): refused[problem.code, default: 0] += 1
        case .failure(let error): broken.append("\(error)")
        }
    }
}

/// `attempts` at once, told apart by number.
func tally(_ attempts: Int, _ attempt: @escaping @Sendable (Int) async throws -> Void) async -> Tally {
    await withTaskGroup(of: Result<Void, any Error>.self) { group in
        for number in 0..<attempts {
            group.addTask {
                do { return .success(try await attempt(number)) } catch { return .failure(error) }
            }
        }
        var tally = Tally()
        for await result in group { tally.count(result) }
        return tally
    }
}

/// Bytes in the order a test wants them.
final class Draws: Sendable {
    private let state: Mutex<(bytes: [UInt8], taken: Int)>

    init(_ bytes: [UInt8]) { state = Mutex((bytes, 0)) }

    var count: Int { state.withLock { $0.taken } }

    func next() -> UInt8 {
        state.withLock { state in
            state.taken += 1
            return state.bytes[(state.taken - 1) % state.bytes.count]
        }
    }
}
