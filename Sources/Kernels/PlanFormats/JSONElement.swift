/// A JSON value with its path, so that every complaint names its place.
struct JSONElement {
    let value: JSONText
    let path: String

    func fault(_ rule: String) -> FormatFault { FormatFault(path.isEmpty ? "input" : path, rule) }

    /// The member, or nil where it is missing or null.
    subscript(key: String) -> JSONElement? {
        guard let member = value[key] else { return nil }
        if case .null = member { return nil }
        return JSONElement(value: member, path: path.isEmpty ? key : "\(path).\(key)")
    }

    func items() throws -> [JSONElement] {
        switch value {
        case .array(let items):
            items.enumerated().map { JSONElement(value: $1, path: "\(path)[\($0)]") }
        case .integers(let row):
            row.enumerated().map { JSONElement(value: .number(Double($1)), path: "\(path)[\($0)]") }
        default: throw fault("must be an array")
        }
    }

    func members() throws -> [(key: String, element: JSONElement)] {
        guard case .object(let members) = value else { throw fault("must be an object") }
        return members.map { ($0.key, JSONElement(value: $0.value, path: "\(path).\($0.key)")) }
    }

    func isObject() throws {
        guard case .object = value else { throw fault("must be an object") }
    }

    func number() throws -> Double {
        guard case .number(let number) = value else { throw fault("must be a number") }
        return number
    }

    func integer() throws -> Int {
        let number = try number()
        guard abs(number) < 9e15, number == Double(Int(number)) else { throw fault("must be a whole number") }
        return Int(number)
    }

    func string() throws -> String {
        guard case .string(let text) = value else { throw fault("must be a string") }
        return text
    }

    func integers() throws -> [Int] {
        if case .integers(let row) = value { return row.map(Int.init) }
        return try items().map { try $0.integer() }
    }
}
