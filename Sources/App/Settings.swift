import Configuration
import Foundation
import Logging
import Postgres
import Vocabulary
import Web

/// What an installation may choose, from the environment (`LIEFERT_HTTP_PORT`) and from one JSON file; the environment
/// wins. Keys are those of `Key`; a file with any other key is refused.
struct Settings: Sendable {
    enum Key: String, CaseIterable {
        case host = "http.host"
        case port = "http.port"
        case adminPort = "http.adminPort"
        case problemTypes = "http.problemTypes"
        case certificateFile = "http.certificateFile"
        case keyFile = "http.keyFile"
        case trustedProxies = "http.trustedProxies"
        case maxConnections = "http.maxConnections"
        case maxConnectionsPerAddress = "http.maxConnectionsPerAddress"
        case requestsAtOnce = "http.requestsAtOnce"
        case signInsPerAccount = "allowances.signInsPerAccount"
        case signInsPerAddress = "allowances.signInsPerAddress"
        case accountsPerAddress = "allowances.accountsPerAddress"
        case ordersAllowed = "allowances.orders"
        case searchesAllowed = "allowances.searches"
        case writesAllowed = "allowances.writes"
        case importsAllowed = "allowances.imports"
        case databaseURL = "database.url"
        case ownerURL = "database.ownerUrl"
        case connections = "database.connections"
        case role = "database.role"
        case faults = "database.faults"
        case folder = "var"
        case share = "share"
        case issuer = "accounts.issuer"
        case issuersFile = "accounts.issuersFile"
        case width = "jobs.width"
        case logLevel = "log.level"
    }

    var host = "127.0.0.1"
    var port = 8080
    /// `nil`: the port after the public one.
    var adminPort: Int?
    var problemTypes = "https://liefert.example/problems/"
    /// PEM files; with both the public port speaks TLS, and reads them anew when they change.
    var certificateFile: String?
    var keyFile: String?
    /// Connections, and whose word about callers' addresses is taken.
    var edge = EdgeSettings()
    var requestsAtOnce = 64
    var allowances = Allowances()
    /// `nil`: the embedded PostgreSQL below `folder`.
    var databaseURL: String?
    /// How migrations connect where that differs.
    var ownerURL: String?
    var connections = max(4, ProcessInfo.processInfo.activeProcessorCount * 2)
    /// The role the service takes on in a database that is not embedded.
    var role = "liefert_app"
    /// What is made to go wrong, in builds with tests.
    var faults: FaultPlan?
    /// Data, secrets and files of this installation.
    var folder = "var"
    /// Where migrations, the API document, pages and seeds lie.
    var share: String
    var issuer = "https://liefert.example"
    /// A JSON file with the OpenID Connect issuers whose access tokens are taken; `nil`: none.
    var issuersFile: String?
    var width = 4
    var logLevel = Logger.Level.info

    /// Reads `file` (where given) and the environment. Throws `SettingsRefusal`.
    static func load(file: String?, environment: [String: String] = ProcessInfo.processInfo.environment)
        async throws -> Settings
    {
        let source = try await Source(file: file, environment: environment)
        var settings = Settings(share: try Share.find())
        settings.host = source.text(.host) ?? settings.host
        settings.port = try source.number(.port, 0...65_535) ?? settings.port
        settings.adminPort = try source.number(.adminPort, 0...65_535)
        settings.problemTypes = source.text(.problemTypes) ?? settings.problemTypes
        try settings.readEdge(source)
        settings.databaseURL = source.text(.databaseURL) ?? environment["DATABASE_URL"]
        settings.ownerURL = source.text(.ownerURL)
        settings.connections = try source.number(.connections, 1...200) ?? settings.connections
        settings.role = source.text(.role) ?? settings.role
        settings.faults = try source.text(.faults).map(Self.faults)
        settings.folder = source.text(.folder) ?? settings.folder
        settings.share = source.text(.share) ?? settings.share
        settings.issuer = source.text(.issuer) ?? settings.issuer
        settings.issuersFile = source.text(.issuersFile)
        settings.width = try source.number(.width, 1...64) ?? settings.width
        if let level = source.text(.logLevel) {
            guard let known = Logger.Level(rawValue: level) else {
                throw SettingsRefusal.value(.logLevel, "one of trace, debug, info, notice, warning, error, critical")
            }
            settings.logLevel = known
        }
        return settings
    }

    private mutating func readEdge(_ source: Source) throws {
        certificateFile = source.text(.certificateFile)
        keyFile = source.text(.keyFile)
        guard (certificateFile == nil) == (keyFile == nil) else {
            throw SettingsRefusal.value(.keyFile, "given together with http.certificateFile")
        }
        edge.trustedProxies = try (source.text(.trustedProxies) ?? "").split(separator: ",").map { text in
            guard let block = AddressBlock(text.trimmingCharacters(in: .whitespaces)) else {
                throw SettingsRefusal.value(.trustedProxies, "addresses or blocks (10.0.0.0/8), with commas between")
            }
            return block
        }
        edge.maxConnections = try source.number(.maxConnections, 16...1_000_000) ?? edge.maxConnections
        edge.maxConnectionsPerAddress =
            try source.number(.maxConnectionsPerAddress, 1...1_000_000) ?? edge.maxConnectionsPerAddress
        requestsAtOnce = try source.number(.requestsAtOnce, 1...10_000) ?? requestsAtOnce
        for (key, place) in Self.allowanceKeys {
            allowances[keyPath: place] = try source.number(key, 0...1_000_000) ?? allowances[keyPath: place]
        }
    }

