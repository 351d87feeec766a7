"""The stack as one would write it first: python-socketio's own emit, one ORM session and one row lock a turn.

``python -m tests.bench.plain PORT BYTES DATABASE_URL``
"""

from __future__ import annotations

import asyncio
import json
import sys
from typing import Any

import socketio
import uvicorn
from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlmodel import Field, SQLModel, select
from sqlmodel.ext.asyncio.session import AsyncSession


class PlainRoom(SQLModel, table=True):
    id: int = Field(primary_key=True)
    seq: int = 0


class PlainTurn(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    room_id: int = Field(foreign_key="plainroom.id")
    seq: int
    text: str


class Plain:
    def __init__(self, engine: AsyncEngine, size: int) -> None:
        self.engine = engine
        self.size = size
        self.server = socketio.AsyncServer(async_mode="asgi", cors_allowed_origins="*")
        self.server.on("connect", self.connect)
        self.server.on("turn.submit", self.submit)

    async def connect(self, sid: str, environ: dict[str, Any]) -> None:
        await self.server.enter_room(sid, "room")

    async def submit(self, sid: str, data: dict[str, Any]) -> dict[str, Any]:
        async with AsyncSession(self.engine) as session:
            room = (await session.exec(select(PlainRoom).where(PlainRoom.id == 1).with_for_update())).one()
            room.seq += 1
            session.add(PlainTurn(room_id=1, seq=room.seq, text=data["text"]))
            seq = room.seq
            await session.commit()
        event = {"seq": seq, "text": data["text"], "rest": ""}
        bare = len(json.dumps(["event", event], separators=(",", ":"))) + 2
        event["rest"] = "." * (self.size - bare)
        await self.server.emit("event", event, room="room")
        return {"ok": True, "seq": seq}


async def serve(port: int, size: int, url: str) -> None:
    engine = create_async_engine(url.replace("postgresql://", "postgresql+asyncpg://"), pool_size=20)
    async with engine.begin() as connection:
        await connection.run_sync(SQLModel.metadata.create_all)
    async with AsyncSession(engine) as session:
        if not (await session.exec(select(func.count()).select_from(PlainRoom))).one():
            session.add(PlainRoom(id=1))
            await session.commit()
    app = socketio.ASGIApp(Plain(engine, size).server)
    await uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning")).serve()


if __name__ == "__main__":
    uvicorn_loop = uvicorn.Config(lambda *_: None).get_loop_factory()
    with asyncio.Runner(loop_factory=uvicorn_loop) as runner:
        runner.run(serve(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
