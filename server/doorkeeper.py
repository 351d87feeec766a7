"""Who asks over HTTP, and what a room is to them."""

from __future__ import annotations

from starlette.requests import Request

from rooms.errors import HostOnly, NoSuchRoom, SignedOut
from rooms.live import LiveRoom
from rooms.service import RoomService
from server.identity import Identity, Person


class Doorkeeper:
    def __init__(self, service: RoomService, identity: Identity) -> None:
        self.service = service
        self.identity = identity

    def person(self, request: Request) -> Person:
        """Raises:
        SignedOut: nobody that we know.
        """
        person = self.identity.of(request)
        if person is None:
            raise SignedOut
        return person

    async def member(self, request: Request) -> tuple[LiveRoom, Person]:
        """The room of the path, for somebody with a seat in it.

        Raises:
            NoSuchRoom: for all others it does not exist.
        """
        person = self.person(request)
        live = await self.service.fresh(request.path_params["room"])
        if live.room.seated(person.id) is None:
            raise NoSuchRoom
        return live, person

    async def leader(self, request: Request) -> tuple[LiveRoom, Person]:
        """The same, for its host and co-hosts.

        Raises:
            HostOnly: it is another member.
        """
        live, person = await self.member(request)
        seat = live.room.view.members[person.id]
        if seat.id != live.room.view.host and seat.role != "cohost":
            raise HostOnly
        return live, person
