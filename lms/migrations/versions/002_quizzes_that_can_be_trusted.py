"""Quizzes that can be trusted: drafts, exceptions, corrections, marks made anew, daily review.

Revision 002, after 001.
"""

import sqlalchemy as sa
from alembic import op

import lms.db

revision = '002'
down_revision = '001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('quiz_allowances',
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('module_id', sa.String(length=60), nullable=False),
    sa.Column('more_attempts', sa.Integer(), nullable=False),
    sa.Column('more_minutes', sa.Integer(), nullable=False),
    sa.Column('no_pause', sa.Boolean(), nullable=False),
    sa.Column('until', lms.db.UTCDateTime(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=True),
    sa.Column('at', lms.db.UTCDateTime(), nullable=False),
    sa.Column('ended_at', lms.db.UTCDateTime(), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.CheckConstraint('more_attempts BETWEEN 0 AND 100', name=op.f('ck_quiz_allowances_attempts_in_range')),
    sa.CheckConstraint('more_minutes BETWEEN 0 AND 1000', name=op.f('ck_quiz_allowances_minutes_in_range')),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_quiz_allowances_by_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_quiz_allowances_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quiz_allowances'))
    )
    with op.batch_alter_table('quiz_allowances', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_quiz_allowances_user_id'), ['user_id'], unique=False)

    op.create_table('quiz_corrections',
    sa.Column('module_id', sa.String(length=60), nullable=False),
    sa.Column('question_id', sa.String(length=100), nullable=False),
    sa.Column('versions', sa.JSON(), nullable=False),
    sa.Column('act', sa.Enum('drop', 'rekey', 'credit', 'restore', name='act', native_enum=False, length=10), nullable=False),
    sa.Column('answer', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=True),
    sa.Column('at', lms.db.UTCDateTime(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_quiz_corrections_by_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quiz_corrections'))
    )
    with op.batch_alter_table('quiz_corrections', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_quiz_corrections_module_id'), ['module_id'], unique=False)

    op.create_table('quiz_drafts',
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('module_id', sa.String(length=60), nullable=False),
    sa.Column('purpose', sa.Enum('quiz', 'before', name='purpose', native_enum=False, length=10), server_default='quiz', nullable=False),
    sa.Column('ordinal', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Uuid(), nullable=False),
    sa.Column('language', sa.String(length=5), nullable=False),
    sa.Column('typed', sa.JSON(), nullable=False),
    sa.Column('began_at', lms.db.UTCDateTime(), nullable=False),
    sa.Column('saved_at', lms.db.UTCDateTime(), nullable=True),
    sa.Column('ends_at', lms.db.UTCDateTime(), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_quiz_drafts_user_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['version_id'], ['module_versions.id'], name=op.f('fk_quiz_drafts_version_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quiz_drafts')),
    sa.UniqueConstraint('user_id', 'module_id', 'purpose', 'ordinal', name=op.f('uq_quiz_drafts_user_id_module_id_purpose_ordinal'))
    )
    op.create_table('quiz_review_cards',
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('module_id', sa.String(length=60), nullable=False),
    sa.Column('question_id', sa.String(length=100), nullable=False),
    sa.Column('version_id', sa.Uuid(), nullable=False),
    sa.Column('box', sa.Integer(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('at', lms.db.UTCDateTime(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.CheckConstraint('box BETWEEN 1 AND 5', name=op.f('ck_quiz_review_cards_box_of_five')),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_quiz_review_cards_user_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['version_id'], ['module_versions.id'], name=op.f('fk_quiz_review_cards_version_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quiz_review_cards')),
    sa.UniqueConstraint('user_id', 'module_id', 'question_id', name=op.f('uq_quiz_review_cards_user_id_module_id_question_id'))
    )
    op.create_table('quiz_review_wishes',
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('since', lms.db.UTCDateTime(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_quiz_review_wishes_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quiz_review_wishes')),
    sa.UniqueConstraint('user_id', name=op.f('uq_quiz_review_wishes_user_id'))
    )
    op.create_table('quiz_essay_marks',
    sa.Column('attempt_id', sa.Uuid(), nullable=False),
    sa.Column('question_id', sa.String(length=100), nullable=False),
    sa.Column('points', sa.JSON(), nullable=False),
    sa.Column('comment', sa.Text(), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=True),
    sa.Column('at', lms.db.UTCDateTime(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['attempt_id'], ['quiz_attempts.id'], name=op.f('fk_quiz_essay_marks_attempt_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_quiz_essay_marks_by_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quiz_essay_marks'))
    )
    with op.batch_alter_table('quiz_essay_marks', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_quiz_essay_marks_attempt_id'), ['attempt_id'], unique=False)

    op.create_table('quiz_regrades',
    sa.Column('attempt_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('cause', sa.Enum('reader', 'correction', name='cause', native_enum=False), nullable=False),
    sa.Column('correction_id', sa.Uuid(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=True),
    sa.Column('at', lms.db.UTCDateTime(), nullable=False),
    sa.Column('marks', sa.JSON(), nullable=False),
    sa.Column('earned', sa.String(length=200), nullable=False),
    sa.Column('possible', sa.Integer(), nullable=False),
    sa.Column('share', sa.Double(), nullable=False),
    sa.Column('passed', sa.Boolean(), nullable=False),
    sa.Column('waits', sa.Boolean(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.CheckConstraint('number >= 1', name=op.f('ck_quiz_regrades_number_from_one')),
    sa.CheckConstraint('possible >= 0', name=op.f('ck_quiz_regrades_nothing_below_zero')),
    sa.CheckConstraint('share BETWEEN 0 AND 1', name=op.f('ck_quiz_regrades_share_of_one')),
    sa.ForeignKeyConstraint(['attempt_id'], ['quiz_attempts.id'], name=op.f('fk_quiz_regrades_attempt_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_quiz_regrades_by_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['correction_id'], ['quiz_corrections.id'], name=op.f('fk_quiz_regrades_correction_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quiz_regrades')),
    sa.UniqueConstraint('attempt_id', 'number', name=op.f('uq_quiz_regrades_attempt_id_number'))
    )
    with op.batch_alter_table('quiz_attempts', schema=None) as batch_op:
        batch_op.add_column(sa.Column('purpose', sa.Enum('quiz', 'before', name='purpose', native_enum=False, length=10), nullable=False, server_default='quiz'))
        batch_op.add_column(sa.Column('began_at', lms.db.UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column('waits', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.drop_constraint(batch_op.f('uq_quiz_attempts_user_id_module_id_ordinal'), type_='unique')
        batch_op.create_index(batch_op.f('ix_quiz_attempts_module_id'), ['module_id'], unique=False)
        batch_op.create_unique_constraint(batch_op.f('uq_quiz_attempts_user_id_module_id_purpose_ordinal'), ['user_id', 'module_id', 'purpose', 'ordinal'])



def downgrade() -> None:
    # Tries made before the module have no place in the older table.
    op.execute("DELETE FROM quiz_attempts WHERE purpose <> 'quiz'")
    with op.batch_alter_table('quiz_attempts', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_quiz_attempts_user_id_module_id_purpose_ordinal'), type_='unique')
        batch_op.drop_index(batch_op.f('ix_quiz_attempts_module_id'))
        batch_op.create_unique_constraint(batch_op.f('uq_quiz_attempts_user_id_module_id_ordinal'), ['user_id', 'module_id', 'ordinal'])
        batch_op.drop_column('waits')
        batch_op.drop_column('began_at')
        batch_op.drop_column('purpose')

    op.drop_table('quiz_regrades')
    with op.batch_alter_table('quiz_essay_marks', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_quiz_essay_marks_attempt_id'))

    op.drop_table('quiz_essay_marks')
    op.drop_table('quiz_review_wishes')
    op.drop_table('quiz_review_cards')
    op.drop_table('quiz_drafts')
    with op.batch_alter_table('quiz_corrections', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_quiz_corrections_module_id'))

    op.drop_table('quiz_corrections')
    with op.batch_alter_table('quiz_allowances', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_quiz_allowances_user_id'))

    op.drop_table('quiz_allowances')
