import Accounts
import Cities
import Hummingbird
import Postgres
import Vocabulary
import Web

/// `/retailers` (POST), `/retailers/{retailer}/onboarding`, `/applications`: coming aboard, seen from both sides.
struct OnboardingRoutes: Sendable {
    let retailers: Retailers

    func mount(on city: Endpoints<CityContext>) {
        city.group(as: SignedInContext.self, who: "anyone signed in").post("retailers", use: apply)
        city.group("retailers/{retailer}", as: StaffContext.self, who: "the retailer's people")
            .get("onboarding", use: own)
            .post("onboarding/steps", use: step)
            .put("requirements/{requirement}", use: submit)
        let operators = city.group(as: OperatorContext.self, who: "city operator")
        operators.post("invitations", use: invite)
            .get("applications", use: pile)
        operators.group("applications/{retailer}")
            .get(use: application)
            .post("steps", use: decideStep)
            .put("requirements/{requirement}", use: decide)
            .put("mode", use: setMode)
    }

    @Sendable func apply(_ request: Request, _ context: SignedInContext) async throws -> Answer {
        try request.noQuery()
        let wish = try await Application(json: request.json(upTo: 32_768))
        let actor = context.caller.actor(as: .resident, requestId: context.requestId)
        let id = try await retailers.apply(
            wish.profile, mode: wish.mode, by: context.account, with: Act(in: context.city, by: actor))
        return try await created(id, in: context.city)
    }

    @Sendable func invite(_ request: Request, _ context: OperatorContext) async throws -> Answer {
        try request.noQuery()
        let wish = try await Application(json: request.json(upTo: 32_768))
        return try await created(
            retailers.invite(wish.profile, mode: wish.mode, with: context.act), in: context.city)
    }

    private func created(_ id: RetailerID, in city: City) async throws -> Answer {
        let view = try await view(of: id, in: city)
        return .created(view, at: "/v1/cities/\(city.slug)/retailers/\(id)/onboarding")
    }

    private func view(of retailer: RetailerID, in city: City) async throws -> OnboardingView {
        let found = try await retailers.onboarding(of: retailer, in: city.id)
        return OnboardingView(retailer: found.retailer, submissions: found.submissions)
    }

    // MARK: The retailer's side

    @Sendable func own(_ request: Request, _ context: StaffContext) async throws -> OnboardingView {
        try request.noQuery()
        try context.require(.owner)
        return try await view(of: context.retailer, in: context.city)
    }

    @Sendable func step(_ request: Request, _ context: StaffContext) async throws -> OnboardingView {
        try request.noQuery()
        try context.require(.owner)
        let wish = try await StepWish(json: request.json(upTo: 8192))
        _ = try await retailers.advance(
            context.retailer, wish.step, by: .retailer, reason: wish.reason, with: context.act)
        return try await view(of: context.retailer, in: context.city)
    }

    @Sendable func submit(_ request: Request, _ context: StaffContext) async throws -> OnboardingView {
        try request.noQuery()
        try context.require(.owner)
        let item = try context.requirement()
        let content = try await SubmittedContent(json: request.json(upTo: 65_536))
        try await retailers.submit(item, content.text, of: context.retailer, with: context.act)
        return try await view(of: context.retailer, in: context.city)
    }

    // MARK: The city's side

    @Sendable func pile(_ request: Request, _ context: OperatorContext) async throws -> Page<OnboardingView> {
        var query = try request.query()
        let state: RetailerState = try query.optional("state") ?? .readyForReview
        let listing = try context.listing(&query, keys: 1)
        try query.end()
        let after = listing.after.flatMap { RetailerID($0[0]) }
        let ids = try await retailers.pile(of: state, in: context.city.id, after: after, limit: listing.fetch)
        var views: [OnboardingView] = []
        for id in ids { views.append(try await view(of: id, in: context.city)) }
        return listing.page(views, key: { [$0.retailer.id.description] }, view: { $0 })
    }

    @Sendable func application(_ request: Request, _ context: OperatorContext) async throws -> OnboardingView {
        try request.noQuery()
        return try await view(of: context.id("retailer"), in: context.city)
    }

    @Sendable func decideStep(_ request: Request, _ context: OperatorContext) async throws -> OnboardingView {
        try request.noQuery()
        let id = try context.id("retailer", as: RetailerID.self)
        let wish = try await StepWish(json: request.json(upTo: 8192))
        _ = try await retailers.advance(id, wish.step, by: .operator, reason: wish.reason, with: context.act)
        return try await view(of: id, in: context.city)
    }

    @Sendable func decide(_ request: Request, _ context: OperatorContext) async throws -> OnboardingView {
        try request.noQuery()
        let id = try context.id("retailer", as: RetailerID.self)
        let item = try context.requirement()
        let wish = try await DecisionWish(json: request.json(upTo: 8192))
        let decision = RequirementDecision(item, wish.state, note: wish.note)
        try await retailers.decide(decision, of: id, with: context.act)
        return try await view(of: id, in: context.city)
    }
}

extension OnboardingRoutes {
    @Sendable func setMode(_ request: Request, _ context: OperatorContext) async throws -> OnboardingView {
        try request.noQuery()
        let id = try context.id("retailer", as: RetailerID.self)
        var fields = try await request.json(upTo: 4096).object()
        let mode: RetailerMode = try fields.required("mode")
        try fields.end()
        try await retailers.change(id, to: mode, with: context.act)
        return try await view(of: id, in: context.city)
    }
}

extension WebCarrying {
    fileprivate func requirement() throws(RequestProblem) -> Requirement {
        guard let item = Requirement(rawValue: try path("requirement")) else { throw RequestProblem.notFound }
        return item
    }
}

/// `{"step": "submit", "reason": "…"}`
private struct StepWish: JSONReadable {
    let step: OnboardingEvent
    let reason: String?

    init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        step = try fields.required("step")
        reason = try fields.optional("reason", characters: 1...2000)
        try fields.end()
    }
}

/// `{"state": "accepted" | "waived" | "refused", "note": "…"}`
private struct DecisionWish: JSONReadable {
    let state: SubmissionState
    let note: String?

    init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        let wanted = try fields.required("state")
        state = try SubmissionState(json: wanted)
        note = try fields.optional("note", characters: 1...2000)
        try fields.end()
        guard state != .submitted else { throw wanted.wrong("enum", "must be accepted, waived or refused") }
    }
}

/// What is handed in: an object of plain texts, kept as it is.
private struct SubmittedContent: JSONReadable {
    let text: JSONText

    init(json: JSON) throws(RequestProblem) {
        guard case .object(let members) = JSONTree(json) else { throw json.wrong("type", "must be an object") }
        for member in members {
            guard case .string = member.value else {
                throw RequestProblem.fields([FieldProblem("/\(member.key)", "type", "must be a text")])
            }
        }
        var writer = JSONWriter()
        JSONTree(json).write(to: &writer)
        text = JSONText(writer.bytes)
    }
}
