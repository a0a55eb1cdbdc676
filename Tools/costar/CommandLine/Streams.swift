import Glibc

/// Standard input, output and error.
enum Streams {
    /// Makes signals what this program expects of them, whatever its parent left.
    ///
    /// A reader that goes away, as in `costar … | head`, is met where we write and not by a
    /// signal. A parent with many threads may have started us with SIGTERM blocked: nobody could
    /// stop a server then.
    static func prepare() {
        _ = signal(SIGPIPE, SIG_IGN)
        var none = sigset_t()
        unsafe sigemptyset(&none)
        unsafe sigprocmask(SIG_SETMASK, &none, nil)
    }

    /// Whether people, not a program, read standard output.
    static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Whether people see standard error at once.
    static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// Columns of the terminal that standard error is.
    static var terminalWidth: Int {
        var size = winsize()
        let isKnown = unsafe ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0
        return isKnown && size.ws_col > 0 ? Int(size.ws_col) : 80
    }

    /// Draws the line of the terminal that the cursor is in anew; an empty text clears it.
    static func draw(_ text: String) {
        _ = write(Array("\r\u{1B}[K\(text)".utf8), to: STDERR_FILENO)
    }

    /// Whether standard input is a keyboard.
    static var inputIsTerminal: Bool { isatty(STDIN_FILENO) == 1 }

    /// Writes text to standard output.
    ///
    /// Ends the program quietly when nobody reads any more, and with an error when the text cannot
    /// be written, as on a full disk.
    static func print(_ text: String) {
        print(Array(text.utf8))
    }

    /// Writes text to standard output; nobody has to be there to read it.
    static func tell(_ text: String) {
        _ = write(Array(text.utf8), to: STDOUT_FILENO)
    }

    /// Writes bytes to standard output.
    static func print(_ bytes: [UInt8]) {
        switch write(bytes, to: STDOUT_FILENO) {
        case 0: return
        case EPIPE: exit(ExitStatus.success.rawValue)
        case let code:
            let reason = describe(code)
            printError(Failure(.failed, "cannot write to standard output: \(reason)"))
            exit(ExitStatus.failed.rawValue)
        }
    }

    /// Writes `costar: message` to standard error.
    static func printError(_ failure: Failure) {
        note("costar: \(failure.message)")
    }

    /// Writes a line to standard error; nobody has to be there to read it.
    static func note(_ line: String) {
        _ = write(Array("\(line)\n".utf8), to: STDERR_FILENO)
    }

    /// The words of the C library for an error number.
    static func describe(_ code: Int32) -> String {
        unsafe String(cString: strerror(code))
    }

    /// Writes all bytes; returns 0 or the error number.
    private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                return errno
            }
        }
        return 0
    }
}
