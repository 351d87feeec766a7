"""French fragments for every genre, one to a line; see words_en.py for the signs.

Nothing here agrees with the gender of a name, which nobody can know: simple past and active verbs, no participles.
In stories told by I or you, {focus} is "on".
"""

from __future__ import annotations

POOLS: dict[str, str] = {
    # Phrases entières.
    "ACCEPT": """
        {LEAD} {focus} {ACT}, {MANNER}.
        {focus} {ACT}, {MANNER}, {REACT}.
        {LEAD} {focus} {ACT}, {REACT}.
        {WHEN} {focus} {ACT}, {MANNER}.
        {focus} {ACT} et {AFTER}, {MANNER}.
        {LEAD} {focus} {ACT} et {AFTER}.
    """,
    "HANDLE": """
        {LEAD} {focus} {ACT_HELD}, {MANNER}.
        {focus} {ACT_HELD}, {MANNER}, {REACT}.
        {WHEN} {focus} {ACT_HELD} et {AFTER}.
        {LEAD} {focus} {ACT_HELD} et {AFTER}.
    """,
    "SENSE": """
        {WHERE}, {SOUND}, {SIM}, {REACT_F}.
        {WHERE}, {SOUND}, {SIM}, {REACT}.
        {WHEN} {LIGHT}, et {place} {PLACE_DOES}, {SIM}.
        {WHEN} {LIGHT}, {SIM}, {REACT_F}.
        {WHEN} {LIGHT}, {place} {PLACE_DOES}, {REACT}.
        {SMELL_LEAD} {SMELL} et {SMELL_MORE}, {REACT_F}.
        {SMELL_LEAD} {SMELL} et {SMELL_MORE}, {REACT}.
        {WHEN} {place} {PLACE_DOES}, {SIM}, {REACT_F}.
    """,
    "SAY": """
        « {HAIL}, {LINE} », {ATTR}, {SAYING}.
        « {LINE} », {ATTR}, {SAYING}, {REACT}.
        « {HAIL}, {LINE} », {ATTR}, {REACT}.
        {WHEN} {other} [prend|prit] la parole, {SAYING} : « {HAIL}, {LINE}. »
        « {HAIL} », {ATTR}, {SAYING} : « {LINE}. »
    """,
    "REPLY": """
        « {REPLIES} », {ATTR}, {SAYING}, {REACT}.
        {WHEN} {other} [répond|répondit], {SAYING} : « {REPLIES}. »
    """,
    "ANSWER": """
        « {WELL} {ANSWERS} », {ATTR}, {SAYING}.
        « {WELL} {ANSWERS} », {ATTR}, {REACT}.
        {WHEN} {other} [répond|répondit], {SAYING} : « {WELL} {ANSWERS}. »
        [C'est|Ce fut] {other} qui [répond|répondit], {SAYING} : « {WELL} {ANSWERS}. »
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
        « {hint} », {ATTR}, {SAYING}, {REACT}.
        {WHEN} {other} le [dit|dit] tout haut, {SAYING} : « {hint}. »
        {WHERE}, quelqu'un [dit|dit] « {hint} », {SIM}, {REACT_F}.
    """,
    # Propositions et groupes de mots.
    "LEAD": """
        {WHEN}
        Par curiosité plus que par courage,
        Contre tous les bons conseils,
        Sans trop se fier au sol,
        Avec un calme qui [surprend|surprit] tout le monde,
        Un peu par habitude,
        Par pur entêtement,
        En moins de temps qu'un éternuement,
        Puisqu'il [faut|fallait] bien quelqu'un,
        Faute d'un meilleur plan,
        Avec un demi-sourire,
        Sur un coup de tête,
        Lentement, pour ne rien effrayer,
        Avec beaucoup de soin et très peu de méthode,
        Sans demander l'avis de personne,
        Le souffle encore court,
        Le plus calmement possible,
        En trois grands pas et un petit,
        Les mains froides,
        Sans l'avoir vraiment décidé,
        Avec plus de cran qu'un instant plus tôt,
        Comme pour suivre une vieille consigne,
    """,
    "WHEN": """
        À ces mots,
        Un instant,
        Un battement de cœur plus tard,
        Après une longue inspiration,
        Tout à coup,
        Peu à peu,
        Dans le silence qui [suit|suivit],
        Avant que personne n'ait pu parler,
        Passé le premier étonnement,
        À la surprise générale,
        Comme rien de pire n'[arrive|arrivait],
        Juste alors,
        Sans bruit,
        Par petites touches,
        Sans que nul ne donne le signal,
        Un peu trop tôt,
        Sans prévenir,
        Puis, pour la seconde fois,
        En moins d'une minute,
        À la longue,
        Quelque part entre deux souffles,
        Presque aussitôt,
        À partir de là,
        Comme si l'on avait tourné une page,
    """,
    "ACT": """
        [pose|posa] la paume contre {thing}
        [fait|fit] un pas vers {thing}
        [fait|fit] lentement le tour de {thing}
        [tend|tendit] l'oreille vers {thing}
        [observe|observa] {thing} de biais
        [donne|donna] à {thing} la plus légère des tapes
        [met|mit] un genou à terre devant {thing}
        [se penche|se pencha] sur {thing}
        [regarde|regarda] {thing} comme on regarde un indice
        [effleure|effleura] {thing} du bout du doigt
        [chasse|chassa] la poussière de {thing}
        [montre|montra] {thing} du menton
        [contourne|contourna] {thing} sur la pointe des pieds
        [garde|garda] les deux yeux sur {thing}
        [chuchote|chuchota] quelques mots à {thing}
        [compte|compta] les marques sur {thing}
        [se glisse|se glissa] entre {thing} et l'obscurité
        [pose|posa] tout bas une question à {thing}
        [tend|tendit] la main au-delà de {thing}, dans le froid
        [essaie|essaya] de voir {thing} avec des yeux neufs
        [suit|suivit] du doigt le contour de {thing}
        [attend|attendit] près de {thing} en comptant jusqu'à dix
        [salue|salua] {thing} comme un vieux rival
        [colle|colla] l'oreille contre {thing}
        [frappe|frappa] deux petits coups contre {thing}
        [mesure|mesura] {thing} en largeurs de main
        [fait|fit] une révérence à {thing}, à tout hasard
        [trouve|trouva] un endroit tiède sur {thing}
        [remarque|remarqua] une éraflure toute fraîche sur {thing}
        [laisse|laissa] {thing} exactement à sa place
        [ose|osa] tourner le dos à {thing}
        [monte|monta] la garde devant {thing}
        [souffle|souffla] doucement sur {thing}
        [s'installe|s'installa] en face de {thing}
        [promet|promit] à {thing} un peu de patience
        [cherche|chercha] un défaut à {thing}
    """,
    "ACT_HELD": """
        [lève|leva] {thing} vers la lumière
        [retourne|retourna] deux fois {thing}
        [soupèse|soupesa] {thing} d'une main
        [serre|serra] {thing} contre soi
        [dépose|déposa] {thing} entre deux souffles
        [enveloppe|enveloppa] {thing} dans un pan de manche
        [secoue|secoua] {thing} avec douceur
        [fait|fit] passer {thing} d'une main à l'autre
        [brandit|brandit] {thing} à bout de bras
        [referme|referma] les deux mains sur {thing}
        [frotte|frotta] {thing} avec le pouce
        [glisse|glissa] {thing} dans une poche
        [ressort|ressortit] {thing} de sa cachette
        [incline|inclina] {thing} jusqu'au petit déclic
        [pose|posa] {thing} bien à plat sur le sol
        [porte|porta] {thing} à son oreille
        [avance|avança] en tenant {thing} devant soi
        [déchiffre|déchiffra] les signes minuscules au bord de {thing}
        [tient|tint] {thing} en équilibre sur la paume
        [offre|offrit] {thing} au silence
    """,
    "AFTER": """
        n'[aime|aima] pas cette chaleur soudaine
        [comprend|comprit] à peu près la moitié de l'affaire
        [attend|attendit] une protestation
        [sent|sentit] quelque chose répondre, très faiblement
        [sourit|sourit] enfin
        [entend|entendit] un petit déclic que rien n'[explique|expliquait]
        [commence|commença] à voir comment s'y prendre
        [compte|compta] jusqu'à cinq avant de respirer
        [s'arrête|s'arrêta], car le reste [devient|devenait] évident
        [trouve|trouva] là un mot gravé, tout petit
        [hoche|hocha] la tête, comme pour sceller un marché
        [sait|sut] que quelqu'un était passé par là
        [recule|recula] pour laisser voir les autres
        [rit|rit] une fois, surtout de nervosité
        [décide|décida] de n'en rien dire encore
        [pense|pensa] à la maison, puis à ne pas rentrer
        [sent|sentit] un frisson monter jusqu'aux épaules
        [demande|demanda] un peu plus de lumière
        [retrouve|retrouva] une comptine qui [commence|commençait] ainsi
        [attend|attendit] la fin du tremblement
        [cherche|chercha] du regard quelqu'un à qui le dire
        [dit|dit] merci, par prudence
        [essaie|essaya] dans l'autre sens
        [constate|constata] que tout [s'emboîte|s'emboîtait]
    """,
    "MANNER": """
        comme on touche une bête endormie
        aussi doucement que sur un bleu
        avec deux doigts et sans un souffle
        comme on éprouve la glace au mois de mars
        avec une patience de pêcheur
        comme on ouvre la lettre d'un autre
        en comptant tout bas
        en fredonnant un air faux pour se donner du cœur
        en prenant garde de ne rien réveiller d'autre
        comme devant une ligne tracée à la craie
        avec des airs de spécialiste
        avec l'envie de fuir et celle, plus forte, de savoir
        la tête penchée, comme un oiseau à la fenêtre
        comme si c'était convenu depuis longtemps
        un œil sur la sortie
        en ravalant trois questions à la fois
        en faisant semblant de ne pas trembler
        les manches retroussées et le cœur battant
        comme en visite dans une maison de verre
        assez lentement pour rendre fier un escargot
        avec une politesse qui [coûte|coûtait] un peu
        avec la confiance d'un chat sous la pluie
        comme on goûte une soupe
        comme si toute l'histoire en dépendait
        sans oser encore espérer
        avec le sérieux d'un enfant à un mariage
        sans baisser les yeux une seule fois
        comme on lit l'heure sur une montre minuscule
        avec un courage emprunté au prix fort
        comme si ce geste avait toujours existé
        avec plus de tendresse qu'il n'en [faut|fallait]
        sans se presser, pour une fois
        d'une main qui [sait|savait] ce qu'elle [veut|voulait]
        en remuant les lèvres sans un son
        comme on danse le dernier sur un parquet vide
        en pensant très fort à autre chose
    """,
    "REACT": """
        et personne ne [rit|rit]
        et le silence [revient|revint] changé
        et {other} [détourne|détourna] le regard
        et {other} [fait|fit] un pas de plus
        et pour une fois nul n'[a|eut] de meilleure idée
        et le sol [semble|sembla] retenir son souffle
        et quelque chose de petit [détale|détala]
        et {other} [siffle|siffla] tout bas
        et le froid [entre|entra] sans frapper
        et cela [paraît|parut] juste
        et rien, autour de {place}, ne [trahit|trahit] la réponse
        et ce qui [guette|guettait] [se rapproche|se rapprocha]
        et le silence [prend|prit] un peu de courage
        et {other} [oublie|oublia] la fin de sa phrase
        et la poussière [retombe|retomba] en un cercle parfait
        et nul ne [veut|voulut] bouger en premier
        et toutes les ombres [changent|changèrent] de place
        et {other} [laisse|laissa] échapper un long soupir
        et il n'y [a|eut] plus moyen de faire semblant
        et l'heure elle-même [se penche|se pencha] pour voir
        et quelque part un loquet [retombe|retomba]
        et {other} [se met|se mit], lentement, à sourire
        et même le courant d'air [fait|fit] une pause
        et plus rien ne [se trouve|se trouva] tout à fait à sa place
        et un mince trait clair [paraît|parut] où il n'y [a|avait] rien
        et la réponse [vient|vint], plus chaleureuse que prévu
        et pas une âme ne [demande|demanda] pourquoi
        et {other} [hoche|hocha] la tête, une fois, comme un juge
        et l'attente [devient|devint] autre chose
        et deux choses [deviennent|devinrent] claires en même temps
        et un second bruit, plus faible, [suit|suivit]
        et {other} [fait|fit] semblant de l'avoir toujours su
    """,
    "REACT_F": """
        et {focus} ne [baisse|baissa] pas les yeux
        et {focus} le [sent|sentit] jusque dans les dents
        et {focus} [prend|prit] cela pour un oui
        et {focus} [serre|serra] un peu plus fort
        et {focus} n'y [voit|vit] que de la bonté
        et {focus} en [oublie|oublia] d'avoir peur
        et {focus} [se met|se mit] à compter, sans savoir pourquoi
        et {focus} [manque|manqua] de rire
        et {focus} [se tourne|se tourna] vers cela comme une plante vers la vitre
        et {focus} [sait|sut] qu'on ne [rentrera|rentrerait] pas ce soir
        et {focus} [se demande|se demanda] qui d'autre [entend|entendait]
        et {focus} [se fait|se fit] une promesse muette
        et {focus} [se tient|se tint] sans un geste
        et {focus} ne [dit|dit] rien, ce qui [est|était] une réponse
        et {focus} [renonce|renonça] à une plaisanterie
        et {focus} [a|eut] l'étrange impression d'une visite attendue
        et {focus} [reste|resta], là où la sagesse [fuit|aurait fui]
        et {focus} [regarde|regarda] {other}, qui [cherche|cherchait] ses mots
        et {focus} [apprend|apprit] quelque chose sur l'attente
        et {focus} [bouge|bougea] avant de réfléchir
        et {focus} [choisit|choisit] d'y croire, un peu
        et {focus} [garde|garda] cette pensée pour plus tard
        et {focus} [voit|vit] {thing} d'un tout autre œil
        et {focus} [remercie|remercia] le ciel de cette compagnie
        et {focus} [inspire|inspira] comme avant un plongeon
        et {focus} [pose|posa] une main sur {thing}
    """,
    "SIM": """
        comme un souffle longtemps retenu
        comme la première ligne d'une lettre
        comme une pièce jetée au fond d'un puits
        comme un vieil ami qui tousse pour s'annoncer
        comme si son tour était enfin venu
        comme si l'on avait fini par demander poliment
        comme commencent les histoires quand personne n'est prêt
        comme un rideau avec quelqu'un derrière
        avec la douceur d'une patte sur une marche
        comme un mot sur le bout de la langue
        avec une lenteur de miel en hiver
        comme le silence avant les applaudissements
        comme si la nuit avait un pouls
        comme un secret qui change d'avis
        comme le nez au milieu de la figure
        comme une pluie qui hésite encore
        comme un invité de plus qu'il n'y a de chaises
        comme une vieille promesse arrivée à terme
        comme un fil tiré par l'autre bout
        comme si le chemin était su par cœur
        comme du pain que l'on rompt
        avec la justesse d'une clé dans sa serrure
        comme un rire à deux pièces de là
        comme vient la neige, sans un bruit
        comme si une grande roue avait tourné d'un cran
        comme un bavardage de souris
        comme un chapeau qu'on soulève en passant
        comme après des années de répétition
    """,
    "WHERE": """
        Quelque part derrière {place}
        Au loin
        Sous la pierre la plus proche
        Tout près, plus près qu'avant
        De l'autre côté de {thing}
        Au-dessus des têtes
        Du côté de {place}
        Juste hors de vue
        Tout au bord de l'audible
        Au plus profond de {place}
        Là où la lumière [renonce|renonçait]
        Tout contre {whom}
        Très bas, au ras du sol
        Au prochain tournant
        Dans le seul coin que nul n'[a vérifié|avait vérifié]
        À quelques pas de là
        Derrière {whom}
        Quelque part au-delà de {thing}
        Dans l'intervalle entre deux bruits
        À moins de dix pas
        Passé la dernière lueur
        Tout autour de {place}
    """,
    "PLACE_DOES": """
        [semble|sembla] tendre l'oreille
        [fait|fit] silence d'une manière nouvelle
        [prend|prit] soudain une odeur de matin
        [paraît|parut] tenir dans une seule main
        [prend|prit] l'air d'une porte qu'on retient
        [livre|livra] un de ses plus vieux secrets
        [grince|grinça] comme un dormeur qui se retourne
        [se ressemble|se ressembla] comme jamais
        [lâche|lâcha] un peu de son ombre
        [frissonne|frissonna] comme un cheval
        [écoute|écouta] de tous ses recoins
        [retombe|retomba] autour d'eux comme un manteau
        [tourne|tourna] au bleu sur les bords
        [cesse|cessa] de jouer le vide
        [prend|prit] le calme d'une scène avant le rideau
        [se range|se rangea] tout autour de ce bruit
        [respire|respira] enfin
        [s'éveille|s'éveilla] d'un degré
        [montre|montra] un côté jamais vu
        [retient|retint] son pas pour eux
    """,
    "SMELL_LEAD": """
        L'air [sent|sentait]
        Dans l'air [flottent|flottaient]
        Un courant d'air [apporte|apporta]
        {place} [sent|sentait]
        Par-dessus tout [montent|montaient]
        De nulle part [arrivent|arrivèrent]
        On [respire|respirait]
        On [reconnaît|reconnut]
        Cela [sent|sentait]
        Ce jour-là, tout [sent|sentait]
    """,
    "SMELL_MORE": """
        la cire d'abeille
        le fer froid
        l'écorce d'orange
        la fumée de bougie
        la laine mouillée
        le poivre
        la pluie sur la pierre chaude
        le sucre brûlé
        le souper des voisins
        la craie neuve
        la menthe froissée
        la porte à peine ouverte
        les copeaux de cèdre
        le sel
        l'allumette qu'on craque
        les pommes oubliées
        le linge propre
        l'orage
    """,
    "HAIL": """
        écoutez
        regardez
        attendez
        très bien
        voyez-vous
        doucement
        je vous le dis
        entre nous
        retenez bien ceci
        réfléchissez
        non, vraiment
        allons
        si cela peut servir
        sans bruit maintenant
        ma parole
        eh bien
        une chose encore
        mes amis
        croyez-moi
        chut
    """,
    "LINE": """
        on sait que nous sommes là
        ou bien on le fait ensemble, ou bien on ne le fait pas
        ce n'est pas une perte, c'est un rendez-vous
        personne ne nous a encore dit non
        j'ai déjà vu cela, en rêve ou en dessin
        si l'on nous voulait dehors, on y serait déjà
        cela n'a l'air fermé que de loin
        il y a toujours une deuxième entrée
        je préfère me tromper ici qu'avoir raison chez moi
        celui qui a laissé cela voulait qu'on le trouve
        ne disons pas merci avant la fin
        c'est exactement ce que disait ma grand-mère
        nous avons jusqu'à la fin du bourdonnement
        soyons au moins polis
        il faut bien que quelqu'un commence, alors commençons
        je le sens jusque sous mes semelles
        c'est le passage que les chansons oublient
        gardez bien {thing}, quoi qu'on vous raconte
        il y a ici quelqu'un de plus patient que nous
        ce n'est pas un avertissement, c'est une invitation
        on ne peut pas faire taire une cloche après coup
        je crois que cela cherche de la compagnie
        on pourrait s'arrêter là et ne jamais se le pardonner
        c'est plus petit que son ombre, ne l'oublions pas
        le secret, c'est de n'en rien vouloir
        nous sommes plus près que je ne pensais
        il nous manque encore l'autre moitié
        j'espérais que vous le verriez aussi
    """,
    "REPLIES": """
        alors c'est décidé
        j'espérais que quelqu'un le dirait
        redites-le, on nous écoute
        je suivrais cette phrase n'importe où
        oui, et cela ne nous attendra pas
        c'est la meilleure mauvaise nouvelle de la journée
        vous venez de le rendre vrai
        tant mieux, mon sac est déjà prêt
        oui, et je sais qui a laissé la porte ouverte
        alors il faudra faire vite et sans bruit
        je croyais l'avoir rêvé
        dans ce cas, laissons une lumière
        d'accord, et qu'on nous le pardonne
        oui, et il en reste à découvrir
        vous m'ôtez les mots de la bouche
        soit, mais c'est moi qui porte {thing}
        j'entends bien, et les murs aussi
        alors qu'on dise que nous l'avons fait gaiement
        vous avez raison, et je le regrette
        oui, et prenons de quoi écrire
    """,
    "WELL": """
        eh bien,
        à vrai dire,
        puisque vous demandez,
        s'il faut tout dire,
        je vais vous répondre :
        voici :
        pour faire simple,
        justement,
        franchement,
        c'est ainsi :
        j'y ai réfléchi :
        bonne question :
        la réponse est courte :
        cela ne va pas vous plaire :
    """,
    "ASK_WHO": """
        quelqu'un qui attend depuis plus longtemps que nous
        la main qui a touché {thing} avant nous
        personne de connu, mais quelqu'un qui nous connaît
        celui qui a fermé la porte en dernier
        l'un de nous, mais pas encore
        la seule personne qui n'ait rien demandé
        quelqu'un d'aussi têtu que nous
        le nom est écrit, mais pas sur du papier
    """,
    "ASK_WHERE": """
        plus près qu'on ne croit, et plus bas
        au-delà de {place}, là où le sentier s'oublie
        exactement là où l'on nous a dit de ne pas chercher
        sous la plus vieille chose en vue
        suivez le bruit jusqu'à ce qu'il vous suive
        de l'autre côté de {thing}
        là où c'était depuis toujours, voilà l'ennui
        trois portes plus loin qu'il n'y a de portes
    """,
    "ASK_WHY": """
        parce que personne d'autre n'est resté pour écouter
        parce que c'était promis, et que les promesses se gardent
        pour la même raison qui nous amène
        parce qu'autrement il fallait oublier
        parce que la question est venue de {thing}
        c'était la seule façon d'être bon
        parce que quelqu'un se sentait seul, et malin à la fois
        parce qu'on cache mieux les choses dans une histoire
    """,
    "ASK_WHAT": """
        un commencement qui ressemble à une fin
        une chose devenue trop grande pour son nom
        l'autre moitié de {thing}
        ce qui reste d'une promesse gardée trop longtemps
        une sorte de lettre, et nous sommes l'enveloppe
        rien qui morde avant le souper
        une question déguisée en objet
        ce que l'on a bâti {place} pour cacher
    """,
    "ASK_HOW": """
        comme on mange une montagne, une bouchée à la fois
        avec de la patience au bon moment
        avec {thing}, et pas mal d'aplomb
        à reculons, pour autant que je sache
        en priant {place} de regarder ailleurs
        lentement, puis tout d'un coup
        comme l'eau entre dans une cave
        en laissant croire que l'idée n'est pas de nous
    """,
    "ASK_WHEN": """
        avant que la lumière ne change
        dès que nous cesserons de compter
        plus tôt que nous ne serons prêts, comme toujours
        quand {thing} en décidera
        à l'heure pour laquelle on ne remonte aucune horloge
        j'ai bien peur que ce soit commencé
    """,
    "ASK_YES": """
        oui, et mieux vaut le faire avant de devenir sages
        oui, mais pas comme on l'espère
        oui, et je l'aurais dit plus tôt si l'on m'avait demandé
        je le crois, et tout ici le croit aussi
        oui, aussi sûr que les murs écoutent
        il serait impoli de refuser
        oui, et emmenons les autres
        plus qu'on ne le pense
        oui, à condition de tout laisser comme avant
        je le crois bien, et cela me fait moins peur que prévu
    """,
    "ATTR": """
        [dit|dit] {other}
        [murmure|murmura] {other}
        [souffle|souffla] {other}
        [répond|répondit] {other}
        [ajoute|ajouta] {other}
        [glisse|glissa] {other}
        [annonce|annonça] {other}
        [chuchote|chuchota] {other}
        [remarque|remarqua] {other}
        [lance|lança] {other}
    """,
    "SAYING": """
        de la voix qu'on garde pour les bibliothèques
        sans s'adresser à personne
        avec un coup d'œil vers {thing}
        comme si c'était écrit dans l'air
        un peu trop gaiement
        en relevant son col
        avec une ombre de sourire
        comme on parle du temps
        sur le ton d'un serment
        en regardant partout sauf vers {thing}
        une main déjà en mouvement
        si bas que la poussière [doit|dut] se pencher
        avec une grande dignité et de la boue au menton
        après y avoir pensé deux fois
        comme si cela ne coûtait rien
        les yeux très brillants
        entre deux respirations
        d'un ton qui [règle|réglait] la question
        en essayant les mots comme un manteau
        presque avec tendresse
        comme on abat une carte
        un doigt levé
        avec l'air de sortir d'un long sommeil
        puis encore, plus doucement
    """,
    "THEN": """
        Alors
        À l'instant où rien ne l'[annonce|annonçait],
        Avant qu'on ait pu protester,
        Juste comme {focus} [se met|se mettait] à espérer,
        Pendant qu'on [hésite|hésitait] encore,
        Au pire moment possible,
        Sans plus d'histoires qu'une feuille qui tombe,
        Au beau milieu de tout cela,
        De façon tout à fait inattendue,
        Comme à un signal,
        Du coin de l'œil, on le [voit|vit] bien :
        Entre deux battements de cils,
        Et puis, parce que rien n'est jamais simple,
        Sans même tousser,
    """,
    "THING_DOES": """
        [a|eut] un petit frisson, très net
        [tourne|tourna] sans aide, d'un pouce exactement
        [se met|se mit] à fredonner un air à demi connu
        [chauffe|chauffa], puis [chauffe|chauffa] encore
        [répond|répondit] par une seule note claire
        [laisse|laissa] voir une marque que nul n'y [a mise|avait mise]
        [jette|jeta] une ombre du mauvais côté
        [s'ouvre|s'ouvrit] comme un œil
        [fait|fit] un seul tic-tac, puis plus rien
        [pèse|pesa] soudain moins que son ombre
        [se met|se mit] à luire sur un bord
        [penche|pencha] vers {place}, comme une boussole
        [laisse|laissa] tomber quelque chose de minuscule et de brillant
        [livre|livra] un bout de papier plié en quatre
        [soupire|soupira], et ce n'[est|était] pas le vent
        [commence|commença] un compte à rebours, par petits coups
    """,
    "RECALLS": """
        quelqu'un [prononce|prononça] le nom de {names}
        il y [a|eut] une pensée pour {names}
        tout [ramène|ramena] à {names}
        le nom de {names} [court|courut] de bouche en bouche
        un nom [revient|revint] sans cesse, et ce nom, c'[est|était] {names}
        il [est|fut] impossible de ne pas penser à {names}
        chacun [se demande|se demanda] ce que cela [veut|voulait] dire pour {names}
        on en [vient|vint] à parler de {names}
        personne n'[oublie|oubliait] {names}
        {other} [trace|traça] un nom dans la poussière, et c'[est|était] {names}
        le silence [prend|prit] la forme de {names}
        tout [désigne|désignait], on ne [sait|savait] comment, {names}
    """,
    "HAPPENED": """
        tout [reste|resta] suspendu un instant de plus
        ce qui [commence|commençait] là [se poursuit|se poursuivit] sans aide
        le moment [s'ouvre|s'ouvrit] comme une main
        ce n'[est|était] encore que le début
        la chose [est|était] faite et ne [peut|pouvait] se défaire
        le reste [suit|suivit] presque de lui-même
        {place} en [garde|garda] la trace
        la suite [est|était] déjà en chemin
        un petit changement en [entraîne|entraîna] un grand
    """,
    "EVENT_OPEN": """
        ce qu'on gardait clos [laisse|laissa] sortir une longue haleine fraîche
        l'ouverture [se révèle|se révéla] plus large que permis
        l'instant [tourne|tourna] sur ses gonds
        quelque chose, à l'intérieur, [se pousse|se poussa] pour faire de la place
        la fente [montre|montra] d'abord du noir, puis une couleur
        ce qu'on avait enfermé là [s'étire|s'étira]
        un ruban d'air plus ancien [s'échappe|s'échappa]
        le dedans [est|était] plus vaste que le dehors
        une petite chaleur oubliée [se répand|se répandit]
        cela [s'ouvre|s'ouvrit] encore un peu, sans qu'on le demande
    """,
    "EVENT_SOUND": """
        le son ne [s'arrête|s'arrêta] pas où il [doit|devait]
        l'écho [revient|revint] avec une note de trop
        ce qu'on avait entendu [recommence|recommença], plus près
        le son [trouve|trouva] son chemin sous toutes choses
        cela [résonne|résonna] longtemps dans les têtes
        quelque chose, au loin, [reprend|reprit] le même air
        le bruit [se plie|se plia] en une sorte de mot
        la fin du son [s'attarde|s'attarda] près de {place}
        une réponse [arrive|arriva], sur le même rythme
        le silence d'après [est|fut] plus fort encore
    """,
    "EVENT_LIGHT": """
        la lumière [reste|resta] un peu plus que nécessaire
        la clarté [désigne|désigna] une chose après l'autre
        la lueur [glisse|glissa] vers {place}
        elle [éclaire|éclaira] des visages que nul n'avait comptés
        la lumière [a|avait] un sens et [demande|demandait] qu'on la suive
        les ombres [se dressent|se dressèrent] de toute leur taille
        une lueur plus pâle [répond|répondit] de très loin
        l'éclat [laisse|laissa] un fantôme vert au fond des yeux
        l'or de la lueur [devient|devint] une couleur sans nom
        l'obscurité, tout autour, [recule|recula] d'un pas
    """,
    "EVENT_WEATHER": """
        le temps [s'approche|s'approcha] pour mieux entendre
        le ciel [change|changea] deux fois d'avis
        tout ce qui [tient|tenait] mal [part|partit] dans le même sens
        le temps [trouve|trouva] toutes les fentes autour de {place}
        l'eau [fait|fit] des miroirs de tous les creux
        le ciel [descend|descendit] à hauteur de chapeau
        une trouée [s'ouvre|s'ouvrit] dans le gris, en forme de porte
        l'air [prend|prit] la couleur de l'ardoise
        le vent [emporte|emporta] tout, sauf ce qui [compte|comptait]
        tout cela [tambourine|tambourina] sur {place}
    """,
    "EVENT_FALL": """
        ce qui était tombé [tombe|tombait] encore dans les oreilles
        les morceaux [forment|formaient] un dessin trop net pour le hasard
        le choc [réveille|réveilla] quelque chose qui [dort|dormait] bien
        parmi les débris [monte|monta] une lueur claire
        ce qui s'était brisé [se révèle|se révéla] creux
        la poussière [reste|resta] en l'air en point d'interrogation
        les dégâts [montrent|montrèrent] ce qu'ils [cachent|cachaient]
        un dernier éclat [roule|roula] loin et [s'arrête|s'arrêta] contre un pied
        la chute [laisse|laissa] un passage juste assez large
        rien n'en [souffre|souffrit], sauf le silence
    """,
    "EVENT_MOVE": """
        le chemin [est|était] plus long qu'il n'en avait l'air
        la route [tourne|tourna] là où rien ne tournait
        des traces fraîches [vont|allaient] dans le même sens
        la distance [se replie|se replia] comme un éventail
        le sol [change|changea] sous les pas
        la marche [devient|devint] facile, ce qui [est|était] suspect
        chaque pas [donne|donna] une note un peu différente
        ce qu'on laissait derrière [rapetisse|rapetissa] très vite
        l'élan [rattrape|rattrapa] tout le monde
        {place} [approche|approcha] sans en avoir l'air
    """,
    "EVENT_FIND": """
        la trouvaille [a|avait] l'air d'avoir trouvé elle-même
        plus on [regarde|regardait], plus il y en [a|avait]
        on l'avait laissé là, c'[est|était] clair, pour qu'on le trouve
        ce qu'on venait de voir [accroche|accrocha] la lumière
        dessous, il y [a|avait] encore autre chose
        cela [comble|comblait] un vide qu'on ne se [connaît|connaissait] pas
        l'endroit [reste|restait] encore tiède
        la découverte [rend|rendit] l'air plus léger
        il y en [a|avait] un double, à moitié caché
        des initiales [s'y lisent|s'y lisaient], et ce n'étaient pas les bonnes
    """,
    "EVENT_VANISH": """
        la place vide [garde|garda] sa forme
        ce qui manquait [laisse|laissait] sa chaleur derrière
        une piste de signes minuscules [s'éloigne|s'éloignait]
        le vide [rend|rendit] les regards
        ce qu'on avait perdu [semble|sembla] appeler
        il [reste|restait] un indice, et il [est|était] encore humide
        l'absence [pèse|pesait] plus que la chose
        la poussière [dit|dit] par où c'était parti
        il n'en [reste|restait] qu'un fil, et le fil [tire|tirait]
        il y [a|avait] un courant d'air dans ce vide
    """,
    "EVENT_MEET": """
        entre eux quelque chose [s'emboîte|s'emboîta], comme deux pièces d'un outil
        le salut [dure|dura] un peu plus que la politesse
        on les [attend|attendait], cela [se voit|se voyait]
        la distance entre eux [devient|devint] un lieu à part
        la vieille prudence [cède|céda] à une plus vieille curiosité
        un marché [commence|commença] sans un mot
        ils [semblent|semblèrent] partager une plaisanterie
        ce qui [passe|passa] entre eux [vaut|valait] mieux qu'un serment
        la bonté [prend|prit] tout le monde par surprise
        le plus étrange [est|était] cet air de déjà-vu
    """,
    # Phrases courtes : six mots au plus.
    "SHORT": """
        Rien ne bougea.
        C'était assez.
        Personne ne respira.
        Cela aida un peu.
        Un battement. Deux.
        Une horloge, quelque part, renonça.
        Ce n'était pas le vent.
        Voilà qui était nouveau.
        Tout le monde le vit.
        Impossible de s'y tromper.
        L'obscurité prit le temps d'y penser.
        Donc c'était vrai.
        Le ton semblait presque amical.
        Cela changeait tout.
        Il y avait pire.
        C'était un début.
        Nul n'avait prévu cela.
        La poussière elle-même parut surprise.
        C'était chaud. Cela écoutait.
        La chance n'y était pour rien.
        Et il était encore tôt.
        Sans bruit, la chance tourna.
        On aurait entendu tomber une épingle.
        Il fallait du courage. On en trouva.
    """,
    "SHORT_NOW": """
        Rien ne bouge.
        C'est assez.
        Personne ne respire.
        Cela aide un peu.
        Un battement. Deux.
        Une horloge, quelque part, renonce.
        Ce n'est pas le vent.
        Voilà qui est nouveau.
        Tout le monde le voit.
        Impossible de s'y tromper.
        Donc c'est vrai.
        Cela change tout.
        Il y a pire.
        C'est un début.
        Nul n'a prévu cela.
        C'est chaud. Cela écoute.
        Et il est encore tôt.
        Sans bruit, la chance tourne.
    """,
    "KICK_OPENING": """
        Quelque chose venait de commencer.
        Ce n'était que le premier.
        Nul ne pensa plus au souper.
        Le reste attendait.
        Et ce n'était que le seuil.
        On ne pouvait plus reculer.
        Il fallait une réponse.
        Un second coup suivit.
        Tous leurs noms y étaient.
        L'histoire les avait remarqués.
        Il y en aurait d'autres.
        Cela bougea, à peine.
        La nuit serait longue.
        Et puis, un clin d'œil.
        Le passage était ouvert.
        L'un d'eux savait pourquoi.
    """,
    "KICK_RISING": """
        C'était plus près qu'on ne pensait.
        Et ce n'était pas seul.
        Le temps, soudain, comptait.
        Il restait une seule chance.
        Le pas suivant coûterait cher.
        Alors les lumières changèrent.
        Fini de faire semblant.
        On les suivait. Poliment.
        Un seul pourrait passer.
        Il fallait offrir quelque chose.
        Derrière, le chemin se referma.
        Le compte avait commencé.
        Quelqu'un avait menti là-dessus.
        Désormais, on les connaissait.
        Trop tard pour chuchoter.
        Il manquait la seconde moitié.
    """,
    "KICK_TURNING": """
        Et tout bascula.
        C'était vrai depuis le début.
        On avait lu à l'envers.
        Il s'agissait d'autre chose.
        Voilà donc le prix.
        Le moins sûr avait raison.
        Puis vint un « s'il vous plaît ».
        Il fallait choisir.
        L'autre face apparut.
        C'était une porte, depuis toujours.
        Et l'ennemi s'assit pour souffler.
        C'était un appel à l'aide.
        La carte, c'était eux.
        Personne n'attendait de la pitié.
        Tout revenait au point de départ.
        La raison était là.
    """,
    "KICK_QUIET": """
        Pour l'heure, c'était la paix.
        La bouilloire pouvait chanter.
        Le matin n'était plus loin.
        On resta encore un peu.
        Quelque chose était réparé.
        La lumière se fit plus douce.
        Demain suffirait bien.
        Et quelqu'un fredonna.
        Il y avait place pour tous.
        Cela n'avait plus besoin de nom.
        C'était un bon silence.
        Rien ne pressait.
        Il restait une petite chose.
        Cela valait bien la marche.
        La maison était au bout.
        Le dernier mot pouvait attendre.
    """,
    "KICK_OPENING_NOW": """
        Quelque chose vient de commencer.
        Ce n'est que le premier.
        Le reste attend.
        On ne peut plus reculer.
        Il faut une réponse.
        Un second coup suit.
        Tous leurs noms y sont.
        Il y en aura d'autres.
        Cela bouge, à peine.
        Et puis, un clin d'œil.
        Le passage est ouvert.
        L'un d'eux sait pourquoi.
    """,
    "KICK_RISING_NOW": """
        C'est plus près qu'on ne pense.
        Et ce n'est pas seul.
        Le temps, soudain, compte.
        Il reste une seule chance.
        Le pas suivant coûtera cher.
        Alors les lumières changent.
        Fini de faire semblant.
        Un seul pourra passer.
        Il faut offrir quelque chose.
        Derrière, le chemin se referme.
        Le compte a commencé.
        Trop tard pour chuchoter.
    """,
    "KICK_TURNING_NOW": """
        Et tout bascule.
        On a lu à l'envers.
        Il s'agit d'autre chose.
        Voilà donc le prix.
        Puis vient un « s'il vous plaît ».
        Il faut choisir.
        L'autre face apparaît.
        C'est un appel à l'aide.
        La carte, c'est eux.
        Tout revient au point de départ.
        La raison est là.
        Personne n'attend de la pitié.
    """,
    "KICK_QUIET_NOW": """
        Pour l'heure, c'est la paix.
        Le matin n'est plus loin.
        On reste encore un peu.
        Quelque chose est réparé.
        La lumière se fait plus douce.
        Demain suffira bien.
        Et quelqu'un fredonne.
        Il y a place pour tous.
        Cela n'a plus besoin de nom.
        C'est un bon silence.
        Rien ne presse.
        Il reste une petite chose.
    """,
    # La suite d'une phrase interrompue, selon son dernier mot.
    "ON_ARTICLE_M": """
        dernier signe qu'on [attend|attendait]
        détail qui [donne|donnait] un sens au reste
        même petit bruit qu'avant
        premier indice que rien n'[est|était] fini
        silence d'avant les grandes décisions
    """,
    "ON_ARTICLE_F": """
        dernière chose qu'on [attend|attendait]
        preuve que rien n'[est|était] fini
        même petite musique qu'avant
        seule réponse qui [vaille|valût]
        promesse que nul n'avait voulu faire
    """,
    "ON_MANY": """
        signes qu'on n'[attend|attendait] plus
        mêmes petits bruits qu'avant
        choses que nul n'[ose|osait] nommer
        ombres les plus proches
    """,
    "ON_A": """
        bruit de tiroir qu'on referme
        sentiment plus fort que la raison
        peu plus de lumière qu'avant
        silence qui [appartient|appartenait] à quelqu'un
    """,
    "ON_TOWARD": """
        ce que nul n'[ose|osait] encore nommer
        cet endroit où la lumière [renonce|renonçait]
        quelque chose de très ancien
        quelqu'un qui [attend|attendait] depuis longtemps
    """,
    "ON_CLAUSE": """
        quelque chose [cède|céda] enfin
        nul n'en [dit|dit] un mot
        soudain tout [est|fut] très simple
        le silence [semble|sembla] d'accord
        {other} le [voit|vit] aussi
    """,
    "ON_OTHER": """
        — du moins jusqu'à ce que {other} [parle|parlât]
        — et alors, le temps d'un souffle, tout [s'arrête|s'arrêta]
        — mais autre chose [est|était] déjà là
        — non, pas tout à fait, et chacun le [sait|savait]
        — et {other} le [voit|vit] aussi
        — et [c'est|ce fut] tout, pour un instant
    """,
    "ON_SPEECH": """
        … non, attendez, cela recommence », {ATTR}, {SAYING}.
        … peu importe, vous voyez bien », {ATTR}, {SAYING}.
        … mais vous connaissez la suite », {ATTR}, {SAYING}.
        … chut, on nous a entendus », {ATTR}, {SAYING}.
    """,
    # Choix.
    "CHOOSE_THING": """
        {focus} [pose|posa] à {thing} la dernière question.
        {focus} [s'assied|s'assit] près de {thing} jusqu'à l'aube.
        {focus} [rompt|rompit] le silence, et {thing} [répond|répondit].
        {thing} [se met|se mit] à parler, en vers.
        {thing} [montre|montra] le chemin, mais seulement à {other}.
        {focus} [se place|se plaça] entre {thing} et {other}.
        {focus} [passe|passa] devant {thing} sans un mot.
        {other} [passe|passa] derrière {thing} et [disparaît|disparut].
    """,
    "CHOOSE_HELD": """
        {focus} [cache|cacha] {thing} avant que personne ne le [voie|vît].
        {focus} [confie|confia] {thing} à {other}, et [attend|attendit].
        {focus} [laisse|laissa] {thing} derrière et ne [se retourne|se retourna] pas.
        {focus} [découvre|découvrit] un second nom sous {thing}.
        {focus} [retourne|retourna] {thing} de l'autre côté.
        {focus} [lâche|lâcha] {thing}, et rien ne [tombe|tomba].
        {focus} [pose|posa] à {thing} la dernière question.
        {focus} [s'assied|s'assit] près de {thing} jusqu'à l'aube.
        {focus} [rompt|rompit] le silence, et {thing} [répond|répondit].
        {thing} [se met|se mit] à parler, en vers.
        {thing} [montre|montra] le chemin, mais seulement à {other}.
    """,
    "CHOOSE_PLACE": """
        {focus} [s'éloigne|s'éloigna] de {place} sans lumière.
        {focus} [suit|suivit] le bruit de l'autre côté de {place}.
        {focus} [revient|revint] vers {place}, sans personne cette fois.
        Le sol [s'ouvre|s'ouvrit] sous {place}, doucement, comme une main.
        Quelqu'un [attend|attendait] déjà près de {place}.
        {focus} [découvre|découvrit] une porte que {place} n'avait jamais eue.
        {focus} [grimpe|grimpa] jusqu'à voir {place} comme un jouet.
        Tout, autour de {place}, [retient|retint] son souffle.
    """,
    "CHOOSE_OTHER": """
        {other} [avoue|avoua] connaître le chemin depuis toujours.
        {other} [propose|proposa] un marché presque honnête.
        {focus} [dit|dit] enfin toute la vérité à {other}.
        {other} [rit|rit], et [fait|fit] le premier pas.
        {focus} et {other} [échangent|échangèrent] leurs places pour une nuit.
        {other} [disparaît|disparut] en laissant un billet.
        {focus} [demande|demanda] à {other} de monter la garde.
        {other} [porte|portait] un masque depuis le début.
        {other} [trouve|trouva] le courage de dire non.
    """,
    "CHOOSE_TURN": """
        {WHO} {DOES}.
    """,
}
