using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Domain.Protection;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Finding;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Protection;

/// <summary>The case of each child that has or had one: what is owed, by when, and who is responsible. What was found and said stands sealed in the stream.</summary>
internal sealed record ProtectionKnown(ImmutableDictionary<PersonId, ChildCaseKnown> All)
{
    public static readonly ProtectionKnown None = new(ImmutableDictionary<PersonId, ChildCaseKnown>.Empty);

    public ChildCaseKnown? Find(PersonId child) => All.GetValueOrDefault(child);

    /// <summary>Whether a case of this child is followed now.</summary>
    public bool Stands(PersonId child) => Find(child) is { State.IsOpen: true };
}

/// <param name="OpenedAt">Or opened again.</param>
/// <param name="Source">From where it comes.</param>
internal sealed record ChildCaseKnown(PersonId Id, ProtectionCase State, ProtectionSource Source, DateTimeOffset OpenedAt)
    : IFound<ChildCaseKnown>
{
    private static readonly Role[] Readers = [Role.ChildDirector, Role.ChildSupervisor, Role.CivilAffairs];

    public Place Place => new(State.Community);

    /// <summary>Where it is offered to; its own place where it is offered to nobody.</summary>
    public Place Offered => new(State.Offered ?? State.Community);

    /// <summary>From where an asker reads it: whoever is offered one, from their own place.</summary>
    public Place Seat(Asked asked) => Reads(asked, Place) ? Place : Offered;

    /// <summary>Who is late: 1 who has it in hand, 2 the supervisor, 3 civil affairs hear of it.</summary>
    public int Level => State.Owed.Select(one => one.Level).DefaultIfEmpty().Max();

    /// <summary>How many days ago the first of what is owed was to be done; 0 where nothing is late.</summary>
    public int LateDays(DateOnly today) =>
        Math.Max(0, State.Owed.Select(one => today.DayNumber - one.Before.DayNumber).DefaultIfEmpty().Max());

    public bool ExistsFor(Asked asked) =>
        State.Stage != ProtectionStage.Erased
        && (Reads(asked, Place) || (State.IsOpen && State.Offered is not null && Reads(asked, Offered)));

    static ChildCaseKnown? IFound<ChildCaseKnown>.Of(Known known, string realm, Guid id) => known.Of<ProtectionKnown>(realm).Find(new(id));

    private static bool Reads(Asked asked, Place place) =>
        asked.Grants.Any(grant => Readers.Contains(grant.Role) && grant.Scope.Covers(place));
}
