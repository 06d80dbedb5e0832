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
    /// Part of the rounds that should stand on a plan that lacks something. 0: none may.
    package var lacking = 0.1
    package var softUntil = 0.6
    /// Temperature of the fleet phase, in mean legs.
    package var fleetHeat = 1.0
    /// Part of the fleet phase's rounds that begin near an absent errand: all, since elsewhere no room is wanted.
    package var fleetFocus = 1.0
    /// Part of the budget for the fleet phase.
    package var fleetShare = 0.0

    /// With more routes than this only those near an errand are candidates: those of its stops' nearest tasks.
    package var nearRoutes = 20
    package var nearTasks = 30

    /// For problems of a few errands.
    var restless: Tuning {
        var dials = self
        dials.hot = 20
        dials.lacking = 0
        return dials
    }

    package init() {}
}
