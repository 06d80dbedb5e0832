import Catalogue
import Retailers

// The kernel has offers and branches of its own. In files that see both, the market's bear these names.

typealias MarketOffer = Offer
typealias ShopBranch = Branch
