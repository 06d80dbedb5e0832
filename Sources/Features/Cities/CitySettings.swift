import Postgres
import Vocabulary
import Web

/// What differs from town to town, as data. Every field has a value that works.
package struct CitySettings: Sendable, Equatable {
    /// What the city takes of a retailer's goods, per ten thousand of the net amount.
    package var commissionBasisPoints: Int64 = 0
    /// How long a checkout keeps its goods and its place in a slot.
    package var holdSeconds: Int64 = 600
    /// A retailer that has not answered by then has refused.
    package var answerSeconds: Int64 = 3600
    /// A resident may cancel until so long before the slot begins.
    package var cancelBeforeSeconds: Int64 = 7200
    /// Straight lines become ways by this factor, in hundredths (130 = 1.3).
    package var detourPercent: Int64 = 130
    /// Speed of a courier's bicycle.
    package var metresPerHour: Int64 = 15_000

    package init() {}
}

extension CitySettings {
    /// Reads the stored document, where absent fields mean the value above.
    init(_ text: JSONText) throws(Fault) {
        do {
            try self.init(json: JSON(parsing: text.utf8))
        } catch {
            throw Fault(.unexpected, "the settings of a city cannot be read: \(error)")
        }
    }
}

extension CitySettings: JSONReadable, JSONWritable {
    package init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        self.init()
        commissionBasisPoints = try fields.optional("commissionBasisPoints", in: 0...5_000) ?? commissionBasisPoints
        holdSeconds = try fields.optional("holdSeconds", in: 60...3_600) ?? holdSeconds
        answerSeconds = try fields.optional("answerSeconds", in: 60...86_400) ?? answerSeconds
        cancelBeforeSeconds = try fields.optional("cancelBeforeSeconds", in: 0...604_800) ?? cancelBeforeSeconds
        detourPercent = try fields.optional("detourPercent", in: 100...300) ?? detourPercent
        metresPerHour = try fields.optional("metresPerHour", in: 1_000...100_000) ?? metresPerHour
        try fields.end()
    }

    package func write(to json: inout JSONWriter) {
        json.object {
            $0.field("commissionBasisPoints", commissionBasisPoints)
            $0.field("holdSeconds", holdSeconds)
            $0.field("answerSeconds", answerSeconds)
            $0.field("cancelBeforeSeconds", cancelBeforeSeconds)
            $0.field("detourPercent", detourPercent)
            $0.field("metresPerHour", metresPerHour)
        }
    }
}
