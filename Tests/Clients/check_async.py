"""redis-py on asyncio, both protocols."""
import asyncio

import redis.asyncio

from check_python import each_protocol, record
from harness import equal


@each_protocol
def check_asyncio(server, protocol):
    async def work(connection, number):
        equal(await connection.echo(str(number)), str(number))
        chain = await connection.execute_command("DEGREES", "nm0000102", "nm0000158")
        equal(record(chain)["degrees"], 1)

    async def main():
        connection = redis.asyncio.Redis(
            port=server.port, protocol=protocol, decode_responses=True, max_connections=50)
        async with connection:
            await asyncio.gather(*(work(connection, number) for number in range(50)))
            async with connection.pipeline(transaction=False) as pipeline:
                for number in range(100):
                    pipeline.echo(str(number))
                equal(await pipeline.execute(), [str(number) for number in range(100)])

    asyncio.run(asyncio.wait_for(main(), 20))
