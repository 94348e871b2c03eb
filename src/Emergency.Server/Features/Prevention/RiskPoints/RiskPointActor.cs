using Emergency.Domain.RiskPoints;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.RiskPoints;

/// <summary>Actor for a risk point (风险点), a place that is watched for years.</summary>
internal sealed class RiskPointActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<RiskPointActor, RiskPoint>(
        "risk",
        RiskPoint.None,
        RiskPoint.Decide,
        RiskPoint.Evolve
    );
}
