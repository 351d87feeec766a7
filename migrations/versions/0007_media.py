"""Jobs that workers do: who asked and when, when to look again, how they ended; and what providers answered.

``fetched`` holds a provider's answer under the hash of its request, so that nobody pays for it twice.
"""

from alembic import op

from rooms.settings import APP_ROLE, WRITER_ROLE

revision = "0007"
down_revision = "0006"

COLUMNS = """
alter table jobs
    add person_id uuid, add asked_at timestamptz not null default now(), add not_before timestamptz,
    add let_go int not null default 0, add cost numeric, add ended_at timestamptz, add outcome text
"""
FETCHED = """
create table fetched (
    room_id uuid not null, request bytea not null, tenant_id uuid not null, place text not null,
    seq bigint not null, part text not null default '', calls int not null default 0, file uuid,
    provider text, model text, cost numeric, notes jsonb,
    at timestamptz not null default now(), primary key (room_id, request))
"""


def upgrade() -> None:
    op.execute(COLUMNS)
    op.execute("create index jobs_open on jobs (asked_at) where not done")
    op.execute("create index jobs_day on jobs (tenant_id, asked_at)")
    op.execute("create index jobs_ended on jobs (ended_at) where ended_at is not null")
    op.execute(FETCHED)
    op.execute("alter table fetched enable row level security")
    op.execute("alter table fetched force row level security")
    op.execute(
        f"create policy tenant on fetched to {APP_ROLE} "
        "using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) "
        "with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)"
    )
    op.execute(f"create policy writer on fetched to {WRITER_ROLE} using (true) with check (true)")
    op.execute(f"grant select, insert, update, delete on fetched to {WRITER_ROLE}")


def downgrade() -> None:
    op.execute("drop table fetched")
    for index in ("jobs_open", "jobs_day", "jobs_ended"):
        op.execute(f"drop index {index}")
    for column in ("person_id", "asked_at", "not_before", "let_go", "cost", "ended_at", "outcome"):
        op.execute(f"alter table jobs drop column {column}")
