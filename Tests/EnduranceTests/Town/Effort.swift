import Foundation
import TestSupport

/// How much is tried: `make test` a little of everything, `make long` and `make crash` the full counts.
enum Effort {
    private static let environment = ProcessInfo.processInfo.environment

    static let isLong = environment["LIEFERT_LONG"] != nil

    /// What random choices start from; LIEFERT_SEED repeats those of an earlier run.
    static let seed = environment["LIEFERT_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 1...999_999_999)

    /// A count of the short run, and of the long one; `LIEFERT_<name>` overrides both.
    static func count(_ name: String, _ short: Int, _ long: Int) -> Int {
        environment["LIEFERT_\(name)"].flatMap { Int($0) } ?? (isLong ? long : short)
    }

    /// The program under trial: the debug build beside the tests, or another one.
    static func program() throws -> String { try environment["LIEFERT_PROGRAM"] ?? StartedProgram.path() }
}

/// SplitMix64 (Steele, Lea, Flood 2014): small, and equal seeds give equal choices on every machine.
struct SeededDice: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
