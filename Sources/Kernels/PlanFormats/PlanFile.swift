import OrderRouting

/// A problem read from a file, with the names the file gives things.
public struct PlanFile: Sendable {
    public enum Format: String, Sendable { case solomon, liLim, vrplib, vroom }

    public var format: Format
    public var problem: RoutingProblem
    /// Errand → number of its pickups and of its drop (0 where there is none) in the file.
    public var numbers: [(pickups: [Int], drop: Int)]
    /// Distances and costs of the plan are these many to one of the file's units.
    public var scale: Double
    /// Set for VROOM input: what the answer repeats.
    public var vroom: VroomNames?

    /// Recognises the format by its content.
    public init(_ bytes: [UInt8], objective: Objective) throws {
        let first = bytes.first { $0 != 32 && $0 != 9 && $0 != 10 && $0 != 13 }
        if first == UInt8(ascii: "{") {
            self = try VroomInput.read(bytes, objective)
            return
        }
        let lines = try TextLine.split(bytes)
        guard let head = lines.first else { throw FormatFault("line 1", "the file is empty") }
        if lines.contains(where: { $0.starts("NODE_COORD_SECTION") || $0.key == "DIMENSION" }) {
            self = try Vrplib.read(lines, objective)
        } else if head.fields.count == 3, head.fields.allSatisfy({ Double($0) != nil }) {
            self = try LiLim.read(lines, objective)
        } else if lines.contains(where: { $0.starts("VEHICLE") }) {
            self = try Solomon.read(lines, objective)
        } else {
            throw FormatFault("line \(head.number)", "no known format begins like this")
        }
    }

    init(_ format: Format, _ problem: RoutingProblem, numbers: [(pickups: [Int], drop: Int)], scale: Double) {
        self.format = format
        self.problem = problem
        self.numbers = numbers
        self.scale = scale
    }

    /// `Route 1 : 3 7 2`, a line a tour (SINTEF).
    public func routes(_ plan: Plan) -> String {
        var text = ""
        for (index, tour) in plan.tours.enumerated() {
            text += "Route \(index + 1) :"
            for stop in tour.stops {
                switch stop.visit {
                case .pickup(let errand, let part): text += " \(numbers[errand].pickups[part])"
                case .drop(let errand): text += " \(numbers[errand].drop)"
                default: break
                }
            }
            text += "\n"
        }
        return text
    }
}
