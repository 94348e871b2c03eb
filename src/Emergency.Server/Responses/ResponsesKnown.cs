using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Responses;
using Emergency.Engine;

namespace Emergency.Server.Responses;

/// <summary>All responses of a realm by id, those that run by where they began, and the codes of all divisions: who watches a community hears of its county's response.</summary>
public sealed record ResponsesKnown(ImmutableDictionary<ResponseId, ResponseKnown> All, ImmutableDictionary<IncidentId, ImmutableList<ResponseId>> ByIncident, ImmutableHashSet<ResponseId> Running, ImmutableSortedSet<string> Codes)
{
    public static readonly ResponsesKnown None = new(ImmutableDictionary<ResponseId, ResponseKnown>.Empty, ImmutableDictionary<IncidentId, ImmutableList<ResponseId>>.Empty, [], ImmutableSortedSet.Create<string>(StringComparer.Ordinal));

    public ResponseKnown? Find(ResponseId id) => All.GetValueOrDefault(id);
    /// <summary>Of an incident, also those that have ended, as they began.</summary>
    public IEnumerable<ResponseKnown> Of(IncidentId incident) => ByIncident.GetValueOrDefault(incident, []).Select(id => All[id]);
    public IEnumerable<ResponseKnown> RunningOf(IncidentId incident) => Of(incident).Where(one => one.Runs);

    internal ResponsesKnown With(ResponseKnown response, bool isNew) => this with
    {
        All = All.SetItem(response.Id, response),
        ByIncident = isNew && response.Facts.Incident is { } incident ? ByIncident.SetItem(incident, ByIncident.GetValueOrDefault(incident, []).Add(response.Id)) : ByIncident,
        Running = response.Runs ? Running.Add(response.Id) : Running.Remove(response.Id),
    };
}

/// <summary>One response; <paramref name="Began"/> is where its first event lies.</summary>
public sealed record ResponseKnown(ResponseId Id, Response State, Position Began)
{
    public ResponseFacts Facts => State.Facts!;
    public bool Runs => State.Stage == ResponseStage.Running;
}

/// <summary>A running response on a desk: whose, which level, since when. Matter and measures come by GET.</summary>
public sealed record ResponseLight(ResponseId Id, string Authority, ResponseLevel Level, IncidentId? Incident, Role StartedBy, DateTimeOffset StartedAt, DateTimeOffset Until)
{
    public static ResponseLight Of(ResponseKnown response)
    {
        ArgumentNullException.ThrowIfNull(response);
        return new(response.Id, response.Facts.Authority, response.Facts.Level, response.Facts.Incident, response.State.StartedBy!.Role, response.State.StartedAt!.Value, response.Facts.Until);
    }
}
