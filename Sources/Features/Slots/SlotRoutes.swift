import Accounts
import Cities
import Hummingbird
import Retailers
import Vocabulary
import Web

/// `/slots` for everybody, `/holds` for residents, and what operators set up.
package struct SlotRoutes: Sendable {
    let slots: Slots
    let clock: Clock

    package init(slots: Slots) {
        self.slots = slots
        clock = slots.clock
    }

    package func mount(on city: Endpoints<CityContext>) {
        city.get("slots", use: open)
        city.group("holds", as: ResidentContext.self, who: "resident or guest")
            .get(use: holds)
            .post(use: hold)
            .delete("{hold}", use: drop)
        SlotAdminRoutes(slots: slots).mount(on: city)
    }

    @Sendable func open(_ request: Request, _ context: CityContext) async throws -> Answer {
        var query = try request.query()
        let search = try SlotSearch(&query, at: clock.now())
        try query.end()
        let found = try await slots.open(search, in: context.city)
        return Answer(SlotOffersView(found: found, zone: context.city.zone), headers: [.cacheControl: "no-store"])
    }

    @Sendable func holds(_ request: Request, _ context: ResidentContext) async throws -> Page<HoldView> {
        try request.noQuery()
        let holds = try await slots.holds(of: Holder(context.caller.subject), in: context.city.id)
        return Page(holds.map(HoldView.init))
    }

    @Sendable func hold(_ request: Request, _ context: ResidentContext) async throws -> Answer {
        try request.noQuery()
        _ = try request.idempotencyKey()
        let json = try await request.json(upTo: 65_536)
        let body = try HoldBody(json: json)
        let subject = context.caller.subject
        let once = try context.once(request, json, by: subject, status: .created) { HoldView(hold: $0) }
        let wish = HoldWish(slot: body.slot, holder: Holder(subject), load: body.load)
        let answered = try await slots.hold(wish, in: context.city, once: once)
        return Answer(answered, at: "/v1/cities/\(context.city.slug)/holds/")
    }

    @Sendable func drop(_ request: Request, _ context: ResidentContext) async throws -> Answer {
        try request.noQuery()
        let hold = try context.id("hold", as: ID<Hold>.self)
        try await slots.drop(hold, by: Holder(context.caller.subject), in: context.city.id)
        return .noContent
    }
}

extension SlotSearch {
    /// `lat` and `lon`, or `zone`, or `method=pickup` with `branch`; `from` (now) and `to` (a week later).
    package init(_ query: inout Query, at now: Instant) throws(RequestProblem) {
        let latitude = try query.optional("lat", in: -90...90 as ClosedRange<Double>)
        let longitude = try query.optional("lon", in: -180...180 as ClosedRange<Double>)
        let zone = try query.optional("zone", characters: 1...64)
        let branch: ID<Branch>? = try query.optional("branch")
        let method: SlotMethod = try query.optional("method") ?? (branch == nil ? .delivery : .pickup)
        let from: Instant = try query.optional("from") ?? now
        let to: Instant = try query.optional("to") ?? from + 7 * 86_400
        guard from < to, to.seconds(since: from) <= 31 * 86_400 else {
            throw Query.wrong("to", "range", "must be later than from, by 31 days at most")
        }
        let target = try Self.target(
            method, place: Self.place(latitude, longitude), zone: zone, branch: branch)
        self.init(target, within: TimeWindow(start: from, end: to))
    }

    private static func place(_ latitude: Double?, _ longitude: Double?) throws(RequestProblem) -> Place? {
        switch (latitude, longitude) {
        case (let latitude?, let longitude?): return Place(latitude: latitude, longitude: longitude)
        case (nil, nil): return nil
        default: throw Query.wrong(latitude == nil ? "lat" : "lon", "required", "is missing beside the other one")
        }
    }

    /// Exactly one way to say where.
    private static func target(
        _ method: SlotMethod, place: Place?, zone: String?, branch: ID<Branch>?
    ) throws(RequestProblem) -> Target {
        switch (method, place, zone, branch) {
        case (.pickup, nil, nil, let branch?): return .pickup([branch])
        case (.delivery, let place?, nil, nil): return .place(place)
        case (.delivery, nil, let zone?, nil): return .zone(zone)
        case (.pickup, _, _, _): throw Query.wrong("branch", "required", "must say where to fetch, alone")
        default: throw Query.wrong("zone", "required", "must say where to deliver: either zone, or lat and lon")
        }
    }
}
