import Jobs
import Postgres
import Vocabulary

/// Products, offers, prices, stock, and the lists they come in.
package struct Catalogue: Sendable {
    let database: Database
    let clock: Clock
    /// Whose taxes and deposits hold.
    let country: String

    package init(database: Database, clock: Clock, country: String = "DE") {
        self.database = database
        self.clock = clock
        self.country = country
    }

    package static let statements: [any Statement.Type] = [
        FindProducts.self, FindProductByGTIN.self, ListProductsOfCategory.self, ListOfferedProducts.self,
        InsertProduct.self, UpdateProduct.self, IsSoldByOthers.self, InsertVariant.self, ListVariants.self,
        ListCategories.self, PutCategory.self, LockCategories.self, InsertCategory.self, UpdateCategory.self,
        DeleteCategory.self, FindChoices.self, FindChoicesOfProduct.self, DeleteChoices.self,
        InsertChoiceGroup.self, InsertChoices.self, TouchOffer.self, ListOffersOfProducts.self,
        ListOffersOfProductRange.self, ListOwnOffersOfProduct.self, ListOffersOfRetailer.self,
        FindOffers.self,
        FindOfferedGoods.self,
        LockOffer.self, InsertOffer.self, UpdateOffer.self, LogPrice.self, ReadPriceLog.self, ListDeposits.self,
        ListVATRates.self, ReadStock.self, HoldStock.self, ReleaseStock.self, BookStock.self, ReturnStock.self,
        MatchStock.self, SaveStock.self, PutStockLevel.self, DropStockLevel.self, ReadChanges.self, ReadFeedHead.self,
        AnnounceOffer.self, AnnounceProduct.self, ForgetChanges.self, InsertImport.self, FindImport.self,
        LockImports.self, UpdateImport.self, ListImports.self, ListImportRows.self, ClearImportRows.self,
        ReadStoredOffers.self, ReadKnownVariants.self, ArchiveOffers.self, EmptyStock.self,
    ]

    /// Statements that read a table which a transaction makes for itself, by the table they read.
    package static let stagedStatements: [(staging: String, statement: any Statement.Type)] = [
        (ImportedOffer.createSQL, AddImportedProducts.self), (ImportedOffer.createSQL, ChangeImportedProducts.self),
        (ImportedOffer.createSQL, AddImportedVariants.self), (ImportedOffer.createSQL, ChangeImportedVariants.self),
        (ImportedOffer.createSQL, AddImportedOffers.self), (ImportedOffer.createSQL, ChangeImportedOffers.self),
        (ImportedOffer.createSQL, PutImportedStock.self), (ImportedOffer.createSQL, DropImportedStock.self),
        (ImportedOffer.createSQL, LogImportedPrices.self), (ImportedOffer.createSQL, AnnounceImportedOffers.self),
        (ReportedRow.createSQL, SaveImportRows.self), (PublicFact.createSQL, AddPublicProducts.self),
        (PublicFact.createSQL, AddPublicVariants.self), (PublicFact.createSQL, ChangePublicProducts.self),
    ]

    /// Old changes are forgotten every hour.
    package var jobs: [JobHandler] {
        [JobHandler(everySeconds: 3600, kind: "catalogue.forget-changes") { try await forgetChanges(in: $0) }]
    }

    /// How old what the public reads may be.
    var recentSeconds: Double { database.recentSeconds }

    package func categories(in city: CityID) async throws -> CategoryTree {
        try await database.recent(ListCategories(city: city), "\(city)") { CategoryTree($0) }
    }

    /// Deposit types, the commonest first.
    package func deposits() async throws -> [DepositType] {
        try await database.read(ListDeposits(country: country)).compactMap { $0 }
    }

    package func vatRates() async throws -> VATRates {
        try await database.recent(ListVATRates(country: country), "\(country)") { VATRates($0) }
    }
}
