/// What a credit says besides who, where and as what.
public struct CreditPayload: Sendable {
    /// The place in the title's list of principals; nil when the credit stands only in title.crew.
    public let ordering: UInt32?
    /// The place among the title's directors or writers of title.crew when ``ordering`` is nil.
    public let crewPosition: UInt32?
    /// Distinct jobs joined by `; `.
    public let job: Text?
    /// Character names joined by byte 0x00, in order of ordering.
    public let characters: Text?

    /// Calls `body` with each character name.
    public func forEachCharacter(_ body: (Text) -> Void) {
        guard let characters else { return }
        let bytes = unsafe characters.bytes
        var start = 0
        for index in 0...bytes.count where unsafe index == bytes.count || bytes[index] == 0 {
            unsafe body(
                Text(base: bytes.baseAddress.map { unsafe $0 + start }, count: index - start))
            start = index + 1
        }
    }

    /// The character names as strings.
    public var characterNames: [String] {
        var names: [String] = []
        forEachCharacter { names.append($0.string) }
        return names
    }
}

/// Payloads of credits, stored once, on the title's side, in the order of
/// ``Relation/creditsByTitle``.
///
/// Block layout:
/// ```
/// u32 start[4097]      where each title's records start, in bytes from the end of the header;
///                      start[4096] is where they end
/// u8  records[]        one per credit: head, [ordering or position], [job], [characters];
///                      then zeros up to a multiple of 4
/// u32 words            number of dictionary words
/// u32 wordStart[w+1]   in bytes from the first word
/// u8  words[]          job and characters texts, each once per block
/// ```
/// Head byte: bit 0 has job, bit 1 has characters, bit 2 has no ordering, bits 3-7 ordering (or
/// position) 0-30, 31 when a LEB128 number follows. Job and characters are LEB128 dictionary codes.
@safe public struct PayloadView: Sendable {
    private let table: BlockTable

    /// Bytes of the starts before the records.
    public static let headerBytes = (Schema.nodesPerBlock + 1) * 4
    /// Head bit: a job code follows.
    public static let jobBit: UInt8 = 1
    /// Head bit: a characters code follows.
    public static let charactersBit: UInt8 = 2
    /// Head bit: the number is a place in title.crew, not an ordering.
    public static let unorderedBit: UInt8 = 4
    /// The small number that says a LEB128 number follows.
    public static let escape: UInt8 = 31

    /// Wraps the blocks of the payload table.
    public init(table: BlockTable) { self.table = table }

    /// Calls `body` with the payload of each credit of a title, in adjacency order, until it
    /// returns false.
    ///
    /// - Complexity: O(credits of the title); no allocation.
    public func forEach(ofTitle title: UInt32, _ body: (Int, CreditPayload) -> Bool) {
        let block = unsafe table.block(Schema.block(of: title))
        let starts = unsafe block.assumingMemoryBound(to: UInt32.self)
        let slot = Schema.slot(of: title)
        let records = unsafe (block + PayloadView.headerBytes).assumingMemoryBound(to: UInt8.self)
        let start = unsafe Int(starts[slot])
        let end = unsafe Int(starts[slot + 1])
        let dictionary = unsafe PayloadDictionary(
            records + (Int(starts[Schema.nodesPerBlock]) + 3) / 4 * 4)
        var reader = unsafe ByteReader(records + start, count: end - start)
        var index = 0
        while let payload = PayloadView.read(&reader, dictionary) {
            guard body(index, payload) else { return }
            index += 1
        }
    }

    /// The payload of the credit at a place in a title's list.
    ///
    /// - Complexity: O(place).
    public func payload(ofTitle title: UInt32, at place: Int) -> CreditPayload? {
        var found: CreditPayload?
        forEach(ofTitle: title) { index, payload in
            if index == place { found = payload }
            return index < place
        }
        return found
    }

