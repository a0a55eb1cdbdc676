internal import CJSON

/// Splits a JSON object into its members: the one door to the JSON library.
///
/// Keeps its memory from object to object; one per loop.
@safe final class JSONObjectReader {
    /// A member of the object, or an element of a list that is one.
    @safe struct Item {
        /// What a value is.
        enum Kind {
            case string, number, yes, no, null, list, object
        }
        fileprivate let item: costar_json_item

        /// What the value is.
        var kind: Kind {
            switch unsafe Int(item.kind) {
            case COSTAR_JSON_STRING: .string
            case COSTAR_JSON_NUMBER: .number
            case COSTAR_JSON_TRUE: .yes
            case COSTAR_JSON_FALSE: .no
            case COSTAR_JSON_NULL: .null
            case COSTAR_JSON_LIST: .list
            default: .object
            }
        }
        /// Number of elements that follow as items, zero unless a list.
        var elements: Int { unsafe item.elements }

        /// Whether the member has this name, letter by letter.
        func isNamed(_ name: StaticString) -> Bool {
            guard unsafe item.name_count == name.utf8CodeUnitCount else { return false }
            for index in unsafe 0..<item.name_count
            where unsafe item.name[index] != name.utf8Start[index] {
                return false
            }
            return true
        }

        /// The member's name without quotes and escapes.
        var name: String {
            unsafe String(
                decoding: UnsafeBufferPointer(start: item.name, count: item.name_count),
                as: UTF8.self)
        }

        /// Appends the member's name in ASCII upper case to the word being made.
        func appendName(to words: inout RequestWords) {
            for index in unsafe 0..<item.name_count {
                words.append(byte: unsafe item.name[index].upper)
            }
        }

        /// Appends the value to the word being made: a string without quotes and escapes, anything
        /// else as it was written.
        func appendText(to words: inout RequestWords) {
            for index in unsafe 0..<item.text_count { words.append(byte: unsafe item.text[index]) }
        }

        /// Appends the value in ASCII upper case to the word being made.
        func appendUpperText(to words: inout RequestWords) {
            for index in unsafe 0..<item.text_count {
                words.append(byte: unsafe item.text[index].upper)
            }
        }

        /// Appends the value as it was written.
        func appendRaw(to bytes: inout [UInt8]) {
            unsafe bytes.append(
                contentsOf: UnsafeBufferPointer(start: item.raw, count: item.raw_count))
        }
    }

    /// nil when there was no memory for it.
    private let reader: OpaquePointer?

    init(depthMax: Int, itemsMax: Int) {
        unsafe reader = costar_json_reader_new(depthMax, itemsMax)
    }

    deinit { unsafe costar_json_reader_free(reader) }

    /// Calls `body` with the members in order, each list followed by its elements.
    ///
    /// The items and what they point to are valid until `body` returns.
    func read<Result>(
        _ object: Span<UInt8>,
        _ body: (borrowing Items) throws(RequestError) -> Result
    ) throws(RequestError) -> Result {
        guard let reader = unsafe reader else {
            throw RequestError(.memoryLimit, "no memory to read JSON objects with")
        }
        var items: UnsafePointer<costar_json_item>?
        var reason: UnsafePointer<CChar>?
        let count = unsafe object.withUnsafeBufferPointer {
            unsafe costar_json_read(reader, $0.baseAddress, $0.count, &items, &reason)
        }
        if count < 0 {
            let text = unsafe reason.map { unsafe String(cString: $0) } ?? "not JSON"
            throw RequestError(.protocolError, "malformed JSON object: \(text)")
        }
        return try unsafe body(Items(items: UnsafeBufferPointer(start: items, count: count)))
    }

    /// The members of an object and the elements of its lists.
    @safe struct Items: ~Copyable {
        fileprivate let items: UnsafeBufferPointer<costar_json_item>
        /// How many.
        var count: Int { unsafe items.count }
        /// One of them.
        subscript(index: Int) -> Item {
            unsafe precondition(index < items.count, "no such item")
            return unsafe Item(item: items[index])
        }
    }
}
