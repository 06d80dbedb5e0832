import Accounts
import Cities
import Hummingbird
import Vocabulary
import Web

/// `/slot-templates` with `…/exceptions`, and single slots: the operator's calendar.
struct SlotAdminRoutes: Sendable {
    let slots: Slots

    func mount(on city: Endpoints<CityContext>) {
        let templates = city.group("slot-templates", as: OperatorContext.self, who: "city operator")
        templates.get(use: list)
            .post(use: add)
            .get("{template}", use: show)
            .put("{template}", use: replace)
        templates.group("{template}/exceptions")
            .get(use: exceptions)
            .post(use: addException)
            .put("{exception}", use: replaceException)
            .delete("{exception}", use: removeException)
        city.group("slots/{slot}", as: OperatorContext.self, who: "city operator")
            .get(use: showSlot)
            .patch(use: changeSlot)
        CapacityRoutes(slots: slots).mount(on: city)
    }

    @Sendable func list(_ request: Request, _ context: OperatorContext) async throws -> Page<TemplateView> {
        try request.noQuery()
        return Page(try await slots.templates(of: context.city.id).map(TemplateView.init))
    }

    @Sendable func show(_ request: Request, _ context: OperatorContext) async throws -> Answer {
        try request.noQuery()
        let template = try await slots.template(context.id("template"), in: context.city.id)
        return Answer(TemplateView(template: template)).version(template.version, for: request)
    }

    @Sendable func add(_ request: Request, _ context: OperatorContext) async throws -> Answer {
        try request.noQuery()
        let body = try await TemplateBody(json: request.json(upTo: 65_536))
        let template = body.template(.make(at: slots.clock.now()))
        let made = try await slots.add(template, SlotAct(in: context.city, by: context.actor))
        return .created(
            TemplateView(template: made), at: "/v1/cities/\(context.city.slug)/slot-templates/\(made.id)")
    }

    @Sendable func replace(_ request: Request, _ context: OperatorContext) async throws -> Answer {
        try request.noQuery()
        let act = SlotAct(in: context.city, by: context.actor, on: try request.expectedVersion())
        let body = try await TemplateBody(json: request.json(upTo: 65_536))
        let changed = try await slots.change(context.id("template"), act) { body.apply(to: &$0) }
        return Answer(TemplateView(template: changed)).version(changed.version, for: request)
    }

    @Sendable func exceptions(_ request: Request, _ context: OperatorContext) async throws -> Page<ExceptionView> {
        try request.noQuery()
        return Page(
            try await slots.exceptions(of: context.id("template"), in: context.city).map(ExceptionView.init))
    }

    @Sendable func addException(_ request: Request, _ context: OperatorContext) async throws -> Answer {
        try request.noQuery()
        let body = try await ExceptionBody(json: request.json(upTo: 8192))
        let exception = try body.exception(.make(at: slots.clock.now()), of: context.id("template"))
        let made = try await slots.add(exception, SlotAct(in: context.city, by: context.actor))
        return Answer(ExceptionView(exception: made), status: .created)
    }

    @Sendable func replaceException(_ request: Request, _ context: OperatorContext) async throws -> Answer {
        try request.noQuery()
        let act = SlotAct(in: context.city, by: context.actor, on: try request.expectedVersion())
        let body = try await ExceptionBody(json: request.json(upTo: 8192))
        let exception = try body.exception(context.id("exception"), of: context.id("template"))
        let changed = try await slots.replace(exception, act)
        return Answer(ExceptionView(exception: changed)).version(changed.version, for: request)
    }

    @Sendable func removeException(_ request: Request, _ context: OperatorContext) async throws -> Answer {
        try request.noQuery()
        let act = SlotAct(in: context.city, by: context.actor, on: try request.expectedVersion())
        try await slots.remove(context.id("exception"), of: context.id("template"), act)
        return .noContent
    }

    @Sendable func showSlot(_ request: Request, _ context: OperatorContext) async throws -> Answer {
        try request.noQuery()
        let slot = try await slots.slot(context.id("slot"), in: context.city.id)
        return Answer(SlotView(slot: slot)).version(slot.version, for: request)
    }

    @Sendable func changeSlot(_ request: Request, _ context: OperatorContext) async throws -> Answer {
        try request.noQuery()
        let act = SlotAct(in: context.city, by: context.actor, on: try request.expectedVersion())
        let change = try await SlotChange(json: request.mergePatch(upTo: 8192))
        let slot = try await slots.change(
            context.id("slot"), places: change.places, state: change.state, isPinned: change.isPinned, act)
        return Answer(SlotView(slot: slot)).version(slot.version, for: request)
    }
}
