import Accounts
import Foundation

/// The installation's own secrets, in files below `var/secrets` that its user alone can read. Made where missing.
struct Secrets: Sendable {
    /// The private key that signs access tokens.
    let signingSeed: [UInt8]
    /// Authenticates cursors, guests and log hashes.
    let web: [UInt8]
    /// Peppers passwords.
    let pepper: [UInt8]
    /// Signs the audit trail's seals.
    let audit: [UInt8]

    static func open(in folder: String) throws -> Secrets {
        let place = folder + "/secrets"
        try FileManager.default.createDirectory(
            atPath: place, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        return Secrets(
            signingSeed: try secret("\(place)/signing.key"), web: try secret("\(place)/web.key"),
            pepper: try secret("\(place)/pepper.key"), audit: try secret("\(place)/audit.key"))
    }

    private static func secret(_ path: String) throws -> [UInt8] {
        if let bytes = FileManager.default.contents(atPath: path) {
            guard bytes.count == 32 else { throw SecretRefusal(path: path) }
            return Array(bytes)
        }
        let made = Secret.randomBytes(32)
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        guard FileManager.default.createFile(atPath: path, contents: Data(made), attributes: attributes) else {
            throw SecretRefusal(path: path)
        }
        return made
    }
}

struct SecretRefusal: Error, CustomStringConvertible {
    let path: String
    var description: String { "\(path) must hold 32 bytes that this user can read and write" }
}
