/// Where the nodes of an extract lie, to be found by id: sixteen bytes a node.
struct NodePlaces {
    private(set) var ids: [Int64] = []
    private(set) var latitudes: [Int32] = []
    private(set) var longitudes: [Int32] = []
    private var order: [Int32]?

    mutating func take(_ nodes: ExtractBlock.Nodes) {
        ids += nodes.ids
        latitudes += nodes.latitudes
        longitudes += nodes.longitudes
    }

    /// Once all are there; files usually have them sorted.
    mutating func sort() {
        let isSorted = zip(ids, ids.dropFirst()).allSatisfy { $0 < $1 }
        order = isSorted ? nil : ids.indices.map { Int32($0) }.sorted { ids[Int($0)] < ids[Int($1)] }
    }

    /// The place of a node in the arrays; `nil` for a node that the file does not hold.
    func find(_ id: Int64) -> Int32? {
        var (from, to) = (0, ids.count)
        while from < to {
            let middle = (from + to) / 2
            let place = order.map { Int($0[middle]) } ?? middle
            if ids[place] < id { from = middle + 1 } else { to = middle }
        }
        guard from < ids.count else { return nil }
        let place = order.map { Int($0[from]) } ?? from
        return ids[place] == id ? Int32(place) : nil
    }
}
