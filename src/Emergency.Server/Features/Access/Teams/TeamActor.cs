using Emergency.Domain.Teams;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.Teams;

/// <summary>Actor for the emergency team (应急队伍) of a community and its roster.</summary>
internal sealed class TeamActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<TeamActor, Team>("team", Team.None, Team.Decide, Team.Evolve);
}
