import RoadNetwork
import Vocabulary
import Web

/// One question for a table.
struct OSRMTable {
    /// Sources times destinations.
    private static let mostPairs = 1_000_000

    private let points: [OSRMPoint]
    private let sources: [Int]
    private let targets: [Int]
    private let radiuses: [Double?]
    private let approaches: [Approach]
    private let hasDurations: Bool
    private let hasDistances: Bool

    init(_ options: inout OSRMOptions, _ points: [OSRMPoint]) throws(OSRMProblem) {
        self.points = points
        sources = try options.indices("sources", of: points.count)
        targets = try options.indices("destinations", of: points.count)
        radiuses = try options.radiuses(of: points.count)
        approaches = try options.approaches(of: points.count)
        let wanted = try options.text("annotations") ?? "duration"
        (hasDurations, hasDistances) = try Self.annotations(wanted.split(separator: ",").map { String($0) })
        try options.end()
        try check()
    }

    /// The body of a POST.
    init(_ body: JSON) throws(OSRMProblem) {
        let annotations: [String]
        let sides: [String]
        do {
            var fields = try body.object()
            points = try fields.array("coordinates", 1...10_000) { (json) throws(RequestProblem) in
                let pair = try json.array(2...2) { (json) throws(RequestProblem) in try json.number(-180...180) }
                guard let point = OSRMPoint(longitude: pair[0], latitude: pair[1]) else {
                    throw RequestProblem.fields([FieldProblem("/coordinates", "range", "is no place on earth")])
                }
                return point
            }
            let all = Array(points.indices)
            let most = Int64(points.count - 1)
            let sources = try fields.array("sources", 0...10_000) { (json) throws(RequestProblem) in
                Int(try json.integer(0...most))
            }
            let targets = try fields.array("destinations", 0...10_000) { (json) throws(RequestProblem) in
                Int(try json.integer(0...most))
            }
            self.sources = sources.isEmpty ? all : sources
            self.targets = targets.isEmpty ? all : targets
            let wanted = try fields.array("annotations", 0...2) { (json) throws(RequestProblem) in
                try json.string(1...20)
            }
            sides = try fields.array("approaches", 0...10_000) { (json) throws(RequestProblem) in
                try json.string(0...20)
            }
            try fields.end()
            annotations = wanted.isEmpty ? ["duration"] : wanted
        } catch {
            throw .invalidQuery(
                "The body must be an object with coordinates, sources, destinations, annotations, approaches")
        }
        radiuses = Array(repeating: nil, count: points.count)
        approaches =
            try sides.isEmpty
            ? Array(repeating: .unrestricted, count: points.count) : Approach.list(sides, of: points.count)
        (hasDurations, hasDistances) = try Self.annotations(annotations)
        try check()
    }

    private static func annotations(_ words: [String]) throws(OSRMProblem) -> (Bool, Bool) {
        guard !words.isEmpty, words.allSatisfy({ $0 == "duration" || $0 == "distance" }) else {
            throw .invalidOptions("annotations must be duration, distance or both")
        }
        return (words.contains("duration"), words.contains("distance"))
    }

    private func check() throws(OSRMProblem) {
        guard sources.count * targets.count <= Self.mostPairs else {
            throw .tooBig("Too many table entries: at most \(Self.mostPairs)")
        }
    }

    func answer(_ roads: ProfileRoads) throws(OSRMProblem) -> Answer {
        let snaps = try roads.snaps(points, radiuses, approaches)
        let (from, to) = (sources.map { snaps[$0] }, targets.map { snaps[$0] })
        let table = roads.searching { $0.table(from: from, to: to) }
        let perPair = (hasDurations ? 8 : 0) + (hasDistances ? 9 : 0)
        var text = OSRMText(capacity: 200 + 80 * (from.count + to.count) + from.count * to.count * perPair)
        text.literal(#"{"code":"Ok""#)
        if hasDurations { text.matrix(#","durations":"#, table, OSRMText.tenthSeconds) }
        if hasDistances { text.matrix(#","distances":"#, table, OSRMText.decimetres) }
        text.waypoints(#","sources":"#, from)
        text.waypoints(#","destinations":"#, to)
        text.byte("}")
        return Answer(text)
    }
}
