import ArgumentParser
import Foundation
import Web

/// `liefert openapi`: the API document, as it is served at `/v1/openapi.json`.
struct OpenAPICommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "openapi", abstract: "Print the OpenAPI document.")

    func run() async throws {
        let document = try APIDocument(folder: Share.find() + "/openapi")
        FileHandle.standardOutput.write(Data(document.bytes + [10]))
    }
}
