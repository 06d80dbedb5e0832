import SearchIndex
import Testing

/// A small shelf, written so that German is where it hurts.
enum Shelf {
    static let titles = [
        "Apfelsaft naturtrüb 1l", "Saft Apfel-Birne", "Orangensaft 1,5 l", "Vollkornbrot geschnitten 500g",
        "Brot mit Vollkorn", "Hafermilch ungesüßt 1 l", "Frische Vollmilch 3,5% Fett", "Müsli Schoko", "Kartoffelklöße",
        "Semmelknödel", "Käse Gouda", "Coca-Cola Zero 6x1,5l", "Ketchup Tomate", "Tomaten passiert",
    ]

    static func id(_ number: Int) -> DocumentID { DocumentID(high: 1, low: UInt64(number)) }
    static func document(_ number: Int, _ title: String) -> Document { Document(id: id(number), title: title) }

    static func index() -> Index {
        let index = Index()
        index.rebuild(documents: titles.enumerated().map { document($0, $1) })
        return index
    }

    static func first(_ text: String, in index: Index = index()) -> String? {
        let hit = index.snapshot.search(Query(text)).hits.first
        return hit.map { titles[Int($0.id.low)] }
    }
}

@Suite struct FirstSearchTests {
    @Test(arguments: [
        ("apfelsaft", "Apfelsaft naturtrüb 1l"), ("hafermlch", "Hafermilch ungesüßt 1 l"),
        ("brot vollkorn", "Vollkornbrot geschnitten 500g"), ("muesli", "Müsli Schoko"),
        ("MU\u{308}SLI", "Müsli Schoko"),
        ("kase", "Käse Gouda"), ("ketschup", "Ketchup Tomate"), ("orangensaft 1500ml", "Orangensaft 1,5 l"),
        ("cocacola", "Coca-Cola Zero 6x1,5l"), ("voll", "Vollkornbrot geschnitten 500g"),
    ])
    func `a word finds its product however it is written`(_ text: String, _ title: String) {
        #expect(Shelf.first(text) == title)
    }

    @Test func `a change is seen by the next snapshot and not by the one before`() {
        let index = Shelf.index()
        let before = index.snapshot
        index.apply([.upsert(Shelf.document(100, "Zwetschgenröster")), .delete(Shelf.id(7))])
        let after = index.snapshot
        #expect(before.search(Query("zwetschgenröster")).hits.isEmpty)
        #expect(after.search(Query("zwetschgenröster")).hits.map(\.id) == [Shelf.id(100)])
        #expect(before.search(Query("müsli")).hits.map(\.id) == [Shelf.id(7)])
        #expect(after.search(Query("müsli")).hits.isEmpty)
        #expect(after.count == before.count)
    }

    @Test func `one offer must meet the whole filter`() {
        let (cheap, near) = (DocumentID("cheap"), DocumentID("near"))
        var document = Shelf.document(1, "Apfelsaft")
        document.offers = [
            Offer(branch: cheap, price_cents: 99, isInStock: false), Offer(branch: near, price_cents: 199),
        ]
        let index = Index()
        index.apply([.upsert(document)])
        var query = Query("apfelsaft")
        query.filter.isInStock = true
        query.filter.price_cents = 0...150
        #expect(index.snapshot.search(query).hits.isEmpty)
        query.filter.price_cents = 0...250
        #expect(index.snapshot.search(query).hits.first?.offers.map(\.branch) == [near])
        index.apply([.offers(document.id, [Offer(branch: cheap, price_cents: 99)])])
        #expect(index.snapshot.search(query).hits.first?.offers.map(\.price_cents) == [99])
    }

    @Test func `pages join without gap or repetition`() {
        let index = Index()
        index.rebuild(documents: (0..<300).map { Shelf.document($0, $0 % 3 == 0 ? "Bio Saft" : "Saft \($0)") })
        var query = Query("saft", limit: 7)
        query.wantsTotal = true
        var seen: [DocumentID] = []
        while true {
            let answer = index.snapshot.search(query)
            #expect(answer.total == 300)
            guard let last = answer.hits.last else { break }
            seen += answer.hits.map(\.id)
            query.after = last.cursor
        }
        #expect(seen.count == 300)
        #expect(Set(seen).count == 300)
    }
}
