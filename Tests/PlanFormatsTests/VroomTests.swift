import Foundation
import OrderRouting
import PlanFormats
import Testing

@Suite struct VroomTests {
    static let input = """
        {"vehicles":[{"id":7,"profile":"bicycle","start_index":0,"end_index":0,"capacity":[4],"skills":[1,14],
          "time_window":[28800,43200],"breaks":[{"id":1,"service":300,"time_windows":[[32400,34200]]}],
           "description":"Anna"}],
         "jobs":[{"id":1,"location_index":1,"service":300,"delivery":[1],"skills":[1],"time_windows":[[32400,36000]]},
                 {"id":2,"location_index":2,"service":300,"pickup":[1],"priority":5}],
         "shipments":[{"amount":[1],"skills":[2],"pickup":{"id":4,"service":300,"location_index":1},
                       "delivery":{"id":5,"service":300,"location_index":2,"description":"door \\"B\\""}}],
         "matrices":{"bicycle":{"durations":[[0,600,900],[600,0,400],[900,400,0]]}}}
        """

    private func read(_ text: String) throws -> PlanFile { try PlanFile(Array(text.utf8), objective: Objective()) }

    @Test func `a VROOM question gets a VROOM answer`() throws {
        let file = try read(Self.input)
        let plan = try file.problem.solve(StopRule(iterations: 300))
        let text = VroomOutput.text(plan, of: file, loading: 1, solving: 2)
        let answer = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(answer["code"] as? Int == 0)
        let summary = try #require(answer["summary"] as? [String: Any])
        #expect(summary["cost"] as? Int == 1900)
        #expect(summary["duration"] as? Int == 1900)
        #expect(summary["unassigned"] as? Int == 2)
        #expect(summary["priority"] as? Int == 5)
        #expect(summary["delivery"] as? [Int] == [1])
        let left = try #require(answer["unassigned"] as? [[String: Any]])
        #expect(left.map { $0["id"] as? Int } == [4, 5])
        #expect(left.map { $0["type"] as? String } == ["pickup", "delivery"])
        #expect(left.first?["reason"] as? String == "noVehicleMayTakeIt")
        #expect(left.last?["description"] as? String == "door \"B\"")
        let route = try #require((answer["routes"] as? [[String: Any]])?.first)
        #expect(route["vehicle"] as? Int == 7)
        #expect(route["description"] as? String == "Anna")
        let steps = try #require(route["steps"] as? [[String: Any]])
        #expect(Set(steps.compactMap { $0["type"] as? String }) == ["start", "job", "break", "end"])
        #expect(steps.last?["duration"] as? Int == 1900)
        for step in steps where step["type"] as? String == "job" { #expect(step["job"] as? Int == step["id"] as? Int) }
    }

    @Test(arguments: [
        (#""start_index":0"#, #""start_index":3"#, "vehicles[0].start_index"),
        (#""id":7,"#, "", "vehicles[0]"), (#"[28800,43200]"#, "[43200,28800]", "vehicles[0].time_window"),
        (#""capacity":[4]"#, #""capacity":[4,1]"#, "jobs[0].delivery"),
        (#""profile":"bicycle""#, #""profile":"car""#, "vehicles[0]"),
        (#""location_index":1,"service":300,"delivery""#, #""service":300,"delivery""#, "jobs[0]"),
        (#""service":300,"location_index":1}"#, #""service":-1,"location_index":1}"#, "shipments[0].pickup.service"),
        (#""priority":5"#, #""priority":500"#, "jobs[1]"),
        (#"[600,0,400]"#, "[600,0]", "matrices.bicycle.durations[1]"),
        (#"[600,0,400]"#, "[600,0.5,400]", "matrices.bicycle.durations[1]"),
        (#""durations""#, #""distances""#, "matrices.bicycle"),
        (#""amount":[1]"#, #""amount":"1""#, "shipments[0].amount"),
    ])
    func `bad input names its element`(_ part: String, _ instead: String, _ element: String) {
        let fault = #expect(throws: FormatFault.self) {
            try read(Self.input.replacing(part, with: instead, maxReplacements: 1))
        }
        #expect(fault?.element == element)
    }

    @Test(arguments: [
        "{", "{\"vehicles\":[}", "{\"a\":1,\"a\":2}", "{\"a\":01}", "{\"a\":\"\\ud800\"}", "{} x", "{\"a\":nul}",
    ])
    func `what is no JSON is refused`(_ text: String) {
        #expect(throws: FormatFault.self) { try read(text) }
    }

    @Test func `coordinates alone are enough`() throws {
        let text = """
            {"vehicles":[{"id":1,"profile":"bicycle","start":[8.69,49.41],"end":[8.69,49.41]}],
             "jobs":[{"id":1,"location":[8.70,49.41],"service":60},{"id":2,"location":[8.68,49.40],"service":60}]}
            """
        let file = try read(text)
        let plan = try file.problem.solve(StopRule(iterations: 50))
        #expect(plan.unserved.isEmpty)
        #expect((600...1800).contains(plan.totals.travelSeconds))
    }
}
