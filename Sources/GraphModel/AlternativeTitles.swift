/// A title's name in a region or language, as title.akas tells it.
public struct AlternativeTitle: Sendable {
    /// The place in the title's list, 1 first.
    public let ordering: UInt32
    /// The name; nil when the dump has none.
    public let title: Text?
    /// Code in ``WordList/regions``.
    public let region: UInt32?
    /// Code in ``WordList/languages``.
    public let language: UInt32?
    /// Code in ``WordList/akaTypes``.
    public let types: UInt32?
    /// Code in ``WordList/akaAttributes``.
    public let attributes: UInt32?
    /// Whether this is the original title; nil when the dump does not say.
    public let isOriginal: Bool?
}

/// Alternative titles of every title.
///
/// Block layout:
/// ```
/// u32 start[4097]   where each title's records start, in bytes from the end of the header
/// u8  records[]     by ordering: LEB128 ordering; LEB128 length + 1 of the name or 0, the name;
///                   LEB128 code + 1 or 0 of region, language, types, attributes;
///                   u8 original: 0 no, 1 yes, 2 not said
/// ```
@safe public struct AlternativeTitleView: Sendable {
    private let table: BlockTable

    /// Bytes of the starts before the records.
    public static let headerBytes = (Schema.nodesPerBlock + 1) * 4

    /// Wraps the blocks of the table.
    public init(table: BlockTable) { self.table = table }

    /// Calls `body` with each alternative title, by ordering.
    public func forEach(ofTitle title: UInt32, _ body: (AlternativeTitle) -> Void) {
        let block = unsafe table.block(Schema.block(of: title))
        let starts = unsafe block.assumingMemoryBound(to: UInt32.self)
        let slot = Schema.slot(of: title)
        let records = unsafe (block + AlternativeTitleView.headerBytes)
            .assumingMemoryBound(to: UInt8.self)
        let start = unsafe Int(starts[slot])
        var reader = unsafe ByteReader(records + start, count: Int(starts[slot + 1]) - start)
        while let record = AlternativeTitleView.read(&reader) { body(record) }
    }

    /// Calls `body` with the ordering and the bytes of each record, by ordering.
    @unsafe package func forEachRecord(
        ofTitle title: UInt32, _ body: (UInt32, UnsafeRawBufferPointer) -> Void
    ) {
        let block = unsafe table.block(Schema.block(of: title))
        let starts = unsafe block.assumingMemoryBound(to: UInt32.self)
        let slot = Schema.slot(of: title)
        let records = unsafe block + AlternativeTitleView.headerBytes
        var start = unsafe Int(starts[slot])
        let end = unsafe Int(starts[slot + 1])
        var reader = unsafe ByteReader(
            (records + start).assumingMemoryBound(to: UInt8.self), count: end - start)
        while let record = AlternativeTitleView.read(&reader) {
            let next = end - reader.remaining
            unsafe body(
                record.ordering, UnsafeRawBufferPointer(start: records + start, count: next - start)
            )
            start = next
        }
    }

    /// The block of titles without alternative titles.
    public static func emptyBlock() -> [UInt8] { [UInt8](repeating: 0, count: headerBytes) }

    /// Reads one record, nil at the end or when it does not decode.
    public static func read(_ reader: inout ByteReader) -> AlternativeTitle? {
        guard let ordering = reader.variable(), let length = reader.variable() else { return nil }
        var title: Text?
        if length > 0 {
            guard let text = reader.text(Int(length - 1)) else { return nil }
            title = text
        }
        guard let region = reader.variable(), let language = reader.variable(),
            let types = reader.variable(), let attributes = reader.variable(),
            let original = reader.byte(), original <= 2
        else { return nil }
        func code(_ stored: UInt32) -> UInt32? { stored == 0 ? nil : stored - 1 }
        return AlternativeTitle(
            ordering: ordering, title: title, region: code(region), language: code(language),
            types: code(types), attributes: code(attributes),
            isOriginal: original == 2 ? nil : original == 1)
    }
}
