import Accounts
import Cities
import Crypto
import Orders
import Postgres
import Vocabulary

extension Tours {
    /// Carries out what a device tells, in the order of its sequence, each command in its own transaction: one that is
    /// refused does not hold up the next. A command that is known already gets the outcome it had.
    package func carryOut(
        _ commands: [CourierCommand], of courier: ID<Account>, in city: City, by actor: Actor
    ) async throws -> [CommandOutcome] {
        var outcomes: [CommandOutcome] = []
        for command in commands.sorted(by: { $0.sequence < $1.sequence }) {
            outcomes.append(try await carryOut(command, of: courier, in: city, by: actor))
        }
        return outcomes
    }

    private func carryOut(
        _ command: CourierCommand, of courier: ID<Account>, in city: City, by actor: Actor
    ) async throws -> CommandOutcome {
        let errand = CourierErrand(
            command: command, courier: courier, city: city, now: clock.now(), actor: actor, ways: travelTimes(in: city))
        do {
            let known = try await database.transaction(in: city.id) { tx in try errand.run(&tx) }
            return CommandOutcome(command: command.id, outcome: known ?? "done", isReplay: known != nil)
        } catch let problem as any Problem where problem.kind != .unavailable {
            return try await keep(problem, of: errand)
        }
    }

    /// A refusal is an answer too: told again, the command gets it again. An id that another device has used leaves
    /// no trace; one that this device sent twice at once gets the first one's answer.
    private func keep(_ problem: any Problem, of errand: CourierErrand) async throws -> CommandOutcome {
        let command = errand.command
        let insert = InsertCommand(
            city: errand.city.id, courier: errand.courier, command: command, at: errand.now, outcome: problem.code)
        do {
            try await database.transaction(in: errand.city.id) { tx in try tx.run(insert) }
            return CommandOutcome(command: command.id, outcome: problem.code, isReplay: false)
        } catch TourProblem.commandTaken {
            let find = FindCommand(city: errand.city.id, command: command.id, courier: errand.courier)
            let first = try await database.first(find, in: errand.city.id)
            return CommandOutcome(
                command: command.id, outcome: first ?? TourProblem.commandTaken.code, isReplay: first != nil)
        }
    }
}

/// One command on its way through its transaction.
struct CourierErrand: Sendable {
    let command: CourierCommand
    let courier: ID<Account>
    let city: City
    let now: Instant
    let actor: Actor
    let ways: any TravelTimes

    /// Answers the outcome of an earlier telling, or `nil` where it was carried out now.
    func run(_ tx: inout Tx) throws -> String? {
        let known = FindCommand(city: city.id, command: command.id, courier: courier)
        if let outcome = try tx.first(known) { return outcome }
        guard let tourID = try tx.first(FindTourOfStop(city: city.id, stop: command.stop)),
            let tour = try tx.first(LockTour(city: city.id, tour: tourID)), tour.courier == courier
        else { throw TourProblem.unknown }
        guard tour.state == .inProgress else { throw TourProblem.notStarted }
        var stops = try tx.rows(ListStops(city: city.id, tours: [tourID]))
        guard let stop = stops.first(where: { $0.id == command.stop }) else { throw TourProblem.unknown }
        try settle(stop, among: stops, &tx)
        stops = try tx.rows(ListStops(city: city.id, tours: [tourID]))
        if stops.isRidden {
            try tx.run(SetTourState(city: city.id, tour: tourID, state: tour.state.after(.complete)))
            try tx.run(CloseConsignments(city: city.id, tour: tourID))
        } else {
            try Timetable(city: city, now: now, ways: ways).retime(tour, stops, &tx)
        }
        try tx.run(InsertCommand(city: city.id, courier: courier, command: command, at: now, outcome: "done"))
        try tx.run(AuditEntry(in: city.id, at: now, by: actor, command.action.rawValue, "stop", stop.id))
        return nil
    }

    private func settle(_ stop: Stop, among stops: [Stop], _ tx: inout Tx) throws {
        let event = try event(at: stop)
        let state = try stop.state.after(event)
        if case .finish = event { try finish(stop, among: stops, &tx) }
        let failure: StopFailure? = if case .fail(let failure) = event { failure } else { nil }
        try tx.run(
            SettleStop(
                city: city.id, stop: stop.id, state: state, failure: failure, deviceAt: command.deviceAt, at: now))
    }

    private func finish(_ stop: Stop, among stops: [Stop], _ tx: inout Tx) throws {
        switch (stop.kind, stop.order) {
        case (.pickup, let order?): try CarriedOrders.handOver(order, in: city, at: now, by: actor, &tx)
        case (.return, let order?):
            let cause = stops.last { $0.consignment == stop.consignment && $0.kind == .drop }?.failure
            let reason = cause?.rawValue ?? NextStep.return.rawValue
            try CarriedOrders.bringBack(order, because: reason, in: city, at: now, by: actor, &tx)
        default: try deliver(stop, among: stops, &tx)
        }
    }

    private func event(at stop: Stop) throws -> StopEvent {
        switch command.action {
        case .arrive: return .arrive
        case .pickUp where stop.kind == .pickup: return .finish
        case .deliver where stop.kind == .drop: return .finish
        case .bringBack where stop.kind == .return: return .finish
        case .fail:
            guard let failure = command.failure, failure.fits(stop.kind) else { throw TourProblem.failureDoesNotFit }
            return .fail(failure)
        default: throw TourProblem.failureDoesNotFit
        }
    }

    /// At the door: everything that was not given up has been fetched, the code is right, the age was looked at.
    private func deliver(_ stop: Stop, among stops: [Stop], _ tx: inout Tx) throws {
        let pickups = stops.filter { $0.consignment == stop.consignment && $0.kind == .pickup }
        guard pickups.allSatisfy({ $0.state == .done || $0.state == .failed || $0.state == .skipped }),
            pickups.contains(where: { $0.state == .done })
        else { throw TourProblem.pickupsFirst }
        guard let door = try tx.first(FindConsignment(city: city.id, consignment: stop.consignment)) else {
            throw TourProblem.unknown
        }
        guard door.minimumAge == 0 || command.ageChecked else { throw TourProblem.ageNotChecked }
        let said = SHA256.hash(data: Array((command.code ?? "").utf8))
        guard said == door.codeHash else { throw TourProblem.wrongCode }
        try CarriedOrders.arrive(door.purchase, in: city, at: now, by: actor, &tx)
    }
}
