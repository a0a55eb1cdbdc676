/// Layout of a title's record while a load runs; fields are unaligned.
enum TitleRecord {
    static let number = 4
    static let runtime = 8
    static let votes = 12
    static let startYear = 16
    static let endYear = 18
    static let rating = 20
    static let genres = 22
    static let type = 24
    static let adult = 25
    /// 0 absent, 1 own text, 2 as the primary title.
    static let titleState = 26
    static let originalState = 27
    static let titleBytes = 28
    static let originalBytes = 30
    /// The primary title, then the original one.
    static let texts = 32

    /// The primary title, nil when absent.
    @unsafe static func title(_ record: UnsafeMutableRawPointer) -> UnsafeBufferPointer<UInt8>? {
        guard unsafe record.load(fromByteOffset: titleState, as: UInt8.self) == 1 else {
            return nil
        }
        let count = unsafe Int(record.loadUnaligned(fromByteOffset: titleBytes, as: UInt16.self))
        return unsafe UnsafeBufferPointer(
            start: (record + texts).assumingMemoryBound(to: UInt8.self), count: count)
    }

    /// The original title where it is stored on its own.
    @unsafe static func original(_ record: UnsafeMutableRawPointer) -> UnsafeBufferPointer<UInt8> {
        let skip = unsafe Int(record.loadUnaligned(fromByteOffset: titleBytes, as: UInt16.self))
        let count = unsafe Int(
            record.loadUnaligned(fromByteOffset: originalBytes, as: UInt16.self))
        return unsafe UnsafeBufferPointer(
            start: (record + texts + skip).assumingMemoryBound(to: UInt8.self), count: count)
    }
}

/// Layout of a person's record while a load runs; fields are unaligned.
enum PersonRecord {
    static let number = 4
    static let professions = 8
    static let birthYear = 12
    static let deathYear = 14
    /// 0 absent, 1 text.
    static let nameState = 16
    static let nameBytes = 18
    static let knownForCount = 20
    /// The name, then the numbers of the titles known for, 4 bytes each.
    static let texts = 24

    /// The name, nil when absent.
    @unsafe static func name(_ record: UnsafeMutableRawPointer) -> UnsafeBufferPointer<UInt8>? {
        guard unsafe record.load(fromByteOffset: nameState, as: UInt8.self) == 1 else { return nil }
        let count = unsafe Int(record.loadUnaligned(fromByteOffset: nameBytes, as: UInt16.self))
        return unsafe UnsafeBufferPointer(
            start: (record + texts).assumingMemoryBound(to: UInt8.self), count: count)
    }

    /// Calls `body` with the numbers of the titles known for.
    @unsafe static func forEachKnownFor(
        _ record: UnsafeMutableRawPointer, _ body: (UInt32) -> Void
    ) {
        let skip = unsafe Int(record.loadUnaligned(fromByteOffset: nameBytes, as: UInt16.self))
        let count = unsafe Int(record.loadUnaligned(fromByteOffset: knownForCount, as: UInt32.self))
        for index in 0..<count {
            unsafe body(
                record.loadUnaligned(fromByteOffset: texts + skip + index * 4, as: UInt32.self))
        }
    }
}
