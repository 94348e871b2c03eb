using Emergency.Domain.Counties;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.Counties;

/// <summary>时限: a county's own values in place of the usual deadlines.</summary>
internal sealed class CountyDeadlinesActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<CountyDeadlinesActor, CountyDeadlines>(
        "deadlines",
        CountyDeadlines.None,
        CountyDeadlines.Decide,
        CountyDeadlines.Evolve
    );
}
