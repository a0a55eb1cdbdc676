import GraphModel

/// Writing what several answers have in common.
extension Question {
    /// Writes `{total, NAME: [{…}, …]}`: a page of a longer list.
    ///
    /// - Parameters:
    ///   - name: What the list is called.
    ///   - total: Rows before paging.
    ///   - rows: The rows of the page.
    ///   - writer: Where it goes.
    ///   - row: Writes the members of one row.
    /// - Throws: When the reply grows too long or nobody waits for it.
    func rows<Row>(
        _ name: StaticString, total: Int, _ rows: some Collection<Row>,
        into writer: inout ReplyWriter,
        _ row: (Row, inout ReplyWriter) -> Void
    ) throws(RequestError) {
        writer.beginMap()
        writer.key("total")
        writer.integer(total)
        writer.key(name)
        writer.beginArray(rows.count)
        for element in rows {
            writer.beginMap()
            row(element, &writer)
            writer.endMap()
            try checkReply(writer)
        }
        writer.endArray()
        writer.endMap()
    }

    /// Writes a node under the word of its label.
    func node(_ label: Label, _ node: UInt32, into writer: inout ReplyWriter) {
        switch label {
        case .title:
            writer.key("title")
            records.embeddedTitle(node, into: &writer)
        case .person:
            writer.key("person")
            records.embeddedPerson(node, into: &writer)
        }
    }
}
