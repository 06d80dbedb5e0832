extension Search {
    /// Cost with everything that must be served weighing its full penalty: what counts for the best plan.
    var trueCost: Int {
        var sum = cost - overload * routes.overloadPrice
        for errand in absent {
            let job = terrain.errands[Int(errand)]
            sum += job.fullPenalty - job.penalty
        }
        return sum
    }

    /// While annealing, leaving out what must be served costs only about a detour: full plans of tight fleets lie
    /// apart, and the way between them leads over plans that lack something.
    func setPenalty(_ penalty: Int) {
        for errand in 0..<terrain.errandCount where terrain.errands[errand].mustServe {
            let full = terrain.errands[errand].fullPenalty
            terrain.errands[errand].penalty = min(penalty, full)
        }
        recount()
    }

    func setFullPenalties() {
        for errand in 0..<terrain.errandCount { terrain.errands[errand].penalty = terrain.errands[errand].fullPenalty }
        recount()
    }

    private func recount() { cost = recounted() }

    /// Costs from scratch.
    func recounted() -> Int {
        var sum = overload * routes.overloadPrice
        for vehicle in 0..<terrain.vehicleCount { sum += routes.slots[Int(slotOf[vehicle])].cost }
        for errand in absent { sum += terrain.errands[Int(errand)].penalty }
        return sum
    }
}

/// Steers the soft penalty so that a set part of the rounds stands on a plan that lacks something.
struct PenaltyRudder {
    private(set) var penalty: Double
    private let lowest: Double
    private let target: Double
    private var rounds = 0
    private var lacking = 0
    /// Of the present trial.
    private var trialRounds = 0
    private var trialLacking = 0

    init(meanLeg: Double, target: Double) {
        penalty = 20 * meanLeg
        lowest = meanLeg
        self.target = target
    }

    /// Whether the price fails: most rounds of a trial stood on plans that lack something, so full ones are not in
    /// reach.
    mutating func fails(_ lacks: Bool, trial: Int) -> Bool {
        trialRounds += 1
        if lacks { trialLacking += 1 }
        if trialRounds < trial { return false }
        defer { (trialRounds, trialLacking) = (0, 0) }
        return trialLacking * 2 > trialRounds
    }

    /// True when the penalty has changed.
    mutating func note(_ lacks: Bool) -> Bool {
        rounds += 1
        if lacks { lacking += 1 }
        if rounds < 400 { return false }
        let part = Double(lacking) / Double(rounds)
        penalty = part > target ? penalty * 1.25 : max(lowest, penalty * 0.9)
        penalty = min(penalty, 0x1p40)
        rounds = 0
        lacking = 0
        return true
    }
}
