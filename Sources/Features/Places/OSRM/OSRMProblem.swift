/// A "no" in the words of OSRM's HTTP API, whose shape its clients expect.
enum OSRMProblem: Error, Equatable {
    case invalidQuery(String)
    case invalidOptions(String)
    case invalidValue(String)
    case tooBig(String)
    case noSegment(Int)
    case noRoute

    var code: String {
        switch self {
        case .invalidQuery: "InvalidQuery"
        case .invalidOptions: "InvalidOptions"
        case .invalidValue: "InvalidValue"
        case .tooBig: "TooBig"
        case .noSegment: "NoSegment"
        case .noRoute: "NoRoute"
        }
    }

    var message: String {
        switch self {
        case .invalidQuery(let text), .invalidOptions(let text), .invalidValue(let text), .tooBig(let text): text
        case .noSegment(let index): "Could not find a matching segment for coordinate \(index)"
        case .noRoute: "Impossible route between points"
        }
    }
}
