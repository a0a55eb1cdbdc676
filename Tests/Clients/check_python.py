"""redis-py in both protocols: plain, pipelines, pools, what it asks by itself."""
import json
import threading

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from harness import contains, equal, raises


def client(server, protocol, **options):
    return redis.Redis(
        port=server.port, protocol=protocol, decode_responses=True, socket_timeout=20, **options)


def record(value):
    """RESP2 has no maps: names and values in turn."""
    return value if isinstance(value, dict) else dict(zip(value[::2], value[1::2]))


def each_protocol(check):
    def run(server):
        for protocol in (2, 3):
            check(server, protocol)
    run.__name__, run.__module__ = check.__name__, check.__module__
    return run


@each_protocol
def check_basics(server, protocol):
    with client(server, protocol, client_name="checks", db=0) as connection:
        assert connection.ping()
        equal(connection.echo("caf\u00e9"), "caf\u00e9")
        title = connection.execute_command("TITLE", "tt0112384")
        equal(type(title), dict if protocol == 3 else list)
        title = record(title)
        equal((title["title"], title["released"]), ("Apollo 13", 1995))
        equal(title["adult"], False if protocol == 3 else 0)
        equal(type(title["rating"]), float if protocol == 3 else str)
        equal(connection.client_getname(), "checks")
        names = [entry["name"] for entry in connection.client_list()]
        contains(names, "checks")
        assert connection.client_id() > 0
        equal(connection.execute_command("TITLES", "tt0112384", "tt9999999")[1], None)


@each_protocol
def check_errors(server, protocol):
    with client(server, protocol) as connection:
        with raises(redis.ResponseError, "tt9999999"):
            connection.execute_command("TITLE", "tt9999999")
        with raises(redis.ResponseError, "unknown command"):
            connection.get("x")
        with raises(redis.ResponseError, "out of range"):
            connection.select(3)
        with raises(redis.ResponseError, "UTF-8"):
            connection.execute_command("TITLE", b"\xff\xfe")
        assert connection.ping()


@each_protocol
def check_pipelines(server, protocol):
    with client(server, protocol) as connection:
        pipeline = connection.pipeline(transaction=False)
        for number in range(500):
            pipeline.echo(str(number))
            pipeline.execute_command("DEGREES", "nm0000102", "nm0000158")
            pipeline.execute_command("TITLE", "tt9999999")
        replies = pipeline.execute(raise_on_error=False)
        equal(replies[::3], [str(number) for number in range(500)])
        equal({record(reply)["degrees"] for reply in replies[1::3]}, {1})
        assert all(isinstance(reply, redis.ResponseError) for reply in replies[2::3])


@each_protocol
def check_pool(server, protocol):
    connection = client(server, protocol, max_connections=20)
    failures = []

    def work(number):
        try:
            for turn in range(50):
                equal(connection.echo(f"{number}/{turn}"), f"{number}/{turn}")
                found = record(connection.execute_command("PERSON", "nm0000102"))
                equal(found["name"], "Kevin Bacon")
        except Exception as error:  # noqa: BLE001  told below
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    connection.close()
    equal(failures, [])


@each_protocol
def check_what_monitors_ask(server, protocol):
    with client(server, protocol) as connection:
        information = connection.info()
        equal(information["server_name"], "costar")
        assert information["connected_clients"] >= 1
        assert information["titles"] >= 120
        contains(connection.info("server"), "uptime_in_seconds", "tcp_port")
        equal(connection.config_get("save"), {"save": ""})
        equal(connection.config_get("append*"), {"appendonly": "no"})
        contains(connection.config_get("*"), "maxclients")
        equal(connection.command_count(), len(connection.command_list()))
        contains(connection.command(), "costars", "ping")
        contains(connection.execute_command("COMMAND DOCS", "costars")[
            "costars" if protocol == 3 else 1], "summary")


@each_protocol
def check_json_format(server, protocol):
    with client(server, protocol, single_connection_client=True) as connection:
        connection.execute_command("FORMAT", "json")
        title = json.loads(connection.execute_command("TITLE", "tt0112384"))
        equal((title["title"], title["adult"]), ("Apollo 13", False))
        with raises(redis.ResponseError, "tt9999999"):
            connection.execute_command("TITLE", "tt9999999")
        connection.execute_command("FORMAT", "resp")
        equal(record(connection.execute_command("TITLE", "tt0112384"))["title"], "Apollo 13")


def check_reset(server):
    """In RESP2, where RESET leads to: redis-py does not notice that the protocol changes."""
    with client(server, 2, single_connection_client=True) as connection:
        connection.client_setname("before")
        equal(connection.execute_command("RESET"), "RESET")
        equal(connection.client_getname(), None)


def check_passwords_are_refused(server):
    for protocol, user in ((2, None), (2, "u"), (3, None), (3, "u")):
        with raises(redis.RedisError, "without any password"):
            client(
                server, protocol, username=user, password="secret", retry=Retry(NoBackoff(), 0)
            ).ping()
