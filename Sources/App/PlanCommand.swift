import ArgumentParser
import Foundation
import OrderRouting
import PlanFormats

/// `liefert plan`: solves a file of Solomon, Gehring and Homberger, Li and Lim, VRPLIB, or VROOM's JSON.
struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Plans the tours of a file: Solomon, Li & Lim, VRPLIB or VROOM JSON.")

    /// What a better plan is.
    enum Goal: String, ExpressibleByArgument { case fleet, dist }

    @Argument(help: "The file; - reads standard input.")
    var instance: String

    @Option(help: "Seconds it may take, reading included.")
    var seconds = 10.0

    @Option(help: "Equal seeds and iterations give equal plans.")
    var seed: UInt64 = 1

    @Option(help: "Stop after so many rounds instead.")
    var iterations: Int?

    @Option(help: "fleet: fewest vehicles, then cost; dist: cost alone (default: fleet, for VROOM JSON dist).")
    var objective: Goal?

    @Option(help: "Threads to plan with.")
    var threads = 1

    @Option(help: "Where to write the tours as text, one `Route n : …` a line.")
    var solution: String?

    @Flag(help: "Print VROOM's output JSON (the default for VROOM JSON).")
    var json = false

    @Flag(help: "No progress on standard error.")
    var quiet = false

    func validate() throws {
        if !(seconds > 0 && seconds <= 86_400) { throw ValidationError("--seconds must be more than 0, at most 86400") }
        if !(1...64).contains(threads) { throw ValidationError("--threads must be 1...64") }
        if let iterations, iterations < 1 { throw ValidationError("--iterations must be at least 1") }
    }

    func run() async throws {
        let begin = Self.clock()
        let data = try instance == "-" ? FileHandle.standardInput.readToEnd() ?? Data() : read(instance)
        let file: PlanFile
        do { file = try PlanFile([UInt8](data), objective: Objective(fewestVehicles: objective == .fleet)) } catch {
            try refuse(error)
        }
        var problem = file.problem
        problem.objective.fewestVehicles = objective.map { $0 == .fleet } ?? (file.format != .vroom)
        let loaded = Self.clock()
        var rule = StopRule(iterations: iterations ?? .max)
        rule.seconds = iterations == nil ? max(0.001, seconds - (loaded - begin) - Self.startSeconds) : nil
        rule.clock = Self.clock
        let plan: Plan
        do {
            plan =
                threads == 1
                ? try problem.solve(rule, seed: seed, watch: watch(file))
                : try await problem.solve(rule, seed: seed, chains: threads, watch: report(file))
        } catch let fault as ProblemFault {
            try refuse(file.place(fault))
        }
        try tell(plan, file, loading: loaded - begin, solving: Self.clock() - loaded)
    }

    /// What the process has used before `run`, and needs to write its answer.
    private static let startSeconds = 0.03

    private static let clock: @Sendable () -> Double = {
        Double(clock_gettime_nsec()) / 1e9
    }

    private static func clock_gettime_nsec() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }

    private func read(_ path: String) throws -> Data {
        do { return try Data(contentsOf: URL(fileURLWithPath: path)) } catch {
            throw ValidationError("\(path) cannot be read")
        }
    }

    /// Bad input: the element and the rule; with `--json` as VROOM says it.
    private func refuse(_ error: any Error) throws -> Never {
        if json { print(VroomOutput.text(error)) }
        Self.complain("\(instance): \(error)\n")
        throw ExitCode(2)
    }

    private static func complain(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }

    /// Tells where the search stands, twice a second at most.
    private func watch(_ file: PlanFile) -> ((OrderRouting.Progress) -> Void)? {
        guard let report = report(file) else { return nil }
        var next = 0.0
        return { progress in
            if progress.seconds < next { return }
            next = progress.seconds + 0.5
            report(progress)
        }
    }

    private func report(_ file: PlanFile) -> (@Sendable (OrderRouting.Progress) -> Void)? {
        if quiet { return nil }
        let scale = file.scale
        return { progress in
            let cost = Double(progress.cost) / scale
            let left = progress.unserved == 0 ? "" : ", \(progress.unserved) left out"
            let time = String(format: "%.1f", progress.seconds)
            Self.complain("\(time) s  \(progress.vehicles) vehicles, cost \(cost)\(left)\n")
        }
    }

    private func tell(_ plan: Plan, _ file: PlanFile, loading: Double, solving: Double) throws {
        if let solution {
            do { try Data(file.routes(plan).utf8).write(to: URL(fileURLWithPath: solution)) } catch {
                throw ValidationError("\(solution) cannot be written")
            }
        }
        if json || (file.format == .vroom && solution == nil) {
            let text = VroomOutput.text(plan, of: file, loading: Int(loading * 1000), solving: Int(solving * 1000))
            print(text)
        } else if solution == nil {
            print(file.routes(plan), terminator: "")
        }
        if !quiet {
            Self.complain(
                "\(plan.totals.vehicles) vehicles, cost \(Double(plan.totals.cost) / file.scale), "
                    + "\(plan.unserved.count) left out, \(plan.iterations) iterations\n")
            for left in plan.unserved.prefix(20) { Self.complain("  errand \(left.errand): \(left.reason)\n") }
        }
    }
}
