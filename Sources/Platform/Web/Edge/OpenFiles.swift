#if canImport(Glibc)
    import Glibc
#endif

/// How many files this process may hold open; each connection is one.
enum OpenFiles {
    /// For the database, logs and whatever else is open beside connections, and for those that are turned away.
    private static let others = 128

    /// Raises the soft limit as far as it goes; how many connections that leaves room for.
    static func connections() -> Int {
        var limit = rlimit()
        let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        guard getrlimit(files, &limit) == 0 else { return .max }
        if limit.rlim_cur < limit.rlim_max {
            limit.rlim_cur = limit.rlim_max
            setrlimit(files, &limit)
            getrlimit(files, &limit)
        }
        return max(16, Int(clamping: limit.rlim_cur) - others)
    }
}
