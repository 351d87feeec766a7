"""English words for reading: what nouns name, what a capital does not name, and what tells that something happened."""

from __future__ import annotations

NOUNS: dict[str, str] = {
    "person": """
        king queen prince princess knight wizard witch girl boy woman man child baby mother father sister
        brother grandmother grandfather aunt uncle cousin neighbour neighbor friend stranger captain sailor
        pilot doctor nurse teacher pupil student detective inspector thief baker miller farmer shepherd
        fisherman gardener keeper clerk librarian driver postman guard soldier hunter merchant cook chef
        waiter singer musician painter poet writer mechanic engineer astronaut robot android giant dwarf elf
        fairy ghost pirate mayor judge butler maid porter twin orphan traveller traveler clockmaker watchmaker
        tailor blacksmith carpenter scientist professor mermaid troll goblin ogre tinker ferryman scribe
        apprentice innkeeper landlady tenant son daughter nephew niece
    """,
    "creature": """
        crab lobster squid eel magpie pigeon goldfish hamster wasp worm ant
        cat dog fox wolf bear owl crow raven horse pony donkey goat sheep cow pig hen rooster goose duck swan
        mouse rat rabbit hare hedgehog badger squirrel otter beaver deer stag snake lizard frog toad turtle
        tortoise whale dolphin shark octopus fish dragon unicorn griffin phoenix bee spider moth butterfly
        parrot gull seagull heron sparrow robin kitten puppy monkey tiger lion elephant camel mule bat beetle
        cricket snail
    """,
    "place": """
        forest wood lighthouse station kitchen castle village town city harbour harbor island mountain
        valley river lake sea ocean beach cave tunnel tower garden orchard field meadow farm barn mill bakery
        shop market square street alley road path bridge house cottage cabin hut attic cellar basement hall
        hallway corridor room bedroom library school classroom church chapel cathedral museum theatre theater
        hospital hotel inn tavern office workshop factory laboratory lab ship deck hold train carriage airport
        platform port pier quay planet moon desert swamp marsh jungle cliff shore coast courtyard palace
        temple ruin camp cafe restaurant laundromat laundry apartment flat roof rooftop balcony
        staircase landing porch stable graveyard cemetery crypt vault archive observatory greenhouse canyon
        glacier hill kingdom park playground bus tram terrace cove lagoon starship country continent isle
        region
    """,
    "held": """
        key letter lantern lamp book map coin ring box chest bag basket knife sword dagger spoon cup bowl
        bottle jar glass mirror watch compass feather stone pebble shell rope candle torch match button needle
        thread scarf coat cloak hat glove boot shoe crown necklace bracelet locket photograph photo picture
        portrait postcard envelope notebook diary journal ledger pen pencil ticket radio telephone phone
        camera flute violin guitar drum bell whistle toy doll kite ball egg apple bread loaf cake seed flower
        rose crystal gem jewel pearl amulet wand staff scroll helmet bucket broom umbrella suitcase parcel
        package tin teapot kettle recipe note chart telescope spyglass magnifier lens screwdriver hammer
        spanner wrench tablet card pipe purse wallet pocketknife
    """,
    "thing": """
        door gate window wall clock table chair bed piano stove oven fire fireplace chimney well fountain
        statue tree oak willow boat canoe raft sail mast anchor wheel engine machine rocket spaceship capsule
        hatch airlock console screen computer signal antenna satellite asteroid comet star sun cloud storm
        rain snow fog mist wind tide wave wagon cart bicycle car truck lorry van balloon airship submarine
        carpet curtain drawer cupboard wardrobe shelf desk ladder trapdoor floor floorboard ceiling
        stage sign painting tapestry throne altar tomb grave web nest hive cage fence hedge bench lamppost
        elevator lift shadow light song melody music voice sound message puzzle riddle secret treasure spell
        potion curse wreck skeleton beacon reactor shuttle probe cable pie soup tea coffee garland dress
    """,
}

ARTICLES: dict[str, str] = {
    "": "a an the his her my your our their its this that another every each",
}

