/// One thing that somebody does. Numbers name the model's places and orders.
enum MarketAct: Sendable {
    case wait(Int64)
    case put(holder: Int, offer: Int, count: Int64)
    case hold(holder: Int, slot: Int)
    case checkOut(place: Int)
    case press(place: Int)
    case callOff(place: Int)
    case accept(Int)
    case refuse(Int)
    case begin(Int)
    case pack(Int, [Int: Int64])
    case cancel(Int, isLiabilityNamed: Bool)
    case deliver(Int)
    case refund(Int, cents: Int64)

    /// Any act that can be asked for; most are sensible, some are not.
    static func random(using dice: inout SeededDice, in model: MarketModel) -> MarketAct {
        let holder = Int.random(in: 0..<3, using: &dice)
        let place = model.places.indices.randomElement(using: &dice)
        let order = model.orders.indices.randomElement(using: &dice)
        switch (Int.random(in: 0..<20, using: &dice), place, order) {
        case (0, _, _): return .wait(Int64.random(in: 1...700, using: &dice))
        case (1...3, _, _),
            (_, nil, _) where Bool.random(using: &dice):
            return .put(
                holder: holder, offer: Int.random(in: 0..<3, using: &dice), count: Int64.random(in: 1...3, using: &dice)
            )
        case (4...5, _, _), (_, nil, _): return .hold(holder: holder, slot: Int.random(in: 0..<2, using: &dice))
        case (6...8, let place?, _): return .checkOut(place: place)
        case (9...11, let place?, _) where model.places[place].till != nil: return .press(place: place)
        case (12, let place?, _) where model.places[place].till == .placed: return .callOff(place: place)
        case (13..., _, let order?): return inShop(order, model.orders[order], using: &dice)
        default: return .wait(1)
        }
    }

    /// Mostly the next step of the order, now and then another one.
    private static func inShop(_ order: Int, _ known: MarketModel.Order, using dice: inout SeededDice) -> MarketAct {
        let counts = known.lines.mapValues { Int64.random(in: 0...$0, using: &dice) }
        let steps: [MarketAct] = [
            .accept(order), .begin(order), .pack(order, Bool.random(using: &dice) ? known.lines : counts),
            .deliver(order),
            .refund(order, cents: Int64.random(in: 1...600, using: &dice)), .refuse(order),
            .cancel(order, isLiabilityNamed: Bool.random(using: &dice)),
        ]
        let next = ["placed": 0, "accepted": 1, "picking": 2, "ready": 3, "completed": 4][known.state]
        guard let next, Int.random(in: 0..<4, using: &dice) > 0 else { return steps.randomElement(using: &dice)! }
        return steps[next]
    }
}

extension MarketModel {
    /// Does it here, and answers what the market must answer.
    mutating func perform(_ act: MarketAct) -> String {
        switch act {
        case .wait(let seconds): wait(seconds)
        case .put(let holder, let offer, let count): baskets[holder][offer] = count
        case .hold(let holder, let slot): return hold(holder, slot)
        case .checkOut(let place): return checkOut(place)
        case .press(let place): return press(place)
        case .callOff(let place): return callOff(place: place)
        case .accept(let order): return advance(order, from: "placed", to: "accepted")
        case .refuse(let order): return refuse(order)
        case .begin(let order): return advance(order, from: "accepted", to: "picking")
        case .pack(let order, let counts): return pack(order, counts)
        case .cancel(let order, let isLiabilityNamed): return cancel(order, isLiabilityNamed: isLiabilityNamed)
        case .deliver(let order): return deliver(order)
        case .refund(let order, let cents): return refund(order, cents)
        }
        return "ok"
    }
}
