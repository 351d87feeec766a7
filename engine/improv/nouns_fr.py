"""French words for reading: what nouns name and their gender, and what tells that something happened."""

from __future__ import annotations

NOUNS: dict[str, str] = {
    "person_m": """
        roi prince chevalier magicien sorcier garçon homme bébé père frère oncle cousin voisin ami inconnu
        étranger capitaine marin pilote médecin docteur professeur maître élève étudiant détective inspecteur
        commissaire voleur boulanger meunier fermier berger pêcheur jardinier gardien employé bibliothécaire
        chauffeur facteur garde soldat chasseur marchand cuisinier serveur chanteur musicien peintre poète
        écrivain mécanicien ingénieur astronaute robot androïde géant nain elfe fantôme pirate maire juge
        majordome portier orphelin voyageur horloger tailleur forgeron menuisier savant troll lutin ogre
        passeur scribe apprenti aubergiste fils neveu grand-père enfant vieillard
    """,
    "person_f": """
        reine princesse sorcière fille fillette femme mère sœur tante cousine voisine amie inconnue étrangère
        pilote infirmière maîtresse étudiante détective voleuse boulangère meunière fermière bergère
        jardinière gardienne chanteuse musicienne danseuse fée sirène orpheline voyageuse horlogère couturière
        servante concierge nièce grand-mère astronaute capitaine dame libraire
    """,
    "creature_m": """
        crabe homard pigeon hamster
        chat chien renard loup ours hibou corbeau cheval poney âne mouton cochon coq canard cygne rat lapin
        lièvre hérisson blaireau écureuil castor cerf serpent lézard crapaud dauphin requin poulpe poisson
        dragon griffon phénix papillon perroquet goéland héron moineau rouge-gorge chaton chiot singe tigre
        lion éléphant chameau scarabée grillon escargot
    """,
    "creature_f": """
        pieuvre pie anguille
        chatte chienne renarde louve chouette chèvre vache poule oie souris loutre biche grenouille tortue
        baleine licorne abeille araignée mouette fourmi chauve-souris jument
    """,
    "place_m": """
        bois phare château village port mont lac océan tunnel jardin verger champ pré moulin magasin marché
        chemin pont chalet grenier sous-sol hall couloir salon musée théâtre hôpital hôtel bureau atelier
        laboratoire navire bateau train wagon aéroport quai désert marais palais temple camp café restaurant
        appartement toit balcon escalier palier cimetière observatoire canyon glacier royaume parc cargo
        paquebot bus tramway ciel hameau hangar lavoir souterrain
    """,
    "place_f": """
        forêt gare cuisine ville île montagne vallée rivière mer plage grotte caverne tour prairie ferme
        grange boulangerie boutique place rue ruelle route maison chaumière cabane cave chambre bibliothèque
        école classe église chapelle cathédrale auberge taverne usine station planète lune jungle falaise côte
        cour ruine laverie terrasse colline serre crypte crique lagune clairière librairie bergerie
    """,
    "held_m": """
        livre coffret sac panier couteau poignard bol bocal verre miroir compas caillou coquillage flambeau
        bouton fil manteau chapeau gant soulier collier bracelet médaillon portrait carnet cahier journal
        registre stylo crayon billet téléphone appareil violon tambour sifflet jouet ballon œuf pain gâteau
        cristal bijou talisman bâton parchemin casque seau balai parapluie paquet colis télescope marteau
        papier mouchoir
    """,
    "held_f": """
        clé clef lettre lanterne lampe carte pièce bague boîte malle épée cuillère tasse bouteille montre
        boussole plume pierre perle corde bougie torche allumette aiguille écharpe cape botte chaussure
        couronne photo photographie image enveloppe radio caméra flûte guitare cloche clochette poupée pomme
        graine fleur rose gemme amulette baguette valise théière bouilloire recette note longue-vue loupe pipe
        bourse
    """,
    "thing_m": """
        portail mur fauteuil lit piano poêle four feu puits arbre chêne saule canot radeau mât moteur vaisseau
        sas écran ordinateur signal satellite astéroïde soleil nuage orage brouillard vent chariot vélo camion
        dirigeable sous-marin tapis rideau tiroir placard buffet plancher plafond tableau trône autel tombeau
        nid banc réverbère ascenseur chant bruit message secret trésor sort squelette câble thé gouffre coffre
    """,
    "thing_f": """
        porte grille fenêtre horloge pendule table chaise cheminée fontaine statue barque voile ancre roue
        machine fusée capsule écoutille antenne comète étoile tempête pluie neige brume marée vague charrette
        voiture montgolfière armoire étagère échelle trappe scène enseigne tapisserie tombe toile ruche cage
        barrière haie ombre lumière chanson mélodie musique voix énigme potion malédiction épave balise
        navette sonde soupe tarte robe
    """,
}

