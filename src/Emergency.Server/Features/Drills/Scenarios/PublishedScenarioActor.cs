using Emergency.Domain.Drills;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.Drills.Scenarios;

/// <summary>脚本: a published scenario file, version by version.</summary>
internal sealed class PublishedScenarioActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<PublishedScenarioActor, PublishedScenario>(
        "scenario",
        PublishedScenario.None,
        PublishedScenario.Decide,
        PublishedScenario.Evolve
    );
}
