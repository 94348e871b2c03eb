using Emergency.Domain.Retaining;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.Retaining;

/// <summary>Actor for decisions about personal data whose term is over (保存期满).</summary>
internal sealed class RetentionActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<RetentionActor, Retention>(
        "retention",
        Retention.None,
        Retention.Decide,
        Retention.Evolve
    );
}
