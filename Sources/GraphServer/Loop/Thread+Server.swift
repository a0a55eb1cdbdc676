internal import GraphStore

extension Thread {
    /// Starts a thread of the server.
    static func start(_ body: @escaping @Sendable () -> Void) throws(ServerError) -> Thread {
        do throws(Thread.Refusal) {
            return try Thread(body)
        } catch {
            throw .system(code: error.code, trying: "starting a thread")
        }
    }
}
