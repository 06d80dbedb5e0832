/// Lines that share ends, put together.
public enum JoinedLines {
    /// Joins lines at ends that are equal, as far as it goes, in either direction; closed ones are left as they are.
    /// Every line is used once.
    public static func chains(of lines: [[Int32]]) -> [[Int32]] {
        var ends: [Int32: [Int]] = [:]
        var isUsed = lines.map { $0.count < 2 }
        for (index, line) in lines.enumerated() where !isUsed[index] && line[0] != line[line.count - 1] {
            ends[line[0], default: []].append(index)
            ends[line[line.count - 1], default: []].append(index)
        }
        var chains: [[Int32]] = []
        for (index, line) in lines.enumerated() where !isUsed[index] {
            isUsed[index] = true
            var chain = line
            grow(&chain, lines, ends, &isUsed)
            if chain.first != chain.last {
                chain.reverse()
                grow(&chain, lines, ends, &isUsed)
                chain.reverse()
            }
            chains.append(chain)
        }
        return chains
    }

    /// The rings among the chains, and what stays open because a part is missing or cut off.
    public static func rings(of lines: [[Int32]]) -> (closed: [[Int32]], open: [[Int32]]) {
        let all = chains(of: lines)
        let isRing = { (chain: [Int32]) in chain.first == chain.last && chain.count > 3 }
        return (all.filter(isRing), all.filter { !isRing($0) && $0.count > 1 && $0.first != $0.last })
    }

    private static func grow(
        _ chain: inout [Int32], _ lines: [[Int32]], _ ends: [Int32: [Int]], _ isUsed: inout [Bool]
    ) {
        while let end = chain.last, chain.first != end || chain.count == 1,
            let next = ends[end]?.first(where: { !isUsed[$0] })
        {
            isUsed[next] = true
            let line = lines[next]
            if line[0] == end { chain += line.dropFirst() } else { chain += line.reversed().dropFirst() }
        }
    }
}
