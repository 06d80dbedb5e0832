import Accounts
import Catalogue
import Cities
import Postgres
import Slots
import Vocabulary

extension Orders {
    /// For a client that keeps the basket itself: takes a place of the slot, freezes what the lines come to in it and
    /// puts the goods aside, all in one transaction. Throws what taking a place and a basket's checkout throw.
    func checkOut(
        _ wish: DirectCheckoutWish, by holder: String, in city: City, once: Once<Checkout>
    ) async throws -> Answered {
        let ground = try await ground(in: city)
        try ground.requireOpenCity()
        let buyer = findDoor(of: wish.buyer, in: city)
        let attempt = try await slots.attempt(wish.slot, by: Holder(holder), in: city)
        // A shortage is no answer to keep: forgotten goods may come back.
        var trying = once
        trying.encodeProblem = { $0.isShortage ? nil : once.encodeProblem($0) }
        return try await freeing(in: city.id) { [trying] in
            try await database.transaction(in: city.id, once: trying) { tx in
                let counter = try ground.counter(for: wish.lines, &tx)
                let load = try ground.load(of: counter)
                let place = try attempt.answer(attempt.ask(for: load, &tx), &tx)
                let till = Till(
                    buyer: buyer, holder: holder, ground: ground, counter: counter, slot: place.slot,
                    price: place.hold.price)
                let (checkout, sale) = try till.checkout(attempt.id.cast())
                try place.insert(&tx)
                try till.put(checkout, sale, of: nil, &tx)
                try place.take(for: load, &tx)
                return checkout
            }
        } lines: {
            wish.lines
        }
    }
}
