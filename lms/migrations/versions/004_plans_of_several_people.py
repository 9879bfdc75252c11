"""Plans that several people write: every change, open questions, people, advice, frozen copies.

The answers of the first four sections move to the questions that ask the same; words that fit
nowhere are kept under notes/<old path> of the section.

Revision 004, after 003.
"""

import uuid
from collections import defaultdict

import sqlalchemy as sa
from alembic import op

import lms.db

revision = '004'
down_revision = '003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('plan_advice',
    sa.Column('plan_id', sa.Uuid(), nullable=False),
    sa.Column('adviser_id', sa.Uuid(), nullable=True),
    sa.Column('asked_by', sa.Uuid(), nullable=True),
    sa.Column('sections', sa.JSON(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('state', sa.Enum('open', 'closed', name='advicestate', native_enum=False, length=24), nullable=False),
    sa.Column('asked_at', lms.db.UTCDateTime(), nullable=False),
    sa.Column('closed_at', lms.db.UTCDateTime(), nullable=True),
    sa.Column('closed_by', sa.Uuid(), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['adviser_id'], ['users.id'], name=op.f('fk_plan_advice_adviser_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['asked_by'], ['users.id'], name=op.f('fk_plan_advice_asked_by'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['closed_by'], ['users.id'], name=op.f('fk_plan_advice_closed_by'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['plan_id'], ['plans.id'], name=op.f('fk_plan_advice_plan_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_advice'))
    )
    with op.batch_alter_table('plan_advice', schema=None) as batch_op:
        batch_op.create_index('ix_plan_advice_adviser_id_state', ['adviser_id', 'state'], unique=False)
        batch_op.create_index(batch_op.f('ix_plan_advice_plan_id'), ['plan_id'], unique=False)

    op.create_table('plan_changes',
    sa.Column('plan_id', sa.Uuid(), nullable=False),
    sa.Column('section', sa.String(length=40), nullable=False),
    sa.Column('rev', sa.Integer(), nullable=False),
    sa.Column('path', sa.String(length=200), nullable=False),
    sa.Column('value', sa.Text(), nullable=False),
    sa.Column('overtaken', sa.Boolean(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=True),
    sa.Column('device', sa.String(length=64), nullable=False),
    sa.Column('typed_at', lms.db.UTCDateTime(), nullable=False),
    sa.Column('at', lms.db.UTCDateTime(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['plan_id'], ['plans.id'], name=op.f('fk_plan_changes_plan_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_plan_changes_user_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_changes')),
    sa.UniqueConstraint('plan_id', 'section', 'rev', 'path', name=op.f('uq_plan_changes_plan_id_section_rev_path'))
    )
    with op.batch_alter_table('plan_changes', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_plan_changes_user_id'), ['user_id'], unique=False)

    op.create_table('plan_frozen',
    sa.Column('plan_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('language', sa.String(length=5), nullable=False),
    sa.Column('answers', sa.JSON(), nullable=False),
    sa.Column('inputs', sa.JSON(), nullable=False),
    sa.Column('results', sa.JSON(), nullable=False),
    sa.Column('findings', sa.JSON(), nullable=False),
    sa.Column('agreed', sa.JSON(), nullable=False),
    sa.Column('revs', sa.JSON(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('template_version', sa.String(length=64), nullable=False),
    sa.Column('engine_version', sa.String(length=24), nullable=False),
    sa.Column('pdf', sa.LargeBinary(), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=True),
    sa.Column('at', lms.db.UTCDateTime(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_plan_frozen_by_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['plan_id'], ['plans.id'], name=op.f('fk_plan_frozen_plan_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_frozen')),
    sa.UniqueConstraint('plan_id', 'number', name=op.f('uq_plan_frozen_plan_id_number'))
    )
    op.create_table('plan_invitations',
    sa.Column('plan_id', sa.Uuid(), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('role', sa.Enum('owner', 'editor', 'commenter', 'viewer', name='planrole', native_enum=False, length=24), nullable=False),
    sa.Column('places', sa.Integer(), nullable=False),
    sa.Column('made_by', sa.Uuid(), nullable=True),
    sa.Column('made_at', lms.db.UTCDateTime(), nullable=False),
    sa.Column('expires_at', lms.db.UTCDateTime(), nullable=False),
    sa.Column('withdrawn_at', lms.db.UTCDateTime(), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.CheckConstraint('places >= 0', name=op.f('ck_plan_invitations_places_from_zero')),
    sa.ForeignKeyConstraint(['made_by'], ['users.id'], name=op.f('fk_plan_invitations_made_by'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['plan_id'], ['plans.id'], name=op.f('fk_plan_invitations_plan_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_invitations')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_plan_invitations_token_hash'))
    )
    with op.batch_alter_table('plan_invitations', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_plan_invitations_plan_id'), ['plan_id'], unique=False)

    op.create_table('plan_operations',
    sa.Column('plan_id', sa.Uuid(), nullable=False),
    sa.Column('op_id', sa.Uuid(), nullable=False),
    sa.Column('content', sa.String(length=64), nullable=False),
    sa.Column('section', sa.String(length=40), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=True),
    sa.Column('device', sa.String(length=64), nullable=False),
    sa.Column('reply', sa.JSON(), nullable=False),
    sa.Column('at', lms.db.UTCDateTime(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['plan_id'], ['plans.id'], name=op.f('fk_plan_operations_plan_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_plan_operations_user_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_operations')),
    sa.UniqueConstraint('plan_id', 'op_id', 'content', name=op.f('uq_plan_operations_plan_id_op_id_content'))
    )
    op.create_table('plan_people',
    sa.Column('plan_id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=True),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('role', sa.Enum('owner', 'editor', 'commenter', 'viewer', name='planrole', native_enum=False, length=24), nullable=False),
    sa.Column('member_row', sa.String(length=64), nullable=True),
    sa.Column('joined_at', lms.db.UTCDateTime(), nullable=False),
    sa.Column('removed_at', lms.db.UTCDateTime(), nullable=True),
    sa.Column('typist', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.CheckConstraint("role <> 'owner' OR removed_at IS NULL", name=op.f('ck_plan_people_owner_is_there')),
    sa.ForeignKeyConstraint(['plan_id'], ['plans.id'], name=op.f('fk_plan_people_plan_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_plan_people_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_people')),
    sa.UniqueConstraint('plan_id', 'member_row', name=op.f('uq_plan_people_plan_id_member_row')),
    sa.UniqueConstraint('plan_id', 'user_id', name=op.f('uq_plan_people_plan_id_user_id'))
    )
    with op.batch_alter_table('plan_people', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_plan_people_user_id'), ['user_id'], unique=False)
        batch_op.create_index('one_owner', ['plan_id'], unique=True, sqlite_where=sa.text("role = 'owner'"), postgresql_where=sa.text("role = 'owner'"))

    op.create_table('plan_questions',
    sa.Column('plan_id', sa.Uuid(), nullable=False),
    sa.Column('section', sa.String(length=40), nullable=False),
    sa.Column('path', sa.String(length=200), nullable=False),
    sa.Column('mine', sa.Text(), nullable=False),
    sa.Column('theirs', sa.Text(), nullable=False),
    sa.Column('cause', sa.Enum('both_wrote', 'row_gone', 'proposal', name='cause', native_enum=False, length=24), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=True),
    sa.Column('device', sa.String(length=64), nullable=False),
    sa.Column('typed_at', lms.db.UTCDateTime(), nullable=False),
    sa.Column('at', lms.db.UTCDateTime(), nullable=False),
    sa.Column('outcome', sa.Enum('open', 'mine', 'theirs', 'both', 'same', 'replaced', name='outcome', native_enum=False, length=24), nullable=False),
    sa.Column('settled_by', sa.Uuid(), nullable=True),
    sa.Column('settled_at', lms.db.UTCDateTime(), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['plan_id'], ['plans.id'], name=op.f('fk_plan_questions_plan_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['settled_by'], ['users.id'], name=op.f('fk_plan_questions_settled_by'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_plan_questions_user_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_questions'))
    )
    with op.batch_alter_table('plan_questions', schema=None) as batch_op:
        batch_op.create_index('ix_plan_questions_plan_id_outcome', ['plan_id', 'outcome', 'section'], unique=False)

    op.create_table('plan_versions',
    sa.Column('plan_id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=True),
    sa.Column('section', sa.String(length=40), nullable=True),
    sa.Column('revs', sa.JSON(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=True),
    sa.Column('began_at', lms.db.UTCDateTime(), nullable=False),
    sa.Column('at', lms.db.UTCDateTime(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['plan_id'], ['plans.id'], name=op.f('fk_plan_versions_plan_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_plan_versions_user_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_versions'))
    )
    with op.batch_alter_table('plan_versions', schema=None) as batch_op:
        batch_op.create_index('ix_plan_versions_plan_id_at', ['plan_id', 'at'], unique=False)

    op.create_table('plan_agreements',
    sa.Column('plan_id', sa.Uuid(), nullable=False),
    sa.Column('member', sa.String(length=64), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('revs', sa.JSON(), nullable=False),
    sa.Column('share', sa.JSON(), nullable=False),
    sa.Column('how', sa.Enum('self', 'code', 'minutes', name='agreed', native_enum=False, length=24), nullable=False),
    sa.Column('proof', sa.String(length=200), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=True),
    sa.Column('at', lms.db.UTCDateTime(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_plan_agreements_by_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['plan_id'], ['plans.id'], name=op.f('fk_plan_agreements_plan_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_agreements')),
    sa.UniqueConstraint('plan_id', 'member', 'digest', name=op.f('uq_plan_agreements_plan_id_member_digest'))
    )
    with op.batch_alter_table('plan_agreements', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_plan_agreements_by_id'), ['by_id'], unique=False)

    op.create_table('plan_comments',
    sa.Column('plan_id', sa.Uuid(), nullable=False),
    sa.Column('section', sa.String(length=40), nullable=False),
    sa.Column('path', sa.String(length=200), nullable=False),
    sa.Column('advice_id', sa.Uuid(), nullable=True),
    sa.Column('replies_to', sa.Uuid(), nullable=True),
    sa.Column('kind', sa.Enum('good', 'think', 'note', name='commentkind', native_enum=False, length=24), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('language', sa.String(length=5), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=True),
    sa.Column('at', lms.db.UTCDateTime(), nullable=False),
    sa.Column('state', sa.Enum('open', 'done', 'different', name='commentstate', native_enum=False, length=24), nullable=False),
    sa.Column('settled_by', sa.Uuid(), nullable=True),
    sa.Column('settled_at', lms.db.UTCDateTime(), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['advice_id'], ['plan_advice.id'], name=op.f('fk_plan_comments_advice_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['plan_id'], ['plans.id'], name=op.f('fk_plan_comments_plan_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['replies_to'], ['plan_comments.id'], name=op.f('fk_plan_comments_replies_to'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['settled_by'], ['users.id'], name=op.f('fk_plan_comments_settled_by'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_plan_comments_user_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_comments'))
    )
    with op.batch_alter_table('plan_comments', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_plan_comments_advice_id'), ['advice_id'], unique=False)
        batch_op.create_index('ix_plan_comments_plan_id_section', ['plan_id', 'section', 'at'], unique=False)
        batch_op.create_index(batch_op.f('ix_plan_comments_replies_to'), ['replies_to'], unique=False)
        batch_op.create_index(batch_op.f('ix_plan_comments_user_id'), ['user_id'], unique=False)

    old = _sections()
    op.execute("DELETE FROM plan_sections")
    with op.batch_alter_table('plan_sections', schema=None) as batch_op:
        batch_op.add_column(sa.Column('stamps', sa.JSON(), nullable=False))
        batch_op.add_column(sa.Column('template_version', sa.String(length=64), server_default='', nullable=False))
        batch_op.add_column(sa.Column('taken_by', sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column('taken_at', lms.db.UTCDateTime(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_plan_sections_taken_by'), 'users', ['taken_by'], ['id'], ondelete='SET NULL')
        batch_op.drop_constraint(batch_op.f('ck_plan_sections_rev_positive'), type_='check')
        batch_op.create_check_constraint('rev_from_zero', 'rev >= 0')

    op.add_column('plans', sa.Column('rev', sa.Integer(), server_default=sa.text('0'), nullable=False))
    _carry_over(old)


def downgrade() -> None:
    new = _sections()
    op.execute("DELETE FROM plan_sections")
    # Not as a batch: SQLite would make the table anew, and dropping the old one deletes what
    # hangs on plans.
    op.execute("ALTER TABLE plans DROP COLUMN rev")
    with op.batch_alter_table('plan_sections', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_plan_sections_taken_by'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('ck_plan_sections_rev_from_zero'), type_='check')
        batch_op.create_check_constraint('rev_positive', 'rev > 0')
        batch_op.drop_column('taken_at')
        batch_op.drop_column('taken_by')
        batch_op.drop_column('template_version')
        batch_op.drop_column('stamps')

    _take_back(new)
    op.drop_table('plan_comments')
    op.drop_table('plan_agreements')
    op.drop_table('plan_versions')
    op.drop_table('plan_questions')
    op.drop_table('plan_people')
    op.drop_table('plan_operations')
    op.drop_table('plan_invitations')
    op.drop_table('plan_frozen')
    op.drop_table('plan_changes')
    op.drop_table('plan_advice')



# What follows moves answers. A section is (key, answers, rev, saved_at, saved_by).

_PLANS = sa.table(
    "plans",
    *(sa.column(name, sa.Uuid()) for name in ("id", "owner_id")),
    sa.column("title", sa.String()),
    sa.column("rev", sa.Integer()),
    *(sa.column(name, lms.db.UTCDateTime()) for name in ("created_at", "updated_at")),
)
_USERS = sa.table(
    "users",
    sa.column("id", sa.Uuid()),
    *(sa.column(name, sa.String()) for name in ("name", "username", "language")),
)
_COLUMNS = (
    *(sa.column(name, sa.Uuid()) for name in ("id", "plan_id", "saved_by")),
    sa.column("key", sa.String()),
    sa.column("answers", sa.JSON()),
    sa.column("rev", sa.Integer()),
    sa.column("saved_at", lms.db.UTCDateTime()),
)
_SECTIONS = sa.table("plan_sections", *_COLUMNS, sa.column("stamps", sa.JSON()))
_CHANGES = sa.table(
    "plan_changes",
    *(sa.column(name, sa.Uuid()) for name in ("id", "plan_id", "user_id")),
    *(sa.column(name, sa.String()) for name in ("section", "path", "value", "device")),
    sa.column("rev", sa.Integer()),
    sa.column("overtaken", sa.Boolean()),
    *(sa.column(name, lms.db.UTCDateTime()) for name in ("typed_at", "at")),
)
_PEOPLE = sa.table(
    "plan_people",
    *(sa.column(name, sa.Uuid()) for name in ("id", "plan_id", "user_id")),
    *(sa.column(name, sa.String()) for name in ("name", "role")),
    sa.column("joined_at", lms.db.UTCDateTime()),
)
_VERSIONS = sa.table(
    "plan_versions",
    *(sa.column(name, sa.Uuid()) for name in ("id", "plan_id", "user_id")),
    sa.column("section", sa.String()),
    sa.column("revs", sa.JSON()),
    *(sa.column(name, lms.db.UTCDateTime()) for name in ("began_at", "at")),
)
_DEVICE = "before"
_IDEA = {"who", "need", "offer", "together", "one_line"}
_PRODUCT = {"product": "name", "unit": "unit", "price": "price", "minutes": "minutes",
            "hourly_rate": "hourly_rate"}
_MONTHLY = {
    "rent": {"en": "Rent, power and water", "vi": "Tiền thuê, điện và nước"},
    "wages": {"en": "Wages", "vi": "Tiền lương"},
    "transport": {"en": "Transport", "vi": "Vận chuyển"},
    "other": {"en": "Everything else", "vi": "Mọi khoản khác"},
}
_ROW_FIELDS = {"founders": ("name", "skill", "brings"), "materials": ("name", "quantity", "price")}


def _sections():
    """Plan -> its sections as they stand."""
    found = defaultdict(list)
    for row in op.get_bind().execute(sa.select(*_COLUMNS).order_by(_SECTIONS.c.saved_at, _SECTIONS.c.key)):
        found[row.plan_id].append((row.key, row.answers, row.rev, row.saved_at, row.saved_by))
    return found


def _carry_over(old):
    db = op.get_bind()
    plans = db.execute(
        sa.select(_PLANS.c.id, _PLANS.c.owner_id, _PLANS.c.created_at, _PLANS.c.updated_at,
                  _USERS.c.name, _USERS.c.username, _USERS.c.language)
        .join_from(_PLANS, _USERS, _USERS.c.id == _PLANS.c.owner_id)
    ).all()
    for plan in plans:
        owner = {"plan_id": plan.id, "user_id": plan.owner_id, "role": "owner"}
        name = (plan.name or plan.username)[:80]
        db.execute(_PEOPLE.insert().values(
            id=uuid.uuid4(), name=name, joined_at=plan.created_at, **owner))
        sections = _up(plan.id, plan.language, old.get(plan.id, []))
        for section in sections:
            _insert(db, plan.id, section)
        if sections:
            revs = {key: rev for key, _, rev, _, _ in sections}
            db.execute(_VERSIONS.insert().values(
                id=uuid.uuid4(), plan_id=plan.id, user_id=plan.owner_id, section=min(revs),
                revs=revs, began_at=plan.updated_at, at=plan.updated_at))
            db.execute(_PLANS.update().where(_PLANS.c.id == plan.id).values(rev=1))


def _insert(db, plan_id, section):
    key, answers, rev, saved_at, saved_by = section
    stamp = [rev, _DEVICE, str(saved_by or ""), saved_at.isoformat()]
    db.execute(_SECTIONS.insert().values(
        id=uuid.uuid4(), plan_id=plan_id, key=key, answers=answers, rev=rev, saved_at=saved_at,
        saved_by=saved_by, stamps={path: stamp for path in answers}))
    if answers:
        db.execute(_CHANGES.insert(), [
            {"id": uuid.uuid4(), "plan_id": plan_id, "section": key, "rev": rev, "path": path,
             "value": value, "overtaken": False, "user_id": saved_by, "device": _DEVICE,
             "typed_at": saved_at, "at": saved_at}
            for path, value in answers.items()])


def _up(plan_id, language, sections):
    """The sections of a plan under the new questions."""
    before = {key: answers for key, answers, *_ in sections}
    made = {"people": _members(plan_id, before.get("people", {}))}
    made["idea"] = {
        path if path in _IDEA or path.startswith("notes/") else f"notes/{path}": value
        for path, value in before.get("idea", {}).items()
    }
    made["products"] = _products(plan_id, before)
    made["costs"] = _costs(plan_id, language, before)
    came_from = {"products": ("products", "costing", "break-even"), "costs": ("costs", "break-even")}
    moved = []
    for key in [*made, *(key for key in before if key not in (*made, "costing", "break-even"))]:
        sources = [one for one in sections if one[0] in came_from.get(key, (key,))]
        answers = made.get(key, before.get(key))
        if sources and (answers or key in before):
            _, _, rev, saved_at, saved_by = sources[-1]  # they come in the order of saving
            moved.append((key, answers, rev, saved_at, saved_by))
    return moved


def _row_id(plan_id, old):
    return str(uuid.uuid5(plan_id, old))


def _members(plan_id, answers):
    is_new = any(path.startswith("members/") for path in answers)  # came back from below
    made = {}
    for path, value in answers.items():
        match path.split("/"):
            case ["founders", number, field] if field in _ROW_FIELDS["founders"] and not is_new:
                row = f"members/{_row_id(plan_id, f'founders/{number}')}"
                made |= {f"{row}/{field}": value, f"{row}/_at": number}
            case ["members" | "notes", *_]:
                made[path] = value
            case [field] if is_new and field == "founders_abroad":
                made[path] = value
            case _:
                made[f"notes/{path}"] = value
    return made


def _products(plan_id, before):
    costing, month = before.get("costing", {}), before.get("break-even", {})
    if "products" in before:  # came back from below: what is there holds
        return before["products"] | {f"notes/costing/{path}": v for path, v in costing.items()}
    product = _row_id(plan_id, "product")
    made = {}
    for path, value in costing.items():
        match path.split("/"):
            case [field] if field in _PRODUCT:
                made[f"products/{product}/{_PRODUCT[field]}"] = value
            case ["materials", number, field] if field in _ROW_FIELDS["materials"]:
                row = f"materials/{_row_id(plan_id, f'materials/{number}')}"
                made |= {f"{row}/{field}": value, f"{row}/product": product,
                         f"{row}/_at": number}
            case _:
                made[f"notes/{path}"] = value
    if "planned_units" in month:
        made[f"products/{product}/normal_month"] = month["planned_units"]
    if any(path.startswith(("products/", "materials/")) for path in made):
        made[f"products/{product}/_at"] = "1"
    return made


def _costs(plan_id, language, before):
    month = {path: v for path, v in before.get("break-even", {}).items() if path != "planned_units"}
    if "costs" in before:
        return before["costs"] | {f"notes/break-even/{path}": v for path, v in month.items()}
    made = {}
    for path, value in month.items():
        if path not in _MONTHLY:
            made[f"notes/{path}"] = value
            continue
        row, names = f"monthly/{_row_id(plan_id, path)}", _MONTHLY[path]
        place = str([*_MONTHLY].index(path) + 1)
        made |= {f"{row}/name": names.get(language, names["en"]), f"{row}/amount": value,
                 f"{row}/_at": place}
    return made


def _take_back(new):
    """The old four sections from the new ones, as far as they ask the same; the rest stays."""
    db = op.get_bind()
    for plan_id, sections in new.items():
        answers = {key: values for key, values, *_ in sections}
        older = _down(plan_id, answers)
        for key, values, rev, saved_at, saved_by in sections:
            kept = older.pop(key, values)
            if rev > 0:
                _insert_old(db, plan_id, (key, kept, rev, saved_at, saved_by))
        for key, values in older.items():
            _insert_old(db, plan_id, (key, values, *sections[-1][2:]))


def _insert_old(db, plan_id, section):
    key, answers, rev, saved_at, saved_by = section
    db.execute(_SECTIONS.insert().values(
        id=uuid.uuid4(), plan_id=plan_id, key=key, answers=answers, rev=max(rev, 1),
        saved_at=saved_at, saved_by=saved_by))


def _down(plan_id, answers):
    older = {}
    if "people" in answers:
        people = answers["people"]
        older["people"] = {
            path.removeprefix("notes/"): value for path, value in people.items()
        } | _numbered(people, "members", "founders", 8)
    products = answers.get("products", {})
    first = next(iter(_rows(products, "products")), None)
    if first is not None:
        costing = {
            old: products[f"products/{first}/{field}"]
            for old, field in _PRODUCT.items()
            if f"products/{first}/{field}" in products
        }
        mine = {
            path: value
            for path, value in products.items()
            if products.get("/".join(path.split("/")[:2]) + "/product") == first
        }
        older["costing"] = costing | _numbered(mine, "materials", "materials", 6)
        planned = products.get(f"products/{first}/normal_month")
        older["break-even"] = {"planned_units": planned} if planned else {}
    costs = answers.get("costs", {})
    month = {
        name: costs[f"monthly/{_row_id(plan_id, name)}/amount"]
        for name in _MONTHLY
        if f"monthly/{_row_id(plan_id, name)}/amount" in costs
    }
    if month:
        older["break-even"] = older.get("break-even", {}) | month
    return {key: values for key, values in older.items() if values}


def _rows(values, table):
    """The ids of a table's rows in their order, without those that were taken away."""
    ids = {path.split("/")[1] for path in values if path.startswith(f"{table}/")}
    there = [one for one in ids if not values.get(f"{table}/{one}/_gone")]
    return sorted(there, key=lambda one: (int(values.get(f"{table}/{one}/_at") or 0), one))


def _numbered(values, table, old, most):
    return {
        f"{old}/{number}/{field}": values[f"{table}/{row}/{field}"]
        for number, row in enumerate(_rows(values, table)[:most], 1)
        for field in _ROW_FIELDS[old]
        if f"{table}/{row}/{field}" in values
    }
