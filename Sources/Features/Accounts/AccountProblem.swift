import Vocabulary

/// Every "no" about people, keys and their rights.
package enum AccountProblem: Problem, Equatable {
    case emailTaken
    /// Also for an unknown address: nobody learns who has an account.
    case wrongPassword
    case tokenRefused
    case passwordLength
    case passwordKnown
    case busy
    case unknown
    case roleNeedsRetailer
    case retailerUnknown
    case lastOwner
    case alreadyGranted
    /// The issuer knows somebody whom this town does not.
    case notRegistered
    /// In a body: what was handed over is no token of an issuer of this town.
    case identityRefused
    case identityTaken

    package var kind: ProblemKind {
        switch self {
        case .emailTaken, .lastOwner, .alreadyGranted, .identityTaken: .conflict
        case .wrongPassword, .tokenRefused: .unauthenticated
        case .passwordLength, .passwordKnown, .roleNeedsRetailer, .retailerUnknown,
            .identityRefused:
            .invalid
        case .notRegistered: .forbidden
        case .busy: .tooMany
        case .unknown: .notFound
        }
    }

    package var code: String {
        switch self {
        case .emailTaken: "accounts/email-taken"
        case .wrongPassword: "accounts/wrong-password"
        case .tokenRefused: "unauthenticated"
        case .passwordLength: "accounts/password-length"
        case .passwordKnown: "accounts/password-known"
        case .busy: "accounts/busy"
        case .unknown: "not-found"
        case .roleNeedsRetailer: "accounts/role-needs-retailer"
        case .retailerUnknown: "accounts/retailer-unknown"
        case .lastOwner: "accounts/last-owner"
        case .alreadyGranted: "accounts/already-granted"
        case .notRegistered: "accounts/not-registered"
        case .identityRefused: "accounts/identity-refused"
        case .identityTaken: "accounts/identity-taken"
        }
    }

    package var sentence: String {
        switch self {
        case .emailTaken: "There is an account with this e-mail address."
        case .wrongPassword: "E-mail address and password do not belong together."
        case .tokenRefused: "A valid bearer token is needed."
        case .passwordLength: "A password has 12 to 1,024 bytes."
        case .passwordKnown: "This password stands in public lists."
        case .busy: "Too many people are signing in at this moment."
        case .unknown: "There is nothing here."
        case .roleNeedsRetailer: "This role belongs to a retailer's people."
        case .retailerUnknown: "There is no such retailer in this town."
        case .lastOwner: "A retailer keeps at least one owner."
        case .alreadyGranted: "This account has that role already."
        case .notRegistered: "This sign-in has no account in this town yet."
        case .identityRefused: "The token is none of an issuer that this town trusts."
        case .identityTaken: "This sign-in belongs to an account already."
        }
    }

    package var retryAfterSeconds: Int? { self == .busy ? 2 : nil }
}
