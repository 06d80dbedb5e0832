import Postgres
import Vocabulary

/// People and machines of a town: who they are and what they may do.
package struct Accounts: Sendable {
    let database: Database
    let clock: Clock
    let tokens: Tokens
    let passwords: PasswordHasher
    let issuers: Issuers

    package init(
        database: Database, clock: Clock, tokens: Tokens, passwords: PasswordHasher, issuers: Issuers = .none
    ) {
        self.database = database
        self.clock = clock
        self.tokens = tokens
        self.passwords = passwords
        self.issuers = issuers
    }

    package static let statements: [any Statement.Type] = [
        InsertAccount.self, FindAccount.self, FindPassword.self, FindMemberships.self, GrantMembership.self,
        RevokeMembership.self, ListMembers.self, InsertSession.self, LockSession.self, SpendSession.self,
        RevokeFamily.self, InsertMachineKey.self, FindMachineKey.self, ListMachineKeys.self, RevokeMachineKey.self,
        InsertIdentity.self, FindIdentity.self,
    ]
}
