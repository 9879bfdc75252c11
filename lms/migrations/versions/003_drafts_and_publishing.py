"""Drafts, their changes and review, publishing on the web, translations in step, reported mistakes.

Revision 003, after 002.
"""

import sqlalchemy as sa
from alembic import op

import lms.db

revision = '003'
down_revision = '002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('authoring_changes',
    sa.Column('module_id', sa.String(length=60), nullable=False),
    sa.Column('path', sa.String(length=200), nullable=False),
    sa.Column('old_hash', sa.String(length=64), nullable=True),
    sa.Column('new_hash', sa.String(length=64), nullable=True),
    sa.Column('by_id', sa.Uuid(), nullable=True),
    sa.Column('at', lms.db.UTCDateTime(), nullable=False),
    sa.Column('rev', sa.Integer(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_authoring_changes_by_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_authoring_changes'))
    )
    with op.batch_alter_table('authoring_changes', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_authoring_changes_module_id'), ['module_id'], unique=False)

    op.create_table('authoring_drafts',
    sa.Column('module_id', sa.String(length=60), nullable=False),
    sa.Column('course_id', sa.String(length=60), nullable=False),
    sa.Column('folder', sa.String(length=80), nullable=False),
    sa.Column('base_id', sa.Uuid(), nullable=True),
    sa.Column('files', sa.JSON(), nullable=False),
    sa.Column('rev', sa.Integer(), nullable=False),
    sa.Column('changed_at', lms.db.UTCDateTime(), nullable=False),
    sa.Column('changed_by', sa.Uuid(), nullable=True),
    sa.Column('state', sa.Enum('open', 'asked', 'approved', 'returned', name='draftstate', native_enum=False, length=24), server_default='open', nullable=False),
    sa.Column('asked_by', sa.Uuid(), nullable=True),
    sa.Column('approved_by', sa.Uuid(), nullable=True),
    sa.Column('state_at', lms.db.UTCDateTime(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.CheckConstraint('rev >= 0', name=op.f('ck_authoring_drafts_rev_from_zero')),
    sa.ForeignKeyConstraint(['approved_by'], ['users.id'], name=op.f('fk_authoring_drafts_approved_by'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['asked_by'], ['users.id'], name=op.f('fk_authoring_drafts_asked_by'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['base_id'], ['module_versions.id'], name=op.f('fk_authoring_drafts_base_id')),
    sa.ForeignKeyConstraint(['changed_by'], ['users.id'], name=op.f('fk_authoring_drafts_changed_by'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_authoring_drafts')),
    sa.UniqueConstraint('module_id', name=op.f('uq_authoring_drafts_module_id'))
    )
    op.create_table('authoring_forgiven',
    sa.Column('module_id', sa.String(length=60), nullable=False),
    sa.Column('path', sa.String(length=200), nullable=False),
    sa.Column('old_hash', sa.String(length=64), nullable=False),
    sa.Column('new_hash', sa.String(length=64), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=True),
    sa.Column('at', lms.db.UTCDateTime(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_authoring_forgiven_by_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_authoring_forgiven'))
    )
    with op.batch_alter_table('authoring_forgiven', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_authoring_forgiven_module_id'), ['module_id'], unique=False)

    op.create_table('authoring_notes',
    sa.Column('module_id', sa.String(length=60), nullable=False),
    sa.Column('path', sa.String(length=200), nullable=False),
    sa.Column('line', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=True),
    sa.Column('at', lms.db.UTCDateTime(), nullable=False),
    sa.Column('done_at', lms.db.UTCDateTime(), nullable=True),
    sa.Column('done_by', sa.Uuid(), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.CheckConstraint('line >= 0', name=op.f('ck_authoring_notes_line_from_zero')),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_authoring_notes_by_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['done_by'], ['users.id'], name=op.f('fk_authoring_notes_done_by'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_authoring_notes'))
    )
    with op.batch_alter_table('authoring_notes', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_authoring_notes_module_id'), ['module_id'], unique=False)

    op.create_table('authoring_publications',
    sa.Column('version_id', sa.Uuid(), nullable=False),
    sa.Column('module_id', sa.String(length=60), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=True),
    sa.Column('approved_by', sa.Uuid(), nullable=True),
    sa.Column('self_approved', sa.Boolean(), nullable=False),
    sa.Column('kind', sa.Enum('correction', 'revision', 'edition', name='kind', native_enum=False, length=24), nullable=False),
    sa.Column('message', sa.Text(), nullable=False),
    sa.Column('changes', sa.JSON(), nullable=False),
    sa.Column('base_id', sa.Uuid(), nullable=True),
    sa.Column('restored_id', sa.Uuid(), nullable=True),
    sa.Column('moved', sa.Integer(), nullable=False),
    sa.Column('at', lms.db.UTCDateTime(), nullable=False),
    sa.Column('written_out_at', lms.db.UTCDateTime(), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.CheckConstraint('moved >= 0', name=op.f('ck_authoring_publications_moved_from_zero')),
    sa.ForeignKeyConstraint(['approved_by'], ['users.id'], name=op.f('fk_authoring_publications_approved_by'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['base_id'], ['module_versions.id'], name=op.f('fk_authoring_publications_base_id')),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_authoring_publications_by_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['restored_id'], ['module_versions.id'], name=op.f('fk_authoring_publications_restored_id')),
    sa.ForeignKeyConstraint(['version_id'], ['module_versions.id'], name=op.f('fk_authoring_publications_version_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_authoring_publications')),
    sa.UniqueConstraint('version_id', name=op.f('uq_authoring_publications_version_id'))
    )
    with op.batch_alter_table('authoring_publications', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_authoring_publications_module_id'), ['module_id'], unique=False)

    op.create_table('authoring_reports',
    sa.Column('user_id', sa.Uuid(), nullable=True),
    sa.Column('module_id', sa.String(length=60), nullable=False),
    sa.Column('version_id', sa.Uuid(), nullable=False),
    sa.Column('lesson_id', sa.String(length=60), nullable=False),
    sa.Column('language', sa.String(length=5), nullable=False),
    sa.Column('block', sa.Integer(), nullable=True),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('at', lms.db.UTCDateTime(), nullable=False),
    sa.Column('state', sa.Enum('open', 'answered', 'closed', name='reportstate', native_enum=False, length=24), server_default='open', nullable=False),
    sa.Column('answer', sa.Text(), server_default='', nullable=False),
    sa.Column('answered_by', sa.Uuid(), nullable=True),
    sa.Column('answered_at', lms.db.UTCDateTime(), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.CheckConstraint('block IS NULL OR block >= 0', name=op.f('ck_authoring_reports_block_from_zero')),
    sa.ForeignKeyConstraint(['answered_by'], ['users.id'], name=op.f('fk_authoring_reports_answered_by'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_authoring_reports_user_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['version_id'], ['module_versions.id'], name=op.f('fk_authoring_reports_version_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_authoring_reports'))
    )
    with op.batch_alter_table('authoring_reports', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_authoring_reports_module_id'), ['module_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_authoring_reports_user_id'), ['user_id'], unique=False)

    op.create_table('authoring_translations',
    sa.Column('module_id', sa.String(length=60), nullable=False),
    sa.Column('language', sa.String(length=5), nullable=False),
    sa.Column('path', sa.String(length=200), nullable=False),
    sa.Column('unit_key', sa.String(length=200), nullable=False),
    sa.Column('target_hash', sa.String(length=64), nullable=False),
    sa.Column('source_hash', sa.String(length=64), nullable=False),
    sa.Column('source_text', sa.Text(), nullable=False),
    sa.Column('confirmed', sa.Boolean(), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=True),
    sa.Column('at', lms.db.UTCDateTime(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_authoring_translations_by_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_authoring_translations')),
    sa.UniqueConstraint('module_id', 'language', 'path', 'unit_key', name=op.f('uq_authoring_translations_module_id_language_path_unit_key'))
    )


def downgrade() -> None:
    op.drop_table('authoring_translations')
    with op.batch_alter_table('authoring_reports', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_authoring_reports_user_id'))
        batch_op.drop_index(batch_op.f('ix_authoring_reports_module_id'))

    op.drop_table('authoring_reports')
    with op.batch_alter_table('authoring_publications', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_authoring_publications_module_id'))

    op.drop_table('authoring_publications')
    with op.batch_alter_table('authoring_notes', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_authoring_notes_module_id'))

    op.drop_table('authoring_notes')
    with op.batch_alter_table('authoring_forgiven', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_authoring_forgiven_module_id'))

    op.drop_table('authoring_forgiven')
    op.drop_table('authoring_drafts')
    with op.batch_alter_table('authoring_changes', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_authoring_changes_module_id'))

    op.drop_table('authoring_changes')
