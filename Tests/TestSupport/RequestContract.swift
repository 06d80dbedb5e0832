import Foundation
import NIOHTTP1
import Web

/// Holds an accepted request against what the document says may be sent.
struct RequestContract {
    let schema: Schema

    func flaws(
        of exchange: Contract.Exchange, _ operation: JSONTree, _ item: JSONTree, template: String
    ) -> [String] {
        let parameters = ((item["parameters"]?.elements ?? []) + (operation["parameters"]?.elements ?? [])).map(
            resolved)
        return queryFlaws(exchange.path, parameters) + pathFlaws(exchange.path, template, parameters)
            + headerFlaws(exchange, parameters) + bodyFlaws(exchange, operation["requestBody"].map(resolved))
    }

    private func queryFlaws(_ path: String, _ parameters: [JSONTree]) -> [String] {
        let described = parameters.filter { $0["in"]?.string == "query" }
        let sent = URLComponents(string: path)?.queryItems ?? []
        let required = described.filter { $0["required"]?.bool == true }.compactMap { $0["name"]?.string }
        var flaws = required.filter { name in !sent.contains { $0.name == name } }.map {
            "accepted without the parameter \($0)"
        }
        for item in sent {
            guard let parameter = described.first(where: { $0["name"]?.string == item.name }) else {
                flaws.append("the document does not name the parameter \(item.name)")
                continue
            }
            flaws += valueFlaws(item.value ?? "", parameter)
        }
        return flaws
    }

    private func pathFlaws(_ path: String, _ template: String, _ parameters: [JSONTree]) -> [String] {
        let parts = path.prefix { $0 != "?" }.split(separator: "/")
        return zip(template.split(separator: "/"), parts).filter { $0.0.first == "{" }.flatMap { capture, part in
            let name = String(capture.dropFirst().prefix { $0 != "}" })
            let part = part.dropLast(capture.count - name.count - 2)
            let parameter = parameters.first { $0["in"]?.string == "path" && $0["name"]?.string == name }
            guard let parameter else { return ["the document does not describe {\(name)}"] }
            return valueFlaws(part.removingPercentEncoding ?? String(part), parameter)
        }
    }

    private func headerFlaws(_ exchange: Contract.Exchange, _ parameters: [JSONTree]) -> [String] {
        parameters.filter { $0["in"]?.string == "header" }.flatMap { parameter -> [String] in
            let name = parameter["name"]?.string ?? ""
            guard let value = exchange.requestHeaders.first(name: name) else {
                return parameter["required"]?.bool == true ? ["accepted without the header \(name)"] : []
            }
            return valueFlaws(value, parameter)
        }
    }

    /// A text as what the schema wants: a number, a flag, or itself.
    private func valueFlaws(_ text: String, _ parameter: JSONTree) -> [String] {
        guard let rule = parameter["schema"] else { return ["\(parameter["name"]?.string ?? "?") has no schema"] }
        let value: JSONTree =
            switch schema.document.resolve(rule["$ref"]?.string ?? "")?["type"]?.string ?? rule["type"]?.string {
            case "integer", "number": .number(text)
            case "boolean": .bool(text == "true")
            default: .string(text)
            }
        return schema.errors(value, against: rule, at: parameter["name"]?.string ?? "")
    }

    private func bodyFlaws(_ exchange: Contract.Exchange, _ described: JSONTree?) -> [String] {
        guard let body = exchange.body, !body.isEmpty else {
            return described?["required"]?.bool == true ? ["accepted without a body"] : []
        }
        let type = exchange.requestHeaders.first(name: "Content-Type").map {
            String($0.prefix { $0 != ";" }).lowercased()
        }
        guard let content = described?["content"]?.members.first(where: { $0.key == type }) else {
            return ["the document names no body of type \(type ?? "none")"]
        }
        guard content.key.hasSuffix("json"), let rule = content.value["schema"] else { return [] }
        guard let tree = try? JSONTree(parsing: body) else { return ["accepted a body that is no strict JSON"] }
        return schema.errors(tree, against: rule, at: "body")
    }

    private func resolved(_ node: JSONTree) -> JSONTree {
        node["$ref"]?.string.flatMap(schema.document.resolve) ?? node
    }
}
