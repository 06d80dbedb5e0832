import OrderRouting
import PlanFormats
import Vocabulary
import Web

/// A question in VROOM's input JSON, on its way into the routing core.
enum PlanQuestion {
    /// Reads and bounds it; what is wrong is told by JSON pointer and rule. Places that no matrix knows are put to
    /// `travelTimes`.
    static func read(_ bytes: [UInt8], _ wish: PlanWish, _ travelTimes: some TravelTimes) throws -> PlanFile {
        let file: PlanFile
        do {
            file = try PlanFile(vroom: bytes, objective: Objective(fewestVehicles: wish.fewestVehicles)) { ways in
                try travel(ways, travelTimes)
            }
        } catch let fault as FormatFault {
            throw refusal(fault)
        }
        if file.problem.errands.count > PlanDesk.mostTasks {
            throw refusal(FormatFault("jobs", "more than \(PlanDesk.mostTasks) jobs and shipments"))
        }
        if file.problem.travel[0].places > PlanDesk.mostPlaces {
            throw refusal(FormatFault("matrices", "more than \(PlanDesk.mostPlaces) places"))
        }
        return file
    }

    /// `shipments[3].pickup` → `/shipments/3/pickup`.
    static func refusal(_ fault: FormatFault) -> RequestProblem {
        let steps = fault.element.split { $0 == "." || $0 == "[" || $0 == "]" }
        return .fields([FieldProblem("/" + steps.joined(separator: "/"), "plan", fault.rule)])
    }

    private static func travel(_ ways: PlanFile.Unmeasured, _ travelTimes: some TravelTimes) throws -> Travel {
        if ways.places.count > PlanDesk.mostPlaces {
            throw FormatFault("jobs", "more than \(PlanDesk.mostPlaces) places")
        }
        let places = try ways.places.map { location in
            guard let place = Place(latitude: location[1], longitude: location[0]) else {
                throw FormatFault("jobs", "\(location) is no [longitude, latitude]")
            }
            return place
        }
        return travelTimes.travel(between: places, metresPerHour: metresPerHour(ways.profile))
    }

    private static func metresPerHour(_ profile: String) -> Int64 {
        switch profile {
        case "foot", "walking": 4_800
        case "bicycle", "bike", "cycling": 15_000
        default: 28_000
        }
    }
}
