"""From whom may be learnt: who said so, and on a machine that nobody shares who did not say no."""

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.tables import EVERYBODY, ConsentRow, IdentityRow

Allowed = Callable[[str | None], bool]  # of the owner of a conversation, None where nobody is known


def allowed(session: Session, *, shared: bool = False) -> Allowed:
    """Whether what an owner left may be learnt from; `shared` says that strangers did, whatever the store knows."""
    said = {row.owner: row.allowed for row in session.scalars(select(ConsentRow))}
    strangers = shared or session.scalars(select(IdentityRow.shared)).one()
    otherwise = not strangers and said.get(EVERYBODY, True)
    return lambda owner: otherwise if owner is None else said.get(owner, otherwise)
