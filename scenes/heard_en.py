"""English that is understood and never said: more ways to word what the grammar's own phrases say."""

# As in phrases_en: doing, does, (they) do. What is more than one word stands after its thing, not before it.
VERBS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "jumping": (
        ("bouncing", "bounces", "bounce"), ("bounding", "bounds", "bound"), ("springing up", "springs up", "spring up"),
        ("jumping up", "jumps up", "jump up"), ("jumping up and down", "jumps up and down", "jump up and down"),
        ("leaping up", "leaps up", "leap up"), ("hopping around", "hops around", "hop around"),
        ("hopping about", "hops about", "hop about"),
        ("bouncing up and down", "bounces up and down", "bounce up and down"),
        ("bouncing around", "bounces around", "bounce around"), ("jumping for joy", "jumps for joy", "jump for joy"),
        ("taking a leap", "takes a leap", "take a leap"), ("jumping around", "jumps around", "jump around"),
        ("in mid-jump", "is in mid-jump", "are in mid-jump"), ("in mid-leap", "is in mid-leap", "are in mid-leap"),
    ),
    "sleeping": (
        ("dozing", "dozes", "doze"), ("snoozing", "snoozes", "snooze"), ("slumbering", "slumbers", "slumber"),
        ("fast asleep", "is fast asleep", "are fast asleep"), ("sound asleep", "is sound asleep", "are sound asleep"),
        ("curled up asleep", "is curled up asleep", "are curled up asleep"),
        ("having a nap", "has a nap", "have a nap"), ("taking a nap", "takes a nap", "take a nap"),
        ("having a snooze", "has a snooze", "have a snooze"), ("snoring", "snores", "snore"),
        ("nodding off", "nods off", "nod off"), ("getting some sleep", "gets some sleep", "get some sleep"),
        ("in a deep sleep", "is in a deep sleep", "are in a deep sleep"), ("having a kip", "has a kip", "have a kip"),
        ("getting some shut-eye", "gets some shut-eye", "get some shut-eye"),
    ),
    "flying": (
        ("gliding", "glides", "glide"), ("hovering", "hovers", "hover"), ("swooping", "swoops", "swoop"),
        ("fluttering", "flutters", "flutter"), ("in flight", "is in flight", "are in flight"),
        ("in mid-flight", "is in mid-flight", "are in mid-flight"), ("airborne", "is airborne", "are airborne"),
        ("on the wing", "is on the wing", "are on the wing"), ("flying around", "flies around", "fly around"),
        ("flying about", "flies about", "fly about"), ("flying along", "flies along", "fly along"),
        ("flying high", "flies high", "fly high"), ("taking flight", "takes flight", "take flight"),
        ("soaring along", "soars along", "soar along"), ("fluttering about", "flutters about", "flutter about"),
    ),
    "running": (
        ("jogging", "jogs", "jog"), ("sprinting", "sprints", "sprint"), ("dashing", "dashes", "dash"),
        ("galloping", "gallops", "gallop"), ("scurrying", "scurries", "scurry"), ("scampering", "scampers", "scamper"),
        ("hurrying", "hurries", "hurry"), ("speeding along", "speeds along", "speed along"),
        ("running fast", "runs fast", "run fast"), ("running around", "runs around", "run around"),
        ("running about", "runs about", "run about"), ("racing along", "races along", "race along"),
        ("going for a run", "goes for a run", "go for a run"),
        ("out for a run", "is out for a run", "are out for a run"), ("legging it", "legs it", "leg it"),
    ),
    "swimming": (
        ("paddling", "paddles", "paddle"), ("diving", "dives", "dive"), ("snorkelling", "snorkels", "snorkel"),
        ("snorkeling", "snorkels", "snorkel"), ("having a swim", "has a swim", "have a swim"),
        ("going for a swim", "goes for a swim", "go for a swim"), ("taking a dip", "takes a dip", "take a dip"),
        ("having a dip", "has a dip", "have a dip"), ("splashing about", "splashes about", "splash about"),
        ("splashing around", "splashes around", "splash around"), ("swimming around", "swims around", "swim around"),
        ("swimming about", "swims about", "swim about"), ("treading water", "treads water", "tread water"),
        ("swimming laps", "swims laps", "swim laps"), ("afloat", "is afloat", "are afloat"),
    ),
    "singing": (
        ("humming", "hums", "hum"), ("crooning", "croons", "croon"), ("warbling", "warbles", "warble"),
        ("yodelling", "yodels", "yodel"), ("singing a song", "sings a song", "sing a song"),
        ("singing along", "sings along", "sing along"), ("singing away", "sings away", "sing away"),
        ("humming a tune", "hums a tune", "hum a tune"), ("carrying a tune", "carries a tune", "carry a tune"),
        ("belting out a tune", "belts out a tune", "belt out a tune"),
        ("performing a song", "performs a song", "perform a song"), ("playing music", "plays music", "play music"),
        ("playing a tune", "plays a tune", "play a tune"),
        ("bursting into song", "bursts into song", "burst into song"), ("doing karaoke", "does karaoke", "do karaoke"),
    ),
    "dancing": (
        ("waltzing", "waltzes", "waltz"), ("pirouetting", "pirouettes", "pirouette"), ("jiving", "jives", "jive"),
        ("boogieing", "boogies", "boogie"), ("breakdancing", "breakdances", "breakdance"),
        ("tap-dancing", "tap-dances", "tap-dance"), ("doing a dance", "does a dance", "do a dance"),
        ("having a dance", "has a dance", "have a dance"), ("dancing around", "dances around", "dance around"),
        ("dancing about", "dances about", "dance about"), ("dancing away", "dances away", "dance away"),
        ("busting a move", "busts a move", "bust a move"), ("shaking a leg", "shakes a leg", "shake a leg"),
        ("doing ballet", "does ballet", "do ballet"), ("doing the tango", "does the tango", "do the tango"),
    ),
    "crying": (
        ("bawling", "bawls", "bawl"), ("wailing", "wails", "wail"), ("blubbering", "blubbers", "blubber"),
        ("whimpering", "whimpers", "whimper"), ("in tears", "is in tears", "are in tears"),
        ("in floods of tears", "is in floods of tears", "are in floods of tears"),
        ("tearful", "is tearful", "are tearful"), ("teary-eyed", "is teary-eyed", "are teary-eyed"),
        ("shedding tears", "sheds tears", "shed tears"),
        ("bursting into tears", "bursts into tears", "burst into tears"), ("welling up", "wells up", "well up"),
        ("having a cry", "has a cry", "have a cry"), ("having a good cry", "has a good cry", "have a good cry"),
        ("sobbing loudly", "sobs loudly", "sob loudly"), ("weeping bitterly", "weeps bitterly", "weep bitterly"),
    ),
    "thinking": (
        ("daydreaming", "daydreams", "daydream"), ("contemplating", "contemplates", "contemplate"),
        ("musing", "muses", "muse"), ("ruminating", "ruminates", "ruminate"), ("reflecting", "reflects", "reflect"),
        ("lost in thought", "is lost in thought", "are lost in thought"),
        ("deep in thought", "is deep in thought", "are deep in thought"), ("pensive", "is pensive", "are pensive"),
        ("absorbed in thought", "is absorbed in thought", "are absorbed in thought"),
        ("having a think", "has a think", "have a think"), ("thinking hard", "thinks hard", "think hard"),
        ("thinking things over", "thinks things over", "think things over"),
        ("mulling things over", "mulls things over", "mull things over"),
        ("wondering about something", "wonders about something", "wonder about something"),
        ("thinking about something", "thinks about something", "think about something"),
    ),
    "shining": (
        ("gleaming", "gleams", "gleam"), ("twinkling", "twinkles", "twinkle"), ("glittering", "glitters", "glitter"),
        ("glimmering", "glimmers", "glimmer"), ("shimmering", "shimmers", "shimmer"),
        ("glistening", "glistens", "glisten"), ("lit up", "is lit up", "are lit up"),
        ("aglow", "is aglow", "are aglow"), ("luminous", "is luminous", "are luminous"),
        ("radiant", "is radiant", "are radiant"), ("giving off light", "gives off light", "give off light"),
        ("giving off a glow", "gives off a glow", "give off a glow"),
        ("shining bright", "shines bright", "shine bright"), ("shining brightly", "shines brightly", "shine brightly"),
        ("glowing brightly", "glows brightly", "glow brightly"),
    ),
}  # fmt: skip
WHERE: dict[str, tuple[str, ...]] = {
    "grass": (
        "in the grassy field", "in a meadow", "on the pasture", "in the pasture", "on the prairie",
        "out on the prairie", "on the savanna", "in the tall grass", "across the meadow", "through the meadow",
        "through the grass", "on a lawn", "in a grassy meadow", "out in the fields", "on the grassland",
        "on the grassy plain", "in an open field", "in the middle of a field", "amid the grass", "across the field",
    ),
    "beach": (
        "by the sea", "by the seaside", "on the seashore", "at the seashore", "on the shore", "by the shore",
        "along the shore", "on the coast", "at the coast", "along the coast", "by the beach", "along the beach",
        "by the ocean", "down by the sea", "on the shoreline", "on the seafront", "on a sandy shore",
        "on the sandy beach", "on a tropical beach", "on the sands",
    ),
    "sea": (
        "in the waves", "on the waves", "among the waves", "out at sea", "at sea", "on the open sea", "on the ocean",
        "on the water", "in the lake", "in a pond", "in the pond", "in the pool", "in open water", "on the high seas",
        "across the sea", "across the ocean", "in the middle of the ocean", "in the middle of the lake", "in the bay",
        "out on the water",
    ),
    "sky": (
        "up in the air", "through the air", "through the sky", "high up in the sky", "high in the sky",
        "high up in the air", "in mid-air", "in midair", "in the heavens", "up in the heavens", "across the heavens",
        "in the open sky", "way up in the sky", "way up in the air", "up there in the sky", "in the wide sky",
        "in the skies",
    ),
    "snow": (
        "in the deep snow", "in deep snow", "on fresh snow", "through the snow", "across the snow", "out in the snow",
        "on a snowfield", "in a snowy field", "in a snowy landscape", "in a winter landscape", "in a winter wonderland",
        "on snow-covered ground", "on the snowy ground", "on the icy ground", "on an ice rink", "in a snowdrift",
        "at the north pole", "in the arctic", "in antarctica", "on the tundra",
    ),
    "desert": (
        "in the dunes", "on a dune", "on a sand dune", "on the sand dunes", "among the sand dunes", "amid the dunes",
        "across the desert", "through the desert", "out in the desert", "in the middle of the desert",
        "in a sandy desert", "in the sandy desert", "in the hot desert", "in the sahara", "in the sahara desert",
        "in the gobi", "on the desert sand", "in the desert sands", "in an arid desert", "deep in the desert",
    ),
    "forest": (
        "deep in the forest", "deep in the woods", "in the woodland", "in a wood", "through the forest",
        "in the rainforest", "in a rainforest", "in a jungle", "deep in the jungle", "through the jungle", "in a grove",
        "in a thicket", "on the forest floor", "in the middle of the forest", "in a dense forest",
        "in a forest clearing", "on a forest path", "on a woodland path", "out in the woods", "in an enchanted forest",
    ),
    "city": (
        "on the sidewalk", "on the pavement", "in the town", "in a town", "in the street", "in the streets",
        "on the city streets", "on the avenue", "in the city centre", "in the city center", "in the middle of the city",
        "down the street", "along the street", "along the road", "on a busy street", "on a road", "on the highway",
        "in the town square", "around town", "on the high street",
    ),
    "room": (
        "in the living room", "in a living room", "in the lounge", "in the kitchen", "in a bedroom", "in my bedroom",
        "in the playroom", "in the nursery", "in the study", "in the dining room", "in the bathroom", "in the hallway",
        "in an apartment", "in my apartment", "inside the room", "inside a room", "in a cosy room", "in a cozy room",
        "in the attic", "in the kids' room",
    ),
    "mountains": (
        "on the mountainside", "up in the mountains", "high in the mountains", "in the highlands", "on a hill",
        "on the hill", "on a hillside", "on the hillside", "on a hilltop", "on a mountaintop", "on the mountain",
        "up on the mountain", "at the summit", "on a mountain peak", "among the mountains", "on a mountain ridge",
        "in the alps", "in the himalayas", "on a mountain trail", "up in the hills",
    ),
    "space": (
        "in deep space", "in the cosmos", "out in the cosmos", "in the galaxy", "in a distant galaxy",
        "in a galaxy far away", "in the milky way", "in zero gravity", "in orbit", "out in outer space",
        "out in the universe", "up in space", "far out in space", "through space", "across the universe",
        "across the galaxy", "through the cosmos", "in interstellar space", "in the vastness of space",
        "in the depths of space",
    ),
    "garden": (
        "in the yard", "in the back yard", "in the front yard", "in the back garden", "in the front garden",
        "out in the garden", "out in the yard", "in a park", "at the park", "through the park", "in the courtyard",
        "in a courtyard", "in the orchard", "in the vegetable garden", "in a botanical garden", "in our garden",
        "in our backyard", "in my backyard", "in a backyard", "in the flower garden",
    ),
    "underwater": (
        "under the water", "under water", "under the ocean", "under the waves", "beneath the waves", "beneath the sea",
        "deep underwater", "deep under the sea", "on the sea floor", "on the ocean floor", "on the sea bottom",
        "at the bottom of the ocean", "in the ocean depths", "in the depths of the ocean", "deep in the ocean",
        "deep in the sea", "in the deep ocean", "in an underwater world", "in an undersea world", "among the seaweed",
    ),
}  # fmt: skip
PLACES: dict[str, tuple[str, ...]] = {
    "grass": (
        "pasture", "prairie", "grassland", "grassy field", "grassy meadow", "grassy plain", "savanna", "savannah",
        "meadowland", "paddock",
    ),
    "beach": (
        "seashore", "seaside", "shore", "coast", "shoreline", "coastline", "seafront", "sandy beach", "sandy shore",
        "tropical beach",
    ),
    "sea": ("pond", "pool", "open sea", "open water", "seascape", "lagoon", "waves", "ocean waves", "bay", "sea view"),
    "sky": ("skies", "heavens", "open sky", "skyscape", "wide sky"),
    "snow": (
        "snowfield", "snowy field", "snowy landscape", "winter landscape", "winter wonderland", "snowscape",
        "icy landscape", "ice rink", "tundra", "snowy plain",
    ),
    "desert": (
        "sand dunes", "dune", "sahara desert", "gobi desert", "sandy desert", "arid desert", "desert landscape",
        "desert sands",
    ),
    "forest": (
        "woodland", "woodlands", "rainforest", "grove", "thicket", "forest clearing", "dense forest", "deep forest",
        "tropical forest",
    ),
    "city": (
        "avenue", "downtown", "metropolis", "cityscape", "sidewalk", "pavement", "boulevard", "highway", "city street",
        "town square",
    ),
    "room": (
        "living room", "kitchen", "lounge", "apartment", "playroom", "nursery", "dining room", "bathroom",
        "indoor room", "kids' room",
    ),
    "mountains": (
        "hill", "hillside", "mountainside", "mountain range", "mountain landscape", "highlands", "peaks", "foothills",
        "mountaintop", "alps",
    ),
    "space": ("cosmos", "galaxy", "deep space", "milky way", "interstellar space", "starfield", "nebula"),
    "garden": (
        "yard", "back yard", "front yard", "back garden", "front garden", "courtyard", "orchard", "botanical garden",
        "vegetable garden", "public park",
    ),
    "underwater": (
        "ocean floor", "sea bed", "sea bottom", "ocean bed", "ocean depths", "undersea world", "underwater world",
        "deep ocean", "ocean bottom",
    ),
}  # fmt: skip
WHEN: dict[str, tuple[str, ...]] = {
    "day": (
        "in broad daylight", "at noon", "around noon", "at midday", "in the middle of the day", "in the morning",
        "in the afternoon", "on a bright day", "on a clear day", "on a bright sunny day", "on a warm sunny day",
        "in sunny weather", "in the sunlight", "in bright sunlight", "in the bright sunshine", "in bright daylight",
        "during daytime", "during daylight hours", "when it's sunny", "while it's light out",
    ),
    "night": (
        "after dark", "at midnight", "around midnight", "in the middle of the night", "late at night",
        "in the dead of night", "by night", "in the night", "at night time", "in the darkness", "in the pitch dark",
        "after nightfall", "when it's dark", "when it's dark out", "on a moonlit night", "on a starry night",
        "in the moonlight", "by moonlight", "by starlight", "under the night sky",
    ),
    "sunset": (
        "at twilight", "in the twilight", "during twilight", "in the dusk", "around dusk", "as dusk falls",
        "as the day ends", "in the evening light", "in the early evening", "in the fading light", "as daylight fades",
        "as it gets dark", "just before nightfall", "in the afterglow", "in the sunset glow", "in the sunset light",
        "around sunset", "at golden hour", "during golden hour", "into the sunset",
    ),
    "rain": (
        "in a downpour", "during a downpour", "in the drizzle", "on a drizzly day", "in heavy rain", "in pouring rain",
        "in a rainstorm", "in a rain shower", "on a wet day", "in wet weather", "when it's raining",
        "while it's raining", "when it rains", "while it rains", "when it's pouring", "as rain falls",
        "with rain falling", "out in the rain", "caught in the rain", "in a thunderstorm",
    ),
    "snowfall": (
        "in a blizzard", "during a blizzard", "in a snowstorm", "during a snowstorm", "when it's snowing",
        "while it's snowing", "when it snows", "while it snows", "as snow falls", "as the snow falls",
        "with snow falling", "in heavy snowfall", "in light snowfall", "in snowy weather", "in a snow shower",
        "in a snow flurry", "in swirling snow", "in the falling snow", "in gently falling snow", "amid falling snow",
    ),
}  # fmt: skip
COLOURS: dict[str, tuple[str, ...]] = {
    "red": (
        "ruby", "ruby-red", "vermilion", "carmine", "blood-red", "brick-red", "burgundy", "bright red", "dark red",
        "deep red",
    ),
    "orange": (
        "ginger", "apricot", "orangey", "bright orange", "dark orange", "burnt orange", "light orange", "pale orange",
        "orange-coloured", "neon orange",
    ),
    "yellow": (
        "gold", "yellowish", "mustard", "mustard-yellow", "canary-yellow", "bright yellow", "pale yellow",
        "light yellow", "gold-coloured",
    ),
    "green": (
        "emerald", "lime", "lime-green", "olive-green", "jade", "mint-green", "dark green", "light green",
        "bright green", "grass-green",
    ),
    "blue": (
        "navy", "navy-blue", "azure", "cobalt", "sky-blue", "royal blue", "light blue", "dark blue",
        "bright blue",
    ),
    "purple": (
        "lavender", "lilac", "mauve", "amethyst", "purplish", "deep purple", "light purple", "dark purple",
        "bright purple",
    ),
    "pink": (
        "rosy", "fuchsia", "hot pink", "bubblegum pink", "pinkish", "light pink", "pale pink", "bright pink",
        "pastel pink",
    ),
    "brown": (
        "tan", "chestnut", "hazel", "mahogany", "tawny", "brownish", "nut-brown", "dark brown", "light brown", "umber",
    ),
    "black": (
        "jet-black", "jet black", "ebony", "pitch-black", "coal-black", "inky", "ink-black", "onyx", "blackish",
        "pure black",
    ),
    "white": (
        "snow-white", "ivory", "pure white", "off-white", "pearly white", "pearl-white", "chalk-white", "whitish",
        "bright white", "alabaster",
    ),
    "grey": (
        "silver", "silvery", "charcoal", "slate-grey", "light grey", "dark grey", "light gray", "dark gray", "greyish",
        "grayish",
    ),
}  # fmt: skip
SIZES: dict[str, tuple[str, ...]] = {
    "small": (
        "teeny", "teensy", "mini", "miniature", "wee", "itty-bitty", "teeny-tiny", "minuscule", "petite", "pint-sized",
        "pocket-sized", "diminutive", "smallish", "titchy", "dinky",
    ),
    "big": (
        "giant", "gigantic", "enormous", "massive", "humongous", "colossal", "jumbo", "immense", "oversized",
        "ginormous", "mammoth", "whopping", "great big", "super-sized", "extra-large", "sizeable",
    ),
}  # fmt: skip
RELATIONS: dict[str, tuple[str, ...]] = {
    "left_of": (
        "on the left side of", "to the left side of", "on the left-hand side of", "to the left-hand side of",
        "on the left hand side of", "just left of", "just to the left of", "immediately left of",
        "immediately to the left of", "to the immediate left of", "directly left of", "directly to the left of",
        "at the left of", "at the left side of", "a bit to the left of", "a little to the left of",
        "slightly to the left of", "somewhere to the left of", "over to the left of", "standing to the left of",
        "sitting to the left of", "standing left of",
    ),
    "right_of": (
        "on the right side of", "to the right side of", "on the right-hand side of", "to the right-hand side of",
        "on the right hand side of", "just right of", "just to the right of", "immediately right of",
        "immediately to the right of", "to the immediate right of", "directly right of", "directly to the right of",
        "at the right of", "at the right side of", "a bit to the right of", "a little to the right of",
        "slightly to the right of", "somewhere to the right of", "over to the right of", "standing to the right of",
        "sitting to the right of", "standing right of",
    ),
    "above": (
        "up above", "right above", "directly above", "just above", "way above", "somewhere above", "slightly above",
        "right over", "directly over", "high over", "over the top of", "higher than", "higher up than", "a bit above",
        "hanging above", "hanging over", "suspended above",
    ),
    "below": (
        "down below", "right below", "directly below", "just below", "way below", "somewhere below", "slightly below",
        "right under", "directly under", "just under", "right beneath", "directly beneath", "right underneath",
        "directly underneath", "lower than", "lower down than", "tucked under", "sheltering under", "standing under",
        "sitting under",
    ),
    "next_to": (
        "right next to", "right beside", "right by", "just by", "alongside", "close by", "adjacent to",
        "side by side with", "at the side of", "by the side of", "near to", "right near", "very close to",
        "not far from", "a step away from", "in the vicinity of", "standing next to", "standing beside",
        "sitting next to", "sitting beside", "standing near", "standing by", "sitting by", "up close to",
    ),
    "on": (
        "atop", "perched on", "perched atop", "perched on top of", "seated on", "seated on top of", "right on top of",
        "on the very top of", "resting on", "resting on top of", "lying on", "lying on top of", "placed on",
        "placed on top of", "sat on", "sat on top of", "sitting atop", "sitting on top of", "standing atop",
        "standing on top of", "balanced on", "balancing on", "riding on", "up on top of",
    ),
}  # fmt: skip
STYLES: dict[str, tuple[str, ...]] = {
    "soft": ("softly shaded", "gently shaded", "soft-looking"),
    "classic": ("retro", "vintage", "old-school", "old-fashioned", "classical", "traditional"),
    "flat": ("flat design", "minimalist", "minimalistic", "2d", "two-dimensional"),
    "glossy": ("three-dimensional", "3-d", "high-gloss", "lustrous"),
    "bold": ("chunky", "thick-lined", "bold-lined", "bold and simple"),
    "rounded": ("roundish", "cute rounded", "curvy", "rounded-off"),
}  # fmt: skip
COUNT_WORDS: dict[int, tuple[str, ...]] = {
    1: ("just one", "only one", "exactly one", "one single", "just a single", "a lone", "a solitary", "one lone"),
    2: (
        "just two", "only two", "exactly two", "a couple", "a duo of", "a set of two", "a group of two", "two whole",
        "two separate",
    ),
    3: (
        "just three", "only three", "exactly three", "a group of three", "a set of three", "a bunch of three",
        "three whole", "three separate",
    ),
    4: (
        "just four", "only four", "exactly four", "a quartet of", "a foursome of", "a set of four", "a bunch of four",
        "four whole", "four separate",
    ),
}  # fmt: skip
ASKING: tuple[str, ...] = (
    "could you do me a drawing of", "would love", "i would love", "i'd love", "may i have", "may i see", "whip up",
    "sketch me", "how about drawing", "hi there, can you draw", "ok next:", "my niece is into this:", "next one:",
    "now draw", "now do", "ok now draw", "please sketch", "could you sketch", "can you sketch", "can you make",
    "can you make me", "could you make me a picture of", "could i have", "could i get", "could i see", "can i see",
    "can i have", "let's see", "let's draw", "let's try", "would you paint", "would you mind drawing",
    "could you please draw", "can you please draw", "can you draw me", "could you draw me", "would you please draw",
    "do you think you could draw", "are you able to draw", "i was hoping for", "i'm looking for", "i'm after",
    "i'd be happy with", "i fancy", "i feel like seeing", "i wanna see", "i wanna", "wanna see", "gimme", "lemme see",
    "just draw", "just do", "quickly draw", "doodle", "doodle me", "a sketch of", "an illustration of", "a painting of",
    "a cartoon of", "a pic of", "pic of", "picture of", "drawing of", "image of", "illustrate", "design", "depict",
    "picture this:", "draw this:", "draw the following:", "my request:", "today i want", "for my nephew, please draw",
    "my little one asked for", "my class wants to see", "my students would like", "my wife wants",
    "my grandson is asking for", "good morning! can you draw", "good evening, please draw", "hey there, could you draw",
    "hiya, draw", "hello, i'd like", "hi! i want", "hey, can i get", "yo, draw", "thanks! now", "great, now",
    "cool, next", "nice! and now", "another one:", "one more:", "one more thing, draw", "would it be possible to draw",
    "is it possible to get", "if you don't mind, draw", "when you have a minute, draw", "help me draw",
    "it'd be great to see", "it would be nice to have", "i'd appreciate", "try to draw", "try to make", "have a go at",
    "go for", "put together", "produce", "render", "come up with", "surprise me with", "i'm dreaming of",
    "for a birthday card:", "for my presentation i need", "please create", "please generate", "please make",
    "could you generate", "can you generate", "can you create", "could you create",
)  # fmt: skip
ENDINGS: tuple[str, ...] = (
    " if you can", ", if possible", ", cheers", " cheers", " :)", ":)", " :-)", " <3", " asap", " — thank you!!",
    " - thanks!", " thx", ", thx", " ty", "!!", "!!!", " plz", ", pretty please", " pretty please", " please?",
    ", please!", " please :)", ", thanks a lot", ", many thanks", ", thank you so much", ", thanks in advance",
    ". thanks!", ". thank you.", ". please.", ", ok?", " ok?", ", okay?", ", would you?", ", could you?", " for me",
    ", for me please", " if that's ok", " if you don't mind", ", that's all", " haha", " lol", " ..", " :D", "~",
    " when you can", " right now", " real quick", " now please", ". go!", ", yeah?", ", would you mind?",
    ", much appreciated", ". many thanks",
)  # fmt: skip
