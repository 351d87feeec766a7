"""The co-author reads what it noted of a story: its beats are found among all events without reading those."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.execute("create index events_beats on events (room_id, seq) where event ->> 'type' = 'beat.recorded'")


def downgrade() -> None:
    op.execute("drop index events_beats")
