import Postgres
import Testing
import Vocabulary

extension EnduranceTests {
    /// Promises 2 and 9: the rules hold in any order, and money and goods agree after each step.
    @Suite(.serialized) struct Model {
        @Test(.timeLimit(.minutes(60)))
        func `random acts in any order leave market and model in agreement`() async throws {
            let machines = Effort.count("MACHINES", 50, 500)
            print("model: seed \(Effort.seed), \(machines) machines of 50 steps")
            try await ServedCity.within { city in
                let market = try Market(city)
                defer { market.pool.close() }
                var disagreements: [String] = []
                for number in 0..<machines {
                    // Machines begin at different times, and each counts from its own beginning.
                    var machine = try await MarketMachine(number, in: market, seed: Effort.seed)
                    do { try await machine.run(steps: 50) } catch let found as MarketMachine.Disagreement {
                        disagreements.append(found.description)
                    }
                }
                let breaches = try Books.breaches(in: city).filter { !$0.hasPrefix("a unit") }
                print(
                    "model: \(machines * 50) steps, \(disagreements.count) disagreements, equations broken: \(breaches)"
                )
                #expect(disagreements.isEmpty, "\(disagreements.prefix(2).joined(separator: "\n\n"))")
                #expect(breaches == [])
            }
        }
    }
}
