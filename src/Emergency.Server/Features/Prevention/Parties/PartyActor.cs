using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;
using Party = Emergency.Domain.Parties.Party;

namespace Emergency.Server.Features.Parties;

/// <summary>Actor for a party (参与单位): a property company or unit that takes part in a community.</summary>
internal sealed class PartyActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<PartyActor, Party>("party", Party.None, Party.Decide, Party.Evolve);
}
