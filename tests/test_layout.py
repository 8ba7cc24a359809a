"""The rules of composition: what a scene says holds in its layout, whatever the dice say."""

import random
from itertools import pairwise, product

import pytest

from rendering.layout import FLOATING, lay_out, with_marks
from rendering.places import HORIZON
from rendering.sampling import random_scene
from rendering.sizes import SCALE, STACKED, plain_size
from rendering.ties import SUNK, seated
from world.gist import Gist, Kind
from world.plan import MARGIN, Layer, Plan, Pose
from world.vocabulary import ACTIONS, COUNTS, MARKS, PLACES, TIMES
from world.vocabulary import thing as vocabulary_thing

SEEDS = range(60)
CAT_AND_DOG = (Kind("cat"), Kind("dog"))
MADE_BY = {
    "jumping": {"shadow"},
    "sleeping": {"zzz"},
    "flying": {"wind"},
    "running": {"speed", "puff"},
    "swimming": {"splash"},
    "singing": {"notes"},
    "dancing": {"sway"},
    "crying": {"tears"},
    "thinking": {"bubble"},
    "shining": {"sparkles"},
}


def feet(pose: Pose) -> float:
    """Where what is drawn ends; around it lies the margin of its square."""
    return pose.y + pose.scale * (0.5 - MARGIN)


def top(pose: Pose, what: str) -> float:
    """Where what is drawn begins."""
    return feet(pose) - vocabulary_thing(what).tall * (1 - 2 * MARGIN) * pose.scale


def bodies(plan: Plan, of: int | None = None) -> list[Layer]:
    """The layers of things, marks left out; of one group of alike things, or of all."""
    ids = {thing.id for thing in (plan.scene.things if of is None else plan.scene.groups()[of])}
    return [layer for layer in plan.bodies if layer.of in ids]


def random_plans(count: int = 300) -> list[Plan]:
    rng = random.Random(0)
    return [lay_out(random_scene(rng), rng) for _ in range(count)]


@pytest.mark.parametrize("counts", list(product(COUNTS, COUNTS)))
@pytest.mark.parametrize("relation", ["left_of", "right_of", "above", "below"])
def test_every_first_stands_to_every_second_as_was_said(relation: str, counts: tuple[int, int]) -> None:
    things = (Kind("cat", count=counts[0], size="big"), Kind("dog", count=counts[1], action="jumping"))
    for seed in SEEDS:
        plan = lay_out(Gist(things, relation, "grass"), random.Random(seed))
        for first, second in product(bodies(plan, 0), bodies(plan, 1)):
            dx, dy = second.pose.x - first.pose.x, second.pose.y - first.pose.y
            assert {"left_of": dx, "right_of": -dx, "above": dy, "below": -dy}[relation] > 0.02, (seed, first, second)


@pytest.mark.parametrize("carrier", ["car", "bed", "elephant"])
@pytest.mark.parametrize("counts", list(product(COUNTS, COUNTS)))
def test_every_first_stands_on_top_of_a_second(carrier: str, counts: tuple[int, int]) -> None:
    for seed, size in product(range(10), SCALE):
        things = (Kind("cat", count=counts[0], size=size, action="jumping"), Kind(carrier, count=counts[1]))
        plan = lay_out(Gist(things, "on", "grass"), random.Random(seed))
        riders, carriers = bodies(plan, 0), [layer.pose for layer in bodies(plan, 1)]
        nearest = [min(carriers, key=lambda pose: abs(pose.x - layer.pose.x)) for layer in riders]
        for layer, under in zip(riders, nearest, strict=True):
            half = layer.pose.scale / 2
            tall = feet(under) - top(under, carrier)
            assert feet(layer.pose) == pytest.approx(top(under, carrier) + SUNK * tall)
            assert abs(layer.pose.x - under.x) < 0.6 * under.scale
            assert 0.8 * half <= layer.pose.x <= 1 - 0.8 * half and 0.85 * half <= layer.pose.y <= 1 - 0.85 * half
        assert len(set(nearest)) == min(counts)  # nobody is left without while another carries two


@pytest.mark.parametrize("carrier", ["car", "racing_car", "cat", "sunglasses"])
def test_seated_moves_up_or_down_only_and_onto_the_drawn_top(carrier: str) -> None:
    under = Pose(0.5, 0.7, 0.3, flip=True)
    for pose in (Pose(0.4, 0.2, 0.2, 5.0), Pose(0.6, 0.9, 0.34, flip=True)):
        sits = seated(pose, under, carrier)
        assert (sits.x, sits.scale, sits.angle, sits.flip) == (pose.x, pose.scale, pose.angle, pose.flip)
        assert 0 < feet(sits) - top(under, carrier) <= SUNK * under.scale


