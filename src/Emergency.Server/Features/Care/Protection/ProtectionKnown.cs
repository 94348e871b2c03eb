using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Domain.Protection;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Finding;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Protection;

/// <summary>
/// The present or past case of each child: steps owed, deadlines, responsible people. Findings and words stand sealed in
/// the stream.
/// </summary>
internal sealed record ProtectionKnown(ImmutableDictionary<PersonId, ChildCaseKnown> All)
{
    public static readonly ProtectionKnown None = new(ImmutableDictionary<PersonId, ChildCaseKnown>.Empty);

    public ChildCaseKnown? Find(PersonId child) => All.GetValueOrDefault(child);

    /// <summary>True while a case of this child is open.</summary>
    public bool Stands(PersonId child) => Find(child) is { State.IsOpen: true };
}

/// <param name="OpenedAt">Time at which it was opened, or opened again.</param>
/// <param name="Source">Source of the case.</param>
internal sealed record ChildCaseKnown(PersonId Id, ProtectionCase State, ProtectionSource Source, DateTimeOffset OpenedAt)
    : IFound<ChildCaseKnown>
{
    private static readonly Role[] Readers = [Role.ChildDirector, Role.ChildSupervisor, Role.CivilAffairs];

    public Place Place => new(State.Community);

    /// <summary>Place to which it is offered; its own place where it is not offered.</summary>
    public Place Offered => new(State.Offered ?? State.Community);

    /// <summary>Place from which an asker sees it: for a committee to which it is offered, their own.</summary>
    public Place Seat(Asked asked) => Reads(asked, Place) ? Place : Offered;

    /// <summary>Level of escalation: 1 the child director in charge, 2 the supervisor, 3 civil affairs.</summary>
    public int Level => State.Owed.Select(one => one.Level).DefaultIfEmpty().Max();

    /// <summary>Days since the earliest owed step was due; 0 where nothing is late.</summary>
    public int LateDays(DateOnly today) =>
        Math.Max(0, State.Owed.Select(one => today.DayNumber - one.Before.DayNumber).DefaultIfEmpty().Max());

    public bool ExistsFor(Asked asked) =>
        State.Stage != ProtectionStage.Erased
        && (Reads(asked, Place) || (State.IsOpen && State.Offered is not null && Reads(asked, Offered)));

    static ChildCaseKnown? IFound<ChildCaseKnown>.Of(Known known, string realm, Guid id) => known.Of<ProtectionKnown>(realm).Find(new(id));

    private static bool Reads(Asked asked, Place place) =>
        asked.Grants.Any(grant => Readers.Contains(grant.Role) && grant.Scope.Covers(place));
}
