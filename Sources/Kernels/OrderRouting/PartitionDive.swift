/// Depth first through the sets a relaxation leaves: the element with the fewest fitting sets first, its cheapest set
/// first, cut off where the bound allows no better choice.
final class PartitionDive {
    private let problem: SetPartition
    /// Possible sets by ascending reduced cost, and per element those that hold it.
    private let order: [Int32]
    private let holders: [[Int32]]
    private let reduced: [Double]
    /// Set (by place in `order`) × words: its elements as bits.
    private let bits: UnsafeMutablePointer<UInt64>
    private let covered: UnsafeMutablePointer<UInt64>
    private let words: Int
    private var taken: [Int32] = []
    private var counted = 0
    private var ofKind: [Int]
    private var work = 0
    /// Reduced costs may add up to this; what sets with negative ones may still give back.
    private var room: Double
    private let refund: Double
    private let base: Double
    private var best: [Int]?
    private var bestCost: Int

    private static let most = 12_000

    init(_ problem: SetPartition, _ sets: [Int32], _ relaxed: RelaxedPartition, below bound: Int) {
        self.problem = problem
        let worth = relaxed.reduced
        order = Array(sets.sorted { (worth[Int($0)], $0) < (worth[Int($1)], $1) }.prefix(Self.most))
        reduced = order.map { worth[Int($0)] }
        words = (problem.elements + 63) / 64
        bits = .filled(0, order.count * words)
        covered = .filled(0, words)
        var holders = [[Int32]](repeating: [], count: problem.elements)
        for (place, set) in order.enumerated() {
            for cell in problem.range(Int(set)) {
                let element = Int(problem.cells[cell])
                bits[place * words + element / 64] |= 1 << UInt64(element % 64)
                holders[element].append(Int32(place))
            }
        }
        self.holders = holders
        ofKind = Array(repeating: 0, count: problem.mostOfKind.count)
        refund = reduced.reduce(0) { $0 + min($1, 0) }
        base = relaxed.worth.reduce(0, +) - relaxed.toll * Double(problem.mostSets)
        bestCost = bound
        room = Double(bound) - base
    }

    deinit {
        bits.deallocate()
        covered.deallocate()
    }

    func run(_ work: Int) -> [Int]? {
        self.work = work
        descend(0, 0)
        return best
    }

    @inline(__always) private func fits(_ place: Int) -> Bool {
        work &-= 1
        let own = bits + place &* words
        var word = 0
        while word < words {
            if own[word] & covered[word] != 0 { return false }
            word &+= 1
        }
        let kind = Int(problem.kinds[Int(order[place])])
        return kind < 0 || (counted < problem.mostSets && ofKind[kind] < problem.mostOfKind[kind])
    }

    private func descend(_ spent: Double, _ cost: Int) {
        if work <= 0 { return }
        let element = scarcest(spent)
        if element == -1 { return }
        if element == problem.elements {
            if cost < bestCost {
                bestCost = cost
                best = taken.map { Int(order[Int($0)]) }
                room = Double(cost) - base
            }
            return
        }
        for place in holders[element] {
            if spent + reduced[Int(place)] + refund >= room { break }
            if !fits(Int(place)) { continue }
            take(place)
            descend(spent + reduced[Int(place)], cost + problem.costs[Int(order[Int(place)])])
            putBack(place)
            if work <= 0 { return }
        }
    }

    /// The uncovered element with the fewest sets that fit; −1: one has none; the number of elements: all covered.
    private func scarcest(_ spent: Double) -> Int {
        var fewest = Int.max
        var found = problem.elements
        for element in 0..<problem.elements {
            if covered[element / 64] >> UInt64(element % 64) & 1 != 0 { continue }
            var count = 0
            for place in holders[element] {
                if spent + reduced[Int(place)] + refund >= room { break }
                if fits(Int(place)) { count += 1 }
                if count >= fewest { break }
            }
            if count == 0 { return -1 }
            if count < fewest {
                fewest = count
                found = element
                if count == 1 { break }
            }
        }
        return found
    }

    private func take(_ place: Int32) {
        taken.append(place)
        for word in 0..<words { covered[word] |= bits[Int(place) * words + word] }
        let kind = Int(problem.kinds[Int(order[Int(place)])])
        if kind >= 0 {
            counted += 1
            ofKind[kind] += 1
        }
    }

    private func putBack(_ place: Int32) {
        taken.removeLast()
        for word in 0..<words { covered[word] &= ~bits[Int(place) * words + word] }
        let kind = Int(problem.kinds[Int(order[Int(place)])])
        if kind >= 0 {
            counted -= 1
            ofKind[kind] -= 1
        }
    }
}
