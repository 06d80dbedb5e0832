import CArgon2
import Crypto
import Foundation
import Synchronization
import Vocabulary

/// Passwords as Argon2id hashes (RFC 9106; 19 MiB, two passes, one lane: OWASP's minimum), peppered.
///
/// Each costs some 70 ms of a core, so two threads of their own do the work; more than 32 waiting are told `busy`.
package final class PasswordHasher: Sendable {
    private static let memoryKiB: UInt32 = 19 * 1024
    private static let passes: UInt32 = 2
    private static let hashBytes = 32
    private static let queueLimit = 32

    private let pepper: SymmetricKey
    private let threads: OperationQueue
    private let waiting = Mutex(0)
    /// What an unknown address is compared with, so that it takes as long as a known one.
    private let nobody = Mutex<String?>(nil)

    /// `pepper`: a secret that is not in the database.
    package init(pepper: [UInt8]) {
        self.pepper = SymmetricKey(data: pepper)
        threads = OperationQueue()
        threads.maxConcurrentOperationCount = 2
        threads.name = "passwords"
    }

    /// The PHC string to keep. Throws for a password of the wrong length or from public lists.
    package func hash(_ password: String) async throws -> String {
        guard (12...1024).contains(password.utf8.count) else { throw AccountProblem.passwordLength }
        guard !KnownPasswords.contains(password) else { throw AccountProblem.passwordKnown }
        return try await run { try $0.encode(password) }
    }

    /// Whether the password is the one of `stored`; `nil` (nobody of that name) takes as long and is never right.
    package func matches(_ password: String, _ stored: String?) async throws -> Bool {
        try await run { hasher in
            let reference = try stored ?? hasher.nobodysHash()
            let peppered = hasher.peppered(password)
            let right = argon2id_verify(reference, peppered, peppered.count) == Int32(ARGON2_OK.rawValue)
            return right && stored != nil
        }
    }

    private func nobodysHash() throws -> String {
        if let known = nobody.withLock({ $0 }) { return known }
        let made = try encode("nobody has this password")
        nobody.withLock { $0 = made }
        return made
    }

    private func peppered(_ password: String) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Data(password.utf8), using: pepper))
    }

    private func encode(_ password: String) throws -> String {
        let secret = peppered(password)
        let salt = (0..<16).map { _ in UInt8.random(in: 0...255) }
        var encoded = [CChar](repeating: 0, count: 128)
        let status = argon2id_hash_encoded(
            Self.passes, Self.memoryKiB, 1, secret, secret.count, salt, salt.count, Self.hashBytes, &encoded,
            encoded.count)
        guard status == ARGON2_OK.rawValue else { throw Fault(.unavailable, "Argon2 answers \(status)") }
        return String(decoding: encoded.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private func run<T: Sendable>(_ work: @escaping @Sendable (PasswordHasher) throws -> T) async throws -> T {
        let accepted = waiting.withLock { count in
            guard count < Self.queueLimit else { return false }
            count += 1
            return true
        }
        guard accepted else { throw AccountProblem.busy }
        return try await withCheckedThrowingContinuation { continuation in
            threads.addOperation {
                let result = Result { try work(self) }
                self.waiting.withLock { $0 -= 1 }
                continuation.resume(with: result)
            }
        }
    }
}

/// Passwords of twelve bytes or more that stand at the top of public lists; shorter ones are refused by length.
private enum KnownPasswords {
    private static let all: Set<String> = [
        "123456789012", "1234567890123", "qwertyuiop12", "passwordpassword", "password1234", "qwertzuiopü1",
        "passwort1234", "passwort12345", "1q2w3e4r5t6y", "qwertz123456", "hallo1234567", "schalke04schalke04",
        "111111111111", "000000000000", "administrator", "iloveyou1234", "123123123123", "q1w2e3r4t5y6",
        "abcdefghijkl", "abc123abc123", "changemechangeme", "letmeinletmein", "welcome12345",
    ]

    static func contains(_ password: String) -> Bool { all.contains(password.lowercased()) }
}
