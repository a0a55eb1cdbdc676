import GraphServer
import TestSupport
import Testing

/// Goal: a reply reads well on a terminal.
///
/// Method: whole screens, written out.
@Suite struct CommandTextTests {
    private func screen(_ line: String) throws -> String {
        try Asker().screen(line.split(separator: " ").map { String($0) })
    }

    @Test func title() throws {
        #expect(
            try screen("TITLE tt0112384") == """
                Apollo 13 (1995)
                  id       tt0112384
                  type     movie
                  runtime  140 min
                  genres   Adventure, Drama, History
                  rating   7.7 from 320000 votes

                """)
        #expect(
            try screen("TITLE tt2301451") == """
                Ozymandias (2013)
                  id      tt2301451
                  type    tvEpisode
                  series  Breaking Bad (2008), season 5, episode 14
                  rating  10.0 from 240000 votes

                """)
        #expect(
            try screen("TITLE tt0363163").contains("\n  original title  Der Untergang\n"))
        #expect(
            try screen("TITLE tt90000002") == "tt90000002\n  id    tt90000002\n  type  audiobook\n")
    }

    @Test func person() throws {
        #expect(
            try screen("PERSON nm0000102") == """
                Kevin Bacon
                  id           nm0000102
                  born         1958
                  professions  actor, producer, director
                  known for    Mystic River (2003)
                               Footloose (1984)

                """)
    }

    @Test func lists() throws {
        #expect(
            try screen("PEOPLE nm12345678 nm1") == "nm12345678\n  id  nm12345678\n\n(no such id)\n")
    }

    @Test func cast() throws {
        #expect(
            try screen("CAST tt0112384 ROLE all LIMIT 6") == #"""
                1  Tom Hanks    actor     "Jim Lovell"     nm0000158
                2  Bill Paxton  actor     "Fred Haise"     nm0000200
                3  Kevin Bacon  actor     "Jack Swigert"   nm0000102
                4  Gary Sinise  actor     "Ken Mattingly"  nm0000641
                5  Ron Howard   director                   nm0000165
                6  nm12345678   stunts    stunt "double"   nm12345678
                6 of 8

                """#)
        #expect(try screen("CAST tt1054724") == "(none)\n")
    }

    @Test func crew() throws {
        #expect(
            try screen("CREW tt0112384") == """
                director  Ron Howard       nm0000165
                writer    Robert Zemeckis  nm0000709
                writer    Vince Gilligan   nm0319213

                """)
        #expect(try screen("CREW tt0133093") == "(none)\n")
    }

    @Test func filmography() throws {
        #expect(
            try screen("FILMOGRAPHY nm0000158 ROLE cast") == #"""
                1995  Apollo 13     actor  "Jim Lovell"                              \#
                            tt0112384
                1994  Forrest Gump  actor  "Forrest Gump", "Narrator", "Nathan Bedford \#
                Forrest"  tt0109830

                """#)
        #expect(
            try screen("FILMOGRAPHY nm0004486") == #"""
                2004  Downfall  actor  "Adolf Hitler"  tt0363163
                                actor                  tt90000002

                """#)
    }

    @Test func episodes() throws {
        #expect(
            try screen("EPISODES tt0903747") == """
                 1.1  Pilot (2008)                tt0959621
                 1.2  Cat's in the Bag... (2008)  tt1054724
                5.14  Ozymandias (2013)           tt2301451
                 ?.?  Lost "Episode"              tt90000005

                """)
    }

    @Test func costars() throws {
        #expect(
            try screen("COSTARS nm0000158 TITLES 1 LIMIT 2") == """
                2  Gary Sinise  nm0000641  Forrest Gump (1994), …
                1  Kevin Bacon  nm0000102  Apollo 13 (1995)
                2 of 3

                """)
    }

    @Test func degrees() throws {
        #expect(
            try screen("DEGREES nm0000102 nm0000158") == """
                1 degree
                Kevin Bacon — Apollo 13 (1995) — Tom Hanks

                """)
        #expect(
            try screen("DEGREES nm0000206 nm0000158 COUNT PATHS 2") == """
                3 degrees, 2 shortest chains
                Keanu Reeves — The Matrix (1999) — Laurence Fishburne — Mystic River (2003) \
                — Kevin Bacon — Apollo 13 (1995) — Tom Hanks
                Keanu Reeves — The Matrix (1999) — Joe Pantoliano — Two Roads (2010) \
                — Bill Paxton — Apollo 13 (1995) — Tom Hanks

                """)
        #expect(try screen("DEGREES nm102 nm102") == "0 degrees\nKevin Bacon\n")
        #expect(try screen("DEGREES nm102 nm4486") == "not connected\n")
        #expect(try screen("DEGREES nm102 nm158 MAX 0") == "beyond MAX\n")
    }

    @Test func distances() throws {
        #expect(
            try screen("DISTANCES nm0000206 PEOPLE 1") == """
                   distance  people
                          0       1
                          1       2
                          2       3
                          3       3
                unreachable       1

                Laurence Fishburne  nm0000401
                Joe Pantoliano      nm0001592

                """)
    }

    @Test func results() throws {
        #expect(
            try screen("SEARCH TITLES b LIMIT 1") == """
                Breaking Bad (2008)  tt0903747  tvSeries  begins so
                1 of 2

                """)
        #expect(try screen("SEARCH PEOPLE hanks") == "Tom Hanks  nm0000158\n")
        #expect(try screen("SEARCH PEOPLE hnaks").contains("one typo"))
        #expect(try screen("SEARCH PEOPLE zzzz") == "(none)\n")
        #expect(try screen("SUGGEST ALL zzzz") == "(none)\n")
        #expect(
            try screen("SUGGEST TITLES fo")
                == "Forrest Gump (1994)  tt0109830  movie\nFootloose (1984)     tt0087277  movie\n")
    }

    @Test("any other value prints as names and values") func otherShapes() {
        let info = ReplyValue.map([
            .init("version", .string("1")), .init("on", .boolean(true)),
            .init("list", .array([.integer(1), .null, .double(0.5)])),
            .init("map", .map([.init("a", .integer(1)), .init("b", .string("c"))])),
        ])
        #expect(
            ReplyText.render(info)
                == "version  1\non       yes\nlist     1, , 0.5\nmap      a 1, b c\n")
        #expect(ReplyText.render(.string("PONG")) == "PONG\n")
        #expect(ReplyText.render(.array([])) == "(none)\n")
        #expect(ReplyText.render(.error("ERR no")) == "ERR no\n")
    }
}
