import GraphLoader
import GraphServer
import GraphStore
import Glibc
import Synchronization

/// Shows how far a load is, from a thread of its own, until the load is over.
final class ProgressDisplay: Sendable {
    /// How it is shown.
    enum Form: String, CaseIterable {
        /// One line on the terminal, drawn anew ten times a second.
        case line
        /// A line now and then, for a log.
        case plain
        /// An object a line on standard output, for a program.
        case json
        /// Not at all.
        case none

        /// Milliseconds between two looks.
        var intervalMs: Int {
            switch self {
            case .line: 100
            case .plain: 5_000
            case .json: 1_000
            case .none: 0
            }
        }
    }

    let form: Form
    private let progress: LoadProgress
    private let wakeUp = Semaphore()
    private let isOver = Atomic<Bool>(false)

    private init(_ form: Form, _ progress: LoadProgress) {
        self.form = form
        self.progress = progress
    }

    /// Shows the progress of some work while it is done.
    static func during<Value>(
        _ options: LoadOptions, as form: Form, _ work: () throws(LoadError) -> Value
    ) throws(LoadError) -> Value {
        let display = ProgressDisplay(form, options.progress)
        // Without a thread there is no display, and the load is none the worse.
        let thread = form == .none ? nil : try? Thread { display.watch() }
        defer {
            display.isOver.store(true, ordering: .relaxed)
            display.wakeUp.post()
            thread?.join()
        }
        return try work()
    }

    private func watch() {
        var isDrawn = false
        while true {
            wakeUp.wait(atMostMs: form.intervalMs)
            if isOver.load(ordering: .relaxed) { break }
            let snapshot = progress.snapshot()
            switch form {
            case .line:
                Streams.draw(snapshot.text(width: Streams.terminalWidth))
                isDrawn = true
            case .plain: Streams.note(snapshot.text(width: nil))
            case .json: Streams.tell("\(snapshot.json)\n")
            case .none: break
            }
        }
        if isDrawn { Streams.draw("") }
    }
}

extension LoadProgress.Snapshot {
    /// One line: what is done, what is left, how fast, at what.
    ///
    /// - Parameter width: Columns it has to fit into, nil for any.
    /// - Returns: The line, without its end.
    package func text(width: Int?) -> String {
        let mebibytes = "\(bytes >> 20) of \(bytesTotal >> 20) MiB"
        let rate = grouped(Int(Double(rows) / max(seconds, 0.001)))
        let percent = String(Int(fraction * 100))
        let blanks = String(repeating: " ", count: max(0, 3 - percent.count))
        let text =
            "\(blanks)\(percent) %  \(timeLeft)  \(grouped(rows)) rows, \(rate)/s  \(mebibytes)"
            + "  \(stages.joined(separator: ", "))"
        return width.map { String(text.prefix(max(0, $0 - 1))) } ?? text
    }

    /// Minutes and seconds that are left if it goes on so; unknown at first.
    private var timeLeft: String {
        guard let left = secondsLeft else { return "-:-- left" }
        let seconds = String(left % 60)
        return "\(left / 60):\(seconds.count == 1 ? "0" : "")\(seconds) left"
    }

    private var secondsLeft: Int? {
        guard fraction > 0.02, seconds > 0.5 else { return nil }
        return Int((seconds / fraction * (1 - fraction)).rounded(.up))
    }

    /// One object.
    package var json: String {
        let names = stages.map { "\"\($0)\"" }.joined(separator: ",")
        let thousandths = Int((fraction * 1_000).rounded())
        return """
            {"event":"progress","stages":[\(names)],"rows":\(rows),"bytes":\(bytes),\
            "bytes_total":\(bytesTotal),"percent":\(Double(thousandths) / 10),\
            "seconds":\(Double(Int(seconds * 1_000)) / 1_000),\
            "seconds_left":\(secondsLeft.map(String.init) ?? "null")}
            """
    }
}
