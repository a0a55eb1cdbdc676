/// The version of the whole program, as `costar version` and INFO tell it.
public enum ProgramVersion {
    /// Semantic versioning; `CHANGELOG.md` says what changed.
    public static let current = "0.1.0"
}