def test_seated_stays_on_the_canvas() -> None:
    assert seated(Pose(0.5, 0.5, 0.5), Pose(0.5, 0.2, 0.3), "castle").y == pytest.approx(0.4 * 0.5)


def test_what_is_stacked_leaves_air() -> None:
    things = (Kind("cat", size="big"), Kind("dog", size="big"))
    for relation, seed in product(("above", "below", "on"), SEEDS):
        plan = lay_out(Gist(things, relation, "grass"), random.Random(seed))
        assert all(layer.pose.scale <= STACKED for layer in bodies(plan))


@pytest.mark.parametrize("counts", [(1, 4), (2, 3), (3, 3), (4, 4)])
def test_many_stand_in_two_rows_and_stay_large(counts: tuple[int, int]) -> None:
    things = (Kind("cat", count=counts[0]), Kind("dog", count=counts[1]))
    for relation, seed in product((None, "left_of", "next_to"), SEEDS):
        poses = [layer.pose for layer in bodies(lay_out(Gist(things, relation, "grass"), random.Random(seed)))]
        heights = sorted(pose.y for pose in poses)
        assert max(after - before for before, after in pairwise(heights)) > 0.1  # a gap between the rows
        assert all(pose.scale > 0.18 for pose in poses)


def test_next_to_is_nearer_than_nothing_said() -> None:
    def apart(relation: str | None) -> float:
        plans = [lay_out(Gist(CAT_AND_DOG, relation, "grass"), random.Random(seed)) for seed in SEEDS]
        return sum(abs(bodies(plan)[0].pose.x - bodies(plan)[1].pose.x) for plan in plans) / len(plans)

    assert apart("next_to") < 0.8 * apart(None)


def test_there_are_as_many_as_were_said_and_as_they_were_said() -> None:
    for plan in random_plans():
        for of, thing in enumerate(plan.scene.gist().things):
            layers = bodies(plan, of)
            assert len(layers) == thing.count
            assert {(layer.what, layer.colour) for layer in layers} == {(thing.object, thing.colour or "natural")}


def test_all_things_are_in_one_style_the_one_that_was_said() -> None:
    for plan in random_plans():
        styles = {layer.style for layer in bodies(plan)}
        assert len(styles) == 1 and plan.scene.style in (None, *styles)


def test_things_are_on_the_canvas_from_back_to_front() -> None:
    for plan in random_plans():
        depth = [layer.pose.y + layer.pose.scale / 2 for layer in bodies(plan)]
        assert depth == sorted(depth)
        for layer in bodies(plan):
            half = layer.pose.scale / 2
            assert 0.8 * half <= layer.pose.x <= 1 - 0.8 * half, layer
            assert 0.85 * half <= layer.pose.y <= 1 - 0.85 * half, layer


@pytest.mark.parametrize("action", MADE_BY)
def test_marks_belong_to_their_thing(action: str) -> None:
    scene = Gist((Kind("dog"), Kind("cat", count=2, action=action)), place="sea")
    for seed in SEEDS:
        marks = [layer for layer in lay_out(scene, random.Random(seed)).layers if layer.what in MARKS]
        assert {mark.what for mark in marks} == MADE_BY[action]
        assert len(marks) == 2 * len(MADE_BY[action])
        assert {mark.of for mark in marks} == {1, 2} and {mark.colour for mark in marks} == {"natural"}


@pytest.mark.parametrize("flip", [False, True])
def test_marks_trail_behind_and_letters_are_never_mirrored(flip: bool) -> None:
    body = Layer("cat", Pose(0.5, 0.5, 0.3, 0.0, flip), 0, of=0)
    marks = {m.what: m for action in MADE_BY for m in with_marks(body, action, random.Random(0)) if m is not body}
    side = -1 if flip else 1
    assert all(side * (marks[what].pose.x - 0.5) > 0.1 for what in ("wind", "speed", "puff"))
    assert marks["speed"].pose.flip is flip
    assert not any(marks[what].pose.flip for what in ("zzz", "notes", "bubble"))
    assert marks["shadow"].pose.y > 0.6 and marks["zzz"].pose.y < 0.4


def test_splash_and_letters_lie_before_the_thing_shadows_behind() -> None:
    body = Layer("cat", Pose(0.5, 0.5, 0.3), 0, of=0)
    order = {action: [m.what for m in with_marks(body, action, random.Random(0))] for action in (*MADE_BY, None)}
    assert order["swimming"] == ["cat", "splash"] and order["sleeping"] == ["cat", "zzz"]
    assert order["jumping"] == ["shadow", "cat"] and order[None] == ["cat"]
    assert all(order[action][0] == "cat" for action in ("dancing", "crying", "thinking", "shining"))


