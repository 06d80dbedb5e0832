/// The branches of a city, numbered in order of arrival; numbers never change while the index lives.
struct BranchTable: Sendable {
    private(set) var numbers: [DocumentID: UInt32] = [:]
    private(set) var branches: [Branch] = []
    /// Retailers and districts by the numbers that `retailerOf` and `districtOf` give, per branch; -1 for no district.
    private(set) var retailers: [DocumentID] = []
    private(set) var retailerOf: [Int32] = []
    private(set) var districts: [DocumentID] = []
    private(set) var districtOf: [Int32] = []
    private var retailerNumbers: [DocumentID: Int32] = [:]
    private var districtNumbers: [DocumentID: Int32] = [:]
    private var byRetailer: [DocumentID: [UInt32]] = [:]

    /// The branch's number; a branch nobody has told us about yet stands alone, without district or place.
    mutating func number(_ id: DocumentID) -> UInt32 {
        if let number = numbers[id] { return number }
        let number = UInt32(branches.count)
        numbers[id] = number
        branches.append(Branch(id: id, retailer: id))
        byRetailer[id, default: []].append(number)
        retailerOf.append(-1)
        districtOf.append(-1)
        sort(Int(number))
        return number
    }

    mutating func put(_ branch: Branch) {
        let number = number(branch.id)
        byRetailer[branches[Int(number)].retailer]?.removeAll { $0 == number }
        byRetailer[branch.retailer, default: []].append(number)
        branches[Int(number)] = branch
        sort(Int(number))
    }

    /// Gives the branch's retailer and district their numbers.
    private mutating func sort(_ number: Int) {
        func sorted(_ id: DocumentID, _ numbers: inout [DocumentID: Int32], _ ids: inout [DocumentID]) -> Int32 {
            if let known = numbers[id] { return known }
            numbers[id] = Int32(ids.count)
            ids.append(id)
            return Int32(ids.count - 1)
        }
        let branch = branches[number]
        retailerOf[number] = sorted(branch.retailer, &retailerNumbers, &retailers)
        districtOf[number] = branch.district.map { sorted($0, &districtNumbers, &districts) } ?? -1
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
