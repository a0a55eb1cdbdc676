/// Why a row was kept aside.
public enum RejectReason: String, CaseIterable, Error, Sendable {
    case tooFewFields = "too few fields"
    case tooManyFields = "too many fields"
    case lineTooLong = "line longer than 1048576 bytes"
    case notUTF8 = "not UTF-8"
    case holdsNUL = "holds a NUL byte"
    case notATitleID = "not a title id (tt and 7 digits, or more without a 0 in front)"
    case notAPersonID = "not a person id (nm and 7 digits, or more without a 0 in front)"
    case idTooLarge = "id above 268435455"
    case duplicateID = "id seen before in this file"
    case notANumber = "not a number"
    case numberTooLarge = "number too large for the column"
    case notAFlag = "not 0 or 1"
    case notARating = "not a rating (0 to 10, at most two decimals)"
    case valueMissing = "value missing"
    case notAListOfNames = "not a JSON list of strings"
    case textTooLong = "text longer than 65535 bytes"
    case tooManyWords = "more different words than the column can hold"
}

/// A row that cannot be kept: which column, and why.
struct RowProblem: Error {
    /// The place in ``DumpFile/columns``; nil when the whole row is wrong.
    let column: Int?
    let reason: RejectReason

    init(_ column: Int?, _ reason: RejectReason) {
        self.column = column
        self.reason = reason
    }
}
