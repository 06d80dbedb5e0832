import Testing

@testable import OrderRouting

@Suite struct SoftPenaltyTests {
    @Test(arguments: [(0, false), (50, false), (51, true), (100, true)])
    func `the price fails when most rounds of a trial lack something, and every trial counts anew`(
        _ lacking: Int, _ fails: Bool
    ) {
        var rudder = PenaltyRudder(meanLeg: 10, target: 0.1)
        for _ in 0..<2 {
            let verdicts = (1...100).map { rudder.fails($0 <= lacking, trial: 100) }
            #expect(verdicts == Array(repeating: false, count: 99) + [fails])
        }
    }
}
