import Accounts
import Retailers
import Vocabulary
import Web

/// `{"slot", "load"?: [{"retailer", "branch", "items"?, "value"?, "litres"?, "grams"?, "crates"?}]}`
struct HoldBody {
    let slot: ID<Slot>
    let load: Load

    init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        slot = try fields.required("slot")
        load = Load(
            try fields.array("load", 0...50) { (json) throws(RequestProblem) in try Load.Share(json: json) })
        try fields.end()
    }
}

extension Load.Share: JSONReadable {
    package init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        let most: ClosedRange<Int64> = 0...1_000_000_000
        try self.init(
            retailer: fields.required("retailer"), branch: fields.required("branch"),
            items: fields.optional("items", in: most) ?? 0, value: fields.optionalAmount("value") ?? .zero,
            litres: fields.optional("litres", in: most) ?? 0, grams: fields.optional("grams", in: most) ?? 0,
            crates: fields.optional("crates", in: most) ?? 0)
        try fields.end()
    }
}

/// A place as its holder sees it.
struct HoldView: View {
    let hold: Hold

    func write(to json: inout JSONWriter) {
        json.object {
            $0.field("id", hold.id)
            $0.field("slot", hold.slot)
            $0.field("state", hold.state)
            $0.field("fee", hold.price.fee)
            $0.field("freeFrom", hold.price.freeFrom)
            $0.field("expiresAt", hold.expires)
        }
    }
}
