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
        ("busting moves", "busts moves", "bust moves"), ("waltzing", "waltzes", "waltz"),
        ("pirouetting", "pirouettes", "pirouette"), ("jiving", "jives", "jive"),
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
        ("thoughtful", "is thoughtful", "are thoughtful"), ("daydreaming", "daydreams", "daydream"),
        ("contemplating", "contemplates", "contemplate"),
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
        "in the snowy land",
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
        "snowy land", "snowy place", "snowy ground", "snowy landscape", "snowfield", "snowy field", "snowy landscape",
        "winter landscape", "winter wonderland", "snowscape",
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
        "snowy mountain", "snowy mountains", "snow-capped mountains",
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
        "daylight", "sunlight", "noon", "midday", "high noon", "noontime", "broad daylight", "bright daylight",
        "full daylight", "daylight hours", "sunny", "sunny weather", "sunny afternoon", "sunny morning", "sunny arvo",
        "a sunny afternoon", "a sunny morning", "on a sunny afternoon", "on a sunny morning", "on a sunny arvo",
        "on a nice sunny day", "on a lovely sunny day", "nice sunny day", "bright sunshine",
        "at high noon", "it's daytime", "its daytime", "it's sunny", "its sunny", "it's noon", "it's midday",
        "bright and sunny", "daytime lighting",
        "in broad daylight", "at noon", "around noon", "at midday", "in the middle of the day", "in the morning",
        "in the afternoon", "on a bright day", "on a clear day", "on a bright sunny day", "on a warm sunny day",
        "in sunny weather", "in the sunlight", "in bright sunlight", "in the bright sunshine", "in bright daylight",
        "during daytime", "during daylight hours", "when it's sunny", "while it's light out",
    ),
    "night": (
        "after dark", "at midnight", "around midnight", "in the middle of the night", "late at night",
        "in the dead of night", "by night", "in the night", "at night time", "in the darkness", "in the pitch dark",
        "after nightfall", "when it's dark", "when it's dark out", "on a moonlit night", "on a starry night",
        "in the moonlight", "by moonlight", "by starlight", "under the night sky", "nite", "at nite", "nite time",
        "night-time", "midnight", "nightfall", "moonlight", "moonlit", "moonlit night", "starlight", "starlit",
        "starry", "starry night", "under a starry sky", "under the starry sky", "under starlight",
        "in the wee hours", "in the small hours", "in the wee small hours", "dead of night", "middle of the night",
        "late at nite", "it's night", "its night", "it's dark", "it's dark out",
        "it's dark outside", "once it's dark", "once night falls", "when night falls", "as night falls",
        "past midnight", "well after dark", "on a clear night", "under the moon and stars",
    ),
    "sunset": (
        "the sun going down", "sun going down", "the sun is going down", "sun is going down", "sun is just going down",
        "the sun setting", "sun setting", "the sun is setting", "sun is setting", "evening sun", "sun sinking",
        "while the sun sets", "as the sun sets", "the sun sets", "the sun goes down", "setting sun",
        "at twilight", "in the twilight", "during twilight", "in the dusk", "around dusk", "as dusk falls",
        "as the day ends", "in the evening light", "in the early evening", "in the fading light", "as daylight fades",
        "as it gets dark", "just before nightfall", "in the afterglow", "in the sunset glow", "in the sunset light",
        "around sunset", "at golden hour", "during golden hour", "into the sunset", "sun's going down",
        "the sun's going down", "sun's setting", "the sun's setting", "sun is going down", "sun dipping",
        "as the sun dips", "the sun dips", "as the sun sinks", "the sun sinks", "the sun is sinking", "sun is low",
        "the sun is low", "with the sun low", "low sun", "twilight", "nearly dark", "almost dark", "evening glow",
        "sunset glow", "sunset light", "at day's end", "at the end of the day", "as evening falls",
        "evening falls", "dusk falls", "at sunset time", "sunset time", "as the light fades", "the sun went down",
        "as the sun went down", "the sun set", "as the sun set", "sun slips away",     ),
    "rain": (
        *(f"{it}{pours}" for it in ("", "it's ", "its ", "it is ", "while it's ", "and it's ") for pours in (
            "drizzling", "raining cats and dogs", "bucketing down", "pelting down", "pissing down", "tipping down",
            "tipping it down", "chucking it down", "lashing down", "teeming down", "pouring down", "pouring with rain",
            "pouring rain", "raining hard", "absolutely pouring", "pouring outside", "spitting rain",
        )),
        *(f"{it}{pours}" for it in ("it's ", "its ", "it is ", "while it's ") for pours in (
            "pouring", "absolutely bucketing down", "really pouring", "raining", "drizzly", "wet out",
        )),
        *(f"{rain} {falls}" for rain in ("rain", "the rain", "rain is", "rain's", "raindrops") for falls in (
            "falling", "coming down", "pouring down", "pouring", "pelting down", "drizzling",
        )),
        "drizzle", "drizzly", "downpour", "heavy rain", "light rain", "soft rain", "gentle rain", "rainstorm",
        "thunderstorm", "stormy", "rainy day", "rainfall", "rain shower", "wet day", "rain comes down", "rain falls",
        "rain fell", "rain pours down", "it pours", "it poured", "it is drizzling", "with rain", "some rain",
        "rainy", "it rained", "rainy weather", "rained on", "in rainy weather",
        "it rain", "it rains", "rain falling",
        "in a downpour", "during a downpour", "in the drizzle", "on a drizzly day", "in heavy rain", "in pouring rain",
        "in a rainstorm", "in a rain shower", "on a wet day", "in wet weather", "when it's raining",
        "while it's raining", "when it rains", "while it rains", "when it's pouring", "as rain falls",
        "with rain falling", "out in the rain", "caught in the rain", "in a thunderstorm",
    ),
    "snowfall": (
        *(f"{snow} {falls}" for snow in (
            "snow", "snow is", "snow's", "the snow is", "flakes", "flurries", "snow flurries",
        ) for falls in (
            "falling", "coming down", "drifting down", "floating down", "fluttering down", "tumbling down",
            "falling down", "swirling", "swirling down", "gently falling", "softly falling", "quietly falling",
            "lightly falling", "still falling", "still coming down", "drifting by", "falling softly", "falling gently",
            "falling quietly", "falling all around", "coming down hard", "pouring down", "whirling", "dancing down",
        )),
        *(f"{snow} {falls}" for snow in ("snow", "the snow", "flakes", "flurries") for falls in (
            "fell", "fall", "falls", "drift down", "drifts down", "drifted down", "came down", "come down",
            "comes down", "came drifting down", "keep falling", "keeps falling", "kept falling", "float down",
            "floats down", "flutter down", "flutters down", "falls softly", "fell softly", "falls gently",
        )),
        "in winter", "in the winter", "in wintertime", "on a winter day",
        "more snow coming down", "more snow falling", "flurries", "light flurries", "blizzard", "snowstorm",
        "snow storm", "snow shower", "heavy snow", "light snow falling", "snowy weather", "it's snowing", "its snowing",
        "it is snowing", "snowing hard", "it's snowing hard", "snowing heavily", "snowing lightly", "still snowing",
        "still snowing hard", "it snows a lot", "it snowed", "snow in the air", "flakes in the air",
        "flakes coming down", "snowflakes coming down", "flakes falling", "snow still falling", "rain into snow",
        "snow falls", "snow is falling", "while snow is falling", "snow's coming down", "snow comes down",
        "while snow comes down",
        "it snow", "it snows", "snow falling", "snow coming down", "snow fall", "snowflakes falling",
        "in a blizzard", "during a blizzard", "in a snowstorm", "during a snowstorm", "when it's snowing",
        "while it's snowing", "when it snows", "while it snows", "as snow falls", "as the snow falls",
        "with snow falling", "in heavy snowfall", "in light snowfall", "in snowy weather", "in a snow shower",
        "in a snow flurry", "in swirling snow", "in the falling snow", "in gently falling snow", "amid falling snow",
    ),
}  # fmt: skip
COLOURS: dict[str, tuple[str, ...]] = {
    "red": (
        "redden", "ruby", "ruby-red", "vermilion", "carmine", "blood-red", "brick-red", "burgundy", "bright red",
        "dark red",
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
        "navy", "navy-blue", "midnight blue", "midnight-blue", "azure", "cobalt", "sky-blue", "royal blue",
        "light blue", "dark blue",
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
        "pocket-sized", "diminutive", "smallish", "titchy", "dinky", "lil", "li'l", "itty bitty", "bitty", "ickle",
        "teeny tiny", "teeny weeny", "teensy weensy", "itsy bitsy", "pint sized", "pocket sized", "bite-sized",
        "small-sized", "super small", "very small", "really small", "super tiny", "microscopic", "wee little",
    ),
    "big": (
        "giant", "gigantic", "enormous", "massive", "humongous", "colossal", "jumbo", "immense", "oversized",
        "ginormous", "mammoth", "whopping", "great big", "super-sized", "extra-large", "sizeable", "super big",
        "very big", "really big", "extra large", "super sized", "supersized", "over-sized",
        "towering", "king-size", "king-sized", "monstrous", "monster-sized", "hulking", "hefty", "very large",
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
    "soft": ("soften", "softer", "softly shaded", "gently shaded", "soft-looking"),
    "classic": ("retro", "vintage", "old-school", "old-fashioned", "classical", "traditional"),
    "flat": ("flatter", "flat design", "minimalist", "minimalistic", "2d", "two-dimensional"),
    "glossy": ("glossier", "shinier", "three-dimensional", "3-d", "high-gloss", "lustrous"),
    "bold": ("bolder", "chunky", "thick-lined", "bold-lined", "bold and simple"),
    "rounded": ("rounder", "roundish", "cute rounded", "curvy", "rounded-off"),
}  # fmt: skip
COUNT_WORDS: dict[int, tuple[str, ...]] = {
    1: ("just one", "only one", "exactly one", "one single", "just a single", "a lone", "a solitary", "one lone"),
    2: (
        "just two", "only two", "exactly two", "a couple", "a duo of", "couple of", "a set of two", "a group of two",
        "two whole",
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
# Things by other names.
OBJECTS: dict[str, tuple[str, ...]] = {
    "cat": (
        "pussycat", "pussy cat", "pussy-cat", "puss", "moggy", "moggie", "kitty cat", "kitty-cat", "kittycat",
        "house cat", "housecat", "tomcat", "tabby", "tabby cat", "feline",
    ),
    "dog": (
        "pup", "doggie", "doggo", "pooch", "hound", "mutt", "puppy dog", "bow-wow", "bowwow", "labrador", "retriever",
        "terrier", "beagle", "canine",
    ),
    "rabbit": ("bunny rabbit", "bunnie", "hare", "Easter bunny", "cottontail", "baby rabbit", "rabit", "wabbit"),
    "mouse": ("mousie", "mousey", "field mouse", "fieldmouse", "house mouse", "dormouse", "baby mouse"),
    "horse": (
        "horsey", "horsie", "mare", "stallion", "foal", "colt", "filly", "steed", "gee-gee", "racehorse",
        "race horse", "Shetland pony",
    ),
    "cow": (
        "moo cow", "moo-cow", "moocow", "moo moo", "dairy cow", "milk cow", "milking cow", "heifer", "baby cow",
        "Jersey cow", "Holstein", "cattle",
    ),
    "pig": (
        "piggie", "piglet", "hog", "swine", "porker", "oinker", "piggy-wiggy", "baby pig", "pot-bellied pig",
        "farm pig",
    ),
    "sheep": ("ewe", "lambkin", "lambie", "baa-baa", "baa lamb", "baa-lamb", "woolly sheep", "baby sheep", "merino"),
    "elephant": (
        "baby elephant", "elefant", "elephent", "African elephant", "Indian elephant", "Asian elephant", "Dumbo",
        "heffalump", "tusker",
    ),
    "tiger": ("Bengal tiger", "Siberian tiger", "tiger cub", "baby tiger", "tigress", "Tigger", "tyger"),
    "lion": ("lion cub", "baby lion", "African lion", "male lion", "king of the jungle", "king of beasts", "Simba"),
    "bear": ("grizzly", "grizzly bear", "bear cub", "baby bear", "Kodiak bear"),
    "panda": ("giant panda", "panda bear", "pandabear", "panda cub", "baby panda"),
    "fox": ("foxy", "foxie", "fox cub", "baby fox", "vixen", "Reynard"),
    "monkey": ("chimp", "chimpanzee", "macaque", "capuchin", "baby monkey", "munkey", "monky", "cheeky monkey"),
    "unicorn": ("unicorn horse", "unicorn pony", "baby unicorn", "unicorn head", "horse with a horn", "unacorn"),
    "chick": ("chickie", "chicky", "baby chicken", "baby hen", "Easter chick", "hatchling"),
    "bird": (
        "birdy", "dicky bird", "dickie bird", "dickybird", "songbird", "song bird", "bluebird", "sparrow", "finch",
        "baby bird", "tweety bird",
    ),
    "duck": ("ducky", "duckie", "mallard", "mallard duck", "quack-quack", "quack quack", "baby duck", "duckey"),
    "owl": ("barn owl", "hoot owl", "tawny owl", "screech owl", "night owl", "wise owl", "owlet", "baby owl"),
    "penguin": (
        "emperor penguin", "king penguin", "fairy penguin", "baby penguin", "penguin chick", "pinguin", "pengwin",
        "penguine", "Pingu",
    ),
    "frog": ("froggy", "froggie", "tree frog", "bullfrog", "bull frog", "toad", "baby frog", "Kermit"),
    "turtle": (
        "sea turtle", "box turtle", "terrapin", "tortise", "tortois", "turtel", "baby turtle", "giant tortoise",
    ),
    "snake": (
        "serpent", "python", "cobra", "viper", "adder", "rattlesnake", "rattle snake", "anaconda", "boa constrictor",
        "grass snake", "snakey",
    ),
    "fish": ("fishy", "fishie", "goldfish", "gold fish", "carp", "trout", "herring", "sardine", "sea fish"),
    "shark": ("tiger shark", "baby shark", "sharky", "sharkie", "reef shark"),
    "whale": ("sperm whale", "humpback whale", "humpback", "spouting whale", "baby whale", "Moby Dick"),
    "octopus": ("octopuss", "octapus", "octopuse", "octo", "baby octopus", "devilfish"),
    "crab": ("crabbie", "shore crab", "sea crab", "mud crab", "rock crab", "king crab", "beach crab"),
    "butterfly": (
        "butter fly", "butterflie", "flutterby", "flutter-by", "monarch butterfly", "peacock butterfly",
        "swallowtail",
    ),
    "bee": (
        "bumblebee", "bumble bee", "bumble-bee", "honey bee", "honey-bee", "buzzy bee", "busy bee", "worker bee",
        "queen bee",
    ),
    "snail": ("garden snail", "land snail", "snaily", "escargot", "snale"),
    "dragon": (
        "fire-breathing dragon", "fire breathing dragon", "fire dragon", "Chinese dragon", "Asian dragon",
        "baby dragon", "wyvern",
    ),
    "apple": ("eating apple", "Granny Smith apple", "Gala apple", "aple", "appel"),
    "banana": ("nanner", "bananna", "banan", "plantain", "Cavendish banana", "ripe banana"),
    "pear": ("pear fruit", "Conference pear", "Bartlett pear", "Williams pear", "Bosc pear", "ripe pear"),
    "strawberry": (
        "strawb", "straw berry", "strawbery", "strawberrie", "stawberry", "wild strawberry", "garden strawberry",
    ),
    "watermelon": (
        "water melon", "water-melon", "slice of watermelon", "watermelon slice", "piece of watermelon",
        "wedge of watermelon", "melon slice", "slice of melon",
    ),
    "grapes": ("grape", "grape bunch", "cluster of grapes", "grape cluster", "wine grape"),
    "cherries": ("cherrie", "cherry fruit", "sour cherry", "sweet cherry", "Bing cherry"),
    "pineapple": ("pine apple", "pine-apple", "ananas", "pinapple", "pineaple", "pineappel"),
    "carrot": ("carot", "carrott", "baby carrot", "garden carrot"),
    "mushroom": (
        "toadstool", "toad stool", "fungus", "shroom", "fly agaric", "fly amanita", "musroom", "mashroom",
        "Mario mushroom",
    ),
    "hamburger": (
        "cheeseburger", "cheese burger", "beefburger", "beef burger", "ham burger", "hamberger", "hamburguer",
        "burgar", "Whopper",
    ),
    "doughnut": (
        "dough nut", "do-nut", "ring doughnut", "ring donut", "glazed doughnut", "glazed donut", "iced doughnut",
        "iced donut", "frosted donut", "doenut",
    ),
    "cake": (
        "gateau", "gâteau", "bday cake", "b-day cake", "birthdaycake", "party cake", "layer cake", "sponge cake",
        "iced cake", "celebration cake", "cake with candles",
    ),
    "ice_cream": (
        "icecream", "ice-cream", "ice-cream cone", "icecream cone", "ice cream cornet", "ice-cream cornet",
        "soft serve", "soft-serve", "soft ice cream", "gelato", "Mr Whippy",
    ),
    "rose": ("rosebud", "rose bud", "rose flower", "garden rose", "English rose", "long-stemmed rose"),
    "sunflower": ("sun flower", "sun-flower", "sunflower head", "helianthus"),
    "tulip": ("tulip flower", "garden tulip", "Dutch tulip", "tulup"),
    "cactus": ("cactus plant", "desert cactus", "saguaro", "saguaro cactus", "kaktus", "cactuss"),
    "tree": ("oak", "oak tree", "elm tree", "leafy tree", "deciduous tree", "shade tree", "broadleaf tree"),
    "palm_tree": (
        "palmtree", "palm-tree", "coconut palm", "coconut tree", "coconut palm tree", "date palm", "tropical tree",
        "beach palm",
    ),
    "car": (
        "motorcar", "motor car", "motor-car", "sedan", "saloon car", "hatchback", "passenger car", "family car",
        "toy car", "automobil",
    ),
    "bus": (
        "city bus", "school bus", "tour bus", "omnibus", "autobus", "motor coach", "minibus", "schoolbus",
        "public bus",
    ),
    "truck": (
        "delivery truck", "delivery lorry", "delivery van", "semi truck", "semi-truck", "box truck", "moving truck",
        "removal van", "18-wheeler", "eighteen-wheeler", "articulated lorry", "freight truck",
    ),
    "train": (
        "steam train", "steam engine", "steam locomotive", "choo choo", "choo-choo", "choo choo train",
        "choo-choo train", "railway engine", "tank engine", "puffer train", "toy train",
    ),
    "bicycle": (
        "push bike", "pushbike", "push-bike", "pedal bike", "pedal cycle", "road bike", "mountain bike", "bycicle",
        "bycycle", "bicicle",
    ),
    "tractor": ("farm tractor", "farmer's tractor", "farm vehicle", "John Deere", "tracter"),
    "airplane": (
        "aircraft", "jet", "jet plane", "jetliner", "airliner", "jumbo jet", "passenger plane", "passenger jet",
        "air plane", "aero plane", "areoplane",
    ),
    "helicopter": ("chopper", "copter", "heli", "helo", "whirlybird", "helecopter", "helicoptor", "hellicopter"),
    "rocket": (
        "rocketship", "rocket ship", "rocket-ship", "space rocket", "moon rocket", "spacecraft", "space ship",
        "space-ship", "space shuttle", "starship",
    ),
    "sailboat": (
        "sail boat", "sail-boat", "sailing boat", "sailing yacht", "yacht", "dinghy", "sailing dinghy", "toy boat",
        "sloop",
    ),
    "house": (
        "cabin", "log cabin", "wooden house", "hut", "cottage", "bungalow", "family home", "detached house", "dwelling",
        "residence", "villa",
    ),
    "castle": (
        "fairytale castle", "fairy tale castle", "medieval castle", "knight's castle", "princess castle", "fortress",
        "citadel", "palace", "chateau", "château",
    ),
    "tent": ("camping tent", "camp tent", "ridge tent", "pup tent", "scout tent"),
    "umbrella": ("brolly", "brollie", "bumbershoot", "parasol", "rain umbrella", "umberella", "umbrela", "umbella"),
    "soccer_ball": (
        "soccerball", "soccer", "footie ball", "footy ball", "footie", "futbol", "fútbol", "foot ball",
        "football ball",
    ),
    "balloon": ("party balloon", "birthday balloon", "helium balloon", "toy balloon", "baloon", "ballon"),
    "gift": (
        "birthday present", "birthday gift", "Christmas present", "Christmas gift", "wrapped present", "wrapped gift",
        "giftbox", "gift-box", "present box", "prezzie", "pressie", "prezzy",
    ),
    "guitar": (
        "acoustic guitar", "electric guitar", "classical guitar", "Spanish guitar", "folk guitar", "gitar", "guiter",
    ),
    "drum": ("snare drum", "side drum", "marching drum", "toy drum", "tin drum", "tom-tom", "snare"),
    "key": ("door key", "house key", "front door key", "latchkey", "skeleton key", "room key"),
    "bell": (
        "handbell", "hand bell", "church bell", "school bell", "dinner bell", "jingle bell", "ding-dong", "ding dong",
    ),
    "crown": (
        "royal crown", "king's crown", "queen's crown", "coronet", "diadem", "tiara", "king crown", "queen crown",
    ),
    "hat": (
        "tophat", "top-hat", "opera hat", "silk hat", "stovepipe hat", "magician's hat", "magician hat",
        "gentleman's hat",
    ),
    "book": (
        "storybook", "story book", "picture book", "textbook", "text book", "reading book", "school book", "hardback",
        "hardcover", "paperback",
    ),
    "cup": (
        "teacup", "tea cup", "coffee cup", "mug", "coffee mug", "tea mug", "cuppa", "cup and saucer", "hot drink",
        "hot beverage", "cup of cocoa", "cup of hot chocolate", "cappuccino", "espresso",
    ),
    "clock": (
        "alarmclock", "alarm-clock", "bedside clock", "wind-up clock", "wind-up alarm clock", "wake-up clock",
        "ringing clock", "twin bell alarm clock",
    ),
    "camera": (
        "photo camera", "digital camera", "digicam", "still camera", "DSLR", "DSLR camera", "SLR", "SLR camera",
        "photographic camera", "camra",
    ),
    "snowman": ("snow man", "snow-man", "snowperson", "snow person", "Frosty the Snowman", "snowwoman"),
    "hammer": ("claw hammer", "clawhammer", "carpenter's hammer", "mallet", "nail hammer"),
    "anchor": ("ship's anchor", "ship anchor", "boat anchor", "boat's anchor", "ancor", "anker"),
    "heart": ("love heart", "love-heart", "valentine heart", "valentine's heart", "heart shape", "heart symbol"),
    "star": (
        "five-pointed star", "five pointed star", "5-pointed star", "gold star", "twinkling star", "shining star",
        "star shape",
    ),
    "moon": ("crescent moon", "crescent", "half moon", "half-moon", "sickle moon", "quarter moon", "moon crescent"),
    "sun": ("sunshine", "shining sun", "blazing sun", "summer sun", "Mr Sun"),
    "cloud": ("fluffy cloud", "puffy cloud", "cumulus", "cumulus cloud"),
    "gorilla": (
        "silverback", "silverback gorilla", "mountain gorilla", "ape", "great ape", "King Kong", "gorila", "gorrila",
        "gorrilla",
    ),
    "wolf": ("timber wolf", "wolf cub", "wolfie", "baby wolf"),
    "leopard": (
        "jaguar", "leopard cub", "baby leopard", "spotted leopard", "leopord", "lepoard", "cheeta", "cheetha",
    ),
    "deer": (
        "roe deer", "baby deer", "fawn", "Bambi", "caribou", "elk", "Rudolph", "Rudolf", "raindeer", "rain deer",
        "sika deer",
    ),
    "goat": (
        "billy goat", "billy-goat", "billygoat", "nanny goat", "nanny-goat", "kid goat", "baby goat", "mountain goat",
    ),
    "camel": ("dromedary", "dromedary camel", "desert camel", "baby camel", "ship of the desert", "camle"),
    "rhino": ("rhinocerous", "rhinocerus", "rinoceros", "rino", "rhyno", "baby rhino"),
    "hamster": ("Syrian hamster", "dwarf hamster", "pet hamster", "hampster", "hammie"),
    "squirrel": ("tree squirrel", "ground squirrel", "squirel", "squirrell", "chipmonk"),
    "bat": ("fruit bat", "vampire bat", "flying fox", "Halloween bat", "bat animal", "flying bat"),
    "koala": ("koala bear", "koalabear", "baby koala", "coala", "koalla"),
    "turkey": ("turkey bird", "tom turkey", "gobbler", "Thanksgiving turkey", "turkey cock", "wild turkey"),
    "chicken": ("chook", "chookie", "mother hen", "broody hen", "laying hen", "farm chicken", "chiken"),
    "rooster": ("cockerel", "cock-a-doodle-doo", "cock a doodle doo", "male chicken", "farm rooster", "chanticleer"),
    "dove": (
        "peace dove", "dove of peace", "turtle dove", "turtledove", "wood pigeon", "homing pigeon", "carrier pigeon",
        "pidgeon",
    ),
    "eagle": ("bald eagle", "sea eagle", "falcon", "buzzard", "bird of prey", "eaglet"),
    "crocodile": ("croc", "gator", "caiman", "cayman", "crocadile", "crocodille", "aligator", "saltwater crocodile"),
    "lizard": ("iguana", "skink", "salamander", "goanna", "lizzard", "geko", "wall lizard"),
    "dolphin": ("bottlenose dolphin", "bottlenose", "porpoise", "dolfin", "baby dolphin"),
    "tropical_fish": (
        "angelfish", "angel fish", "clownfish", "clown fish", "reef fish", "coral fish", "aquarium fish",
        "exotic fish", "butterfly fish", "Nemo",
    ),
    "shell": ("sea shell", "sea-shell", "conch", "conch shell", "spiral shell", "beach shell", "whelk"),
    "shrimp": ("king prawn", "tiger prawn", "jumbo shrimp", "scampi", "schrimp", "shrimpy"),
    "caterpillar": (
        "catapillar", "caterpiller", "caterpilar", "hungry caterpillar", "inchworm", "inch worm", "baby butterfly",
    ),
    "ant": ("worker ant", "soldier ant", "fire ant", "garden ant"),
    "ladybug": ("lady bug", "lady-bug", "lady bird", "lady-bird", "ladybird beetle", "lady beetle", "ladybeetle"),
    "spider": (
        "tarantula", "arachnid", "spidey", "house spider", "incy wincy spider", "itsy bitsy spider", "redback",
    ),
    "scorpion": ("scorpian", "scorpien", "desert scorpion"),
    "bouquet": (
        "flower bouquet", "bouquet of flowers", "floral bouquet", "wedding bouquet", "posy", "posy of flowers",
        "nosegay", "flower bunch", "flower arrangement", "boquet", "bouqet",
    ),
    "cherry_blossom": (
        "sakura", "sakura flower", "sakura blossom", "cherry flower", "cherry-blossom", "cherryblossom",
        "cherry tree flower",
    ),
    "flower": (
        "blossom", "wildflower", "wild flower", "daisy flower", "marguerite", "flowerhead", "flower head",
        "garden flower",
    ),
    "seedling": (
        "sapling", "baby plant", "young plant", "plantlet", "plant shoot", "sprouting plant", "germinating seed",
    ),
    "pine_tree": (
        "pinetree", "firtree", "fir", "evergreen", "evergreen tree", "spruce", "spruce tree", "conifer",
        "coniferous tree",
    ),
    "clover": ("4-leaf clover", "4 leaf clover", "lucky clover", "clover leaf", "cloverleaf", "shamrock"),
    "maple_leaf": (
        "mapleleaf", "maple-leaf", "autumn leaf", "fall leaf", "Canadian leaf", "Canada leaf", "Canadian maple leaf",
    ),
    "christmas_tree": (
        "Xmas tree", "X-mas tree", "Christmastree", "decorated Christmas tree", "Chrismas tree", "Cristmas tree",
        "holiday tree", "Yule tree", "Crimbo tree", "Chrissy tree", "New Year tree",
    ),
    "tangerine": ("clementine", "satsuma", "mandarine", "naartjie", "tangarine", "easy peeler"),
    "lemon": ("lemon fruit", "lemmon", "sour lemon"),
    "peach": ("nectarine", "peach fruit", "ripe peach", "juicy peach"),
    "kiwi": ("kiwifruit", "kiwi-fruit", "Chinese gooseberry", "kiwi slice", "half a kiwi"),
    "tomato": ("tomatoe", "cherry tomato", "plum tomato", "beef tomato", "beefsteak tomato", "vine tomato"),
    "avocado": ("avo", "avocado pear", "alligator pear", "avacado", "avocardo", "advocado", "half an avocado"),
    "eggplant": ("egg plant", "egg-plant", "brinjal", "baingan", "aubergene", "obergine", "melongene"),
    "potato": ("spud", "tater", "tattie", "potatoe", "baked potato", "jacket potato", "russet potato"),
    "corn": (
        "maize", "corn on the cob", "corn-on-the-cob", "sweetcorn", "sweet corn", "corncob", "corn cob",
        "cob of corn", "mealie",
    ),
    "chili": (
        "chili pepper", "chilli pepper", "chile pepper", "chilly pepper", "spicy pepper", "cayenne pepper", "cayenne",
        "jalapeno", "jalapeño",
    ),
    "cucumber": ("cuke", "gherkin", "cucmber", "cucamber", "cowcumber", "Lebanese cucumber"),
    "bread": ("bread loaf", "tin loaf", "sandwich loaf", "sandwich bread", "sourdough", "sliced bread"),
    "croissant": (
        "crescent roll", "crescent pastry", "French croissant", "butter croissant", "croisant", "crossaint",
        "crossiant", "croissont",
    ),
    "pancakes": (
        "stack of pancakes", "pancake stack", "hotcake", "hot cake", "flapjack", "griddle cake", "griddlecake",
        "pikelet", "drop scone", "pan cake",
    ),
    "cheese": (
        "Swiss cheese", "cheese wedge", "wedge of cheese", "slice of cheese", "chunk of cheese", "block of cheese",
        "cheddar", "cheddar cheese", "Emmental", "gouda",
    ),
    "meat": (
        "joint of meat", "piece of meat", "chunk of meat", "leg of meat", "meat bone", "bone-in meat", "caveman meat",
        "roast meat", "ham hock", "ham bone",
    ),
    "drumstick": (
        "drum stick", "chicken drumstick", "turkey drumstick", "turkey leg", "leg of chicken", "poultry leg",
        "fried chicken", "fried chicken leg", "roast chicken leg",
    ),
    "french_fries": (
        "french fry", "frenchfries", "potato fries", "hot chips", "finger chips", "frites", "pommes frites",
        "box of fries", "carton of fries", "portion of chips", "bag of fries",
    ),
    "pizza": (
        "pizza slice", "piece of pizza", "pizza pie", "pepperoni pizza", "margherita pizza", "cheese pizza",
        "margherita", "piza", "pitza",
    ),
    "hot_dog": (
        "hotdog", "hot-dog", "frankfurter", "frankfurter in a bun", "sausage in a bun", "wiener", "weiner", "weenie",
    ),
    "egg": (
        "hen's egg", "chicken egg", "chicken's egg", "hen egg", "boiled egg", "hard-boiled egg", "raw egg", "eggie",
        "googy egg",
    ),
    "fried_egg": (
        "sunny side up", "sunny-side up", "sunny side up egg", "sunny-side-up egg", "sunny-side up egg",
        "egg in a pan", "egg in a frying pan", "fry egg",
    ),
    "popcorn": (
        "pop corn", "pop-corn", "bucket of popcorn", "box of popcorn", "bag of popcorn", "tub of popcorn",
        "movie popcorn", "cinema popcorn",
    ),
    "rice_ball": ("riceball", "rice-ball", "omusubi", "musubi", "o-nigiri", "Japanese rice ball", "rice triangle"),
    "bowl_of_rice": ("rice bowl", "cooked rice", "steamed rice", "boiled rice", "plain rice", "dish of rice"),
    "bowl_of_noodles": (
        "noodle", "noodle bowl", "noodle soup", "ramen bowl", "bowl of ramen", "ramen noodles", "instant noodles",
        "pot noodle", "udon", "soba", "pho",
    ),
    "spaghetti": (
        "spaghetti bolognese", "spag bol", "spag", "bolognese", "plate of spaghetti", "plate of pasta", "spagetti",
        "spaghetty", "pasketti", "linguine",
    ),
    "sushi": (
        "nigiri", "nigiri sushi", "sushi roll", "maki", "maki roll", "salmon sushi", "tuna sushi", "piece of sushi",
    ),
    "cookie": (
        "chocolate chip cookie", "choc chip cookie", "chocolate-chip cookie", "choc chip biscuit",
        "chocolate chip biscuit", "cooky", "bikkie", "bickie", "biccie", "biccy",
    ),
    "chocolate": (
        "choc", "choccy", "choccie", "choc bar", "candy bar", "bar of choc", "slab of chocolate",
        "block of chocolate", "chocolate block", "milk chocolate", "chocolat",
    ),
    "candy": (
        "sweets", "boiled sweet", "wrapped sweet", "wrapped candy", "hard candy", "piece of candy", "bonbon", "bon-bon",
        "bon bon", "toffee",
    ),
    "lollipop": (
        "lolly", "lollie", "lollypop", "lolly pop", "lolipop", "sucker", "swirl lollipop", "candy on a stick",
    ),
    "baby_bottle": (
        "baby's bottle", "feeding bottle", "nursing bottle", "baby milk bottle", "baby feeding bottle",
        "bottle of baby milk", "infant bottle", "formula bottle",
    ),
    "glass_of_milk": ("milk glass", "cup of milk", "cow's milk", "moo juice", "tumbler of milk"),
    "wine_glass": ("wineglass", "wine-glass", "wine goblet", "vino", "claret"),
    "beer": (
        "pint of beer", "pint", "glass of beer", "beer glass", "beer stein", "stein", "tankard", "lager", "ale",
        "pint of lager", "cold beer", "brewski",
    ),
    "police_car": (
        "cop car", "squad car", "patrol car", "police cruiser", "police vehicle", "police patrol car", "panda car",
        "policecar", "sheriff's car",
    ),
    "taxi": ("taxicab", "taxi cab", "taxi-cab", "taxi car", "minicab", "New York taxi", "hackney cab"),
    "ambulance": (
        "ambulence", "ambulanc", "ambulans", "ambo", "emergency ambulance", "paramedic van", "hospital car",
    ),
    "fire_engine": (
        "firetruck", "fire-truck", "fire-engine", "fireengine", "fire lorry", "fire tender", "fire appliance",
        "fire brigade truck", "fireman's truck", "firefighter truck",
    ),
    "racing_car": (
        "racecar", "race-car", "racing-car", "sports car", "sportscar", "F1 car", "F1", "Formula 1", "Formula 1 car",
        "Grand Prix car", "IndyCar",
    ),
    "motorcycle": (
        "motor bike", "motor-bike", "motor cycle", "motor-cycle", "moto", "sports bike", "sport bike", "superbike",
        "Harley", "Harley-Davidson", "motercycle", "motobike",
    ),
    "bullet_train": (
        "bullet-train", "bullettrain", "shinkansen", "TGV", "high speed train", "highspeed train", "express train",
        "fast train", "maglev",
    ),
    "speedboat": (
        "speed boat", "speed-boat", "motor boat", "motor-boat", "powerboat", "power boat", "motor launch", "jet boat",
    ),
    "ship": (
        "cruiseship", "cruise liner", "cruise boat", "ocean liner", "passenger ship", "steamship", "steamer",
        "steamboat", "ferry", "Titanic",
    ),
    "hospital": (
        "infirmary", "clinic", "medical center", "medical centre", "hospital building", "hospitle", "hosptial",
    ),
    "school": (
        "schoolhouse", "school house", "school building", "primary school", "elementary school", "grade school",
        "secondary school", "high school", "skool",
    ),
    "factory": ("factory building", "industrial plant", "manufacturing plant", "steelworks", "steel mill", "factry"),
    "church": ("chapel", "cathedral", "parish church", "village church", "wedding chapel", "church building"),
    "fountain": ("water fountain", "garden fountain", "park fountain", "fountin"),
    "volcano": (
        "erupting volcano", "volcanic eruption", "volcanic mountain", "lava mountain", "fire mountain", "vulcano",
        "volcanoe",
    ),
    "ferris_wheel": (
        "giant wheel", "observation wheel", "fairground wheel", "London Eye", "ferriswheel", "Ferris-wheel",
        "ferrous wheel", "faris wheel", "farris wheel",
    ),
    "circus_tent": ("bigtop", "circus marquee", "carnival tent"),
    "tower": (
        "Tokyo Tower", "Eiffel Tower", "Effel Tower", "Eifel Tower", "TV tower", "television tower", "radio tower",
        "steel tower", "lattice tower",
    ),
    "temple": (
        "Greek temple", "Roman temple", "ancient temple", "classical building", "Parthenon", "Acropolis",
        "art museum", "courthouse", "musuem",
    ),
    "office_building": (
        "office block", "office tower", "sky scraper", "sky-scraper", "skyscrapper", "high-rise", "high rise",
        "highrise", "high-rise building", "tower block", "tall building",
    ),
    "rainbow": ("rain bow", "rain-bow", "rainbow arch"),
    "snowflake": ("snow flake", "snow-flake", "flake of snow", "snow crystal", "ice crystal"),
    "lightning_bolt": (
        "bolt of lightning", "thunderbolt", "thunder bolt", "lightening bolt", "lightening", "lighting bolt",
        "flash of lightning", "lightning flash", "lightning strike",
    ),
    "tornado": (
        "twister", "cyclone", "whirl wind", "funnel cloud", "tornadoe", "dust devil", "willy-willy", "waterspout",
    ),
    "earth": ("world globe", "the globe", "globe of the world", "terrestrial globe", "Mother Earth", "our planet"),
    "fire": ("campfire", "camp fire", "bonfire", "bon fire", "blaze"),
    "boy": ("young boy", "wee boy", "lad", "laddie", "young lad", "schoolboy", "school boy"),
    "girl": ("young girl", "wee girl", "lass", "girlie", "schoolgirl", "school girl"),
    "man": (
        "guy", "bloke", "chap", "fella", "dude", "gentleman", "gent", "grown man", "young man", "dad", "daddy",
        "father", "husband", "papa",
    ),
    "woman": (
        "young woman", "young lady", "grown woman", "mum", "mom", "mommy", "mother", "mama", "wife", "aunt", "auntie",
    ),
    "old_man": (
        "granddad", "grandad", "grand-dad", "gramps", "grampa", "granpa", "grandpop", "opa", "elderly man",
        "elderly gentleman", "old gentleman", "old guy", "older man",
    ),
    "old_woman": (
        "old lady", "elderly woman", "elderly lady", "older woman", "granny", "grannie", "gran", "nan", "nana",
        "nanna", "gramma", "granma", "oma", "babushka",
    ),
    "baby": (
        "infant", "newborn", "new-born", "newborn baby", "baby boy", "baby girl", "bub", "bubba", "bambino",
        "toddler", "tot",
    ),
    "police_officer": (
        "cop", "police", "police man", "policewoman", "police woman", "police constable", "constable", "patrolman",
        "traffic cop", "police offcer",
    ),
    "princess": (
        "fairy princess", "fairytale princess", "fairy tale princess", "Disney princess", "royal princess",
        "Cinderella", "princesse", "prinsess",
    ),
    "prince": (
        "Prince Charming", "fairytale prince", "fairy tale prince", "crown prince", "royal prince", "young prince",
        "handsome prince",
    ),
    "santa_claus": (
        "Santa Clause", "Father Xmas", "Saint Nicholas", "St Nicholas", "St. Nicholas", "Saint Nick", "St Nick",
        "St. Nick", "Kris Kringle", "Papa Noel",
    ),
    "clown": ("circus clown", "party clown", "clown face", "funny clown", "Bozo"),
    "smiley": (
        "happy face", "smiley-face", "smile face", "smily face", "smily", "smilie", "smiley emoji", "happy emoji",
        "smiling emoji",
    ),
    "ghost": (
        "ghostie", "ghosty", "spook", "phantom", "spectre", "specter", "ghoul", "poltergeist", "Casper",
        "Halloween ghost",
    ),
    "alien": (
        "space alien", "extraterrestrial", "extra-terrestrial", "Martian", "space creature", "alien face", "alein",
    ),
    "skull": (
        "human skull", "skull head", "skeleton head", "death's head", "death's-head", "cranium", "Halloween skull",
    ),
    "glasses": ("spectacles", "specs", "reading glasses", "eye glasses", "eye-glasses", "glases"),
    "sunglasses": ("sunnies", "sun glasses", "sun-glasses", "sunglass", "dark glasses", "Ray-Bans", "sunglases"),
    "t-shirt": (
        "t shirt", "tee", "tee-shirt", "teeshirt", "shirt", "short-sleeved shirt", "short sleeved shirt",
        "polo shirt",
    ),
    "jeans": ("denims", "denim jeans", "denim pants", "denim trousers", "slacks", "long pants", "Levi's", "Levis"),
    "dress": (
        "frock", "sundress", "sun dress", "summer dress", "party dress", "evening dress", "evening gown", "ball gown",
        "ballgown", "princess dress",
    ),
    "handbag": (
        "hand bag", "hand-bag", "pocketbook", "shoulder bag", "ladies' bag", "lady's bag", "woman's bag",
        "clutch bag", "evening bag", "tote bag",
    ),
    "backpack": (
        "back pack", "back-pack", "knapsack", "haversack", "schoolbag", "school-bag", "school backpack", "book bag",
        "bookbag", "ruck sack", "rucksac",
    ),
    "sneaker": (
        "trainer", "gym shoe", "tennis shoe", "gym shoe", "sports shoe", "sport shoe", "athletic shoe",
        "training shoe", "jogging shoe",
        "plimsoll", "sandshoe", "sneeker",
    ),
    "high_heel": (
        "high-heel", "highheel", "high heel shoe", "high-heel shoe", "high heeled shoe", "heeled shoe", "stiletto",
        "stilletto", "stiletto heel", "court shoe", "lady's shoe",
    ),
    "graduation_cap": (
        "mortarboard", "mortar board", "mortar-board", "graduation hat", "graduate cap", "graduate hat",
        "graduate's cap", "academic cap", "grad cap", "student cap", "scholar's cap",
    ),
    "ring": (
        "engagement ring", "wedding ring", "finger ring", "gem ring", "jewelled ring", "jeweled ring",
        "diamond engagement ring", "ring with a diamond",
    ),
    "diamond": ("jewel", "gem stone", "precious stone", "precious gem", "cut diamond", "dimond", "daimond"),
    "microphone": (
        "karaoke microphone", "karaoke mic", "hand mic", "hand microphone", "singer's microphone",
        "singing microphone", "micraphone", "microfone",
    ),
    "headphones": (
        "head phones", "head phone", "earphones", "earphone", "ear phones", "head set", "gaming headset",
        "over-ear headphones", "headfones",
    ),
    "saxophone": (
        "alto sax", "tenor sax", "alto saxophone", "tenor saxophone", "jazz sax", "saxaphone", "saxofone", "saxophon",
    ),
    "trumpet": ("bugle", "brass horn", "jazz trumpet", "brass trumpet", "trumpit"),
    "piano": (
        "musical keyboard", "music keyboard", "electronic keyboard", "electric piano", "pianoforte", "synth",
        "synthesizer", "synthesiser",
    ),
    "violin": ("viola", "Stradivarius", "violine", "violon", "voilin"),
    "phone": (
        "cellphone", "cell-phone", "mobilephone", "cellular phone", "smart phone", "smart-phone", "iPhone",
        "Android phone", "handphone", "hand phone", "touchscreen phone", "telephone",
    ),
    "laptop": (
        "lap top", "lap-top", "labtop", "notebook computer", "notebook PC", "laptop PC", "portable computer",
        "personal computer", "PC", "MacBook", "Chromebook", "computor",
    ),
    "television": (
        "telly", "tellie", "TV set", "T.V.", "tele", "television screen", "televison", "televisoin", "goggle box",
    ),
    "magnifying_glass": (
        "magnifying-glass", "magnifying lens", "magnify glass", "magnifing glass", "hand lens", "loupe",
        "detective's magnifying glass", "detective's glass",
    ),
    "candle": ("lit candle", "burning candle", "wax candle", "birthday candle", "candel"),
    "light_bulb": (
        "bulb", "light-bulb", "electric bulb", "electric light bulb", "incandescent bulb", "incandescent light bulb",
        "lamp bulb", "light globe", "electric light", "idea bulb",
    ),
    "lantern": (
        "Chinese lantern", "Japanese lantern", "hanging lantern", "izakaya lantern", "paper-lantern", "lampion",
    ),
    "envelope": (
        "envelop", "paper envelope", "mail envelope", "postal envelope", "sealed envelope", "sealed letter",
        "piece of mail",
    ),
    "package": (
        "carton", "cardboard carton", "delivery box", "shipping box", "moving box", "packing box", "parcel box",
        "postal package", "Amazon box", "Amazon package",
    ),
    "pencil": (
        "lead pencil", "drawing pencil", "writing pencil", "graphite pencil", "HB pencil", "coloured pencil",
        "colored pencil", "pensil", "pencle",
    ),
    "paintbrush": (
        "paint brush", "paint-brush", "painting brush", "artist's brush", "artist brush", "artist's paintbrush",
        "watercolour brush", "watercolor brush",
    ),
    "scissors": ("scissor", "shears", "sissors", "scizzors", "scisors", "craft scissors"),
    "padlock": ("pad lock", "pad-lock", "closed lock", "closed padlock", "security lock"),
    "dagger": ("dirk", "poniard", "short sword", "shortsword", "short-sword", "knight's sword", "daggar"),
    "bomb": ("cartoon bomb", "round bomb", "time bomb", "lit bomb", "explosive"),
    "bow_and_arrow": (
        "bow-and-arrow", "bow & arrow", "bow and arrows", "bow with arrow", "archery bow", "archer's bow",
        "hunting bow", "longbow", "archery set",
    ),
    "shield": (
        "knight's shield", "knight shield", "medieval shield", "battle shield", "heraldic shield", "buckler",
        "sheild",
    ),
    "wrench": (
        "adjustable wrench", "adjustable spanner", "open-end wrench", "open-ended spanner", "monkey wrench",
        "shifting spanner", "plumber's wrench", "mechanic's wrench",
    ),
    "microscope": (
        "lab microscope", "laboratory microscope", "optical microscope", "science microscope", "micro scope",
        "microscop",
    ),
    "telescope": (
        "spyglass", "spy glass", "astronomical telescope", "astronomy telescope", "stargazing telescope",
        "star telescope", "telescop",
    ),
    "door": ("front door", "house door", "wooden door", "entrance door", "closed door"),
    "bed": ("double bed", "single bed", "comfy bed", "king-size bed", "king size bed", "queen-size bed"),
    "toilet": (
        "loo", "lavatory", "lav", "WC", "water closet", "toilet bowl", "flush toilet", "potty", "dunny", "commode",
        "crapper",
    ),
    "bathtub": ("bath tub", "bath-tub", "tub", "bubble bath", "clawfoot tub", "claw-foot bath", "soaking tub"),
    "hourglass": (
        "hour glass", "hour-glass", "sand timer", "sand clock", "sandglass", "sand glass", "egg timer", "egg-timer",
    ),
    "wristwatch": (
        "wrist watch", "wrist-watch", "hand watch", "timepiece", "analogue watch", "analog watch", "men's watch",
        "ladies' watch", "Rolex", "Swatch",
    ),
    "trophy": (
        "trophy cup", "winner's cup", "winner's trophy", "champion's cup", "championship cup", "prize cup",
        "sports trophy", "World Cup trophy", "gold cup", "trofy",
    ),
    "basketball": ("basket ball", "basket-ball", "basketball ball", "b-ball", "bball", "NBA ball"),
    "volleyball": ("volley ball", "volley-ball", "volleyball ball", "beach volleyball", "voleyball"),
    "baseball": ("base ball", "base-ball", "baseball ball", "softball", "hardball"),
    "tennis_racket": (
        "tennis", "tennis-racket", "tennis raquet", "tennis bat", "racket", "racquet", "raquet",
        "tennis racket and ball",
    ),
    "bowling_ball": (
        "bowlingball", "bowling pin", "tenpin bowling", "ten-pin bowling", "ten pin bowling", "tenpin bowling ball",
    ),
    "ping-pong_paddle": (
        "ping pong", "pingpong", "ping pong paddle", "pingpong paddle", "ping pong bat", "ping-pong bat",
        "ping-pong racket", "ping pong racket", "table tennis", "table tennis paddle", "table tennis racket",
        "table tennis racquet", "table-tennis bat", "ping pong ball", "ping-pong ball", "table tennis ball",
    ),
    "boxing_glove": ("box glove", "boxer's glove", "boxer glove", "boxing mitt", "boxing mitten", "punching glove"),
    "fishing_rod": (
        "fishing-rod", "fishingrod", "fish pole", "fish rod", "fly rod", "fly fishing rod", "angling rod",
        "rod and reel", "rod and line", "fishing stick",
    ),
    "game_controller": (
        "game-pad", "video game controller", "videogame controller", "gaming controller", "console controller",
        "controller", "control pad", "joypad", "joystick", "PlayStation controller", "Xbox controller",
        "Nintendo controller",
    ),
    "die": ("game die", "gaming die", "six-sided die", "six-sided dice", "game dice", "dice cube", "d6"),
    "crystal_ball": (
        "cristal ball", "chrystal ball", "magic ball", "fortune teller's ball", "fortune-teller's ball",
        "fortune telling ball", "fortune-telling ball", "scrying ball",
    ),
    "palette": (
        "artist's palette", "artist palette", "painter's palette", "painting palette", "artist's paint palette",
        "paint pallet", "paint pallette", "pallette", "paint tray",
    ),
    "pumpkin": (
        "jack-o'-lantern", "jack-o-lantern", "jack o lantern", "jack o' lantern", "jack-o'lantern", "jackolantern",
        "Halloween pumpkin", "carved pumpkin", "Halloween lantern", "pumpkin head", "pumkin", "punkin",
    ),
    "vase": (
        "flower vase", "urn", "Greek vase", "Greek urn", "Grecian urn", "ceramic vase", "pottery vase", "clay vase",
        "clay jar", "earthenware jar",
    ),
}  # fmt: skip
