using Emergency.Domain.Accounts;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Across.Auditing;

/// <summary>查阅记录: accesses to personal data in clear, by day and county.</summary>
internal sealed class AccessLogActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<AccessLogActor, AccessLog>(
        "audit",
        AccessLog.None,
        AccessLog.Decide,
        AccessLog.Evolve
    );
}
