"""The English phrases of the grammar, by what they say."""

# Every way to say the action of something: doing, does, (they) do.
VERBS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "jumping": (("jumping", "jumps", "jump"), ("leaping", "leaps", "leap"), ("hopping", "hops", "hop")),
    "sleeping": (("sleeping", "sleeps", "sleep"), ("napping", "naps", "nap"), ("asleep", "is asleep", "are asleep")),
    "flying": (("flying", "flies", "fly"), ("soaring", "soars", "soar")),
    "running": (("running", "runs", "run"), ("racing", "races", "race"), ("rushing", "rushes", "rush")),
    "swimming": (("swimming", "swims", "swim"), ("floating", "floats", "float")),
    "singing": (("singing", "sings", "sing"), ("making music", "makes music", "make music")),
    "dancing": (("dancing", "dances", "dance"), ("twirling", "twirls", "twirl"), ("grooving", "grooves", "groove")),
    "crying": (("crying", "cries", "cry"), ("weeping", "weeps", "weep"), ("sobbing", "sobs", "sob")),
    "thinking": (
        ("thinking", "thinks", "think"),
        ("wondering", "wonders", "wonder"),
        ("pondering", "ponders", "ponder"),
    ),
    "shining": (("shining", "shines", "shine"), ("sparkling", "sparkles", "sparkle"), ("glowing", "glows", "glow")),
}
WHERE: dict[str, tuple[str, ...]] = {
    "grass": ("on the grass", "in the meadow", "on the lawn", "in a field", "in the grass", "in the field"),
    "beach": ("on the beach", "at the beach", "on the sand", "on a beach", "on a sandy beach", "at the seaside"),
    "sea": ("in the sea", "in the ocean", "in the water", "on the lake", "in a lake", "on the sea"),
    "sky": ("in the sky", "in the air", "in the clouds", "up in the sky", "across the sky", "high in the air"),
    "snow": ("in the snow", "on the snow", "on snowy ground", "on the ice", "on snow", "in snow"),
    "desert": ("in the desert", "among the dunes", "on the dunes", "in a desert"),
    "forest": ("in the forest", "in the woods", "in the jungle", "in a forest", "through the woods"),
    "city": ("in the city", "on the street", "in town", "on the road", "in a city", "on a street", "downtown"),
    "room": ("in the room", "indoors", "in the bedroom", "in a room", "at home", "inside the house", "in my room"),
    "mountains": ("in the mountains", "on the hills", "on a mountain", "in the hills", "on top of a mountain"),
    "space": ("in space", "in outer space", "in the universe", "out in space"),
    "garden": (
        "in the garden",
        "in a garden",
        "in the backyard",
        "in the park",
        "among the flower beds",
        "in my garden",
    ),
    "underwater": ("under the sea", "underwater", "on the seabed", "at the bottom of the sea", "in the deep sea"),
}
WHEN: dict[str, tuple[str, ...]] = {
    "day": ("during the day", "by day", "in the daytime", "on a sunny day", "in the sunshine", "in daylight"),
    "night": ("at night", "at nighttime", "in the dark", "under the stars", "during the night", "on a dark night"),
    "sunset": ("at sunset", "at dusk", "at sundown", "in the evening glow", "in the sunset", "during sunset"),
    "rain": ("in the rain", "on a rainy day", "while it is raining", "in the pouring rain", "in rainy weather"),
    "snowfall": ("while it is snowing", "on a snowy day", "in falling snow", "in the snowfall", "during snowfall"),
}
OVER = {"sea": "over the sea", "city": "over the city", "mountains": "over the mountains", "forest": "over the forest"}
REL_ITS = {
    "left_of": ("to its left", "on its left", "on the left side of it"),
    "right_of": ("to its right", "on its right", "on the right side of it"),
    "above": ("above it", "over it", "high above it"),
    "below": ("below it", "under it", "underneath it"),
    "next_to": ("next to it", "beside it", "by its side", "nearby"),
    "on": ("on top of it", "on it", "sitting on it", "standing on it"),
}
REL_MORE = {
    "above": ("high above",),
    "on": ("on", "on the top of", "upon"),
    "below": ("underneath",),
    "next_to": ("by", "close to"),
}
SIDES = {
    "left_of": ("on the left", "on the right"),
    "right_of": ("on the right", "on the left"),
    "above": ("at the top", "at the bottom"),
    "below": ("at the bottom", "at the top"),
}
COUNT_WORDS = {
    1: ("one", "1", "a single"),
    2: ("two", "2", "a pair of", "a couple of"),
    3: ("three", "3", "a trio of"),
    4: ("four", "4", "a group of four"),
}
ASKING = (
    "draw", "draw me", "please draw", "paint", "please paint", "paint me", "sketch", "can you draw", "could you draw",
    "can you show me", "could you please paint", "can you paint", "i want", "i want to see", "i'd like", "i would like",
    "give me", "show me", "generate", "create", "make", "make me", "a picture of", "an image of", "a drawing of",
    "draw a picture of", "make a picture of", "i need a picture of", "i'd love to see", "let me see", "how about",
    "there should be", "what about", "got", "ok so", "is there", "i'm thinking of", "can you do", "hey,",
    "my son wants", "my daughter would like", "there's this", "have you got", "it should show", "imagine", "let's have",
    "please make me a picture of", "can i have a picture of", "can i get", "generate an image of", "hi, draw",
    "hello! please draw", "i want a picture with", "try drawing", "would you draw", "pls draw", "a photo of",
)  # fmt: skip
ENDINGS = ("", "", "", "", "", "", ".", ".", "!", " please", ", please", ", thanks", " pls", " thank you", "?", "...")
ALREADY_MANY = {
    "grapes", "cherries", "pancakes", "french fries", "fries", "chips", "popcorn", "spaghetti", "pasta", "sushi",
    "glasses", "eyeglasses", "sunglasses", "jeans", "pants", "trousers", "headphones", "scissors", "noodles", "ramen",
    "rice", "milk", "honey", "wine", "bread", "meat", "corn", "cheese", "lightning",
}  # fmt: skip
AT_REST = ("sitting", "standing", "parked", "placed", "lying", "waiting", "resting", "right", "just", "directly")
SITS = (
    ("sits", "sit"),
    ("stands", "stand"),
    ("waits", "wait"),
    ("lies", "lie"),
    ("is", "are"),
    ("can be seen", "can be seen"),
)
PRAISE = ("cute", "beautiful", "lovely", "happy", "pretty", "nice", "fluffy", "funny", "adorable")
VERY = ("", "", "really ", "very ", "so ")
FANS = ("my son", "my daughter", "my kid", "my friend", "i", "we", "my sister")
STRANGERS = """
zebra giraffe kangaroo dinosaur robot samurai ninja wizard knight king queen astronaut pirate mermaid monster vampire
angel river bridge pyramid lighthouse windmill sofa table chair desk shelf window keyboard harp flute cello xylophone
gun cannon spear helmet coat scarf sock glove belt bracelet necklace cheesecake waffle soup salad sandwich steak yoghurt
mango papaya plum fig grapefruit onion garlic broccoli cabbage lettuce radish bean pea hedgehog raccoon moose badger
otter beaver skunk walrus seal jellyfish starfish lobster clam worm beetle moth dragonfly mosquito parrot swan goose
flamingo peacock ostrich crow sparrow tank submarine tugboat kite skateboard sled carriage wagon tricycle forklift crane
waterfall statue mirror blanket curtain carpet oven fridge kettle teapot pan bottle jar bucket broom ladder shovel
drill screwdriver nail rope chain wheel tyre engine robotics fossil coral reef cave island cliff glacier meteor
"""
