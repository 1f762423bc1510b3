"""Messages that arrived, their files, how far a mailbox was read; and on the leg, that one is being read."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "fetch_mark",
        sa.Column("mailbox", sa.String(length=64), nullable=False),
        sa.Column("last_uid", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("mailbox", name=op.f("pk_fetch_mark")),
    )
    op.create_table(
        "incoming_mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("identity", sa.String(length=64), nullable=False),
        sa.Column("message_key", sa.String(length=64), nullable=False),
        sa.Column("same_id_as", sa.Integer(), nullable=True),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(length=10), nullable=False),
        sa.Column("envelope_to", sa.JSON(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("lease_owner", sa.String(length=80), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(length=300), nullable=False),
        sa.Column("sender", sa.String(length=320), nullable=False),
        sa.Column("sender_name", sa.String(length=300), nullable=False),
        sa.Column("subject", sa.String(length=500), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("quoted", sa.Text(), nullable=False),
        sa.Column("is_auto_reply", sa.Boolean(), nullable=False),
        sa.Column("is_spam", sa.Boolean(), nullable=False),
        sa.Column("bounce", sa.JSON(), nullable=True),
        sa.Column("verdicts", sa.JSON(), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.Column("centre_ref", sa.String(length=40), nullable=True),
        sa.Column("case_ref", sa.Integer(), nullable=True),
        sa.Column("leg_ref", sa.Integer(), nullable=True),
        sa.Column("party", sa.String(length=10), nullable=True),
        sa.Column("method", sa.String(length=10), nullable=True),
        sa.Column("why", sa.String(length=40), nullable=False),
        sa.Column("guesses", sa.JSON(), nullable=False),
        sa.Column("meaning", sa.String(length=20), nullable=True),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("placed_by_id", sa.Integer(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["done_by_id"], ["account.id"], name=op.f("fk_incoming_mail_done_by_id_account")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_incoming_mail_file_id_stored_file")),
        sa.ForeignKeyConstraint(["placed_by_id"], ["account.id"], name=op.f("fk_incoming_mail_placed_by_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incoming_mail")),
        sa.UniqueConstraint("identity", name=op.f("uq_incoming_mail_identity")),
    )
    with op.batch_alter_table("incoming_mail", schema=None) as batch_op:
        batch_op.create_index("ix_incoming_mail_case", ["case_ref", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_incoming_mail_centre_ref"), ["centre_ref"], unique=False)
        batch_op.create_index("ix_incoming_mail_leg", ["leg_ref", "state", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_incoming_mail_message_key"), ["message_key"], unique=False)
        batch_op.create_index("ix_incoming_mail_queue", ["state", "is_spam", "id"], unique=False)
        batch_op.create_index("ix_incoming_mail_sender", ["sender", "id"], unique=False)

    op.create_table(
        "incoming_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mail_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("content_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("refused", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_incoming_file_file_id_stored_file")),
        sa.ForeignKeyConstraint(["mail_id"], ["incoming_mail.id"], name=op.f("fk_incoming_file_mail_id_incoming_mail")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incoming_file")),
    )
    with op.batch_alter_table("incoming_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_incoming_file_mail_id"), ["mail_id"], unique=False)

    with op.batch_alter_table("leg", schema=None) as batch_op:
        batch_op.add_column(sa.Column("mail_waits", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("leg", schema=None) as batch_op:
        batch_op.drop_column("mail_waits")

    with op.batch_alter_table("incoming_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_incoming_file_mail_id"))

    op.drop_table("incoming_file")
    with op.batch_alter_table("incoming_mail", schema=None) as batch_op:
        batch_op.drop_index("ix_incoming_mail_sender")
        batch_op.drop_index("ix_incoming_mail_queue")
        batch_op.drop_index(batch_op.f("ix_incoming_mail_message_key"))
        batch_op.drop_index("ix_incoming_mail_leg")
        batch_op.drop_index(batch_op.f("ix_incoming_mail_centre_ref"))
        batch_op.drop_index("ix_incoming_mail_case")

    op.drop_table("incoming_mail")
    op.drop_table("fetch_mark")