def test_every_action_has_its_marks_and_every_mark_its_action() -> None:
    assert list(MADE_BY) == [value.key for value in ACTIONS]
    assert sorted(mark for marks in MADE_BY.values() for mark in marks) == sorted(MARKS)


@pytest.mark.parametrize("action", ["dancing", "crying", "shining"])
def test_what_goes_around_a_thing_covers_it(action: str) -> None:
    for flip in (False, True):
        body = Layer("cat", Pose(0.3, 0.6, 0.4, 0.0, flip), 0, of=0)
        (mark,) = (layer for layer in with_marks(body, action, random.Random(0)) if layer is not body)
        assert mark.pose.scale > body.pose.scale
        assert abs(mark.pose.x - 0.3) < 0.1 * 0.4 and abs(mark.pose.y - 0.6) < 0.1 * 0.4


@pytest.mark.parametrize("size,low,high", [("small", 0.0, 0.27), (None, 0.28, 0.45), ("big", 0.46, 0.75)])
def test_sizes_are_apart(size: str | None, low: float, high: float) -> None:
    for seed in SEEDS:
        (cat,) = bodies(lay_out(Gist((Kind("cat", size=size),), place="room"), random.Random(seed)))
        assert low < cat.pose.scale < high


@pytest.mark.parametrize("counts", [(1,), (2,), (3,), (4,), (1, 1), (2, 2), (2, 4), (4, 4)])
def test_sizes_show_wherever_there_is_room(counts: tuple[int, ...]) -> None:
    total = sum(counts)
    for seed, size in product(SEEDS, SCALE):
        things = tuple(Kind(what, count=n, size=size) for what, n in zip(("cat", "dog"), counts, strict=False))
        shown = {plain_size(layer.pose.scale, total) for layer in bodies(lay_out(Gist(things), random.Random(seed)))}
        assert shown == {None if size == "big" and total in (4, 8) else size}, (counts, size, shown)


def test_the_same_height_is_small_alone_and_usual_among_many() -> None:
    assert [plain_size(scale, 1) for scale in (0.25, 0.38, 0.6)] == ["small", None, "big"]
    assert [plain_size(scale, 8) for scale in (0.17, 0.25, 0.39)] == ["small", None, "big"]
    assert plain_size(0.25, 0) == "small" and plain_size(0.25, 99) is None


@pytest.mark.parametrize("place", [value.key for value in PLACES])
def test_what_stands_stands_on_the_ground(place: str) -> None:
    horizon = HORIZON[place]
    for seed in SEEDS:
        (cat,) = bodies(lay_out(Gist((Kind("cat"),), place=place), random.Random(seed)))
        if horizon is None:
            assert 0.3 <= cat.pose.y <= 0.7
        else:
            assert cat.pose.y + cat.pose.scale / 2 > horizon


def test_what_flies_and_what_belongs_in_the_sky_is_high() -> None:
    for thing in (Kind("bird", action="flying"), Kind("sun")):
        for seed in SEEDS:
            (high,) = bodies(lay_out(Gist((thing,), place="grass"), random.Random(seed)))
            assert high.pose.y < 0.45


def test_sleepers_lean_and_the_rest_stand() -> None:
    for seed in SEEDS:
        (sleeper,) = bodies(lay_out(Gist((Kind("cat", action="sleeping"),)), random.Random(seed)))
        (stander,) = bodies(lay_out(Gist((Kind("cat"),)), random.Random(seed)))
        assert 17 < abs(sleeper.pose.angle) < 35 and abs(stander.pose.angle) <= 4


def test_day_unless_another_time_was_said() -> None:
    plans = random_plans()
    assert {plan.scene.time for plan in plans} == {None, *(value.key for value in TIMES)}
    assert all(plan.backdrop.time == (plan.scene.time or "day") for plan in plans)
    assert all(plan.backdrop.place == plan.scene.place for plan in plans)


def test_what_floats_is_where_there_is_no_ground() -> None:
    assert set(FLOATING) == {place for place, horizon in HORIZON.items() if horizon is None}


def test_the_dice_decide_and_nothing_else() -> None:
    scene = Gist((Kind("cat", count=3, action="running"), Kind("dog")), place="grass")
    assert lay_out(scene, random.Random(5)) == lay_out(scene, random.Random(5)) != lay_out(scene, random.Random(6))
