import Cities
import Hummingbird
import OSMExtract
import Vocabulary
import Web

/// `/street-conditions`: closed and slow streets, kept by those who run a town.
package struct ConditionRoutes<Context: CityActing>: Sendable {
    let places: Places

    package init(places: Places) { self.places = places }

    package func mount(on office: Endpoints<Context>) {
        office.group("street-conditions")
            .get(use: list)
            .post(use: add)
            .delete("{condition}", use: remove)
    }

    @Sendable func list(_ request: Request, _ context: Context) async throws -> Page<ConditionView> {
        try request.noQuery()
        return Page(try await places.conditions(of: context.city.id).map(ConditionView.init))
    }

    @Sendable func add(_ request: Request, _ context: Context) async throws -> Answer {
        try request.noQuery()
        let now = places.clock.now()
        let body = try await ConditionBody(json: request.json(upTo: 1 << 20), now: now)
        let condition = body.condition(.make(at: now))
        try await places.add(condition, in: context.city, by: context.actor)
        return Answer(ConditionView(condition: condition), status: .created)
    }

    @Sendable func remove(_ request: Request, _ context: Context) async throws -> Answer {
        try request.noQuery()
        try await places.remove(
            context.id("condition", as: ID<StreetCondition>.self), in: context.city, by: context.actor)
        return .noContent
    }
}

/// A condition as it is asked for.
struct ConditionBody {
    private let note: String
    private let area: Area
    private let speedPercent: Int
    private let profiles: [RoadProfile]
    private let time: TimeWindow

    init(json: JSON, now: Instant) throws(RequestProblem) {
        var fields = try json.object()
        note = try fields.required("note", characters: 1...200)
        area = try fields.required("area")
        speedPercent = try fields.required("speedPercent", in: 0...99)
        let names = try fields.array("profiles", 0...RoadProfile.allCases.count) { (json) throws(RequestProblem) in
            guard let profile = RoadProfile(rawValue: try json.string(1...40)) else {
                throw json.wrong("enum", "must be bicycle, cargo-bicycle, car or foot")
            }
            return profile
        }
        profiles = names.isEmpty ? RoadProfile.allCases : names
        let start: Instant? = try fields.optional("start")
        let end: Instant = try fields.required("end")
        try fields.end()
        guard (start ?? now) < end else {
            throw .fields([FieldProblem("/end", "range", "must be after the start")])
        }
        time = TimeWindow(start: start ?? now, end: end)
    }

    func condition(_ id: ID<StreetCondition>) -> StreetCondition {
        StreetCondition(
            id: id, note: note, area: area, speedPercent: speedPercent, profiles: profiles, time: time)
    }
}

struct ConditionView: View {
    let condition: StreetCondition

    func write(to json: inout JSONWriter) {
        json.object {
            $0.field("id", condition.id)
            $0.field("note", condition.note)
            $0.field("area", condition.area)
            $0.field("speedPercent", condition.speedPercent)
            $0.array("profiles", condition.profiles.map(\.rawValue))
            $0.field("start", condition.time.start)
            $0.field("end", condition.time.end)
        }
    }
}
