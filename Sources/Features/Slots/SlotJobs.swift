import Cities
import Jobs
import Postgres
import Vocabulary

extension Slots {
    /// Frees what expired every ten seconds, and makes the slots of the days to come every hour.
    package var jobs: [JobHandler] {
        [
            JobHandler(everySeconds: 10, kind: "slots.expire-holds") { city in _ = try await expire(in: city) },
            JobHandler(everySeconds: 3600, kind: "slots.generate") { id in
                guard let city = try await cities.all().first(where: { $0.id == id }) else { return }
                try await generate(in: city)
            },
        ]
    }
}
