"""French colours of each genre. CAST, PROP and SETTING give how something enters and what it is called after."""

from __future__ import annotations

from rooms.protocol import Genre

GENRES: dict[Genre, dict[str, str]] = {
    "fairy_tale": {
        "SOUND": """
            un fuseau [tourne|tourna] sans personne
            sept petites cloches [se disputent|se disputèrent] l'heure
            un coq [chante|chanta] dans un ton impossible
            les souris [reprennent|reprirent] leur querelle du soir
            une pomme [tombe|tomba] et [dit|dit] aïe
            quelqu'un [taille|taillait] un très long crayon
            une berceuse [cherche|cherchait] son enfant
            la bouilloire [chante|chanta] un couplet de son cru
            cent portes minuscules [se ferment|se fermèrent]
            un hibou [compte|compta] jusqu'à trois et [se trompe|se trompa]
            les ronces [marmonnent|marmonnèrent] en dormant
            un carrosse [passe|passa] sans la moindre roue
            le miroir d'une marâtre [tousse|toussa]
            la paille [crisse|crissa] avec un bruit d'or
        """,
        "LIGHT": """
            la lune [sort|sortit] de derrière sa main
            la lueur des bougies [court|courut] aux murs sur des pattes de souris
            une étoile [se penche|se pencha] si bas qu'elle en [fume|fuma]
            le givre [dessine|dessina] des fougères à toutes les vitres
            le soir [coule|coula] comme de la crème
            un cheveu de soleil [tombe|tomba] en travers du sol
            le crépuscule [met|mit] son tablier bleu
            des lucioles [écrivent|écrivirent] la moitié d'un mot
            la neige [luit|luisait] comme une lampe sous un drap
            le matin [arrive|arriva] avec de la farine sur les mains
            un arc-en-ciel [cherche|chercha] où s'asseoir
            l'obscurité [est|était] de l'espèce aimable
        """,
        "SMELL": """
            le pain d'épice
            le renard mouillé
            la cannelle
            l'oie rôtie
            le sommeil enchanté
            les roses repassées
            la brioche
            la sève de pin
            le vieux velours
            le miel
            la bouillie d'avoine
            les vœux un peu rassis
        """,
        "WHO": """
            un crapaud en gilet
            la plus jeune des sept oies
            un roi de très petite taille
            une grand-mère que nul n'avait invitée
            la gargouille de gauche
            un hérisson avec sa lanterne
            un garçon en pain d'épice
            la poule la plus sage du meunier
            un dragon à la retraite
            une princesse avec de l'encre sur le nez
            un balai plein d'opinions
            le troisième fils de quelqu'un
            un loup en souliers pratiques
            un fantôme qui s'excusait d'avance
        """,
        "DOES": """
            [s'incline|s'inclina] deux fois et [demande|demanda] une cuillère
            [propose|proposa] trois vœux, à peine usés
            [annonce|annonça] que c'[est|était] mardi au château
            [tend|tendit] une lettre scellée à la confiture
            [s'assied|s'assit] et [se met|se mit] à tricoter le brouillard
            [demande|demanda] le chemin de la fin du conte
            [jure|jura] son aide, par la mie et la chandelle
            [échange|échangea] un secret contre un demi-biscuit
            [éternue|éternua], et le sort [tombe|tomba] en morceaux
            [salue|salua] si bas que le plancher [rougit|rougit]
            [remet|remit] à qui la [veut|voulait] une clé de glace
            [met|mit] en garde contre le deuxième pont
            [verse|versa] une larme, qui [part|partit] à ses affaires
            [prétend|prétendit] souffrir d'un sort très ennuyeux
        """,
        "LINE": """
            ne refusez jamais rien à une poule qui parle la première
            ma marraine dit que la troisième porte ment
            un mauvais sort n'est qu'une promesse de mauvaise humeur
            il faut toujours remercier le pont
            les vœux sont moins chers avant minuit
            j'ai été théière autrefois, et je reconnais cette sensation
            le loup a de meilleures manières que le duc
            ce qui se perd dans un conte se retrouve dans une poche
        """,
        "CAST": """
            une vieille gardeuse d'oies | la gardeuse d'oies
            un petit tailleur tout tordu | le tailleur
            un garçon avec une corneille à l'épaule | le garçon à la corneille
            un meunier à la barbe enfarinée | le meunier
            un passeur à la rame d'argent | le passeur
        """,
        "PROP": """
            un dé à coudre rempli de lune | le dé à coudre
            une cuillère de bois avec une couronne | la cuillère de bois
            un ruban rouge qui ne tenait pas en place | le ruban rouge
            une noix avec une porte minuscule | la noix
            une clé d'argent toute tordue | la clé d'argent
            une théière bleue et fêlée | la théière bleue
        """,
        "SETTING": """
            la lisière du bois | la lisière du bois
            la cuisine du vieux château | la cuisine du château
            la croisée des chemins | la croisée des chemins
            le moulin de l'étang | le moulin
        """,
    },
    "fantasy": {
        "SOUND": """
            un cor de guerre [sonne|sonna], puis [a|eut] honte
            les runes [crépitent|crépitèrent] comme de l'huile
            des ailes grandes comme des voiles [battent|battirent] une fois
            une chaîne [se traîne|se traîna] sur la pierre
            l'ancienne langue [remue|remua] sous la nouvelle
            une enclume [tinte|tinta] dans une montagne sans forgerons
            des racines [bougent|bougèrent] avec un bruit de pensée
            la rivière [dit|dit] un mot d'avertissement
            une épée [fredonne|fredonna] dans son fourreau
            des sabots [traversent|traversèrent] un pont tombé depuis longtemps
            les torches [chuchotent|chuchotèrent] entre elles
            un sortilège [se déchire|se déchira] comme un drap
            une bête à écailles [se retourne|se retourna] en dormant
            un chœur de pierres [prend|prit] son souffle
        """,
        "LIGHT": """
            la seconde lune [se lève|se leva], mince et verte
            un feu de sorcière [goutte|gouttait] des poutres
            les runes [rougissent|rougirent] comme des paupières closes
            l'aube [monte|monta] le col comme une armée de lampes
            une flamme froide et bleue [marche|marcha] sur le rempart
            les étoiles [changent|changèrent] de place en guise d'avis
            la lueur des torches [grimpe|grimpa] l'escalier en éclaireur
            la brume [brille|brilla] de l'intérieur
            le couchant [met|mit] le feu aux bannières
            chaque lame [attrape|attrapa] le même éclat lointain
            une comète [pend|pendait] là-haut comme un sourcil levé
            la foudre [écrit|écrivit] un nom, puis l'[efface|effaça]
        """,
        "SMELL": """
            le dragon
            le fer chaud
            la pierre mouillée
            la sauge brûlée
            la fougère froissée
            le cuir de selle
            le vieux parchemin
            l'huile de lampe
            la neige pas encore tombée
            la poussière d'os
            l'hydromel
            la foudre
        """,
        "WHO": """
            un messager à ramure de cerf
            le plus ancien des gardes de pierre
            une cartographe borgne
            un enfant en capuchon avec son faucon
            un chevalier sans nom
            le gardien de la porte basse
            un corbeau avec une bague
            le fantôme d'un forgeron
            une reine en exil sous un manteau prêté
            un géant pas plus haut qu'une porte
            une voleuse de petites magies
            la fille de la rivière
            un papillon de nuit au visage de masque
            un loup de fumée
        """,
        "DOES": """
            [s'agenouille|s'agenouilla] et [pose|posa] là une flèche brisée
            [prononce|prononça] le mot de passe oublié de tous
            [trace|traça] un cercle de sel et en [sort|sortit]
            [offre|offrit] une route contre un souvenir
            [déroule|déroula] une carte où figurait demain
            [fixe|fixa] un prix, et c'[est|était] une chanson
            [désigne|désigna] la tour qui n'[a|avait] pas d'ombre
            [apporte|apporta] des nouvelles de la cité noyée
            [jure|jura] fidélité, mais pas à la bonne personne
            [réclame|réclama] le vieux droit d'une seule question
            [souffle|souffla] sur les pierres pour les réveiller
            [demande|demanda] qui [sait|savait] encore mentir
            [soulève|souleva] la barrière magique d'un doigt
            [refuse|refusa] d'avoir un reflet
        """,
        "LINE": """
            la magie tient ses comptes et n'arrondit jamais
            la prophétie était mal traduite, voilà tout
            un rempart vaut ce que vaut sa pierre la plus seule
            les dragons pardonnent, mais ils n'oublient pas
            mon peuple a un mot pour cela, et nous ne le disons pas
            ce ne sont pas des rois qui ont bâti la route royale
            du fer pour les fées, du pain pour les autres
            cette rune veut dire porte, à moins que ce ne soit bouche
        """,
        "CAST": """
            un rôdeur aux cheveux gris | le rôdeur
            une jeune sorcière aux manches brûlées | la sorcière
            un nain avec son luth | le nain
            un écuyer silencieux | l'écuyer
            un magicien aux bottes dépareillées | le magicien
        """,
        "PROP": """
            un cor de verre noir | le cor de verre
            un anneau trop lourd pour sa taille | l'anneau
            une lanterne qui brûlait sans huile | la lanterne
            une dague avec un mot sur la lame | la dague
            un lambeau de carte vivante | le lambeau de carte
            une pierre toujours tiède | la pierre tiède
        """,
        "SETTING": """
            la tour de guet en ruine | la tour de guet
            le col entre les deux pics | le col
            le grand chêne | le grand chêne
            la porte basse du donjon | la porte basse
        """,
    },
    "mystery": {
        "SOUND": """
            un téléphone [sonne|sonna] deux fois et [se ravise|se ravisa]
            une machine à écrire [frappe|frappa] une seule lettre
            l'ascenseur [s'arrête|s'arrêta] entre deux étages
            un soulier [crisse|crissa] sur le palier
            quelqu'un [tourne|tourna] une page à l'étage
            une allumette [craque|craqua], et nulle flamme ne [vient|vint]
            les tuyaux [cognent|cognèrent] en mesure
            une portière [se ferme|se ferma] avec tact
            la grande horloge [saute|sauta] une minute
            une lame du plancher [témoigne|témoigna]
            des clés [tintent|tintèrent] dans un manteau pendu
            un phonographe [répète|répéta] une demi-mesure
            un volet [tape|tapa] un message
            un tiroir [rentre|rentra] chez lui
        """,
        "LIGHT": """
            la lampe [pose|posa] une pièce jaune sur le tapis
            un faisceau [traverse|traversa] le plafond et [disparaît|disparut]
            le réverbère [cligne|cligna] comme un mauvais témoin
            le brouillard [colle|colla] son visage aux vitres
            l'ampoule [se balance|se balança], et toutes les ombres avec elle
            la lune [souligne|souligna] l'espace sous la porte
            un bout de chandelle [rougeoie|rougeoya] de l'autre côté de la rue
            le feu [montre|montra] ce qui n'avait pas tout à fait brûlé
            des phares [fouillent|fouillèrent] la pièce en vain
            les persiennes [découpent|découpèrent] le soir en pièces à conviction
            un carré pâle [marque|marquait] la place d'un tableau
            la pluie [écrit|écrivit] vite sur les carreaux
        """,
        "SMELL": """
            le gaz
            l'amande amère
            la cire à parquet
            le café froid
            l'imperméable mouillé
            l'encre
            le cigare éteint trop vite
            la lavande
            la graisse d'arme
            les vieux journaux
            le savon de luxe
            le papier brûlé
        """,
        "WHO": """
            le portier de nuit
            une dame au chapeau vert
            l'autre neveu du colonel
            un garçon qui vendait les journaux d'hier
            la cuisinière
            un homme à deux montres
            le notaire du défunt
            une infirmière que nul n'avait appelée
            l'accordeur de piano
            un détective d'un autre quartier
            la locataire du neuf
            un chauffeur de taxi aux souliers boueux
            la doublure de l'actrice
            un facteur loin de sa tournée
        """,
        "DOES": """
            [reconnaît|reconnut] le second gant
            [demande|demanda] si l'on avait fouillé le grenier
            [pose|posa] sur la table un talon de billet
            [mentionne|mentionna] le chien, qui n'avait pas aboyé
            [avoue|avoua] avoir tout entendu
            [corrige|corrigea] l'heure de onze minutes
            [affirme|affirma] qu'on avait lu le testament à voix haute, et mal
            [s'évanouit|s'évanouit], un peu trop proprement
            [tend|tendit] une photo déchirée en deux
            [jure|jura] que la fenêtre était fermée
            [laisse|laissa] échapper un nom et [essaie|essaya] de le rattraper
            [veut|voulut] savoir qui avait déplacé la chaise
            [sort|sortit] de sa poche la page manquante
            [règle|régla] une vieille dette en billets neufs
        """,
        "LINE": """
            l'horloge ment, et ce n'est pas la seule
            on a tout essuyé, sauf la sonnette
            laissons le couteau, qui a déplacé le sel
            un innocent aurait posé plus de questions
            cette boue vient d'un autre jardin
            trois tasses, et deux personnes seulement avaient soif
            la main était gauche, et pleine de regrets
            c'est un très bon alibi, et cela m'inquiète
        """,
        "CAST": """
            un inspecteur fatigué | l'inspecteur
            une femme de chambre à l'œil vif | la femme de chambre
            un médecin aux manchettes tachées d'encre | le médecin
            un juge à la retraite | le juge
            une jeune journaliste | la journaliste
        """,
        "PROP": """
            un gant de la main gauche | le gant
            un billet de train, aller simple | le billet de train
            une pochette d'allumettes d'un hôtel fermé | la pochette d'allumettes
            une enveloppe sans nom | l'enveloppe
            une montre arrêtée | la montre
            une photo déchirée | la photo
        """,
        "SETTING": """
            le palier du second | le palier
            la bibliothèque | la bibliothèque
            le hall du vieil hôtel | le hall
            l'arrière-boutique | l'arrière-boutique
        """,
    },
    "science_fiction": {
        "SOUND": """
            le recycleur d'air [change|changea] de note
            un relais [claque|claqua], puis mille
            la coque [cliquette|cliqueta] en refroidissant
            la friture [forme|forma] une voyelle
            une pince d'amarrage [lâche|lâcha] prise
            le générateur de secours [s'éclaircit|s'éclaircit] la gorge
            une alarme [démarre|démarra], puis [s'excuse|s'excusa]
            des pas [passent|passèrent] au-dessus, à l'extérieur
            l'ordinateur [inspire|inspira], ce qui n'[est|était] pas au manuel
            une imprimante [s'éveille|s'éveilla] et [écrit|écrivit] une ligne
            de la glace [glisse|glissa] d'une antenne
            les moteurs [baissent|baissèrent] d'un demi-ton
            une très vieille radio [dit|dit] bonjour
            quelque chose [essaie|essaya] le sas, poliment
        """,
        "LIGHT": """
            les voyants [passent|passèrent] du vert à une couleur hors liste
            la Terre [se lève|se leva], petite comme un bouton perdu
            les lampes du couloir [s'allument|s'allumèrent] une à une, comme sous des pas
            la lumière des étoiles [barre|barra] le pont d'un trait dur
            tous les écrans [montrent|montrèrent] la même lente spirale
            la nébuleuse [s'ouvre|s'ouvrit] comme un œil sans hâte
            le rouge d'urgence [coule|coula] sur toutes choses
            un hologramme [forme|forma] la moitié d'une personne
            la clarté des anneaux [glisse|glissa] au plafond
            le soleil [se couche|se coucha] pour la neuvième fois
            le givre [pousse|poussa] sur la vitre en lignes droites
            le noir du dehors [prend|prit] du relief
        """,
        "SMELL": """
            l'ozone
            le plastique chaud
            la pluie recyclée
            le café brûlé
            le métal froid
            l'algue
            le circuit neuf
            la soudure
            le vide, qui rappelle la poudre
            la poussière tiède
            l'antiseptique
            l'orange de contrebande
        """,
        "WHO": """
            le robot de ménage
            une technicienne de l'équipe de nuit
            le second cerveau du vaisseau
            un enfant des ponts gelés
            un drone à la lentille fendue
            l'interprète de l'ambassadrice
            un pilote porté disparu au printemps
            le chat des cultures hydroponiques
            un androïde au sourire cousu
            le plus vieux des clones
            une voix sur la fréquence d'urgence
            un botaniste clandestin
            le distributeur du pont quatre
            une sonde lancée voilà un siècle
        """,
        "DOES": """
            [demande|demanda] l'arrêt avant la suite
            [signale|signala] un battement de cœur de plus que l'équipage
            [dessine|dessina] l'orbite au sol avec du savon
            [parle|parla] avec six secondes de retard exactement
            [récite|récita] des coordonnées comme une prière
            [refuse|refusa] un ordre pour la première fois
            [envoie|envoya] par erreur le journal du lendemain
            [tend|tendit] une graine dans un tube de verre
            [affirme|affirma] qu'on avait déplacé les étoiles
            [vote|vota], ce qui n'aurait pas dû être possible
            [ouvre|ouvrit] une porte absente des plans
            [dit|dit] venir du groupe de secours, les deux fois
            [fait|fit] entendre un rire que nul n'avait encore ri
            [réclame|réclama] un nom au lieu d'un numéro
        """,
        "LINE": """
            le manuel dit jamais, puis une page blanche
            ce n'est pas une panne si c'est exprès
            ce signal est parti avant qu'il y ait quelqu'un pour l'envoyer
            la gravité n'est qu'une habitude, par ici
            cela a appris notre langue dans les réclames
            le vaisseau n'est pas perdu, il cherche
            nous avons de l'air pour discuter ou pour marcher
            quelque chose, dehors, prend le même quart que nous
        """,
        "CAST": """
            une jeune ingénieure aux manches brûlées | l'ingénieure
            un robot d'entretien | le robot
            un navigateur discret | le navigateur
            une infirmière en repos | l'infirmière
            un capitaine à la retraite | le capitaine
        """,
        "PROP": """
            un cristal de données fêlé | le cristal
            un chronomètre à remontoir | le chronomètre
            un casque au nom gratté | le casque
            un tube d'échantillon scellé | le tube
            une radio plus vieille que le vaisseau | la radio
            un carnet de papier, chose rare | le carnet
        """,
        "SETTING": """
            le pont d'observation | le pont d'observation
            la soute | la soute
            le sas extérieur | le sas
            la serre hydroponique | la serre
        """,
    },
    "adventure": {
        "SOUND": """
            une corde [grince|grinça] sous un poids
            des tambours [reprennent|reprirent] de l'autre côté de la vallée
            des pierres [roulent|roulèrent] dans le vide
            un perroquet [donne|donna] un ordre en portugais
            la toile [claque|claqua] comme un fouet
            l'eau [gronde|gronda] là où la carte [dit|disait] du sable
            des sabots [martèlent|martelèrent] la terre sèche
            une fusée de détresse [siffle|siffla] et [meurt|mourut]
            la jungle [cesse|cessa] de parler
            un treuil [saute|sauta] un cran
            un moteur [tousse|toussa] avant de partir
            une masse [glisse|glissa] en travers d'une entrée
            un sifflet [lance|lança] deux coups brefs et un long
            la glace [gémit|gémit] d'une rive à l'autre
        """,
        "LIGHT": """
            le soleil [tombe|tomba] derrière la crête comme une pièce
            un éclair [montre|montra] le vide, et sa profondeur
            la flamme [trouve|trouva] des gravures jusqu'en haut
            l'aube [soulève|souleva] la brume de l'eau comme un couvercle
            une lanterne [se balance|se balança] sur l'autre rive
            le sable [brille|brilla] de plus que du sable
            un jour vert [tombe|tomba] des feuilles en menue monnaie
            le phare [tourne|tourna] une fois et [s'éteint|s'éteignit]
            la neige [renvoie|renvoya] la lune au ciel
            une veine de cristal [attrape|attrapa] la torche
            l'horizon [montre|montra] une voile, puis deux
            la chaleur [fait|fit] trembler le lointain
        """,
        "SMELL": """
            le goudron
            la poussière chaude
            la corde mouillée
            la poudre
            l'herbe foulée
            le poisson salé
            le cheval
            la mangue trop mûre
            le feu de camp
            la neige
            la graisse de moteur
            la vase
        """,
        "WHO": """
            un guide à la dent d'or
            le perroquet du capitaine
            une fille sur un mulet volé
            le dernier des cartographes
            un contrebandier en bel habit
            une vieille plongeuse
            l'opératrice radio
            un rival avec l'autre moitié de la carte
            un chevrier qui connaissait le col
            le cuisinier du bord
            un bandit à la cheville foulée
            une pilote sans avion
            le garçon du bac
            un moine avec son télescope
        """,
        "DOES": """
            [tranche|trancha] la corde avec un grand sourire
            [lève|leva] trois doigts, puis deux
            [propose|proposa] un raccourci au nom inquiétant
            [connaît|connaissait] une chanson avec l'itinéraire dedans
            [exige|exigea] une part et un repas chaud
            [lance|lança] l'autre bout du filin
            [montre|montra] une porte dans la cascade
            [parie|paria] une boussole que c'[est|était] impossible
            [compte|compta] les cavaliers et [s'arrête|s'arrêta] à quarante
            [dévoile|dévoila] le tatouage assorti à la carte
            [charge|chargea] la dernière cartouche d'une fleur
            [prend|prit] la barre sans un mot
            [rit|rit] de la falaise et [commence|commença] à grimper
            [fait|fit] signe à quelqu'un sur l'autre bord
        """,
        "LINE": """
            le pont nous portera un par un, ou pas du tout
            les cartes mentent, mais pas les rivières
            si nous courons, ils sauront que nous l'avons
            je n'ai jamais dit que le plan était bon
            suivons la mule, elle est déjà venue
            il y a une raison pour que nul ne rentre par ici
            deux nœuds et une prière, dans cet ordre
            le trésor peut attendre, la marée non
        """,
        "CAST": """
            un guide au visage tanné | le guide
            un matelot manchot | le matelot
            une photographe couverte de boue | la photographe
            un jeune muletier | le muletier
            une pilote à la main bandée | la pilote
        """,
        "PROP": """
            une boussole qui montrait le sud | la boussole
            un rouleau de bonne corde | le rouleau de corde
            une carte en deux moitiés | la carte
            un télescope de cuivre | le télescope
            un sifflet sculpté | le sifflet
            une boîte de fer fermée à clé | la boîte de fer
        """,
        "SETTING": """
            le pont de cordes | le pont de cordes
            la bouche de la grotte | la grotte
            la crique cachée | la crique
            le dernier camp | le camp
        """,
    },
    "everyday": {
        "SOUND": """
            le frigo [fredonne|fredonna] les premières notes d'un air
            un voisin [lâche|lâcha] ce qui [semble|sembla] être toutes les cuillères
            la machine à laver [atteint|atteignit] son grand final
            une sonnette de vélo [tinte|tinta] deux fois
            la pluie [essaie|essaya] les gouttières
            quelqu'un [fait|faisait] ses gammes et [bute|butait] sur le fa
            l'autobus [soupire|soupira] à son arrêt
            un grille-pain [prend|prit] sa décision
            la boîte aux lettres [applaudit|applaudit]
            un chien, trois jardins plus loin, [donne|donna] les nouvelles
            une porte [se ferme|se ferma] avec un soin d'enfant
            la radio [retrouve|retrouva] une chanson de cet été-là
            le radiateur [cliquette|cliqueta] comme un invité timide
            une valise [descend|descendit] l'escalier marche à marche
        """,
        "LIGHT": """
            l'après-midi [pose|posa] un carré tiède sur la table
            les réverbères [s'allument|s'allumèrent] un à un
            le soleil [attrape|attrapa] la vapeur des tasses
            une fenêtre d'en face [devient|devint] toute dorée
            l'enseigne du coin [hésite|hésita], puis [tient|tint] bon
            le ciel [prend|prit] le rose des vieilles cartes postales
            la poussière [danse|dansa] sans invitation
            les flaques [tiennent|tenaient] toute la rue à l'envers
            un téléphone [s'allume|s'alluma], puis [se tait|se tut]
            les rideaux [luisent|luisaient] comme des abat-jour
            le matin [entre|entra] sans frapper
            la neige [donne|donna] au quartier un air de pardon
        """,
        "SMELL": """
            le pain grillé
            le chien mouillé
            l'oignon frit
            la lessive
            l'herbe coupée
            l'encaustique
            le café
            le couloir d'école
            la crème solaire
            le gâteau d'anniversaire
            la feuille de tomate
            le livre emprunté
        """,
        "WHO": """
            la dame du second
            le garçon qui livre le pain
            une cousine qu'on n'attendait que dimanche
            le chauffeur du bus en congé
            la fille de la pharmacie
            le voisin à l'échelle
            une ancienne maîtresse d'école
            le monsieur aux pigeons
            le petit frère de quelqu'un
            la nouvelle locataire
            la cheffe de chœur
            le plombier
            un vieux camarade de classe
            le fils des gens d'en face
        """,
        "DOES": """
            [demande|demanda] si c'[est|était] un mauvais moment
            [pose|posa] un gâteau sur la table sans un mot
            [avoue|avoua] détenir le double des clés
            [confesse|confessa] avoir arrosé le mauvais jardin
            [emprunte|emprunta] une chaise et [reste|resta] des heures
            [dit|dit] tout haut ce que chacun [pense|pensait]
            [rapporte|rapporta] un parapluie prêté voilà des années
            [sort|sortit] une photo de son sac
            [propose|proposa] de conduire, ce qui [est|était] courageux
            [se met|se mit] à pleurer, puis à rire
            [parle|parla] d'une lettre comme d'un rien
            [connaît|connaissait] quelqu'un qui [connaît|connaissait] quelqu'un
            [retient|retint] la porte du pied, un colis dans les bras
            [demande|demanda] du sucre, et [cherche|cherchait] de la compagnie
        """,
        "LINE": """
            on n'a pas à demander pardon et à arriver en avance
            asseyez-vous, le thé attend aussi
            ma mère aurait su quoi faire, et elle l'aurait fait bruyamment
            ce n'est qu'un mardi, cela ne peut pas nous nuire
            on pourrait téléphoner, ou bien simplement y aller
            j'ai gardé votre carte postale sur le frigo
            les gens pardonnent mieux devant une soupe
            nul ne déménage sans perdre une bonne chose
        """,
        "CAST": """
            une voisine avec un gratin | la voisine
            un vieil instituteur | l'instituteur
            un concierge au gros trousseau | le concierge
            un garçon du dessus | le garçon du dessus
            une vendeuse de la boulangerie | la vendeuse
        """,
        "PROP": """
            une boîte à biscuits pleine de lettres | la boîte à biscuits
            un parapluie emprunté | le parapluie
            une clé avec une étiquette | la clé
            une carte postale jamais envoyée | la carte postale
            une tasse verte ébréchée | la tasse verte
            une boîte à chaussures ficelée | la boîte à chaussures
        """,
        "SETTING": """
            la cuisine | la cuisine
            la laverie du coin | la laverie
            la cage d'escalier | la cage d'escalier
            le jardin de derrière | le jardin
        """,
    },
}
