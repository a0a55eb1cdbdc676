/// One request as its reader left it: the words, and what the reply needs to know of its form.
package struct Request {
    /// How a request was written; its reply is written alike.
    package enum Dialect: Equatable, Sendable {
        /// A RESP array of bulk strings.
        case resp
        /// A line with a command.
        case line
        /// A line with a JSON object.
        case object
    }

    /// The command, its arguments, its options.
    package var words = RequestWords()
    /// How it was written.
    package var dialect = Dialect.resp
    /// The JSON text of the object's `id`; empty when it has none.
    package var id: [UInt8] = []
    /// Whether every word is UTF-8; a RESP bulk string can be anything, the other forms cannot.
    package var isUTF8 = true

    /// A request without words.
    package init() {}

    /// Forgets everything and keeps the memory.
    mutating func begin(_ dialect: Dialect) {
        words.removeAll()
        id.removeAll(keepingCapacity: true)
        self.dialect = dialect
        isUTF8 = true
    }
}
