/// Collects what differs between what was expected and what is there.
package final class DifferenceLog {
    /// A line each, at most ``linesMax``.
    package private(set) var lines: [String] = []

    /// Lines kept; the rest would say nothing new.
    package static let linesMax = 50

    /// Nothing differs yet.
    package init() {}

    /// Whether nothing differed so far.
    package var isEmpty: Bool { lines.isEmpty }

    /// Notes a difference between two values.
    package func expect<Value: Equatable>(
        _ found: Value, _ expected: Value, _ place: @autoclosure () -> String
    ) {
        if found != expected { add("\(place()): \(found), expected \(expected)") }
    }

    /// Notes what differs in words of one's own.
    package func add(_ line: @autoclosure () -> String) {
        if lines.count < DifferenceLog.linesMax { lines.append(line()) }
    }
}
