import Testing

@testable import Tours

/// The state machines of tours and stops, every pair of them.
@Suite struct TourStateTests {
    @Test(arguments: TourState.allCases)
    func `a tour goes on as its table says and no other way`(state: TourState) throws {
        let ways: [TourState: [TourEvent: TourState]] = [
            .draft: [.publish: .published, .cancel: .cancelled],
            .published: [.start: .inProgress, .cancel: .cancelled],
            .inProgress: [.complete: .completed],
            .completed: [:], .cancelled: [:],
        ]
        for event in TourEvent.allCases {
            if let next = ways[state]?[event] {
                #expect(try state.after(event) == next)
            } else {
                #expect(throws: TourProblem.wrongState(state.rawValue)) { try state.after(event) }
            }
        }
    }

    @Test(arguments: StopState.allCases)
    func `what is settled at a stop stays settled`(state: StopState) throws {
        let ways: [StopState: [StopState?]] = [
            .pending: [.arrived, .done, .failed], .arrived: [nil, .done, .failed],
            .done: [nil, nil, nil], .failed: [nil, nil, nil], .skipped: [nil, nil, nil],
        ]
        let events: [StopEvent] = [.arrive, .finish, .fail(.damaged)]
        for (event, next) in zip(events, ways[state] ?? []) {
            if let next {
                #expect(try state.after(event) == next)
            } else {
                #expect(throws: TourProblem.stopSettled(state.rawValue)) { try state.after(event) }
            }
        }
    }

    @Test(arguments: StopFailure.allCases)
    func `a failure happens where it can`(failure: StopFailure) {
        let places: [StopFailure: [Stop.Kind]] = [
            .nobodyHome: [.drop], .addressNotFound: [.drop], .refused: [.drop], .tooYoung: [.drop],
            .shopClosed: [.pickup], .goodsMissing: [.pickup], .damaged: [.pickup, .drop],
        ]
        for kind in [Stop.Kind.pickup, .drop] {
            #expect(failure.fits(kind) == places[failure]?.contains(kind), "\(failure) at a \(kind)")
        }
    }
}
