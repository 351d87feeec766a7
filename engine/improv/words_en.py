"""English fragments for every genre, one to a line.

``{UPPER}`` is another pool, ``{lower}`` somebody or something of the story.
``[says|said]`` is a verb in the present and in the past; ``<goes|went>`` goes with {focus}, who may be I or you.
"""

from __future__ import annotations

POOLS: dict[str, str] = {
    # Sentences.
    "ACCEPT": """
        {LEAD} {focus} {ACT}, {MANNER}.
        {focus} {ACT}, {MANNER}, {REACT}.
        {LEAD} {focus} {ACT}, {REACT}.
        {WHEN} {focus} {ACT}, {MANNER}.
        {focus} {ACT} and {AFTER}, {MANNER}.
        {LEAD} {focus} {ACT} and {AFTER}.
    """,
    "HANDLE": """
        {LEAD} {focus} {ACT_HELD}, {MANNER}.
        {focus} {ACT_HELD}, {MANNER}, {REACT}.
        {WHEN} {focus} {ACT_HELD} and {AFTER}.
        {LEAD} {focus} {ACT_HELD} and {AFTER}.
    """,
    "SENSE": """
        {WHERE}, {SOUND}, {SIM}, {REACT_F}.
        {WHERE}, {SOUND}, {SIM}, {REACT}.
        {WHEN} {LIGHT}, and {place} {PLACE_DOES}, {SIM}.
        {WHEN} {LIGHT}, {SIM}, {REACT_F}.
        {WHEN} {LIGHT}, {place} {PLACE_DOES}, {REACT}.
        {SMELL_LEAD} {SMELL} and {SMELL_MORE}, {REACT_F}.
        {SMELL_LEAD} {SMELL} and {SMELL_MORE}, {REACT}.
        {WHEN} {place} {PLACE_DOES}, {SIM}, {REACT_F}.
    """,
    "SAY": """
        “{HAIL}, {LINE},” {ATTR}, {SAYING}.
        “{LINE},” {ATTR}, {SAYING}, {REACT}.
        “{HAIL}, {LINE},” {ATTR}, {REACT}.
        {WHEN} {other} [speaks|spoke], {SAYING}: “{HAIL}, {LINE}.”
        “{HAIL},” {ATTR}, {SAYING}, “{LINE}.”
    """,
    "REPLY": """
        “{REPLIES},” {ATTR}, {SAYING}, {REACT}.
        {WHEN} {other} [answers|answered], {SAYING}: “{REPLIES}.”
    """,
    "ANSWER": """
        “{WELL} {ANSWERS},” {ATTR}, {SAYING}.
        “{WELL} {ANSWERS},” {ATTR}, {REACT}.
        {WHEN} {other} [answers|answered], {SAYING}: “{WELL} {ANSWERS}.”
        It [is|was] {other} who [answers|answered], {SAYING}: “{WELL} {ANSWERS}.”
    """,
    "EVENT": """
        {WHEN} {HAPPENED}, {SIM}, {REACT}.
        {HAPPENED}, {SIM}, {REACT_F}.
        {WHEN} {HAPPENED}, {REACT_F}.
    """,
    "TURN": """
        {THEN} {WHO} {DOES}, {SIM}, {REACT_F}.
        {THEN} {WHO} {DOES}, {REACT}.
        {THEN} {thing} {THING_DOES}, {SIM}, {REACT_F}.
        {THEN} {thing} {THING_DOES}, {SIM}, {REACT}.
        {WHERE}, {WHO} {DOES}, {REACT_F}.
    """,
    "RECALL": """
        {WHEN} {RECALLS}, {REACT_F}.
        {WHEN} {RECALLS}, {REACT}.
    """,
    "HINT": """
        “{hint},” {ATTR}, {SAYING}, {REACT}.
        {WHEN} {other} [says|said] it aloud, {SAYING}: “{hint}.”
        {WHERE}, somebody [says|said] “{hint}”, {SIM}, {REACT_F}.
    """,
    # Clauses and phrases.
    "LEAD": """
        {WHEN}
        More curious than careful,
        Against all good advice,
        Not quite trusting the ground,
        With a steadiness that surprised everyone,
        Half out of habit,
        Out of pure stubbornness,
        Quick as a sneeze,
        Because somebody had to,
        For want of a better plan,
        With half a smile,
        On a sudden whim,
        Slowly, so as not to startle anything,
        With great care and very little plan,
        Without asking anybody,
        Still short of breath,
        As calmly as possible,
        In three quick strides and one slow one,
        With both hands cold,
        Without quite deciding to,
        Braver than a moment before,
        As if following old instructions,
    """,
    "WHEN": """
        At that,
        For a moment,
        A heartbeat later,
        After a breath,
        All at once,
        Little by little,
        In the quiet that [follows|followed],
        Before anyone [can|could] speak,
        Once the first surprise [is|was] over,
        To everybody's surprise,
        When nothing worse [happens|happened],
        Just then,
        And so,
        By slow degrees,
        On the count of nobody,
        A little too soon,
        Without any warning,
        Then, for the second time,
        In less than a minute,
        At long last,
        Somewhere between one breath and the next,
        Almost at once,
        From that moment on,
        As though a page had turned,
    """,
    "ACT": """
        <lays|laid> a palm against {thing}
        <steps|stepped> closer to {thing}
        <walks|walked> once around {thing}
        <listens|listened> hard to {thing}
        <studies|studied> {thing} from the side
        <gives|gave> {thing} the lightest of taps
        <kneels|knelt> down beside {thing}
        <bends|bent> low over {thing}
        <looks|looked> at {thing} as one looks at a clue
        <touches|touched> {thing} with one finger
        <brushes|brushed> the dust from {thing}
        <points|pointed> straight at {thing}
        <circles|circled> {thing} on tiptoe
        <keeps|kept> both eyes on {thing}
        <whispers|whispered> something to {thing}
        <counts|counted> the marks on {thing}
        <moves|moved> between {thing} and the dark
        <asks|asked> {thing} a question under the breath
        <reaches|reached> past {thing} into cold air
        <tries|tried> to see {thing} as a stranger might
        <follows|followed> the line of {thing} with a fingertip
        <waits|waited> beside {thing} for a count of ten
        <greets|greeted> {thing} like an old rival
        <puts|put> one ear to {thing}
        <knocks|knocked> twice on {thing}
        <takes|took> the measure of {thing} in handspans
        <bows|bowed> to {thing}, just in case
        <finds|found> a warm patch on {thing}
        <notices|noticed> a fresh scratch on {thing}
        <sees|saw> that {thing} [has|had] moved a little
        <leaves|left> {thing} exactly as it [is|was]
        <dares|dared> to turn away from {thing}
        <stands|stood> guard over {thing}
        <breathes|breathed> on {thing} until it [shines|shone]
        <sits|sat> down in front of {thing}
        <promises|promised> {thing} a little patience
    """,
    "ACT_HELD": """
        <holds|held> {thing} up to the light
        <turns|turned> {thing} over twice
        <weighs|weighed> {thing} in one hand
        <tucks|tucked> {thing} close
        <sets|set> {thing} down between two breaths
        <wraps|wrapped> {thing} in a sleeve
        <shakes|shook> {thing} gently
        <passes|passed> {thing} from hand to hand
        <lifts|lifted> {thing} as high as an arm would go
        <closes|closed> both hands around {thing}
        <rubs|rubbed> {thing} with a thumb
        <slips|slipped> {thing} into a pocket
        <takes|took> {thing} out again
        <tilts|tilted> {thing} until something inside it [slides|slid]
        <lays|laid> {thing} flat on the ground
        <presses|pressed> {thing} to one ear
        <carries|carried> {thing} three steps forward
        <reads|read> the tiny marks along the edge of {thing}
        <balances|balanced> {thing} on an open palm
        <offers|offered> {thing} to the silence
    """,
    "AFTER": """
        <does|did> not like how warm it [is|was]
        <understands|understood> about half of it
        <waits|waited> for it to object
        <feels|felt> something answer, very faintly
        <smiles|smiled> for the first time in hours
        <hears|heard> a small click that nothing [explains|explained]
        <begins|began> to see how it might be done
        <counts|counted> to five before breathing
        <stops|stopped>, because the rest [is|was] suddenly plain
        <finds|found> a word scratched there, very small
        <nods|nodded>, as if a bargain [has|had] been struck
        <knows|knew> that somebody [has|had] been here first
        <steps|stepped> back to let the others see
        <laughs|laughed> once, mostly from nerves
        <decides|decided> to say nothing of it yet
        <thinks|thought> of home, and then of not going home
        <feels|felt> the hairs rise along both arms
        <asks|asked> for a little more light
        <remembers|remembered> a rhyme that [begins|began] this way
        <holds|held> still until the trembling [stops|stopped]
        <looks|looked> round for somebody to tell
        <says|said> thank you, to be on the safe side
        <tries|tried> it the other way about
        <finds|found> that it [fits|fitted]
    """,
    "MANNER": """
        as one touches a sleeping animal
        as gently as if it might bruise
        with two fingers and no breath
        the way one tests the ice in March
        with the patience of a fisherman
        like somebody opening a letter meant for another
        counting silently
        humming the wrong tune for courage
        careful not to wake whatever else [is|was] listening
        as if somebody had drawn a chalk line there
        with the air of an expert
        ready to run and too interested to
        head tilted, like a bird at a window
        as though it had been agreed long ago
        one eye on the way out
        biting back three questions at once
        pretending not to tremble
        with sleeves rolled up and heart hammering
        like a guest in a house of glass
        slowly enough for a snail to be proud
        with a politeness that [costs|cost] something
        trusting it about as far as a cat trusts rain
        the way a cook tastes soup
        as though the whole story hung on it
        not daring to hope yet
        with the solemn face of a child at a wedding
        without once looking down
        as though reading a very small clock
        like someone borrowing courage at high interest
        as if the right touch had been there all along
        with more tenderness than it [seems|seemed] to deserve
        and, for once, in no hurry at all
        steady as a hand that has made up its mind
        lips moving without a sound
        like the last dancer on an empty floor
        thinking very hard about nothing
    """,
    "REACT": """
        and nobody [laughs|laughed]
        and the quiet [comes|came] back changed
        and {other} [looks|looked] away first
        and {other} [takes|took] one step nearer
        and for once nobody [has|had] a better idea
        and the floor [seems|seemed] to hold its breath
        and something small [goes|went] skittering off
        and {other} [whistles|whistled] very softly
        and that [is|was] when the cold [comes|came] in
        and it [feels|felt] like the right thing
        and {place} [gives|gave] nothing away
        and whatever [is|was] watching [leans|leaned] closer
        and the silence [grows|grew] a little braver
        and {other} [forgets|forgot] to finish a sentence
        and the dust [settles|settled] in a neat ring
        and no one [wants|wanted] to be the first to move
        and all the shadows [change|changed] places
        and {other} [lets|let] out a long breath
        and there [is|was] no pretending otherwise now
        and the hour [seems|seemed] to lean over and look
        and somewhere a latch [drops|dropped] into place
        and {other} [begins|began], slowly, to smile
        and even the draught [holds|held] off
        and nothing in {place} [is|was] quite where it [has|had] been
        and a thin bright line [shows|showed] where none [has|had] been
        and the answer [comes|came] back warmer than expected
        and not a soul [asks|asked] why
        and {other} [nods|nodded], once, like a judge
        and the waiting [turns|turned] into something else
        and two things [become|became] clear at the same time
        and a second, fainter one [follows|followed]
        and {other} [pretends|pretended] to have known it all along
    """,
    "REACT_F": """
        and {focus} <does|did> not look away
        and {focus} <feels|felt> it in the teeth
        and {focus} <takes|took> it for a yes
        and {focus} <holds|held> on a little tighter
        and {focus} <understands|understood> that it [is|was] meant kindly
        and {focus} <forgets|forgot> to be afraid
        and {focus} <begins|began> to count, without knowing why
        and {focus} almost <laughs|laughed>
        and {focus} <turns|turned> toward it like a plant to a window
        and {focus} <knows|knew> there [will|would] be no going back tonight
        and {focus} <wonders|wondered> who else [has|had] heard
        and {focus} <makes|made> a silent promise
        and {focus} <stands|stood> very straight
        and {focus} <says|said> nothing, which [is|was] answer enough
        and {focus} <thinks|thought> better of a joke
        and {focus} <has|had> the odd feeling of being expected
        and {focus} <stays|stayed> where a wiser head would have run
        and {focus} <looks|looked> at {other}, who [looks|looked] back
        and {focus} <learns|learned> something about waiting
        and {focus} <moves|moved> before thinking
        and {focus} <decides|decided> to trust it, a little
        and {focus} <keeps|kept> the thought for later
        and {focus} <sees|saw> {thing} in quite another way
        and {focus} <is|was> glad not to be alone
        and {focus} <breathes|breathed> in as if before a dive
        and {focus} <puts|put> a hand on {thing}
    """,
    "SIM": """
        like a held breath let go
        like the first line of a letter
        like a coin dropped down a well
        like an old friend clearing its throat
        as if it had been waiting its turn
        as if somebody had finally asked nicely
        the way a story starts when nobody is ready
        like a curtain with someone behind it
        soft as a paw on a stair
        like a word on the tip of a tongue
        slow as honey in winter
        like the pause before applause
        as if the dark had a pulse
        like a secret changing its mind
        as plain as a nose and twice as near
        like rain that has not quite decided
        like one more guest than there are chairs
        as if an old promise had come due
        like a thread pulled from the other end
        as though it knew the way by heart
        like bread being broken
        as neatly as a key in its own lock
        like laughter two rooms away
        the way snow arrives, without a sound
        as if a great wheel had moved by one tooth
        like the small talk of mice
        like a hat tipped in passing
        as if it had practised for years
    """,
    "WHERE": """
        Somewhere behind {place}
        Far off
        Under the nearest stone
        Close by, closer than before
        On the other side of {thing}
        Above their heads
        From the direction of {place}
        Just out of sight
        At the very edge of hearing
        Deep in {place}
        Where the light [gives|gave] out
        Right beside {whose} elbow
        Low down, near the ground
        Around the next corner
        In the corner nobody [has|had] checked
        A few steps away
        Behind {whom}
        Somewhere past {thing}
        In the gap between two sounds
        Not ten paces off
        Past the last of the light
        All around {place}
    """,
    "PLACE_DOES": """
        [seems|seemed] to lean in
        [goes|went] quiet in a new way
        [smells|smelled] suddenly of morning
        [looks|looked] smaller than it [has|had]
        [feels|felt] like a held door
        [gives|gave] up one of its older secrets
        [creaks|creaked] as if turning over in bed
        [has|had] never looked so much like itself
        [lets|let] a little of its dark go
        [shivers|shivered], the way a horse does
        [listens|listened] with all its corners
        [settles|settled] around them like a coat
        [grows|grew] a shade bluer at the edges
        [stops|stopped] pretending to be empty
        [takes|took] on the hush of a stage
        [rearranges|rearranged] itself around the sound
        [breathes|breathed] out
        [wakes|woke] by one degree
        [shows|showed] a side it [has|had] kept to itself
        [holds|held] still for them
    """,
    "SMELL_LEAD": """
        The air [smells|smelled] of
        There [is|was] a smell of
        A draught [brings|brought]
        {place} [smells|smelled] of
        What [drifts|drifted] in next [is|was]
        Over everything [hangs|hung]
        On the air there [is|was]
        From nowhere [comes|came] a breath of
        All of {place} [smells|smelled] of
        The wind [carries|carried]
    """,
    "SMELL_MORE": """
        beeswax
        cold iron
        orange peel
        candle smoke
        wet wool
        pepper
        rain on warm stone
        burnt sugar
        someone else's supper
        fresh chalk
        crushed mint
        a door just opened
        cedar shavings
        salt
        a struck match
        apples kept too long
        clean linen
        thunder
    """,
    "HAIL": """
        listen
        look
        wait
        all right
        you see
        easy now
        I tell you
        between us
        mark this
        think
        no, really
        come on
        for what it's worth
        quietly now
        bless me
        well then
        one thing
        my friend
        believe me
        hush
    """,
    "LINE": """
        it knows we are here
        we do this together or we don't do it
        {thing} was never lost, only early
        nobody has said no to us yet
        I have seen this before, in a dream or a drawing
        if it wanted us gone, we would be gone
        it only looks shut
        there is always a second way in
        I would rather be wrong here than right at home
        whoever left this meant us to find it
        don't thank it until it has finished
        that is exactly what my grandmother warned me about
        we have until it stops humming
        let us at least be polite
        somebody has to go first, and it may as well be us
        I can feel it through the soles of my feet
        this is the part they leave out of the songs
        keep hold of {thing}, whatever it tells you
        {place} has been waiting longer than we have
        it isn't a warning, it's an invitation
        you can't unring that
        I think it wants company
        we could stop now, and never forgive ourselves
        it's smaller than its shadow, remember that
        the trick is to want nothing from it
        we are nearer than I thought
        {thing} is only half of it
        I was hoping it would be you who noticed
    """,
    "REPLIES": """
        then that settles it
        I was hoping somebody would say so
        say it again, and it listens
        I would follow that sentence anywhere
        yes, and it will not wait for us
        that is the best bad news I have had all day
        you have just made it true
        good, because I have already packed
        yes, and I know who left the door open
        then we had better be quick and quiet
        I thought I was the only one who felt it
        in that case, leave a light on
        agreed, and may we be forgiven
        yes, and there is more where that came from
        you took the words from under my tongue
        so be it, but I carry {thing}
        I heard you, and so did {place}
        then let it be said that we went gladly
        you are right, and I wish you weren't
        yes, and bring something to write with
    """,
    "WELL": """
        well,
        in truth,
        since you ask,
        if you must know,
        I'll tell you:
        here it is:
        simply put,
        as it happens,
        to be honest,
        it's like this:
        I've thought about that:
        fair question:
        there's a short answer:
        you won't like it:
    """,
    "ASK_WHO": """
        it is someone who has been waiting longer than we have
        whoever touched {thing} before we did
        nobody we know, and somebody who knows us
        whoever last closed the door behind them
        one of us, only not yet
        the only person who never asked for it
        someone with our own sort of stubbornness
        the name is written down, but not on paper
    """,
    "ASK_WHERE": """
        nearer than you think, and lower down
        past {place}, where the path forgets itself
        exactly where we were told not to look
        under the oldest thing in sight
        follow the sound until it follows you
        on the far side of {thing}
        where it has always been, which is the trouble
        three doors further than there are doors
    """,
    "ASK_WHY": """
        because nobody else stayed to listen
        because it was promised, and promises keep
        for the same reason that we came
        because the alternative was to forget
        because {thing} asked first
        it was the only kind way left
        because someone was lonely and clever at once
        because it is easier to hide a thing in a story
    """,
    "ASK_WHAT": """
        it is a beginning that looks like an end
        something that has outgrown its name
        the other half of {thing}
        it's what is left when a promise is kept too long
        a sort of letter, I think, with us as the envelope
        nothing that bites before supper
        it's a question pretending to be an object
        the thing that {place} was built around
    """,
    "ASK_HOW": """
        the same way one eats a whale, and with more salt
        by being patient at the right moment
        with {thing}, and a good deal of nerve
        backwards, as far as I can tell
        by asking {place} to look the other way
        slowly, then all in one go
        the way water gets into a cellar
        by letting it believe it was its own idea
    """,
    "ASK_WHEN": """
        before the light changes
        the moment we stop counting
        sooner than we are ready, as usual
        when {thing} says so
        at the hour nobody winds the clocks for
        it has begun already, I'm afraid
    """,
    "ASK_YES": """
        yes, and we should do it before we grow sensible
        yes, though not in the way you hope
        yes, and I would have said so sooner had you asked
        I think so, and so does {thing}
        yes, as surely as {place} is listening
        it would be rude not to
        yes, and bring the others
        more than you know
        yes, provided that we leave everything as we find it
        I do believe so, and it frightens me less than it should
    """,
    "ATTR": """
        {other} [says|said]
        {other} [whispers|whispered]
        [says|said] {other}
        [murmurs|murmured] {other}
        {other} [answers|answered]
        [adds|added] {other}
        {other} [puts|put] in
        {other} [announces|announced]
        [breathes|breathed] {other}
        {other} [remarks|remarked]
    """,
    "SAYING": """
        in the voice one keeps for libraries
        not quite to anyone
        with a glance at {thing}
        as if reading it off the air
        rather too cheerfully
        turning up a collar
        with the ghost of a grin
        as one mentions the weather
        and it [sounds|sounded] like an oath
        looking anywhere but at {thing}
        one hand already moving
        so low that the dust [has|had] to lean in
        with great dignity and a muddy chin
        after thinking it over twice
        as though it cost nothing
        eyes very bright
        between two breaths
        in a tone that [settles|settled] the matter
        trying the words for size
        almost kindly
        like someone laying down a card
        with one finger raised
        very much awake now
        and then, more softly, again
    """,
    "THEN": """
        Then
        That [is|was] when
        And before anyone [can|could] object,
        Just as {focus} <begins|began> to hope,
        While they [are|were] still deciding,
        At the worst possible moment,
        With no more fuss than a falling leaf,
        In the middle of all this,
        Quite unexpectedly,
        As if on a signal,
        Out of the corner of an eye they [see|saw] it:
        Between one blink and the next,
        And then, because nothing is ever simple,
        Without so much as a cough,
    """,
    "THING_DOES": """
        [gives|gave] a small, definite shiver
        [turns|turned] of its own accord, by exactly one inch
        [begins|began] to hum a tune they all half [know|knew]
        [grows|grew] warm, then warmer
        [answers|answered] with a single clear note
        [shows|showed] a mark that nobody [has|had] put there
        [casts|cast] a shadow in the wrong direction
        [opens|opened] like an eye
        [ticks|ticked] once, and [is|was] silent again
        [seems|seemed] lighter than it [has|had] any right to be
        [starts|started] to shine along one edge
        [leans|leaned] toward {place}, as a compass would
        [lets|let] go of something very small and bright
        [gives|gave] up a scrap of paper, folded in four
        [sighs|sighed], and it [is|was] not the wind
        [begins|began] counting down in little knocks
    """,
    "RECALLS": """
        somebody [says|said] the name of {names}
        there [is|was] a thought for {names}
        everything [leads|led] back to {names}
        the name of {names} [is|was] on every tongue
        one name [keeps|kept] coming back, and it [is|was] {names}
        it [is|was] impossible not to think of {names}
        the question [is|was] what {names} would mean for all this
        the talk [turns|turned] to {names}
        nobody [has|had] forgotten {names}
        {other} [writes|wrote] something in the dust, and it [is|was] {names}
        the silence [has|had] the shape of {names}
        all of it [points|pointed], somehow, to {names}
    """,
    "HAPPENED": """
        it all [hangs|hung] there a moment longer
        what [has|had] been started [goes|went] on by itself
        the moment [opens|opened] like a hand
        it [turns|turned] out to be only the beginning
        the thing [has|had] been done and would not be undone
        the rest [follows|followed] almost by itself
        it [leaves|left] a mark on the whole of {place}
        what [comes|came] next [is|was] already on its way
        the small change [makes|made] a larger one
        there [is|was] more to it than that
    """,
    "EVENT_OPEN": """
        what [has|had] been shut [lets|let] out a long, cool breath
        the opening [is|was] wider than it [has|had] any right to be
        the hinges of the moment [give|gave] way
        something inside [shifts|shifted] to make room
        the gap [shows|showed] first darkness and then a colour
        whatever [has|had] been kept in there [stretches|stretched]
        a ribbon of older air [comes|came] out
        the inside [proves|proved] larger than the outside
        a small, forgotten warmth [spills|spilled] out
        it [opens|opened] a little further, unasked
    """,
    "EVENT_SOUND": """
        the sound [does|did] not stop where it should have
        the echo [comes|came] back with one note too many
        what they [have|had] heard [comes|came] again, nearer
        the sound [finds|found] its way under everything
        it [rings|rang] on inside their heads
        something far away [takes|took] up the same tune
        the noise [folds|folded] itself into a kind of word
        the last of the sound [lingers|lingered] by {place}
        an answer [comes|came], in the same rhythm
        the hush after it [is|was] louder still
    """,
    "EVENT_LIGHT": """
        the light [stays|stayed] a moment longer than it needed to
        the brightness [picks|picked] out one thing after another
        the glow [slides|slid] toward {place}
        it [lights|lit] up faces nobody [has|had] counted
        the light [has|had] a direction, and [wants|wanted] following
        the shadows [draw|drew] themselves up to full height
        a paler light [answers|answered] from afar
        the shine [leaves|left] a green ghost in every eye
        the glow [turns|turned] from gold to something without a name
        the dark around it [takes|took] one step back
    """,
    "EVENT_WEATHER": """
        the weather [leans|leaned] closer to hear
        the sky [changes|changed] its mind twice
        it [blows|blew] away all but the one thing that [matters|mattered]
        everything loose [begins|began] to move the same way
        the weather [finds|found] every gap in {place}
        the wet [makes|made] mirrors of all the flat places
        the sky [comes|came] down to the height of a hat
        all of {place} [drums|drummed] with it
        a gap [opens|opened] in the grey, shaped like a door
        the air [turns|turned] the colour of slate
    """,
    "EVENT_FALL": """
        what [has|had] fallen [goes|went] on falling in everybody's ears
        the pieces [lie|lay] in a pattern too neat for chance
        the crash [wakes|woke] something that [has|had] slept well until then
        from among the bits [comes|came] one clear gleam
        what [is|was] broken [turns|turned] out to have been hollow
        the dust of it [hangs|hung] in the shape of a question
        the damage [shows|showed] what [has|had] been hidden behind
        one last piece [rolls|rolled] a long way and [stops|stopped] at a foot
        the fall [leaves|left] a gap just wide enough
        nothing [is|was] hurt except the quiet
    """,
    "EVENT_MOVE": """
        the way ahead [is|was] longer than it [has|had] looked
        the path [turns|turned] where no turn [has|had] been
        footprints [show|showed], fresh, going the same way
        the distance [closes|closed] like a fan
        the ground [changes|changed] underfoot
        the going [gets|got] easier, which [is|was] suspicious
        each step [makes|made] a slightly different note
        what lay behind [grows|grew] small very quickly
        the pace of it [catches|caught] everyone up
        {place} [draws|drew] nearer without seeming to move
    """,
    "EVENT_FIND": """
        the find [sits|sat] there as though it had done the finding
        the more they [look|looked], the more there [is|was] of it
        it [has|had] plainly been left to be found
        what [has|had] been uncovered [catches|caught] the light
        under it there [is|was] something else
        it [fits|fitted] a gap they [have|had] not known they [have|had]
        the place where it [has|had] lain [is|was] still warm
        the discovery [makes|made] the air feel thinner
        there [is|was] a twin to it, half hidden
        somebody else's initials [are|were] on it
    """,
    "EVENT_VANISH": """
        the empty place [keeps|kept] its shape
        what [is|was] gone [has|had] left its warmth behind
        a trail of very small signs [leads|led] away
        the gap [looks|looked] back at them
        what [has|had] been lost [seems|seemed] to be calling
        there [is|was] one clue, and it [is|was] still wet
        the missing thing [weighs|weighed] more than before
        the dust [tells|told] which way it [has|had] gone
        only a thread of it [remains|remained], and it [pulls|pulled]
        the emptiness [has|had] a draught in it
    """,
    "EVENT_MEET": """
        between them something [clicks|clicked], like two parts of one tool
        the greeting [lasts|lasted] a little longer than manners required
        it [turns|turned] out that they [have|had] been expected
        the distance between them [becomes|became] a place of its own
        old caution [gives|gave] way to older curiosity
        a bargain [begins|began] without a word being spoken
        the two of them [seem|seemed] to share a joke
        what passed between them [is|was] worth more than a promise
        kindness [takes|took] everybody by surprise
        the stranger part of it [is|was] how familiar it [feels|felt]
    """,
    # Short sentences: six words at most.
    "SHORT": """
        Nothing moved.
        It was enough.
        Nobody breathed.
        That helped, a little.
        It fitted. Of course it fitted.
        One heartbeat. Two.
        Somewhere, a clock gave up.
        It was not the wind.
        This was new.
        They all saw it.
        There was no mistaking it.
        The dark thought it over.
        So it was true.
        It sounded almost friendly.
        That changed things.
        It could have been worse.
        It was a start.
        Nobody had planned for this.
        Even the dust looked surprised.
        It was warm. It was listening.
        Luck had very little to do.
        And it was still early.
        Quietly, the odds shifted.
        A pin could have dropped.
        It took courage, and got it.
    """,
    "SHORT_NOW": """
        Nothing moves.
        It is enough.
        Nobody breathes.
        That helps, a little.
        It fits. Of course it fits.
        One heartbeat. Two.
        Somewhere, a clock gives up.
        It is not the wind.
        This is new.
        They all see it.
        There is no mistaking it.
        So it is true.
        That changes things.
        It is a start.
        Nobody has planned for this.
        It is warm. It is listening.
        And it is still early.
        Quietly, the odds shift.
    """,
    "KICK_OPENING": """
        Something had begun.
        It was only the first.
        Nobody thought of supper again.
        The rest was waiting.
        And that was just the doorstep.
        Now there was no stopping.
        It wanted an answer.
        A second knock followed.
        It had all their names.
        The story had noticed them.
        There would be more.
        It moved, though only a little.
        Tonight would be a long one.
        And then it winked.
        The way in was open.
        One of them knew why.
    """,
    "KICK_RISING": """
        It was closer than they thought.
        And it was not alone.
        Time, suddenly, mattered.
        There was one chance in it.
        The next step would cost something.
        Then the lights changed.
        It had stopped pretending.
        They were being followed. Politely.
        Only one of them could go.
        It asked for something in return.
        Behind them, the way closed.
        The counting had started.
        Somebody had lied about that.
        Now it knew the way too.
        It was too late to whisper.
        The second half was missing.
    """,
    "KICK_TURNING": """
        And everything tipped.
        It had been true all along.
        They had read it backwards.
        It was never about that.
        So that was the price.
        The wrong one had been right.
        Then it said please.
        Somebody had to choose.
        Now the other side showed.
        It had been a door, always.
        And the enemy sat down, tired.
        It was asking for help.
        The map was of them.
        Nobody had counted on mercy.
        It all came round again.
        There it was: the reason.
    """,
    "KICK_QUIET": """
        For now, it was peace.
        The kettle could go on again.
        It was nearly morning.
        They stayed a while longer.
        Something had been put right.
        The light was kinder now.
        It would keep until tomorrow.
        And someone hummed.
        There was room for everybody.
        It no longer needed a name.
        The quiet was a good one.
        Nobody hurried.
        One small thing was left.
        It had been worth the walk.
        Home was in it somewhere.
        And the last word could wait.
    """,
    "KICK_OPENING_NOW": """
        Something has begun.
        It is only the first.
        The rest is waiting.
        Now there is no stopping.
        It wants an answer.
        A second knock follows.
        It has all their names.
        There will be more.
        It moves, though only a little.
        And then it winks.
        The way in is open.
        One of them knows why.
    """,
    "KICK_RISING_NOW": """
        It is closer than they think.
        And it is not alone.
        Time, suddenly, matters.
        There is one chance in it.
        The next step will cost something.
        Then the lights change.
        It has stopped pretending.
        Only one of them can go.
        It asks for something in return.
        Behind them, the way closes.
        The counting has started.
        Now it knows the way too.
    """,
    "KICK_TURNING_NOW": """
        And everything tips.
        They have read it backwards.
        It is not about that.
        So that is the price.
        Then it says please.
        Somebody has to choose.
        Now the other side shows.
        It is asking for help.
        The map is of them.
        It all comes round again.
        There it is: the reason.
        Nobody has counted on mercy.
    """,
    "KICK_QUIET_NOW": """
        For now, it is peace.
        It is nearly morning.
        They stay a while longer.
        Something has been put right.
        The light is kinder now.
        It will keep until tomorrow.
        And someone hums.
        There is room for everybody.
        It no longer needs a name.
        The quiet is a good one.
        Nobody hurries.
        One small thing is left.
    """,
    # Going on in mid-sentence, by what the broken sentence ends with.
    "ON_ARTICLE": """
        last thing anyone [expects|expected]
        very thing that [has|had] been missing
        one thing that [makes|made] sense of the rest
        same small sound as before
        first sign that it [is|was] not over
    """,
    "ON_A": """
        sound like a drawer being closed
        feeling that could not be argued with
        promise nobody had meant to make
        hush that [belongs|belonged] to somebody
        little more light than before
    """,
    "ON_TOWARD": """
        {place}, where it all [seems|seemed] to lead
        {thing}, of all things
        something that no one [can|could] name yet
        the quietest part of {place}
        the place where the light [gives|gave] out
    """,
    "ON_CLAUSE": """
        something [gives|gave] way at last
        nobody [says|said] a word about it
        {other} [sees|saw] it too
        the whole of {place} [seems|seemed] to agree
        it [is|was] suddenly very simple
        {thing} [does|did] not look the same
    """,
    "ON_OTHER": """
        — or so it [seems|seemed], until {other} [speaks|spoke] up
        — and then, for one breath, everything [stops|stopped]
        — but something else [is|was] there already
        — no, not quite, and everyone [knows|knew] it
        — and {other} [sees|saw] it too
        — and for a moment that [is|was] all
    """,
    "ON_SPEECH": """
        … no, wait, there it is again,” {ATTR}, {SAYING}.
        … never mind, you can see for yourselves,” {ATTR}, {SAYING}.
        … but you know the rest,” {ATTR}, {SAYING}.
        … hush, it heard that,” {ATTR}, {SAYING}.
    """,
    # Choices.
    "CHOOSE_THING": """
        {focus} <asks|asked> {thing} the one question left.
        {focus} <sits|sat> down by {thing} and <waits|waited> for dawn.
        {focus} <breaks|broke> the silence, and {thing} [answers|answered].
        {thing} [begins|began] to speak, and it [knows|knew] a song.
        {thing} [shows|showed] the way, but only to {other}.
        {focus} <stands|stood> between {thing} and {other}.
        {focus} <walks|walked> past {thing} without a word.
        {other} [steps|stepped] behind {thing}, and [is|was] gone.
    """,
    "CHOOSE_HELD": """
        {focus} <hides|hid> {thing} before anyone else [can|could] see.
        {focus} <gives|gave> {thing} to {other}, and <waits|waited>.
        {focus} <leaves|left> {thing} behind and <does|did> not look back.
        {focus} <finds|found> a second name under {thing}.
        {focus} <turns|turned> {thing} the other way round.
        {focus} <drops|dropped> {thing}, and it [does|did] not fall.
        {focus} <asks|asked> {thing} the one question left.
        {focus} <sits|sat> down by {thing} and <waits|waited> for dawn.
        {focus} <breaks|broke> the silence, and {thing} [answers|answered].
        {thing} [begins|began] to speak, and it [knows|knew] a song.
        {thing} [shows|showed] the way, but only to {other}.
    """,
    "CHOOSE_PLACE": """
        {focus} <slips|slipped> away from {place} without a light.
        {focus} <follows|followed> the sound to the far side of {place}.
        {focus} <goes|went> back through {place}, alone this time.
        The floor of {place} [opens|opened], as softly as a hand.
        Somebody else [is|was] already waiting in {place}.
        {focus} <finds|found> a door that {place} never had.
        {focus} <climbs|climbed> until {place} [looks|looked] like a toy.
        All of {place} [holds|held] its breath, and then it [rains|rained].
    """,
    "CHOOSE_OTHER": """
        {other} [admits|admitted] to knowing the way all along.
        {other} [offers|offered] a bargain, and it [is|was] almost fair.
        {focus} <tells|told> {other} the whole truth at last.
        {other} [laughs|laughed], and [takes|took] the first step.
        {focus} and {other} [change|changed] places for one night.
        {other} [vanishes|vanished], and [leaves|left] a note.
        {focus} <asks|asked> {other} to stay behind and keep watch.
        {other} [turns|turned] out to be somebody else.
        {other} [finds|found] the courage to say no.
    """,
    "CHOOSE_TURN": """
        {WHO} {DOES}.
    """,
}
