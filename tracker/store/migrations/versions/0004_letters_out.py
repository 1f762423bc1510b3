"""Links in letters with their uses and codes; what was sent is kept; pacing by domain; who wants no list."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _links()
    op.create_table(
        "mail_subscription",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("list_name", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_subscription")),
        sa.UniqueConstraint("address", "list_name", name=op.f("uq_mail_subscription_address_list_name")),
    )
    with op.batch_alter_table("outbox_mail", schema=None) as batch_op:
        batch_op.add_column(sa.Column("to_domain", sa.String(length=254), server_default="", nullable=False))
        batch_op.add_column(sa.Column("tried_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("sent_file_id", sa.Integer(), nullable=True))
        batch_op.create_index("ix_outbox_mail_pace", ["tried_at", "to_domain"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_outbox_mail_sent_file_id_stored_file"), "stored_file", ["sent_file_id"], ["id"]
        )


def _links() -> None:
    op.create_table(
        "letter_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("leg_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_letter_link_case_id_case")),
        sa.ForeignKeyConstraint(["leg_id"], ["leg.id"], name=op.f("fk_letter_link_leg_id_leg")),
        sa.ForeignKeyConstraint(["revoked_by_id"], ["account.id"], name=op.f("fk_letter_link_revoked_by_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_link")),
    )
    with op.batch_alter_table("letter_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_letter_link_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_letter_link_leg_id"), ["leg_id"], unique=False)
    op.create_table(
        "letter_link_use",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("link_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["link_id"], ["letter_link.id"], name=op.f("fk_letter_link_use_link_id_letter_link")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_link_use")),
    )
    op.create_table(
        "letter_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("link_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["link_id"], ["letter_link.id"], name=op.f("fk_letter_code_link_id_letter_link")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_code")),
    )
    for table, column in (("letter_link_use", "at"), ("letter_code", "created_at")):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.create_index(f"ix_{table}_link", ["link_id", column], unique=False)
