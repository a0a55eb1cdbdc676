import GraphServer
import TestSupport
import Testing

/// Goal: the declarations that HELP, COMMAND DOCS and the manual are made of are true.
///
/// Method: run what they say.
@Suite struct CommandTableTests {
    @Test func namesAreDistinctUpperCaseWords() {
        let names = CommandTable.all.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(names.allSatisfy { $0 == $0.uppercased() && !$0.isEmpty && !$0.contains(" ") })
        #expect(
            names.starts(with: [
                "TITLE", "PERSON", "TITLES", "PEOPLE", "CAST", "CREW", "FILMOGRAPHY", "EPISODES",
                "AKAS", "SEARCH", "SUGGEST", "COSTARS", "COMMON", "SIMILAR", "DEGREES",
                "DISTANCES", "CENTER", "NEIGHBORHOOD", "STATS",
            ]))
    }

    @Test(arguments: CommandTable.all.map(\.name))
    func everyCommandIsFoundInAnyCase(_ name: String) throws {
        #expect(try #require(CommandTable.find(name)).name == name)
        #expect(try #require(CommandTable.find(name.lowercased())).name == name)
        let declaration = try #require(CommandTable.find(name))
        #expect(declaration.summary.hasSuffix("."))
        #expect(declaration.usage.hasPrefix(name))
        #expect(declaration.example.uppercased().hasPrefix(name))
        let isGraph = declaration.group == .graph
        #expect((Asker().service.isData(RequestWords([name])) != nil) == isGraph)
    }

    @Test func examplesOfGraphCommandsAreAnswered() throws {
        let asker = Asker()
        for command in CommandTable.all where command.group == .graph {
            #expect(asker.error(command.example) == nil, "\(command.example)")
        }
    }

    @Test(arguments: CommandOption.allCases)
    func everyOptionIsDeclaredAndTakenBySomeCommand(_ option: CommandOption) {
        #expect(option.name == option.name.uppercased())
        #expect(option.usage.hasPrefix("[\(option.name)"))
        #expect(option.summary.hasSuffix("."))
        #expect(CommandTable.all.contains { $0.options.contains(option) })
        #expect(option.rawValue < 32, "Arguments has room for 32 options")
    }

    @Test func usageNamesPositionsAndOptions() throws {
        #expect(try #require(CommandTable.find("CREW")).usage == "CREW tt…")
        #expect(
            try #require(CommandTable.find("DEGREES")).usage
                == "DEGREES nm… nm… [ROLE cast|crew|self|all|category,…] [TYPE titleType,…] "
                + "[SINCE year] [UNTIL year] [GENRE genre,…] [MINVOTES n] [ADULT yes|no] "
                + "[EXCLUDE id,…] [MAX n] [COUNT] [PATHS k] [BEST]")
    }
}
