import OrderRouting

/// What VROOM's answer repeats of its question.
public struct VroomNames: Sendable {
    public struct Task: Sendable {
        public var id: Int
        public var description: String?
        public var location: [Double]?
        public var locationIndex: Int?
        public var setupSeconds: Int
        public var serviceSeconds: Int
    }

    /// One per errand: its pickup and drop; a job has only one of them.
    public var pickups: [Task?] = []
    public var drops: [Task?] = []
    public var isJob: [Bool] = []
    public var priorities: [Int] = []
    public var vehicles: [(id: Int, description: String?, breaks: [(id: Int, description: String?)])] = []
    /// Place → what the input called it.
    public var places: [(location: [Double]?, index: Int?)] = []
    public var hasDistances = false
}

extension VroomNames {
    /// For a file of another format: its numbers as ids, its nodes as location indices, vehicles from 1 on.
    init(numbering file: PlanFile) {
        func task(_ stop: Errand.Stop, _ number: Int) -> Task {
            Task(
                id: number, locationIndex: stop.place, setupSeconds: stop.setupSeconds,
                serviceSeconds: stop.serviceSeconds)
        }
        for (errand, number) in zip(file.problem.errands, file.numbers) {
            pickups.append(errand.pickups.first.map { task($0, number.pickups.first ?? 0) })
            drops.append(errand.drop.map { task($0, number.drop) })
            isJob.append(errand.pickups.isEmpty || errand.drop == nil)
            priorities.append(0)
        }
        vehicles = file.problem.vehicles.indices.map { (id: $0 + 1, description: nil, breaks: []) }
        places = (0..<(file.problem.travel.first?.places ?? 0)).map { (location: nil, index: $0) }
    }
}
