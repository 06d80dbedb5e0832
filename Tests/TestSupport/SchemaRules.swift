import Foundation
import Vocabulary
import Web

/// The keywords of JSON Schema that look at one value alone.
enum SchemaRules {
    private static let annotations: Set = [
        "title", "description", "default", "example", "examples", "deprecated", "readOnly", "writeOnly", "$comment",
        "contentMediaType", "discriminator", "externalDocs",
    ]

    /// What is wrong with `value` by this keyword; `nil` where nothing is.
    static func wrong(_ value: JSONTree, _ keyword: String, _ rule: JSONTree) -> String? {
        if annotations.contains(keyword) || keyword.hasPrefix("x-") { return nil }
        switch keyword {
        case "type":
            let types = rule.string.map { [$0] } ?? rule.elements.compactMap(\.string)
            return types.contains { isType(value, $0) } ? nil : "is not \(types.joined(separator: " or "))"
        case "enum": return rule.elements.contains { same($0, value) } ? nil : "is none of the enum"
        case "const": return same(rule, value) ? nil : "is not the const"
        case "required":
            let missing = rule.elements.compactMap(\.string).filter { value[$0] == nil }
            guard case .object = value, !missing.isEmpty else { return nil }
            return "lacks \(missing.joined(separator: ", "))"
        default: return ofText(value, keyword, rule)
        }
    }

    private static func ofText(_ value: JSONTree, _ keyword: String, _ rule: JSONTree) -> String? {
        switch keyword {
        case "pattern", "minLength", "maxLength", "format":
            guard let text = value.string else { return keyword == "format" ? ofNumber(value, keyword, rule) : nil }
            return isFine(text, keyword, rule)
                ? nil : "breaks \(keyword) \(String(decoding: rule.bytes, as: UTF8.self))"
        case "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties":
            return isFine(value, keyword, rule) ? nil : "breaks \(keyword)"
        default: return ofNumber(value, keyword, rule)
        }
    }

    private static func isFine(_ text: String, _ keyword: String, _ rule: JSONTree) -> Bool {
        switch keyword {
        case "pattern":
            guard let pattern = rule.string, let regex = try? Regex(pattern) else { return false }
            return text.contains(regex)
        case "minLength": return text.unicodeScalars.count >= rule.int ?? .max
        case "maxLength": return text.unicodeScalars.count <= rule.int ?? 0
        default: return isFormat(text, rule.string ?? "")
        }
    }

    private static func isFormat(_ text: String, _ format: String) -> Bool {
        switch format {
        case "uuid": ID<APIDocument>(text)?.description == text
        case "date-time": Instant(text) != nil
        case "date": CalendarDay(text) != nil
        case "time": text.wholeMatch(of: /([01]\d|2[0-4]):[0-5]\d(:[0-5]\d)?/) != nil
        case "duration": text.wholeMatch(of: /P(\d+D)?(T(\d+H)?(\d+M)?(\d+S)?)?/) != nil && text.utf8.count > 2
        case "uri": URL(string: text)?.scheme != nil
        case "uri-reference": URL(string: text) != nil
        case "email": text.wholeMatch(of: /[^@\s]+@[^@\s]+/) != nil
        case "password", "binary": true
        default: false
        }
    }

    private static func isFine(_ value: JSONTree, _ keyword: String, _ rule: JSONTree) -> Bool {
        switch (value, keyword) {
        case (.array(let elements), "minItems"): elements.count >= rule.int ?? .max
        case (.array(let elements), "maxItems"): elements.count <= rule.int ?? 0
        case (.array(let elements), "uniqueItems"): rule.bool != true || Set(elements).count == elements.count
        case (.object(let members), "minProperties"): members.count >= rule.int ?? .max
        case (.object(let members), "maxProperties"): members.count <= rule.int ?? 0
        default: true
        }
    }

    private static func ofNumber(_ value: JSONTree, _ keyword: String, _ rule: JSONTree) -> String? {
        let known = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "format"]
        guard known.contains(keyword) else { return "has a schema with the unknown keyword \(keyword)" }
        guard case .number(let text) = value, let number = Double(text) else { return nil }
        let bound: Double = if case .number(let text) = rule { Double(text) ?? .nan } else { .nan }
        let isFine =
            switch keyword {
            case "minimum": number >= bound
            case "maximum": number <= bound
            case "exclusiveMinimum": number > bound
            case "exclusiveMaximum": number < bound
            case "multipleOf": (number / bound).rounded() * bound == number
            default: ["int32", "int64", "double", "float"].contains(rule.string ?? "")
            }
        return isFine ? nil : "breaks \(keyword) \(String(decoding: rule.bytes, as: UTF8.self))"
    }

    private static func isType(_ value: JSONTree, _ type: String) -> Bool {
        switch (value, type) {
        case (.null, "null"), (.bool, "boolean"), (.number, "number"), (.string, "string"), (.array, "array"),
            (.object, "object"):
            true
        case (.number(let text), "integer"): Int64(text) != nil
        default: false
        }
    }

    private static func same(_ left: JSONTree, _ right: JSONTree) -> Bool {
        if case .number(let a) = left, case .number(let b) = right { return Double(a) == Double(b) }
        return left == right
    }
}