    private static func read(
        _ reader: inout ByteReader, _ dictionary: PayloadDictionary
    ) -> CreditPayload? {
        guard let head = reader.byte() else { return nil }
        var number = UInt32(head >> 3)
        if head >> 3 == escape {
            guard let long = reader.variable() else { return nil }
            number = long
        }
        var job: Text?
        if head & jobBit != 0 {
            guard let code = reader.variable() else { return nil }
            job = dictionary.word(code)
        }
        var characters: Text?
        if head & charactersBit != 0 {
            guard let code = reader.variable() else { return nil }
            characters = dictionary.word(code)
        }
        let ordered = head & unorderedBit == 0
        return CreditPayload(
            ordering: ordered ? number : nil, crewPosition: ordered ? nil : number,
            job: job, characters: characters)
    }
}

/// The words of one payload block.
@safe struct PayloadDictionary {
    private let starts: UnsafePointer<UInt32>
    private let words: UnsafePointer<UInt8>
    private let count: UInt32

    @unsafe init(_ base: UnsafePointer<UInt8>) {
        let header = unsafe UnsafeRawPointer(base).assumingMemoryBound(to: UInt32.self)
        unsafe count = header[0]
        unsafe starts = header + 1
        unsafe words = base + (Int(count) + 2) * 4
    }

    func word(_ code: UInt32) -> Text? {
        guard code < count else { return nil }
        let start = unsafe Int(starts[Int(code)])
        let end = unsafe Int(starts[Int(code) + 1])
        return unsafe Text(base: words + start, count: end - start)
    }
}

/// Collects the payloads of one block of titles and writes them in the layout of ``PayloadView``.
public struct PayloadBlockBuilder: ~Copyable {
    private var starts = GrowableBuffer<UInt32>()
    private var records = GrowableBuffer<UInt8>()
    private let words = ByteDictionary()

    /// Makes an empty builder.
    public init() {}

    /// Adds the next credit of the title that is being collected.
    ///
    /// - Parameters:
    ///   - ordering: Place in the principals, or nil when only title.crew has the credit.
    ///   - crewPosition: Place in title.crew then.
    ///   - job: Job text; empty means none.
    ///   - characters: Names joined by 0x00; empty means none.
    @unsafe public mutating func append(
        ordering: UInt32?, crewPosition: UInt32 = 0,
        job: UnsafeBufferPointer<UInt8>, characters: UnsafeBufferPointer<UInt8>
    ) {
        let number = ordering ?? crewPosition
        let small = number < UInt32(PayloadView.escape)
        var head = (small ? UInt8(number) : PayloadView.escape) << 3
        if ordering == nil { head |= PayloadView.unorderedBit }
        if !job.isEmpty { head |= PayloadView.jobBit }
        if !characters.isEmpty { head |= PayloadView.charactersBit }
        records.append(head)
        if !small { VariableInteger.append(number, to: &records) }
        if !job.isEmpty { unsafe VariableInteger.append(words.code(of: job), to: &records) }
        if !characters.isEmpty {
            unsafe VariableInteger.append(words.code(of: characters), to: &records)
        }
    }

    /// Begins to fetch what ``append(ordering:crewPosition:job:characters:)`` will look up soon.
    @unsafe package func prefetch(
        job: UnsafeBufferPointer<UInt8>, characters: UnsafeBufferPointer<UInt8>
    ) {
        if !job.isEmpty { unsafe words.prefetch(job) }
        if !characters.isEmpty { unsafe words.prefetch(characters) }
    }

    /// Ends the records of the next title.
    public mutating func endList() {
        precondition(starts.count < Schema.nodesPerBlock, "block is full")
        starts.append(startOfList)
        startOfList = UInt32(records.count)
    }
    private var startOfList: UInt32 = 0

    /// The bytes of the block; titles not added have no credits.
    ///
    /// The builder is empty then.
    public mutating func finish() -> [UInt8] {
        while starts.count <= Schema.nodesPerBlock { starts.append(startOfList) }
        while records.count % 4 != 0 { records.append(0) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(
            PayloadView.headerBytes + records.count + words.count * 4 + words.byteCount + 8)
        unsafe bytes.append(contentsOf: UnsafeRawBufferPointer(starts.elements))
        unsafe bytes.append(contentsOf: records.elements)
        words.appendTable(to: &bytes)
        starts.removeAll()
        records.removeAll()
        words.removeAll()
        startOfList = 0
        return bytes
    }

    /// The block of titles without credits.
    public static func emptyBlock() -> [UInt8] {
        var builder = PayloadBlockBuilder()
        return builder.finish()
    }
}
