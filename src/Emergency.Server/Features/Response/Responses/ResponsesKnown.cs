using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Domain.Responses;
using Emergency.Engine;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Finding;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Responses;

/// <summary>
/// All responses of a realm by id, running ones also by their division, and the codes of all divisions: subscribers of a
/// community hear of its county's response.
/// </summary>
internal sealed record ResponsesKnown(
    ImmutableDictionary<ResponseId, ResponseKnown> All,
    ImmutableDictionary<IncidentId, ImmutableList<ResponseId>> ByIncident,
    ImmutableHashSet<ResponseId> Running,
    ImmutableSortedSet<string> Codes
) : IHangsOnIncident
{
    public static readonly ResponsesKnown None = new(
        ImmutableDictionary<ResponseId, ResponseKnown>.Empty,
        ImmutableDictionary<IncidentId, ImmutableList<ResponseId>>.Empty,
        [],
        ImmutableSortedSet.Create<string>(StringComparer.Ordinal)
    );

    public ResponseKnown? Find(ResponseId id) => All.GetValueOrDefault(id);

    /// <summary>Responses of an incident, including ended ones, in the order they began.</summary>
    public IEnumerable<ResponseKnown> Of(IncidentId incident) => ByIncident.GetValueOrDefault(incident, []).Select(id => All[id]);

    public IEnumerable<ResponseKnown> RunningOf(IncidentId incident) => Of(incident).Where(one => one.Runs);

    internal ResponsesKnown With(ResponseKnown response, bool isNew) =>
        this with
        {
            All = All.SetItem(response.Id, response),
            ByIncident =
                isNew && response.Facts.Incident is { } incident
                    ? ByIncident.SetItem(incident, ByIncident.GetValueOrDefault(incident, []).Add(response.Id))
                    : ByIncident,
            Running = response.Runs ? Running.Add(response.Id) : Running.Remove(response.Id),
        };

    IEnumerable<EntityId> IHangsOnIncident.StreamsOf(Known known, string realm, IncidentId incident) =>
        Of(incident).Select(one => Entities.Response(realm, one.Id));

    int IHangsOnIncident.BegunFor(IncidentId incident) => RunningOf(incident).Count();
}

/// <summary>A response. <paramref name="Began"/> is the position of its first event.</summary>
internal sealed record ResponseKnown(ResponseId Id, Response State, Position Began) : IFound<ResponseKnown>
{
    public ResponseFacts Facts => State.Facts!;
    public bool Runs => State.Stage == ResponseStage.Running;

    static ResponseKnown? IFound<ResponseKnown>.Of(Known known, string realm, Guid id) => known.Of<ResponsesKnown>(realm).Find(new(id));

    public bool ExistsFor(Asked asked) => asked.Sees(new Place(Facts.Authority));
}
