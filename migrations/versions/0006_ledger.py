"""The ledger: a row for each request to a provider. The writer's role keeps it, people's reads see their tenant's."""

from alembic import op

from rooms.settings import APP_ROLE, WRITER_ROLE

revision = "0006"
down_revision = "0005"

ATTEMPTS = """
create table attempts (
    id uuid primary key, tenant_id uuid not null, room_id uuid not null, generation bigint not null, fence int not null,
    person_id uuid, as_of bigint not null, at timestamptz not null, purpose text not null, provider text not null,
    model text not null, outcome text not null, request text not null, first_ms int, total_ms int,
    fresh int, cache_read int, cache_write int, cache_write_long int, out int, thought int, usage_source text,
    priced_from date, reserved numeric, cost numeric, checked text)
"""


def upgrade() -> None:
    op.execute(ATTEMPTS)
    op.execute("create index attempts_day on attempts (tenant_id, at)")
    op.execute("create index attempts_work on attempts (room_id, generation)")
    op.execute("create index attempts_open on attempts (at) where outcome = 'open'")
    op.execute("alter table attempts enable row level security")
    op.execute("alter table attempts force row level security")
    op.execute(
        f"create policy tenant on attempts to {APP_ROLE} "
        "using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) "
        "with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)"
    )
    op.execute(f"create policy writer on attempts to {WRITER_ROLE} using (true) with check (true)")
    op.execute(f"grant select on attempts to {APP_ROLE}")
    op.execute(f"grant select, insert, update, delete on attempts to {WRITER_ROLE}")


def downgrade() -> None:
    op.execute("drop table attempts")
