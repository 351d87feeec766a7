"""What operators see: each process serves its own numbers at /metrics. docs/operating.md says what they mean."""

from __future__ import annotations

import asyncio
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.process_collector import ProcessCollector

from rooms.service import RoomService
from server.jobs import JobNumbers


class Metrics:
    """``jobs``: numbers that are read out of the tables before they are shown."""

    jobs: JobNumbers | None = None

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._labelled: dict[tuple[Any, tuple[str, ...]], Any] = {}
        ProcessCollector(registry=self.registry)
        self.sockets = Gauge("roundtale_sockets", "Sockets that showed a ticket.", registry=self.registry)
        self.bad_frames = Counter("roundtale_bad_frames", "Frames that were no packet.", registry=self.registry)
        self.commands = Counter(
            "roundtale_commands", "Commands by name and outcome.", ["name", "outcome"], registry=self.registry
        )
        self._seconds = Histogram(
            "roundtale_command_seconds",
            "From being let in to the answer.",
            ["name"],
            buckets=(0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10),
            registry=self.registry,
        )
        self.loop_lag = Gauge("roundtale_loop_lag_seconds", "How late the event loop is.", registry=self.registry)
        self.generations = Counter(
            "roundtale_generations", "Passages of the co-author by outcome.", ["outcome"], registry=self.registry
        )
        self.takeovers = Counter(
            "roundtale_takeovers", "Passages that another process had begun.", registry=self.registry
        )
        self.leases_lost = Counter(
            "roundtale_leases_lost", "Passages that another process took from here.", registry=self.registry
        )
        self.slow_readers = Counter(
            "roundtale_slow_readers", "Sockets dropped with too much unread.", registry=self.registry
        )

    def command(self, name: str, outcome: str, seconds: float) -> None:
        """One command was answered."""
        self._of(self.commands, name, outcome).inc()
        self._of(self._seconds, name).observe(seconds)

    def _of(self, metric: Any, *labels: str) -> Any:
        """Looking a label up costs more than counting."""
        known = self._labelled.get((metric, labels))
        if known is None:
            known = self._labelled[metric, labels] = metric.labels(*labels)
        return known

    def watch(self, service: RoomService) -> None:
        """Numbers that are read where they are, when asked for."""
        for name, help_text, read in (
            ("rooms", "Rooms in memory.", lambda: len(service.memory)),
            ("tasks", "Tasks of the event loop.", lambda: len(asyncio.all_tasks())),
            ("resets", "Pages that came back and began anew.", lambda: service.resets),
            ("oldest_generation_seconds", "Age of the oldest unfinished passage.", lambda: oldest_generation(service)),
            ("appended", "Commands appended to the log.", lambda: service.writer.appended),
            ("batches", "Commits of the writer.", lambda: service.writer.batches),
            ("delivered", "Events written to sockets.", lambda: service.feed.delivered),
            ("bus_dropped", "Redis messages that were dropped.", lambda: service.bus.dropped),
            ("bus_hearing", "1 while Redis is heard.", lambda: service.bus.hearing),
        ):
            Gauge(f"roundtale_{name}", help_text, registry=self.registry).set_function(read)

    def text(self) -> bytes:
        return generate_latest(self.registry)


def oldest_generation(service: RoomService) -> float:
    """Seconds since the co-author's oldest unfinished passage was begun, in rooms that somebody here is in."""
    begun = [
        live.room.view.generation.began_at
        for live in map(service.room, service.feed.rooms())
        if live.confirmed is not None and live.room.view.generation is not None
    ]
    return (service.presence.now() - min(begun)).total_seconds() if begun else 0.0