    private static var allowanceKeys: [(Key, WritableKeyPath<Allowances, Int>)] {
        [
            (.signInsPerAccount, \.signInsPerAccount), (.signInsPerAddress, \.signInsPerAddress),
            (.accountsPerAddress, \.accountsPerAddress), (.ordersAllowed, \.orders), (.searchesAllowed, \.searches),
            (.writesAllowed, \.writes), (.importsAllowed, \.imports),
        ]
    }

    /// Whoever serves a town has no use for faults: a release build refuses them.
    private static func faults(_ text: String) throws -> FaultPlan {
        #if DEBUG
            guard let plan = FaultPlan(text) else {
                throw SettingsRefusal.value(.faults, "like seed=7,perMille=100 or dieAfterCommit=3")
            }
            return plan
        #else
            throw SettingsRefusal.value(.faults, "absent: only builds with tests know it")
        #endif
    }

    func web(secret: [UInt8]) -> WebSettings {
        var web = WebSettings(secret: secret)
        web.host = host
        web.port = port
        web.adminPort = adminPort ?? (port == 0 ? 0 : port + 1)
        web.problemTypes = problemTypes
        web.edge = edge
        web.requestsAtOnce = requestsAtOnce
        web.urgency = Urgencies.of
        return web
    }
}

/// Why the program does not start with these settings. Values are never told: they may be secrets.
enum SettingsRefusal: Error, CustomStringConvertible {
    case unreadable(String, String)
    case unknownKey(String, String)
    case value(Settings.Key, String)
    case noShare

    var description: String {
        switch self {
        case .unreadable(let file, let reason): "\(file): \(reason)"
        case .unknownKey(let file, let key): "\(file): unknown setting \(key)"
        case .value(let key, let rule): "the setting \(key.rawValue) must be \(rule)"
        case .noShare:
            "cannot find the folder with migrations, openapi and seed: start in it, or set LIEFERT_SHARE"
        }
    }
}

/// The file and the environment behind one door.
private struct Source {
    private let reader: ConfigReader
    private let present: Set<String>

    init(file: String?, environment: [String: String]) async throws {
        var providers: [any ConfigProvider] = [
            EnvironmentVariablesProvider(environmentVariables: environment).prefixKeys(with: "liefert")
        ]
        var present: Set<String> = []
        if let file {
            present = try Self.keys(of: file)
            let place = InMemoryProvider(values: ["filePath": .init(.string(file), isSecret: false)])
            providers.append(try await FileProvider<JSONSnapshot>(config: ConfigReader(provider: place)))
        }
        for key in Settings.Key.allCases where environment[key.variable] != nil { present.insert(key.rawValue) }
        self.present = present
        reader = ConfigReader(providers: providers)
    }

    func text(_ key: Settings.Key) -> String? { reader.string(forKey: ConfigKey(key.rawValue), isSecret: true) }

    func number(_ key: Settings.Key, _ range: ClosedRange<Int>) throws -> Int? {
        guard present.contains(key.rawValue) else { return nil }
        guard let number = reader.int(forKey: ConfigKey(key.rawValue)), range.contains(number) else {
            throw SettingsRefusal.value(key, "a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// The dotted keys of the file, each of which must be known.
    private static func keys(of file: String) throws -> Set<String> {
        guard let bytes = FileManager.default.contents(atPath: file) else {
            throw SettingsRefusal.unreadable(file, "cannot be read")
        }
        guard let tree = try? JSONTree(parsing: Array(bytes)) else {
            throw SettingsRefusal.unreadable(file, "is no JSON object")
        }
        var keys: Set<String> = []
        func walk(_ tree: JSONTree, _ path: String) throws {
            for member in tree.members {
                let key = path.isEmpty ? member.key : "\(path).\(member.key)"
                if case .object = member.value { try walk(member.value, key) } else { keys.insert(key) }
            }
        }
        try walk(tree, "")
        let known = Set(Settings.Key.allCases.map(\.rawValue))
        if let unknown = keys.subtracting(known).min() { throw SettingsRefusal.unknownKey(file, unknown) }
        return keys
    }
}

extension Settings.Key {
    /// `LIEFERT_HTTP_ADMIN_PORT` of `http.adminPort`.
    var variable: String {
        var name = "LIEFERT_"
        for character in rawValue {
            if character == "." {
                name += "_"
            } else if character.isUppercase {
                name += "_\(character)"
            } else {
                name += character.uppercased()
            }
        }
        return name
    }
}
