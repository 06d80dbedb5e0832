import Accounts
import Catalogue
import Cities
import Postgres
import Retailers
import Vocabulary
import Web

extension SeedTown {
    /// Categories, then each shop's list through the same import that a shop uses; answers how many goods came in.
    func stockShops(in city: City, _ shops: [String: RetailerID]) async throws -> Int {
        let act = Act(in: city, by: .system)
        let categories = try await putCategories(in: city)
        let products = try Dictionary(
            uniqueKeysWithValues: folder.trees("products.jsonl").map { (try $0.text("sku"), $0) })
        let offers = Dictionary(
            grouping: try folder.table("offers.tsv", columns: ["branch", "sku", "price_cents", "stock"])
        ) { $0["branch"] ?? "" }
        var count = 0
        for (osm, rows) in offers.sorted(by: { $0.key < $1.key }) {
            guard let retailer = shops[osm] else { continue }
            let branches = try await house.retailers.inside(retailer, in: city).entry.branches
            guard let branch = branches.first else { continue }
            let file = try Self.list(rows, products, categories)
            let run = try await house.catalogue.upload(
                UploadedList(name: "seed.csv", file: Array(file.utf8), branch: branch.id), by: retailer, with: act)
            let applied = try await house.catalogue.apply(run.id, of: retailer, with: act)
            count += applied.report.new - applied.report.notPublishable
        }
        return count
    }

    /// German titles by slug.
    private func putCategories(in city: City) async throws -> [String: String] {
        let columns = [
            "code", "de", "en", "vat", "age", "content", "unit", "from", "to", "deposit", "limit", "include", "exclude",
            "per_100",
        ]
        let rows = try folder.table("categories.tsv", columns: columns)
        let now = Clock.system.now()
        let categories = rows.enumerated().map { rank, row in
            Category(
                id: .make(at: now), parent: nil, slug: row["code"] ?? "", title: row["de"] ?? "",
                englishTitle: row["en"], rank: rank, minimumAge: Int(row["age"] ?? "") ?? 0)
        }
        _ = try await house.catalogue.put(categories, in: city.id)
        return Dictionary(uniqueKeysWithValues: categories.map { ($0.slug, $0.title) })
    }

    /// A list as a German shop's merchandise system writes it.
    private static func list(
        _ rows: [[String: String]], _ products: [String: JSONTree], _ categories: [String: String]
    ) throws -> String {
        var text =
            "Artikelnummer;GTIN;Bezeichnung;Warengruppe;Menge;Mengeneinheit;Bruttopreis;Steuersatz;Pfand;Mindestalter;"
            + "Bestand;Zutaten;Veröffentlicht\n"
        for row in rows {
            guard let sku = row["sku"], let product = products[sku], let cents = Int64(row["price_cents"] ?? "") else {
                throw SeedRefusal.file("offers.tsv", "names \(row["sku"] ?? "nothing"), which is no product")
            }
            let cells = [
                sku, product["gtin"]?.string ?? "", try product.text("title"),
                categories[try product.text("category")] ?? "", String(product["content"]?["amount"]?.int ?? 1),
                unit(product["content"]?["unit"]?.string), euro(cents),
                try product.text("vat") == "reduced" ? "7" : "19", deposit(product["deposit"]?.string),
                (product["min_age"]?.int).map { String($0) } ?? "", Int(row["stock"] ?? "").map { String($0) } ?? "",
                product["ingredients"]?.string ?? "", "1",
            ]
            text += cells.map { quoted($0) }.joined(separator: ";") + "\n"
        }
        return text
    }

    private static func unit(_ unit: String?) -> String { unit == "piece" ? "Stück" : unit ?? "Stück" }

    private static func euro(_ cents: Int64) -> String { "\(cents / 100),\(Int(cents % 100).padded(2))" }

    private static func quoted(_ cell: String) -> String {
        cell.contains(where: { $0 == ";" || $0 == "\"" || $0.isNewline })
            ? "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
            : cell
    }

    /// The amount of a deposit type, as lists have it: `crate-12x15` is twelve bottles at 0.15 and a crate at 1.50.
    private static func deposit(_ code: String?) -> String {
        guard let code, let last = code.split(separator: "-").last else { return "" }
        let parts = last.split(separator: "x").compactMap { Int64($0) }
        return euro(parts.count == 2 ? parts[0] * parts[1] + 150 : parts.first ?? 0)
    }
}
