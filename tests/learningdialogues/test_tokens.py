"""Tokens, return codes and tags: pure functions, so tables and properties."""

import re
from collections import Counter
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learningdialogues import tokens
from learningdialogues.tokens import Token

KEY = bytes(range(32))
OTHER_KEY = bytes(32)
any_token = st.binary(min_size=10, max_size=10).map(Token)


@given(any_token)
def test_a_signed_token_is_read_back_with_the_same_key_only(token):
    cookie = tokens.sign(token, KEY)
    assert tokens.read(cookie, KEY) == token
    assert tokens.read(cookie, OTHER_KEY) is None


@given(any_token, st.integers(0, 42), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ.oé"))
def test_a_cookie_with_one_changed_character_is_refused(token, place, character):
    cookie = tokens.sign(token, KEY)
    changed = cookie[:place] + character + cookie[place + 1 :]
    assert (tokens.read(changed, KEY) is None) == (changed != cookie)


@given(st.text(max_size=60))
def test_any_text_as_cookie_ticket_or_code_is_refused_without_an_error(text):
    assert tokens.read(text, KEY) is None
    assert tokens.from_return_code(text, KEY) is None
    assert not tokens.check_ticket(KEY, "desk", text)
    assert len(tokens.hash_follow_code(text)) == 64


@given(any_token)
def test_a_return_code_gives_the_token_back_however_it_is_typed(token):
    code = tokens.return_code(token, KEY)
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}", code)
    sloppy = [code, code.lower(), code.replace("-", ""), code.replace("-", " - "), f"  {code}\n"]
    sloppy += [code.replace("0", "O").replace("1", "I"), code.replace("0", "o").replace("1", "l")]
    assert {tokens.from_return_code(text, KEY) for text in sloppy} == {token}


def test_a_return_code_of_another_dialogue_is_refused():
    wrong = sum(
        tokens.from_return_code(tokens.return_code(tokens.new_token(), KEY), OTHER_KEY) is None for _ in range(200)
    )
    assert wrong >= 199  # 20 bits: one in a million slips through


def test_a_typing_error_in_a_return_code_is_noticed():
    code = tokens.return_code(Token(b"0123456789"), KEY)
    for place, character in enumerate(code):
        if character != "-":
            assert (
                tokens.from_return_code(code[:place] + ("A" if character != "A" else "B") + code[place + 1 :], KEY)
                is None
            )


def test_tags_differ_per_purpose_person_subject_round_and_dialogue():
    one, two, about = tokens.new_token(), tokens.new_token(), uuid4()
    tags = [
        make(key, token, *rest)
        for key in (KEY, OTHER_KEY)
        for token in (one, two)
        for make, rest in (
            (tokens.edit_tag, (about,)),
            (tokens.gave_nullifier, (about, 1)),
            (tokens.gave_nullifier, (about, 2)),
            (tokens.ready_nullifier, (about, 1)),
            (tokens.vote_tag, (about,)),
        )
    ]
    assert len(set(tags)) == 20
    assert tokens.edit_tag(KEY, one, about) == tokens.edit_tag(KEY, one, str(about))


def test_a_tag_does_not_hold_the_token():
    token = tokens.new_token()
    assert token.value.hex() not in tokens.edit_tag(KEY, token, uuid4())
    assert token.value.hex() not in repr(token)


def test_a_question_with_a_separator_cannot_imitate_another_tag():
    token = tokens.new_token()
    assert tokens.vote_tag(KEY, token, "a|b") != tokens.vote_tag(KEY, token, "a")
    with pytest.raises(ValueError, match="last part"):
        tokens.gave_nullifier(KEY, token, "5|1", 1)


def test_a_ticket_opens_only_its_own_role_and_dialogue():
    desk, screen = tokens.ticket(KEY, "desk"), tokens.ticket(KEY, "screen")
    assert tokens.check_ticket(KEY, "desk", desk) and tokens.check_ticket(KEY, "screen", screen)
    assert not tokens.check_ticket(KEY, "desk", screen)
    assert not tokens.check_ticket(OTHER_KEY, "desk", desk)
    assert not tokens.check_ticket(KEY, "owner", tokens.ticket(KEY, "owner"))


def test_room_codes_have_no_characters_that_look_alike():
    codes = [tokens.room_code() for _ in range(2000)]
    assert all(re.fullmatch(r"[34679CDFGHJKMNPQRTVWXY]{3}-[34679CDFGHJKMNPQRTVWXY]{3}", code) for code in codes)
    assert len(Counter("".join(codes))) == 23  # every character is used, and the dash


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("K7M-4PX", "K7M-4PX"),
        (" k7m 4px ", "K7M-4PX"),
        ("k7m4px", "K7M-4PX"),
        ("K7M-4P", ""),
        ("K7M-4P0", ""),
        ("", ""),
    ],
)
def test_a_room_code_is_understood_however_it_is_typed(typed, code):
    assert tokens.tidy_room_code(typed) == code


def test_a_follow_code_is_stored_hashed_and_known_however_it_is_typed():
    code = tokens.follow_code()
    hashed = tokens.hash_follow_code(code)
    assert code.replace("-", "") not in hashed
    assert tokens.hash_follow_code(code.lower().replace("-", " ")) == hashed
    assert tokens.hash_follow_code(tokens.follow_code()) != hashed
