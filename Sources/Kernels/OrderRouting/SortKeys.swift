extension Terrain {
    /// Ascending keys of one errand for `Recreate`.
    func setSortKeys(_ errand: Int) {
        let job = errands[errand]
        if job.count == 0 || vehicleCount == 0 { return }
        let field = vehicles[0].field
        let hub = Int(vehicles[0].start) * stride
        let last = nodes[Int(job.firstNode + job.count) - 1]
        var far = 0
        var demand = 0
        var width = Int.max
        for index in Int(job.firstNode)..<Int(job.firstNode + job.count) {
            let node = nodes[index]
            far = max(far, Int(field.from[hub + Int(node.place)].cost))
            width = min(width, Int(node.late) - Int(node.early))
            var load = 0
            for dim in 0..<dims { load += Int(max(change[index * dims + dim], brought[index * dims + dim])) }
            demand = max(demand, load)
        }
        let first = nodes[Int(job.firstNode)]
        let ride = Int(first.place) * stride + Int(last.place)
        func set(_ order: Order, _ key: Int) { sortKeys[Int(order.rawValue) * errandRoom + errand] = key }
        set(.demand, -demand)
        set(.far, -far)
        set(.near, far)
        set(.width, width)
        set(.opening, Int(first.early))
        set(.closing, -Int(last.late))
        set(.span, -Int(field.from[ride].cost))
    }
}
