"""Acts: announced fees, another kind of letter, corrected answers, the head's signature."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("authority") as table:
        table.add_column(sa.Column("head_signs", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("authority") as table:
        table.alter_column("head_signs", server_default=None)
    with op.batch_alter_table("case") as table:
        table.add_column(sa.Column("filed_kind", sa.String(), nullable=True))
        table.add_column(sa.Column("kind_standing", sa.String(), nullable=True))
    with op.batch_alter_table("leg") as table:
        table.add_column(sa.Column("filed_regime_id", sa.String(), nullable=True))
        table.add_column(sa.Column("head_act", sa.String(), nullable=True))
        table.add_column(sa.Column("head_asked_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("fee_asked_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("corrected_on", sa.Date(), nullable=True))
        table.create_index(
            "ix_leg_head",
            ["authority_id", "head_asked_on", "id"],
            sqlite_where=sa.text("head_act IS NOT NULL"),
            postgresql_where=sa.text("head_act IS NOT NULL"),
        )


def downgrade() -> None:
    with op.batch_alter_table("leg") as table:
        table.drop_index("ix_leg_head")
        for name in ("corrected_on", "fee_asked_on", "head_asked_on", "head_act", "filed_regime_id"):
            table.drop_column(name)
    with op.batch_alter_table("case") as table:
        table.drop_column("kind_standing")
        table.drop_column("filed_kind")
    with op.batch_alter_table("authority") as table:
        table.drop_column("head_signs")
