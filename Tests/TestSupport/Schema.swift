import Foundation
import Vocabulary
import Web

/// Checks values against the schemas of a document: the part of JSON Schema 2020-12 that the API document uses.
///
/// Stricter than the standard in two ways: a keyword or format it does not know is an error, and an object whose schema
/// lists properties may hold no others unless `additionalProperties` allows them.
package struct Schema {
    let document: APIDocument

    package init(_ document: APIDocument) { self.document = document }

    /// What was found about one value: errors, and which members of it some schema spoke about.
    private struct Outcome {
        var errors: [String] = []
        var described: Set<String> = []
        var listsProperties = false
        var isOpen = false

        mutating func join(_ other: Outcome) {
            errors += other.errors
            described.formUnion(other.described)
            listsProperties = listsProperties || other.listsProperties
            isOpen = isOpen || other.isOpen
        }
    }

    /// What is wrong with `value`, each with its pointer; empty where it conforms.
    package func errors(_ value: JSONTree, against schema: JSONTree, at pointer: String = "") -> [String] {
        let outcome = check(value, schema, pointer)
        guard outcome.errors.isEmpty, outcome.listsProperties, !outcome.isOpen else { return outcome.errors }
        return value.members.filter { !outcome.described.contains($0.key) }.map {
            "\(pointer)/\($0.key) is described nowhere"
        }
    }

    private func check(_ value: JSONTree, _ schema: JSONTree, _ pointer: String) -> Outcome {
        if case .bool(let allowed) = schema {
            return Outcome(errors: allowed ? [] : ["\(pointer) is not allowed"], isOpen: allowed)
        }
        var outcome = Outcome()
        for keyword in schema.members { outcome.join(check(value, keyword, of: schema, pointer)) }
        return outcome
    }

    private func check(
        _ value: JSONTree, _ keyword: JSONTree.Member, of schema: JSONTree, _ pointer: String
    ) -> Outcome {
        switch keyword.key {
        case "$ref":
            guard let target = keyword.value.string.flatMap(document.resolve) else {
                return Outcome(errors: ["\(pointer): \(keyword.value) leads nowhere"])
            }
            return check(value, target, pointer)
        case "allOf", "anyOf", "oneOf": return combine(value, keyword, pointer)
        case "properties", "additionalProperties", "propertyNames": return members(value, keyword, of: schema, pointer)
        case "items", "prefixItems": return Outcome(errors: elements(value, keyword, of: schema, pointer))
        default:
            guard let wrong = SchemaRules.wrong(value, keyword.key, keyword.value) else { return Outcome() }
            return Outcome(errors: ["\(pointer) \(wrong)"])
        }
    }

    private func combine(_ value: JSONTree, _ keyword: JSONTree.Member, _ pointer: String) -> Outcome {
        let outcomes = keyword.value.elements.map { check(value, $0, pointer) }
        if keyword.key == "allOf" { return outcomes.reduce(into: Outcome()) { $0.join($1) } }
        let closed = zip(outcomes, keyword.value.elements).filter { errors(value, against: $1, at: pointer).isEmpty }
        let fitting = closed.map(\.0)
        if keyword.key == "oneOf", fitting.count > 1 {
            return Outcome(errors: ["\(pointer) fits \(fitting.count) of oneOf"])
        }
        guard !fitting.isEmpty else {
            let reasons = outcomes.map { $0.errors.first ?? "undescribed members" }.joined(separator: " | ")
            return Outcome(errors: ["\(pointer) fits none of \(keyword.key): \(reasons)"])
        }
        return fitting.reduce(into: Outcome()) { $0.join($1) }
    }

    private func members(
        _ value: JSONTree, _ keyword: JSONTree.Member, of schema: JSONTree, _ pointer: String
    ) -> Outcome {
        guard case .object(let members) = value else { return Outcome() }
        let named = schema["properties"]
        var outcome = Outcome(listsProperties: keyword.key == "properties")
        for member in members {
            let place = "\(pointer)/\(member.key)"
            switch keyword.key {
            case "properties":
                guard let rule = named?[member.key] else { continue }
                outcome.described.insert(member.key)
                outcome.errors += errors(member.value, against: rule, at: place)
            case "propertyNames":
                outcome.errors += errors(.string(member.key), against: keyword.value, at: place)
            default:
                guard named?[member.key] == nil else { continue }
                outcome.described.insert(member.key)
                outcome.errors += errors(member.value, against: keyword.value, at: place)
            }
        }
        outcome.isOpen = keyword.key == "additionalProperties"
        return outcome
    }

    private func elements(
        _ value: JSONTree, _ keyword: JSONTree.Member, of schema: JSONTree, _ pointer: String
    ) -> [String] {
        let first = schema["prefixItems"]?.elements.count ?? 0
        if keyword.key == "prefixItems" {
            return zip(value.elements, keyword.value.elements).enumerated().flatMap { position, pair in
                errors(pair.0, against: pair.1, at: "\(pointer)/\(position)")
            }
        }
        return value.elements.enumerated().dropFirst(first).flatMap { position, element in
            errors(element, against: keyword.value, at: "\(pointer)/\(position)")
        }
    }
}
