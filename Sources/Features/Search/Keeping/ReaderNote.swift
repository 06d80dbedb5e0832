import Catalogue
import Vocabulary
import Web

/// What a reader must know to go on where it, or the process before it, stopped: kept beside the index.
struct ReaderNote: Equatable {
    var position: FeedPosition
    /// `Town.ground`: what every document was read by.
    var ground: UInt64
    /// When the next sale of a product begins or ends: its price is then told to the index anew.
    var turns: [ID<Product>: Instant]

    var bytes: [UInt8] {
        var json = JSONWriter()
        json.object {
            $0.field("card", Int64(Card.form))
            $0.field("writer", "\(position.writer)")
            $0.field("position", "\(position.position)")
            $0.field("ground", "\(ground)")
            $0.array("turns", turns.sorted { $0.key < $1.key }.flatMap { ["\($0.key)", "\($0.value.microseconds)"] })
        }
        return json.bytes
    }

    /// `nil` for a note of another program.
    init?(_ bytes: [UInt8]) {
        guard let json = try? JSONTree(parsing: bytes), json["card"]?.int == Int(Card.form),
            let writer = json["writer"]?.string.flatMap({ Int64($0) }),
            let position = json["position"]?.string.flatMap({ Int64($0) }),
            let ground = json["ground"]?.string.flatMap({ UInt64($0) })
        else { return nil }
        self.position = FeedPosition(writer: writer, position: position)
        self.ground = ground
        turns = [:]
        let pairs = (json["turns"]?.elements ?? []).compactMap(\.string)
        guard pairs.count % 2 == 0 else { return nil }
        for at in stride(from: 0, to: pairs.count, by: 2) {
            guard let id = ID<Product>(pairs[at]), let micros = Int64(pairs[at + 1]) else { return nil }
            turns[id] = Instant(microseconds: micros)
        }
    }

    init(position: FeedPosition, ground: UInt64, turns: [ID<Product>: Instant]) {
        (self.position, self.ground, self.turns) = (position, ground, turns)
    }
}
