"""Personal API keys. The writer's role looks them up, because whose they are is known only then."""

from alembic import op

from rooms.settings import APP_ROLE, WRITER_ROLE

revision = "0004"
down_revision = "0003"

KEYS = """
create table api_keys (
    id uuid primary key, tenant_id uuid not null, person_id uuid not null, person_name text not null,
    name text not null, begins text not null, hash bytea not null unique, created_at timestamptz not null,
    used_on date, revoked_at timestamptz)
"""


def upgrade() -> None:
    op.execute(KEYS)
    op.execute("create index api_keys_person on api_keys (person_id)")
    op.execute("alter table api_keys enable row level security")
    op.execute("alter table api_keys force row level security")
    op.execute(
        f"create policy tenant on api_keys to {APP_ROLE} "
        "using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) "
        "with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)"
    )
    op.execute(f"create policy writer on api_keys to {WRITER_ROLE} using (true) with check (true)")
    op.execute(f"grant select, insert, update (revoked_at) on api_keys to {APP_ROLE}")
    op.execute(f"grant select, update (used_on) on api_keys to {WRITER_ROLE}")


def downgrade() -> None:
    op.execute("drop table api_keys")
