/// What stands around the value of a reply: made when a request is read, used when it is answered.
package struct ReplyFrame: Sendable {
    /// The form of a reply.
    package enum Form: Equatable, Sendable {
        case resp2, resp3
        /// RESP whose values are bulk strings of JSON: `FORMAT json`.
        case respHoldingJSON
        /// A line of JSON: `{"id":7,"ok":VALUE}`.
        case line
    }

    let form: Form
    /// The JSON text of the request's id, empty when it had none.
    let id: [UInt8]

    /// Whether RESP values are written as such.
    var isRESP: Bool { form == .resp2 || form == .resp3 }

    private var encoding: ReplyWriter.Encoding {
        switch form {
        case .resp2: .resp2
        case .resp3: .resp3
        case .respHoldingJSON, .line: .json
        }
    }

    /// Appends the reply whose value `body` writes, or its error in place of a half-written value.
    ///
    /// - Returns: The error, for who counts them.
    @discardableResult
    package func reply(
        into writer: inout ReplyWriter,
        _ body: (inout ReplyWriter) throws(RequestError) -> Void
    ) -> RequestError? {
        let start = writer.bytes.count
        writer.encoding = encoding
        do throws(RequestError) {
            if form == .line {
                beginLine(&writer)
                writer.raw("\"ok\":")
            }
            try body(&writer)
            switch form {
            case .resp2, .resp3: break
            case .respHoldingJSON: writer.wrapAsBulk(from: start)
            case .line: writer.raw("}\n")
            }
            return nil
        } catch {
            writer.truncate(to: start)
            fail(error, into: &writer)
            return error
        }
    }

    /// Appends an error.
    package func fail(_ error: RequestError, into writer: inout ReplyWriter) {
        guard form == .line else {
            writer.raw("-")
            writer.raw(error.respWord.utf8)
            writer.raw(" ")
            // An error ends with its line.
            writer.raw(error.message.utf8.lazy.map { $0 < 0x20 ? UInt8(ascii: " ") : $0 })
            return writer.raw("\r\n")
        }
        writer.encoding = .json
        beginLine(&writer)
        writer.raw("\"error\":")
        writer.beginMap()
        writer.key("kind")
        writer.string(error.kind.rawValue)
        writer.key("message")
        writer.string(error.message)
        writer.endMap()
        writer.raw("}\n")
    }

    private func beginLine(_ writer: inout ReplyWriter) {
        writer.raw("{")
        guard !id.isEmpty else { return }
        writer.raw("\"id\":")
        writer.raw(id)
        writer.raw(",")
    }
}
