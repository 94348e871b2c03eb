using System.Collections.Immutable;
using Emergency.Domain.Volunteers;

namespace Emergency.Server.Features.Volunteers;

/// <summary>The volunteers of each community. Closed needs leave memory. Descriptions of hours are loaded from the stream.</summary>
internal sealed record VolunteersKnown(ImmutableDictionary<string, VolunteerList> All)
{
    public static readonly VolunteersKnown None = new(ImmutableDictionary.Create<string, VolunteerList>(StringComparer.Ordinal));

    public VolunteerList Of(string community) => All.GetValueOrDefault(community, VolunteerList.None);
}
