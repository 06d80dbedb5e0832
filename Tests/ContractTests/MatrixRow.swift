import Accounts
import TestSupport
import Vocabulary
import Web

/// Who may do something, as safety.md's matrix says it.
enum Access {
    case anyone
    case signedIn
    /// A resident or guest; where the row is about a thing, its owner alone.
    case resident
    /// The same, but for guests.
    case residentAccount
    case staff(Role, Scope?)
    case courier
    case `operator`
    /// A city operator, or a machine key with this scope.
    case operatorOrKey(Scope)
}

/// One operation of the API, and how it is asked for.
struct MatrixRow: Sendable {
    let operation: String
    let access: Access
    /// Whose things a request without ids in its path still is about: its body names them.
    var isAboutThings = false
    /// Ids that the row takes under another name: acceptance needs another order than refusal.
    var renamed: [String: String] = [:]
    var query: @Sendable (_ things: [String: String]) -> String = { _ in "" }
    var body: (@Sendable (_ things: [String: String], _ quarter: Quarter) -> String)?
    var type: String?
    /// Statuses of who is let in but comes too late, beside conflicts and preconditions.
    var alsoLetIn: Set<Int> = []
    /// Why nobody gets a 2xx here.
    var neverDone: String?
    /// What those who may enter hear of things that are not of this town: 404, or the code for a wrong field, or an
    /// empty list.
    var verdictElsewhere: Verdict = .status(404)
    /// Ids of its path are names that a caller chooses: there is no other's.
    var isNamed = false
    /// Where the version to change is read, after the row's own path.
    var versionPath: String?
    /// All towns are listed.
    var isAboutAllTowns = false

    init(_ operation: String, _ access: Access) {
        self.operation = operation
        self.access = access
    }

    var method: String { String(operation.prefix { $0 != " " }) }
    var template: String { String(operation.drop { $0 != " " }.dropFirst()) }
    var parameters: [String] {
        template.matches(of: /\{(\w+)\}/).map { String($0.output.1) }.filter { $0 != "city" }
    }
    var isOfACity: Bool { template.hasPrefix("/v1/cities/{city}") }

    func path(_ things: [String: String], in city: String) -> String {
        var path = template.replacing("{city}", with: city)
        for name in parameters {
            path = path.replacing("{\(name)}", with: things[renamed[name] ?? name] ?? "missing-\(name)")
        }
        return path + query(things)
    }

    var mediaType: String {
        type ?? (method == "PATCH" ? "application/merge-patch+json" : "application/json")
    }
}

extension MatrixRow {
    func with(_ text: String) -> MatrixRow {
        with { _, _ in text }
    }

    func with(_ body: @escaping @Sendable ([String: String], Quarter) -> String) -> MatrixRow {
        var row = self
        row.body = body
        return row
    }

    func about(_ names: [String: String] = [:]) -> MatrixRow {
        var row = self
        row.isAboutThings = true
        row.renamed = names
        return row
    }

    func renaming(_ names: [String: String]) -> MatrixRow {
        var row = self
        row.renamed = names
        return row
    }

    func asking(_ query: String) -> MatrixRow {
        asking { _ in query }
    }

    func asking(_ query: @escaping @Sendable ([String: String]) -> String) -> MatrixRow {
        var row = self
        row.query = query
        return row
    }

    func typed(_ type: String) -> MatrixRow {
        var row = self
        row.type = type
        return row
    }

    /// Once it was done, those who come later hear this.
    func once(_ statuses: Int...) -> MatrixRow {
        var row = self
        row.alsoLetIn = Set(statuses)
        return row
    }

    func elsewhere(_ verdict: Verdict) -> MatrixRow {
        var row = self
        row.verdictElsewhere = verdict
        return row
    }

    func named() -> MatrixRow {
        var row = self
        row.isNamed = true
        return row
    }

    func versioned(by path: String) -> MatrixRow {
        var row = self
        row.versionPath = path
        return row
    }

    func ofAllTowns() -> MatrixRow {
        var row = self
        row.isAboutAllTowns = true
        return row
    }

    func never(_ reason: String) -> MatrixRow {
        var row = self
        row.neverDone = reason
        return row
    }
}

/// Somebody who asks.
struct Asker: Sendable {
    enum Kind {
        case nobody, guest
        case account(Role, shop: Int?)
        case machine(Set<Scope>, shop: Int)
        /// Holds a token that is not good here.
        case refused
    }

    let name: String
    let kind: Kind
    let token: String?

    /// Whether this is a token for the town's API at all; public pages don't look at tokens.
    var isRefused: Bool { if case .refused = kind { true } else { false } }
}

/// What is asked for.
struct Target: Sendable {
    enum Kind: String {
        case own, otherUser = "other user", otherRetailer = "other retailer", otherCity = "other city", unknown
    }

    let kind: Kind
    /// Only the last id of the path is of that kind; those before it are one's own.
    var isBelow = false
    let things: [String: String]
    /// Who owns it, where people own it.
    var owner: String?
    /// The shop of the path: 0 or 1; `nil` for none of this town.
    var shop: Int?

    var name: String { kind.rawValue + (isBelow ? " below" : "") }
    /// Whether the thing itself is of this town, under the path that is asked for.
    var isThere: Bool { !isBelow && [.own, .otherUser, .otherRetailer].contains(kind) }
}

/// What a cell of the matrix must answer.
enum Verdict: Hashable, Sendable {
    case letIn
    /// A list without anything in it.
    case nothing
    case status(Int)
}

extension MatrixRow {
    /// The whole rule: who gets which answer about what.
    func verdict(for asker: Asker, about target: Target) -> Verdict {
        if asker.isRefused { return isOfACity ? .status(401) : .letIn }
        switch access {
        case .anyone: return target.isThere || (parameters.isEmpty && !isAboutThings) ? .letIn : verdictElsewhere
        case .staff(let least, let scope): return staffVerdict(asker, least, scope, target)
        default: break
        }
        if case .nobody = asker.kind { return .status(401) }
        guard mayEnter(asker) else { return .status(403) }
        if parameters.isEmpty && !isAboutThings { return .letIn }
        if let owner = target.owner, owner != asker.name { return verdictElsewhere }
        return target.isThere ? .letIn : verdictElsewhere
    }

    private func mayEnter(_ asker: Asker) -> Bool {
        switch (access, asker.kind) {
        case (.signedIn, .account), (.resident, .guest), (.resident, .account(.resident, _)),
            (.courier, .account(.courier, _)), (.operator, .account(.operator, _)), (.operator, .account(.admin, _)):
            true
        case (.residentAccount, .account(.resident, _)): true
        case (.operatorOrKey, .account(.operator, _)), (.operatorOrKey, .account(.admin, _)): true
        case (.operatorOrKey(let scope), .machine(let scopes, _)): scopes.contains(scope)
        default: false
        }
    }

    private func staffVerdict(_ asker: Asker, _ least: Role, _ scope: Scope?, _ target: Target) -> Verdict {
        switch asker.kind {
        case .nobody: return .status(401)
        case .account(let role, let shop?) where shop == target.shop:
            guard role.includes(least) else { return .status(403) }
        case .machine(let scopes, let shop) where shop == target.shop:
            guard let scope, scopes.contains(scope) else { return .status(403) }
        default: return .status(404)
        }
        return target.isThere ? .letIn : .status(404)
    }
}
