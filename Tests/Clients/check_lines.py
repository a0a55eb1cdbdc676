"""Plain sockets: command lines, JSON objects, RESP by hand."""
import json
import socket

from harness import contains, equal, receive_all


def ask(server, *lines):
    """The replies to lines, decoded."""
    with server.connect() as connection, connection.makefile("rb") as replies:
        connection.sendall("".join(line + "\n" for line in lines).encode())
        return [json.loads(replies.readline()) for _ in lines]


def check_command_lines(server):
    title, person, missing = ask(
        server, "TITLE tt0112384", 'person "nm0000102"', "TITLE tt9999999")
    equal(title["ok"]["title"], "Apollo 13")
    equal(person["ok"]["name"], "Kevin Bacon")
    equal(missing["error"]["kind"], "NotFound")


def check_json_objects(server):
    costars, error, chain = ask(
        server,
        json.dumps({"id": 7, "op": "costars", "args": ["nm0000102"], "limit": 2}),
        json.dumps({"id": [1, {"a": None}], "op": "costars", "args": ["nm0000102"], "limi": 2}),
        json.dumps({"id": "x", "op": "degrees", "args": ["nm0000102", "nm0000158"]}))
    equal(costars["id"], 7)
    equal(len(costars["ok"]["costars"]), 2)
    equal((error["id"], error["error"]["kind"]), ([1, {"a": None}], "ArgumentError"))
    contains(error["error"]["message"], "LIMIT")
    equal((chain["id"], chain["ok"]["degrees"]), ("x", 1))


def check_both_forms_answer_alike(server):
    line, listed, joined = ask(
        server, "CAST tt0112384 ROLE actor,actress LIMIT 3",
        '{"op":"cast","args":["tt0112384"],"role":["actor","actress"],"limit":3}',
        '{"limit":3,"role":"actor,actress","op":"CAST","args":"tt0112384"}')
    equal(line, listed)
    equal(line, joined)


def check_errors_keep_the_connection(server):
    replies = ask(
        server, "TITEL tt0112384", 'TITLE "tt01', "{", '{"op":1}', "TITLE \x01", "PING x")
    equal([reply["error"]["kind"] for reply in replies[:4]], ["Protocol"] * 4)
    contains(replies[0]["error"]["message"], "TITLE")
    equal(replies[4]["error"]["kind"], "NotFound")
    equal(replies[5], {"ok": "x"})


def check_inline_ping(server):
    with server.connect() as connection:
        connection.sendall(b"PING\r\n")
        equal(connection.recv(100), b"+PONG\r\n")


def check_half_closed(server):
    with server.connect() as connection:
        connection.sendall(b"TITLE tt0112384\nDEGREES nm0000102 nm0000158\n")
        connection.shutdown(socket.SHUT_WR)
        replies = receive_all(connection).splitlines()
        equal([list(json.loads(reply)) for reply in replies], [["ok"], ["ok"]])


def check_resp3_is_resp3(server):
    with server.connect() as connection:
        connection.sendall(b"*2\r\n$5\r\nTITLE\r\n$9\r\ntt0112384\r\n")
        equal(connection.recv(1), b"*")
        connection.recv(1 << 16)
        connection.sendall(b"*2\r\n$5\r\nHELLO\r\n$1\r\n3\r\n")
        equal(connection.recv(1), b"%")
        connection.recv(1 << 16)
        connection.sendall(b"*2\r\n$5\r\nTITLE\r\n$9\r\ntt0112384\r\n")
        reply = connection.recv(1 << 16)
        equal(reply[:1], b"%")
        contains(reply, b"$5\r\ntitle\r\n$9\r\nApollo 13\r\n", b"\r\n,7.", b"$5\r\nadult\r\n#f\r\n")


def check_http_is_not_answered(server):
    for verb in (b"GET", b"POST", b"OPTIONS"):
        with server.connect() as connection:
            connection.sendall(verb + b" / HTTP/1.1\r\nHost: x\r\n\r\nPING\r\n")
            try:
                equal(receive_all(connection), b"")
            except ConnectionResetError:
                pass  # closed with our bytes unread


def check_malformed_resp(server):
    for request, message in (
            (b"*1\r\n$x\r\n", b"invalid bulk length"), (b"*x\r\n", b"invalid multibulk length"),
            (b"*1\r\n+PING\r\n", b"expected '$'")):
        with server.connect() as connection:
            connection.sendall(b"PING\n" + request + b"*1\r\n$4\r\nPING\r\n")
            equal(receive_all(connection), b"+PONG\r\n-ERR Protocol error: " + message + b"\r\n")


def check_longest_line(server):
    limit = 2 << 20
    for extra in (0, 1):
        with server.connect() as connection, connection.makefile("rb") as replies:
            connection.sendall(b"ECHO " + b"x" * (limit - 5 + extra) + b"\n")
            reply = json.loads(replies.readline())
            if extra:
                equal(reply["error"]["kind"], "Protocol")
                equal(replies.readline(), b"")
            else:
                equal(len(reply["ok"]), limit - 5)


def check_every_command_is_told(server):
    """HELP knows every command, and each one's example is answered."""
    (reply,) = ask(server, "HELP")
    names = [command["usage"].split()[0] for command in reply["ok"]["commands"]]
    contains(names, "TITLE", "DEGREES", "PING", "QUIT")
    for name, reply in zip(names, ask(server, *(f"HELP {name}" for name in names))):
        contains(reply["ok"]["usage"], name)
        if name != "PING":  # its bare line is answered as Redis does
            (answer,) = ask(server, reply["ok"]["example"])
            contains(answer, "ok")
