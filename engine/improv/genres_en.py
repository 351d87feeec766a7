"""English colours of each genre. CAST, PROP and SETTING give how something enters and what it is called after."""

from __future__ import annotations

from rooms.protocol import Genre

GENRES: dict[Genre, dict[str, str]] = {
    "fairy_tale": {
        "SOUND": """
            a spindle [turns|turned] with no one at it
            seven small bells [disagree|disagreed] about the hour
            a rooster [crows|crowed] in entirely the wrong key
            the mice [begin|began] their evening arguments
            an apple [drops|dropped], and [says|said] ouch
            somebody [is|was] sharpening a very long pencil
            a lullaby [goes|went] looking for its child
            the kettle [sings|sang] a verse nobody [has|had] taught it
            a hundred tiny doors [click|clicked] shut
            an owl [counts|counted] to three and [loses|lost] its place
            the brambles [mutter|muttered] in their sleep
            a carriage [passes|passed] without any wheels
            a stepmother's mirror [coughs|coughed]
            straw [rustles|rustled] with the sound of gold
        """,
        "LIGHT": """
            the moon [comes|came] out from behind its hand
            candlelight [runs|ran] along the walls on mouse feet
            a star [leans|leaned] so low that it smoked
            the frost [draws|drew] ferns on every pane
            evening [pours|poured] itself out like cream
            a single golden hair of sunlight [falls|fell] across the floor
            the dusk [puts|put] on its blue apron
            fireflies [spell|spelled] half a word
            the snow [glows|glowed] as if lit from below
            morning [arrives|arrived] with flour on its hands
            a rainbow [looks|looked] for somewhere to sit
            the dark [is|was] the friendly kind
        """,
        "SMELL": """
            gingerbread
            wet fox
            cinnamon
            a goose in the oven
            enchanted sleep
            roses and ironing
            new bread
            pine sap
            old velvet
            honey
            porridge, just right
            wishes gone stale
        """,
        "WHO": """
            a toad in a waistcoat
            the youngest of the seven geese
            a very small king
            a grandmother nobody had invited
            the left-hand gargoyle
            a hedgehog with a lantern
            a boy made of gingerbread
            the miller's cleverest hen
            a retired dragon
            a princess with ink on her nose
            a broom with opinions
            the third son of somebody
            a wolf in sensible shoes
            an apologetic ghost
        """,
        "DOES": """
            [bows|bowed] twice and [asks|asked] for a spoon
            [offers|offered] three wishes, slightly used
            [tells|told] them that it [is|was] Tuesday in the castle
            [produces|produced] a letter sealed with jam
            [sits|sat] down and [begins|began] to knit the fog
            [asks|asked] the way to the end of the tale
            [swears|swore] by crumb and candle to help
            [trades|traded] a secret for half a biscuit
            [sneezes|sneezed], and the spell [comes|came] loose
            [curtsies|curtsied] so low that the floor [blushes|blushed]
            [hands|handed] over a key made of ice
            [warns|warned] them about the second bridge
            [weeps|wept] one tear, which [rolls|rolled] away on business
            [claims|claimed] to be under a very boring curse
        """,
        "LINE": """
            never refuse a hen who speaks first
            my godmother says the third door lies
            a curse is only a promise in a bad temper
            one must always thank the bridge
            wishes are cheaper before midnight
            I was a teapot once, and I remember this feeling
            the wolf has better manners than the duke
            what is lost in a tale is found in a pocket
        """,
        "CAST": """
            an old goose-woman | the goose-woman
            a crooked little tailor | the tailor
            a boy with a crow on his shoulder | the crow-boy
            a miller with flour in his beard | the miller
            a ferryman with a silver oar | the ferryman
        """,
        "PROP": """
            a thimble full of moonlight | the thimble
            a wooden spoon with a crown on it | the wooden spoon
            a red ribbon that would not lie still | the red ribbon
            a walnut with a tiny door | the walnut
            a crooked silver key | the silver key
            a cracked blue teapot | the teapot
        """,
        "SETTING": """
            the edge of the wood | the wood
            the kitchen of the old castle | the kitchen
            the crossroads | the crossroads
            the mill by the pond | the mill
        """,
    },
    "fantasy": {
        "SOUND": """
            a war horn [sounds|sounded] and [is|was] ashamed of itself
            the runes [crackle|crackled] like frying fat
            wings the size of sails [beat|beat] once
            a chain [drags|dragged] itself over stone
            the old tongue [stirs|stirred] under the new one
            an anvil [rings|rang] in a mountain with no smiths
            roots [shift|shifted] with a noise like thinking
            the river [speaks|spoke] one word of warning
            a sword [hums|hummed] in its sheath
            hooves [cross|crossed] a bridge that fell long ago
            the torches [whisper|whispered] to one another
            a spell [tears|tore] somewhere, like cloth
            something scaled [turns|turned] in its sleep
            a choir of stones [takes|took] a breath
        """,
        "LIGHT": """
            the second moon [rises|rose], thin and green
            witchlight [drips|dripped] from the rafters
            the runes [glow|glowed] the red of a closed eyelid
            dawn [comes|came] up the pass like an army with lamps
            a cold blue fire [walks|walked] along the parapet
            the stars [rearrange|rearranged] themselves into a warning
            torchlight [climbs|climbed] the stair ahead of them
            the mist [shines|shone] from within
            sunset [sets|set] the banners burning
            every blade [catches|caught] the same far gleam
            a comet [hangs|hung] over it all like a raised brow
            lightning [writes|wrote] a name and [rubs|rubbed] it out
        """,
        "SMELL": """
            dragon
            hot iron
            wet stone
            burnt sage
            bruised ferns
            saddle leather
            old parchment
            lamp oil
            snow not yet fallen
            bone dust
            mead
            lightning
        """,
        "WHO": """
            a courier with antlers
            the oldest of the stone guards
            a one-eyed mapmaker
            a hooded child with a hawk
            a knight without a name
            the keeper of the lower gate
            a raven wearing a ring
            a smith's ghost
            an exiled queen in a borrowed cloak
            a giant no taller than a door
            a thief of small magics
            the river's daughter
            a moth with a face like a mask
            a wolf made of smoke
        """,
        "DOES": """
            [kneels|knelt] and [lays|laid] down a broken arrow
            [speaks|spoke] the password nobody remembered
            [draws|drew] a circle of salt and [steps|stepped] out of it
            [offers|offered] a road in exchange for a memory
            [unrolls|unrolled] a map with tomorrow on it
            [names|named] a price, and it [is|was] a song
            [points|pointed] to the tower that [has|had] no shadow
            [brings|brought] word from the drowned city
            [swears|swore] fealty to the wrong person
            [claims|claimed] the old right of one question
            [breathes|breathed] on the stones until they [wake|woke]
            [asks|asked] who among them could still lie
            [lifts|lifted] the ward with one finger
            [refuses|refused] to cast a reflection
        """,
        "LINE": """
            magic keeps accounts, and it never rounds down
            the prophecy was badly translated, that is all
            a ward is only as strong as its loneliest stone
            dragons forgive, they simply don't forget
            my people have a word for this, and we don't say it
            the king's road was never built by kings
            iron for the fair folk, and bread for everyone else
            that rune means door, unless it means mouth
        """,
        "CAST": """
            a grey-haired ranger | the ranger
            a young witch with burnt sleeves | the witch
            a dwarf with a lute | the dwarf
            a silent squire | the squire
            a hedge-wizard in odd boots | the hedge-wizard
        """,
        "PROP": """
            a horn of black glass | the glass horn
            a ring too heavy for its size | the ring
            a lantern that burned without oil | the lantern
            a dagger with a word along the blade | the dagger
            a scrap of living map | the map
            a stone that was always warm | the warm stone
        """,
        "SETTING": """
            the ruined watchtower | the watchtower
            the pass under the two peaks | the pass
            the roots of the great oak | the great oak
            the lower gate of the keep | the lower gate
        """,
    },
    "mystery": {
        "SOUND": """
            a telephone [rings|rang] twice and [thinks|thought] better of it
            a typewriter [strikes|struck] one letter
            the lift [stops|stopped] between two floors
            a shoe [squeaks|squeaked] on the landing
            someone [turns|turned] a page upstairs
            a match [scrapes|scraped], and no flame [comes|came]
            the pipes [knock|knocked] in a pattern
            a car door [closes|closed] with great tact
            the grandfather clock [skips|skipped] a minute
            a floorboard [gives|gave] evidence
            keys [chime|chimed] in a coat that [is|was] hanging up
            a gramophone [repeats|repeated] half a bar
            a shutter [taps|tapped] out a message
            a drawer [slides|slid] home
        """,
        "LIGHT": """
            the lamp [lays|laid] a yellow coin on the carpet
            a torch beam [crosses|crossed] the ceiling and [is|was] gone
            the street light [blinks|blinked] like a bad witness
            fog [presses|pressed] its face to the glass
            the bulb [swings|swung], and so did every shadow
            moonlight [underlines|underlined] the gap beneath the door
            a candle end [glows|glowed] across the street
            the fire [shows|showed] what [has|had] not quite burned
            headlights [search|searched] the room and [finds|found] no one
            the blinds [cut|cut] the evening into evidence
            a pale square [marks|marked] where a picture [has|had] hung
            rain [runs|ran] down the window in quick handwriting
        """,
        "SMELL": """
            gas
            bitter almonds
            floor polish
            cold coffee
            wet raincoats
            ink
            a cigar put out in a hurry
            lavender
            gun oil
            old newspapers
            expensive soap
            burnt paper
        """,
        "WHO": """
            the night porter
            a woman in a green hat
            the colonel's other nephew
            a boy selling yesterday's papers
            the cook
            a man with two watches
            the late owner's solicitor
            a nurse no one had sent for
            the piano tuner
            a detective from the wrong district
            the lady from number nine
            a taxi driver with mud on his shoes
            the understudy
            a postman off his round
        """,
        "DOES": """
            [admits|admitted] to owning the second glove
            [asks|asked] whether anyone [has|had] checked the attic
            [puts|put] a ticket stub on the table
            [remembers|remembered] the dog, which [has|had] not barked
            [turns|turned] out to have been listening
            [corrects|corrected] the time by eleven minutes
            [says|said] that the will [has|had] been read aloud, and badly
            [faints|fainted], a little too neatly
            [hands|handed] over a photograph torn in half
            [swears|swore] the window [has|had] been shut
            [drops|dropped] a name and [tries|tried] to pick it up again
            [wants|wanted] to know who [has|had] moved the chair
            [produces|produced] the missing page
            [pays|paid] an old bill in new notes
        """,
        "LINE": """
            the clock is lying, and it is not the only one
            somebody wiped everything except the doorbell
            never mind the knife, who moved the salt
            an innocent man would have asked more questions
            the mud is from the wrong garden
            three cups, and only two of them were thirsty
            whoever did it was left-handed and sorry
            it is a very good alibi, which worries me
        """,
        "CAST": """
            a tired inspector | the inspector
            a sharp-eyed maid | the maid
            a doctor with ink on his cuffs | the doctor
            a retired judge | the judge
            a young reporter | the reporter
        """,
        "PROP": """
            a glove for the left hand | the glove
            a train ticket, one way | the ticket
            a matchbook from a closed hotel | the matchbook
            an envelope with no name on it | the envelope
            a stopped watch | the watch
            a photograph torn in half | the photograph
        """,
        "SETTING": """
            the second-floor landing | the landing
            the library | the library
            the hall of the old hotel | the hotel
            the back room | the back room
        """,
    },
    "science_fiction": {
        "SOUND": """
            the air recycler [changes|changed] its note
            a relay [clicks|clicked], then a thousand
            the hull [ticks|ticked] as it cooled
            static [shapes|shaped] itself into a vowel
            a docking clamp [lets|let] go
            the backup generator [clears|cleared] its throat
            an alarm [starts|started] and [apologises|apologised]
            footsteps [pass|passed] overhead, on the outside
            the computer [inhales|inhaled], which [is|was] not in its manual
            a printer [wakes|woke] and [writes|wrote] one line
            ice [slides|slid] from an antenna
            the engines [drop|dropped] half a tone
            a very old radio [says|said] good morning
            something [tries|tried] the airlock, politely
        """,
        "LIGHT": """
            the status lights [go|went] from green to a colour not listed
            Earth [rises|rose], small as a [loses|lost] button
            the corridor lamps [come|came] on one by one, as if followed
            starlight [falls|fell] in a hard white bar across the deck
            every screen [shows|showed] the same slow spiral
            the nebula [opens|opened] like an eye with no hurry
            emergency red [washes|washed] over everything
            a hologram [flickers|flickered] into half a person
            ringlight [slides|slid] across the ceiling
            the sun [sets|set] for the ninth time that day
            frost [grows|grew] on the inside of the glass in straight lines
            the darkness outside [has|had] texture
        """,
        "SMELL": """
            ozone
            hot plastic
            recycled rain
            burnt coffee
            cold metal
            algae
            new circuitry
            solder
            vacuum, which is like gunpowder
            warm dust
            antiseptic
            somebody's contraband orange
        """,
        "WHO": """
            the cleaning robot
            a technician from the night shift
            the ship's second brain
            a child from the frozen decks
            a drone with a cracked lens
            the ambassador's translator
            a pilot declared dead in spring
            the hydroponics cat
            an android with a sewn-on smile
            the oldest clone
            a voice on the emergency band
            a stowaway botanist
            the vending machine on deck four
            a probe launched a century ago
        """,
        "DOES": """
            [asks|asked] to be switched off before the next part
            [reports|reported] one more heartbeat than crew
            [draws|drew] the orbit on the floor in soap
            [speaks|spoke] with a delay of exactly six seconds
            [recites|recited] coordinates like a prayer
            [refuses|refused] an order for the first time
            [sends|sent] tomorrow's log by mistake
            [holds|held] out a seed in a glass tube
            [says|said] that the stars [have|had] been moved
            [votes|voted], which should not have been possible
            [opens|opened] a door that [is|was] not on the plans
            [claims|claimed] to be from the rescue party, both times
            [plays|played] back a laugh that nobody [has|had] laughed yet
            [requests|requested] a name instead of a number
        """,
        "LINE": """
            the manual says never, and then a blank page
            it isn't a fault if it happens on purpose
            that signal left before there was anyone to send it
            gravity is only a habit out here
            it learned our language from the adverts
            the ship isn't lost, it's looking
            we have oxygen for arguing or for walking
            something out there is keeping the same watch as we are
        """,
        "CAST": """
            a young engineer with burnt sleeves | the engineer
            a maintenance robot | the robot
            a quiet navigator | the navigator
            a medic off duty | the medic
            a retired captain | the captain
        """,
        "PROP": """
            a data crystal with a hairline crack | the data crystal
            a hand-wound chronometer | the chronometer
            a spare helmet with a name scratched out | the helmet
            a sealed sample tube | the sample tube
            a radio older than the ship | the radio
            a paper notebook, of all things | the notebook
        """,
        "SETTING": """
            the observation deck | the observation deck
            the cargo bay | the cargo bay
            the outer airlock | the airlock
            the hydroponics dome | the dome
        """,
    },
    "adventure": {
        "SOUND": """
            a rope [creaks|creaked] under somebody's weight
            drums [start|started] up across the valley
            loose stones [go|went] clattering into nothing
            a parrot [gives|gave] an order in Portuguese
            the canvas [cracks|cracked] like a whip
            water [roars|roared] where the map [says|said] sand
            hooves [drum|drummed] on dry ground
            a flare [hisses|hissed] and [dies|died]
            the jungle [stops|stopped] talking
            a winch [slips|slipped] one notch
            an engine [coughs|coughed] itself awake
            something heavy [slides|slid] across a doorway
            a whistle [sounds|sounded], two short and one long
            the ice [groans|groaned] from shore to shore
        """,
        "LIGHT": """
            the sun [drops|dropped] behind the ridge like a thrown coin
            lightning [shows|showed] them the drop, and how far
            firelight [finds|found] carvings all the way up
            dawn [lifts|lifted] the fog off the water like a lid
            a lantern [swings|swung] on the far bank
            the sand [glitters|glittered] with more than sand
            green light [comes|came] through the leaves in coins
            the beacon [turns|turned] once and [goes|went] out
            snow [throws|threw] the moonlight back
            a seam of crystal [catches|caught] the torch
            the horizon [shows|showed] a sail, then two
            heat [makes|made] the distance tremble
        """,
        "SMELL": """
            tar
            hot dust
            wet rope
            gunpowder
            crushed grass
            salt fish
            horse
            bruised mango
            campfire
            snow
            engine grease
            river mud
        """,
        "WHO": """
            a guide with a gold tooth
            the captain's parrot
            a girl on a stolen mule
            the last of the mapmakers
            a smuggler in a fine coat
            an old diver
            the radio operator
            a rival with the other half of the map
            a goatherd who knew the pass
            the ship's cook
            a bandit with a sprained ankle
            a pilot without a plane
            the boy from the ferry
            a monk with a telescope
        """,
        "DOES": """
            [cuts|cut] the rope and [grins|grinned]
            [holds|held] up three fingers, then two
            [offers|offered] a shortcut with a bad name
            [knows|knew] a song with the directions in it
            [demands|demanded] a share and a hot meal
            [throws|threw] them the other end of the line
            [points|pointed] at a door in the waterfall
            [bets|bet] a compass that it could not be done
            [counts|counted] the riders and [stops|stopped] at forty
            [shows|showed] the tattoo that [matches|matched] the map
            [loads|loaded] the last dry cartridge with a flower
            [takes|took] the helm without being asked
            [laughs|laughed] at the cliff and [begins|began] to climb
            [signals|signalled] to somebody on the far side
        """,
        "LINE": """
            the bridge will hold one of us at a time, or none of us at once
            maps lie, but rivers can't
            if we run now, they will know we have it
            I never said the plan was a good one
            trust the mule, she has been here before
            there is a reason nobody comes back this way
            tie it twice and pray once
            the treasure can wait, the tide can't
        """,
        "CAST": """
            a weathered guide | the guide
            a one-armed sailor | the sailor
            a muddy photographer | the photographer
            a young mule driver | the mule driver
            a pilot with a bandaged hand | the pilot
        """,
        "PROP": """
            a compass that pointed south | the compass
            a coil of good rope | the rope
            a map in two halves | the map
            a brass telescope | the telescope
            a carved whistle | the whistle
            a locked iron box | the iron box
        """,
        "SETTING": """
            the rope bridge | the bridge
            the mouth of the cave | the cave
            the hidden cove | the cove
            the last camp | the camp
        """,
    },
    "everyday": {
        "SOUND": """
            the fridge [hums|hummed] the first bar of something
            a neighbour [drops|dropped] what sounded like all the spoons
            the washing machine [reaches|reached] its big finish
            a bicycle bell [pings|pinged] twice
            rain [tries|tried] the gutters for size
            someone [practises|practised] scales and [gets|got] stuck on the fourth
            the number nine bus [sighs|sighed] at its stop
            a toaster [makes|made] up its mind
            the letterbox [claps|clapped]
            a dog three gardens away [tells|told] the news
            a door [closes|closed] with the care of a child
            the radio [finds|found] a song from that summer
            the radiator [ticks|ticked] like a shy guest
            a suitcase [bumps|bumped] down the stairs
        """,
        "LIGHT": """
            the afternoon [lays|laid] a warm square on the table
            the street lamps [come|came] on one at a time
            sun [catches|caught] the steam above the cups
            a window across the way [turns|turned] gold
            the shop sign [flickers|flickered] and [holds|held]
            the sky [goes|went] the pink of old postcards
            dust [dances|danced] where nobody [has|had] invited it
            puddles [hold|held] the whole street upside down
            a phone [lights|lit] up and [goes|went] dark again
            the curtains [glow|glowed] like lampshades
            morning [comes|came] in without knocking
            snow [makes|made] the whole block look forgiven
        """,
        "SMELL": """
            toast
            wet dog
            fried onions
            clean laundry
            cut grass
            furniture polish
            coffee
            school corridors
            sun cream
            somebody's birthday cake
            tomato leaves
            library books
        """,
        "WHO": """
            the lady from the second floor
            the boy who delivers the bread
            a cousin nobody expected before Sunday
            the off-duty bus driver
            the girl from the chemist's
            the neighbour with the ladder
            everybody's old teacher
            the man who feeds the pigeons
            somebody's little brother
            the new tenant
            the choir mistress
            the plumber
            an old classmate
            the twins from across the road
        """,
        "DOES": """
            [asks|asked] whether this [is|was] a bad moment
            [puts|put] a cake on the table without a word
            [turns|turned] out to have the spare key
            [confesses|confessed] to watering the wrong garden
            [borrows|borrowed] a chair and [stays|stayed] for hours
            [says|said] what everyone [has|had] been thinking
            [brings|brought] back an umbrella lent years ago
            [has|had] a photograph to show them
            [offers|offered] to drive, which [is|was] brave
            [starts|started] to cry, and then to laugh
            [mentions|mentioned] a letter as if it were nothing
            [knows|knew] somebody who knew somebody
            [holds|held] the door with one foot and a parcel with the other
            [asks|asked] for sugar and [means|meant] company
        """,
        "LINE": """
            you don't have to be sorry and early at the same time
            sit down, the tea has been waiting too
            my mother would have known what to do, and done it loudly
            it's only a Tuesday, it can't hurt us
            we could ring, or we could just turn up
            I kept your postcard on the fridge, you know
            people forgive more over soup
            nobody moves house without losing one good thing
        """,
        "CAST": """
            a neighbour with a casserole | the neighbour
            an old schoolteacher | the schoolteacher
            a caretaker with a ring of keys | the caretaker
            a boy from upstairs | the boy from upstairs
            a woman from the bakery | the woman from the bakery
        """,
        "PROP": """
            a biscuit tin full of letters | the biscuit tin
            a borrowed umbrella | the umbrella
            a key with a paper label | the key
            a postcard never sent | the postcard
            a chipped green mug | the green mug
            a shoebox tied with string | the shoebox
        """,
        "SETTING": """
            the kitchen | the kitchen
            the launderette on the corner | the launderette
            the stairwell | the stairwell
            the back garden | the back garden
        """,
    },
}
