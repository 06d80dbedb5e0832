import Accounts
import Cities
import Hummingbird
import Vocabulary
import Web

/// `/tours/replanning`, locks, changes and next steps: the day while it is ridden.
package struct DispatchRoutes: Sendable {
    let tours: Tours

    package init(tours: Tours) { self.tours = tours }

    package func mount(on city: Endpoints<CityContext>) {
        let dispatch = city.group(as: OperatorContext.self, who: "city operator")
        dispatch.post("tours/replanning", use: replan)
            .post("tours/{tour}/lock", use: lock)
            .get("tours/{tour}/changes", use: changes)
            .post("stops/{stop}/next-step", use: chooseStep)
        city.group("courier", as: CourierContext.self, who: "courier")
            .get("tours/{tour}/changes", use: ownChanges)
            .post("stops/{stop}/next-step", use: chooseOwnStep)
    }

    @Sendable func replan(_ request: Request, _ context: OperatorContext) async throws -> PlannedDayView {
        try request.noQuery()
        let wish = try await ReplanWish(json: request.json())
        return try await tours.view(of: tours.replan(wish, in: context.city, by: context.actor), in: context.city)
    }

    @Sendable func lock(_ request: Request, _ context: OperatorContext) async throws -> TourView {
        try request.noQuery()
        let wish = try await LockWish(json: request.json(upTo: 8192))
        let id = try context.id("tour", as: ID<Tour>.self)
        return try await tours.view(
            of: tours.lock(
                id, through: wish.through, version: wish.version, in: context.city.id, by: context.actor),
            in: context.city)
    }

    @Sendable func changes(_ request: Request, _ context: OperatorContext) async throws -> Page<TourChangeView> {
        let since = try request.since()
        let id = try context.id("tour", as: ID<Tour>.self)
        return Page(try await tours.changes(of: id, since: since, in: context.city.id).map(TourChangeView.init))
    }

    @Sendable func ownChanges(_ request: Request, _ context: CourierContext) async throws -> Page<TourChangeView> {
        let since = try request.since()
        let id = try context.id("tour", as: ID<Tour>.self)
        let changes = try await tours.changes(of: id, since: since, for: context.courier, in: context.city.id)
        return Page(changes.map(TourChangeView.init))
    }

    @Sendable func chooseStep(_ request: Request, _ context: OperatorContext) async throws -> TourView {
        try request.noQuery()
        let step = try await StepWish(json: request.json(upTo: 8192)).step
        return try await tours.view(
            of: tours.choose(step, after: context.id("stop"), in: context.city, by: context.actor),
            in: context.city)
    }

    @Sendable func chooseOwnStep(_ request: Request, _ context: CourierContext) async throws -> TourView {
        try request.noQuery()
        let step = try await StepWish(json: request.json(upTo: 8192)).step
        return try await tours.view(
            of: tours.choose(
                step, after: context.id("stop"), of: context.courier, in: context.city, by: context.actor),
            in: context.city)
    }
}

extension Request {
    /// `?since=…`, a version; everything without.
    fileprivate func since() throws -> Int64 {
        var query = try query()
        let since = try query.optional("since", in: 0...Int.max) ?? 0
        try query.end()
        return Int64(since)
    }
}
