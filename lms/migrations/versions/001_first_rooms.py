"""First rooms: the first of the numbered migrations."""

import sqlalchemy as sa
from alembic import op

import lms.db

revision = "001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "blobs",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_blobs")),
    )
    op.create_table(
        "course_versions",
        sa.Column("course_id", sa.String(length=60), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("published_at", lms.db.UTCDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_versions")),
        sa.UniqueConstraint(
            "course_id", "number", name=op.f("uq_course_versions_course_id_number")
        ),
    )
    op.create_table(
        "courses",
        sa.Column("id", sa.String(length=60), nullable=False),
        sa.Column("published_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_courses")),
    )
    op.create_table(
        "module_versions",
        sa.Column("module_id", sa.String(length=60), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("folder", sa.String(length=80), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("published_at", lms.db.UTCDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_module_versions_number_positive")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_module_versions")),
        sa.UniqueConstraint(
            "module_id", "number", name=op.f("uq_module_versions_module_id_number")
        ),
    )
    op.create_table(
        "modules",
        sa.Column("id", sa.String(length=60), nullable=False),
        sa.Column("published_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_modules")),
    )
    op.create_table(
        "pictures",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_pictures")),
    )
    with op.batch_alter_table("pictures", schema=None) as batch_op:
        batch_op.create_index("ix_pictures_name", ["name"], unique=False)

    op.create_table(
        "trail_entries",
        sa.Column("at", lms.db.UTCDateTime(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("act", sa.String(length=60), nullable=False),
        sa.Column("thing_kind", sa.String(length=40), nullable=False),
        sa.Column("thing_id", sa.String(length=80), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trail_entries")),
    )
    with op.batch_alter_table("trail_entries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_trail_entries_actor_id"), ["actor_id"], unique=False)
        batch_op.create_index(
            "ix_trail_entries_thing", ["thing_kind", "thing_id", "at"], unique=False
        )

    op.create_table(
        "users",
        sa.Column("username", sa.String(length=60), nullable=False),
        sa.Column("username_key", sa.String(length=60), nullable=False),
        sa.Column("secret_hash", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column(
            "country",
            sa.Enum("vn", "mn", "kg", "other", name="country", native_enum=False, length=24),
            nullable=False,
        ),
        sa.Column(
            "stage",
            sa.Enum(
                "pre_departure",
                "in_korea",
                "preparing_return",
                "returned",
                name="stage",
                native_enum=False,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("joined_at", lms.db.UTCDateTime(), nullable=False),
        sa.Column("consented_at", lms.db.UTCDateTime(), nullable=False),
        sa.Column("consent_version", sa.Integer(), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("username_key", name=op.f("uq_users_username_key")),
    )
    op.create_table(
        "wrong_tries",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("last_at", lms.db.UTCDateTime(), nullable=False),
        sa.CheckConstraint("times > 0", name=op.f("ck_wrong_tries_times_positive")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_wrong_tries")),
    )
    with op.batch_alter_table("wrong_tries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_wrong_tries_last_at"), ["last_at"], unique=False)

    op.create_table(
        "certificates",
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("course_id", sa.String(length=60), nullable=False),
        sa.Column(
            "state",
            sa.Enum("issued", "withdrawn", "deleted", name="state", native_enum=False, length=24),
            nullable=False,
        ),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=True),
        sa.Column("pdf_size", sa.Integer(), nullable=False),
        sa.Column("pdf_hash", sa.String(length=64), nullable=False),
        sa.Column("issued_at", lms.db.UTCDateTime(), nullable=False),
        sa.Column("withdrawn_at", lms.db.UTCDateTime(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "state <> 'deleted' OR (user_id IS NULL AND pdf IS NULL)",
            name=op.f("ck_certificates_deleted_is_blank"),
        ),
        sa.CheckConstraint(
            "state <> 'withdrawn' OR (withdrawn_at IS NOT NULL AND reason <> '')",
            name=op.f("ck_certificates_withdrawn_with_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_certificates_user_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificates")),
        sa.UniqueConstraint("number", name=op.f("uq_certificates_number")),
        sa.UniqueConstraint("user_id", "course_id", name=op.f("uq_certificates_user_id_course_id")),
    )
    op.create_table(
        "course_starts",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.String(length=60), nullable=False),
        sa.Column("modules", sa.JSON(), nullable=False),
        sa.Column("began_at", lms.db.UTCDateTime(), nullable=False),
        sa.Column("finished_at", lms.db.UTCDateTime(), nullable=True),
        sa.Column("certificate", sa.String(length=24), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_course_starts_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_starts")),
        sa.UniqueConstraint(
            "user_id", "course_id", name=op.f("uq_course_starts_user_id_course_id")
        ),
    )
    op.create_table(
        "grants",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column(
            "role",
            sa.Enum("trainer", "admin", name="role", native_enum=False, length=24),
            nullable=False,
        ),
        sa.Column("scope", sa.String(length=80), nullable=False),
        sa.Column("given_at", lms.db.UTCDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_grants_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grants")),
        sa.UniqueConstraint("user_id", "role", "scope", name=op.f("uq_grants_user_id_role_scope")),
    )
    op.create_table(
        "lesson_texts",
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("lesson_id", sa.String(length=60), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["module_versions.id"], name=op.f("fk_lesson_texts_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson_texts")),
        sa.UniqueConstraint(
            "version_id",
            "lesson_id",
            "language",
            name=op.f("uq_lesson_texts_version_id_lesson_id_language"),
        ),
    )
    op.create_table(
        "lessons_read",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("module_id", sa.String(length=60), nullable=False),
        sa.Column("lesson_id", sa.String(length=60), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("read_at", lms.db.UTCDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_lessons_read_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lessons_read")),
        sa.UniqueConstraint(
            "user_id",
            "module_id",
            "lesson_id",
            name=op.f("uq_lessons_read_user_id_module_id_lesson_id"),
        ),
    )
    op.create_table(
        "login_sessions",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("device", sa.String(length=60), nullable=False),
        sa.Column("began_at", lms.db.UTCDateTime(), nullable=False),
        sa.Column("ended_at", lms.db.UTCDateTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_login_sessions_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_sessions")),
    )
    with op.batch_alter_table("login_sessions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_login_sessions_user_id"), ["user_id"], unique=False)

    op.create_table(
        "module_starts",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("module_id", sa.String(length=60), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("began_at", lms.db.UTCDateTime(), nullable=False),
        sa.Column("quiz_share", sa.Double(), nullable=True),
        sa.Column("quiz_passed_at", lms.db.UTCDateTime(), nullable=True),
        sa.Column("finished_at", lms.db.UTCDateTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "quiz_share IS NULL OR quiz_share BETWEEN 0 AND 1",
            name=op.f("ck_module_starts_share_of_one"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_module_starts_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_module_starts")),
        sa.UniqueConstraint(
            "user_id", "module_id", name=op.f("uq_module_starts_user_id_module_id")
        ),
    )
    op.create_table(
        "packs",
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("kind", sa.String(length=4), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["module_versions.id"], name=op.f("fk_packs_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packs")),
        sa.UniqueConstraint(
            "version_id", "language", "kind", name=op.f("uq_packs_version_id_language_kind")
        ),
    )
    op.create_table(
        "plans",
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column(
            "country",
            sa.Enum("vn", "mn", "kg", "other", name="country", native_enum=False, length=24),
            nullable=False,
        ),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("created_at", lms.db.UTCDateTime(), nullable=False),
        sa.Column("updated_at", lms.db.UTCDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["users.id"], name=op.f("fk_plans_owner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plans")),
    )
    with op.batch_alter_table("plans", schema=None) as batch_op:
        batch_op.create_index(
            "ix_plans_owner_id_updated_at", ["owner_id", "updated_at"], unique=False
        )

    op.create_table(
        "quiz_attempts",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("module_id", sa.String(length=60), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("marks", sa.JSON(), nullable=False),
        sa.Column("earned", sa.String(length=200), nullable=False),
        sa.Column("possible", sa.Integer(), nullable=False),
        sa.Column("share", sa.Double(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("submitted_at", lms.db.UTCDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("ordinal >= 0", name=op.f("ck_quiz_attempts_ordinal_from_zero")),
        sa.CheckConstraint("possible > 0", name=op.f("ck_quiz_attempts_something_to_earn")),
        sa.CheckConstraint("share BETWEEN 0 AND 1", name=op.f("ck_quiz_attempts_share_of_one")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_quiz_attempts_user_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["module_versions.id"], name=op.f("fk_quiz_attempts_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiz_attempts")),
        sa.UniqueConstraint(
            "user_id",
            "module_id",
            "ordinal",
            name=op.f("uq_quiz_attempts_user_id_module_id_ordinal"),
        ),
    )
    op.create_table(
        "reading_places",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("module_id", sa.String(length=60), nullable=False),
        sa.Column("lesson_id", sa.String(length=60), nullable=False),
        sa.Column("block", sa.Integer(), nullable=False),
        sa.Column("at", lms.db.UTCDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_reading_places_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading_places")),
        sa.UniqueConstraint(
            "user_id",
            "module_id",
            "lesson_id",
            name=op.f("uq_reading_places_user_id_module_id_lesson_id"),
        ),
    )
    op.create_table(
        "recovery_cards",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("words_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", lms.db.UTCDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_recovery_cards_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_cards")),
        sa.UniqueConstraint("user_id", name=op.f("uq_recovery_cards_user_id")),
    )
    op.create_table(
        "trainer_texts",
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("lesson_id", sa.String(length=60), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["module_versions.id"], name=op.f("fk_trainer_texts_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trainer_texts")),
        sa.UniqueConstraint(
            "version_id",
            "lesson_id",
            "language",
            name=op.f("uq_trainer_texts_version_id_lesson_id_language"),
        ),
    )
    op.create_table(
        "plan_sections",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("saved_at", lms.db.UTCDateTime(), nullable=False),
        sa.Column("saved_by", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("rev > 0", name=op.f("ck_plan_sections_rev_positive")),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plans.id"], name=op.f("fk_plan_sections_plan_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["saved_by"], ["users.id"], name=op.f("fk_plan_sections_saved_by"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_sections")),
        sa.UniqueConstraint("plan_id", "key", name=op.f("uq_plan_sections_plan_id_key")),
    )
    with op.batch_alter_table("plan_sections", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_sections_saved_by"), ["saved_by"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("plan_sections", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_sections_saved_by"))

    op.drop_table("plan_sections")
    op.drop_table("trainer_texts")
    op.drop_table("recovery_cards")
    op.drop_table("reading_places")
    op.drop_table("quiz_attempts")
    with op.batch_alter_table("plans", schema=None) as batch_op:
        batch_op.drop_index("ix_plans_owner_id_updated_at")

    op.drop_table("plans")
    op.drop_table("packs")
    op.drop_table("module_starts")
    with op.batch_alter_table("login_sessions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_login_sessions_user_id"))

    op.drop_table("login_sessions")
    op.drop_table("lessons_read")
    op.drop_table("lesson_texts")
    op.drop_table("grants")
    op.drop_table("course_starts")
    op.drop_table("certificates")
    with op.batch_alter_table("wrong_tries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_wrong_tries_last_at"))

    op.drop_table("wrong_tries")
    op.drop_table("users")
    with op.batch_alter_table("trail_entries", schema=None) as batch_op:
        batch_op.drop_index("ix_trail_entries_thing")
        batch_op.drop_index(batch_op.f("ix_trail_entries_actor_id"))

    op.drop_table("trail_entries")
    with op.batch_alter_table("pictures", schema=None) as batch_op:
        batch_op.drop_index("ix_pictures_name")

    op.drop_table("pictures")
    op.drop_table("modules")
    op.drop_table("module_versions")
    op.drop_table("courses")
    op.drop_table("course_versions")
    op.drop_table("blobs")
