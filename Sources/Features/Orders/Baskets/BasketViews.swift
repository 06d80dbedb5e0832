import Catalogue
import Payments
import Slots
import Vocabulary
import Web

/// `{"quantity", "substitution"?, "choices"?}`
struct LineWish {
    let quantity: Int64
    let substitution: Substitution
    let choices: [ID<Choice>]

    init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        try self.init(&fields)
        try fields.end()
    }

    init(_ fields: inout Fields) throws(RequestProblem) {
        quantity = try fields.required("quantity", in: 1...999)
        substitution = try fields.optional("substitution") ?? .none
        choices = try fields.array("choices", 0...50, of: ID<Choice>.self)
    }

    func line(of offer: ID<Offer>) -> BasketLine {
        BasketLine(offer: offer, quantity: quantity, substitution: substitution, choices: choices)
    }
}

/// `{"lines": [{"offer", "quantity", "substitution"?, "choices"?}]}`: all of a basket, each offer once.
struct LineWishes {
    let lines: [BasketLine]

    init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        try self.init(&fields)
        try fields.end()
    }

    init(_ fields: inout Fields) throws(RequestProblem) {
        var offers: Set<ID<Offer>> = []
        lines = try fields.required("lines").array(0...Basket.linesMost) { (json) throws(RequestProblem) in
            var fields = try json.object()
            let offer: ID<Offer> = try fields.required("offer")
            guard offers.insert(offer).inserted else { throw json.wrong("unique", "must name each offer once") }
            let wish = try LineWish(&fields)
            try fields.end()
            return wish.line(of: offer)
        }
    }
}

extension CheckoutWish {
    /// `{"hold", "contact", "payment", "confirmsAge"?}`
    init(json: JSON, basket: ID<Basket>) throws(RequestProblem) {
        var fields = try json.object()
        try self.init(basket: basket, hold: fields.required("hold"), buyer: Buyer(&fields))
        try fields.end()
    }
}

extension DirectCheckoutWish {
    /// `{"lines": [{"offer", "quantity", …}], "slot", "contact", "payment", "confirmsAge"?}`
    init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        try self.init(lines: LineWishes(&fields).lines, slot: fields.required("slot"), buyer: Buyer(&fields))
        try fields.end()
    }
}

extension Buyer {
    fileprivate init(_ fields: inout Fields) throws(RequestProblem) {
        try self.init(
            contact: fields.required("contact"), payment: fields.required("payment"),
            confirmsAge: fields.optional("confirmsAge") ?? false)
    }
}

extension PlacementWish {
    /// `{"checkout", "summaryHash"}`
    init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        checkout = try fields.required("checkout")
        summaryHash = try fields.required("summaryHash", characters: 64...64)
        try fields.end()
    }
}

/// The frozen summary with the hash that must come back.
struct CheckoutView: View {
    let checkout: Checkout

    func write(to json: inout JSONWriter) {
        json.object {
            $0.field("id", checkout.id)
            $0.field("expiresAt", checkout.expires)
            $0.field("summaryHash", checkout.hash)
            $0.field("summary", checkout.summary)
        }
    }
}

extension OrderState: JSONWritable, JSONReadable {}

/// A purchase as its holder sees it.
struct PurchaseView: View {
    let purchase: Purchase

    func write(to json: inout JSONWriter) {
        json.object {
            $0.field("id", purchase.id)
            $0.field("code", purchase.code)
            $0.field("state", purchase.state.rawValue)
            $0.field("method", purchase.method)
            $0.field("payment", purchase.payment)
            $0.field("window", purchase.window)
            $0.field("deliveryFee", purchase.fee)
            $0.field("total", purchase.total)
            $0.field("current", purchase.current)
            $0.field("minimumAge", purchase.minimumAge)
            $0.field("placedAt", purchase.placed)
            $0.field("doorCode", purchase.doorCode)
            let shares = purchase.deliveryShares
            $0.array("orders", purchase.orders.map { OrderView(order: $0, deliveryShare: shares[$0.id]) })
        }
    }
}

/// One retailer's order: its own lines and totals, nothing of the other shops.
struct OrderView: View {
    let order: RetailerOrder
    /// For the resident: how the one delivery fee falls on the shops.
    var deliveryShare: Money?

    func write(to json: inout JSONWriter) {
        json.object {
            $0.field("id", order.id)
            $0.field("purchase", order.purchase)
            $0.field("retailer", order.retailer)
            $0.field("branch", order.branch)
            $0.field("number", order.number)
            $0.field("state", order.state)
            $0.field("total", order.total)
            $0.field("packedTotal", order.charge.total)
            $0.field("deliveryShare", deliveryShare)
            $0.field("answerUntil", order.answerUntil)
            $0.field("readyAt", order.ready)
            $0.field("fetchUntil", order.fetchUntil)
            $0.field("reason", order.reason)
            $0.field("version", order.version)
            $0.array("lines", order.lines)
        }
    }
}

extension OrderLine: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.object {
            $0.field("position", position)
            $0.field("picked", picked)
            if replaced > 0 { $0.field("replaced", replaced) }
            if let substitute {
                $0.object("substitute") {
                    $0.field("state", substitute.state)
                    $0.field("replaces", substitute.replaces)
                    $0.field("units", substitute.units)
                    $0.field("answerUntil", substitute.answerUntil)
                }
            }
            $0.field("sale", sale)
        }
    }
}
