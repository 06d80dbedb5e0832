import Accounts
import Cities
import Hummingbird
import Vocabulary
import Web

/// `/retailers/{retailer}/picking-list`: what to take from the shelves.
struct PickListRoutes: Sendable {
    let orders: Orders

    func mount(on city: Endpoints<CityContext>) {
        city.group("retailers/{retailer}", as: StaffContext.self, who: "the retailer's people")
            .get("picking-list", use: list)
    }

    /// `from` (now) up to `to` (a day later), 14 days at most.
    @Sendable func list(_ request: Request, _ context: StaffContext) async throws -> Page<PickListView> {
        try context.require(.viewer, scope: .orders)
        var query = try request.query()
        let from: Instant = try query.optional("from") ?? orders.clock.now()
        let to: Instant = try query.optional("to") ?? from + 86_400
        try query.end()
        guard from < to, to.seconds(since: from) <= 14 * 86_400 else {
            throw Query.wrong("to", "range", "must be later than from, by 14 days at most")
        }
        let time = TimeWindow(start: from, end: to)
        let lists = try await orders.pickLists(of: context.retailer, in: time, city: context.city.id)
        return Page(lists.map { PickListView(list: $0) })
    }
}

/// `{"branch", "window", "lines": [{"offer", "title", "shelf"?, "quantity", "orders": [{"order", "label",
/// "quantity"}]}]}`
struct PickListView: View {
    let list: PickList

    func write(to json: inout JSONWriter) {
        json.object {
            $0.field("branch", list.branch)
            $0.field("window", list.window)
            $0.array("lines", list.items)
        }
    }
}

extension PickList.Item: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.object {
            $0.field("offer", offer)
            $0.field("title", title)
            $0.field("shelf", shelf)
            $0.field("quantity", quantity)
            $0.array("orders", parts)
        }
    }
}

extension PickList.Part: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.object {
            $0.field("order", order)
            $0.field("label", label)
            $0.field("quantity", quantity)
        }
    }
}
