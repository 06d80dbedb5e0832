import ArgumentParser
import Foundation
import Glibc
import OSMExtract
import Places

/// `liefert addresses EXTRACT`: how well and how fast mistyped addresses are found, without HTTP; JSON lines.
struct AddressesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "addresses",
        abstract: "Measure the address search of an extract: each address with one slip of the pen.")

    @Argument(help: "The extract.")
    var extract: String

    @Option(help: "Of the dice.")
    var seed: UInt64 = 1

    @Flag(help: "Show each address that was not found first.")
    var misses = false

    func run() throws {
        let book = try read()
        let addresses = try LooseAddresses(book)
        let houses = book.houses.filter { !$0.isBetween }
        let whole = houses.map { house in
            let street = book.streets[Int(house.street)]
            return Sample(
                text: "\(street.name) \(house.number), \(street.postcode) \(street.town)", street: street.name,
                number: house.number.description, postcode: street.postcode)
        }
        let bare = houses.map { house in
            let street = book.streets[Int(house.street)]
            return Sample(
                text: "\(street.name) \(house.number)", street: street.name, number: house.number.description,
                postcode: nil)
        }
        let streets = Set(book.streets.map(\.name)).sorted().map { name in
            Sample(text: name, street: name, number: nil, postcode: nil)
        }
        measure("address, whole", whole.map { ($0.text, $0) }, addresses)
        for (name, samples) in [("address, whole", whole), ("address, street and number", bare), ("street", streets)] {
            var dice = Dice(seed: seed)
            let typed = samples.map { sample in
                (
                    Typo.one(in: sample.text, upTo: sample.street.count + (sample.postcode == nil ? 0 : 100), &dice),
                    sample
                )
            }
            measure(name + ", one slip", typed, addresses)
        }
        measureNumbers(whole, addresses)
    }

    /// One digit of the postcode left out, doubled by another, replaced, or swapped with its neighbour; and numbers as
    /// people write them.
    private func measureNumbers(_ whole: [Sample], _ addresses: LooseAddresses) {
        var dice = Dice(seed: seed)
        let coded = whole.filter { $0.postcode?.isEmpty == false }
        let slipped = coded.map { sample in
            let code = Typo.digit(in: sample.postcode ?? "", &dice)
            return (sample.text.replacing(", \(sample.postcode ?? "") ", with: ", \(code) "), sample)
        }
        measure("address, whole, one slip in the postcode", slipped, addresses)
        let lettered = whole.filter { $0.number?.last?.isLetter == true }.map { sample in
            let number = sample.number ?? ""
            let ways = ["\(number.dropLast()) \(number.suffix(1))", number.uppercased(), "Nr. \(number)"]
            return (sample.text.replacing(" \(number),", with: " \(ways[dice.roll(3)]),"), sample)
        }
        measure("address, whole, 12 a or 12A or Nr. 12a", lettered, addresses)
    }

    private struct Sample {
        let text: String
        let street: String
        let number: String?
        /// `nil` where any will do.
        let postcode: String?
    }

    private func read() throws -> AddressBook {
        let reader = try ExtractReader(ByteSource(path: extract))
        var addresses = AddressCollector()
        while let block = try reader.next() { addresses.take(block) }
        return addresses.finish()
    }

    private func measure(_ name: String, _ samples: [(text: String, wanted: Sample)], _ addresses: LooseAddresses) {
        var found = 0
        var micros: [Int] = []
        for (text, wanted) in samples {
            var wish = AddressWish(text)
            wish.isTyping = false
            let begin = clock()
            let hits = addresses.hits(wish)
            micros.append(clock() - begin)
            let first = hits.first
            if let first, first.street == wanted.street, first.houseNumber == wanted.number,
                wanted.postcode == nil || (first.postcode ?? "") == wanted.postcode
            {
                found += 1
            } else if misses {
                say("\(wanted.text) as \(text): \(first?.text ?? "nothing")")
            }
        }
        micros.sort()
        let share = samples.isEmpty ? 0 : (Double(found) / Double(samples.count) * 10_000).rounded() / 100
        let p50 = micros.isEmpty ? 0 : micros[micros.count / 2]
        let p99 = micros.isEmpty ? 0 : micros[micros.count * 99 / 100]
        say(
            #"{"operation": "\#(name)", "samples": \#(samples.count), "found_first_percent": \#(share), "#
                + #""cpu_p50_us": \#(p50), "cpu_p99_us": \#(p99)}"#)
    }
}

/// A slip of the pen, as people make them.
private enum Typo {
    /// One letter left out, doubled by another, replaced, or swapped with its neighbour, among the first so many
    /// characters; never a digit, which would make another address.
    static func one(in text: String, upTo end: Int, _ dice: inout Dice) -> String {
        var letters = Array(text)
        let places = letters.indices.filter { $0 < end && letters[$0].isLetter }
        guard !places.isEmpty else { return text }
        let at = places[dice.roll(places.count)]
        let other = Array("abcdefghijklmnopqrstuvwxyz")[dice.roll(26)]
        switch dice.roll(4) {
        case 0: letters.remove(at: at)
        case 1: letters.insert(other, at: at)
        case 2: letters[at] = other
        default:
            if at + 1 < letters.count, letters[at + 1].isLetter {
                letters.swapAt(at, at + 1)
            } else {
                letters[at] = other
            }
        }
        return String(letters)
    }
}

extension Typo {
    /// A postcode with another digit, or a digit less or more.
    static func digit(in text: String, _ dice: inout Dice) -> String {
        var letters = Array(text)
        let at = dice.roll(letters.count)
        let other = Array("0123456789")[dice.roll(10)]
        switch dice.roll(4) {
        case 0: letters.remove(at: at)
        case 1: letters.insert(other, at: at)
        case 2: letters[at] = other
        default: letters.swapAt(at, at + 1 < letters.count ? at + 1 : at - 1)
        }
        return String(letters)
    }
}

/// SplitMix64.
private struct Dice {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func roll(_ sides: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return Int((z ^ z >> 31) % UInt64(sides))
    }
}
