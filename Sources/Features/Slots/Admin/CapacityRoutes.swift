import Accounts
import Cities
import Hummingbird
import Vocabulary
import Web

/// `/slot-blackouts` and `/slot-limits`: when nothing goes, and how much goes.
struct CapacityRoutes: Sendable {
    let slots: Slots

    func mount(on city: Endpoints<CityContext>) {
        city.group("slot-blackouts", as: OperatorContext.self, who: "city operator")
            .get(use: blackouts)
            .post(use: addBlackout)
            .delete("{blackout}", use: removeBlackout)
        city.group("slot-limits", as: OperatorContext.self, who: "city operator")
            .get(use: limits)
            .post(use: addLimit)
            .patch("{limit}", use: changeLimit)
    }

    @Sendable func blackouts(_ request: Request, _ context: OperatorContext) async throws -> Page<BlackoutView> {
        try request.noQuery()
        return Page(try await slots.blackouts(of: context.city.id).map { BlackoutView(blackout: $0) })
    }

    @Sendable func addBlackout(_ request: Request, _ context: OperatorContext) async throws -> Answer {
        try request.noQuery()
        let body = try await BlackoutBody(json: request.json(upTo: 8192))
        let blackout = body.blackout(.make(at: slots.clock.now()))
        let made = try await slots.add(blackout, SlotAct(in: context.city, by: context.actor))
        return Answer(BlackoutView(blackout: made.blackout, bookings: made.bookings), status: .created)
    }

    @Sendable func removeBlackout(_ request: Request, _ context: OperatorContext) async throws -> Answer {
        try request.noQuery()
        let act = SlotAct(in: context.city, by: context.actor, on: try request.expectedVersion())
        try await slots.remove(context.id("blackout", as: ID<Blackout>.self), act)
        return .noContent
    }

    @Sendable func limits(_ request: Request, _ context: OperatorContext) async throws -> Page<LimitView> {
        try request.noQuery()
        return Page(try await slots.limits(of: context.city.id).map(LimitView.init))
    }

    @Sendable func addLimit(_ request: Request, _ context: OperatorContext) async throws -> Answer {
        try request.noQuery()
        let body = try await LimitBody(json: request.json(upTo: 8192))
        let rule = body.rule(.make(at: slots.clock.now()))
        let made = try await slots.add(rule, SlotAct(in: context.city, by: context.actor))
        return Answer(LimitView(rule: made), status: .created)
    }

    @Sendable func changeLimit(_ request: Request, _ context: OperatorContext) async throws -> Answer {
        try request.noQuery()
        let act = SlotAct(in: context.city, by: context.actor, on: try request.expectedVersion())
        let change = try await LimitChange(json: request.mergePatch(upTo: 8192))
        let rule = try await slots.change(context.id("limit"), name: change.name, amount: change.amount, act)
        return Answer(LimitView(rule: rule)).version(rule.version, for: request)
    }
}
