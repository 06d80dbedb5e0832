/// What English-speaking residents call the same thing: British and American words, short and long forms. Written from
/// general knowledge, one set a line, no set made for a query.
enum EnglishSynonyms {
    static let lines = """
        laptop, notebook, notebook computer, laptop computer
        desktop computer, desktop pc, tower pc
        tv, television, telly
        smartphone, mobile phone, cell phone, cellphone
        headset, headphones with microphone
        earphones, earbuds, in ear headphones
        loudspeaker, speaker
        fridge, refrigerator
        freezer, deep freeze
        hoover, vacuum cleaner, vacuum
        hob, cooktop
        cooker, stove
        dishwasher, dish washer
        washing machine, washer, laundry machine
        tumble dryer, clothes dryer, dryer
        hair dryer, hairdryer, blow dryer
        torch, flashlight
        usb stick, flash drive, thumb drive, memory stick
        hard drive, hard disk, hdd
        solid state drive, ssd
        graphics card, video card, gpu
        processor, cpu
        memory, ram
        monitor, screen display
        camcorder, video camera
        printer ink, ink cartridge
        photocopier, copier
        satnav, navigation system, gps navigator
        smartwatch, smart watch
        game console, games console
        playstation, ps
        power strip, extension lead
        power supply, psu
        couch, sofa, settee
        armchair, easy chair
        rug, carpet
        curtain, drape
        wardrobe, armoire
        dresser, chest of drawers
        nightstand, bedside table, night table
        cupboard, cabinet
        bookcase, bookshelf
        footstool, ottoman
        cot, crib
        duvet, comforter
        cushion, throw pillow
        lampshade, lamp shade
        ceiling light, ceiling lamp
        tap, faucet
        bin, trash can, waste basket, garbage can
        rubbish bag, trash bag, bin bag
        towel rail, towel bar
        worktop, countertop
        shelf, shelving
        coat rack, coat stand
        wallpaper, wall paper
        garden furniture, patio furniture, outdoor furniture
        lawnmower, lawn mower
        bicycle, bike
        pram, stroller, pushchair, buggy
        nappy, diaper
        trousers, pants
        jumper, sweater, pullover
        trainers, sneakers
        t shirt, tee
        aubergine, eggplant
        courgette, zucchini
        coriander, cilantro
        rocket, arugula
        crisps, potato chips
        chips, french fries
        biscuit, cookie
        sweets, candy
        ice lolly, popsicle
        minced meat, mince, ground meat
        prawn, shrimp
        yoghurt, yogurt
        wholemeal, whole wheat, wholegrain
        spring onion, scallion, green onion
        beetroot, beet
        icing sugar, powdered sugar
        fizzy drink, soda, soft drink
        toilet paper, loo roll, toilet roll
        kitchen roll, paper towel
        washing up liquid, dish soap
        """
}
