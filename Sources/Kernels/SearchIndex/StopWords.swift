/// Words that say little; they weigh a fifth, but a query of nothing else still finds.
enum StopWords {
    private static let all: WordTable = table(
        """
        der die das den dem des ein eine einen einer eines und oder mit in im am an auf aus bei fur von vom zu zum zur \
        ist nicht auch als wie pro the a of for and with in on to from by le la les de du des et au aux un une il lo \
        gli di da e con per het een en van met voor z i w na do ve ile bir
        """)

    private static func table(_ words: String) -> WordTable {
        var table = WordTable()
        for word in words.split(separator: " ") { _ = table.intern(Array(word.utf8)) }
        return table
    }

    static func contains(_ word: UnsafeBufferPointer<UInt8>) -> Bool { all.find(word) != nil }

    /// What stands behind these is an ingredient, a place or a purpose, not the thing itself.
    static let aside: Set<[UInt8]> = Set(
        "mit in im an auf aus fur von vom with in for from of on a au aux con di avec pour".split(separator: " ")
            .map { Array($0.utf8) })

    /// Colours and little words, behind which a run of nouns is over.
    static func breaks(_ word: [UInt8]) -> Bool {
        aside.contains(word) || breaking.contains(word) || word.contains { $0 < 0x3A }
    }

    private static let breaking: Set<[UInt8]> = Set(
        """
        black white silver grey gray red blue green yellow orange pink purple brown beige gold clear transparent \
        multicolour \
        and or with without for in on of to
        """.split(separator: " ").map { Array($0.utf8) })
}
