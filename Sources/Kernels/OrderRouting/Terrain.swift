/// A problem as flat arrays, for the search: times relative to the first shift, money times `costScale`.
final class Terrain {
    /// No point in time lies after this one. Three of them still fit into an Int32.
    static let forever: Int32 = (1 << 29) - 1
    static let noWay: Int32 = 1 << 29

    /// As it was when compiled; errands that joined later are in `LivePlan.problem`.
    let problem: RoutingProblem
    let dims: Int
    let stride: Int
    var nodeCount: Int
    var errandCount: Int
    var windowCount: Int
    var placeCount: Int
    /// Ways of the places added since.
    var added: [[PlaceWays]] = []
    let nodeRoom: Int
    let errandRoom: Int
    let windowRoom: Int
    let vehicleCount: Int
    let typeCount: Int
    /// Moment 0 of the search.
    let base: Int
    let costScale: Int
    let nodes: UnsafeMutablePointer<Node>
    let stops: UnsafeMutablePointer<PlainStop>
    /// Node → errand, −1 for breaks and reloads.
    let ownerOf: UnsafeMutablePointer<Int32>
    /// node × dims: what is aboard more after the node.
    let change: UnsafeMutablePointer<Int32>
    /// node × dims: what must be aboard when its trip begins; what stays aboard until its trip ends.
    let brought: UnsafeMutablePointer<Int32>
    let kept: UnsafeMutablePointer<Int32>
    let windows: UnsafeMutablePointer<Span>
    let errands: UnsafeMutablePointer<Job>
    let vehicles: UnsafeMutablePointer<Car>
    /// vehicle × dims.
    let capacity: UnsafeMutablePointer<Int32>
    /// errand × type: 1 where the type's vehicles may take the errand.
    let allowed: UnsafeMutablePointer<UInt8>
    let fixed: [[FixedNode]]
    let rests: [[Int32]]
    let fields: FieldStore
    /// Per errand: errands that must not share its tour; errands that must.
    var apart: [[Int32]]
    var together: [[Int32]]
    let traits: Traits
    /// Order × errand, see `Order`.
    let sortKeys: UnsafeMutablePointer<Int>
    /// Movable stops per errand, rounded up.
    let meanStops: Int
    var allMayServe: Bool
    let lateCostPerHour: Int

    /// `room`: errands that may join later.
    init(_ draft: consuming TerrainDraft, room: Int = 0) {
        problem = draft.problem
        dims = draft.problem.loadDimensions
        stride = draft.stride
        placeCount = draft.problem.travel[0].places
        nodeCount = draft.nodes.count
        errandCount = draft.jobs.count
        windowCount = draft.windows.count
        errandRoom = draft.jobs.count + room
        nodeRoom = draft.nodes.count + 3 * room
        windowRoom = draft.windows.count + 6 * room
        vehicleCount = draft.cars.count
        typeCount = draft.typeCount
        base = draft.base
        costScale = draft.costScale
        nodes = .copying(draft.nodes, room: nodeRoom)
        ownerOf = .copying(draft.nodes.map(\.errand), room: nodeRoom)
        stops = .copying(
            draft.nodes.map { PlainStop(place: $0.place, early: $0.early, late: $0.late, service: $0.service) },
            room: nodeRoom)
        change = .copying(draft.change, room: nodeRoom * dims)
        brought = .copying(draft.brought, room: nodeRoom * dims)
        kept = .copying(draft.kept, room: nodeRoom * dims)
        windows = .copying(draft.windows, room: windowRoom)
        errands = .copying(draft.jobs, room: errandRoom)
        vehicles = .copying(draft.cars)
        capacity = .copying(draft.capacity)
        allowed = .copying(draft.allowed, room: errandRoom * typeCount)
        fixed = draft.fixed
        rests = draft.rests
        fields = draft.fields
        apart = draft.apart
        together = draft.together
        traits = draft.traits
        allMayServe = draft.allowed.allSatisfy { $0 == 1 } && !draft.traits.groups
        sortKeys = .filled(0, errandRoom * Int(Order.random.rawValue))
        let stops = draft.jobs.reduce(0) { $0 + Int($1.count) }
        meanStops = (stops + max(draft.jobs.count, 1) - 1) / max(draft.jobs.count, 1)
        let weights = draft.problem.objective.weights
        lateCostPerHour = draft.problem.objective.lateCostPerHour * (weights?.cost ?? 1) * (weights?.lateness ?? 1)
        for errand in 0..<errandCount { setSortKeys(errand) }
    }

    deinit {
        nodes.deallocate()
        ownerOf.deallocate()
        stops.deallocate()
        change.deallocate()
        brought.deallocate()
        kept.deallocate()
        windows.deallocate()
        errands.deallocate()
        vehicles.deallocate()
        capacity.deallocate()
        allowed.deallocate()
        sortKeys.deallocate()
    }

    @inline(__always) func mayServe(_ errand: Int, _ vehicle: Int) -> Bool {
        allowed[errand &* typeCount &+ Int(vehicles[vehicle].type)] != 0
    }
}
