import Foundation
import TestSupport
import Web

extension Contract {
    /// The project's main part with the made-up feature of these tests.
    static let fruits: Contract = {
        let tests = URL(filePath: #filePath).deletingLastPathComponent()
        let main = tests.appending(path: "../../openapi/main.json").standardizedFileURL
        do {
            let parts = try [main, tests.appending(path: "../Fixtures/fruits.json").standardizedFileURL].map { url in
                (name: url.lastPathComponent, bytes: Array(try Data(contentsOf: url)))
            }
            return Contract(try APIDocument(merging: parts))
        } catch {
            fatalError("the parts are no document: \(error)")
        }
    }()
}

/// The made-up feature on a port of its own.
func serveFruits<Result: Sendable>(
    settings: WebSettings = .test, sink: LineSink = .nowhere, _ body: (Client) async throws -> Result
) async throws -> Result {
    try await serving(
        { FruitRoutes().mount(on: $0) }, settings: settings, sink: sink, contract: .fruits, body)
}
