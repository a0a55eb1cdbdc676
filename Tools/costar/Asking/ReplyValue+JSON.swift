import GraphServer

extension ReplyValue {
    /// The value of a reply in JSON, for the rendering as text.
    init(_ json: JSONValue) {
        switch json {
        case .array(let values): self = .array(values.map { ReplyValue($0) })
        case .object(let members):
            self = .map(members.map { Member($0.name, ReplyValue($0.value)) })
        case .scalar(let word):
            self =
                switch word {
                case "null": .null
                case "true": .boolean(true)
                case "false": .boolean(false)
                default: json.string.map { .string($0) } ?? ReplyValue(number: word)
                }
        }
    }

    /// An integer has neither point nor exponent; what is no number at all stays text.
    private init(number: String) {
        if let integer = Int(number) {
            self = .integer(integer)
        } else if let double = Double(number) {
            self = .double(double)
        } else {
            self = .string(number)
        }
    }
}
