/// Every text that code puts on a page; its words stand in `pages/words.json`, in each language. Templates name more.
package enum Word: String, CaseIterable, Sendable {
    case frontHeading, frontLead, frontSummary, openNow, paused
    case places, free, delivery, today, tomorrow
    case askSearch, askShops, askSlots
    case search, searchHeading, searchHeadingFor, found, typeSomething
    case shops, shopCount, oneShop
    case open, openUntil, closed, opens, unknownHours, takesOrders, orders, directoryOnly
    case plusDeposit, inStock, stockOf, outOfStock, onRequest, none, at, atMany, from
    case allergensUnknown, allergensNone, age, fromAge
    case pieces, mayContain
    case mapHeading, mapLead, mapPicture
    case towns, missing, missingWords, toFront, away, awayWords
}
