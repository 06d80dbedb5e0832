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

    /// A fleet filled to the last unit, a plan that holds too much: afterwards every load fits and nothing is left out.
    @Test(arguments: 1...5 as ClosedRange<UInt64>)
    func `what vehicles hold too much finds a place elsewhere`(_ seed: UInt64) throws {
        let places = 61
        let seconds = (0..<places * places).map { Int32($0 % (places + 1) == 0 ? 0 : 1 + ($0 * 7919) % 97) }
        let vehicle = Vehicle(start: 0, end: 0, shift: Window(0, 100_000), capacity: [15])
        var problem = RoutingProblem(
            travel: [Travel(places: places, seconds: seconds)], vehicles: Array(repeating: vehicle, count: 8),
            errands: (1..<places).map { Errand(drop: .init(at: $0, load: [1 + $0 % 3])) }, loadDimensions: 1)
        problem.objective.fewestVehicles = true
        let search = Search(Terrain(try TerrainDraft(problem)), seed: seed)
        var budget = Budget(StopRule(iterations: 200_000))
        search.start()
        search.saveVehicles(&budget, share: 1, nil)
        #expect(search.absent.isEmpty && search.isTight)
        search.setOverloadPrice(1)
        for _ in 0..<10_000 where search.overload == 0 {
            search.beginRound()
            search.ruinStrings()
            search.removeRuined()
            search.recreate(below: .max)
            search.keepRound()
        }
        #expect(search.overload > 0)
        #expect(search.mendLoads(&budget, until: 1))
        #expect(search.overload == 0 && search.absent.isEmpty && search.routes.overloadPrice == 0)
        #expect(search.cost == search.recounted())
    }
}
