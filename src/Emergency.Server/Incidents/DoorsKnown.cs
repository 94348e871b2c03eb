using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Incidents;

namespace Emergency.Server.Incidents;

/// <summary>Names one door check: an incident in one community.</summary>
public readonly record struct DoorsKey(IncidentId Incident, string Community);

/// <summary>All door checks of one realm: the domain's own state per incident and community.</summary>
public sealed record DoorsKnown(ImmutableDictionary<DoorsKey, Doors> All, ImmutableDictionary<IncidentId, ImmutableSortedSet<string>> Communities)
{
    public static readonly DoorsKnown None = new(ImmutableDictionary<DoorsKey, Doors>.Empty, ImmutableDictionary<IncidentId, ImmutableSortedSet<string>>.Empty);

    public Doors Of(IncidentId incident, string community) => All.GetValueOrDefault(new(incident, community), Doors.None);
    /// <summary>Communities where doors are being checked in an incident, by code.</summary>
    public ImmutableSortedSet<string> In(IncidentId incident) => Communities.GetValueOrDefault(incident, ImmutableSortedSet<string>.Empty.WithComparer(StringComparer.Ordinal));
}
