import Postgres
import Vocabulary

/// Who asks, as proven by the bearer token of this request and by our own tables of this moment.
package struct Caller: Sendable {
    package enum Kind: Sendable, Equatable {
        case account(ID<Account>)
        case machine(ID<MachineKey>, scopes: Set<Scope>, retailer: RetailerID?)
        /// A resident without an account; the text is the hash of the token.
        case guest(String)
    }

    package let kind: Kind
    package let memberships: Set<Membership>

    /// For keys of idempotency, limits and the audit trail.
    package var subject: String {
        switch kind {
        case .account(let id): id.description
        case .machine(let id, _, _): "key:\(id)"
        case .guest(let hash): "guest:\(hash)"
        }
    }

    package func has(_ role: Role) -> Bool {
        memberships.contains { $0.retailer == nil && $0.role.includes(role) }
    }

    /// The mightiest role in this retailer; machine keys of it act as the scope allows.
    package func role(in retailer: RetailerID) -> Role? {
        Role.staff.first { memberships.contains(Membership(role: $0, retailer: retailer)) }
    }

    package func actor(as role: Role, requestId: String?) -> Actor {
        Actor(subject: subject, role: role.rawValue, requestId: requestId)
    }
}

/// What a machine key may do.
package enum Scope: String, Stored, CaseIterable, Sendable {
    /// Change offers, prices and stock of its retailer.
    case catalogue
    /// Read and answer its retailer's orders.
    case orders
    /// Compute plans.
    case plans
    /// Read the city's figures and feeds.
    case figures
}

/// A key that a till or a merchandise system holds.
package struct MachineKey: Sendable {
    package let id: ID<MachineKey>
    package let name: String
    package let scopes: [Scope]
    package let retailer: RetailerID?
    package let createdAt: Instant
}
