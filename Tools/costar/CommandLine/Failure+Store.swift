import Glibc
import GraphStore

extension Failure {
    /// Runs work on a database; what the store refuses becomes the end of the program.
    static func wrap<Value>(
        _ work: () throws(StoreError) -> Value
    ) throws(Failure) -> Value {
        do throws(StoreError) {
            return try work()
        } catch {
            throw Failure(error)
        }
    }

    /// The end of the program for what the store refused.
    init(_ error: StoreError) {
        switch error {
        case .nothingLoaded, .noGeneration, .file(_, _, ENOENT):
            self.init(.missing, error.description)
        case .file, .lmdb, .diskFull, .currentInvalid, .foreign, .version, .truncated, .incomplete,
            .corrupted,
            .locked:
            self.init(.failed, error.description)
        }
    }
}
