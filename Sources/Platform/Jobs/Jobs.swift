import Postgres
import Vocabulary

/// Work that outlives its transaction, and the platform's own housekeeping.
package enum Jobs {
    package static let statements: [any Statement.Type] = [
        EnqueueJob.self, CitiesWithWork.self, ClaimJobs.self, ExtendLease.self, FinishJob.self, ReturnJob.self,
        Announcement.self, ReadOutbox.self, ForgetAnnouncements.self,
    ]

    /// Forgets idempotency keys after 72 hours and announcements after seven days, hourly.
    package static func housekeeping(_ database: Database, _ clock: Clock) -> JobHandler {
        JobHandler(everySeconds: 3600, kind: "platform.forget") { city in
            let now = clock.now()
            try await database.transaction(in: city) { tx in
                try tx.run(ForgetAnswers(city: city, before: now - 72 * 3600))
                try tx.run(ForgetAnnouncements(city: city, before: now - 7 * 86_400))
            }
        }
    }
}
