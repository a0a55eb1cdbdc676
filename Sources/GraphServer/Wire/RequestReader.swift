/// Finds the next request in the bytes of a connection and splits it into words.
///
/// The first byte decides: `*` begins a RESP array, anything else a line. Knows no socket and
/// keeps nothing between requests: what a connection has to remember is its ``Progress``, so one
/// reader and its memory serve all connections of a loop.
package struct RequestReader {
    /// What was found at the start of the input.
    package enum Step: Equatable {
        /// Not all of a request; come again with the same bytes and more behind them.
        case incomplete
        /// Nothing to answer: an empty line or array.
        case blank(bytes: Int)
        /// A request, now in ``RequestReader/request``.
        case request(bytes: Int)
        /// A request that is answered by an error; the next one begins behind it.
        case refused(bytes: Int, RequestError)
        /// Where the next request begins cannot be known: answer and close.
        case broken(RequestError)
        /// Another protocol; close without a word.
        case foreign
    }

    /// How far an incomplete request has been looked at, so that slow input costs linear time.
    package struct Progress: Equatable {
        /// Bytes that need no second look.
        var scanned = 0
        /// RESP: words of the array that come behind ``scanned``.
        var wordsLeft = 0
        /// RESP: bytes of the words before ``scanned``.
        var wordBytes = 0

        /// Nothing has been looked at.
        package init() {}
    }

    /// The request found last.
    package var request = Request()
    let limits: Limits
    let objects: JSONObjectReader

    /// A reader that holds requests to the limits.
    package init(limits: Limits) {
        self.limits = limits
        objects = JSONObjectReader(
            depthMax: limits.jsonDepthMax, itemsMax: limits.requestWordsMax)
    }

    /// Reads the request that begins with the first byte of `input`.
    ///
    /// - Parameters:
    ///   - input: All bytes received behind the request before.
    ///   - progress: What the last call for this connection left; reset when a request ends.
    /// - Returns: What was found and how many bytes of `input` it takes.
    package mutating func next(
        in input: Span<UInt8>, after progress: inout Progress
    ) -> Step {
        guard !input.isEmpty else { return .incomplete }
        return input[0] == UInt8(ascii: "*")
            ? nextArray(in: input, after: &progress) : nextLine(in: input, after: &progress)
    }
}
