using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Handovers;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;

namespace Emergency.Server.Features.Cases;

/// <summary>The cases that wait because they are no emergency, by the incident each would open.</summary>
internal sealed record CasesKnown(ImmutableDictionary<IncidentId, CaseKnown> Waiting, Desks Desks)
{
    public static readonly CasesKnown None = new(ImmutableDictionary<IncidentId, CaseKnown>.Empty, Desks.None);

    public CaseKnown? Find(IncidentId id) => Waiting.GetValueOrDefault(id);
}

/// <summary>One waiting case. <paramref name="Instead"/>: the divisions whose desks have it because none answers for its place.</summary>
/// <param name="Received">Position of its first message.</param>
internal sealed record CaseKnown(IncidentId Id, CaseFacts Facts, Position Received, ListOf<string> Instead)
{
    /// <summary>All that was told of it, the first telling first.</summary>
    public ListOf<CaseTelling> Told { get; init; } = [];

    /// <summary>Its community; the county where that is not known.</summary>
    public string Home => Facts.Community ?? Facts.County;

    public IEnumerable<string> Divisions => Instead.Prepend(Home);

    /// <summary>The place a permission must cover: its own, or that of the asker's desk where no desk answers for its own.</summary>
    public Place Answering(Asked asked, Permission permission) =>
        Instead.Select(code => new Place(code)).FirstOrDefault(place => asked.Allow(permission, place).Problem is null) ?? new Place(Home);
}
