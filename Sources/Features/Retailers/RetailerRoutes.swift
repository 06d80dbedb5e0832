import Accounts
import Cities
import Hummingbird
import Vocabulary
import Web

/// `/retailers/{retailer}/…`: what a retailer's people do with their entry and its branches.
package struct RetailerRoutes: Sendable {
    let retailers: Retailers
    let cities: Cities

    package init(retailers: Retailers, cities: Cities) {
        self.retailers = retailers
        self.cities = cities
    }

    /// Everything of this feature: the directory, the people's own routes, onboarding and imports.
    package func mount(on city: Endpoints<CityContext>) {
        DirectoryRoutes(retailers: retailers, cities: cities).mount(on: city)
        OnboardingRoutes(retailers: retailers).mount(on: city)
        ImportRoutes(retailers: retailers, cities: cities).mount(on: city)
        SellingTermsRoutes(retailers: retailers).mount(on: city)
        let staff = city.group("retailers/{retailer}", as: StaffContext.self, who: "the retailer's people")
        staff.get("profile", use: profile)
            .patch("profile", use: changeProfile)
            .put("imprint", use: putImprint)
            .post("pause", use: pause)
            .delete("pause", use: reopen)
            .post("branches", use: addBranch)
        staff.group("branches/{branch}")
            .get(use: branch)
            .patch(use: changeBranch)
            .post("pause", use: pauseBranch)
            .delete("pause", use: reopenBranch)
    }

    @Sendable func profile(_ request: Request, _ context: StaffContext) async throws -> Answer {
        try request.noQuery()
        try context.require(.viewer)
        return try await answer(request, context)
    }

    @Sendable func changeProfile(_ request: Request, _ context: StaffContext) async throws -> Answer {
        try request.noQuery()
        try context.require(.owner)
        let version = try request.expectedVersion()
        let old = try await retailers.inside(context.retailer, in: context.city).entry.retailer
        let patch = try await ProfilePatch(json: request.mergePatch(), old: old)
        try await retailers.change(
            context.retailer, to: patch.profile, mode: patch.mode, at: version, with: context.act)
        return try await answer(request, context)
    }

    @Sendable func putImprint(_ request: Request, _ context: StaffContext) async throws -> Answer {
        try request.noQuery()
        try context.require(.owner)
        let version = try request.expectedVersion()
        let imprint = try await Imprint(json: request.json(upTo: 16_384))
        try await retailers.publish(imprint, of: context.retailer, at: version, with: context.act)
        return try await answer(request, context)
    }

    @Sendable func pause(_ request: Request, _ context: StaffContext) async throws -> Answer {
        try request.noQuery()
        try context.require(.picker)
        let wish = try await PauseWish(json: request.json(upTo: 4096))
        try await retailers.pause(context.retailer, wish, with: context.act)
        return try await answer(request, context)
    }

    @Sendable func reopen(_ request: Request, _ context: StaffContext) async throws -> Answer {
        try request.noQuery()
        try context.require(.picker)
        try await retailers.pause(context.retailer, nil, with: context.act)
        return .noContent
    }

    private func answer(_ request: Request, _ context: StaffContext) async throws -> Answer {
        let (entry, imprint) = try await retailers.inside(context.retailer, in: context.city)
        let view = RetailerView(entry, imprint: imprint, in: context.city, at: retailers.clock.now())
        return Answer(OwnRetailerView(view: view)).version(entry.retailer.version, for: request)
    }

    // MARK: Branches

    @Sendable func addBranch(_ request: Request, _ context: StaffContext) async throws -> Answer {
        try request.noQuery()
        try context.require(.manager)
        let patch = try await BranchPatch(json: request.json(upTo: 262_144))
        let districts = try await cities.districts(of: context.city.id)
        let change = patch.change(of: BranchAddress())
        let branch = try await retailers.addBranch(
            change, to: context.retailer, districts: districts, with: context.act)
        let view = BranchView(branch, in: context.city, at: retailers.clock.now())
        let path = "/v1/cities/\(context.city.slug)/retailers/\(context.retailer)/branches/\(branch.id)"
        return .created(view, at: path).version(branch.version, for: request)
    }

    @Sendable func branch(_ request: Request, _ context: StaffContext) async throws -> Answer {
        try request.noQuery()
        try context.require(.viewer)
        return try await branchAnswer(request, context)
    }

    @Sendable func changeBranch(_ request: Request, _ context: StaffContext) async throws -> Answer {
        try request.noQuery()
        try context.require(.manager)
        let version = try request.expectedVersion()
        let id = try context.id("branch", as: ID<Branch>.self)
        let patch = try await BranchPatch(json: request.mergePatch(upTo: 262_144))
        let old = try await retailers.branch(id, of: context.retailer, in: context.city)
        try await retailers.change(
            BranchKey(id, of: context.retailer), patch.change(of: old.address), at: version,
            districts: cities.districts(of: context.city.id), with: context.act)
        return try await branchAnswer(request, context)
    }

    @Sendable func pauseBranch(_ request: Request, _ context: StaffContext) async throws -> Answer {
        try request.noQuery()
        try context.require(.picker)
        let wish = try await PauseWish(json: request.json(upTo: 4096))
        try await retailers.pause(context.id("branch"), of: context.retailer, wish, with: context.act)
        return try await branchAnswer(request, context)
    }

    @Sendable func reopenBranch(_ request: Request, _ context: StaffContext) async throws -> Answer {
        try request.noQuery()
        try context.require(.picker)
        try await retailers.pause(context.id("branch"), of: context.retailer, nil, with: context.act)
        return .noContent
    }

    private func branchAnswer(_ request: Request, _ context: StaffContext) async throws -> Answer {
        let branch = try await retailers.branch(context.id("branch"), of: context.retailer, in: context.city)
        let view = BranchView(branch, in: context.city, at: retailers.clock.now())
        return Answer(view).version(branch.version, for: request)
    }
}

extension StaffContext {
    var act: Act { Act(in: city, by: actor) }
}

extension OperatorContext {
    var act: Act { Act(in: city, by: actor) }
}

/// The entry as its own people see it: with its state.
struct OwnRetailerView: View {
    let view: RetailerView

    func write(to json: inout JSONWriter) {
        json.object {
            $0.field("state", view.entry.retailer.state)
            $0.field("entry", view)
        }
    }
}
