"""My stories: covers, shelves, and how far each room is; links that open a room or let read it.

What is written for each event grows by a small number; a cover and a seat are written when they change.
"""

from alembic import op

from rooms.settings import APP_ROLE, WRITER_ROLE

revision = "0003"
down_revision = "0002"

TABLES = """
create table covers (
    room_id uuid primary key, tenant_id uuid not null, title text not null, premise text not null,
    language text not null, genre text not null, mode text not null, host text, names text[] not null,
    members int not null, complete boolean not null);
create table shelves (
    person_id uuid not null, room_id uuid not null, tenant_id uuid not null,
    seated boolean not null, archived_at timestamptz, primary key (person_id, room_id));
create table links (
    id uuid primary key, tenant_id uuid not null, room_id uuid not null references rooms (id),
    hash bytea not null unique, kind text not null, role text not null, created_by uuid not null,
    created_at timestamptz not null, expires_at timestamptz, uses int not null default 0);
create index links_room on links (room_id);
"""

BACKFILL = """
insert into shelves (person_id, room_id, tenant_id, seated)
    select distinct on (room_id, person) person, room_id, tenant_id, seated from (
        select room_id, tenant_id, seq, event ->> 'type' = 'member.joined' as seated,
            coalesce(event #>> '{member,id}', event ->> 'member')::uuid as person
        from events where event ->> 'type' in ('member.joined', 'member.left')) as moves
    order by room_id, person, seq desc;
insert into covers (
        room_id, tenant_id, title, premise, language, genre, mode, host, names, members, complete)
    select h.room_id, h.tenant_id, title.last, t.text, language.last, genre.last, mode.last, host.name,
        (select coalesce(array_agg(name order by first), '{}') from (
            select (array_agg(e.event #>> '{member,name}' order by seq desc))[1] as name, min(seq) as first
            from events e join shelves s on s.room_id = e.room_id and s.seated
                and s.person_id = (e.event #>> '{member,id}')::uuid
            where e.room_id = h.room_id and e.event ->> 'type' in ('member.joined', 'member.knocked')
            group by s.person_id) as seats),
        (select count(*) from shelves s where s.room_id = h.room_id and s.seated),
        coalesce((select event ->> 'type' = 'story.completed' from events e where e.room_id = h.room_id
            and event ->> 'type' in ('story.completed', 'story.reopened') order by seq desc limit 1), false)
    from heads h join texts t on t.room_id = h.room_id and t.seq = 1,
        lateral (select event ->> 'title' as last from events e
            where e.room_id = h.room_id and event ? 'title' order by seq desc limit 1) as title,
        lateral (select event ->> 'language' as last from events e
            where e.room_id = h.room_id and event ? 'language' order by seq desc limit 1) as language,
        lateral (select event ->> 'genre' as last from events e
            where e.room_id = h.room_id and event ? 'genre' order by seq desc limit 1) as genre,
        lateral (select event ->> 'mode' as last from events e
            where e.room_id = h.room_id and event ? 'mode' order by seq desc limit 1) as mode,
        lateral (select (select j.event #>> '{member,name}' from events j
            where j.room_id = h.room_id and j.event ->> 'type' = 'member.joined'
                and j.event #>> '{member,id}' = (select event ->> 'member' from events e where e.room_id = h.room_id
                    and event ->> 'type' = 'host.passed' order by seq desc limit 1)
            order by j.seq desc limit 1) as name) as host;
update covers set names = names[1:6];
create temporary table counted on commit drop as
    select room_id, count(*) filter (where event ->> 'type' = 'passage.added')
        - count(*) filter (where event ->> 'type' = 'passage.retracted') as passages
    from events group by room_id;
alter table heads add column passages int not null default 0;
update heads h set passages = c.passages from counted c where c.room_id = h.room_id;
create index texts_aside on texts (room_id, seq) where passage is null;
"""
"""The heads come last: whoever writes waits from there on. By the index lines said aside are found without a look at
every event."""

GRANTS = {
    APP_ROLE: {
        "covers": "select",
        "shelves": "select, update (archived_at)",
        "links": "select, insert, delete, update (uses)",
        "rooms": "update (code)",
    },
    WRITER_ROLE: {
        "covers": "select, insert, update",
        "shelves": "select, insert, update",
        "rooms": "insert",
        "heads": "insert",
    },
}
"""The writer makes a room's first rows too, where a whole room comes in: that is one transaction."""


def upgrade() -> None:
    _run(TABLES)
    _run(BACKFILL)
    for table in ("covers", "shelves", "links"):
        op.execute(f"alter table {table} enable row level security")
        op.execute(f"alter table {table} force row level security")
        op.execute(
            f"create policy tenant on {table} to {APP_ROLE} "
            "using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) "
            "with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)"
        )
        op.execute(f"create policy writer on {table} to {WRITER_ROLE} using (true) with check (true)")
    for role, grants in GRANTS.items():
        for table, verbs in grants.items():
            op.execute(f"grant {verbs} on {table} to {role}")


def _run(statements: str) -> None:
    for statement in filter(str.strip, statements.split(";")):
        op.execute(statement)


def downgrade() -> None:
    op.execute(f"revoke update (code) on rooms from {APP_ROLE}")
    op.execute(f"revoke insert on rooms, heads from {WRITER_ROLE}")
    op.execute("drop index texts_aside")
    op.execute("alter table heads drop column passages")
    for table in ("links", "shelves", "covers"):
        op.execute(f"drop table {table}")
