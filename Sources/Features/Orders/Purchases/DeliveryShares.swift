import Payments
import Slots
import Vocabulary

extension Purchase {
    /// How the one delivery fee falls on the retailers: in proportion to the goods they were asked for, to the cent
    /// (largest remainder). Who was called off carries nothing, the others carry the whole: the resident pays the fee
    /// once, however many shops are left. Where none is left there is no fee and no share.
    package var deliveryShares: [ID<RetailerOrder>: Money] {
        let living = orders.filter { !$0.state.isCalledOff }
        let parts = fee.split(by: living.map { $0.share.value.cents })
        return Dictionary(uniqueKeysWithValues: zip(living.map(\.id), parts))
    }
}
