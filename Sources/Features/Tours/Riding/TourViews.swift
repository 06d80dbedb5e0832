import Accounts
import Orders
import Postgres
import Vocabulary
import Web

/// A tour with its stops; a courier's own also says who opens the door.
struct TourView: View {
    let tour: Tour
    var doors: [ID<Consignment>: Door] = [:]
    var way: TourWay?

    func write(to json: inout JSONWriter) {
        json.object {
            $0.field("id", tour.id)
            $0.field("courier", tour.courier)
            $0.field("state", tour.state)
            $0.field("departsAt", tour.departs)
            $0.field("endsAt", tour.ends)
            $0.field("travelSeconds", tour.travelSeconds)
            $0.field("metres", tour.metres)
            $0.field("version", tour.version)
            $0.field("line", way?.text)
            $0.array("stops", tour.stops.map { StopView(stop: $0, door: doors[$0.consignment]) })
        }
    }
}

struct StopView: JSONWritable {
    let stop: Stop
    let door: Door?

    func write(to json: inout JSONWriter) {
        json.object {
            $0.field("id", stop.id)
            $0.field("kind", stop.kind)
            $0.field("consignment", stop.consignment)
            $0.field("order", stop.order)
            $0.field("place", stop.place)
            $0.field("label", stop.label)
            $0.field("window", stop.window)
            $0.field("arrivalAt", stop.arrival)
            $0.field("serviceSeconds", stop.serviceSeconds)
            $0.field("lateSeconds", stop.lateSeconds)
            $0.field("state", stop.state)
            $0.field("isLocked", stop.isLocked)
            $0.field("failure", stop.failure)
            $0.field("nextStep", stop.nextStep)
            if !stop.nextSteps.isEmpty { $0.array("nextSteps", stop.nextSteps) }
            if stop.kind == .drop, let door {
                $0.object("door") {
                    $0.field("name", door.name)
                    $0.field("phone", door.phone)
                    $0.field("note", door.note)
                }
            }
        }
    }
}

struct PlannedDayView: View {
    let day: PlannedDay
    let tours: [TourView]

    func write(to json: inout JSONWriter) {
        json.object {
            $0.array("tours", tours)
            $0.array("unassigned") { json in
                for left in day.left {
                    json.object {
                        $0.field("purchase", left.purchase)
                        $0.field("reason", left.reason)
                    }
                }
            }
            $0.array("changes", day.changes.map(TourChangeView.init))
        }
    }
}

struct OutcomesView: View {
    let outcomes: [CommandOutcome]

    func write(to json: inout JSONWriter) {
        json.object {
            $0.array("outcomes") { json in
                for outcome in outcomes {
                    json.object {
                        $0.field("command", outcome.command)
                        $0.field("outcome", outcome.outcome)
                        $0.field("isReplay", outcome.isReplay)
                    }
                }
            }
        }
    }
}

struct CreatedView<Thing>: View {
    let id: ID<Thing>
    func write(to json: inout JSONWriter) { json.object { $0.field("id", id) } }
}

struct VehicleView: View {
    let vehicle: CourierVehicle

    func write(to json: inout JSONWriter) {
        json.object {
            $0.field("id", vehicle.id)
            $0.field("name", vehicle.name)
            $0.field("grams", vehicle.capacity.grams)
            $0.field("litres", vehicle.capacity.litres)
            $0.field("crates", vehicle.capacity.crates)
            $0.field("metresPerHour", vehicle.metresPerHour)
            $0.field("isCooled", vehicle.isCooled)
        }
    }
}

struct ShiftView: View {
    let shift: Shift

    func write(to json: inout JSONWriter) {
        json.object {
            $0.field("id", shift.id)
            $0.field("courier", shift.courier)
            $0.field("vehicle", shift.vehicle.id)
            $0.field("time", shift.time)
            $0.field("hub", shift.hub)
        }
    }
}

/// `{"name", "grams", "litres", "crates", "metresPerHour"?, "isCooled"?}`
struct VehicleWish {
    let name: String
    let capacity: Cargo
    let metresPerHour: Int64
    let isCooled: Bool

    init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        name = try fields.required("name", characters: 1...80)
        capacity = Cargo(
            grams: try fields.required("grams", in: 1...10_000_000 as ClosedRange<Int64>),
            litres: try fields.required("litres", in: 1...100_000 as ClosedRange<Int64>),
            crates: try fields.required("crates", in: 0...10_000 as ClosedRange<Int64>))
        metresPerHour = try fields.optional("metresPerHour", in: 1000...100_000 as ClosedRange<Int64>) ?? 15_000
        isCooled = try fields.optional("isCooled") ?? false
        try fields.end()
    }
}

/// `{"courier", "vehicle", "time", "hub"?}`
struct ShiftWish {
    let courier: ID<Account>
    let vehicle: ID<CourierVehicle>
    let time: TimeWindow
    let hub: Place?

    init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        courier = try fields.required("courier")
        vehicle = try fields.required("vehicle")
        time = try fields.required("time")
        hub = try fields.optional("hub")
        try fields.end()
    }
}

/// `{"commands": […]}`
struct CommandBatch {
    let commands: [CourierCommand]

    init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        commands = try fields.array("commands", 1...200)
        try fields.end()
    }
}

extension Tours {
    /// Who opens at the doors of these tours.
    func doors(of tours: [Tour], in city: CityID) async throws -> [ID<Consignment>: Door] {
        let riding = try await database.read(ListConsignments(city: city, tours: tours.map(\.id)), in: city)
        let doors = try await database.read(FindDoor(city: city, purchases: riding.map(\.purchase)), in: city)
        let byPurchase = Dictionary(uniqueKeysWithValues: doors.map { ($0.purchase, $0) })
        return Dictionary(
            uniqueKeysWithValues: riding.compactMap { pair in byPurchase[pair.purchase].map { (pair.id, $0) } })
    }
}
