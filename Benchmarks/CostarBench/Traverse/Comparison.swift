internal import Glibc

/// Times of the same questions, answered twice, in nanoseconds of the thread.
struct Comparison {
    /// By question, the best of the rounds.
    private(set) var ours: [Int]
    /// By question, the best of the rounds.
    private(set) var theirs: [Int]
    /// Questions whose two answers were equal in every round.
    private(set) var equal: Int

    /// Asks every question both ways, one after the other, round after round.
    ///
    /// The machine is never alone: of several rounds the fastest counts, for both.
    init<Answer: Equatable>(
        _ questions: Int, rounds: Int = 5, ours: (Int) throws -> Answer,
        theirs: (Int) throws -> Answer
    ) rethrows {
        self.ours = Array(repeating: .max, count: questions)
        self.theirs = Array(repeating: .max, count: questions)
        var isEqual = Array(repeating: true, count: questions)
        for _ in 0..<rounds {
            for question in 0..<questions {
                var start = threadNanoseconds()
                let mine = try ours(question)
                self.ours[question] = min(self.ours[question], threadNanoseconds() - start)
                start = threadNanoseconds()
                let other = try theirs(question)
                self.theirs[question] = min(self.theirs[question], threadNanoseconds() - start)
                if mine != other { isEqual[question] = false }
            }
        }
        equal = isEqual.count { $0 }
        self.ours.sort()
        self.theirs.sort()
    }
}

extension [Int] {
    /// The value that so many hundredths lie below; the values are in order.
    func percentile(_ hundredths: Int) -> Int {
        self[Swift.min(count * hundredths / 100, count - 1)]
    }

    var mean: Double { Double(reduce(0, +)) / Double(Swift.max(count, 1)) }
}

/// Time that this thread ran.
func threadNanoseconds() -> Int {
    var time = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
}

/// One row of the table: a figure, its bar, and what it was made of.
struct TraverseRow {
    let figure: String
    let value: Double?
    /// What the value must not exceed; nil where there is no bar.
    var most: Double?
    /// What the value must reach; nil where there is no bar.
    var least: Double?
    /// Further numbers, by name.
    var details: [(name: String, value: Double)] = []
    /// Questions answered alike, of how many.
    var equal: (Int, of: Int)?

    private var isMet: Bool? {
        guard let value else { return nil }
        if let most { return value <= most }
        return least.map { value >= $0 }
    }

    /// A line of JSON.
    var json: String {
        var members = ["\"figure\":\"\(figure)\"", "\"value\":\(TraverseRow.number(value))"]
        if let most { members.append("\"most\":\(TraverseRow.number(most))") }
        if let least { members.append("\"least\":\(TraverseRow.number(least))") }
        if let isMet { members.append("\"met\":\(isMet)") }
        if let equal { members.append("\"equal\":\(equal.0),\"of\":\(equal.of)") }
        members += details.map { "\"\($0.name)\":\(TraverseRow.number($0.value))" }
        return "{\(members.joined(separator: ","))}"
    }

    /// A row of a Markdown table.
    var text: String {
        let bar =
            most.map { "at most \(TraverseRow.number($0))" }
            ?? least.map { "at least \(TraverseRow.number($0))" } ?? ""
        let answers = equal.map { "\($0.0) of \($0.of)" } ?? ""
        let rest = details.map { "\($0.name) \(TraverseRow.number($0.value))" }
        return "| \(figure) | \(TraverseRow.number(value)) | \(bar) "
            + "| \(isMet.map { $0 ? "yes" : "NO" } ?? "") | \(answers) "
            + "| \(rest.joined(separator: ", ")) |"
    }

    private static func number(_ value: Double?) -> String {
        guard let value else { return "null" }
        if value == value.rounded() { return String(Int(value)) }
        return String((value * 1_000).rounded() / 1_000)
    }
}
