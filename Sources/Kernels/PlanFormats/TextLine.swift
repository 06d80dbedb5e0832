/// One line of a text format, in fields.
struct TextLine {
    let number: Int
    let fields: [Substring]

    static func split(_ bytes: [UInt8]) throws -> [TextLine] {
        var lines: [TextLine] = []
        var number = 0
        for raw in bytes.split(omittingEmptySubsequences: false, whereSeparator: { $0 == 10 || $0 == 13 }) {
            number += 1
            guard let text = String(validating: raw, as: UTF8.self) else {
                throw FormatFault("line \(number)", "not UTF-8")
            }
            let fields = text.split(whereSeparator: { $0 == " " || $0 == "\t" })
            if !fields.isEmpty { lines.append(TextLine(number: number, fields: fields)) }
        }
        return lines
    }

    func starts(_ word: String) -> Bool { fields[0].uppercased() == word }

    /// `KEY : value` without the colon.
    var key: String {
        let first = fields[0]
        return String(first.last == ":" ? first.dropLast() : first)
    }

    var value: String {
        fields.dropFirst().filter { $0 != ":" }.joined(separator: " ")
    }

    func number(_ index: Int) throws -> Double {
        guard index < fields.count else { throw FormatFault("line \(number)", "has no field \(index + 1)") }
        guard let value = Double(fields[index]), value.isFinite, abs(value) < 1e15 else {
            throw FormatFault("line \(number)", "\(fields[index]) is not a number")
        }
        return value
    }

    func integer(_ index: Int) throws -> Int {
        let value = try number(index)
        guard value == Double(Int(value)) else { throw FormatFault("line \(number)", "\(value) is not whole") }
        return Int(value)
    }
}
