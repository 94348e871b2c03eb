using System.Collections.Immutable;
using Emergency.Domain.Parties;

namespace Emergency.Server.Features.Volunteering;

/// <summary>The volunteers of each community. Closed needs leave memory. Descriptions of hours are loaded from the stream.</summary>
internal sealed record VolunteersKnown(ImmutableDictionary<string, Volunteers> All)
{
    public static readonly VolunteersKnown None = new(ImmutableDictionary.Create<string, Volunteers>(StringComparer.Ordinal));

    public Volunteers Of(string community) => All.GetValueOrDefault(community, Volunteers.None);
}
