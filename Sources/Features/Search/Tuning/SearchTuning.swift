import SearchIndex
import Vocabulary

/// What a city chooses for its search: words that mean the same to its residents, and numbers of the ranking.
package struct SearchTuning: Sendable, Equatable {
    /// Each a set of words or phrases with commas between them: "karotte, möhre, gelbe rübe".
    package var synonyms: [String] = []
    /// By the names of `parameters`; what is not named is as it is everywhere.
    package var weights: [String: Double] = [:]
    /// 0: nothing was ever chosen.
    package var version: Int64 = 0

    package init() {}

    static let mostSynonyms = 2000
    static let longestSynonyms = 300

    /// Every number of the ranking that holds from the next query on, with the value that holds where nobody chose.
    package static let parameters: [(name: String, value: Double)] = {
        let weights = Weights()
        return Weights.ofQueries.map { ($0.name, weights[keyPath: $0.place]) }
    }()

    /// The numbers that hold.
    package var holding: [(name: String, value: Double)] {
        Self.parameters.map { ($0.name, weights[$0.name] ?? $0.value) }
    }

    var settings: SearchIndex.Settings {
        var settings = SearchIndex.Settings()
        settings.synonyms = synonyms
        for parameter in Weights.ofQueries {
            if let value = weights[parameter.name] { settings.weights[keyPath: parameter.place] = value }
        }
        return settings
    }
}
