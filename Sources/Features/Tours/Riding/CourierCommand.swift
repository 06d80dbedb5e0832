import Vocabulary
import Web

/// What a courier's device tells of one stop. Told twice, it has one effect; out of order, the sequence decides.
package struct CourierCommand: Sendable {
    package enum Action: String, CaseIterable, JSONReadable, Sendable {
        case arrive
        case pickUp = "pick_up"
        case deliver
        /// Goods that nobody took are back in their shop.
        case bringBack = "bring_back"
        case fail
    }

    package let id: ID<CourierCommand>
    package let stop: ID<Stop>
    package let action: Action
    /// Rises on the device; clocks of devices lie.
    package let sequence: Int64
    package let deviceAt: Instant
    /// What the resident said at the door.
    package let code: String?
    package let failure: StopFailure?
    /// The courier looked: old enough.
    package let ageChecked: Bool
}

/// What became of one command.
package struct CommandOutcome: Sendable {
    package let command: ID<CourierCommand>
    /// `done`, or the code of the problem.
    package let outcome: String
    package let isReplay: Bool
}

extension CourierCommand: JSONReadable {
    package init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        id = try fields.required("id")
        stop = try fields.required("stop")
        action = try fields.required("action")
        sequence = try fields.required("sequence", in: 0...Int64.max)
        deviceAt = try fields.required("deviceTime")
        code = try fields.optional("code", characters: 1...20)
        failure = try fields.optional("failure")
        ageChecked = try fields.optional("ageChecked") ?? false
        try fields.end()
    }
}

extension StopFailure: JSONReadable, JSONWritable {}
extension StopState: JSONWritable {}
extension TourState: JSONReadable, JSONWritable {}
extension Stop.Kind: JSONWritable {}
