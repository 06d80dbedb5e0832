import Accounts
import Cities
import Orders
import Postgres
import Vocabulary

extension Tours {
    /// Says how it goes on after a failed stop of a tour under way; `courier`: of their own tour only. Throws
    /// `.unknown`, `.notStarted`, `.notFailed`, and `.stepDoesNotFit` for what the failure does not allow.
    package func choose(
        _ step: NextStep, after stop: ID<Stop>, of courier: ID<Account>? = nil, in city: City, by actor: Actor
    ) async throws -> Tour {
        let choice = StepChoice(
            step: step, stop: stop, courier: courier, city: city, now: clock.now(), actor: actor,
            ways: travelTimes(in: city))
        let id = try await database.transaction(in: city.id) { tx in try choice.run(&tx) }
        return try await tour(id, in: city.id)
    }
}

/// One choice on its way through its transaction.
private struct StepChoice: Sendable {
    let step: NextStep
    let stop: ID<Stop>
    let courier: ID<Account>?
    let city: City
    let now: Instant
    let actor: Actor
    let ways: any TravelTimes

    func run(_ tx: inout Tx) throws -> ID<Tour> {
        guard let tourID = try tx.first(FindTourOfStop(city: city.id, stop: stop)),
            let tour = try tx.first(LockTour(city: city.id, tour: tourID)), courier == nil || tour.courier == courier
        else { throw TourProblem.unknown }
        guard tour.state == .inProgress else { throw TourProblem.notStarted }
        var stops = try tx.rows(ListStops(city: city.id, tours: [tourID]))
        guard let failed = stops.first(where: { $0.id == stop }) else { throw TourProblem.unknown }
        guard failed.state == .failed, failed.nextStep == nil else { throw TourProblem.notFailed }
        guard failed.nextSteps.contains(step) else { throw TourProblem.stepDoesNotFit }
        if failed.kind == .drop && !stops.hasAboard(failed.consignment) { throw TourProblem.stepDoesNotFit }
        try tx.run(SetNextStep(city: city.id, stop: stop, step: step))
        try carryOut(failed, stops, &tx)
        stops = try tx.rows(ListStops(city: city.id, tours: [tourID]))
        if stops.isRidden {
            try tx.run(SetTourState(city: city.id, tour: tourID, state: tour.state.after(.complete)))
            try tx.run(CloseConsignments(city: city.id, tour: tourID))
        } else {
            try tx.run(SetTourState(city: city.id, tour: tourID, state: tour.state))
            try Timetable(city: city, now: now, ways: ways).retime(tour, stops, &tx)
        }
        try tx.run(AuditEntry(in: city.id, at: now, by: actor, step.rawValue, "stop", stop))
        return tourID
    }

    private func carryOut(_ failed: Stop, _ stops: [Stop], _ tx: inout Tx) throws {
        let last = stops.map(\.position).max() ?? 0
        switch step {
        case .retry: try retry(failed, stops, after: last, &tx)
        case .without: return
        case .return:
            let aboard = stops.filter {
                $0.consignment == failed.consignment && $0.kind == .pickup && $0.state == .done
            }
            for (index, source) in aboard.enumerated() {
                try tx.run(copy(source, as: .return, at: last + 1 + index))
            }
        case .neighbour:
            guard let door = try tx.first(FindConsignment(city: city.id, consignment: failed.consignment)),
                door.minimumAge == 0
            else { throw TourProblem.stepDoesNotFit }
            try CarriedOrders.arrive(door.purchase, in: city, at: now, by: actor, &tx)
        }
    }

    /// The stop once more at the end of the tour; a pickup before the door it is for.
    private func retry(_ failed: Stop, _ stops: [Stop], after last: Int, _ tx: inout Tx) throws {
        try tx.run(copy(failed, as: failed.kind, at: last + 1))
        guard failed.kind == .pickup else { return }
        let door = stops.last { $0.consignment == failed.consignment && $0.kind == .drop }
        guard let door, !door.isSettled else { throw TourProblem.stepDoesNotFit }
        try tx.run(ShiftStop(city: city.id, stop: door.id, position: last + 2))
    }

    private func copy(_ source: Stop, as kind: Stop.Kind, at position: Int) -> CopyStop {
        CopyStop(city: city.id, source: source.id, id: .make(at: now), kind: kind, position: position)
    }
}
