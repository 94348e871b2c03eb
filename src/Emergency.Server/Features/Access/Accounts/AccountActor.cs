using Emergency.Domain.Accounts;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.Accounts;

/// <summary>账号: an account by which somebody signs in.</summary>
internal sealed class AccountActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<AccountActor, Account>(
        "account",
        Account.None,
        Account.Decide,
        Account.Evolve
    );
}
