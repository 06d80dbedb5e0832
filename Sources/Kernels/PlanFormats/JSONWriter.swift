/// Writes compact JSON.
struct JSONWriter {
    private(set) var text = ""
    private var needsComma = false

    mutating func object(_ key: String? = nil, _ body: (inout JSONWriter) -> Void) { nest(key, "{", "}", body) }
    mutating func array(_ key: String? = nil, _ body: (inout JSONWriter) -> Void) { nest(key, "[", "]", body) }

    private mutating func nest(_ key: String?, _ open: String, _ close: String, _ body: (inout JSONWriter) -> Void) {
        begin(key)
        text += open
        needsComma = false
        body(&self)
        text += close
        needsComma = true
    }

    mutating func put(_ key: String?, _ value: Int) {
        begin(key)
        text += String(value)
    }

    mutating func put(_ key: String?, _ value: Double) {
        begin(key)
        text += "\(value)"
    }

    mutating func put(_ key: String?, _ value: String) {
        begin(key)
        quote(value)
    }

    mutating func put(_ key: String?, _ values: [Int]) {
        array(key) { writer in for value in values { writer.put(nil, value) } }
    }

    mutating func put(_ key: String?, _ values: [Double]) {
        array(key) { writer in for value in values { writer.put(nil, value) } }
    }

    private mutating func begin(_ key: String?) {
        if needsComma { text += "," }
        needsComma = true
        if let key {
            quote(key)
            text += ":"
        }
    }

    private mutating func quote(_ value: String) {
        text += "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\t": text += "\\t"
            case "\r": text += "\\r"
            case _ where scalar.value < 32:
                text += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}
