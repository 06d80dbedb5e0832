import Postgres
import Tabular
import Vocabulary
import Web

extension ImportField: JSONReadable, JSONWritable {}
extension ImportFormat: JSONReadable, JSONWritable {}
extension ImportQuestion: JSONReadable, JSONWritable {}
extension PriceBasis: JSONReadable, JSONWritable {}
extension DecimalSign: JSONReadable, JSONWritable {}
extension AbsentPolicy: JSONReadable, JSONWritable {}
extension VATClass: JSONReadable, JSONWritable {}

/// Answers as they come over HTTP and as they are stored:
/// `{"prices": "gross", "decimalSign": "comma", "vatClass": "reduced", "absent": "keep", "publish": true,
/// "format": "jtl", "columns": [{"name": "VK", "field": "grossPrice"}, {"name": "Notiz"}]}`, all optional.
extension ImportOptions: JSONReadable, JSONWritable {
    package init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        format = try fields.optional("format")
        priceBasis = try fields.optional("prices")
        decimalSign = try fields.optional("decimalSign")
        vatClass = try fields.optional("vatClass")
        absent = try fields.optional("absent") ?? .keep
        publishes = try fields.optional("publish") ?? false
        let named = try fields.array("columns", 0...512) { (json) throws(RequestProblem) in
            var column = try json.object()
            let name = try column.required("name", characters: 1...200)
            let field: ImportField? = try column.optional("field")
            try column.end()
            return (HeaderName.normalized(name), field)
        }
        try fields.end()
        columns = Dictionary(named, uniquingKeysWith: { _, last in last })
    }

    package func write(to json: inout JSONWriter) {
        json.object {
            $0.field("format", format)
            $0.field("prices", priceBasis)
            $0.field("decimalSign", decimalSign)
            $0.field("vatClass", vatClass)
            $0.field("absent", absent)
            $0.field("publish", publishes)
            $0.array("columns") { json in
                for (name, field) in columns.sorted(by: { $0.key < $1.key }) {
                    json.object {
                        $0.field("name", name)
                        $0.field("field", field)
                    }
                }
            }
        }
    }
}

extension ImportReport: JSONReadable, JSONWritable {
    package init(json: JSON) throws(RequestProblem) {
        self.init()
        var fields = try json.object()
        guard let written: ImportFormat = try fields.optional("format") else {
            try fields.end()
            return
        }
        format = written
        encoding = try fields.required("encoding", characters: 0...40)
        columns = try fields.array("columns", 0...512) { (json) throws(RequestProblem) in
            var column = try json.object()
            let name = try column.required("name", characters: 0...100_000)
            let field: ImportField? = try column.optional("field")
            try column.end()
            return Column(name: name, field: field)
        }
        questions = try fields.array("questions", 0...10) { (json) throws(RequestProblem) in
            var question = try json.object()
            let code: ImportQuestion = try question.required("code")
            _ = question.take("sentence")
            try question.end()
            return code
        }
        let count = 0...Int(Int32.max)
        new = try fields.required("new", in: count)
        changed = try fields.required("changed", in: count)
        unchanged = try fields.required("unchanged", in: count)
        refused = try fields.required("refused", in: count)
        absent = try fields.required("absent", in: count)
        joined = try fields.required("joined", in: count)
        notPublishable = try fields.required("notPublishable", in: count)
        try fields.end()
    }

    package func write(to json: inout JSONWriter) {
        json.object {
            $0.field("format", format)
            $0.field("encoding", encoding)
            $0.array("columns") { json in
                for column in columns {
                    json.object {
                        $0.field("name", column.name)
                        $0.field("field", column.field)
                    }
                }
            }
            $0.array("questions") { json in
                for question in questions {
                    json.object {
                        $0.field("code", question)
                        $0.field("sentence", question.sentence)
                    }
                }
            }
            $0.field("new", new)
            $0.field("changed", changed)
            $0.field("unchanged", unchanged)
            $0.field("refused", refused)
            $0.field("absent", absent)
            $0.field("joined", joined)
            $0.field("notPublishable", notPublishable)
        }
    }
}

/// As `jsonb`.
extension JSONWritable {
    var stored: JSONText {
        var json = JSONWriter()
        write(to: &json)
        return JSONText(json.bytes)
    }
}

extension JSONReadable {
    /// From a `jsonb` column that we wrote.
    static func stored(_ text: JSONText) throws(Fault) -> Self {
        do {
            return try Self(json: JSON(parsing: text.utf8))
        } catch {
            throw Fault(.unexpected, "\(Self.self) stored in another shape")
        }
    }
}
