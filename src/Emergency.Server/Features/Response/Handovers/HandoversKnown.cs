using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Handovers;
using Emergency.Engine;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.Incidents.DoorChecks;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Handovers;

/// <summary>All hand-overs of a realm, and those that must still be sent.</summary>
/// <param name="Delivered">Time at which each line last took a message.</param>
internal sealed record HandoversKnown(
    ImmutableDictionary<HandoverId, HandoverKnown> All,
    ImmutableDictionary<IncidentId, ImmutableList<HandoverId>> ByIncident,
    ImmutableHashSet<HandoverId> Waiting,
    ImmutableDictionary<string, DateTimeOffset> Delivered
) : IHangsOnIncident, ITakesToHospital
{
    public static readonly HandoversKnown None = new(
        ImmutableDictionary<HandoverId, HandoverKnown>.Empty,
        ImmutableDictionary<IncidentId, ImmutableList<HandoverId>>.Empty,
        [],
        ImmutableDictionary.Create<string, DateTimeOffset>(StringComparer.Ordinal)
    );

    public HandoverKnown? Find(HandoverId id) => All.GetValueOrDefault(id);

    /// <summary>Hand-overs of an incident, in the order they were offered.</summary>
    public IEnumerable<HandoverKnown> Of(IncidentId incident) => ByIncident.GetValueOrDefault(incident, []).Select(id => All[id]);

    /// <summary>The hand-over by which 120 has taken this person; null where there is none.</summary>
    public HandoverId? TakenBy120(IncidentId incident, PersonId person) =>
        Of(incident)
            .LastOrDefault(seen =>
                seen.State is { Confirmed: true, Facts: { Kind: HandoverKind.Ambulance } facts } && facts.Persons.Contains(person)
            )
            ?.Id;

    IEnumerable<EntityId> IHangsOnIncident.StreamsOf(Known known, string realm, IncidentId incident) =>
        Of(incident).Select(one => Entities.Handover(realm, one.Id));

    int IHangsOnIncident.BegunFor(IncidentId incident) => Of(incident).Count();
}

/// <summary>A hand-over. <paramref name="At"/>: its newest event.</summary>
internal sealed record HandoverKnown(HandoverId Id, Handover State, DateTimeOffset OfferedAt, Position At)
{
    public HandoverFacts Facts => State.Facts!;

    /// <summary>Id of the message that offers it: the same on every attempt and every node.</summary>
    public Guid Message => Derived.Id(Id.Value, "offered");
}
