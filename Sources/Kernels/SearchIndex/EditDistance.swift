/// Edits between two words: Damerau-Levenshtein (optimal string alignment: no substring is edited twice).
enum EditDistance {
    /// Number of insertions, deletions, substitutions and swaps of neighbours, or `limit + 1` when it is more than
    /// `limit`. What both begin and end with is left out first: it costs nothing and typos are small.
    static func distance(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>, limit: Int) -> Int {
        if abs(a.count - b.count) > limit { return limit + 1 }
        var start = 0
        let shorter = min(a.count, b.count)
        while start < shorter && a[start] == b[start] { start += 1 }
        var (x, y) = (a.count, b.count)
        while x > start && y > start && a[x - 1] == b[y - 1] {
            x -= 1
            y -= 1
        }
        if x == start || y == start { return min(limit + 1, max(x, y) - start) }
        if x - start == 1 && y - start == 1 { return 1 }
        return inner(
            UnsafeBufferPointer(rebasing: a[start..<x]), UnsafeBufferPointer(rebasing: b[start..<y]), limit)
    }

    /// Neither word is empty.
    private static func inner(
        _ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>, _ limit: Int
    ) -> Int {
        let width = b.count + 1
        return withUnsafeTemporaryAllocation(of: Int32.self, capacity: width * 3) { room in
            var rows = (0, width, 2 * width)  // row before last, last, this one
            for j in 0..<width { room[rows.1 + j] = Int32(j) }
            for i in 1...a.count {
                room[rows.2] = Int32(i)
                var least = Int32(i)
                for j in 1...b.count {
                    var value = room[rows.1 + j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
                    value = min(value, room[rows.1 + j] + 1, room[rows.2 + j - 1] + 1)
                    if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                        value = min(value, room[rows.0 + j - 2] + 1)
                    }
                    room[rows.2 + j] = value
                    least = min(least, value)
                }
                if least > Int32(limit) { return limit + 1 }
                rows = (rows.1, rows.2, rows.0)
            }
            return min(limit + 1, Int(room[rows.1 + b.count]))
        }
    }
}
