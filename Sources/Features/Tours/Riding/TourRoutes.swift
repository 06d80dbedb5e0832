import Accounts
import Cities
import Hummingbird
import Vocabulary
import Web

/// `/tours`, `/vehicles`, `/shifts` for those who dispatch, `/courier/…` for those who ride.
package struct TourRoutes: Sendable {
    let tours: Tours

    package init(tours: Tours) { self.tours = tours }

    package func mount(on city: Endpoints<CityContext>) {
        let dispatch = city.group(as: OperatorContext.self, who: "city operator")
        dispatch.group("tours")
            .get(use: list)
            .get("{tour}", use: show)
            .get("{tour}/map.svg", use: map)
            .post("planning", use: plan)
            .post("{tour}/publication", use: publish)
            .post("{tour}/cancellation", use: cancel)
        dispatch.get("vehicles", use: vehicles).post("vehicles", use: addVehicle)
        dispatch.get("shifts", use: shifts).post("shifts", use: addShift)
        city.group("courier", as: CourierContext.self, who: "courier")
            .get("tours", use: ownTours)
            .get("tours/{tour}/map.svg", use: ownMap)
            .post("tours/{tour}/start", use: start)
            .post("commands", use: carryOut)
    }

    @Sendable func list(_ request: Request, _ context: OperatorContext) async throws -> Page<TourView> {
        let time = try request.timeWindow()
        let all = try await tours.tours(time, in: context.city.id)
        return Page(try await tours.views(of: all, in: context.city))
    }

    @Sendable func show(_ request: Request, _ context: OperatorContext) async throws -> TourView {
        try request.noQuery()
        let tour = try await tours.tour(context.id("tour"), in: context.city.id)
        return try await tours.view(of: tour, in: context.city)
    }

    @Sendable func map(_ request: Request, _ context: OperatorContext) async throws -> Answer {
        try request.noQuery()
        let tour = try await tours.tour(context.id("tour"), in: context.city.id)
        return try await tours.picture(of: tour, in: context.city, to: request)
    }

    @Sendable func plan(_ request: Request, _ context: OperatorContext) async throws -> PlannedDayView {
        try request.noQuery()
        let time = try await TimeWindow(json: request.json())
        return try await tours.view(of: tours.plan(time, in: context.city, by: context.actor), in: context.city)
    }

    @Sendable func publish(_ request: Request, _ context: OperatorContext) async throws -> TourView {
        try await advance(.publish, request, context)
    }

    @Sendable func cancel(_ request: Request, _ context: OperatorContext) async throws -> TourView {
        try await advance(.cancel, request, context)
    }

    private func advance(
        _ event: TourEvent, _ request: Request, _ context: OperatorContext
    ) async throws -> TourView {
        try request.noQuery()
        let id = try context.id("tour", as: ID<Tour>.self)
        let tour = try await tours.advance(id, event, version: nil, in: context.city.id, by: context.actor)
        return try await tours.view(of: tour, in: context.city)
    }

    @Sendable func vehicles(_ request: Request, _ context: OperatorContext) async throws -> Page<VehicleView> {
        try request.noQuery()
        return Page(try await tours.vehicles(in: context.city.id).map { VehicleView(vehicle: $0) })
    }

    @Sendable func addVehicle(_ request: Request, _ context: OperatorContext) async throws -> Answer {
        try request.noQuery()
        let wish = try await VehicleWish(json: request.json())
        let vehicle = try await tours.addVehicle(
            wish.name, capacity: wish.capacity, metresPerHour: wish.metresPerHour, isCooled: wish.isCooled,
            in: context.city.id, by: context.actor)
        return Answer(VehicleView(vehicle: vehicle), status: .created)
    }

    @Sendable func shifts(_ request: Request, _ context: OperatorContext) async throws -> Page<ShiftView> {
        let time = try request.timeWindow()
        return Page(try await tours.shifts(time, in: context.city.id).map { ShiftView(shift: $0) })
    }

    @Sendable func addShift(_ request: Request, _ context: OperatorContext) async throws -> Answer {
        try request.noQuery()
        let wish = try await ShiftWish(json: request.json())
        let id = try await tours.addShift(
            of: wish.courier, on: wish.vehicle, wish.time, from: wish.hub ?? context.city.centre, in: context.city.id,
            by: context.actor)
        return Answer(CreatedView(id: id), status: .created)
    }

    @Sendable func ownTours(_ request: Request, _ context: CourierContext) async throws -> Page<TourView> {
        try request.noQuery()
        let own = try await tours.tours(of: context.courier, in: context.city.id)
        let doors = try await tours.doors(of: own, in: context.city.id)
        return Page(try await tours.views(of: own, doors: doors, in: context.city))
    }

    @Sendable func ownMap(_ request: Request, _ context: CourierContext) async throws -> Answer {
        try request.noQuery()
        let id = try context.id("tour", as: ID<Tour>.self)
        let own = try await tours.tours(of: context.courier, in: context.city.id)
        guard let tour = own.first(where: { $0.id == id }) else { throw TourProblem.unknown }
        return try await tours.picture(of: tour, in: context.city, to: request)
    }

    @Sendable func start(_ request: Request, _ context: CourierContext) async throws -> TourView {
        try request.noQuery()
        let id = try context.id("tour", as: ID<Tour>.self)
        let tour = try await tours.start(id, of: context.courier, in: context.city.id, by: context.actor)
        return try await tours.view(of: tour, in: context.city)
    }

    @Sendable func carryOut(_ request: Request, _ context: CourierContext) async throws -> OutcomesView {
        try request.noQuery()
        let batch = try await CommandBatch(json: request.json())
        return OutcomesView(
            outcomes: try await tours.carryOut(
                batch.commands, of: context.courier, in: context.city, by: context.actor))
    }
}

extension Request {
    /// `?from=…&to=…`
    fileprivate func timeWindow() throws -> TimeWindow {
        var query = try query()
        let from = try query.required("from", query.optional("from", as: Instant.self))
        let to = try query.required("to", query.optional("to", as: Instant.self))
        try query.end()
        guard from < to else { throw Query.wrong("to", "range", "must be after from") }
        return TimeWindow(start: from, end: to)
    }
}
