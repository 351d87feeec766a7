"""The live room: rooms, their logs and texts, jobs, presence, tickets.

What is appended per event has no foreign key: the append itself joins the head of its room.
Tables are made in SQL, because what matters most here (row-level security, who may do what) has no other words.
"""

from alembic import op

from rooms.settings import APP_ROLE, WRITER_ROLE

revision = "0001"
down_revision = None

TABLES = """
create table rooms (
    id uuid primary key, tenant_id uuid not null, code text not null unique,
    created_by uuid not null, created_at timestamptz not null default now());
create table heads (room_id uuid primary key references rooms (id), tenant_id uuid not null, seq bigint not null);
create table events (
    room_id uuid not null, seq bigint not null, tenant_id uuid not null,
    at timestamptz not null, actor uuid, op uuid, event jsonb not null, sealed jsonb,
    primary key (room_id, seq));
create unique index events_op on events (room_id, actor, op) nulls not distinct where op is not null;
create table texts (
    room_id uuid not null, seq bigint not null, tenant_id uuid not null,
    passage bigint, text text not null, primary key (room_id, seq));
create index texts_passage on texts (room_id, passage) where passage is not null;
create table jobs (
    room_id uuid not null, seq bigint not null, tenant_id uuid not null, kind text not null,
    attempt int not null default 0, owner uuid, lease_until timestamptz, progress text not null default '',
    done boolean not null default false, primary key (room_id, seq));
create table checkpoints (
    room_id uuid not null, seq bigint not null, tenant_id uuid not null,
    rules int not null, room json not null, primary key (room_id, seq));
create table processes (id uuid primary key, beat_at timestamptz not null);
create table presence (
    room_id uuid not null, member_id uuid not null, process_id uuid not null,
    tenant_id uuid not null, left_at timestamptz, primary key (room_id, member_id, process_id));
create table tickets (
    hash bytea primary key, tenant_id uuid not null, room_id uuid not null references rooms (id),
    person_id uuid not null, expires_at timestamptz not null);
create table guesses (
    address bytea not null, minute timestamptz not null, count int not null, primary key (address, minute));
"""

TENANT_TABLES = ("rooms", "heads", "events", "texts", "jobs", "checkpoints", "presence", "tickets")

APP_GRANTS = {
    "rooms": "select, insert",
    "heads": "select, insert",
    "events": "select",
    "texts": "select",
    "tickets": "insert",
}
WRITER_GRANTS = {
    "rooms": "select",
    "heads": "select, update",
    "events": "select, insert",
    "texts": "select, insert",
    "jobs": "select, insert, update",
    "checkpoints": "select, insert",
    "presence": "select, insert, update, delete",
    "tickets": "select, delete",
}


def upgrade() -> None:
    for statement in filter(str.strip, TABLES.split(";")):
        op.execute(statement)
    for table in TENANT_TABLES:
        op.execute(f"alter table {table} enable row level security")
        op.execute(f"alter table {table} force row level security")
        op.execute(
            f"create policy tenant on {table} to {APP_ROLE} "
            "using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) "
            "with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)"
        )
        op.execute(f"create policy writer on {table} to {WRITER_ROLE} using (true) with check (true)")
    for role, grants in ((APP_ROLE, APP_GRANTS), (WRITER_ROLE, WRITER_GRANTS)):
        op.execute(f"grant usage on schema public to {role}")
        for table, verbs in grants.items():
            op.execute(f"grant {verbs} on {table} to {role}")
    op.execute(f"grant select, insert, update, delete on processes, guesses to {WRITER_ROLE}")


def downgrade() -> None:
    for table in ("guesses", "processes", *reversed(TENANT_TABLES)):
        op.execute(f"drop table {table}")
