/// More of what German-speaking kitchens and households call the same thing, from the Alps to the coast, with the
/// everyday English of menus and labels. As `GermanSynonyms`: written from general knowledge, one set a line, no set
/// made for a query.
enum GermanRegions {
    static let lines = """
        weckerl, kipferl, hörnchen, croissant, gipfeli
        baguette, stangenweißbrot, pariser brot
        schwarzbrot, roggenbrot, pumpernickel
        graubrot, mischbrot
        weißbrot, kastenweißbrot
        fladenbrot, pide, pita
        laugenbrezel, brezel, breze, brezn
        laugengebäck, laugenstange
        zwieback, rusk
        semmelbrösel, paniermehl, weckmehl, brösel
        tortenboden, biskuitboden
        germknödel, dampfnudel, hefekloß
        faschingskrapfen, berliner pfannkuchen
        stollen, christstollen, weihnachtsstollen
        lebkuchen, pfefferkuchen, printen
        spekulatius, gewürzkekse
        butterkeks, leibniz
        waffel, waffeln, waffle
        muffin, muffins
        rührkuchen, sandkuchen, gugelhupf, napfkuchen
        apfelstrudel, strudel
        käsekuchen, topfentorte, cheesecake
        streuselkuchen, streusel
        blätterteig, strudelteig
        mürbeteig, mürbteig
        vanillezucker, vanillinzucker
        natron, speisesoda, baking soda
        gelatine, gelantine
        schmand, sauerrahm, crème fraîche
        kochsahne, schlagcreme
        kaffeesahne, kaffeeobers, kondensmilch, kaffeerahm
        dickmilch, sauermilch, gestockte milch
        landmilch, frischmilch, vollmilch
        magermilch, entrahmte milch, fettarme milch
        haltbare milch, h milch
        schafskäse, schafkäse, feta, hirtenkäse
        ziegenkäse, geißkäse
        frischkäse, doppelrahmfrischkäse, cream cheese
        schmelzkäse, streichkäse, scheibletten
        bergkäse, almkäse, alpkäse
        emmentaler, schweizer käse
        harzer, handkäse, sauermilchkäse
        parmesan, hartkäse, grana padano
        mozzarella, mozarella
        obazda, gerupfter, angemachter camembert
        kräuterquark, kräutertopfen
        quarkspeise, fruchtquark
        grießpudding, grießbrei, grießkoch
        milchreis, reisbrei
        rote grütze, rødgrød
        pudding, flammeri, cremespeise
        wackelpudding, götterspeise, jelly
        schokocreme, nussnougatcreme, nuss nougat creme, schokoaufstrich
        pflaumenmus, powidl, zwetschgenmus
        rübenkraut, zuckerrübensirup, grafschafter
        apfelkraut, birnenkraut
        apfelmus, apfelmark, apfelkompott
        hagebutte, hiffe, hägenmark
        holunder, holler, flieder
        sanddorn, sea buckthorn
        quitte, quince
        rhabarber, rhubarb
        birne, pear
        traube, weintraube, grape
        rosine, sultanine, weinbeere, raisin
        dattel, date
        feige, fig
        zitrone, lemon
        limette, lime
        granatapfel, pomegranate
        avocado, butterbirne
        kürbis, pumpkin
        hokkaido, hokkaidokürbis
        butternut, birnenkürbis
        spargel, asparagus
        spinat, spinach
        mangold, krautstiel
        kohlrabi, oberrübe
        grünkohl, braunkohl, federkohl, kale
        spitzkohl, spitzkraut
        sauerkraut, sauerkohl
        kohl, kraut, kabis
        knoblauch, knofi, garlic
        bärlauch, waldknoblauch
        schnittlauch, schnittling, chives
        radieschen, radiesli
        rettich, radi
        salatgurke, schlangengurke, gurke
        gewürzgurke, essiggurke, essiggurkerl, saure gurke, cornichon
        erbsen, peas
        kichererbsen, chickpeas, garbanzo
        linsen, lentils
        kidneybohnen, rote bohnen
        zuckermais, gemüsemais, sweetcorn
        maiskolben, kukuruzkolben
        steinpilz, herrenpilz
        austernpilz, austernseitling
        olive, oliven
        kapern, capers
        reis, rice
        hirse, millet
        dinkel, spelt
        buchweizen, heidenmehl, heidekorn
        hafer, oat
        roggen, rye
        weizenmehl, weißmehl
        haferkleie, oat bran
        leinsamen, flachssamen, linseed
        sonnenblumenkerne, sonnenblumensamen
        kürbiskerne, kernöl
        sesam, sesamsaat
        schupfnudeln, fingernudeln, bubespitzle
        bandnudeln, tagliatelle
        makkaroni, hörnle, hörnchennudeln
        suppennudeln, fadennudeln
        klöße, knödelteig, kloßteig
        semmelknödel, serviettenknödel
        tk pommes, backofenpommes
        bratkartoffeln, röstkartoffeln
        kroketten, kartoffelkroketten
        kartoffelsalat, erdäpfelsalat
        krautsalat, coleslaw
        fleischsalat, wurstsalat
        leberkäs, fleischkäse
        fleischwurst, lyoner, extrawurst, stadtwurst
        mortadella, gelbwurst
        weißwurst, weißwürste
        bockwurst, knackwurst, knacker
        debrecziner, debreziner
        landjäger, kaminwurzen, pfefferbeißer
        mettwurst, teewurst, streichmettwurst
        mett, hackepeter, thüringer mett
        blutwurst, rotwurst, blunzen
        leberwurst, streichwurst
        presswurst, presssack, sülze, aspik
        salami, dauerwurst, hartwurst
        kassler, kasseler, selchfleisch, geselchtes
        räucherspeck, selchspeck, geräucherter speck
        eisbein, schweinshaxe, stelze, surhaxe
        schnitzel, schnitzerl
        hühnerbrust, hähnchenbrust, hühnerfilet, chicken breast
        chicken wings, hähnchenflügel
        rouladen, rindsroulade
        gulasch, gulyas
        suppenfleisch, siedfleisch, tafelspitz
        kotelett, karree
        leberknödel, leberspätzle
        wild, wildfleisch
        hirsch, hirschfleisch
        kalb, kalbfleisch
        putenbrust, truthahnbrust
        ente, duck
        gans, goose
        forelle, trout
        kabeljau, dorsch, cod
        seelachs, köhler, alaska seelachs
        hering, bückling, brathering
        makrele, mackerel
        sardine, ölsardine
        sardelle, anchovis, anchovies
        tintenfisch, calamari, kalmar
        muscheln, miesmuscheln
        meeresfrüchte, seafood
        räucherlachs, graved lachs
        hühnerbrühe, hühnerbouillon, hühnersuppe, chicken soup
        gemüsebrühe, gemüsebouillon, suppengewürz
        klare suppe, rindsuppe, fleischbrühe
        frittaten, flädle, pfannkuchenstreifen
        tomatensoße, tomatensauce, sugo
        tomatenmark, paradeismark, tomatenkonzentrat
        passata, passierte tomaten, tomatenpüree
        sojasoße, sojasauce, soy sauce
        remoulade, tartaresauce
        salatsoße, dressing, salatdressing
        grillsauce, barbecue sauce, bbq sauce
        scharfe soße, chilisauce, hot sauce
        meersalz, speisesalz
        paprikapulver, edelsüß
        kümmel, caraway
        muskat, muskatnuss, nutmeg
        nelken, gewürznelken, cloves
        ingwer, ginger
        kurkuma, gelbwurz, turmeric
        basilikum, basil
        rosmarin, rosemary
        thymian, thyme
        dill, gurkenkraut
        minze, pfefferminze, mint
        rapsöl, canola
        leinöl, leinsamenöl
        kokosöl, kokosfett
        balsamico, balsamessig
        apfelessig, obstessig
        apfelschorle, apfelsaftschorle, gespritzter apfelsaft
        traubensaft, grape juice
        multivitaminsaft, multisaft
        karottensaft, möhrensaft
        smoothie, fruchtmus getränk
        cola, coke
        spezi, cola mix
        tonic, tonic water
        leitungswasser, stilles wasser, still
        sprudelwasser, kohlensäure, classic
        kräutertee, herbal tea
        schwarztee, schwarzer tee, black tee
        grüntee, grüner tee, green tea
        früchtetee, fruchttee
        kamillentee, kamille
        espresso, espressobohnen
        malzkaffee, getreidekaffee, muckefuck
        instantkaffee, löslicher kaffee
        cappuccino, capuccino
        pils, pilsner, pilsener
        helles, hell, lager
        dunkles, dunkelbier
        apfelwein, äppelwoi, ebbelwoi, most, cider
        federweißer, sturm, sauser, neuer wein
        glühwein, glögg, punsch
        weinbrand, cognac, brandy
        likör, liqueur
        eierlikör, advocaat
        korn, kornbrand
        nougat, nugat
        praline, konfekt
        marzipan, mandelmasse
        kaugummi, chewing gum
        traubenzucker, dextrose
        popcorn, puffmais
        erdnussflips, erdnusslocken
        salzstangen, salzgebäck, salzletten
        studentenfutter, trail mix
        müsliriegel, cereal bar
        babybrei, breikost, kinderbrei
        babymilch, säuglingsmilch, anfangsmilch
        feuchttücher, feuchte tücher, wet wipes
        taschentücher, schneuztücher, nastücher
        küchentücher, haushaltspapier
        müllbeutel, müllsack, mistsackerl, abfallsack
        frischhaltefolie, klarsichtfolie
        alufolie, aluminiumfolie
        backpapier, backtrennpapier
        geschirrspültabs, spülmaschinentabs, geschirrtabs
        wc reiniger, toilettenreiniger
        seife, handseife
        zahnbürste, zahnbürsten
        tampon, tampons
        damenbinde, binden
        sonnencreme, sonnenmilch, sunscreen
        kerze, teelicht
        streichhölzer, zündhölzer, zünder
        besen, kehrbesen
        eimer, kübel
        lappen, fetzen, putzlappen
        katzenstreu, katzensand
        leckerli, hundeleckerli
        """
}
