import GraphModel
import GraphQuery

/// The scopes that the expected answers were computed in.
enum AnswerScope: String, CaseIterable, Codable, Sendable {
    /// Actors and actresses.
    case cast
    /// The cast and people as themselves.
    case castSelf = "cast_self"
    /// The cast of titles of type movie.
    case movieCast = "movie_cast"
    /// Every row of principals.
    case all

    /// The scope as the traversals take it.
    func scope(_ graph: any GraphReading) -> Scope {
        switch self {
        case .cast: return Scope(roles: .cast)
        case .castSelf: return Scope(roles: RoleSet(.cast, .appearance))
        case .movieCast:
            var scope = Scope(roles: .cast)
            let movie = graph.words(.titleTypes).firstIndex(of: "movie")
            scope.titleTypes = Set(movie.map { [UInt32($0)] } ?? [])
            return scope
        case .all: return Scope(roles: .all)
        }
    }

    /// Whether a row of principals is in the scope, in the words of the dump.
    func admits(category: String, titleType: String?) -> Bool {
        let isCast = ["actor", "actress"].contains(category)
        switch self {
        case .cast: return isCast
        case .castSelf: return isCast || category == "self"
        case .movieCast: return isCast && titleType == "movie"
        case .all: return true
        }
    }
}
