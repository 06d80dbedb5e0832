/// Finds functions and initialisers with a body in code whose strings and comments are blanked.
struct FunctionFinder {
    let code: [UInt8]

    func functions() -> [SwiftFile.Function] {
        var found: [SwiftFile.Function] = []
        var line = 1
        var counted = 0
        for start in code.indices {
            guard let name = declaration(at: start), let opening = bodyStart(from: start + 4) else { continue }
            let closing = matching(opening)
            line += code[counted..<start].count { $0 == 10 }
            counted = start
            let lines = code[opening...closing].count { $0 == 10 } + 1
            found.append(
                .init(name: name, line: line, lines: lines, parameters: parameters(from: start + 4, to: opening)))
        }
        return found
    }

    /// The name, where a `func` or `init` is declared at `start`.
    private func declaration(at start: Int) -> String? {
        guard start == 0 || !isWord(code[start - 1]) && code[start - 1] != UInt8(ascii: ".") else { return nil }
        if matches("func ", at: start) {
            var end = start + 5
            if end < code.count, code[end] == UInt8(ascii: "`") {
                repeat { end += 1 } while end < code.count && code[end] != UInt8(ascii: "`")
                return String(decoding: code[(start + 5)...min(end, code.count - 1)], as: UTF8.self)
            }
            while end < code.count, code[end] != UInt8(ascii: "("), code[end] != UInt8(ascii: "<") { end += 1 }
            return String(decoding: code[(start + 5)..<end], as: UTF8.self)
        }
        return ["init(", "init<", "init?("].contains { matches($0, at: start) } ? "init" : nil
    }

    /// The `{` of the body, or nothing for a requirement of a protocol and for a call.
    private func bodyStart(from start: Int) -> Int? {
        var depth = 0
        var hasList = false
        for place in start..<code.count {
            switch code[place] {
            case UInt8(ascii: "("), UInt8(ascii: "["):
                depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"):
                depth -= 1
                if depth < 0 { return nil }
                hasList = true
            case UInt8(ascii: "{") where depth == 0:
                return hasList ? place : nil
            case UInt8(ascii: "}") where depth == 0:
                return nil
            case 10 where depth == 0 && hasList && endsHere(after: place):
                return nil
            default: break
            }
        }
        return nil
    }

    /// Does a new declaration begin on the next line? A signature goes on with `{`, `->`, `where`, `throws`, `async`.
    private func endsHere(after newline: Int) -> Bool {
        var place = newline + 1
        while place < code.count, code[place] == UInt8(ascii: " ") { place += 1 }
        return !["{", "->", "where ", "throws", "async", ")"].contains { matches($0, at: place) }
    }

    private func matching(_ opening: Int) -> Int {
        var depth = 0
        for place in opening..<code.count {
            if code[place] == UInt8(ascii: "{") { depth += 1 }
            if code[place] == UInt8(ascii: "}") { depth -= 1 }
            if depth == 0 { return place }
        }
        return code.count - 1
    }

    /// Parameters in the first list between two places.
    private func parameters(from start: Int, to end: Int) -> Int {
        var depth = 0
        var angles = 0
        var commas = 0
        var isEmpty = true
        for place in start..<end {
            let byte = code[place]
            switch byte {
            case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"):
                depth -= 1
                if depth == 0 { return isEmpty ? 0 : commas + 1 }
            case UInt8(ascii: "<") where depth > 0: angles += 1
            case UInt8(ascii: ">") where depth > 0 && code[place - 1] != UInt8(ascii: "-"): angles -= 1
            case UInt8(ascii: ",") where depth == 1 && angles == 0: commas += 1
            default: break
            }
            if depth > 0, byte != UInt8(ascii: "("), byte != UInt8(ascii: " "), byte != 10 { isEmpty = false }
        }
        return 0
    }

    private func matches(_ word: String, at place: Int) -> Bool {
        let wanted = word.utf8
        return place + wanted.count <= code.count && code[place..<(place + wanted.count)].elementsEqual(wanted)
    }

    private func isWord(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }
}
