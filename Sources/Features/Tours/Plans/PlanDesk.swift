import NIOPosix
import OrderRouting
import PlanFormats
import Synchronization
import Vocabulary
import Web

/// What a caller wants of a plan beside the question itself.
struct PlanWish: Sendable {
    static let seconds = 0.1...20.0

    var seconds = 2.0
    var seed: UInt64 = 1
    var fewestVehicles = false
}

/// Where plans for others are made: a few at a time, on threads of their own, so that a large one holds no request up.
package final class PlanDesk: Sendable {
    /// Jobs and shipments of one question.
    static let mostTasks = 3_000
    static let mostPlaces = 4_000
    static let mostBytes = 64 << 20
    /// Plans made at the same moment, and those that may wait for one of them.
    static let mostAtOnce = 2
    static let mostWaiting = 6

    private let threads = NIOThreadPool(numberOfThreads: PlanDesk.mostAtOnce)
    private let inside = Mutex(0)

    package init() { threads.start() }

    deinit { threads.shutdownGracefully { _ in } }

    /// Answers one question in VROOM's JSON. The time runs from when the work begins; a caller who has gone away
    /// ends it. Where too many wait already: `tooMany`.
    func answer(
        _ question: [UInt8], _ wish: PlanWish, _ travelTimes: some TravelTimes
    ) async throws -> [UInt8] {
        let isFull = inside.withLock { count in
            if count >= Self.mostAtOnce + Self.mostWaiting { return true }
            count += 1
            return false
        }
        if isFull { throw RequestProblem.tooMany(afterSeconds: Int(wish.seconds.rounded(.up))) }
        defer { inside.withLock { $0 -= 1 } }
        let hasLeft = Flag()
        return try await withTaskCancellationHandler {
            try await threads.runIfActive {
                try Self.solve(question, wish, travelTimes) { hasLeft.isSet }
            }
        } onCancel: {
            hasLeft.set()
        }
    }

    private static func solve(
        _ question: [UInt8], _ wish: PlanWish, _ travelTimes: some TravelTimes,
        isCancelled: @escaping @Sendable () -> Bool
    ) throws -> [UInt8] {
        let clock = ContinuousClock()
        let begin = clock.now
        let passed: @Sendable () -> Double = { (clock.now - begin) / .seconds(1) }
        let file = try PlanQuestion.read(question, wish, travelTimes)
        let loading = passed()
        var rule = StopRule(seconds: max(wish.seconds - loading, 0.01), clock: passed)
        rule.isCancelled = isCancelled
        let plan: Plan
        do {
            plan = try file.problem.solve(rule, seed: wish.seed)
        } catch {
            throw PlanQuestion.refusal(file.place(error))
        }
        let text = VroomOutput.text(
            plan, of: file, loading: Int(loading * 1000), solving: Int((passed() - loading) * 1000))
        return Array(text.utf8)
    }

    private final class Flag: Sendable {
        private let value = Atomic(false)
        var isSet: Bool { value.load(ordering: .relaxed) }
        func set() { value.store(true, ordering: .relaxed) }
    }
}
