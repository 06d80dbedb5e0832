import Cities
import Postgres
import Testing
import Vocabulary

@testable import Catalogue

@Suite struct ImportTests {
    /// new, refused, joined, of which not publishable; the same file again changes nothing.
    @Test(arguments: [
        ("weltladen_price_list.csv", 1180, 4, 0), ("weltladen_cp1252.csv", 279, 0, 0),
        ("weltladen_damaged.csv", 108, 12, 0),
        ("farm_price_list.csv", 135, 2, 0), ("shopify_food_2026.csv", 32, 36, 11), ("woocommerce_sample.csv", 18, 4, 2),
    ])
    func `a real list comes in once, and the second time changes nothing`(
        name: String, new: Int, refused: Int, joined: Int
    ) async throws {
        guard let file = try SharedFile.products(name) else { return }
        let town = try await CatalogueTown()
        let first = try await town.bring(file, name)
        #expect([first.report.new, first.report.changed, first.report.unchanged] == [new, 0, 0])
        #expect([first.report.refused, first.report.joined] == [refused, joined])
        #expect(first.state == (refused == 0 ? .applied : .partlyApplied))
        #expect(
            try town.count("SELECT count(*) FROM offers WHERE state = 'published'") == new - first.report.notPublishable
        )

        let changes = try town.count("SELECT count(*) FROM catalogue_changes")
        let second = try await town.bring(file, name)
        #expect([second.report.new, second.report.changed, second.report.unchanged] == [0, 0, new])
        #expect([second.report.refused, second.report.absent] == [refused, 0])
        #expect(try town.count("SELECT count(*) FROM catalogue_changes") == changes)
        #expect(try town.count("SELECT count(*) FROM price_log") == new)
    }

    @Test func `a report names line, column and reason of every refusal`() async throws {
        let town = try await CatalogueTown()
        let file =
            "Artikelnummer;Bezeichnung;Bruttopreis;EAN\n1;Brot 500 g;2,50;\n2;Mehl;zwei;\n3;Reis 1 kg;2;4006381333930\n"
        let run = try await town.upload(Array(file.utf8))
        #expect(run.state == .validated)
        let rows = try await town.catalogue.rows(of: run.id, outcome: .refused, after: 0, limit: 10, in: town.city.id)
        #expect(rows.map(\.line) == [3, 4])
        #expect(rows.map(\.column) == ["Bruttopreis", "EAN"])
        #expect(rows.map(\.code) == ["not-a-number", "gtin-wrong"])
        #expect(try town.count("SELECT count(*) FROM offers") == 0, "a preview writes no offer")
    }

    @Test func `changes are found field by field and silence changes nothing`() async throws {
        let town = try await CatalogueTown()
        _ = try await town.bring(
            Array("Artikelnummer;Bezeichnung;Bruttopreis;Bestand\n1;Brot 500 g;2,50;5\n2;Mehl 1 kg;1,50;3\n".utf8))
        let second = try await town.bring(
            Array("Artikelnummer;Bezeichnung;Bruttopreis\n1;Brot 500 g;2,75\n2;Mehl 1 kg;1,50\n".utf8))
        #expect([second.report.changed, second.report.unchanged] == [1, 1])
        let rows = try await town.catalogue.rows(
            of: second.id, outcome: .changed, after: 0, limit: 10, in: town.city.id)
        #expect(rows.map(\.sentence) == ["Changes: price."])
        #expect(try town.count("SELECT sum(on_hand) FROM stock_levels") == 8)
        #expect(try town.count("SELECT count(*) FROM price_log") == 3)
    }

    @Test(arguments: [(AbsentPolicy.keep, 2, 5), (.zeroStock, 2, 0), (.archive, 1, 5)])
    func `what a later list leaves out follows the policy`(policy: AbsentPolicy, published: Int, units: Int)
        async throws
    {
        let town = try await CatalogueTown()
        _ = try await town.bring(
            Array("Artikelnummer;Bezeichnung;Bruttopreis;Bestand\n1;Brot 500 g;2,50;\n2;Mehl 1 kg;1,50;5\n".utf8))
        let byHand = try await town.offer("Von Hand", cents: 100)
        let run = try await town.bring(Array("Artikelnummer;Bezeichnung;Bruttopreis\n1;Brot 500 g;2,50\n".utf8)) {
            $0.absent = policy
        }
        #expect(run.report.absent == 1)
        #expect(try town.count("SELECT count(*) FROM offers WHERE state = 'published' AND is_imported") == published)
        #expect(try town.count("SELECT coalesce(sum(on_hand), 0) FROM stock_levels") == units)
        #expect(try town.count("SELECT count(*) FROM offers WHERE id = '\(byHand.id)' AND state = 'published'") == 1)
    }

    @Test func `wine without an age is not published unseen`() async throws {
        let town = try await CatalogueTown()
        let file =
            "Artikelnummer;Bezeichnung;Bruttopreis;Warengruppe;Mindestalter\n1;Merlot 0,75 l;6,49;Wein;\n"
            + "2;Riesling 0,75 l;6,49;Wein;16\n3;Balsamico 0,5 l;3,49;Essig und Öl;\n4;Saft 1 l;2,49;Alkoholfreies;\n"
        let run = try await town.bring(Array(file.utf8))
        #expect(run.report.notPublishable == 1)
        #expect(try town.count("SELECT count(*) FROM offers WHERE state = 'published'") == 3)
    }

    @Test func `an unreadable line leaves nothing absent`() async throws {
        let town = try await CatalogueTown()
        _ = try await town.bring(Array("Artikelnummer;Bezeichnung;Bruttopreis\n1;Brot;2,50\n2;Mehl;1,50\n".utf8))
        let run = try await town.bring(Array("Artikelnummer;Bezeichnung;Bruttopreis\n1;Brot;2,50\n2;Mehl\n".utf8)) {
            $0.absent = .archive
        }
        #expect(run.report.absent == 0)
        #expect(try town.count("SELECT count(*) FROM offers WHERE state = 'archived'") == 0)
    }

    @Test func `open questions forbid applying, answers allow it`() async throws {
        let town = try await CatalogueTown()
        let run = try await town.upload(Array("Artikelnummer;Bezeichnung;VK\n1;Brot 500 g;2,50\n".utf8)) {
            $0.priceBasis = nil
        }
        #expect(run.state == .uploaded)
        #expect(run.report.questions == [.priceBasis])
        await #expect(throws: CatalogueProblem.questionsOpen([.priceBasis])) {
            try await town.catalogue.apply(run.id, of: town.shop, with: town.act)
        }
        var options = run.options
        options.priceBasis = .gross
        let answered = try await town.catalogue.answer(run.id, options, of: town.shop, in: town.city.id)
        #expect(answered.state == .validated)
        let applied = try await town.catalogue.apply(run.id, of: town.shop, with: town.act)
        #expect(applied.report.new == 1)
        await #expect(throws: CatalogueProblem.importClosed("applied")) {
            try await town.catalogue.apply(run.id, of: town.shop, with: town.act)
        }
    }

    @Test func `two shops' lists meet at the GTIN, and neither changes the other's words`() async throws {
        let town = try await CatalogueTown()
        let header = "Artikelnummer;Bezeichnung;Bruttopreis;EAN\n"
        _ = try await town.bring(Array((header + "1;Röstkaffee 500 g;7,49;4006381333931\n").utf8))
        var list = UploadedList(
            name: "b.csv", file: Array((header + "A;Kaffee billig 500 g;6,99;4006381333931\n").utf8),
            branch: town.rivalBranch)
        list.options.vatClass = .reduced
        list.options.publishes = true
        let run = try await town.catalogue.upload(list, by: town.rival, with: town.act)
        _ = try await town.catalogue.apply(run.id, of: town.rival, with: town.act)
        #expect(try town.count("SELECT count(*) FROM products") == 1)
        #expect(try town.count("SELECT count(*) FROM offers WHERE state = 'published'") == 2)
        #expect(try town.count("SELECT count(*) FROM products WHERE title = 'Röstkaffee 500 g'") == 1)
        await #expect(throws: CatalogueProblem.unknown) {
            try await town.catalogue.apply(run.id, of: town.shop, with: town.act)
        }
    }

    @Test func `an article file without titles changes contents of known articles only`() async throws {
        let town = try await CatalogueTown()
        _ = try await town.bring(Array("Artikelnummer;Artikelname;Brutto-VK\nAR20160464;Saft;1,99\n".utf8))
        guard let file = try SharedFile.products("jtl_grundpreis_handmade.csv") else { return }
        let run = try await town.bring(file)
        #expect([run.report.new, run.report.changed, run.report.refused] == [0, 1, 4])
        #expect(try town.count("SELECT content_thousandths FROM variants") == 750_000)
    }

    @Test func `the German Open Food Facts extract comes in as facts without offers`() async throws {
        guard let whole = try SharedFile.openFoodFacts() else { return }
        // Five thousand lines, from the middle where brands and titles mix; the seed takes all of them.
        let file = Array(whole.split(separator: 10)[10_000..<15_000].joined(separator: [10]))
        let town = try await CatalogueTown()
        let first = try await town.catalogue.adoptPublicFacts(file, in: town.city.id)
        print("off-de: \(first.new) new, \(first.refusals.count) refused")
        #expect(first.new + first.refusals.count == 5000)
        #expect(Set(first.refusals.map(\.code)).isSubset(of: ["gtin-wrong", "duplicate"]))
        #expect(first.refusals.count < 100)
        #expect(try town.count("SELECT count(*) FROM products WHERE allergens IS NOT NULL") == 0)
        #expect(try town.count("SELECT count(*) FROM offers") == 0)
        let second = try await town.catalogue.adoptPublicFacts(file, in: town.city.id)
        #expect([second.new, second.changed, second.unchanged] == [0, 0, first.new])
    }

    @Test func `ten thousand lines are one import`() async throws {
        let town = try await CatalogueTown()
        let lines = (1...10_000).map { "A\($0);Artikel \($0) 250 g;\($0 % 90 + 1),99;\($0 % 7)" }
        let file = Array(("Artikelnummer;Bezeichnung;Bruttopreis;Bestand\n" + lines.joined(separator: "\n")).utf8)
        let clock = ContinuousClock()
        let start = clock.now
        let run = try await town.bring(file)
        print("10,000 lines uploaded, previewed and applied in \(clock.now - start)")
        #expect(run.report.new == 10_000)
        #expect(try town.count("SELECT count(*) FROM stock_levels") == 10_000)
        #expect(try await town.bring(file).report.unchanged == 10_000)
    }
}

extension CatalogueTown {
    /// Uploads a list whose prices are gross and whose VAT is the reduced one, unless told otherwise.
    func upload(
        _ file: [UInt8], _ name: String = "list.csv", _ change: (inout ImportOptions) -> Void = { _ in }
    ) async throws -> ImportRun {
        var list = UploadedList(name: name, file: file, branch: branch)
        list.options.priceBasis = .gross
        list.options.vatClass = .reduced
        list.options.publishes = true
        change(&list.options)
        return try await catalogue.upload(list, by: shop, with: act)
    }

    func bring(
        _ file: [UInt8], _ name: String = "list.csv", _ change: (inout ImportOptions) -> Void = { _ in }
    ) async throws -> ImportRun {
        let run = try await upload(file, name, change)
        return try await catalogue.apply(run.id, of: shop, with: act)
    }
}
