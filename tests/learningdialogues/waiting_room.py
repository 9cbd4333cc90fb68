"""A room that browsers wait for, without a database: the versions that are read, and the cookie of a seat."""

from learningdialogues import keys, tokens


class Versions:
    """Stands in for the database: versions of dialogues, and how often they were read."""

    def __init__(self):
        self.known, self.reads, self.fails = {}, 0, False

    def __call__(self, dialogue_ids):
        self.reads += 1
        if self.fails:
            raise OSError("the database is away")
        return {each: self.known[each] for each in dialogue_ids if each in self.known}


def cookie_of(dialogue) -> str:
    cookie = tokens.sign(tokens.new_token(), keys.load_key(dialogue))
    return f"Cookie: a=b; {tokens.participant_cookie_name(dialogue)}={cookie}\r\n"
