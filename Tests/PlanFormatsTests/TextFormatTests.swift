import OrderRouting
import PlanFormats
import Testing

@Suite struct TextFormatTests {
    static let solomon = """
        T1

        VEHICLE
        NUMBER     CAPACITY
          2         10

        CUSTOMER
        CUST NO.  XCOORD.   YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE   TIME

            0      0         0          0          0       100          0
            1      3         4          4          0        12         10
            2      6         8          5          0        50         10
        """
    static let liLim = "2\t10\t1\n0 0 0 0 0 100 0 0 0\n1 3 4 5 0 50 1 0 2\n2 6 8 -5 0 90 1 1 0\n"
    static let vrplib = """
        NAME : T
        DIMENSION : 3
        VEHICLES : 2
        CAPACITY : 10
        EDGE_WEIGHT_TYPE : EXPLICIT
        EDGE_WEIGHT_FORMAT : FULL_MATRIX
        EDGE_WEIGHT_SECTION
        0 5 9
        4 0 2
        8 3 0
        DEMAND_SECTION
        1 0
        2 4
        3 5
        DEPOT_SECTION
        1
        -1
        SERVICE_TIME_SECTION
        1 0
        2 10
        3 10
        TIME_WINDOW_SECTION
        1 0 100
        2 0 50
        3 0 50
        EOF
        """

    private func file(_ text: String) throws -> PlanFile {
        try PlanFile(Array(text.utf8), objective: Objective(fewestVehicles: true))
    }

    @Test(arguments: [
        (solomon, PlanFile.Format.solomon, "Route 1 : 1 2\n", 20.0), (liLim, .liLim, "Route 1 : 1 2\n", 20.0),
        (vrplib, .vrplib, "Route 1 : 1 2\n", 15.0),
    ])
    func `a small file of every format comes out as expected`(
        _ text: String, _ format: PlanFile.Format, _ routes: String, _ cost: Double
    ) throws {
        for variant in [text, text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")] {
            let file = try file(variant)
            #expect(file.format == format)
            let plan = try file.problem.solve(StopRule(iterations: 100))
            #expect(file.routes(plan) == routes)
            #expect(Double(plan.totals.cost) / file.scale == cost)
            let json = VroomOutput.text(plan, of: file, loading: 0, solving: 0)
            #expect(json.contains(#""cost":\#(file.scale == 1 ? "\(Int(cost))" : "\(cost)"),"#))
            for node in 1...2 {
                #expect(json.contains(#""id":\#(node),"#))
                #expect(json.contains(#""location_index":\#(node),"#))
            }
        }
    }

    @Test(arguments: [
        ("", "line 1"), ("hello", "line 1"), ("2 10\n", "line 1"),
        (solomon.replacing("3         4 ", with: "3         x "), "line 11"),
        (solomon.replacing("    2      6 ", with: "    3      6 "), "line 12"),
        (solomon.replacing("  2         10\n", with: "  2000000   10\n"), "line 5"),
        (liLim.replacing("90 1 1 0\n", with: "90 1 1 3\n"), "line 4"),
        (liLim.replacing(" -5 ", with: " -4 "), "line 3"),
        (liLim.replacing("0 2\n", with: "0 9\n"), "line 3"), (liLim.replacing("3 4 5", with: "1e300 4 5"), "line 3"),
        (vrplib.replacing("8 3 0", with: "8 3"), "EDGE_WEIGHT_SECTION"),
        (vrplib.replacing("4 0 2", with: "4 0 -2"), "line 9"),
        (vrplib.replacing("DIMENSION : 3", with: "DIMENSION : many"), "line 2"),
        (vrplib.replacing("3 5\nDEPOT", with: "2 5\nDEPOT"), "line 14"),
    ])
    func `a broken file is refused with its line`(_ text: String, _ element: String) {
        let fault = #expect(throws: FormatFault.self) { try file(text) }
        #expect(fault?.element == element)
    }

    @Test func `no bytes crash a reader`() {
        for text in [Self.solomon, Self.liLim, Self.vrplib, VroomTests.input] {
            let bytes = Array(text.utf8)
            for cut in stride(from: 0, to: bytes.count, by: 7) {
                _ = try? PlanFile(Array(bytes[..<cut]), objective: Objective())
                var spoilt = bytes
                spoilt[cut] = UInt8(truncatingIfNeeded: cut &* 31)
                _ = try? PlanFile(spoilt, objective: Objective())
            }
        }
        #expect(throws: FormatFault.self) { try PlanFile([0xFF, 0xFE, 0x00], objective: Objective()) }
        #expect(throws: FormatFault.self) {
            try PlanFile(Array(repeating: UInt8(ascii: "["), count: 100_000), objective: Objective())
        }
    }
}
