import GraphModel
import GraphQuery

/// COSTARS, DEGREES, DISTANCES: people through the titles they share.
extension GraphCommand {
    static let costars = GraphCommand(
        "COSTARS", "nm…", arity: 1...1,
        options: CommandOption.scope + [.min, .titles] + CommandOption.page, cost: .search,
        summary: "Who shares titles with a person, most shared first.",
        example: "COSTARS nm0000102 LIMIT 3"
    ) { question, writer throws(RequestError) in
        let person = try question.node(.person, at: 1)
        let scope = try question.scope(role: .cast, endPoints: (.person, [person]))
        let sharedMin = question.arguments.integer(.min) ?? 1
        let titles = question.arguments.integer(.titles) ?? question.limits.sharedTitlesDefault
        let page = question.page
        let answer = try question.search { traversal throws(QueryError) in
            try traversal.costars(
                of: person, in: scope, sharedMin: sharedMin, titlesPerRow: titles, page: page)
        }
        try question.rows("costars", total: answer.total, answer.rows, into: &writer) {
            row, writer in
            question.node(.person, row.person, into: &writer)
            writer.key("shared")
            writer.integer(row.shared)
            writer.key("titles")
            question.titles(row.titles, into: &writer)
        }
    }

    static let degrees = GraphCommand(
        "DEGREES", "nm… nm…", arity: 2...2,
        options: CommandOption.scope + [.max, .count, .paths, .best], cost: .search,
        summary: "How many titles lie between two people, and which.",
        example: "DEGREES nm0000102 nm0000158"
    ) { question, writer throws(RequestError) in
        let start = try question.node(.person, at: 1)
        let end = try question.node(.person, at: 2)
        let scope = try question.scope(role: .cast, endPoints: (.person, [start, end]))
        let arguments = question.arguments
        let answer = try question.search { traversal throws(QueryError) in
            try traversal.degrees(
                from: start, to: end, in: scope, titlesMax: arguments.integer(.max),
                counting: arguments.has(.count), chainsMax: arguments.integer(.paths),
                order: arguments.has(.best) ? .votes : .numbers)
        }
        writer.beginMap()
        writer.key("degrees")
        if let degrees = answer.degrees { writer.integer(degrees) } else { writer.null() }
        if let reason = answer.reason {
            writer.key("reason")
            writer.string(reason == .notConnected ? "not connected" : "beyond MAX")
        }
        if let count = answer.count {
            writer.key("count")
            writer.integer(Int(clamping: count))
            if answer.countSaturated || count > UInt64(Int.max) {
                writer.key("countSaturated")
                writer.boolean(true)
            }
        }
        writer.key("paths")
        writer.beginArray(answer.chains.count)
        for chain in answer.chains {
            try question.chain(chain, in: scope, into: &writer)
            try question.checkReply(writer)
        }
        writer.endArray()
        writer.endMap()
    }

    static let distances = GraphCommand(
        "DISTANCES", "nm…", arity: 1...1,
        options: CommandOption.scope + [.max, .people] + CommandOption.page, cost: .search,
        summary: "How many people are how many titles away from a person.",
        example: "DISTANCES nm0000102 MAX 2"
    ) { question, writer throws(RequestError) in
        let start = try question.node(.person, at: 1)
        let scope = try question.scope(role: .cast, endPoints: (.person, [start]))
        let arguments = question.arguments
        let page = question.page
        let answer = try question.search { traversal throws(QueryError) in
            try traversal.distances(
                from: start, in: scope, titlesMax: arguments.integer(.max),
                listing: arguments.integer(.people), page: page)
        }
        writer.beginMap()
        writer.key("levels")
        writer.beginArray(answer.levels.count)
        for level in answer.levels {
            writer.beginMap()
            writer.key("distance")
            writer.integer(level.distance)
            writer.key("people")
            writer.integer(level.people)
            writer.endMap()
        }
        writer.endArray()
        writer.key("unreachable")
        writer.integer(answer.unreachable.map { UInt32($0) })
        if let people = answer.people {
            writer.key("total")
            writer.integer(answer.total ?? people.count)
            writer.key("people")
            writer.beginArray(people.count)
            for person in people {
                question.records.embeddedPerson(person, into: &writer)
                try question.checkReply(writer)
            }
            writer.endArray()
        }
        writer.endMap()
    }
}

extension Question {
    /// Writes a chain: person, hop, person, hop, person.
    fileprivate func chain(
        _ chain: DegreesAnswer.Chain, in scope: Scope, into writer: inout ReplyWriter
    ) throws(RequestError) {
        writer.beginArray(chain.people.count + chain.titles.count)
        for (step, person) in chain.people.enumerated() {
            records.embeddedPerson(person, into: &writer)
            guard step < chain.titles.count else { break }
            let title = chain.titles[step]
            writer.beginMap()
            writer.key("title")
            records.embeddedTitle(title, into: &writer)
            writer.key("from")
            try credit(of: person, on: title, in: scope, into: &writer)
            writer.key("to")
            try credit(of: chain.people[step + 1], on: title, in: scope, into: &writer)
            writer.endMap()
        }
        writer.endArray()
    }

    private func credit(
        of person: UInt32, on title: UInt32, in scope: Scope, into writer: inout ReplyWriter
    ) throws(RequestError) {
        let found = try search { traversal throws(QueryError) in
            traversal.credit(of: person, on: title, in: scope)
        }
        guard let found else {
            preconditionFailure("every person of a chain has a credit in scope on the hop's title")
        }
        writer.beginMap()
        records.creditProperties(title: title, place: found.place, type: found.type, into: &writer)
        writer.endMap()
    }
}
