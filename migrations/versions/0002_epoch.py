"""Which history this is, for pages that come back after a restore; and tickets that are only written when used."""

from alembic import op

from rooms.settings import APP_ROLE, WRITER_ROLE

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.execute("create table epochs (id uuid primary key, since timestamptz not null)")
    op.execute("insert into epochs values (gen_random_uuid(), now())")
    op.execute(f"grant select on epochs to {WRITER_ROLE}")
    op.execute(f"grant insert on tickets to {WRITER_ROLE}")
    op.execute(f"revoke insert on tickets from {APP_ROLE}")


def downgrade() -> None:
    op.execute(f"grant insert on tickets to {APP_ROLE}")
    op.execute(f"revoke insert on tickets from {WRITER_ROLE}")
    op.execute("drop table epochs")
