import Accounts
import Cities
import Jobs
import Postgres
import Retailers
import Slots
import Vocabulary
import Web

/// What somebody says who fetches goods, and whether their age was looked at.
package struct FetchProof: Sendable {
    package let code: String
    package let ageChecked: Bool

    package init(code: String, ageChecked: Bool = false) {
        self.code = code
        self.ageChecked = ageChecked
    }
}

extension FetchProof: JSONReadable {
    /// `{"code", "ageChecked"?}`
    package init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        code = try fields.required("code", characters: 4...4)
        ageChecked = try fields.optional("ageChecked") ?? false
        try fields.end()
    }
}

/// What nobody fetched by then goes back onto the shelf.
struct FetchDeadline: Job {
    static let kind = "orders.fetch-deadline"
    let order: ID<RetailerOrder>
}

extension Orders {
    /// The resident has fetched the goods in the shop, said the code and paid there. Throws `.wrongCode`, and
    /// `.ageNotChecked` where goods ask for an age and nobody looked.
    package func handOverInShop(
        _ order: ID<RetailerOrder>, of retailer: RetailerID, _ proof: FetchProof, in city: City, by actor: Actor
    ) async throws -> RetailerOrder {
        try await act(on: order, of: retailer, in: city, by: actor) { dossier, tx in
            let known = try dossier.order(order)
            guard dossier.purchase.method == .pickup else { throw OrderProblem.wrongState(known.state) }
            _ = try known.state.after(.handOver)
            let code = try tx.first(FindDoorCode(city: city.id, purchase: dossier.purchase.id))
            guard code == proof.code else { throw OrderProblem.wrongCode }
            let age = known.lines.map(\.sale.minimumAge).max() ?? 0
            guard age == 0 || proof.ageChecked else { throw OrderProblem.ageNotChecked(age) }
            try dossier.advance(order, .handOver, &tx)
            try dossier.complete(&tx)
        }
    }

    /// Nobody came: goods, money and place go back. Nothing happens where somebody did, or where the shop called it
    /// off.
    func giveUp(_ order: ID<RetailerOrder>, in city: City) async throws {
        let now = clock.now()
        try await database.transaction(in: city.id) { tx in
            var dossier = try Dossier.open(order, in: city, at: now, by: .system, &tx)
            guard try dossier.order(order).state == .ready else { return }
            try dossier.callOff([order], .writeOff, CallOff(reason: "not fetched in time"), &tx)
        }
    }
}

extension Dossier {
    /// A pickup waits from now on, until so long after its slot as the shop keeps things.
    func awaitFetching(_ order: RetailerOrder, _ tx: inout Tx) throws {
        let terms = try tx.first(FindSellingTerms(city: city.id, retailers: [order.retailer]))?.terms ?? SellingTerms()
        let until = max(now, purchase.window.end) + terms.keepsSeconds
        try tx.run(SetReady(city: city.id, order: order.id, at: now, until: until))
        try tx.enqueue(FetchDeadline(order: order.id), at: until)
    }
}
