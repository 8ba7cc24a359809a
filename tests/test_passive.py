"""Who does what to whom, said in the passive."""

import pytest

from understanding.message import read_message
from understanding.passive import righted
from understanding.program import aligned, parsed, shown


@pytest.mark.parametrize(
    ("said", "read", "right"),
    [
        ("a lion held by a monkey", "new; add lion; add monkey; rel lion holds monkey", "rel monkey holds lion"),
        ("a lion held by a monkey", "new; add lion; add monkey; rel monkey holds lion", "rel monkey holds lion"),
        ("a lion holding a monkey", "new; add lion; add monkey; rel lion holds monkey", "rel lion holds monkey"),
        ("狮子被猴子抱着", "new; add lion; add monkey; rel lion hugs monkey", "rel monkey hugs lion"),
        ("猴子抱着狮子", "new; add lion; add monkey; rel monkey hugs lion", "rel monkey hugs lion"),
    ],
)
def test_who_does_it_is_who_the_passive_says(said, read, right):
    message = read_message(said)
    program = aligned(parsed(read), message)
    assert shown(righted(program, message)[-1:]) == right
