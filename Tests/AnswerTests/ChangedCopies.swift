import Foundation

/// Copies of a JSON document in which one value differs.
struct ChangedCopies {
    private enum Step {
        case member(String)
        case element(Int)
    }

    private let document: Any
    /// Where the values of each kind stand; values under the same names are of one kind.
    private var places: [String: [[Step]]] = [:]

    init(_ data: Data) throws {
        document = try JSONSerialization.jsonObject(with: data)
        collect(document, [], "")
    }

    /// Names joined by points, `[]` for any element of a list.
    var kinds: [String] { places.keys.sorted() }

    private mutating func collect(_ value: Any, _ path: [Step], _ kind: String) {
        switch value {
        case let members as [String: Any]:
            for (name, member) in members.sorted(by: { $0.key < $1.key }) {
                collect(member, path + [.member(name)], "\(kind).\(name)")
            }
        case let elements as [Any]:
            for (index, element) in elements.enumerated() {
                collect(element, path + [.element(index)], "\(kind)[]")
            }
        default:
            // An absent value is changed in another way than one that is there.
            places[value is NSNull ? "\(kind) null" : kind, default: []].append(path)
        }
    }

    /// Copies with one value of a kind changed: the first, then the last.
    func copies(of kind: String) throws -> [Data] {
        let all = places[kind] ?? []
        let picked = Set([0, all.count - 1]).sorted()
        return try picked.map { index in
            let copy = ChangedCopies.changing(document, all[index][...])
            return try JSONSerialization.data(withJSONObject: copy)
        }
    }

    private static func changing(_ value: Any, _ path: ArraySlice<Step>) -> Any {
        switch (path.first, value) {
        case (.member(let name), var members as [String: Any]):
            members[name] = changing(members[name] ?? NSNull(), path.dropFirst())
            // The only value whose kind of replacement depends on its name.
            if path.count == 1, members[name] is NSNull { members[name] = absent(name) }
            return members
        case (.element(let index), var elements as [Any]):
            elements[index] = changing(elements[index], path.dropFirst())
            return elements
        case (nil, let number as NSNumber): return NSNumber(value: number.doubleValue + 1)
        case (nil, let text as String): return changed(text)
        default: return value
        }
    }

    /// What stands where there was null.
    private static func absent(_ name: String) -> Any {
        switch name {
        case "degrees": 3
        case "startYear": 1_900
        case "characters": "[\"x\"]"
        default: "x"
        }
    }

    /// Another id, other names in a list of names, another text.
    private static func changed(_ text: String) -> String {
        if text.hasPrefix("nm"), let digit = text.last?.wholeNumberValue {
            return text.dropLast() + "\((digit + 1) % 10)"
        }
        // The title beside one that two people share is often a sequel that they share too.
        if text.hasPrefix("tt"), let digit = text.dropFirst(2).first?.wholeNumberValue {
            return "tt\((digit + 1) % 10)" + text.dropFirst(3)
        }
        return text.hasPrefix("[\"") ? "[\"x" + text.dropFirst(2) : text + "x"
    }
}
