/// The addresses of an extract, put in order: streets, the houses on them, and names that people look for.
public struct AddressBook: Sendable {
    /// One stretch of street with one name, in one part of town. What is called like it elsewhere is another.
    public struct Street: Sendable, Equatable {
        public var name: String
        /// Other names it goes by.
        public var others: [String] = []
        public var postcode = ""
        public var town = ""
        public var district = ""
        public var point: GroundPoint

        public init(name: String, point: GroundPoint) {
            self.name = name
            self.point = point
        }
    }

    public struct House: Sendable, Equatable {
        public var street: Int32
        public var number: HouseNumber
        public var point: GroundPoint
        /// Between two mapped ones, by a line that says how they are counted.
        public var isBetween: Bool

        public init(street: Int32, number: HouseNumber, point: GroundPoint, isBetween: Bool = false) {
            self.street = street
            self.number = number
            self.point = point
            self.isBetween = isBetween
        }
    }

    /// A shop, a restaurant, a town hall, or a part of town.
    public struct Spot: Sendable, Equatable {
        public var name: String
        public var isPlace: Bool
        /// -1 where its street is not known.
        public var street: Int32 = -1
        public var number = ""
        public var postcode = ""
        public var town = ""
        public var district = ""
        public var point: GroundPoint

        public init(name: String, isPlace: Bool, point: GroundPoint) {
            self.name = name
            self.isPlace = isPlace
            self.point = point
        }
    }

    public var streets: [Street] = []
    /// By street, then by number.
    public var houses: [House] = []
    public var spots: [Spot] = []

    public init() {}
}

/// A point in units of 1e-7 degrees.
public struct GroundPoint: Hashable, Sendable {
    public var latitude: Int32
    public var longitude: Int32

    public init(latitude: Int32, longitude: Int32) {
        self.latitude = latitude
        self.longitude = longitude
    }
}
