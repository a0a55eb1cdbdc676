/// How the program ends.
package enum ExitStatus: Int32, CaseIterable {
    case success = 0
    case failed = 1
    case usage = 2
    case missing = 3

    /// The line of `--help` and of `docs/cli.md`.
    package var meaning: String {
        switch self {
        case .success: "it worked"
        case .failed: "it failed: an answer is an error, a load was refused, a check found damage"
        case .usage: "the command line is wrong"
        case .missing: "what it names is not there: no dumps, no database, no server"
        }
    }
}

/// Why a command could not do its work: one line for people, one status for scripts.
package struct Failure: Error, Equatable {
    /// How the program is to end.
    package let status: ExitStatus
    /// What was expected, what came, what to do.
    package let message: String

    package init(_ status: ExitStatus, _ message: String) {
        self.status = status
        self.message = message
    }
}
