/// A kind of node.
///
/// Each label has a dense id space of its own and a prefix for public ids.
/// The code of a label is part of `id(n)` in the wire format and of data files: append, never
/// reorder.
public enum Label: UInt8, CaseIterable, Sendable {
    case title = 0
    case person = 1

    /// The two letters before the digits of a public id.
    public var prefix: StaticString {
        switch self {
        case .title: "tt"
        case .person: "nm"
        }
    }

    /// The word for one node of this label in messages and counters.
    public var word: String {
        switch self {
        case .title: "title"
        case .person: "person"
        }
    }
}

/// A public id: `tt0133093` is the title numbered 133093.
///
/// Ordered by label, then by number, never by text: nm7 comes before nm12.
public struct NodeID: Hashable, Comparable, Sendable {
    /// The id space.
    public let label: Label
    /// The digits as a number, 0 to ``numberMax``.
    public let number: UInt32

    /// The largest number accepted; the id bitmaps must not grow with a stray id.
    public static let numberMax: UInt32 = (1 << 28) - 1

    /// Digits printed at least, with leading zeros.
    public static let digitsMin = 7

    /// Makes an id of a number that is known to be in range.
    public init(_ label: Label, _ number: UInt32) {
        precondition(number <= NodeID.numberMax, "id number out of range")
        self.label = label
        self.number = number
    }

    /// Reads `tt0133093`, `tt133093`, `nm102`.
    ///
    /// Nil for anything else or a number above ``numberMax``. The letters may be in upper case.
    ///
    /// - Complexity: O(length), no allocation.
    public init?(parsing bytes: Span<UInt8>) {
        guard bytes.count > 2, bytes.count <= 18 else { return nil }
        let label: Label
        switch (bytes[0] | 0x20, bytes[1] | 0x20) {
        case (UInt8(ascii: "t"), UInt8(ascii: "t")): label = .title
        case (UInt8(ascii: "n"), UInt8(ascii: "m")): label = .person
        default: return nil
        }
        var number: UInt64 = 0
        for index in 2..<bytes.count {
            let digit = bytes[index] &- UInt8(ascii: "0")
            guard digit <= 9 else { return nil }
            number = number * 10 + UInt64(digit)
            guard number <= UInt64(NodeID.numberMax) else { return nil }
        }
        self.init(label, UInt32(number))
    }

    /// Reads an id from text; see ``init(parsing:)-(Span<UInt8>)``.
    public init?(parsing text: String) {
        let bytes = Array(text.utf8)
        self.init(parsing: bytes.span)
    }

    /// By label, then by number.
    public static func < (left: NodeID, right: NodeID) -> Bool {
        (left.label.rawValue, left.number) < (right.label.rawValue, right.number)
    }
}

extension NodeID: CustomStringConvertible {
    /// The id as the dumps write it: two letters and at least seven digits.
    public var description: String {
        let digits = String(number)
        let padding = String(repeating: "0", count: max(0, NodeID.digitsMin - digits.utf8.count))
        return "\(label.prefix)\(padding)\(digits)"
    }
}
