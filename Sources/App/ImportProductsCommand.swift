import Accounts
import ArgumentParser
import Catalogue
import Cities
import Foundation
import Postgres
import Retailers
import Vocabulary

/// `liefert import products`: what `…/imports` does over HTTP, from a file. Without `--apply` it only shows.
struct ImportProductsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "products", abstract: "Read a retailer's product list; write it with --apply.")

    @OptionGroup var flags: ImportFlags

    @Option(help: "The retailer's id or name.")
    var retailer: String

    @Option(help: "The branch's id; the first one where none is said.")
    var branch: String?

    @Option(help: "Is VAT inside the prices? gross or net.")
    var prices: String?

    @Option(help: "The decimal sign where the file does not show it: comma or point.")
    var decimalSign: String?

    @Option(help: "VAT class of lines that say none: standard, reduced or zero.")
    var vat: String?

    @Option(help: "Offers of earlier lists that this one does not hold: keep, zeroStock or archive.")
    var absent = "keep"

    @Flag(help: "Publish new offers that pass the legal gates.")
    var publish = false

    @Flag(help: "Write what the list says.")
    var apply = false

    func run() async throws {
        try await flags.inCity { house, town, bytes in
            let shop = try await entry(in: town, house)
            let name = URL(filePath: flags.file).lastPathComponent
            var list = UploadedList(name: name, file: bytes, branch: try branch(of: shop))
            list.options = try options()
            let act = Act(in: town, by: .system)
            var run = try await house.catalogue.upload(list, by: shop.retailer.id, with: act)
            if apply, run.report.questions.isEmpty {
                run = try await house.catalogue.apply(run.id, of: shop.retailer.id, with: act)
            }
            try await tell(run, of: town, house)
            if apply, !run.report.questions.isEmpty { throw ExitCode.failure }
        }
    }

    private func entry(in town: City, _ house: House) async throws -> DirectoryEntry {
        if let id = RetailerID(retailer) { return try await house.retailers.inside(id, in: town).entry }
        let named = try await house.retailers.everything(in: town).filter { $0.retailer.profile.name == retailer }
        guard named.count == 1 else { throw ValidationError("--retailer: \(named.count) retailers have this name") }
        return named[0]
    }

    private func branch(of shop: DirectoryEntry) throws -> ID<Branch> {
        guard let branch else {
            guard let first = shop.branches.first else { throw ValidationError("the retailer has no branch") }
            return first.id
        }
        guard let id = ID<Branch>(branch) else { throw ValidationError("--branch is no id") }
        return id
    }

    private func options() throws -> ImportOptions {
        var options = ImportOptions()
        options.priceBasis = try read(prices, "--prices")
        options.decimalSign = try read(decimalSign, "--decimal-sign")
        options.vatClass = try read(vat, "--vat")
        options.absent = try read(absent, "--absent") ?? .keep
        options.publishes = publish
        return options
    }

    private func read<Value: RawRepresentable<String> & CaseIterable>(_ text: String?, _ flag: String) throws -> Value?
    {
        guard let text else { return nil }
        guard let value = Value(rawValue: text) else {
            let known = Value.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("\(flag) must be one of \(known)")
        }
        return value
    }

    /// Counts first, then every line that was refused, then what is still open.
    private func tell(_ run: Catalogue::ImportRun, of town: City, _ house: House) async throws {
        let report = run.report
        say("\(run.fileName): \(report.format.rawValue), \(report.encoding)")
        say(
            "\(report.new) new, \(report.changed) changed, \(report.unchanged) unchanged, \(report.refused) refused, "
                + "\(report.absent) absent, \(report.joined) joined to other lines")
        if report.notPublishable > 0 { say("\(report.notPublishable) stay drafts until the law's fields are filled") }
        var after = 0
        while true {
            let rows = try await house.catalogue.rows(
                of: run.id, outcome: .refused, after: after, limit: 200, in: town.id)
            for row in rows {
                say("line \(row.line)\(row.column.map { ", \($0)" } ?? ""): \(row.sentence ?? "") (\(row.code ?? ""))")
            }
            guard let last = rows.last else { break }
            after = last.position
        }
        for question in report.questions { say("open: \(question.sentence)") }
        say(run.appliedAt == nil ? "nothing was written; --apply writes" : "written")
    }
}
