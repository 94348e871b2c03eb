using Emergency.Domain.Regulations;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.Counties;

/// <summary>自定标准: drafts that a county has made its own standard.</summary>
internal sealed class CountyStandardsActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<CountyStandardsActor, CountyStandards>(
        "standards",
        CountyStandards.None,
        CountyStandards.Decide,
        CountyStandards.Evolve
    );
}
