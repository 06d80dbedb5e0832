import Foundation
import Testing

/// Files of others that lie in this checkout and are shipped: a folder with their LICENSE, whose first line names them.
struct ForeignFiles {
    let folder: String
    let name: String
    let version: String
    let address: String
    let licence: String
    /// All files but the licence.
    let files: [String]

    static func all() throws -> [ForeignFiles] {
        try Checkout.files(below: "pages", ending: "/LICENSE").map { try ForeignFiles(licence: $0) }
    }

    /// `Leaflet 1.9.3, https://leafletjs.com: …`
    private init(licence path: String) throws {
        folder = String(path.dropLast("/LICENSE".count))
        let text = try Checkout.text(path)
        let shape = #/^(\S+) ([0-9.]+), (https:[^ ]+?):?\ /#
        let head = try #require(text.firstMatch(of: shape), "\(path) must begin so")
        (name, version, address) = (String(head.1), String(head.2), String(head.3))
        licence = Licence.name(of: text)
        files = Checkout.files(below: folder, ending: "").filter { $0 != path && !Checkout.isFolder($0) }
    }

    var row: String {
        get throws {
            let sums = try files.map { "`\($0)` `\(try Self.checksum($0))`" }
            return "| [\(name)](\(address)) | \(version) | \(licence) | \(sums.joined(separator: "<br>")) |\n"
        }
    }

    /// SHA-256, as `sha256sum` says it.
    private static func checksum(_ path: String) throws -> String {
        let program = Process()
        let pipe = Pipe()
        program.executableURL = URL(filePath: "/usr/bin/sha256sum")
        program.arguments = [Checkout.root.appending(path: path).path()]
        program.standardOutput = pipe
        try program.run()
        let answer = pipe.fileHandleForReading.readDataToEndOfFile()
        program.waitUntilExit()
        return String(decoding: answer.prefix(64), as: UTF8.self)
    }
}

/// A licence by its text: the file's own words, not what a registry says.
enum Licence {
    static func name(of text: String) -> String {
        if text.contains("Apache License"), text.contains("Version 2.0, January 2004") {
            return text.contains("Runtime Library Exception") ? "Apache-2.0 WITH Swift-exception" : "Apache-2.0"
        }
        if text.contains("MIT License") || text.contains("Permission is hereby granted, free of charge") {
            return "MIT"
        }
        if text.contains("Redistribution and use in source and binary forms") {
            return text.contains("Neither the name of") ? "BSD-3-Clause" : "BSD-2-Clause"
        }
        return "unknown"
    }
}

struct ForeignFileTests {
    /// Whoever puts in a script of others cannot forget its licence.
    @Test func `what others wrote lies in a folder with its licence`() throws {
        let known = try ForeignFiles.all().flatMap(\.files)
        for ending in [".js", ".css", ".svg", ".mustache", ".woff2"] {
            for path in Checkout.files(below: "pages", ending: ending) where !known.contains(path) {
                guard let head = try? Checkout.text(path).prefix(2000) else {
                    Issue.record("\(path) is no text of ours")
                    continue
                }
                let words = ["@license", "@preserve", "(c)", "©", "copyright", "licensed"]
                let found = words.filter { head.lowercased().contains($0) && !head.contains("OpenStreetMap") }
                #expect(found.isEmpty, "\(path) says \(found): files of others need a folder with a LICENSE")
            }
        }
    }

    @Test func `scripts are of the version their licence names`() throws {
        for files in try ForeignFiles.all() {
            for path in files.files where path.hasSuffix(".js") {
                #expect(try Checkout.text(path).prefix(500).contains("\(files.name) \(files.version)"), "\(path)")
            }
        }
    }
}
