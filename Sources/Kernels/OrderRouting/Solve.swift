/// When to stop. The first rule that applies wins; without any, after 10,000 iterations.
public struct StopRule: Sendable {
    /// Seconds on `clock`.
    public var seconds: Double?
    /// Monotonic seconds, handed in: the kernel knows no time.
    public var clock: (@Sendable () -> Double)?
    public var iterations: Int?
    /// Stop at a plan of this cost with nothing left out.
    public var targetCost: Int?
    /// Asked every few iterations.
    public var isCancelled: (@Sendable () -> Bool)?

    public init(iterations: Int? = nil, targetCost: Int? = nil) {
        self.iterations = iterations
        self.targetCost = targetCost
    }

    public init(seconds: Double, clock: @escaping @Sendable () -> Double) {
        self.seconds = seconds
        self.clock = clock
    }
}

/// How far the search is.
public struct Progress: Sendable {
    public var iterations: Int
    public var seconds: Double
    public var vehicles: Int
    public var unserved: Int
    public var cost: Int
}

extension RoutingProblem {
    /// The best plan found under the rule. Equal problems, seeds and iterations give equal plans.
    ///
    /// - Parameter watch: told about every better plan (at most every 64 iterations).
    public func solve(
        _ rule: StopRule, seed: UInt64 = 1, watch: ((Progress) -> Void)? = nil
    ) throws(ProblemFault) -> Plan {
        try solve(rule, seed: seed, tuning: Tuning(), watch: watch)
    }

    /// With dials of one's own, for measuring.
    package func solve(
        _ rule: StopRule, seed: UInt64, tuning: Tuning, watch: ((Progress) -> Void)?
    ) throws(ProblemFault) -> Plan {
        let course = try Course(self, rule, seed: seed, tuning, watch)
        course.begin()
        course.run()
        return course.end()
    }
}

/// Where a search stands within its stop rule.
struct Budget {
    let rule: StopRule
    private let begin: Double
    private(set) var iterations = 0
    /// Part of the budget that is used up, 0...1.
    private(set) var used = 0.0
    private(set) var isOver = false
    private(set) var seconds = 0.0

    init(_ rule: StopRule) {
        self.rule = rule
        begin = rule.clock?() ?? 0
        look()
    }

    /// Counts a round; looks at the clock every `pace` rounds.
    mutating func spend(_ pace: Int) {
        iterations += 1
        if iterations % pace == 0 { look() }
        if let most = rule.iterations, iterations >= most { isOver = true }
    }

    mutating func end() { isOver = true }

    mutating func look() {
        if let clock = rule.clock, let most = rule.seconds {
            seconds = clock() - begin
            used = most > 0 ? seconds / most : 1
        }
        let most = rule.iterations ?? (rule.seconds == nil ? 10_000 : Int.max)
        used = min(max(used, Double(iterations) / Double(max(most, 1))), 1)
        if used >= 1 { isOver = true }
        if rule.isCancelled?() == true { isOver = true }
    }
}
