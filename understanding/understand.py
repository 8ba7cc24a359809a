"""Understanding: a message where a conversation stands becomes one typed intent."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp, log
from pathlib import Path

from language.chatter import split, wishes
from language.words import named
from models import weights
from models.reader import Reader, ReaderConfig
from models.tokenizer import load_tokenizer
from understanding.amend import amended
from understanding.coverage import left_over, nearly, untold, with_strange_styles
from understanding.cues import COLOURS, PART, is_beyond, missed, speaks_of_wholes, unasked
from understanding.decoding import written
from understanding.encoding import encoded
from understanding.execute import carried_out
from understanding.ground import on_ground
from understanding.intent import Again, Answer, Ask, Back, Change, Describe, Draw, Intent, Left, Option, Refuse, Talk
from understanding.matters import asks_for_an_effect, counted, matter_of, small_talk, wonders
from understanding.message import Message, read_message
from understanding.offering import in_none, offered, plain, sober
from understanding.parts import as_parts
from understanding.program import Program, items, parsed
from understanding.pronouns import spoken_of_as
from understanding.recall import never_shown, recalled
from understanding.state import State
from understanding.surprises import surprise
from understanding.wordings import meant_by
from world.scene import Scene

READERS = ("reader", "reader-2")  # folders of networks that differ in nothing but the dice they were trained with
UNUSED = 2.5  # what a thing that is named and not used costs a reading, in nats
UNHEEDED = 3.0  # what a cue costs that it makes nothing of ("without", "sticker")
NOTHING = 2.0  # what a reading costs that comes to nothing
COMES_TO_NOTHING = ("same", "limit", "absent", "nothing_yet", "nothing_known", "no_pair", "no_drawing_of")
SURE = 0.88  # of the likelihood of all readings: a less likely change is asked about
SURE_OTHERWISE = 0.6  # the same of a new picture, another one, a step back: nothing is lost by them
SURE_AT_FIRST = 0.3  # the same of a first picture: it is drawn, and what is not in it is said
SURE_OF_A_QUESTION = 0.5  # of a question: what is less likely is not answered past the point
SURE_OF_TALK = 0.4  # of small talk: to what is less likely nothing particular is said
POSE = "pose"  # as PART and COLOURS a cue, and the reason, of what is said and cannot be drawn
TOLD = (PART, POSE, COLOURS)
LIKELY = 0.05  # the least likelihood of a reading that is offered


@dataclass(frozen=True)
class Meaning:
    """One reading of a message: its program and what that comes to."""

    program: Program
    intent: Intent
    likelihood: float  # among all the readings, in [0, 1]
    unheeded: tuple[str, ...] = ()  # cues of the message that it makes nothing of


class Understanding:
    """The readers and their tokenizer, ready to understand."""

    def __init__(self, folder: Path):
        """Loads READERS below a folder, with the tokenizer of the first; WeightsError where one is missing."""
        self.folders = tuple(folder / name for name in READERS)
        self.readers = tuple(weights.load(each, Reader, ReaderConfig) for each in self.folders)
        self.tokenizer = load_tokenizer(self.folders[0])

    def understand(self, message: Message, state: State) -> Intent:
        """What a message asks for where its conversation stands so; an `Ask` where that is in doubt."""
        return with_strange_styles(self._understood(message, state))

    def _understood(self, message: Message, state: State) -> Intent:
        message, state = as_parts(message, state), spoken_of_as(message, state)
        program = meant_by(message) or _asked_by_flags(message) or surprise(message, state)
        if program is not None:
            return _with_flags(carried_out(program, state), message)
        if message.ground and not message.mentions and not message.unread:
            return _with_flags(on_ground(Refuse(reason="other"), message.ground, state), message)
        meanings = self.meanings(message, state)
        if not meanings:
            return Refuse(reason="nothing_known", words=tuple(one.word for one in message.unread))
        best = _saying(meanings[0], message, state)
        if talk := _talked(message, state, best):
            return talk
        if _is_doubtful(best, state) and (options := _options(meanings, best, message, state)):
            left = _told_once(in_none(options), _untold_by_all(message, options))
            return Ask(options=options, left=left, spoken_of=state.spoken_of)
        best = replace(best, intent=_honest(best, message))
        asks = isinstance(best.intent, Answer) or (isinstance(best.intent, Describe) and state.scene is not None)
        if asks and (foreign := _named_and_not_there(message)) and isinstance(best.intent, Answer):
            return Refuse(reason="unknown", words=foreign, spoken_of=state.spoken_of)
        beyond = is_beyond(message) and state.scene is not None
        if (asks and best.likelihood < SURE_OF_A_QUESTION) or (beyond and (asks or isinstance(best.intent, Talk))):
            return Refuse(reason="question", left=best.intent.left, spoken_of=state.spoken_of)
        if isinstance(best.intent, Talk) and (best.unheeded or _names_a_stranger(best.intent, message, state)):
            return Refuse(reason="nothing_known", words=tuple(one.word for one in message.unread))
        if isinstance(best.intent, Talk) and best.likelihood < SURE_OF_TALK:
            if message.unread and any(map(wishes, split(message.text))):
                words = tuple(one.word for one in message.unread)
                return Refuse(reason="unknown", words=words, spoken_of=state.spoken_of)
            return replace(best.intent, about="other")
        return _with_flags(best.intent, message)

    def carried_out(self, program: str, message: Message, state: State) -> Intent:
        """A reading that was chosen, carried out."""
        intent = carried_out(parsed(program), spoken_of_as(message, state))
        return _with_flags(on_ground(intent, message.ground, state) if message.ground else intent, message)

    def scene(self, text: str) -> Scene:
        """The scene that a text alone asks for, as likely as it is; an empty one where it asks for none."""
        intents = (each.intent for each in self.meanings(read_message(text), State()))
        return next((intent.scene for intent in intents if isinstance(intent, Draw)), Scene())

    def meanings(self, message: Message, state: State) -> tuple[Meaning, ...]:
        """The readings of a message, likeliest first; those that come to the same are one."""
        message, state = as_parts(message, state), spoken_of_as(message, state)
        read = encoded(message, state, self.tokenizer)
        there = [(slot, key) for slot, key, _ in items(message)]
        merged: dict[object, tuple[float, Meaning]] = {}
        for each in written(self.readers, read, there):
            if not each.program:
                continue
            program = recalled(amended(each.program, message, state), message, state)
            if not program:
                continue
            intent = carried_out(program, state)
            if unseen := never_shown(program, message, state):
                intent = Refuse(reason="no_drawing_of", words=unseen, spoken_of=state.spoken_of)
            if message.ground:
                intent = on_ground(intent, message.ground, state)
            left = left_over(message, program, state, intent)
            unheeded = (*missed(message, program), *unasked(message, program))
            score = log(max(each.likelihood, 1e-9)) - _cost(intent, left, state) - UNHEEDED * len(unheeded)
            intent = replace(intent, left=_joined(intent, (*left, *nearly(message, intent))))
            key = _key(intent)
            before = merged.get(key)
            if before is None or score > before[0]:
                merged[key] = (score, Meaning(program, intent, 0.0, unheeded))
        ranked = sorted(merged.values(), key=lambda one: -one[0])
        whole = sum(exp(score) for score, _ in ranked) or 1.0
        return tuple(replace(meaning, likelihood=exp(score) / whole) for score, meaning in ranked)


def _talked(message: Message, state: State, best: Meaning) -> Intent | None:
    """What is answered in words, whatever the readers make of it: what no picture tells, thanks, how many in all."""
    draws = isinstance(best.intent, Draw | Change | Again) and not _is_doubtful(best, state)
    if state.scene is not None and asks_for_an_effect(message):
        return Refuse(reason="effect", words=(), spoken_of=state.spoken_of)
    if (matter := matter_of(message)) is not None and (not draws or matter == "joke"):
        return (
            carried_out(parsed("ask made"), state)
            if matter == "seed"
            else Talk(about=matter, spoken_of=state.spoken_of)
        )
    if wonders(message) and state.scene is not None and isinstance(best.intent, Draw | Change):
        return Refuse(reason="question", spoken_of=state.spoken_of)
    if ids := counted(message, state):
        return Answer(question="count", ids=ids, spoken_of=state.spoken_of)
    talks = isinstance(best.intent, Talk)
    unsure = best.likelihood < SURE_OF_TALK if talks else not draws and state.scene is not None
    about = small_talk(message) if unsure else None
    if about is not None and (talks or about != "praise"):
        return Talk(about=about, spoken_of=state.spoken_of)
    return None


def _honest(meaning: Meaning, message: Message) -> Intent:
    """What a reading comes to, with what it does not show of what could be drawn."""
    intent = sober(meaning.intent, message)
    if more := untold(message, meaning.program, intent):
        return replace(intent, left=_told_once(intent.left, more))
    words = tuple(one.word for one in message.unshown if one.form in ("pose", "mood", "deed"))
    if (
        words
        and not message.unread
        and isinstance(intent, Refuse)
        and intent.reason in ("same", "nothing_known", "other")
    ):
        return Refuse(reason="unknown", words=words, left=intent.left, spoken_of=intent.spoken_of)
    return intent


def _named_and_not_there(message: Message) -> tuple[str, ...]:
    """What a question is about, where no picture shows it: is the light red?"""
    return (
        ()
        if any(one.slot == "object" for one in message.mentions)
        else tuple(
            one.word for one in message.unshown if one.form in ("thing", "look") and one.word.casefold() == "light"
        )
    )


def _untold_by_all(message: Message, options: Sequence[Option]) -> tuple[Left, ...]:
    """What none of the readings that are offered shows of what could be drawn."""
    first, *others = (untold(message, parsed(option.program), option.intent) for option in options)
    return tuple(left for left in first if all(left in each for each in others))


def _told_once(left: Sequence[Left], more: Sequence[Left]) -> tuple[Left, ...]:
    """Both, each word and each reason without words once."""
    said = {word.casefold() for each in left for word in each.words}
    wordless = {each.reason for each in left if not each.words}
    fresh = [replace(each, words=tuple(word for word in each.words if word.casefold() not in said)) for each in more]
    kept = (
        new for old, new in zip(more, fresh, strict=True) if new.words or (not old.words and old.reason not in wordless)
    )
    return (*left, *kept)


def _asked_by_flags(message: Message) -> Program | None:
    """Another drawing, where a message names nothing but how many pictures, or a seed."""
    asks = message.flags.pictures is not None or message.flags.seed is not None
    return parsed("again") if asks and not message.mentions and not message.unread else None


def _key(intent: Intent) -> object:
    """What two readings have in common that come to the same."""
    return replace(intent, left=(), spoken_of=())


def _cost(intent: Intent, left: Sequence[Left], state: State) -> float:
    """How much speaks against a reading, besides its words; nothing where it speaks of a picture that was sent."""
    sent = {kind.object for kind in state.seen.things} if state.seen else set()
    if isinstance(intent, Refuse) and intent.reason == "absent" and sent.intersection(intent.words):
        return 0.0
    cost = UNUSED * sum(len(each.words) for each in left)
    if isinstance(intent, Refuse) and intent.reason in COMES_TO_NOTHING:
        cost += NOTHING
    if isinstance(intent, Draw | Change):
        cost += NOTHING * sum(each.reason in ("absent", "no_pair", "no_things") for each in intent.left)
    return cost


def _joined(intent: Intent, left: Sequence[Left]) -> tuple[Left, ...]:
    """What is not done, each word once; small talk leaves nothing undone but what it does not know."""
    if isinstance(intent, Talk):
        left = [each for each in left if each.reason == "unread"]
    said = {word for each in intent.left for word in each.words}
    said |= set(intent.words) if isinstance(intent, Refuse) else set()
    more = (Left(each.reason, tuple(word for word in each.words if word not in said)) for each in left)
    return (*intent.left, *(each for each in more if each.words))


def _names_a_stranger(talk: Talk, message: Message, state: State) -> bool:
    """Whether it is no small talk, where nothing was drawn yet, but something that nobody taught Tuwen: "samurai"."""
    return state.scene is None and bool(message.unread) and talk.about not in ("greeting", "bye", "who")


def _saying(meaning: Meaning, message: Message, state: State) -> Meaning:
    """The reading, where what it speaks of and can be neither drawn nor changed is told, whatever else is done."""
    told = tuple(cue for cue in meaning.unheeded if cue in TOLD)
    if not told:
        return meaning
    rest = tuple(cue for cue in meaning.unheeded if cue not in TOLD)
    intent = meaning.intent
    if isinstance(intent, Change) and PART in told and not speaks_of_wholes(meaning.program, message):
        intent = Refuse(reason=PART, spoken_of=state.spoken_of)
    elif isinstance(intent, Draw | Change):
        sits = any(each.relation in ("on", "rides") for each in intent.scene.relations)
        left = tuple(Left(cue) for cue in told if not (cue == POSE and sits))
        intent = replace(intent, left=(*intent.left, *left))
    return replace(meaning, intent=intent, unheeded=rest)


def _is_doubtful(meaning: Meaning, state: State) -> bool:
    """Whether it had better be asked about: what draws nothing does no harm."""
    if not isinstance(meaning.intent, Draw | Change | Again | Back):
        return False
    if isinstance(meaning.intent, Change) and _may_be_of_another(meaning):
        return True
    sure = SURE_AT_FIRST if state.scene is None else SURE if isinstance(meaning.intent, Change) else SURE_OTHERWISE
    return meaning.likelihood < sure or bool(meaning.unheeded)


def _may_be_of_another(meaning: Meaning) -> bool:
    """Whether what is said of "it" may be said of something that nobody taught Tuwen: "the gadget is green"."""
    unknown = any(left.reason == "unknown" for left in meaning.intent.left)
    of_it = any(ref.noun.slot == "" for step in meaning.program if step.verb == "set" for ref in step.refs())
    return unknown and of_it


def _options(meanings: Sequence[Meaning], best: Meaning, message: Message, state: State) -> tuple[Option, ...]:
    """The readings to choose from; none where there is no choice, the best alone where it heeds not all."""
    likely = [plain(each.program, each.intent, message, state) for each in meanings if each.likelihood >= LIKELY]
    alone = bool(best.unheeded) or _may_be_of_another(best) or len(likely) > 1
    options = offered(likely, message)
    return options if len(options) >= 2 - alone else ()


def _with_flags(intent: Intent, message: Message) -> Intent:
    """The intent with what the message's flags say; what of them is not honoured is named."""
    flags = message.flags
    left = (Left("flag", flags.ignored),) if flags.ignored else ()
    if isinstance(intent, Draw | Change | Again):
        pictures = flags.pictures or intent.pictures
        intent = replace(intent, pictures=pictures, seed=flags.seed)
    if isinstance(intent, Draw | Change):
        keys = tuple(dict.fromkeys(key for word in flags.without for key in named("object", word)))
        kept = [thing for thing in intent.scene.things if thing.object not in keys]
        without = tuple(dict.fromkeys((*intent.scene.without, *keys)))
        intent = replace(intent, scene=replace(intent.scene.with_things(kept), without=without))
    return replace(intent, left=(*intent.left, *left))
