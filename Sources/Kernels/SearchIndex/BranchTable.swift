/// The branches of a city, numbered in order of arrival; numbers never change while the index lives.
struct BranchTable: Sendable {
    private(set) var numbers: [DocumentID: UInt32] = [:]
    private(set) var branches: [Branch] = []
    private var byRetailer: [DocumentID: [UInt32]] = [:]

    /// The branch's number; a branch nobody has told us about yet stands alone, without district or place.
    mutating func number(_ id: DocumentID) -> UInt32 {
        if let number = numbers[id] { return number }
        let number = UInt32(branches.count)
        numbers[id] = number
        branches.append(Branch(id: id, retailer: id))
        byRetailer[id, default: []].append(number)
        return number
    }

    mutating func put(_ branch: Branch) {
        let number = number(branch.id)
        byRetailer[branches[Int(number)].retailer]?.removeAll { $0 == number }
        byRetailer[branch.retailer, default: []].append(number)
        branches[Int(number)] = branch
    }

    /// Branches that may pass the filter: those it names, when it names any.
    func numbers(of filter: Filter) -> [Int] {
        if !filter.branches.isEmpty { return filter.branches.compactMap { numbers[$0].map { Int($0) } } }
        if !filter.retailers.isEmpty {
            return Set(filter.retailers).flatMap { (byRetailer[$0] ?? []).map { Int($0) } }
        }
        return Array(branches.indices)
    }
}
