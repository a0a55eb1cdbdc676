extension Service {
    /// Answers one request as text for people: `costar ask` on a terminal.
    ///
    /// - Returns: Lines, each ended by a line feed.
    /// - Throws: What ``execute(_:worker:into:)`` throws.
    public func renderText(_ words: RequestWords, worker: Worker) throws(RequestError) -> String {
        var writer = ReplyWriter(.resp3)
        try execute(words, worker: worker, into: &writer)
        var reader = ReplyReader(writer.bytes[...])
        do throws(ReplyReader.Failure) {
            return ReplyText.render(try reader.read())
        } catch {
            throw RequestError(.internal, "the reply does not read back: \(error)")
        }
    }
}
