"""Every setting and limit, with its default and its reason. docs/settings.md is generated from this file."""

from __future__ import annotations

import hashlib
import hmac
import re
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit, urlunsplit

from pydantic import AliasChoices, Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

DEVELOPMENT_SECRET = "not-a-secret-for-development-only"
MEMORY = "memory://"
"""Storage for tests: of one process, and gone with it."""
BUCKET = re.compile(r"(s3|gs|az)://[a-z0-9][a-z0-9._-]{1,61}[a-z0-9](/[A-Za-z0-9_-][A-Za-z0-9._-]*)*/?", re.ASCII)
APP_ROLE = "roundtale_app"
WRITER_ROLE = "roundtale_writer"


class Settings(BaseSettings):
    """Read from the environment: ``DATABASE_URL``, ``REDIS_URL``, ``PORT``; all others begin with ``ROUNDTALE_``."""

    model_config = SettingsConfigDict(env_prefix="ROUNDTALE_", frozen=True, extra="ignore", populate_by_name=True)

    # Where things are.
    environment: Literal["development", "production"] = Field(
        "development", description="Production refuses dangerous settings at start-up."
    )
    data: Path = Field(Path("data"), description="The folder of `run`: the embedded database, the secret, the media.")
    database_url: str = Field(
        "",
        validation_alias=AliasChoices("database_url", "DATABASE_URL"),
        description="PostgreSQL 16 or newer, as the owner: migrations run with it. Empty: the embedded server.",
    )
    app_database_url: str = Field(
        "", description="For people's reads. Empty: made from DATABASE_URL with a password derived from the secret."
    )
    writer_database_url: str = Field("", description="For the writer of room events. Empty: as above.")
    redis_url: str = Field(
        "",
        validation_alias=AliasChoices("redis_url", "REDIS_URL"),
        description="Valkey, or Redis 7 or newer: a private unix socket, or TCP with a password. Empty: embedded.",
    )
    host: str = Field("127.0.0.1", description="The address that web listens on.")
    port: int = Field(
        8000, ge=0, le=65535, validation_alias=AliasChoices("port", "PORT"), description="0 takes any free port."
    )
    public_url: str = Field(
        "", description="The address people type, https://story.example; links, QR and the origin list use it."
    )
    origins: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="Further origins whose pages may open sockets, separated by commas. Never '*' in production."
    )
    trusted_proxies: str = Field(
        "", description="Addresses whose X-Forwarded-For is believed, separated by commas. Empty: nobody's."
    )
    secret: str = Field(
        DEVELOPMENT_SECRET, min_length=16, description="Signs cookies, derives role passwords. Make run makes one."
    )
    secure_cookies: bool = Field(False, description="Cookies over https alone; production requires it.")
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["console", "json"] = "console"

    # A room.
    members_per_room: int = Field(1000, ge=1, description="Seats; the fan-out was measured up to here.")
    passage_chars: int = Field(4000, ge=1, le=16_000, description="About two printed pages.")
    chat_chars: int = Field(500, ge=1, le=16_000, description="An aside, not a second story.")
    versions_per_passage: int = Field(12, ge=1, description="What one can leaf through.")
    notes_per_passage: int = Field(40, ge=0, description="Notes and suggestions in one margin.")
    links_per_room: int = Field(50, ge=1, description="Links that are good at the same time.")
    start_chars: int = Field(200_000, ge=1, description="A text that a story starts from: a short novel.")
    start_passages: int = Field(1000, ge=1, description="Passages that it may become; they are written in one go.")
    branches_per_room: int = Field(200, ge=0, description="What a map can still show.")
    retract_seconds: int = Field(60, ge=0, description="Long enough to regret, short enough that nobody built on it.")
    absent_seconds: int = Field(15, ge=0, description="A reload or a tunnel is no absence; after this turns move on.")
    host_absent_seconds: int = Field(300, ge=1, description="After this hosting passes to somebody who is here.")
    delta_events: int = Field(500, ge=1, description="More missed events than this and a snapshot is cheaper.")
    room_idle_seconds: int = Field(300, ge=1, description="A room stays in memory this long after its last socket.")
    rooms_per_process: int = Field(5000, ge=1, description="Beyond it the longest unused rooms are forgotten first.")
    checkpoint_events: int = Field(500, ge=1, description="A fold longer than this costs more than a checkpoint.")

    # A socket, a person, an address.
    frame_bytes: int = Field(65_536, ge=1024, description="The largest frame taken in.")
    inbox_commands: int = Field(32, ge=1, description="Commands of one socket that may wait.")
    outbox_bytes: int = Field(1_048_576, ge=65_536, description="Unread bytes of one socket before it is dropped.")
    ping_seconds: float = 10
    """Between two heartbeats of a socket; with the next one, how soon a pulled cable is noticed (P8: 20 s)."""
    pong_seconds: float = 5
    """From a ping to the end of a socket that does not answer."""
    handshake_seconds: float = Field(5, gt=0, description="For a socket to show its ticket.")
    sockets_per_person: int = Field(12, ge=1, description="Tabs and devices of one person.")
    sockets_per_address: int = Field(400, ge=1, description="A school is one address: ten classes and a reserve.")
    halfopen_per_address: int = Field(64, ge=1, description="Sockets of one address that have shown no ticket yet.")
    commands_per_second_socket: float = Field(20, gt=0, description="Typing, drafts and turns of a fast hand.")
    commands_per_second_person: float = Field(30, gt=0, description="The same person in several tabs.")
    commands_per_second_address: float = Field(600, gt=0, description="A school behind one address.")
    requests_per_second_address: float = Field(60, gt=0, description="HTTP requests; a class opens the page at once.")
    guesses_per_minute_address: int = Field(
        60, ge=1, description="Wrong codes: a class mistypes, a guesser is shut out."
    )
    keys_per_person: int = Field(20, ge=1, description="API keys of one person that are not revoked.")
    body_bytes: int = Field(65_536, ge=1024, description="The largest HTTP request body.")
    start_bytes: int = Field(2_097_152, ge=1024, description="A request that brings a text to start a story from.")
    import_bytes: int = Field(67_108_864, ge=1024, description="A room that comes in as a file, unpacked.")
    import_events: int = Field(50_000, ge=1, description="Events of a room that comes in as a file: seconds of work.")

    # Time.
    command_seconds: float = Field(8, gt=0, description="A command that could not be saved by then is answered busy.")
    heads_seconds: float = Field(1.5, gt=0, description="How often PostgreSQL is asked for news, Redis or not.")
    lease_seconds: float = Field(8, gt=0, description="A co-author's process that is silent this long is replaced.")
    process_seconds: float = Field(12, gt=0, description="A process that is silent this long is dead to presence.")
    ticket_seconds: int = Field(60, ge=1, description="A ticket opens one socket within this time.")
    guest_days: int = Field(90, ge=1, description="How long a browser is known without an account.")
    drain_seconds: float = Field(10, gt=0, description="For handing over and finishing accepted work after SIGTERM.")
    hand_over_seconds: float = Field(
        7, ge=0, description="After SIGTERM pages move on to other processes one by one; 0 where there are none."
    )
    pool_size: int = Field(8, ge=2, description="Connections of one process for people's reads.")

    # The co-author.
    coauthor: Annotated[tuple[str, ...], NoDecode] = Field(
        ("anthropic", "openai", "compatible", "improv"),
        description="Who writes: the first that can be reached and is well. Without any key that is improv, which "
        "needs no network; without improv here the co-author is silent while all others are down.",
    )
    anthropic_key: SecretStr = Field(SecretStr(""), description="The key of an Anthropic account.")
    anthropic_url: str = Field("", description="Another address than Anthropic's own: a gateway.")
    openai_key: SecretStr = Field(SecretStr(""), description="The key of an OpenAI account.")
    openai_url: str = Field("", description="Another address than OpenAI's own, with /v1: a gateway.")
    compatible_url: str = Field(
        "",
        description="An endpoint that speaks OpenAI's Chat Completions, with /v1: a model server at home, say. This "
        "address and no other is spoken to, without redirects; it may be private, because only you can write it here.",
    )
    compatible_key: SecretStr = Field(SecretStr(""), description="Its key, where it wants one.")
    compatible_model: str = Field("", description="The name of its model. Empty: as the models file says.")
    models: str = Field("", description="A file of your own in the place of engine/models.toml: names, prices, flags.")
    coauthor_first_word_seconds: float = Field(12, gt=0, description="For a provider's first word, all tries together.")
    coauthor_gap_seconds: float = Field(8, gt=0, description="Between two words of a provider.")
    budget_room_day: Decimal = Field(Decimal(2), ge=0, description="Dollars a room may cost a day (UTC); 0: no bound.")
    budget_person_day: Decimal = Field(Decimal(2), ge=0, description="Dollars for what one person asks for in a day.")
    budget_tenant_day: Decimal = Field(Decimal(20), ge=0, description="Dollars a day for all rooms of a tenant.")
    better_per_minute_person: float = Field(
        3, gt=0, description="Asking a model about a draft: again after some of its changes, not while one types."
    )
    budget_soft_share: float = Field(0.7, gt=0, le=1, description="Beyond this share the cheaper model writes.")
    coauthor_words_per_second: float = Field(14, gt=0, description="The pace of improv: a brisk reader's.")
    coauthor_told_chars: int = Field(
        96_000, ge=4_000, description="Of the story so far it is given this much word for word, the rest in summaries."
    )

    # Pictures and voices.
    pictures: Annotated[tuple[str, ...], NoDecode] = Field(
        ("openai", "compatible", "drawn"),
        description="Who makes pictures: the first that has a key or an address. `drawn` is the house itself.",
    )
    voices: Annotated[tuple[str, ...], NoDecode] = Field(
        ("openai", "elevenlabs", "compatible", "quick"),
        description="Who reads aloud: the first that has a key or an address. `quick` is the house itself.",
    )
    pictures_url: str = Field("", description="An endpoint that speaks OpenAI's image API, with /v1; see above.")
    pictures_key: SecretStr = Field(SecretStr(""), description="Its key, where it wants one.")
    pictures_model: str = Field("", description="The name of its model.")
    pictures_quality: Literal["low", "medium", "high"] = Field("low", description="Of OpenAI's; finer ones cost more.")
    pictures_seconds: float = Field(120, gt=0, le=150, description="For a provider's picture; who is slower is away.")
    voices_url: str = Field("", description="An endpoint that speaks OpenAI's speech API, with /v1; see above.")
    voices_key: SecretStr = Field(SecretStr(""), description="Its key, where it wants one.")
    voices_model: str = Field("", description="The name of its model.")
    elevenlabs_key: SecretStr = Field(SecretStr(""), description="The key of an ElevenLabs account.")
    elevenlabs_url: str = Field("", description="Another address than ElevenLabs' own: a gateway.")
    voices_seconds: float = Field(120, gt=0, description="For a provider's speech; whoever is slower is away.")
    voices_table: str = Field("", description="A file of your own in the place of workers/voices/voices.toml.")
    storage_url: str = Field(
        "", description="Where files are: s3://, gs:// or az:// with a bucket. Empty: a folder in the data folder."
    )
    media_per_passage: int = Field(24, ge=1, description="Pictures, voices and recordings of one passage.")
    media_room_day: int = Field(300, ge=0, description="Pictures and voices made for one room in a day (UTC).")
    media_person_day: int = Field(150, ge=0, description="What one person asks for in a day.")
    media_tenant_day: int = Field(3000, ge=0, description="What all rooms of a tenant are made in a day.")
    media_lease_seconds: float = Field(10, gt=0, description="A worker that is silent this long is replaced.")
    media_sweep_seconds: float = Field(5, gt=0, description="How often workers look for what no bell announced.")
    media_link_seconds: int = Field(600, ge=60, description="How long a link to a file is good.")
    recording_bytes: int = Field(20_971_520, ge=1024, description="A recording as it comes in: seven minutes.")
    recordings_per_minute_person: float = Field(6, gt=0, description="Recordings that one person sends in.")
    recording_seconds: int = Field(420, ge=1, description="The longest recording of one passage.")
    worker_jobs: int = Field(2, ge=1, description="Jobs of each duration class that one worker does side by side.")

    @field_validator("origins", "coauthor", "pictures", "voices", mode="before")
    @classmethod
    def split(cls, given: object) -> object:
        return tuple(filter(None, given.replace(" ", "").split(","))) if isinstance(given, str) else given

    @field_validator("storage_url")
    @classmethod
    def name_a_bucket(cls, given: str) -> str:
        if given and given != MEMORY and not BUCKET.fullmatch(given):
            raise ValueError(
                "ROUNDTALE_STORAGE_URL: s3://bucket, gs://bucket or az://container, with /folders behind if you like; "
                "keys and another endpoint are taken from the environment, see docs/operating.md"
            )
        return given

    @model_validator(mode="after")
    def refuse_danger(self) -> Self:
        """In production refuse what would let strangers in; everywhere refuse an open Redis."""
        if self.host_absent_seconds < self.absent_seconds:
            raise ValueError("ROUNDTALE_HOST_ABSENT_SECONDS: not less than ROUNDTALE_ABSENT_SECONDS")
        redis = urlsplit(self.redis_url)
        if self.redis_url and redis.scheme != "unix" and not redis.password and self.environment == "production":
            raise ValueError("REDIS_URL: use a private unix socket, or a password; an open Redis speaks for any room")
        if self.environment == "production":
            if self.secret == DEVELOPMENT_SECRET:
                raise ValueError("ROUNDTALE_SECRET: set one of your own (32 random characters)")
            if "*" in self.origins:
                raise ValueError("ROUNDTALE_ORIGINS: '*' lets any page open sockets for your visitors; name them")
            if not self.public_url.startswith("https://"):
                raise ValueError("ROUNDTALE_PUBLIC_URL: set the https address that people type")
            if self.storage_url == MEMORY:
                raise ValueError("ROUNDTALE_STORAGE_URL: memory:// forgets; name a bucket or leave it empty")
            if not self.secure_cookies:
                raise ValueError("ROUNDTALE_SECURE_COOKIES: set it to true")
        return self

    def role_password(self, role: str) -> str:
        """The password of a database role: derived, so that one secret is all there is to keep."""
        return hmac.new(self.secret.encode(), f"role:{role}".encode(), hashlib.sha256).hexdigest()

    def role_url(self, role: str) -> str:
        """The address for a role that owns nothing: given, or DATABASE_URL with another user."""
        given = self.app_database_url if role == APP_ROLE else self.writer_database_url
        if given:
            return given
        parts = urlsplit(self.database_url)
        place = parts.netloc.rpartition("@")[2]
        return urlunsplit(parts._replace(netloc=f"{role}:{self.role_password(role)}@{place}"))
