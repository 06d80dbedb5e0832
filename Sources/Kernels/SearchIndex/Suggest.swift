/// A query someone may be about to type.
public struct Suggestion: Sendable, Equatable {
    /// The whole query, its last word completed.
    public var text: String
    /// In how many titles the completed word stands (among the best for the words before it, when there are any).
    public var count: Int
}

extension Snapshot {
    /// Completions of the last word, the most frequent first; behind other words, only such as stand in titles with
    /// them.
    ///
    /// A last word that is complete already is offered as it stands, too. Nothing typed, nothing suggested.
    public func suggest(_ text: String, limit: Int = 8) -> [Suggestion] {
        let typed = QueryText(text)
        guard let last = typed.words.last, last.isOpen, last.kind != .quantity, limit > 0 else { return [] }
        let found = typed.words.count == 1 ? formsBeginning(last.form, limit) : formsBeside(text, last.form)
        let head = text.split(separator: " ").dropLast().joined(separator: " ")
        return found.sorted { ($0.count, $1.form) > ($1.count, $0.form) }.prefix(limit).map {
            Suggestion(text: head.isEmpty ? $0.form : head + " " + $0.form, count: $0.count)
        }
    }

    private func formsBeginning(_ prefix: [UInt8], _ limit: Int) -> [(form: String, count: Int)] {
        var most: [(form: [UInt8], display: String, count: Int)] = []
        for view in views {
            let segment = view.segment
            let range = prefix.withUnsafeBufferPointer { prefix in
                let start = segment.forms.lowerBound(prefix)
                return start..<segment.forms.end(ofPrefix: prefix, from: start)
            }
            for form in range {
                let count = view.formCount(form)
                if count == 0 || most.count >= 64 && count <= most[most.count - 1].count { continue }
                let bytes = Array(segment.forms[form])
                if let same = most.firstIndex(where: { $0.form == bytes }) {
                    most[same].count += count
                } else {
                    most.append((bytes, segment.display(form), count))
                }
                most.sort { $0.count > $1.count }
                if most.count > 64 { most.removeLast() }
            }
        }
        return most.map { ($0.display, $0.count) }
    }

    /// Words of the best titles for the query that begin with the prefix.
    private func formsBeside(_ text: String, _ prefix: [UInt8]) -> [(form: String, count: Int)] {
        var search = Search(
            self, Query(text, limit: 1), Planner.plan(Query(text), self), FilterTest.all(self, Query(text)))
        var counts: [String: Int] = [:]
        for entry in search.window() {
            let segment = views[Int(entry.view)].segment
            var seen: Set<UInt32> = []
            for packed in segment.titles[Int(entry.document)] {
                let form = packed & Field.mask
                guard segment.forms[Int(form)].starts(with: prefix), seen.insert(form).inserted else { continue }
                counts[segment.display(Int(form)), default: 0] += 1
            }
        }
        return counts.map { ($0.key, $0.value) }
    }
}

extension Segment {
    /// The form as people write it, in lower case: *müsli*, not *musli*.
    func display(_ form: Int) -> String {
        String(decoding: displays[form].isEmpty ? forms[form] : displays[form], as: UTF8.self)
    }
}
