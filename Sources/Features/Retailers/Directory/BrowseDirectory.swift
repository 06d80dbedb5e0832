import Accounts
import Cities
import Postgres
import Vocabulary

/// What a reader of the directory asks for.
package struct DirectoryFilter: Sendable, Equatable {
    package var district: ID<District>?
    package var trade: String?
    package var openNow = false

    package init() {}
}

/// Where a page ended: the name of its last entry and, among equal names, its id.
package struct DirectoryPosition: Sendable, Equatable {
    package var name: String
    package var id: RetailerID

    package init(name: String, id: RetailerID) {
        self.name = name
        self.id = id
    }

    package static let start = DirectoryPosition(name: "", id: RetailerID(high: 0, low: 0))
}

extension Retailers {
    /// Published entries by name. "Open now" cannot be asked of the database, so rows are read on until the page is
    /// full; in a town with a thousand shops that is a handful of reads at most.
    package func browse(
        _ filter: DirectoryFilter, in city: City, after position: DirectoryPosition = .start, limit: Int
    ) async throws -> (entries: [DirectoryEntry], next: DirectoryPosition?) {
        var entries: [DirectoryEntry] = []
        var position = position
        let moment = city.zone.clock(at: clock.now())
        while true {
            let step = max(limit + 1, filter.openNow ? 200 : 0)
            let statement = ListRetailers(city: city.id, after: position, filter: filter, limit: step)
            let retailers = try await database.read(statement)
            for entry in try await withBranches(retailers, in: city.id) {
                let isShown =
                    !filter.openNow || entry.isOpen(on: moment.day, minute: moment.second / 60, in: city, filter)
                if isShown {
                    guard entries.count < limit else { return (entries, entries.last?.position) }
                    entries.append(entry)
                }
                position = entry.position
            }
            if retailers.count < step { return (entries, nil) }
        }
    }

    /// One published entry with its imprint. Throws `RetailerProblem.unknown`, also for one that is not published.
    package func entry(
        _ retailer: RetailerID, in city: City
    ) async throws -> (entry: DirectoryEntry, imprint: Imprint?) {
        guard let found = try await database.first(FindRetailer(city: city.id, retailer: retailer)),
            found.state == .approved
        else { throw RetailerProblem.unknown }
        return (try await withBranches([found], in: city.id)[0], try await imprint(of: found, in: city.id))
    }

    /// Every published retailer with its branches, for feeds and for the search.
    package func everything(
        _ filter: DirectoryFilter = DirectoryFilter(), in city: City
    ) async throws -> [DirectoryEntry] {
        var all: [DirectoryEntry] = []
        var position: DirectoryPosition? = .start
        while let after = position {
            let page = try await browse(filter, in: city, after: after, limit: 1000)
            all += page.entries
            position = page.next
        }
        return all
    }

    package func trades(of city: CityID) async throws -> [Trade] {
        let found = try await database.read(ListTrades(city: city))
        return found.isEmpty ? Trade.common : found
    }

    func imprint(of retailer: Retailer, in city: CityID) async throws -> Imprint? {
        guard let number = retailer.imprint else { return nil }
        return try await database.first(FindImprint(city: city, retailer: retailer.id, number: number))
    }

    func withBranches(_ retailers: [Retailer], in city: CityID) async throws -> [DirectoryEntry] {
        guard !retailers.isEmpty else { return [] }
        let branches = try await database.read(ListBranches(city: city, retailers: retailers.map(\.id)))
        let byRetailer = Dictionary(grouping: branches, by: \.retailer)
        return retailers.map { DirectoryEntry(retailer: $0, branches: byRetailer[$0.id] ?? []) }
    }
}

extension DirectoryEntry {
    var position: DirectoryPosition { DirectoryPosition(name: retailer.profile.name, id: retailer.id) }

    /// Open there: in the district that was asked for, where one was.
    fileprivate func isOpen(on day: CalendarDay, minute: Int, in city: City, _ filter: DirectoryFilter) -> Bool {
        branches.contains { branch in
            (filter.district == nil || branch.address.district == filter.district)
                && branch.calendar(in: city)?.isOpen(on: day, minute: minute) == true
        }
    }
}
