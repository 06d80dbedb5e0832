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
        var run = beginAnnealing(budget, warmth: warmth, cycles: 1, end: 1)
        anneal(&run, &budget, watch)
        endAnnealing()
    }

    /// As above, with as much of the budget as when it is one of `cycles` (at most) annealings.
    func beginAnnealing(_ budget: Budget, warmth: Double, cycles: Int, end: Double) -> Annealing {
        let isTight = isTight
        let first = (isTight ? tuning.tightHot : max(tuning.hot / (crowd * crowd), min(tuning.hot, 2))) * warmth
        let hot = meanLeg() * first
        let run = Annealing(
            span: AnnealSpan(
                budget, stops: terrain.errandCount * terrain.meanStops, most: isTight ? 1 : cycles, end: end, tuning),
            hot: hot, cooling: min(1, tuning.cold / max(first, tuning.cold)), heat: hot,
            rudder: PenaltyRudder(meanLeg: meanLeg(), target: tuning.lacking),
            brim: OverloadRudder(load: deliveredLoad, errands: terrain.errandCount, tuning),
            isSoft: tuning.lacking > 0 && crowd <= tuning.mostCrowdLacking && !isTight)
        if isTight { setOverloadPrice(run.brim.price(hot)) }
        if run.isSoft { setPenalty(Int(run.rudder.penalty)) }
        return run
    }

    /// Goes on with an annealing until it or the budget is over, or `until` of the budget is used.
    func anneal(
        _ run: inout Annealing, _ budget: inout Budget, until: Double = 2, _ watch: ((Progress) -> Void)?
    ) {
        while !budget.isOver, run.span.part < 1, budget.used < until {
            budget.spend(16)
            run.span.note(budget)
            if budget.iterations & 63 == 0 {
                run.cool()
                poolCeiling = best.cost + Int(Double(min(best.cost, 1 << 40)) * tuning.poolWindow)
                if run.isNews, let watch {
                    run.isNews = false
                    watch(progress(budget))
                }
            }
            beginRound()
            let late = run.span.part > tuning.overloadFocusFrom
            let traded = toursTrade && random.unit() < tuning.tradeChance ? tradeTours() : nil
            ruinStrings(near: traded, focus: overload > 0 && late ? tuning.overloadFocus : 0)
            removeRuined()
            let ceiling = costBefore + Int(run.heat * Exponential.draw(random))
            recreate(below: fewestVehicles && usedVehicles < best.usedVehicles ? .max : ceiling)
            if cost < ceiling || savesVehicle() {
                keep(&run, &budget)
            } else {
                undoRound()
            }
            if tuning.smallMoves > 0, smallMoves.any {
                tryMoves(tuning.smallMoves, heat: run.heat) { keep(&run, &budget) }
            }
            steer(&run)
            if overload > 0, !run.hasWhole, run.span.part > tuning.overloadUntil { mend(&run, &budget) }
        }
    }

    /// The time of overloads is over, and no plan was without. Where mending fails, the best plan is annealed with what
    /// is left.
    private func mend(_ run: inout Annealing, _ budget: inout Budget) {
        run.hasWhole = true
        run.isNews = mendLoads(&budget, until: budget.used + (1 - budget.used) * 2 / 3)
        if run.isNews { return }
        run.span.note(budget)
        run.cooledFrom = run.span.part
    }

    /// Stays with the round's plan.
    private func keep(_ run: inout Annealing, _ budget: inout Budget) {
        if pool != nil { poolTouched() }
        keepRound()
        if !isBest() { return }
        takeSnapshot()
        if fewestVehicles { vehicleCap = usedVehicles }
        run.isNews = true
        run.hasWhole = true
        if let target = budget.rule.targetCost, absent.isEmpty, cost <= target * terrain.costScale { budget.end() }
    }

    private func steer(_ run: inout Annealing) {
        if routes.overloadPrice > 0, run.brim.note(overload, run.span.part) {
            setOverloadPrice(run.brim.price(run.heat))
        }
        if !run.isSoft { return }
        let fails = run.rudder.fails(!absent.isEmpty, trial: tuning.softTrial)
        if run.rudder.note(!absent.isEmpty) { setPenalty(Int(run.rudder.penalty)) }
        if fails || run.span.part > tuning.softUntil {
            run.isSoft = false
            setFullPenalties()
            if !absent.isEmpty { restore(best) }
        }
    }

    /// Back to loads and duties that are hard.
    func endAnnealing() {
        if overload > 0 { restore(best) }
        setOverloadPrice(0)
        setFullPenalties()
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

    /// Large problems get few rounds a stop: what they heat up they can't cool down again. 1: not large.
    private var crowd: Double { max(1, Double(terrain.errandCount * terrain.meanStops) / tuning.crowd) }

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
