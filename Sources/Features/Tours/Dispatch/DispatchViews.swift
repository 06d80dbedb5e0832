import Accounts
import Orders
import Vocabulary
import Web

/// `{"start", "end", "lostShifts"?, "delays"?, "pins"?, "versions"?}`
extension ReplanWish {
    init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        let start: Instant = try fields.required("start")
        let end: Instant = try fields.required("end")
        guard start < end else { throw .fields([FieldProblem("/end", "range", "must be after start")]) }
        time = TimeWindow(start: start, end: end)
        lost = try fields.array("lostShifts", 0...500)
        delays = try fields.array("delays", 0...1000) { json throws(RequestProblem) in
            let (order, readyAt): (ID<RetailerOrder>, Instant) = try json.pair("order", "readyAt")
            return (order, readyAt)
        }
        pins = try fields.array("pins", 0...1000) { json throws(RequestProblem) in
            let (purchase, shift): (ID<Purchase>, ID<Shift>) = try json.pair("purchase", "shift")
            return (purchase, shift)
        }
        versions = try fields.array("versions", 0...500) { json throws(RequestProblem) in
            var entry = try json.object()
            let tour: ID<Tour> = try entry.required("tour")
            let version = try entry.required("version", in: 1...Int64.max)
            try entry.end()
            return (tour, version)
        }
        try fields.end()
    }
}

extension JSON {
    /// An object of two members.
    fileprivate func pair<First: JSONReadable, Second: JSONReadable>(
        _ first: String, _ second: String
    ) throws(RequestProblem) -> (First, Second) {
        var fields = try object()
        let pair: (First, Second) = (try fields.required(first), try fields.required(second))
        try fields.end()
        return pair
    }
}

/// `{"version", "through"?}`
struct LockWish {
    let version: Int64
    let through: ID<Stop>?

    init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        version = try fields.required("version", in: 1...Int64.max)
        through = try fields.optional("through")
        try fields.end()
    }
}

/// `{"step"}`
struct StepWish {
    let step: NextStep

    init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        step = try fields.required("step")
        try fields.end()
    }
}

struct TourChangeView: View {
    let change: TourChange

    func write(to json: inout JSONWriter) {
        json.object {
            $0.field("tour", change.tour)
            $0.field("version", change.version)
            $0.field("stop", change.stop)
            $0.field("kind", change.kind.rawValue)
            $0.field("label", change.label)
            $0.field("oldAt", change.old)
            $0.field("newAt", change.new)
        }
    }
}
