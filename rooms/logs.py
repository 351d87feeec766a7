"""Structured logs: ids, sizes, codes and times. Never story text, prompts, names or tokens."""

from __future__ import annotations

import logging
import sys
from uuid import UUID

import structlog
from structlog.typing import EventDict, Processor

from rooms.settings import Settings

QUIET = (
    "uvicorn.access", "uvicorn.error", "engineio", "socketio", "engineio.server", "socketio.server", "asyncpg",
    "arq.worker",
)  # fmt: skip
OUTSIDE = frozenset({"anthropic", "openai", "httpx2", "httpcore2"})


def configure(settings: Settings) -> None:
    """Send our own and the libraries' logs through one chain. ``op`` is the correlation id from socket to database."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _ids,
    ]
    renderer: Processor = (
        structlog.processors.JSONRenderer()
        if settings.log_format == "json"
        else structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(settings.log_level),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.ExceptionRenderer(structlog.tracebacks.ExceptionDictTransformer(show_locals=False))
                if settings.log_format == "json"
                else structlog.processors.format_exc_info,
                renderer,
            ],
        )
    )
    handler.addFilter(_no_prompts)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(settings.log_level.upper())
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.ERROR if name == "asyncpg" else logging.WARNING)


def _no_prompts(record: logging.LogRecord) -> bool:
    """At lower levels the providers' libraries write down whole requests, whatever their own loggers are set to."""
    return record.levelno >= logging.WARNING or record.name.partition(".")[0] not in OUTSIDE


def _ids(_logger: object, _method: str, line: EventDict) -> EventDict:
    """Ids as text, made only of lines that are written."""
    return {name: str(value) if isinstance(value, UUID) else value for name, value in line.items()}
