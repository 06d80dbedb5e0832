/// Whether the words of a quoted phrase stand side by side, in order, in a document's title.
struct PhraseTest {
    private let view: SegmentView
    /// For each phrase, for each of its words, the key numbers that will do.
    private let phrases: [[Set<UInt32>]]

    /// `nil` when the query has no phrase.
    init?(_ number: Int, _ plan: Plan) {
        guard !plan.phrases.isEmpty else { return nil }
        view = plan.views[number]
        phrases = plan.phrases.map { range in
            range.map { word in
                var keys: Set<UInt32> = []
                for reading in plan.words[word].readings where reading.keyCount == 1 && reading.reason != .prefix {
                    let key = plan.number(Int(reading.keys[0]), in: number)
                    if key >= 0 { keys.insert(UInt32(key)) }
                }
                return keys
            }
        }
    }

    func passes(_ document: Int) -> Bool {
        let row = view.segment.titles[document]
        return phrases.allSatisfy { phrase in
            guard row.count >= phrase.count else { return false }
            return (0...row.count - phrase.count).contains { start in
                phrase.indices.allSatisfy { i in
                    view.segment.formKeys[Int(row[start + i] & Field.mask)].contains {
                        $0 >> 24 == 255 && phrase[i].contains($0 & 0xFF_FFFF)
                    }
                }
            }
        }
    }
}
