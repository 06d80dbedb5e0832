import Testing

/// Words that have no place in the code, or not in this one.
struct WordTests {
    static let cities = [
        "Solingen", "Remscheid", "Wuppertal", "Dreieich", "Heidelberg", "Langenfeld", "Hilden", "Haan", "Leverkusen",
    ]

    @Test func `no city is named in code`() throws {
        for file in try Checkout.sources(below: "Sources") {
            for city in Self.cities
            where file.literals.contains(where: { $0.text.contains(city) }) || file.code.contains(city) {
                Issue.record("\(file.path) names \(city): a city's differences are settings")
            }
        }
    }

    @Test func `no type is called Manager, Helper, Util, Service, Core, Common, Base, Data or Info`() throws {
        for file in try Checkout.sources(below: "Sources") {
            for type in file.types where type.contains(/(Manager|Helper|Utils?|Service|Core|Common|Base|Data|Info)$/) {
                Issue.record("\(file.path) declares \(type): say what it is")
            }
        }
    }

    @Test func `features neither call foreign hosts nor block a thread`() throws {
        // The keys of configured issuers are at the issuers' own addresses.
        for file in try Checkout.sources(below: "Sources/Features") where file.name != "IssuerDoor.swift" {
            for word in [
                "URLSession", "DispatchSemaphore", "DispatchQueue", ".wait()", "Thread.sleep", "usleep(", "HTTPClient",
            ]
            where file.code.contains(word) {
                Issue.record("\(file.path) says \(word)")
            }
        }
    }

    @Test func `rules ask nobody for the time`() throws {
        let secrets: Set = ["PasswordHash.swift", "Tokens.swift"]  // salts and tokens want the system's randomness
        for file in try Checkout.sources(below: "Sources/Features") + Checkout.sources(below: "Sources/Kernels")
        where !secrets.contains(file.name) {
            for word in ["Date()", "Date.now", "ContinuousClock.now", "SystemRandomNumberGenerator()", ".random(in:"]
            where file.code.contains(word) {
                Issue.record("\(file.path) says \(word): clock and randomness are handed in")
            }
        }
    }

    /// A `static let` may join constants (a list of columns); nothing that a caller brings can reach it.
    @Test func `SQL is static text`() throws {
        for file in try Checkout.sources(below: "Sources") where file.name != "Migrations.swift" {
            let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false)
            for literal in file.literals where literal.isInterpolated && Tables.isSQL(literal.text) {
                if lines[max(0, literal.line - 2)..<literal.line].contains(where: { $0.contains("static let") }) {
                    continue
                }
                Issue.record("\(file.path):\(literal.line) builds SQL from parts")
            }
        }
    }

    @Test func `money is no floating point`() throws {
        for file in try Checkout.sources(below: "Sources") where file.code.contains(/[cC]ents: (Double|Float)/) {
            Issue.record("\(file.path) keeps cents as floating point")
        }
    }

    @Test func `nothing is left to do or switched off`() throws {
        for file in try Checkout.sources(below: "Sources") + Checkout.sources(below: "Tests")
        where file.name != "WordTests.swift" {
            for word in ["TODO", "FIXME", "XXX:", ".disabled("] where file.text.contains(word) {
                Issue.record("\(file.path) says \(word)")
            }
        }
    }
}
