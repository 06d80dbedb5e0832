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
            try self.init(vroom: bytes, objective: objective)
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

    /// Places that came without a matrix.
    public struct Unmeasured: Sendable {
        public var profile: String
        /// Longitude and latitude, in degrees.
        public var places: [[Double]]
    }

    /// VROOM's input JSON.
    ///
    /// - Parameter measure: answers the ways between places that came without a matrix; nil: straight lines.
    public init(
        vroom bytes: [UInt8], objective: Objective, measure: ((Unmeasured) throws -> Travel)? = nil
    ) throws {
        self = try VroomInput.read(bytes, objective, measure)
    }

    init(_ format: Format, _ problem: RoutingProblem, numbers: [(pickups: [Int], drop: Int)], scale: Double) {
        self.format = format
        self.problem = problem
        self.numbers = numbers
        self.scale = scale
    }

    /// A fault of the problem, told by the file's own elements where it names them: `errands[3]` may be `shipments[1]`.
    public func place(_ fault: ProblemFault) -> FormatFault {
        let rule = fault.rule.rawValue
        guard let vroom, fault.element.hasPrefix("errands["), let end = fault.element.firstIndex(of: "]"),
            let errand = Int(fault.element[..<end].dropFirst("errands[".count)), vroom.isJob.indices.contains(errand)
        else { return FormatFault(fault.element, rule) }
        let isJob = vroom.isJob[errand]
        let index = isJob ? errand : errand - vroom.isJob.count { $0 }
        var part = String(fault.element[fault.element.index(after: end)...])
        part = part.replacing(".pickups[0]", with: isJob ? "" : ".pickup")
        part = part.replacing(".drop", with: isJob ? "" : ".delivery")
        part = part.replacing(".windows", with: ".time_windows")
        return FormatFault("\(isJob ? "jobs" : "shipments")[\(index)]\(part)", rule)
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
