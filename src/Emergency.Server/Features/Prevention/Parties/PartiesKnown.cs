using System.Collections.Immutable;
using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Parties;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Finding;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Parties;

/// <summary>All parties by id and by community. A party keeps only its newest closed requests; all of them lie in its stream.</summary>
/// <param name="Asked">Requests made in each incident, with the party they went to. Kept also after they have closed.</param>
internal sealed record PartiesKnown(
    ImmutableDictionary<PartyId, PartyKnown> All,
    ImmutableDictionary<string, ImmutableHashSet<PartyId>> ByCommunity,
    ImmutableDictionary<IncidentId, ImmutableDictionary<PartyAskId, PartyId>> Asked
) : ITellsOfIncident
{
    public static readonly PartiesKnown None = new(
        ImmutableDictionary<PartyId, PartyKnown>.Empty,
        ImmutableDictionary.Create<string, ImmutableHashSet<PartyId>>(StringComparer.Ordinal),
        ImmutableDictionary<IncidentId, ImmutableDictionary<PartyAskId, PartyId>>.Empty
    );

    private static readonly ImmutableDictionary<PartyAskId, PartyId> Nobody = ImmutableDictionary<PartyAskId, PartyId>.Empty;

    IEnumerable<EntityId> ITellsOfIncident.StreamsOf(string realm, IncidentId incident) =>
        Asked.GetValueOrDefault(incident, Nobody).Values.Distinct().Select(Entities.Party);

    bool ITellsOfIncident.Tells(Event happened, IncidentId incident) =>
        happened is PartyAskEvent e && Asked.GetValueOrDefault(incident, Nobody).ContainsKey(e.Ask);

    string? ITellsOfIncident.KindOf(EntityId entity) =>
        entity.Kind == "party" && Find(new(Guid.Parse(entity.Key))) is { } party
            ? JsonNamingPolicy.KebabCaseLower.ConvertName(party.Facts.Kind.ToString())
            : null;

    internal PartiesKnown With(PartyAsked e, PartyId party) =>
        e.Incident is { } incident
            ? this with
            {
                Asked = Asked.SetItem(incident, Asked.GetValueOrDefault(incident, Nobody).SetItem(e.Ask, party)),
            }
            : this;

    public PartyKnown? Find(PartyId id) => All.GetValueOrDefault(id);

    /// <summary>Parties of a community, including those that have ended.</summary>
    public IEnumerable<PartyKnown> Of(string community) => ByCommunity.GetValueOrDefault(community, []).Select(id => All[id]);
}

/// <summary>A party.</summary>
/// <param name="Name">Name in clear; empty where its key is gone.</param>
internal sealed record PartyKnown(PartyId Id, Party State, string Name) : IFound<PartyKnown>
{
    public static PartyKnown Of(PartyId id, Party state, ISealing sealing) => new(id, state, NameOf(state.Facts!, sealing));

    public static string NameOf(PartyFacts facts, ISealing sealing) =>
        facts.SealedName is { } name ? sealing.Open<FreeText>(name)?.Text ?? "" : facts.Name;

    public PartyFacts Facts => State.Facts!;
    public Place Place => new(Facts.Community);

    static PartyKnown? IFound<PartyKnown>.Of(Known known, string realm, Guid id) => known.Of<PartiesKnown>(realm).Find(new(id));

    public bool ExistsFor(Asked asked) => asked.Sees(Place);
}