READING: dict[str, str] = {
    # never names, whatever their capitals
    "small": """
        the a an and or but nor so yet for of to in on at by with from into onto upon over under about above
        below near behind beside between beyond through across along around against toward towards inside
        outside without within during before after until till since because although though while when where
        why how who whom whose which what if unless then than that this these those there here he she it they
        we you i me him her us them his hers its their theirs our ours your yours my mine myself himself
        herself itself not no yes oh ah hey hello hi ok okay very too also just only even still again never
        always once twice now soon later suddenly maybe perhaps one two three four five six seven eight nine
        ten some any all both each every other another such own same whole up down out off away back as is are was
        were be been being am do does did done has have had having can could will would shall should may might
        must let lets don didn doesn isn wasn aren weren couldn wouldn won hadn monday tuesday wednesday
        thursday friday saturday sunday january february march april june july august september october
        november december christmas easter english french german spanish american british god mr mrs ms miss
        dr sir lady lord today tomorrow yesterday tonight chapter end like
    """,
    "titles": "mr mrs ms dr st prof",
    "adjectives": """
        old new big small little large tiny huge great long short tall low high deep wide narrow thin thick
        heavy dark bright pale red blue green yellow white black grey gray golden gold silver copper brass
        bronze iron steel wooden stone glass paper leather velvet silk woollen wool tin rusty dusty empty full
        broken cracked ancient young strange odd secret hidden lost forgotten quiet silent loud warm cold hot
        wet dry soft hard sharp round square crooked bent clean dirty first second third last only next front
        back spare single magic enchanted haunted beautiful ugly pretty lovely sleepy angry gentle kind brave
        clever foolish poor rich wild tame blind deaf lame wounded fat lean crystal moonlit sunken floating
        northern southern eastern western local mysterious purple orange pink brown striped patched
    """,
    # nouns that nobody can hold or stand in
    "never": """
        truth silence noise name word words moment minute hour day night morning evening afternoon week month
        year time life death love fear hope anger joy idea thought plan question answer reason way thing
        things something nothing anything everything someone nobody everyone lot bit piece kind sort part side
        end start beginning middle top bottom rest half pair couple few number seat hand hands arm leg foot
        feet head face eye eyes ear ears mouth nose hair heart back shoulder finger fingers skin breath body
        mind soul look glance smile laugh cry tear step steps air ground sky world earth place home family
        people story tale dream sleep work job game trouble danger chance luck past future present case fact
        course matter problem turn trip journey smell taste touch feeling sense colour color shape size while
        whole others second rumour mystery adventure power magic
    """,
    "inside": "in inside within across throughout around",  # before a place
    # before a place, or somebody
    "toward": """
        on over to from at near toward towards beyond through into outside above leaving reached
    """,
    "of": "of",
    "owned": "his her my your our their its",
    "acts": "and who never always once slowly quietly",  # after somebody
    # X of somewhere
    "realms": """
        city town village island planet kingdom port lake mount moon station land queen king prince princess
        duke lord lady dragon knight people isle valley
    """,
    "simile": "like as",  # one of these in a sentence is enough
    # words of a hint that only ask
    "orders": """
        make makes find bring brings more less have want please give something someone happen happens add
        write story what about use
    """,
    "speech": """
        said says asked asks whispered whispers shouted shouts replied replies cried cries murmured murmurs
        called calls answered answers muttered mutters told tells named
    """,
    "verbs": """
        was is were are had has did does went goes came comes saw sees took takes found finds ran runs stood
        stands sat sits knew knows thought thinks felt feels heard hears made makes gave gives held holds kept
        keeps left leaves began begins fell falls rose rises woke wakes wrote writes read reads spoke speaks
        sang sings slept sleeps broke breaks brought brings bought buys caught catches drew draws drove drives
        flew flies got gets grew grows hid hides lay lies led leads lit lights lost loses met meets paid pays
        put puts rang rings sent sends set sets shook shakes shone shines shut shuts swam swims threw throws
        told tells turned turns wore wears won wins could would should might must will can never always only
        wants loves lives needs seems looks opens walks smiles waits stops starts laughs blinks glows hums
        creaks ticks knocks dreams glowed hummed
    """,
    "the": "the this that",
    "past": """
        was were had said did went came saw took found ran stood sat knew thought felt heard made gave held
        kept left began fell rose woke wrote spoke told got put
    """,
    "present": """
        is are am has says does goes comes sees takes finds runs stands sits knows thinks feels hears makes
        gives holds keeps leaves begins falls wakes writes speaks wants opens walks looks turns smiles lives
        waits asks whispers arrives discovers
    """,
    "i": "i we my me our",
    "you": "you your",
    "she": "she her hers herself",
    "he": "he him his himself",
    "aspirated": "",
    "after_the": "the this that his her its their my your our",
    "after_a": "a an one another every",
    "after_toward": """
        toward towards of in into from by at with behind beside beyond under over through near for on
    """,
    "after_clause": "and but so then because as if when while until where that",
}

EVENTS: dict[str, str] = {
    "EVENT_OPEN": "opened opens open unlocked unlocks unfolded unfolds lifted unwrapped lid opening",
    "EVENT_SOUND": """
        heard hears knock knocked knocks rang rings whisper whispered scream screamed sang song hum hummed
        creaked noise sound footsteps thunder howl howled voice bell
    """,
    "EVENT_LIGHT": """
        light lit glow glowed glowing glows shone shines flash flashed flame fire burned sparkled blinked lamp
        lantern candle
    """,
    "EVENT_WEATHER": "rain rained storm snow snowed wind fog mist cloud clouds tide flood wave waves",
    "EVENT_FALL": """
        fell falls fallen dropped drops broke breaks broken cracked shattered collapsed crashed slipped
        tripped spilled
    """,
    "EVENT_MOVE": """
        ran runs walked walks followed follows climbed entered left fled arrived arrives crossed rode
        sailed flew chased hurried crept jumped
    """,
    "EVENT_FIND": "found finds discovered discovers noticed notices saw sees spotted picked uncovered dug",
    "EVENT_VANISH": "vanished disappeared gone missing lost stolen stole hid hidden empty",
    "EVENT_MEET": "met meets smiled laughed hugged greeted stranger knelt bowed nodded",
}

ASKS: dict[str, str] = {
    "WHO": "who whose whom",
    "WHERE": "where",
    "WHY": "why",
    "WHAT": "what which",
    "HOW": "how",
    "WHEN": "when",
}
