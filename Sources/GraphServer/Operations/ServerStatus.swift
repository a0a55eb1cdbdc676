internal import Glibc
internal import GraphModel

/// What all loops of a server share: limits, counters, who is connected, the commands.
package final class ServerStatus: Sendable {
    /// The version of costar that HELLO, INFO and COMMAND DOCS tell.
    static let version = ProgramVersion.current
    /// The version of Redis whose words these are, for tools that look at it.
    static let redisVersion = "7.2.0"

    /// The bounds of the server.
    package let limits: Limits
    /// Answers the questions about the graph.
    package let questions: any GraphQuestions
    /// Who is connected.
    package let clients = ClientRegistry()
    /// What has been done.
    package let statistics = ServerStatistics()
    /// `127.0.0.1:7400`.
    let address: ListenAddress
    private let started = ContinuousClock.now

    /// The state of a server that starts now.
    package init(limits: Limits, questions: any GraphQuestions, address: ListenAddress) {
        self.limits = limits
        self.questions = questions
        self.address = address
    }
}

extension ServerStatus {
    /// The text of INFO in the form of Redis: sections of `name:value`, ended by CR LF.
    ///
    /// Names count in any case; none, `all`, `default` or `everything` is every section, unknown
    /// ones are passed over, as in Redis.
    func information(sections: [String]) -> String {
        let asked = Set(sections.map { $0.lowercased() })
        let wantsAll = !asked.isDisjoint(with: ["all", "default", "everything"])
        return allSections.filter { section in
            asked.isEmpty || wantsAll || asked.contains(section.name.lowercased())
        }.map { section in
            let lines = section.fields().map { "\($0.0):\($0.1)\r\n" }.joined()
            return "# \(section.name)\r\n\(lines)"
        }.joined(separator: "\r\n")
    }

    private typealias Fields = [(String, String)]

    private var allSections: [(name: String, fields: () -> Fields)] {
        [
            ("Server", serverFields), ("Clients", clientFields), ("Memory", memoryFields),
            ("Stats", statisticsFields), ("Graph", questions.graphFields),
        ]
    }

    private func serverFields() -> Fields {
        let seconds = started.duration(to: .now).components.seconds
        return [
            ("redis_version", ServerStatus.redisVersion),
            ("server_name", "costar"),
            ("costar_version", ProgramVersion.current),
            ("redis_mode", "standalone"),
            ("os", "Linux"),
            ("arch_bits", "\(Int.bitWidth)"),
            ("process_id", "\(getpid())"),
            ("tcp_port", "\(address.port)"),
            ("uptime_in_seconds", "\(seconds)"),
            ("uptime_in_days", "\(seconds / 86_400)"),
        ]
    }

    private func clientFields() -> Fields {
        [
            ("connected_clients", "\(clients.count)"),
            ("maxclients", "\(limits.connectionsMax)"),
        ]
    }

    private func memoryFields() -> Fields {
        let bytes = residentBytes()
        return [
            ("used_memory", "\(bytes)"),
            ("used_memory_rss", "\(bytes)"),
            ("used_memory_human", "\(bytes >> 20)M"),
            ("maxmemory", "0"),
        ]
    }

    private func statisticsFields() -> Fields {
        [
            ("total_connections_received", "\(statistics.connections.value)"),
            ("total_commands_processed", "\(statistics.requests.value)"),
            ("total_net_input_bytes", "\(statistics.bytesIn.value)"),
            ("total_net_output_bytes", "\(statistics.bytesOut.value)"),
            ("total_error_replies", "\(statistics.errors.value)"),
            ("rejected_connections", "\(statistics.connectionsRefused.value)"),
            ("descriptors_missing", "\(statistics.descriptorsMissing.value)"),
            ("searches", "\(statistics.searches.value)"),
            ("searches_refused", "\(statistics.searchesRefused.value)"),
            ("searches_cancelled", "\(statistics.searchesCancelled.value)"),
            ("requests_timed_out", "\(statistics.requestsTimedOut.value)"),
            ("clients_stalled", "\(statistics.clientsStalled.value)"),
            ("clients_idle", "\(statistics.clientsIdle.value)"),
        ]
    }

    /// Memory of the process that is in RAM, mapped data files included; 0 when it cannot be told.
    ///
    /// - Source: `proc(5)`, second field of `/proc/self/statm`.
    private func residentBytes() -> Int {
        let file = unsafe open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return 0 }
        defer { close(file) }
        var text = [UInt8](repeating: 0, count: 128)
        let count = unsafe text.withUnsafeMutableBytes {
            unsafe read(file, $0.baseAddress, $0.count)
        }
        let fields = text.prefix(max(count, 0)).split(separator: UInt8(ascii: " "))
        guard fields.count > 1, let pages = Int(String(decoding: fields[1], as: UTF8.self)) else {
            return 0
        }
        return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    }
}

/// What the C library says about an error number.
func errorText(_ code: Int32) -> String {
    unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
}
