import Testing
import Vocabulary
import Web

@Suite struct JSONTests {
    static let broken: [String] = [
        "", " ", "{", "}", "[", "]", "[1,]", "[,1]", "{\"a\":1,}", "{,}", "{\"a\"}", "{\"a\":}", "{a:1}", "{'a':1}",
        "nul", "True",
        "01", "-", "-01", "+1", ".5", "1.", "1e", "1e+", "0x10", "NaN", "Infinity", "1 2", "{} {}", "[1}", "{\"a\":1]",
        "\"",
        "\"a", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"\\ud800\"", "\"\\ud800x\"", "\"\\ud800\\n\"", "\"\\udc00\"",
        "\"\\ud800\\ud800\"", "\"\\u0000\"", "\"a\nb\"", "\"a\tb\"", "\u{FEFF}{}", "/* */ {}", "{\"a\":1,\"a\":2}",
        "{\"a\":1,\"\\u0061\":2}", "{\"b\":{\"x\":1,\"x\":1}}", "\u{0B}1", "\u{00A0}1", "\"\\", "tru", "[1 2]",
        "{\"a\" 1}",
        String(repeating: "[", count: 33) + String(repeating: "]", count: 33), String(repeating: "9", count: 65),
        "{\"" + String(repeating: "k", count: 129) + "\":1}",
    ]

    @Test(arguments: broken)
    func `broken documents are refused`(_ text: String) {
        #expect {
            try JSON(parsing: Array(text.utf8))
        } throws: { error in
            (error as? RequestProblem)?.code == "request/not-json"
        }
    }

    @Test(arguments: [
        [0x22, 0xFF, 0x22], [0x22, 0xC3, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xC0, 0x80, 0x22],
    ])
    func `bytes that are no UTF-8 are refused`(_ bytes: [UInt8]) {
        #expect(throws: RequestProblem.notJSON("The body is not valid UTF-8.")) { try JSON(parsing: bytes) }
    }

    @Test(arguments: [
        "null", "true", "[]", "{}", "[[],{},[{}]]", "{\"a\":[1,-2,3.5,1e3,1E-2,0,-0]}", "\"\"",
        "\"\\\"\\\\\\n\\t\\r\\b\\f\"",
        "{\"ä\":\"😀 ß\",\"b\":{\"c\":[null,false]}}",
    ])
    func `what is read is written again`(_ text: String) throws {
        let tree = try JSONTree(parsing: Array(text.utf8))
        #expect(String(decoding: tree.bytes, as: UTF8.self) == text)
    }

    @Test func `escapes become what they stand for`() throws {
        let tree = try JSONTree(parsing: Array(#"["\u00e4\/\ud83d\ude00\u000a", "\u007f"]"#.utf8))
        #expect(tree == .array([.string("ä/😀\n"), .string("\u{7F}")]))
    }

    @Test func `many keys are compared, too`() throws {
        let keys = (0..<40).map { "\"k\($0)\":\($0)" }
        #expect(throws: Never.self) { try JSON(parsing: Array("{\(keys.joined(separator: ","))}".utf8)) }
        let twice = (keys + ["\"k17\":0"]).joined(separator: ",")
        #expect(throws: RequestProblem.self) { try JSON(parsing: Array("{\(twice)}".utf8)) }
    }

    @Test func `every document that was cut short or bent is refused or read, never a crash`() throws {
        let text = #"{"a":[1,{"b":"\ud83d\ude00é"},null,true],"c":-1.5e+3,"d":{"e":[[],{}]}}"#
        let bytes = Array(text.utf8)
        for end in 0..<bytes.count { #expect(throws: RequestProblem.self) { try JSON(parsing: Array(bytes[..<end])) } }
        for position in bytes.indices {
            for replacement in [0x00, 0x22, 0x2C, 0x5B, 0x5C, 0x5D, 0x7B, 0x7D, 0x80, 0xFF] as [UInt8] {
                var bent = bytes
                bent[position] = replacement
                _ = try? JSONTree(parsing: bent)
            }
        }
    }

    @Test func `the writer escapes what must be escaped`() {
        var json = JSONWriter()
        json.object {
            $0.field("text", "a\"b\\c\u{01}\n\u{7F}ä😀")
            $0.field("missing", nil as String?)
            $0.nullable("nothing", nil as Int?)
            $0.field("money", Money(cents: -1299))
            $0.array("numbers", [Int64.min, 0, Int64.max])
            $0.object("inner") { $0.field("yes", true) }
            $0.array("empty") { _ in }
            $0.raw("raw", "[1,2]".utf8)
            $0.field("half", 0.5)
        }
        let expected =
            #"{"text":"a\"b\\c\u0001\n\#u{7F}ä😀","nothing":null,"money":{"amount":-1299,"currency":"EUR"},"#
            + #""numbers":[-9223372036854775808,0,9223372036854775807],"inner":{"yes":true},"#
            + #""empty":[],"raw":[1,2],"half":0.5}"#
        #expect(String(decoding: json.bytes, as: UTF8.self) == expected)
        #expect(throws: Never.self) { try JSON(parsing: json.bytes) }
    }

    @Test func `ids, moments and days are written as text`() throws {
        let id = try #require(ID<Money>("0192f0c1-2345-7678-9abc-def012345678"))
        var json = JSONWriter()
        json.object {
            $0.field("id", id)
            $0.field("at", Instant(seconds: 0))
            $0.field("day", CalendarDay(daysSinceEpoch: 0))
        }
        let expected = #"{"id":"\#(id)","at":"1970-01-01T00:00:00.000Z","day":"1970-01-01"}"#
        #expect(String(decoding: json.bytes, as: UTF8.self) == expected)
    }
}
