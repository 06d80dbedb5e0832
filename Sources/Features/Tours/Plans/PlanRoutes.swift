import Accounts
import Cities
import Hummingbird
import Vocabulary
import Web

/// `/plans`: the routing core for those who dispatch elsewhere; VROOM's JSON in and out.
package struct PlanRoutes: Sendable {
    let desk: PlanDesk
    let tours: Tours

    package init(desk: PlanDesk, tours: Tours) {
        self.desk = desk
        self.tours = tours
    }

    package func mount(on city: Endpoints<CityContext>) {
        city.group(as: PlannerContext.self, who: "city operator, key with plans").post("plans", use: plan)
    }

    @Sendable func plan(_ request: Request, _ context: PlannerContext) async throws -> Answer {
        var query = try request.query()
        var wish = PlanWish()
        wish.seconds = try query.optional("seconds", in: PlanWish.seconds) ?? wish.seconds
        wish.seed = UInt64(try query.optional("seed", in: 0...Int.max) ?? 1)
        wish.fewestVehicles = try query.optional("objective", as: Goal.self) == .fleet
        try query.end()
        let question = try await request.bytes(of: ["application/json"], upTo: PlanDesk.mostBytes)
        let ways = tours.travelTimes(in: context.city)
        return Answer(bytes: try await desk.answer(question, wish, ways), type: "application/json")
    }

    /// Fewest vehicles first, or the cost alone.
    enum Goal: String { case fleet, dist }
}
