/// Where the server is and how patient we are with it.
package struct DatabaseSettings: Sendable {
    /// A libpq connection string or URI; several hosts and `target_session_attrs` as libpq reads them.
    package var connectionString: String
    /// Sessions, each on a thread of its own.
    package var connections: Int
    /// How long a caller waits for a free session before it is told `busy`.
    package var waitSeconds = 1.0
    package var statementTimeoutSeconds = 10.0
    package var lockTimeoutSeconds = 5.0
    package var applicationName = "liefert"
    /// A role that the session takes on after it has logged in as another.
    package var takenRole: String?
    /// Whether a session of its own feels if the server still answers, so that silence is known within a second.
    package var hasPulse = false
    /// How old rows may be that `recent` answers; zero asks the server each time.
    package var recentSeconds = 0.0
    /// What is made to go wrong, in builds with tests.
    package var faults: FaultPlan?

    package init(_ connectionString: String, connections: Int = 4) {
        self.connectionString = connectionString
        self.connections = connections
    }

    /// libpq's keywords; the connection string comes first, so that ours win.
    var keywords: [(String, String)] {
        let options = [
            "-c statement_timeout=\(Int(statementTimeoutSeconds * 1000))",
            "-c lock_timeout=\(Int(lockTimeoutSeconds * 1000))",
            "-c idle_in_transaction_session_timeout=30000",
            // Statements are planned once a session and by index, also while tables are still empty (DECISIONS.md).
            "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c jit=off",
            "-c timezone=UTC -c datestyle=ISO -c intervalstyle=iso_8601 -c client_min_messages=warning",
            takenRole.map { "-c role=\($0)" } ?? "",
        ].joined(separator: " ")
        return [
            ("dbname", connectionString), ("application_name", applicationName), ("client_encoding", "UTF8"),
            ("connect_timeout", "2"), ("keepalives_idle", "10"), ("options", options),
        ]
    }
}
