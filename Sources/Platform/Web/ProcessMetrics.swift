#if canImport(Glibc)
    import Glibc
#endif

/// What the operating system says about this process.
enum ProcessMetrics {
    static func add(to metrics: Metrics) {
        let start = Double(time(nil))
        metrics.sample("process_start_time_seconds", "When the process started, in Unix time.") { start }
        metrics.sample("process_cpu_seconds_total", "Processor time spent, user and system.") { cpuSeconds }
        metrics.sample("process_resident_memory_bytes", "Memory that is resident.") { residentBytes }
        metrics.sample("process_open_fds", "Open file descriptors.") { openFiles }
        metrics.sample("process_max_fds", "Most file descriptors allowed.") { maxFiles }
    }

    private static var cpuSeconds: Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        let seconds: (timeval) -> Double = { Double($0.tv_sec) + Double($0.tv_usec) / 1_000_000 }
        return seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }

    /// The second figure of /proc/self/statm, in pages.
    private static var residentBytes: Double {
        guard let file = fopen("/proc/self/statm", "r") else { return 0 }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        guard fgets(&line, 256, file) != nil else { return 0 }
        let words = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            .split(separator: " ")
        return words.count > 1 ? (Double(words[1]) ?? 0) * Double(sysconf(Int32(_SC_PAGESIZE))) : 0
    }

    private static var openFiles: Double {
        guard let directory = opendir("/proc/self/fd") else { return 0 }
        defer { closedir(directory) }
        var count = -3.0  // ".", ".." and the descriptor that reads the directory
        while readdir(directory) != nil { count += 1 }
        return count
    }

    private static var maxFiles: Double {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        return Double(limit.rlim_cur)
    }
}
