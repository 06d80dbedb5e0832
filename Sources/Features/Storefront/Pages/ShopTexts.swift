import Cities
import Retailers
import Vocabulary

/// Whether a shop is open, in words and as a style.
struct OpenState: Sendable {
    let words: String
    let style: String
    let isOpen: Bool

    init(_ branches: [Branch], _ visit: Visit) {
        let states = branches.compactMap { $0.calendar(in: visit.city)?.status(at: visit.now, in: visit.city.zone) }
        if let open = states.filter(\.isOpen).max(by: { $0.changes ?? .distant < $1.changes ?? .distant }) {
            isOpen = true
            style = "is-open"
            words =
                open.changes.map { visit.wording.text(.openUntil, ["time": Self.clock($0, visit)]) }
                ?? visit.wording[.open]
        } else if states.isEmpty {
            (isOpen, style, words) = (false, "is-unknown", visit.wording[.unknownHours])
        } else {
            isOpen = false
            style = "is-closed"
            words = states.compactMap(\.changes).min().map { visit.opens($0) } ?? visit.wording[.closed]
        }
    }

    private static func clock(_ instant: Instant, _ visit: Visit) -> String {
        visit.wording.clock(instant, in: visit.city.zone)
    }
}

extension Instant {
    fileprivate static let distant = Instant(microseconds: .max)
}

extension Visit {
    fileprivate func opens(_ instant: Instant) -> String {
        wording.text(
            .opens,
            ["day": wording.day(instant, in: city.zone, now: now), "time": wording.clock(instant, in: city.zone)])
    }

    func takesOrders(_ retailer: Retailer) -> Bool { retailer.takesOrders(at: now) && city.takesOrders(at: now) }
}

extension ShopCard {
    init(_ entry: DirectoryEntry, _ visit: Visit) {
        let state = OpenState(entry.branches, visit)
        self.init(
            name: entry.retailer.profile.name, href: visit.links.shop(entry.retailer.id.description),
            state: state.words, stateClass: state.style, trade: visit.trade(entry.retailer.profile.trade),
            address: entry.branches.first?.address.streetLine, takesOrders: visit.takesOrders(entry.retailer))
    }
}

extension ShopSheet {
    init(_ entry: DirectoryEntry, products: [ProductCard], _ visit: Visit) {
        let state = OpenState(entry.branches, visit)
        let branch = entry.branches.first
        let phone = entry.retailer.profile.phone ?? branch?.address.phone
        let hours = branch.map { Day.week(of: $0, visit) } ?? []
        self.init(
            name: entry.retailer.profile.name, state: state.words, stateClass: state.style,
            notice: entry.retailer.pause.flatMap { $0.isOn(at: visit.now) ? $0.notice ?? visit.wording[.paused] : nil },
            trade: visit.trade(entry.retailer.profile.trade), address: branch?.address.inOneLine, phone: phone,
            phoneDigits: phone.map { $0.filter { $0.isNumber || $0 == "+" } }, hours: hours, hasHours: !hours.isEmpty,
            ordering: visit.wording[visit.takesOrders(entry.retailer) ? .orders : .directoryOnly], products: products,
            hasProducts: !products.isEmpty)
    }
}

extension BranchAddress {
    var inOneLine: String? {
        let place = [postcode, town].compactMap(\.self).joined(separator: " ")
        let parts = [streetLine, place.isEmpty ? nil : place].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
}

extension ShopSheet.Day {
    /// The seven days from today on, as they will really be: holidays and exceptions included.
    static func week(of branch: Branch, _ visit: Visit) -> [Self] {
        guard let calendar = branch.calendar(in: visit.city) else { return [] }
        let zone = visit.city.zone
        let today = zone.clock(at: visit.now).day
        let week = TimeWindow(start: zone.instant(on: today, second: 0), end: zone.instant(on: today + 7, second: 0))
        let open = calendar.intervals(in: week, zone: zone).filter { $0.effect == .open }
        return (0..<7).map { offset in
            let day = today + offset
            let times = open.filter { zone.clock(at: $0.window.start).day == day }
                .map { visit.wording.hours($0.window, in: zone) }
            return Self(
                day: visit.wording.day(zone.instant(on: day, second: 43_200), in: zone, now: visit.now),
                time: times.isEmpty ? visit.wording[.closed] : times.joined(separator: ", "))
        }
    }
}
