internal import CBench
internal import Glibc

/// What one case cost: one line of JSON.
struct Measurement {
    let name: String
    let requests: Int
    let nanosecondsMedian: Int
    let nanosecondsP99: Int
    /// Per request, from all threads; nil when the work is done in another process.
    let allocations: Double?
    /// Per request; nil where the machine has no counter.
    let instructions: Double?

    /// The line.
    var json: String {
        """
        {"name":"\(name)","requests":\(requests),"ns_median":\(nanosecondsMedian),\
        "ns_p99":\(nanosecondsP99),"allocations":\(number(allocations)),\
        "instructions":\(number(instructions))}
        """
    }

    private func number(_ value: Double?) -> String {
        value.map { String(($0 * 100).rounded() / 100) } ?? "null"
    }

    /// Runs every request of a case once to warm up, then once for each figure.
    ///
    /// - Parameters:
    ///   - name: What the line is called.
    ///   - count: How many requests there are.
    ///   - isInProcess: Whether allocations and instructions of this process are those of the case.
    ///   - request: Does the request of a number.
    /// - Returns: What a request costs.
    static func take(
        _ name: String, requests count: Int, isInProcess: Bool, _ request: (Int) -> Void
    ) -> Measurement {
        for index in 0..<count { request(index) }

        var times: [Int] = []
        times.reserveCapacity(count)
        for index in 0..<count {
            let start = nanoseconds()
            request(index)
            times.append(nanoseconds() - start)
        }
        times.sort()

        costar_bench_instructions_start()
        for index in 0..<count { request(index) }
        let instructions = costar_bench_instructions()

        costar_bench_count_allocations(1)
        for index in 0..<count { request(index) }
        let allocations = costar_bench_allocations()
        costar_bench_count_allocations(0)

        let perRequest = { (total: Int64) in Double(total) / Double(count) }
        return Measurement(
            name: name, requests: count, nanosecondsMedian: times[count / 2],
            nanosecondsP99: times[count * 99 / 100],
            allocations: isInProcess ? perRequest(allocations) : nil,
            instructions: isInProcess && instructions >= 0 ? perRequest(instructions) : nil)
    }

    private static func nanoseconds() -> Int {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }
}
