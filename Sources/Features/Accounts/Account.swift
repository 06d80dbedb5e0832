import Postgres
import Vocabulary

/// A person of one town. An account of Solingen is none in Remscheid.
package struct Account: Sendable {
    package let id: ID<Account>
    package let email: Email
    package let displayName: String
    package let language: String
    package let version: Int64

    package init(id: ID<Account>, email: Email, displayName: String, language: String, version: Int64) {
        self.id = id
        self.email = email
        self.displayName = displayName
        self.language = language
        self.version = version
    }
}

/// An e-mail address, lower case. Not proof of anything until a mail to it was answered.
package struct Email: Hashable, Sendable, LosslessStringConvertible {
    package let description: String

    /// `nil` unless it has one `@` with something before and a dotted name behind, 254 characters at most, no blanks.
    package init?(_ text: String) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...64).contains(parts[0].utf8.count), text.utf8.count <= 254,
            parts[1].contains("."), !parts[1].hasPrefix("."), !parts[1].hasSuffix("."),
            text.utf8.allSatisfy({ $0 > 32 && $0 != 127 })
        else { return nil }
        description = text.lowercased()
    }
}

/// Stands for a retailer in rooms left of Retailers.
package enum RetailerMark {}
/// The identity of a retailer.
package typealias RetailerID = ID<RetailerMark>

/// What somebody may be in a town.
package enum Role: String, Stored, CaseIterable, Sendable {
    case resident, courier
    case owner, manager, picker, viewer
    case `operator`, admin

    /// Roles of a retailer's people, the mightier first.
    package static let staff: [Role] = [.owner, .manager, .picker, .viewer]

    /// Whether this staff role includes what `other` may do.
    package func includes(_ other: Role) -> Bool {
        guard let mine = Role.staff.firstIndex(of: self), let theirs = Role.staff.firstIndex(of: other) else {
            return self == other || (self == .admin && other == .operator)
        }
        return mine <= theirs
    }
}

/// One right: a role in the town, or in one retailer of it.
package struct Membership: Sendable, Hashable {
    package let role: Role
    package let retailer: RetailerID?

    package init(role: Role, retailer: RetailerID? = nil) {
        self.role = role
        self.retailer = retailer
    }
}
