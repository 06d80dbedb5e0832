import Vocabulary
import Web

extension SearchTuning {
    /// `{"synonyms": ["karotte, möhre"], "weights": {"market": 0.1}}`
    init(json: JSON) throws(RequestProblem) {
        self.init()
        var fields = try json.object()
        synonyms =
            try fields.optional("synonyms")?.array(0...Self.mostSynonyms) { (json) throws(RequestProblem) in
                let line = try json.string(3...Self.longestSynonyms)
                guard line.split(separator: ",").filter({ $0.contains { $0.isLetter } }).count > 1 else {
                    throw json.wrong("format", "must be two words or more with commas between them")
                }
                return line
            } ?? []
        if let json = fields.optional("weights") { weights = try Self.weights(json) }
        try fields.end()
    }

    static func weights(_ json: JSON) throws(RequestProblem) -> [String: Double] {
        var fields = try json.object()
        var weights: [String: Double] = [:]
        for parameter in parameters {
            if let value = fields.optional(parameter.name) { weights[parameter.name] = try value.number(0...1) }
        }
        try fields.end()
        return weights
    }

    func writeWeights(to json: inout JSONWriter) {
        json.object {
            for parameter in Self.parameters {
                guard let value = weights[parameter.name] else { continue }
                $0.key(text: parameter.name)
                $0.number(value)
            }
        }
    }
}

/// What a city chose, and every number that holds.
struct TuningView: View {
    let tuning: SearchTuning

    func write(to json: inout JSONWriter) {
        json.object {
            $0.array("synonyms", tuning.synonyms)
            $0.key("weights")
            tuning.writeWeights(to: &$0)
            $0.array("parameters", tuning.holding.map(Parameter.init))
            $0.field("version", tuning.version)
        }
    }

    private struct Parameter: JSONWritable {
        let name: String
        let value: Double

        func write(to json: inout JSONWriter) {
            json.object {
                $0.field("name", name)
                $0.key("value")
                $0.number(value)
            }
        }
    }
}
