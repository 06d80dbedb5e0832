/// What German-speaking residents call the same thing: regional words, spellings a stemmer cannot join, everyday
/// English.
///
/// Our own list, written from general knowledge of the language, not from any query list. One set a line; a city adds
/// its own by `Settings.synonyms`.
enum GermanSynonyms {
    static let lines = """
        möhre, karotte, mohrrübe, gelbe rübe, wurzel
        kartoffel, erdapfel, grundbirne
        tomate, paradeiser
        blumenkohl, karfiol
        rosenkohl, kohlsprossen, sprossenkohl
        rotkohl, rotkraut, blaukraut
        weißkohl, weißkraut
        wirsing, wirsingkohl
        chinakohl, pekingkohl
        feldsalat, rapunzel, vogerlsalat, nüsslisalat, ackersalat
        kopfsalat, häuptelsalat, buttersalat
        rucola, rauke
        rote bete, rote beete, rote rübe, rahne, rande
        aubergine, melanzani, eierfrucht
        zucchini, zucchetti
        paprika, peperoni
        bohnen, fisolen
        grüne bohnen, fisolen, prinzessbohnen, brechbohnen
        dicke bohnen, saubohnen, ackerbohnen
        mais, kukuruz
        meerrettich, kren
        lauch, porree
        frühlingszwiebel, lauchzwiebel, jungzwiebel
        zwiebel, bolle
        steckrübe, kohlrübe
        pilze, schwammerl
        pfifferlinge, eierschwammerl, reherl
        champignon, egerling
        aprikose, marille
        pflaume, zwetschge, zwetsche
        johannisbeere, ribisel
        stachelbeere, agrasel
        heidelbeere, blaubeere, schwarzbeere
        preiselbeere, cranberry, moosbeere
        brombeere, blackberry
        himbeere, raspberry
        erdbeere, strawberry
        kirsche, cherry
        pfirsich, peach
        orange, apfelsine
        mandarine, clementine
        grapefruit, pampelmuse
        wassermelone, melone
        apfel, apple
        banane, banana
        ananas, pineapple
        kokosnuss, kokos, coconut
        erdnuss, peanut
        haselnuss, hazelnut
        walnuss, baumnuss, walnut
        mandel, almond
        esskastanie, marone, maroni
        erdnussbutter, erdnussmus, erdnusscreme, peanut butter
        brötchen, semmel, schrippe, weckerl, weckle, rundstück, weggli
        hefezopf, zopf, striezel
        knäckebrot, knäcke
        toast, toastbrot
        pfannkuchen, palatschinken, eierkuchen, crêpe
        berliner, krapfen, kreppel
        keks, plätzchen, cookie, guetzli
        gebäck, kekse
        kuchen, torte
        lutscher, lolli, schlecker
        bonbon, zuckerl, drops
        süßigkeiten, süßwaren, naschwaren
        schokolade, schoki, chocolate
        lakritz, lakritze
        gummibärchen, fruchtgummi, weingummi
        eis, speiseeis, eiscreme, ice cream
        marmelade, konfitüre, fruchtaufstrich
        nudeln, pasta, teigwaren
        spaghetti, spagetti
        kloß, knödel
        kartoffelpuffer, reibekuchen, reiberdatschi, rösti
        pommes frites, pommes, fritten, french fries
        kartoffelpüree, kartoffelbrei, stampfkartoffeln, erdäpfelpüree
        chips, kartoffelchips, crisps
        maultaschen, ravioli
        spätzle, nockerl, spatzen, knöpfle
        haferflocken, porridge
        haferdrink, hafermilch
        sojadrink, sojamilch
        mandeldrink, mandelmilch
        reisdrink, reismilch
        müsli, cerealien, granola
        grieß, semolina
        stärke, speisestärke
        backpulver, backtriebmittel
        hefe, germ
        trockenhefe, backhefe
        puderzucker, staubzucker
        mehl, flour
        quark, topfen
        magerquark, speisequark magerstufe, magertopfen
        sahne, rahm, obers
        schlagsahne, schlagrahm, schlagobers, schlagsahne
        saure sahne, sauerrahm
        joghurt, yoghurt, yogurt, jogurt
        buttermilch, sauermilch
        käse, cheese
        hüttenkäse, körniger frischkäse, cottage cheese
        weichkäse, rotschmierkäse
        reibekäse, geriebener käse
        butter, süßrahmbutter, sauerrahmbutter, markenbutter
        milch, milk
        ei, eier
        hähnchen, huhn, hühnchen, hendl, poulet, broiler
        pute, truthahn
        hackfleisch, faschiertes, gehacktes
        frikadelle, bulette, fleischpflanzerl, fleischküchle, faschierte laibchen
        würstchen, würstel, wiener, frankfurter
        wurst, aufschnitt
        bratwurst, rostbratwurst
        fleischkäse, leberkäse
        speck, bacon, schinkenspeck
        schweinefleisch, schwein
        rindfleisch, rind, beef
        lamm, lammfleisch
        geflügel, geflügelfleisch
        fleischersatz, veggie, vegetarisch, vegan
        thunfisch, tuna
        lachs, salmon
        garnele, shrimp, krabbe, gamba
        matjes, hering
        rollmops, bismarckhering
        fischstäbchen, fish fingers
        saft, juice
        orangensaft, o saft, orange juice
        apfelsaft, apple juice
        schorle, gspritzter
        limonade, limo, brause, kracherl
        mineralwasser, sprudel, selters
        wasser, water
        eistee, ice tea, iced tea
        tee, tea
        kaffee, coffee
        kaffeebohnen, ganze bohnen, coffee beans
        kakao, trinkschokolade
        bier, beer
        weizen, weißbier, weizenbier, hefeweizen
        radler, alster
        alkoholfrei, ohne alkohol, 0,0%
        zuckerfrei, ohne zucker, zero, sugar free
        laktosefrei, ohne laktose
        glutenfrei, ohne gluten
        sekt, schaumwein, prosecco
        wein, wine
        rotwein, red wine
        weißwein, white wine
        schnaps, spirituose, obstler
        honig, honey
        zimt, cinnamon
        pfeffer, pepper
        salz, salt
        zucker, sugar
        essig, vinegar
        öl, oil
        olivenöl, olive oil
        sonnenblumenöl, sunflower oil
        senf, mostrich, mustard
        mayonnaise, mayo, majonäse
        ketchup, ketschup, tomatenketchup
        soße, sauce
        brühe, bouillon, suppenwürfel
        suppe, soup
        eintopf, stew
        gewürz, spice
        petersilie, petersil
        mischung, mix, gemischt, melange
        nussmischung, studentenfutter
        gerieben, geraspelt
        geschnitten, aufgeschnitten
        gefroren, tiefgekühlt, tiefkühl, tk
        dose, konserve, büchse
        bio, öko, ökologisch, organic
        vollkorn, wholegrain
        frisch, fresh
        klein, mini
        taschentuch, papiertaschentuch, tempo
        klopapier, toilettenpapier, wc papier
        küchenrolle, küchenpapier, haushaltsrolle
        waschmittel, waschpulver
        spülmittel, geschirrspülmittel, abwaschmittel
        weichspüler, wäscheweich
        putzmittel, reiniger, putzzeug
        windel, pampers
        zahnpasta, zahncreme
        shampoo, haarwaschmittel
        duschgel, duschbad
        rasierer, rasierapparat
        deo, deodorant
        pflaster, heftpflaster
        handy, mobiltelefon, smartphone
        laptop, notebook
        fernseher, tv, television
        kopfhörer, headphones
        fahrrad, velo, rad, bike
        turnschuh, sneaker, sportschuh
        t-shirt, shirt
        pullover, pulli, sweater
        hose, jeans
        jacke, anorak
        mütze, haube
        stift, kugelschreiber, kuli
        heft, schulheft
        tesafilm, klebeband, klebefilm
        glühbirne, glühlampe, leuchtmittel
        batterie, akku
        blumenerde, pflanzerde
        katzenfutter, katzennahrung
        hundefutter, hundenahrung
        apotheke, pharmacy
        drogerie, drogeriemarkt
        bäckerei, bäcker, backshop
        metzgerei, metzger, fleischerei, fleischer, schlachter
        supermarkt, lebensmittel, lebensmittelmarkt
        getränkemarkt, getränke
        buchhandlung, buchladen
        blumenladen, florist, blumengeschäft
        optiker, brillen
        eisdiele, eiscafé
        """
}
