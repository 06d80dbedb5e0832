import Glibc
import Synchronization
import Vocabulary

/// What goes wrong around each COMMIT, drawn from a seed: the n-th COMMIT of a pool with a plan always meets the same
/// fate. For builds with tests alone; a release build refuses to start with one.
package final class FaultPlan: Sendable {
    /// The places where something may happen.
    package enum Point: UInt64, Sendable {
        /// Everything is sent but COMMIT.
        case beforeCommit = 1
        /// The server has committed and nobody has heard of it.
        case afterCommit = 2
    }

    /// What may happen there.
    package enum Act: Sendable, Equatable {
        case pass
        case delay(milliseconds: UInt64)
        /// The session breaks.
        case drop
        /// The process is gone.
        case die
    }

    private let seed: UInt64
    /// Of a thousand passings, so many meet a fault.
    private let perMille: UInt64
    /// Die at this passing of this point, whatever is drawn.
    private let death: (point: Point, passing: UInt64)?
    private let passings = Mutex<[Point: UInt64]>([:])
    private let met = Mutex(0)

    package init(seed: UInt64, perMille: UInt64, dyingAt death: (point: Point, passing: UInt64)? = nil) {
        (self.seed, self.perMille, self.death) = (seed, perMille, death)
    }

    /// `seed=7,perMille=200` or `dieAfterCommit=3` (`dieBeforeCommit`), in any order; `nil` for anything else.
    package convenience init?(_ text: String) {
        var (seed, perMille): (UInt64, UInt64) = (0, 0)
        var death: (Point, UInt64)?
        for part in text.split(separator: ",") {
            let sides = part.split(separator: "=")
            guard sides.count == 2, let number = UInt64(sides[1]) else { return nil }
            switch sides[0] {
            case "seed": seed = number
            case "perMille" where number <= 1000: perMille = number
            case "dieBeforeCommit": death = (.beforeCommit, number)
            case "dieAfterCommit": death = (.afterCommit, number)
            default: return nil
            }
        }
        self.init(seed: seed, perMille: perMille, dyingAt: death)
    }

    /// How many faults there were.
    package var faults: Int { met.withLock { $0 } }

    /// What happens at this passing.
    func next(at point: Point) -> Act {
        let passing = passings.withLock { passings in
            passings[point, default: 0] += 1
            return passings[point, default: 0]
        }
        if let death, death.point == point, death.passing == passing { return .die }
        let draw = Self.mix(seed &+ passing &* 0x9E37_79B9_7F4A_7C15 &+ point.rawValue &<< 60)
        guard draw % 1000 < perMille else { return .pass }
        met.withLock { $0 += 1 }
        return draw >> 32 & 1 == 0 ? .drop : .delay(milliseconds: draw >> 40 & 31)
    }

    /// The finalizer of SplitMix64.
    private static func mix(_ value: UInt64) -> UInt64 {
        var mixed = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension Connection {
    /// Lets the plan have its way at this point. Throws where the session broke.
    func pass(_ point: FaultPlan.Point) throws(Fault) {
        switch faults?.next(at: point) ?? .pass {
        case .pass: return
        case .delay(let milliseconds): usleep(UInt32(milliseconds) * 1000)
        case .die: kill(getpid(), SIGKILL)
        case .drop:
            breakOff()
            throw Fault(point == .afterCommit ? .commitUnknown : .unavailable, "the session was made to break")
        }
    }
}
