/// What is wrong with a problem: which element, which rule.
public struct ProblemFault: Error, Equatable, CustomStringConvertible {
    /// Path to the element, as in `errands[3].pickups[0].windows[1]`.
    public let element: String
    public let rule: Rule

    public var description: String { "\(element): \(rule.rawValue)" }

    /// Every rule a problem must keep.
    public enum Rule: String, Sendable, CaseIterable {
        case tooMany = "too many of them"
        case outOfRange = "the index names nothing"
        case negative = "must not be negative"
        case tooLarge = "the number is too large"
        case wrongCount = "has the wrong number of entries"
        case windowEndsBeforeItBegins = "the window closes before it opens"
        case windowsOutOfOrder = "windows must ascend without overlap"
        case noStops = "an errand needs a pickup or a drop"
        case dropMissing = "several pickups need a drop"
        case loadOnBothSides = "a drop after pickups has no load of its own"
        case releaseWithPickups = "only goods from the hub have a release time"
        case visitedTwice = "is visited twice"
        case pickupNotBeforeDrop = "the drop is fixed without its pickups before it"
        case pinnedElsewhere = "is fixed on a vehicle it may not ride with"
        case doneAfterLocked = "a done visit follows one that is only locked"
        case goesBack = "the time lies before that of the visit before"
        case notPositive = "must be at least 1"
        case unknownPriority = "the priority must be 0...100"
    }
}
