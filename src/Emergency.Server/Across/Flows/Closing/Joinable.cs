using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Places.Shapes;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Closing;

/// <summary>待并入: incidents that may be the same as another one that runs.</summary>
/// <param name="Metres">Greatest distance, and <paramref name="Minutes"/> the greatest time between them: local settings, set by the operator.</param>
/// <param name="Items">The newest first, at most 50.</param>
internal sealed record JoinableShown(int Metres, int Minutes, IReadOnlyList<JoinCandidate> Items, long Position);

/// <param name="Into">The incident that it may be the same as; null where its place is unknown and somebody must choose.</param>
/// <param name="Apart">Metres between them; null where a place is not known.</param>
internal sealed record JoinCandidate(IncidentId Incident, IncidentId? Into, string? Number, int? Apart);

/// <summary>
/// Finds joinable incidents: of the same kind, reported within some minutes, within some hundred metres, or in the same community where a
/// point is missing. The main incident is the one in which work has begun, else the older. Only incidents with a neighbour are examined.
/// </summary>
internal sealed class Joinable(IncidentsKnown incidents, Asked asked, JoinReach reach)
{
    private const int Most = 50;
    private readonly Dictionary<Place, bool> _places = [];

    // The newest first: among very many, people look for the one just reported.
    public IReadOnlyList<JoinCandidate> Items() =>
        [.. incidents.Neighbours.Waiting.Reverse().Where(IsAllowed).Select(Candidate).OfType<JoinCandidate>().Take(Most)];

    /// <summary>The number of records that depend on an incident beside its own tasks and area.</summary>
    public static int Begun(Known known, string realm, IncidentId incident) =>
        known.Each<IHangsOnIncident>(realm).Sum(one => one.BegunFor(incident));

    private JoinCandidate? Candidate(Neighbour one)
    {
        if (incidents.Neighbours.Main(one, reach, IsAllowed) is { } main)
            return new(one.Id, main.Id, incidents.Number(incidents.All[main.Id]), Apart(one, main));
        return one.IsUnplaced && incidents.Neighbours.HasAnyMain(one, reach, IsAllowed) ? new(one.Id, null, null, null) : null;
    }

    /// <summary>
    /// True when the asker can join it. Places are few where incidents are many, so the permission is checked once for each place.
    /// </summary>
    private bool IsAllowed(Neighbour one)
    {
        var incident = incidents.All[one.Id];
        return MayJoinAt(incident.Home) || incident.Instead.Any(code => MayJoinAt(new(code)));
    }

    private bool MayJoinAt(Place place) =>
        _places.TryGetValue(place, out var may) ? may : _places[place] = asked.Allow(IncidentPermissions.Join, place).Problem is null;

    private static int? Apart(Neighbour one, Neighbour other) =>
        one.Point is { } here && other.Point is { } there ? (int)Earth.Distance(Ground.At(here), Ground.At(there)) : null;
}
