import Foundation
import NIOHTTP1
import Web

/// Holds requests and answers against the API document. What the document does not name is broken.
package struct Contract: Sendable {
    package let document: APIDocument

    package init(_ document: APIDocument) { self.document = document }

    /// The project's own document, out of `openapi/`.
    package static let project: Contract = {
        do {
            return Contract(try APIDocument(folder: packageFolder + "/openapi"))
        } catch {
            fatalError("the API document cannot be read: \(error)")
        }
    }()

    /// One exchange as it happened.
    struct Exchange {
        let method: String
        /// With its query.
        let path: String
        let requestHeaders: HTTPHeaders
        let body: [UInt8]?
        let reply: Reply
    }

    /// An answer or an accepted request that the document does not describe.
    package struct Broken: Error, CustomStringConvertible {
        package let description: String
    }

    func check(_ exchange: Exchange) throws {
        let flaws = flaws(of: exchange)
        guard flaws.isEmpty else {
            throw Broken(
                description: "\(exchange.method) \(exchange.path) → \(exchange.reply.status): "
                    + flaws.joined(separator: "; ") + "\nanswer: \(exchange.reply.text.prefix(2000))")
        }
    }

    private func flaws(of exchange: Exchange) -> [String] {
        let reply = exchange.reply
        let path = String(exchange.path.prefix { $0 != "?" })
        let method = exchange.method == "HEAD" ? "get" : exchange.method.lowercased()
        guard let template = template(for: path), let item = document.tree["paths"]?[template],
            let operation = item[method]
        else {
            if exchange.method == "OPTIONS", reply.status == 204 { return [] }
            guard [400, 404, 405].contains(reply.status) else { return ["the document does not name this operation"] }
            return answerFlaws(document.resolve("#/components/responses/Problem"), exchange)
        }
        let responses = operation["responses"]
        let described =
            responses?["\(reply.status)"] ?? responses?["\(reply.status / 100)XX"] ?? responses?["default"]
        guard let described else { return ["the document does not name this status"] }
        let answer = answerFlaws(described, exchange)
        guard reply.status < 400 else { return answer }
        return answer
            + RequestContract(schema: Schema(document)).flaws(of: exchange, operation, item, template: template)
    }

    /// Status is right; are headers, type and body?
    private func answerFlaws(_ described: JSONTree?, _ exchange: Exchange) -> [String] {
        guard let response = resolved(described) else { return ["the document lacks this response"] }
        let reply = exchange.reply
        var flaws = headerFlaws(response["headers"]?.members ?? [], reply)
        guard exchange.method != "HEAD" else { return flaws }
        let type = reply.header("content-type").map { String($0.prefix { $0 != ";" }) }
        guard let contents = response["content"]?.members, !contents.isEmpty else {
            return flaws + (reply.bytes.isEmpty ? [] : ["the document names no content for this status"])
        }
        guard let content = contents.first(where: { $0.key == type }) else {
            return flaws + ["the document does not name the type \(type ?? "none")"]
        }
        guard content.key.hasSuffix("json"), let schema = content.value["schema"] else { return flaws }
        guard let tree = try? JSONTree(parsing: reply.bytes) else { return flaws + ["the body is no strict JSON"] }
        flaws += Schema(document).errors(tree, against: schema)
        return flaws
    }

    private static let everywhere: Set = [
        "content-type", "content-length", "transfer-encoding", "connection", "date", "x-request-id", "cache-control",
        "vary", "x-content-type-options", "ratelimit", "ratelimit-policy",
    ]

    private func headerFlaws(_ described: [JSONTree.Member], _ reply: Reply) -> [String] {
        var flaws: [String] = []
        for header in described {
            let rule = resolved(header.value)
            guard let value = reply.header(header.key) else {
                if rule?["required"]?.bool == true { flaws.append("the header \(header.key) is missing") }
                continue
            }
            guard let schema = rule?["schema"] else { continue }
            flaws += Schema(document).errors(.string(value), against: schema, at: header.key)
        }
        let known = Self.everywhere.union(described.map { $0.key.lowercased() })
        flaws += reply.headers.filter { !known.contains($0.name) }.map {
            "the document does not name the header \($0.name)"
        }
        if reply.header("x-request-id") == nil { flaws.append("the header X-Request-Id is missing") }
        return flaws
    }

    private func resolved(_ node: JSONTree?) -> JSONTree? { node?["$ref"]?.string.flatMap(document.resolve) ?? node }

    /// The template a path belongs to; literal parts win over captures.
    private func template(for path: String) -> String? {
        let parts = path.split(separator: "/")
        let fitting = (document.tree["paths"]?.members ?? []).map(\.key).filter { template in
            let names = template.split(separator: "/")
            return names.count == parts.count && zip(names, parts).allSatisfy { $0.first == "{" || $0 == $1 }
        }
        return fitting.min { $0.count { $0 == "{" } < $1.count { $0 == "{" } }
    }
}
