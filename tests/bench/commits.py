"""How many single rows PostgreSQL commits: bare asyncpg, one connection each, nothing else.

``python -m tests.bench.commits DATABASE_URL CONNECTIONS``; for each line "SECONDS" on stdin, answers "COMMITS SECONDS".
"""

from __future__ import annotations

import asyncio
import sys
import time
from typing import Any

import asyncpg
import uvloop

from tests.bench.crowd import TEXT_LENGTH


async def commit_for(connection: asyncpg.Connection[Any], seconds: float) -> int:
    done, ends = 0, time.perf_counter() + seconds
    text = "." * TEXT_LENGTH
    while time.perf_counter() < ends:
        await connection.execute("insert into bench_rows (room, seq, text) values (1, $1, $2)", done, text)
        done += 1
    return done


async def serve(url: str, count: int) -> None:
    connections = [await asyncpg.connect(url) for _ in range(count)]
    await connections[0].execute(
        "create table if not exists bench_rows (id bigserial primary key, room int, seq int, text text)"
    )
    print("ready", flush=True)
    while line := await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline):
        began = time.perf_counter()
        done = await asyncio.gather(*(commit_for(connection, float(line)) for connection in connections))
        print(sum(done), time.perf_counter() - began, flush=True)


if __name__ == "__main__":
    uvloop.run(serve(sys.argv[1], int(sys.argv[2])))
