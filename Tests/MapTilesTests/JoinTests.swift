import Testing

@testable import MapTiles

/// Lines put together at their ends.
struct JoinTests {
    struct Case: Sendable, CustomStringConvertible {
        let description: String
        let lines: [[Int32]]
        var closed: [[Int32]] = []
        var open: [[Int32]] = []
    }

    private static let cases = [
        Case(description: "one closed line", lines: [[1, 2, 3, 1]], closed: [[1, 2, 3, 1]]),
        Case(description: "two halves", lines: [[1, 2, 3], [3, 4, 1]], closed: [[1, 2, 3, 4, 1]]),
        Case(description: "one half backwards", lines: [[1, 2, 3], [1, 4, 3]], closed: [[1, 2, 3, 4, 1]]),
        Case(
            description: "three parts out of order", lines: [[1, 2], [5, 1], [2, 3, 5]], closed: [[1, 2, 3, 5, 1]]),
        Case(
            description: "two rings", lines: [[1, 2, 3], [7, 8, 9, 7], [3, 1]],
            closed: [[1, 2, 3, 1], [7, 8, 9, 7]]),
        Case(description: "a part is missing", lines: [[2, 3], [1, 2], [3, 4]], open: [[1, 2, 3, 4]]),
        Case(description: "apart", lines: [[1, 2], [3, 4]], open: [[1, 2], [3, 4]]),
        Case(description: "there and back", lines: [[1, 2], [2, 1]]),
        Case(description: "nothing, a point", lines: [[], [4]]),
    ]

    @Test(arguments: cases)
    func `rings come out of parts in any order and direction`(example: Case) {
        let rings = JoinedLines.rings(of: example.lines)
        #expect(rings.closed == example.closed && rings.open == example.open)
    }

    @Test func `every line is used once, whatever the tangle`() {
        var state: UInt64 = 7
        func dice(_ sides: UInt64) -> Int32 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int32(state >> 33 % sides)
        }
        for _ in 0..<200 {
            let lines = (0..<20).map { _ in [dice(12), dice(12) + 100, dice(12)] }
            let chains = JoinedLines.chains(of: lines)
            #expect(chains.reduce(0) { $0 + $1.count - 1 } == lines.count * 2)
        }
    }
}
