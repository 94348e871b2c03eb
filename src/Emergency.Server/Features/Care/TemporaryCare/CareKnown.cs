using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Places;
using Emergency.Domain.Teams;
using Emergency.Domain.TemporaryCare;
using Emergency.Engine;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Finding;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.TemporaryCare;

/// <summary>
/// All cases of temporary care (临时生活照料), and the accounts they concern. They are about single persons, so nobody else learns that
/// they exist.
/// </summary>
internal sealed record CareKnown(
    ImmutableDictionary<CareCaseId, CareCaseKnown> All,
    ImmutableDictionary<IncidentId, ImmutableHashSet<CareCaseId>> ByIncident,
    ImmutableDictionary<AccountId, ListOf<Grant>> Accounts
) : IHangsOnIncident
{
    public static readonly CareKnown None = new(
        ImmutableDictionary<CareCaseId, CareCaseKnown>.Empty,
        ImmutableDictionary<IncidentId, ImmutableHashSet<CareCaseId>>.Empty,
        ImmutableDictionary<AccountId, ListOf<Grant>>.Empty
    );

    public CareCaseKnown? Find(CareCaseId id) => All.GetValueOrDefault(id);

    public IEnumerable<CareCaseId> Of(IncidentId incident) => ByIncident.GetValueOrDefault(incident, []);

    /// <summary>Accounts that a case concerns.</summary>
    internal IEnumerable<AccountId> Concerned(CareCaseKnown care) =>
        Accounts.Where(account => care.Concerns(account.Key, account.Value)).Select(account => account.Key);

    IEnumerable<EntityId> IHangsOnIncident.StreamsOf(Known known, string realm, IncidentId incident) =>
        Of(incident).Select(one => Entities.Care(realm, one));

    int IHangsOnIncident.BegunFor(IncidentId incident) => Of(incident).Count();
}

/// <summary>
/// A case. <paramref name="OpenedBy"/> is the account that found that nobody cares; the case concerns it until the committee has arranged
/// care.
/// </summary>
internal sealed record CareCaseKnown(CareCaseId Id, CareCase State, AccountId OpenedBy, DateTimeOffset OpenedAt, Position At)
    : IFound<CareCaseKnown>
{
    /// <summary>Time at which the current offer was made; links from before it are invalid.</summary>
    public DateTimeOffset? OfferedAt { get; init; }

    /// <summary>Time at which the receiver last asked for another time than the current offer's.</summary>
    public DateTimeOffset? OtherTimeAt { get; init; }

    /// <summary>True when civil affairs must answer or look at something here.</summary>
    public bool IsSentUp => State.Stage != CareStage.Ended && (State.Ask is not null || State.HarmSuspected || State.LateLevel >= 3);

    private static readonly Role[] Named = [Role.Secretary, Role.ChildDirector, Role.CivilAffairs];

    /// <summary>Team roles that are responsible for a case: for a minor the child director first.</summary>
    public static ListOf<TeamRole> Owing(bool minor) => minor ? [TeamRole.ChildDirector, TeamRole.Secretary] : [TeamRole.Secretary];

    public Place Place => new(State.Community);

    /// <summary>Place from which an asker reads the case; for the committee of the domicile, that committee's own.</summary>
    public Place Seat(Asked asked) =>
        State.Domicile is { } home && !asked.Grants.Any(grant => new Scope(grant.Scope.Division).Covers(Place)) ? new(home) : Place;

    /// <summary>
    /// True when these grants belong only to the place where the person is registered (户籍地). It is merely informed: the place where the
    /// person is must act, and here nothing is late.
    /// </summary>
    public bool OnlyTells(IReadOnlyCollection<Grant> grants) =>
        State.Domicile is { } home
        && grants.Any(grant => new Scope(grant.Scope.Division).Covers(new(home)))
        && !grants.Any(grant => new Scope(grant.Scope.Division).Covers(Place));

    /// <summary>True when the street is told: no check by noon, or no adult there after four minutes.</summary>
    public bool Late => State.LateLevel >= 2 && State.Stage != CareStage.Ended;

    /// <summary>
    /// True for committee and civil affairs where the person is, the committee of the domicile, the street when the case is late, and the
    /// account that opened it, until care is arranged.
    /// </summary>
    public bool Concerns(AccountId account, IEnumerable<Grant> grants) =>
        (account == OpenedBy && State.Stage is (CareStage.Opened or CareStage.AdultThere))
        || grants.Any(grant =>
            (Named.Contains(grant.Role) && (grant.Scope.Covers(Place) || (State.Domicile is { } home && grant.Scope.Covers(new(home)))))
            || (Late && grant.Role == Role.StreetOfficer && grant.Scope.Covers(Place))
        );

    /// <summary>
    /// True when the case lies in the asker's street. The street counts cases that are in time, and sees a single case only when it is
    /// late.
    /// </summary>
    public bool InStreetOf(Asked asked) => asked.Grants.Any(grant => grant.Role == Role.StreetOfficer && grant.Scope.Covers(Place));

    static CareCaseKnown? IFound<CareCaseKnown>.Of(Known known, string realm, Guid id) => known.Of<CareKnown>(realm).Find(new(id));

    public bool ExistsFor(Asked asked) => Concerns(asked.Account, asked.Grants);
}
