import Accounts
import Foundation
import Glibc

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
        if !FileManager.default.fileExists(atPath: path) { try make(path) }
        guard let bytes = FileManager.default.contents(atPath: path), bytes.count == 32 else {
            throw SecretRefusal(path: path)
        }
        return Array(bytes)
    }

    /// The file appears whole, and of several programs that start at once the first one's is everybody's.
    private static func make(_ path: String) throws {
        let draft = "\(path).\(UUID().uuidString)"
        defer { unlink(draft) }
        guard
            FileManager.default.createFile(
                atPath: draft, contents: Data(Secret.randomBytes(32)), attributes: [.posixPermissions: 0o600]),
            link(draft, path) == 0 || errno == EEXIST
        else { throw SecretRefusal(path: path) }
    }
}

struct SecretRefusal: Error, CustomStringConvertible {
    let path: String
    var description: String { "\(path) must hold 32 bytes that this user can read and write" }
}
