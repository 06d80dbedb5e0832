import Jobs
import Places
import Postgres
import Vocabulary

/// Couriers, shifts and tours: the last leg, and the only caller of the routing core.
package struct Tours: Sendable {
    let database: Database
    let clock: Clock
    /// Where ways come from; `nil` for straight lines alone.
    let places: Places?

    package init(database: Database, clock: Clock, places: Places? = nil) {
        self.database = database
        self.clock = clock
        self.places = places
    }

    package static let statements: [any Statement.Type] = [
        ListVehicles.self, InsertVehicle.self, ListShifts.self, ListFreeShifts.self, InsertShift.self, InsertTour.self,
        ListTours.self, ListCourierTours.self, LockTour.self, FindTour.self, SetTourState.self, InsertConsignments.self,
        CloseConsignments.self, ListRidingPurchases.self, InsertStop.self, ListStops.self, FindConsignment.self,
        SettleStop.self, FindCommand.self, InsertCommand.self, FindTourOfStop.self, ListConsignments.self,
        ListActiveTours.self, LockActiveTours.self, ListOpenConsignments.self, ListReadyTimes.self, PutReadyTime.self,
        LoseShift.self, MoveConsignment.self, CloseConsignment.self, PlaceStop.self, DeleteStop.self, SetTourWay.self,
        InsertTourChange.self, ListTourChanges.self, LockStops.self, CopyStop.self, ShiftStop.self, SetNextStep.self,
        SetTimes.self, FindShift.self, ListShiftsOfTours.self, EraseDoors.self,
    ]

    /// Old doors are forgotten.
    package var jobs: [JobHandler] {
        [
            JobHandler(everySeconds: 86_400, kind: "tours.erase-doors") { city in
                while try await eraseDoors(in: city) == Self.doorsAtOnce {}
            }
        ]
    }
}
