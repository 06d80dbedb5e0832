import Accounts
import Catalogue
import Cities
import Payments
import Postgres
import Synchronization
import Vocabulary

@testable import Orders
@testable import Slots

/// One run of random acts: each is done in the real market and in the model, and both must agree, in what is answered
/// and in every figure.
struct MarketMachine {
    /// Where the two disagreed; the acts up to there.
    struct Disagreement: Error, CustomStringConvertible {
        let description: String
    }

    let market: Market
    let number: Int
    private var dice: SeededDice
    private var model: MarketModel
    private let offers: [ID<Offer>]
    private let slots: [ID<Slot>]
    private var baskets: [ID<Basket>] = []
    /// In the order of the model's places.
    private var holds: [ID<Hold>] = []
    private var checkouts: [Int: Checkout] = [:]
    private var purchases: [Int: ID<Purchase>] = [:]
    private var orders: [RetailerOrder] = []
    private var trail: [String] = []

    init(_ number: Int, in market: Market, seed: UInt64) async throws {
        (self.number, self.market) = (number, market)
        var dice = SeededDice(seed &+ UInt64(number))
        let stock = (0..<3).map { _ in Int64.random(in: 2...9, using: &dice) }
        self.dice = dice
        model = MarketModel(onHand: stock)
        offers = try (0..<3).map {
            try market.city.offer(MarketModel.shops[$0], cents: MarketModel.prices[$0], stock: stock[$0])
        }
        slots = try market.freshSlots(2, places: MarketModel.placesMost)
        for holder in 0..<3 { baskets.append(try await market.orders.openBasket(for: name(holder), in: market.id).id) }
    }

    private func name(_ holder: Int) -> String { "m\(number)-\(holder)" }

    mutating func run(steps: Int) async throws {
        let start = market.clock.now
        for _ in 0..<steps {
            var expected = model
            let act = MarketAct.random(using: &dice, in: model)
            let promised = expected.perform(act)
            var answered = "ok"
            do { try await perform(act) } catch let problem as any Problem { answered = problem.code } catch {
                answered = "\(error)"
            }
            model = expected
            trail.append("\(act) → \(answered)")
            guard answered == promised else { throw disagreement("answered \(answered), expected \(promised)") }
            let figures = try market.figures(offers, slots, holders: "m\(number)-%")
            guard figures == model.figures else {
                throw disagreement("figures are \(figures), expected \(model.figures)")
            }
            guard market.clock.now.seconds(since: start) == model.now else { throw disagreement("the clock is wrong") }
        }
    }

    private func disagreement(_ what: String) -> Disagreement {
        Disagreement(description: "machine \(number): \(what)\n" + trail.joined(separator: "\n"))
    }
}

extension MarketMachine {
    private mutating func perform(_ act: MarketAct) async throws {
        switch act {
        case .wait(let seconds):
            market.clock.advance(seconds: seconds)
            while try await market.orders.expireCheckouts(in: market.id) == 100 {}
            _ = try await market.slots.expire(in: market.id)
        case .put(let holder, let offer, let count):
            let line = BasketLine(offer: offers[offer], quantity: count, substitution: .none)
            _ = try await market.orders.put(line, into: baskets[holder], of: name(holder), in: market.id)
        case .hold(let holder, let slot):
            let wish = HoldWish(slot: slots[slot], holder: Holder(name(holder)), load: Load())
            holds.append(try await market.slots.hold(wish, in: market.city.city).id)
        case .checkOut(let place):
            let holder = model.places[place].holder
            let wish = CheckoutWish(
                basket: baskets[holder], hold: holds[place],
                buyer: Buyer(contact: Market.door, payment: .cash, confirmsAge: false))
            checkouts[place] = try await market.orders.checkOut(wish, by: name(holder), in: market.city.city)
        case .press(let place): try await press(place)
        case .callOff(let place):
            let holder = name(model.places[place].holder)
            _ = try await market.orders.cancel(
                purchases[place]!, of: holder, in: market.city.city, by: Actor(subject: holder, role: "resident"))
        default: try await performInShop(act)
        }
    }

    private mutating func press(_ place: Int) async throws {
        let holder = model.places[place].holder
        guard let checkout = checkouts[place] else { return }
        let wish = PlacementWish(checkout: checkout.id, summaryHash: checkout.hash)
        let once = Once<Purchase>(
            subject: name(holder), route: "POST /purchases", key: "\(trail.count)", fingerprint: [1],
            encode: { StoredAnswer(status: 201, contentType: "", body: Array(#"{"id":"\#($0.id)"}"#.utf8)) },
            encodeProblem: { _ in nil })
        let actor = Actor(subject: name(holder), role: "resident")
        let answered = try await market.orders.place(wish, by: actor, in: market.city.city, once: once)
        let id = ID<Purchase>(String(String(decoding: answered.answer.body, as: UTF8.self).dropFirst(7).prefix(36)))!
        purchases[place] = id
        let placed = try await market.orders.purchase(id, of: name(holder), in: market.id).orders
        orders += placed.sorted { market.shop($0) < market.shop($1) }
        baskets[holder] = try await market.orders.openBasket(for: name(holder), in: market.id).id
    }

    private func performInShop(_ act: MarketAct) async throws {
        let (real, city, staff) = (market.orders, market.city.city, Actor(subject: "staff", role: "manager"))
        func at(_ order: Int) -> (ID<RetailerOrder>, RetailerID) { (orders[order].id, orders[order].retailer) }
        switch act {
        case .accept(let order): _ = try await real.accept(at(order).0, of: at(order).1, in: city, by: staff)
        case .refuse(let order):
            _ = try await real.refuse(at(order).0, of: at(order).1, reason: "leer", in: city, by: staff)
        case .begin(let order): _ = try await real.startPicking(at(order).0, of: at(order).1, in: city, by: staff)
        case .pack(let order, let counts):
            let picks = orders[order].lines.map { line in
                Pick(position: line.position, count: counts[offers.firstIndex(of: line.sale.offer)!]!)
            }
            _ = try await real.finishPicking(at(order).0, of: at(order).1, picks, in: city, by: staff)
        case .cancel(let order, let isLiabilityNamed):
            let why = CallOff(reason: "geht nicht", liable: isLiabilityNamed ? .retailer : nil)
            _ = try await real.cancel(at(order).0, of: at(order).1, why, in: city, by: staff)
        case .deliver(let order): try await market.deliver(orders[order])
        case .refund(let order, let cents): try await market.refund(orders[order], cents)
        default: break
        }
    }
}