ARTICLES: dict[str, str] = {
    "m": "le un du au ce cet",
    "f": "la une sa ma ta cette",
    "": "son mon ton notre votre leur chaque",
}

READING: dict[str, str] = {
    # never names, whatever their capitals
    "small": """
        le la les un une des du de au aux et ou mais ni donc car or à en dans sur sous par pour avec sans chez
        vers entre contre depuis pendant avant après jusque jusqu dès devant derrière près loin autour parmi
        malgré selon que qui quoi dont où quand comment pourquoi combien quel quelle quels quelles lequel
        laquelle si comme lorsque puisque alors ainsi aussi très trop peu plus moins bien mal encore toujours
        jamais déjà ici là bientôt enfin puis ensuite soudain maintenant hier demain aujourd hui ce cet cette
        ces ça cela ceci celui celle ceux il elle ils elles on nous vous je tu me te se lui leur y moi toi soi
        eux mon ma mes ton ta tes son sa ses notre nos votre vos leurs ne pas non oui oh ah hé eh bonjour
        bonsoir adieu merci tout toute tous toutes chaque aucun aucune autre autres même mêmes deux trois
        quatre cinq six sept huit neuf dix est sont était étaient fut a ont avait avaient eut être avoir fait
        faire ai as es suis sera serait va lundi mardi mercredi jeudi vendredi samedi dimanche janvier février
        mars avril mai juin juillet août septembre octobre novembre décembre noël pâques français française
        anglais dieu monsieur madame mademoiselle mme mlle docteur chapitre fin voici voilà rien personne
        quelque quelques peut-être est-ce lorsqu puisqu quelqu presque
    """,
    "titles": "m mme mlle dr st ste",
    "adjectives": """
        vieux vieil vieille petit petite grand grande gros grosse beau bel belle nouveau nouvel nouvelle jeune
        bon bonne long longue haut haute étrange ancien ancienne pauvre joli jolie dernier dernière premier
        première mystérieux mystérieuse minuscule immense énorme
    """,
    # nouns that nobody can hold or stand in
    "never": """
        vérité silence nom mot mots moment minute heure jour nuit matin soir après-midi semaine mois année an
        temps fois vie mort amour peur espoir colère joie idée pensée plan question réponse raison façon
        manière chose choses lot morceau sorte genre partie côté bout début milieu reste moitié paire main
        mains bras jambe pied pieds tête visage œil yeux oreille bouche nez cheveux cœur dos épaule doigt
        doigts peau souffle corps esprit âme regard sourire rire cri larme pas air sol monde terre lieu
        famille gens histoire conte rêve sommeil travail jeu problème danger chance passé avenir présent cas
        fait tour voyage odeur goût couleur forme taille seconde instant numéro rang mystère aventure pouvoir
        magie suite cause besoin envie fond centre soif faim langue
    """,
    "inside": "dans en parmi",  # before a place
    "toward": "sur à vers depuis jusqu jusque chez pour quitta atteignit quitte",  # before a place, or somebody
    "of": "de d",
    "owned": "son sa mon ma ton ta notre votre leur",
    "acts": "se s ne n lui et qui",  # after somebody
    # X of somewhere
    "realms": """
        cité ville village île planète royaume port lac mont lune station terre reine roi prince princesse duc
        seigneur dame dragon chevalier peuple vallée
    """,
    "simile": "comme",  # one of these in a sentence is enough
    # words of a hint that only ask
    "orders": """
        faire fais faites entrer ajoute ajouter mettre mets trouvent trouver veux voudrais arrive arriver
        histoire parle parler chose
    """,
    "speech": """
        dit demande demanda murmura murmure cria crie répondit répond souffla souffle appela appelle chuchota
        chuchote lança s'écria écria ajouta nommé nommée appelé appelée
    """,
    "verbs": """
        est était fut a avait eut fit fait vit voit prit prend mit met alla va vint vient sut sait put peut
        voulut veut entra entre sortit sort ouvrit ouvre trouva trouve courut court resta reste tomba tombe
        lut lit but boit regarda regarde marcha marche aime habite travaille rêve pense sourit rit attend
        attendit brille sonne chante dort clignote grince découvre arrive
    """,
    "the": "le la",
    "past": """
        était étaient fut furent avait avaient eut eurent dit fit vit prit mit alla vint sut put voulut entra
        sortit ouvrit trouva courut resta tomba regarda marcha demanda répondit murmura leva posa tourna cria
        pensa arriva découvrit entendit attendit descendit
    """,
    "present": """
        est sont a ont fait voit prend met va vient sait peut veut entre sort ouvre trouve court reste tombe
        regarde marche demande répond murmure pense arrive découvre entend attend descend vivent vit aime
        travaille brille
    """,
    "i": "je j moi mon ma mes nous notre nos",
    "you": "tu toi vous votre vos",
    "she": "elle",
    "he": "il",
    "after_le": "le ce cet du au",
    "after_la": "la cette",
    "after_les": "les des aux ces",
    "after_a": "un",
    "after_toward": "vers dans sur sous avec pour par devant derrière",
    "after_clause": "et mais puis car où quand",
    "aspirated": """
        hache haie haine hall halle hamac hameau hanche hangar hanneton harceler hardi haricot harpe hasard
        hase haut haute hauteur hérisson hernie héron héros hêtre heurt hibou hideux hochet homard honte houle
        housse hublot huche huit hurlement hutte onze oui ouistiti yacht yaourt yeti
    """,
}

