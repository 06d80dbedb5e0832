extension Search {
    /// A first plan: the given tours as far as they fit, then greedy insertion.
    func start() {
        beginRound()
        takeInitial()
        recreate(below: .max)
        keepRound()
        takeSnapshot()
    }

    /// Rounds of ruin and recreate under simulated annealing until the budget is over. `warmth`: how hot to begin, as
    /// a part of what a fresh plan wants.
    func anneal(_ budget: inout Budget, _ watch: ((Progress) -> Void)?, warmth: Double = 1) {
        if terrain.errandCount == 0 || terrain.vehicleCount == 0 { return }
        let first = max(tuning.hot / (crowd * crowd), min(tuning.hot, 2)) * warmth
        let hot = meanLeg() * first
        let cooling = min(1, tuning.cold / max(first, tuning.cold))
        var rudder = PenaltyRudder(meanLeg: meanLeg(), target: tuning.lacking)
        var isSoft = tuning.lacking > 0 && crowd <= tuning.mostCrowdLacking && !isTight
        var heat = hot
        var brim = OverloadRudder(load: deliveredLoad, errands: terrain.errandCount, tuning)
        if isTight { setOverloadPrice(brim.price(heat)) }
        if isSoft { setPenalty(Int(rudder.penalty)) }
        var isNews = false
        while !budget.isOver {
            budget.spend(16)
            if budget.iterations & 63 == 0 {
                heat = hot * Exponential.power(cooling, budget.used)
                if isNews, let watch {
                    isNews = false
                    watch(progress(budget))
                }
            }
            beginRound()
            ruinStrings(focus: overload > 0 && budget.used > tuning.overloadFocusFrom ? tuning.overloadFocus : 0)
            removeRuined()
            let ceiling = costBefore + Int(heat * Exponential.draw(&random))
            recreate(below: fewestVehicles && usedVehicles < best.usedVehicles ? .max : ceiling)
            if cost < ceiling || savesVehicle() {
                keepRound()
                if isBest() {
                    takeSnapshot()
                    if fewestVehicles { vehicleCap = usedVehicles }
                    isNews = true
                    if let target = budget.rule.targetCost, absent.isEmpty, cost <= target * terrain.costScale { break }
                }
            } else {
                undoRound()
            }
            if routes.overloadPrice > 0, brim.note(overload, budget.used) { setOverloadPrice(brim.price(heat)) }
            if isSoft, rudder.note(!absent.isEmpty) {
                setPenalty(Int(rudder.penalty))
                if budget.used > tuning.softUntil {
                    isSoft = false
                    endLacking()
                }
            }
        }
        if overload > 0 { restore(best) }
        setOverloadPrice(0)
        setFullPenalties()
    }

    /// Large problems get few rounds a stop: what they heat up they can't cool down again. 1: not large.
    private var crowd: Double { max(1, Double(terrain.errandCount * terrain.meanStops) / tuning.crowd) }

    private func endLacking() {
        setFullPenalties()
        if !absent.isEmpty { restore(best) }
    }

    private func isBest() -> Bool {
        if overload > 0 { return false }
        if savesVehicle() { return true }
        if cost >= best.cost { return false }
        return absent.isEmpty || trueCost < best.cost
    }

    /// In plans that count vehicles first: one less than the best, and nothing left out.
    private func savesVehicle() -> Bool {
        overload == 0 && fewestVehicles && usedVehicles < best.usedVehicles && absent.count <= best.absent.count
    }

    var leavesOutMust: Bool { absent.contains { terrain.errands[Int($0)].mustServe } }

    func progress(_ budget: Budget) -> Progress {
        Progress(
            iterations: budget.iterations, seconds: budget.seconds, vehicles: best.usedVehicles,
            unserved: best.absent.count, cost: best.cost / terrain.costScale)
    }

    /// Of the present routes.
    func meanLeg() -> Double {
        var legs = 0
        var visits = 0
        for vehicle in 0..<terrain.vehicleCount {
            let route = routes.slots[Int(slotOf[vehicle])]
            if route.work == 0 { continue }
            legs += route.legs
            visits += Int(route.work) + 1
        }
        return visits > 0 ? Double(legs) / Double(visits) : 1
    }
}

/// Exponentials without a mathematics library: the same bits on every platform.
enum Exponential {
    /// −ln of a uniform number in 0..<1.
    static func draw(_ random: inout Randomness) -> Double { -logarithm(1 - random.unit()) }

    /// Natural logarithm of a positive normal number.
    static func logarithm(_ value: Double) -> Double {
        let exponent = Double(value.exponent)
        let mantissa = value.significand
        let ratio = (mantissa - 1) / (mantissa + 1)
        let square = ratio * ratio
        // 2·artanh, the series nested; the ratio is below a third.
        var sum = 1.0 / 23
        sum = sum * square + 1.0 / 21
        sum = sum * square + 1.0 / 19
        sum = sum * square + 1.0 / 17
        sum = sum * square + 1.0 / 15
        sum = sum * square + 1.0 / 13
        sum = sum * square + 1.0 / 11
        sum = sum * square + 1.0 / 9
        sum = sum * square + 1.0 / 7
        sum = sum * square + 1.0 / 5
        sum = sum * square + 1.0 / 3
        sum = sum * square + 1
        return 2 * ratio * sum + exponent * 0.693_147_180_559_945_3
    }

    /// base ^ exponent for a positive base.
    static func power(_ base: Double, _ exponent: Double) -> Double {
        let product = logarithm(base) * exponent
        let whole = Double(Int(product / 0.693_147_180_559_945_3))
        let rest = product - whole * 0.693_147_180_559_945_3
        var term = 1.0
        var sum = 1.0
        for index in 1..<20 {
            term *= rest / Double(index)
            sum += term
        }
        return sum * Double(sign: .plus, exponent: Int(whole), significand: 1)
    }
}
