/// The dials of the search.
package struct Tuning {
    package var meanRemoved = 10.0
    package var longestString = 10.0
    /// Probability of not keeping one more visit inside a split string.
    package var splitDepth = 0.01
    /// Probability of overlooking a route; of overlooking a quarter of a route's gaps.
    package var blink = 0.01
    package var gapBlink = 0.05
    /// First and last temperature, in mean legs of the first plan.
    package var hot = 10.0
    package var cold = 0.05
    /// Above so many stops the first temperature falls with their square, to two mean legs.
    package var crowd = 400.0
    /// Part of the rounds that should stand on a plan that lacks something. 0: none may.
    package var lacking = 0.1
    package var softUntil = 0.6
    /// Nothing may lack any more when most of so many rounds lacked something.
    package var softTrial = 10_000
    /// With more stops than this, in `crowd`s, nothing may lack: something nearly always would.
    package var mostCrowdLacking = 1.25
    /// Loads become soft where they fill this part of the fleet; the first temperature there, in mean legs.
    package var tight = 0.99
    package var tightHot = 0.5
    /// Which part of all loads may be too much at the beginning, and when nothing may be any more.
    package var overloading = 0.016
    package var overloadUntil = 0.85
    /// Least and largest price of a unit too much, in temperatures.
    package var overloadFirst = 0.2
    package var overloadMost = 10.0
    /// Part of the rounds that begin in an overloaded route, and from when.
    package var overloadFocus = 0.5
    package var overloadFocusFrom = 0.5
    /// Temperature of the fleet phase, in mean legs.
    package var fleetHeat = 1.0
    /// Part of the fleet phase's rounds that begin near an absent errand: all, since elsewhere no room is wanted.
    package var fleetFocus = 1.0
    /// Part of the rounds in which two vehicles of different types trade their tours first.
    package var tradeChance = 0.05
    /// Small moves tried after every round of annealing where vehicles are of several types, with one of so many
    /// nearest stops.
    package var smallMoves = 20
    package var moveNear = 30
    /// For so many rounds (0: one) problems of more than `dwellStops` are changed near one place: among so many nearest
    /// stops.
    package var dwellStops = 600
    package var dwell = 2000
    package var dwellWidth = 120
    /// After so many rounds of the fleet phase in which no fewer errands were absent than before it begins again with
    /// another route (0: never), after so many rounds of annealing at so many times its heat.
    package var reviveAfter = 20_000
    package var shakeRounds = 5000
    package var shakeHeat = 10.0
    /// Part of the budget for the fleet phase.
    package var fleetShare = 0.0

    /// With more routes than this only those near an errand are candidates: those of its stops' nearest tasks.
    package var nearRoutes = 20
    package var nearTasks = 100
    /// Fewer in the fleet phase, and down to as few in problems of more stops than `wideStops`: there more rounds bring
    /// more than thorough ones.
    package var leastNearTasks = 30
    package var wideStops = 1100

    /// Routes remembered for recombination (0: none), steps of the search among them, and how much worse than the
    /// best a plan may be whose routes are remembered.
    package var poolRoom = 20_000
    package var mostPoolStops = 500
    package var poolWork = 15_000_000
    package var poolWindow = 0.02
    /// Annealing is repeated where the budget allows so many rounds a stop every time; `mostCycles` times at most.
    package var roundsPerStop = 1000.0
    package var mostCycles = 40
    /// How hot later cycles begin, as a part of the first's; whether they begin from nothing.
    package var laterWarmth = 0.3
    package var restarts = 1.0

    /// So many of a stop's nearest tasks tell the candidates in a problem of so many stops.
    func lookWidth(_ stops: Int) -> Int {
        stops <= wideStops ? nearTasks : max(nearTasks * wideStops / stops, leastNearTasks)
    }

    /// For problems of a few errands.
    var restless: Tuning {
        var dials = self
        dials.hot = 20
        dials.lacking = 0
        return dials
    }

    package init() {}
}
