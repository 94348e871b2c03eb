using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Cases;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;

namespace Emergency.Server.Features.Cases;

/// <summary>Waiting cases, which are no emergencies, by the incident that each would open.</summary>
internal sealed record CasesKnown(ImmutableDictionary<IncidentId, CaseKnown> Waiting, Desks Desks)
{
    public static readonly CasesKnown None = new(ImmutableDictionary<IncidentId, CaseKnown>.Empty, Desks.None);

    public CaseKnown? Find(IncidentId id) => Waiting.GetValueOrDefault(id);
}

/// <summary>
/// A waiting case. <paramref name="Instead"/>: the divisions whose desks handle it because no desk is responsible for its place.
/// </summary>
/// <param name="Received">Position of its first message.</param>
internal sealed record CaseKnown(IncidentId Id, CaseFacts Facts, Position Received, ListOf<string> Instead)
{
    /// <summary>All messages about the case, the oldest first.</summary>
    public ListOf<CaseTelling> Told { get; init; } = [];

    /// <summary>The case's community; its county where the community is unknown.</summary>
    public string Home => Facts.Community ?? Facts.County;

    public IEnumerable<string> Divisions => Instead.Prepend(Home);

    /// <summary>
    /// Place that a permission must cover: the case's own, or that of the asker's desk where no desk is responsible for the case's own.
    /// </summary>
    public Place Answering(Asked asked, Permission permission) =>
        Instead.Select(code => new Place(code)).FirstOrDefault(place => asked.Allow(permission, place).Problem is null) ?? new Place(Home);
}
