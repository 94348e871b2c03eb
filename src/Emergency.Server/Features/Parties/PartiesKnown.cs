using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Parties;
using Emergency.Domain.Places;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Finding;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Parties;

/// <summary>All parties by id and by community. Of asks that are over a party keeps the newest; all of them lie in its stream.</summary>
internal sealed record PartiesKnown(
    ImmutableDictionary<PartyId, PartyKnown> All,
    ImmutableDictionary<string, ImmutableHashSet<PartyId>> ByCommunity
)
{
    public static readonly PartiesKnown None = new(
        ImmutableDictionary<PartyId, PartyKnown>.Empty,
        ImmutableDictionary.Create<string, ImmutableHashSet<PartyId>>(StringComparer.Ordinal)
    );

    public PartyKnown? Find(PartyId id) => All.GetValueOrDefault(id);

    /// <summary>Of a community, also those that have ended.</summary>
    public IEnumerable<PartyKnown> Of(string community) => ByCommunity.GetValueOrDefault(community, []).Select(id => All[id]);
}

/// <summary>One party.</summary>
internal sealed record PartyKnown(PartyId Id, Party State) : IFound<PartyKnown>
{
    public PartyFacts Facts => State.Facts!;
    public Place Place => new(Facts.Community);

    static PartyKnown? IFound<PartyKnown>.Of(Known known, string realm, Guid id) => known.Of<PartiesKnown>(realm).Find(new(id));

    public bool ExistsFor(Asked asked) => asked.Sees(Place);
}
