/// Counts the credits that a question looks at, and stops it in time.
struct WorkMeter {
    /// Credits looked at, with one more for every list and every bitmap word.
    private(set) var explored = 0
    private var nextCheck = 0
    private let deadline: ContinuousClock.Instant?
    private let workMax: Int
    private let cancelFlag: CancelFlag?

    /// Credits between two looks at the clock and at the flag.
    static let checkInterval = 4_096

    init(deadline: ContinuousClock.Instant?, workMax: Int?, cancelFlag: CancelFlag?) {
        self.deadline = deadline
        self.workMax = workMax ?? .max
        self.cancelFlag = cancelFlag
    }

    /// Says that a list of `credits` is about to be looked at.
    @inline(__always)
    mutating func add(_ credits: Int) throws(QueryError) {
        explored &+= credits &+ 1
        if explored >= nextCheck { try check() }
    }

    @inline(never)
    private mutating func check() throws(QueryError) {
        nextCheck = explored &+ WorkMeter.checkInterval
        if explored > workMax { throw .workExceeded(explored: explored) }
        if let cancelFlag, cancelFlag.isRaised { throw .cancelled(explored: explored) }
        if let deadline, ContinuousClock.now >= deadline { throw .timeout(explored: explored) }
    }
}