EVENTS: dict[str, str] = {
    "EVENT_OPEN": "ouvrit ouvre ouvert ouverte ouvrirent déverrouilla souleva déplia déballa couvercle",
    "EVENT_SOUND": """
        entendit entend entendirent frappa coups sonna sonne murmure chuchota cri cria chanta chanson grinça
        bruit pas tonnerre hurlement voix cloche résonna
    """,
    "EVENT_LIGHT": """
        lumière lueur brilla brille brillait briller éclair flamme feu brûla étincela clignota clignote lampe
        lanterne bougie alluma
    """,
    "EVENT_WEATHER": "pluie plut orage tempête neige neigea vent brouillard brume nuage nuages marée vague vagues",
    "EVENT_FALL": """
        tomba tombe tombé lâcha cassa brisa brisé fendit fêla s'effondra effondra glissa trébucha renversa
    """,
    "EVENT_MOVE": """
        courut court marcha marche alla partit suivit suit grimpa entra entre sortit fuit arriva arrive
        traversa navigua vola poursuivit descendit sauta
    """,
    "EVENT_FIND": "trouva trouve découvrit découvre remarqua vit aperçut aperçoit ramassa déterra",
    "EVENT_VANISH": "disparut disparaît disparu disparue perdu perdue volé vola cacha caché vide envolé",
    "EVENT_MEET": "rencontra sourit rit salua embrassa inconnu s'agenouilla inclina hocha",
}

ASKS: dict[str, str] = {
    "WHO": "qui",
    "WHERE": "où",
    "WHY": "pourquoi",
    "WHAT": "que quoi quel quelle qu",
    "HOW": "comment",
    "WHEN": "quand",
}
