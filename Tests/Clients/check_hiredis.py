"""hiredis, the C client, as Debian builds it: RESP2, one by one and pipelined."""
import ctypes
import ctypes.util

from harness import contains, equal

STRING, ARRAY, INTEGER, NIL, STATUS, ERROR = range(1, 7)


class Reply(ctypes.Structure):
    """`redisReply` of hiredis 0.14."""


Reply._fields_ = [
    ("type", ctypes.c_int), ("integer", ctypes.c_longlong), ("length", ctypes.c_size_t),
    ("text", ctypes.c_void_p), ("elements", ctypes.c_size_t),
    ("element", ctypes.POINTER(ctypes.POINTER(Reply)))]


class Client:
    """A connection of the library's blocking interface."""

    def __init__(self, port):
        name = ctypes.util.find_library("hiredis")
        assert name, "libhiredis is missing (Debian: apt-get install libhiredis0.14)"
        self.library = ctypes.CDLL(name)
        for function in ("redisConnect", "redisCommandArgv"):
            getattr(self.library, function).restype = ctypes.c_void_p
        self.context = ctypes.c_void_p(self.library.redisConnect(b"127.0.0.1", port))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.library.redisFree(self.context)

    @staticmethod
    def arguments(words):
        texts = [word if isinstance(word, bytes) else word.encode() for word in words]
        return (
            len(texts), (ctypes.c_char_p * len(texts))(*texts),
            (ctypes.c_size_t * len(texts))(*(len(text) for text in texts)))

    def ask(self, *words):
        reply = self.library.redisCommandArgv(self.context, *self.arguments(words))
        assert reply, f"the connection is lost after {words}"
        return self.take(reply)

    def append(self, *words):
        equal(self.library.redisAppendCommandArgv(self.context, *self.arguments(words)), 0)

    def next(self):
        reply = ctypes.c_void_p()
        equal(self.library.redisGetReply(self.context, ctypes.byref(reply)), 0)
        return self.take(reply.value)

    def take(self, address):
        try:
            return self.value(ctypes.cast(address, ctypes.POINTER(Reply)).contents)
        finally:
            self.library.freeReplyObject(ctypes.c_void_p(address))

    def value(self, reply):
        if reply.type == ARRAY:
            return [self.value(reply.element[place].contents) for place in range(reply.elements)]
        if reply.type == INTEGER:
            return reply.integer
        if reply.type == NIL:
            return None
        text = ctypes.string_at(reply.text, reply.length).decode()
        return {STRING: text, STATUS: ("status", text), ERROR: ("error", text)}[reply.type]


def check_questions(server):
    with Client(server.port) as client:
        equal(client.ask("PING"), ("status", "PONG"))
        equal(client.ask("ECHO", b"a\0b"), "a\0b")
        title = client.ask("TITLE", "tt0112384")
        equal(title[title.index("title") + 1], "Apollo 13")
        equal(title[title.index("released") + 1], 1995)
        equal(client.ask("TITLES", "tt0112384", "tt9999999")[1], None)


def check_errors_keep_the_connection(server):
    with Client(server.port) as client:
        for words, error in (
                (("TITLE", "tt9999999"), "NotFound "), (("TITLE",), "ArgumentError "),
                (("NOSUCH",), "ERR unknown command"), (("TITLE", b"\xff"), "ERR ")):
            kind, message = client.ask(*words)
            equal(kind, "error")
            contains(message, error)
        equal(client.ask("PING"), ("status", "PONG"))


def check_pipeline(server):
    with Client(server.port) as client:
        for number in range(1000):
            client.append("ECHO", str(number))
            client.append("DEGREES", "nm0000102", "nm0000158")
        for number in range(1000):
            equal(client.next(), str(number))
            chain = client.next()
            equal(chain[chain.index("degrees") + 1], 1)
