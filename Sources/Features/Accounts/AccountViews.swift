import Vocabulary
import Web

/// `{"email", "password", "displayName", "language"?}`
struct Registration {
    let email: Email
    let password: String
    let name: String
    let language: String

    init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        email = try fields.required("email")
        password = try fields.required("password", characters: 1...1024)
        name = try fields.required("displayName", characters: 1...120)
        language = try fields.optional("language", characters: 2...35) ?? "de"
        try fields.end()
    }
}

/// `{"email", "password"}`
struct Credentials {
    let email: Email
    let password: String

    init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        email = try fields.required("email")
        password = try fields.required("password", characters: 1...1024)
        try fields.end()
    }
}

/// `{"refreshToken"}`
struct RefreshToken {
    let text: String

    init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        text = try fields.required("refreshToken", characters: 1...200)
        try fields.end()
    }
}

/// `{"email", "role", "retailer"?}`
struct MembershipWish {
    let email: Email
    let membership: Membership

    /// `retailer`: the one of the path, for a retailer's own people.
    init(json: JSON, in retailer: RetailerID? = nil) throws(RequestProblem) {
        var fields = try json.object()
        email = try fields.required("email")
        let role: Role = try fields.required("role")
        let named: RetailerID? = retailer == nil ? try fields.optional("retailer") : retailer
        try fields.end()
        membership = Membership(role: role, retailer: named)
    }
}

/// `{"name", "scopes"}`
struct KeyWish {
    let name: String
    let scopes: [Scope]

    init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        name = try fields.required("name", characters: 1...120)
        scopes = try fields.array("scopes", 1...Scope.allCases.count)
        try fields.end()
    }
}

extension Email: JSONReadable, JSONWritable {
    package init(json: JSON) throws(RequestProblem) {
        guard let email = Email(try json.string(3...254)) else {
            throw json.wrong("format", "must be an e-mail address")
        }
        self = email
    }
    package func write(to json: inout JSONWriter) { json.string(description) }
}
extension Role: JSONReadable, JSONWritable {}
extension Scope: JSONReadable, JSONWritable {}

/// Somebody's own account.
struct AccountView: View {
    let account: Account
    let memberships: [Membership]

    func write(to json: inout JSONWriter) {
        json.object {
            $0.field("id", account.id)
            $0.field("email", account.email)
            $0.field("displayName", account.displayName)
            $0.field("language", account.language)
            $0.array("memberships", memberships.sorted { $0.role.rawValue < $1.role.rawValue })
        }
    }
}

extension Membership: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.object {
            $0.field("role", role)
            $0.field("retailer", retailer)
        }
    }
}

struct SignedInView: View {
    let signedIn: SignedIn

    func write(to json: inout JSONWriter) {
        json.object {
            $0.field("account", signedIn.account)
            $0.field("accessToken", signedIn.accessToken)
            $0.field("expiresInSeconds", Tokens.accessSeconds)
            $0.field("refreshToken", signedIn.refreshToken)
        }
    }
}

struct GuestView: View {
    let token: String

    func write(to json: inout JSONWriter) { json.object { $0.field("accessToken", token) } }
}

struct MemberView: View {
    let member: Member

    func write(to json: inout JSONWriter) {
        json.object {
            $0.field("account", member.account)
            $0.field("displayName", member.displayName)
            $0.field("role", member.role)
        }
    }
}

struct MachineKeyView: View {
    let key: MachineKey
    let secret: String?

    func write(to json: inout JSONWriter) {
        json.object {
            $0.field("id", key.id)
            $0.field("name", key.name)
            $0.array("scopes", key.scopes)
            $0.field("createdAt", key.createdAt)
            $0.field("secret", secret)
        }
    }
}
