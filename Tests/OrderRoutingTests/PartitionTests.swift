import Testing

@testable import OrderRouting

@Suite struct PartitionTests {
    /// Random sets over a few elements, two kinds, some that don't count.
    private func random(_ seed: UInt64) -> SetPartition {
        var dice = Dice(seed)
        let elements = dice.roll(3...6)
        let limits = [dice.roll(1...3), dice.roll(1...3)]
        var partition = SetPartition(elements: elements, mostSets: dice.roll(2...4), mostOfKind: limits)
        for _ in 0..<dice.roll(6...10) {
            var set: Set<Int32> = []
            for _ in 0..<dice.roll(1...4) { set.insert(Int32(dice.roll(0...(elements - 1)))) }
            partition.add(set.sorted(), cost: set.count * 10 + dice.roll(0...30), kind: Int32(dice.roll(0...1)))
        }
        for element in 0..<elements where dice.chance(40) {
            partition.add([Int32(element)], cost: dice.roll(20...60), kind: -1)
        }
        return partition
    }

    private func leastCost(_ partition: SetPartition) -> Int? {
        var least: Int?
        for mask in 0..<(1 << partition.costs.count) {
            let chosen = partition.costs.indices.filter { mask >> $0 & 1 == 1 }
            if let cost = cost(partition, chosen) { least = min(least ?? .max, cost) }
        }
        return least
    }

    /// nil: not every element exactly once, or too many sets.
    private func cost(_ partition: SetPartition, _ chosen: [Int]) -> Int? {
        var held = [Int](repeating: 0, count: partition.elements)
        var ofKind = [Int](repeating: 0, count: partition.mostOfKind.count)
        for set in chosen {
            for cell in partition.range(set) { held[Int(partition.cells[cell])] += 1 }
            if partition.kinds[set] >= 0 { ofKind[Int(partition.kinds[set])] += 1 }
        }
        if held.contains(where: { $0 != 1 }) || ofKind.reduce(0, +) > partition.mostSets { return nil }
        if zip(ofKind, partition.mostOfKind).contains(where: { $0 > $1 }) { return nil }
        return chosen.reduce(0) { $0 + partition.costs[$1] }
    }

    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func `the cheapest choice of sets is found`(_ seed: UInt64) {
        let partition = random(seed)
        let least = leastCost(partition)
        let found = partition.solve(below: 10_000)
        #expect(found.flatMap { cost(partition, $0) } == least, "seed \(seed)")
        if let least { #expect(partition.solve(below: least) == nil, "seed \(seed)") }
    }
}
