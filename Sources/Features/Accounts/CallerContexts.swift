import Cities
import Hummingbird
import Postgres
import Vocabulary
import Web

/// A request of somebody who is signed in, whatever their roles.
package struct SignedInContext: ChildRequestContext, WebCarrying {
    package var web: WebContext
    package let city: City
    package let caller: Caller
    package let account: ID<Account>

    package init(context: CityContext) throws {
        web = context.web
        city = context.city
        caller = try context.proofs.require(Caller.self)
        guard case .account(let account) = caller.kind else { throw RequestProblem.forbidden }
        self.account = account
    }
}

/// A request of a resident, with an account or as a guest: who may fill a basket and order.
package struct ResidentContext: ChildRequestContext, WebCarrying {
    package var web: WebContext
    package let city: City
    package let caller: Caller
    /// `nil` for a guest.
    package let account: ID<Account>?
    package let actor: Actor

    package init(context: CityContext) throws {
        web = context.web
        city = context.city
        caller = try context.proofs.require(Caller.self)
        switch caller.kind {
        case .account(let id) where caller.has(.resident): account = id
        case .guest: account = nil
        default: throw RequestProblem.forbidden
        }
        actor = caller.actor(as: .resident, requestId: context.requestId)
    }
}

/// A request of one of a retailer's people, or of a machine key of that retailer. The path names the retailer;
/// somebody else's answers like one that does not exist.
package struct StaffContext: ChildRequestContext, WebCarrying {
    package var web: WebContext
    package let city: City
    package let caller: Caller
    package let retailer: RetailerID
    package let role: Role
    package let actor: Actor

    package init(context: CityContext) throws {
        web = context.web
        city = context.city
        caller = try context.proofs.require(Caller.self)
        retailer = try context.id("retailer", as: RetailerID.self)
        switch caller.kind {
        case .machine(_, _, let own?) where own == retailer: role = .viewer
        default:
            guard let role = caller.role(in: retailer) else { throw RequestProblem.notFound }
            self.role = role
        }
        actor = caller.actor(as: role, requestId: context.requestId)
    }

    /// Throws where the role does not reach, and for keys without the scope.
    package func require(_ least: Role, scope: Scope? = nil) throws {
        if case .machine(_, let scopes, _) = caller.kind {
            guard let scope, scopes.contains(scope) else { throw RequestProblem.forbidden }
            return
        }
        guard role.includes(least) else { throw RequestProblem.forbidden }
    }
}

/// A request of a courier.
package struct CourierContext: ChildRequestContext, WebCarrying {
    package var web: WebContext
    package let city: City
    package let courier: ID<Account>
    package let actor: Actor

    package init(context: CityContext) throws {
        web = context.web
        city = context.city
        let caller = try context.proofs.require(Caller.self)
        guard case .account(let account) = caller.kind, caller.has(.courier) else { throw RequestProblem.forbidden }
        courier = account
        actor = caller.actor(as: .courier, requestId: context.requestId)
    }
}

/// A request of a city operator.
package struct OperatorContext: ChildRequestContext, WebCarrying, CityActing {
    package var web: WebContext
    package let city: City
    package let caller: Caller
    package let actor: Actor
    package let isAdmin: Bool

    package init(context: CityContext) throws {
        web = context.web
        city = context.city
        caller = try context.proofs.require(Caller.self)
        guard case .account = caller.kind, caller.has(.operator) else { throw RequestProblem.forbidden }
        isAdmin = caller.has(.admin)
        actor = caller.actor(as: isAdmin ? .admin : .operator, requestId: context.requestId)
    }
}

/// A request of somebody who may have plans computed: a city operator, or a machine key with that scope.
package struct PlannerContext: ChildRequestContext, WebCarrying {
    package var web: WebContext
    package let city: City

    package init(context: CityContext) throws {
        web = context.web
        city = context.city
        let caller = try context.proofs.require(Caller.self)
        switch caller.kind {
        case .account where caller.has(.operator): break
        case .machine(_, let scopes, _) where scopes.contains(.plans): break
        default: throw RequestProblem.forbidden
        }
    }
}
