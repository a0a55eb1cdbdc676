internal import Glibc

/// Writes a file on a thread of its own, one block at a time, while the next rows are made.
///
/// Compression takes twice the time of all the rest. Blocks are written in the order they come in,
/// so that threads change nothing in the file.
@safe final class BackgroundWriter {
    private let file: OutputFile
    /// The block being written.
    ///
    /// Only its thread touches it, and the file, until it is joined.
    private var job: Job?
    private var thread: pthread_t = 0

    init(_ file: OutputFile) { self.file = file }

    deinit { if job != nil { pthread_join(thread, nil) } }

    /// Begins to write a block, when the one before it is written.
    func write(_ block: [UInt8]) throws(GeneratorError) {
        try wait()
        let job = Job(file, block)
        let context = unsafe Unmanaged.passUnretained(job).toOpaque()
        let code = unsafe pthread_create(
            &thread, nil,
            { context in
                guard let context = unsafe context else { return nil }
                unsafe Unmanaged<Job>.fromOpaque(context).takeUnretainedValue().run()
                return nil
            }, context)
        guard code == 0 else { return try file.write(block) }
        self.job = job
    }

    /// Waits for the last block and completes the file.
    ///
    /// - Returns: Bytes of the file.
    func finish() throws(GeneratorError) -> Int {
        try wait()
        try file.finish()
        return file.bytes
    }

    private func wait() throws(GeneratorError) {
        guard let job else { return }
        pthread_join(thread, nil)
        self.job = nil
        if let error = job.error { throw error }
    }
}

/// A block on its way to a file.
private final class Job {
    private let file: OutputFile
    private let block: [UInt8]
    private(set) var error: GeneratorError?

    init(_ file: OutputFile, _ block: [UInt8]) {
        self.file = file
        self.block = block
    }

    func run() {
        do throws(GeneratorError) { try file.write(block) } catch { self.error = error }
    }
}
