/// What a hit must be. Everything is "and"; the ids inside one member are "or".
///
/// The members about offers must hold **for one and the same offer**: in stock at an open branch under five euros.
public struct Filter: Sendable, Hashable {
    /// A document in one of these categories or below.
    public var categories: [DocumentID]
    /// All of these flags set …
    public var allFlags: UInt64
    /// … at least one of these (0: no matter) …
    public var anyFlags: UInt64
    /// … and none of these.
    public var noFlags: UInt64
    /// The buyer's age: hides what needs more years.
    public var age: UInt8?

    // About offers:
    public var retailers: [DocumentID]
    public var branches: [DocumentID]
    public var districts: [DocumentID]
    /// Branches of this moment's making: open now, deliverable today, deliverable in a slot. All must contain the
    /// branch.
    public var masks: [BranchMask]
    public var isInStock: Bool
    public var price_cents: ClosedRange<Int32>?
    public var within: Circle?

    public init() {
        categories = []
        allFlags = 0
        anyFlags = 0
        noFlags = 0
        age = nil
        retailers = []
        branches = []
        districts = []
        masks = []
        isInStock = false
        price_cents = nil
        within = nil
    }

    /// Whether any member speaks about offers.
    var isAboutOffers: Bool {
        !retailers.isEmpty || !branches.isEmpty || !districts.isEmpty || !masks.isEmpty || isInStock
            || price_cents != nil || within != nil
    }
}

/// A place and a radius.
public struct Circle: Sendable, Hashable {
    public var centre: Place
    public var radiusMetres: Double

    public init(centre: Place, radiusMetres: Double) {
        self.centre = centre
        self.radiusMetres = radiusMetres
    }
}

/// A set of branches as bits, made once by `Snapshot.mask(of:)` and good for many queries and for every later snapshot
/// of the same index: branch numbers never change.
public struct BranchMask: Sendable, Hashable {
    var words: [UInt64]

    init(count: Int) { words = Array(repeating: 0, count: (count + 63) / 64) }

    mutating func insert(_ branch: Int) {
        while branch >> 6 >= words.count { words.append(0) }
        words[branch >> 6] |= 1 << UInt64(branch & 63)
    }

    func contains(_ branch: Int) -> Bool {
        branch >> 6 < words.count && words[branch >> 6] >> UInt64(branch & 63) & 1 == 1
    }
}
