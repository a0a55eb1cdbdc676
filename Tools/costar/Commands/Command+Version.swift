import GraphModel
import GraphStore

extension Command {
    package static let version = Command(
        name: "version",
        summary: "Tell the version of the program and of its files",
        synopsis: "",
        about: """
            Databases of another format version are refused when they are opened: load the
            dumps again.
            """,
        examples: [("costar version", "the same as costar --version")],
        run: { _ throws(Failure) in
            Streams.print("costar \(ProgramVersion.current), data format \(StoreFormat.version)\n")
            return .success
        })
}
