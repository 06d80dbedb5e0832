import Catalogue
import Foundation
import TestSupport
import Vocabulary
import Web

/// Somebody who orders, and sometimes calls off, through every crash; each order as a guest of its own.
struct Writer {
    let number: Int
    let door: Client
    let offers: [ID<Offer>]
    let slots: [String]
    private let journal: Journal
    private var dice: SeededDice

    init(
        _ number: Int, at door: Client, _ goods: (offers: [ID<Offer>], slots: [String]), journal: Journal, seed: UInt64
    ) {
        (self.number, self.door, self.journal) = (number, door, journal)
        (offers, slots) = goods
        dice = SeededDice(seed &+ UInt64(number))
    }

    /// Goes on until the time is over. What fails before the button is forgotten; from there on the journal knows.
    mutating func work(until isOver: () -> Bool) async {
        while !isOver() {
            do { try await orderOnce() } catch {
                try? await Task.sleep(for: .milliseconds(Int.random(in: 20...200, using: &dice)))
            }
        }
    }

    private mutating func orderOnce() async throws {
        let shopper = try await Shopper(at: door)
        let chosen = offers.shuffled(using: &dice).prefix(Int.random(in: 1...3, using: &dice))
        let lines = chosen.map { (offer: $0, quantity: Int.random(in: 1...3, using: &dice)) }
        let basket = try await shopper.basket(lines)
        let slot = slots[Int.random(in: 0..<slots.count, using: &dice)]
        let hold = try await shopper.hold(slot, key: "hold-\(basket)").expect(201).text("id")
        let wish = try Shopper.wish(try await shopper.checkOut(basket, in: hold))
        // Some leave their checkout: its goods and place must come back.
        if Int.random(in: 0..<10, using: &dice) == 0 { return }
        let key = "key-\(basket)"
        journal.willPlace(key, shopper.client.token ?? "", wish)
        let reply = try await press(shopper, wish, key)
        journal.placed(key, reply)
        guard reply.status == 201, Int.random(in: 0..<4, using: &dice) == 0 else { return }
        journal.willCancel(key)
        let path = try "\(ServedCity.base)/purchases/\(reply.json.text("id"))/cancellation"
        if try await shopper.client.post(path, "").status == 200 { journal.cancelled(key) }
    }

    /// Every second one who hears nothing asks again with the same key; the others are asked about at the end.
    private mutating func press(_ shopper: Shopper, _ wish: String, _ key: String) async throws -> Reply {
        let isPatient = Bool.random(using: &dice)
        while true {
            do {
                let reply = try await shopper.place(wish, key: key)
                guard reply.isTransient else { return reply }
                guard isPatient else { throw Shopper.Refused(reply: reply) }
            } catch {
                guard isPatient else { throw error }
            }
            try await Task.sleep(for: .milliseconds(100))
        }
    }
}

extension Reply {
    /// Says "later", not "no".
    var isTransient: Bool { status == 503 || status == 429 || code == "request/in-progress" }
}
