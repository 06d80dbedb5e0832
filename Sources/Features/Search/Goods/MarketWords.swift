import Catalogue
import Retailers

// The kernel has offers and branches of its own. In files that see both, the market's bear these names.

package typealias MarketOffer = Offer
package typealias ShopBranch = Branch
