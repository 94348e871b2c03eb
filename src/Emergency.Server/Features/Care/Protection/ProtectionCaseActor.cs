using Emergency.Domain.Protection;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.Protection;

/// <summary>Actor for the protection case of a child (未成年人保护).</summary>
internal sealed class ProtectionCaseActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<ProtectionCaseActor, ProtectionCase>(
        "protection",
        ProtectionCase.None,
        ProtectionCase.Decide,
        ProtectionCase.Evolve
    );
}
