using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Care;
using Emergency.Domain.Communities;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Finding;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Care;

/// <summary>All cases of temporary care (临时生活照料), and who hears of them. They concern single persons: nobody else learns that there is one.</summary>
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

    /// <summary>Accounts that hear of a case.</summary>
    internal IEnumerable<AccountId> Concerned(CareCaseKnown care) =>
        Accounts.Where(account => care.Concerns(account.Key, account.Value)).Select(account => account.Key);

    IEnumerable<EntityId> IHangsOnIncident.StreamsOf(Known known, string realm, IncidentId incident) =>
        Of(incident).Select(one => Entities.Care(realm, one));

    int IHangsOnIncident.BegunFor(IncidentId incident) => Of(incident).Count();
}

/// <summary>One case. <paramref name="OpenedBy"/>: who found that nobody cares, until the committee has it in hand.</summary>
internal sealed record CareCaseKnown(CareCaseId Id, CareCase State, AccountId OpenedBy, DateTimeOffset OpenedAt, Position At)
    : IFound<CareCaseKnown>
{
    /// <summary>When the offer that stands was made: a link from before it opens nothing.</summary>
    public DateTimeOffset? OfferedAt { get; init; }

    /// <summary>When the receiver last asked for another time than the offer that stands.</summary>
    public DateTimeOffset? OtherTimeAt { get; init; }

    /// <summary>Whether civil affairs have something to answer or to look at here.</summary>
    public bool IsSentUp => State.Stage != CareStage.Ended && (State.Ask is not null || State.HarmSuspected || State.LateLevel >= 3);

    private static readonly Role[] Named = [Role.Secretary, Role.ChildDirector, Role.CivilAffairs];

    /// <summary>Whose duty a case is in the community's team: of a minor the child director's first.</summary>
    public static ListOf<TeamRole> Owing(bool minor) => minor ? [TeamRole.ChildDirector, TeamRole.Secretary] : [TeamRole.Secretary];

    public Place Place => new(State.Community);

    /// <summary>The place an asker whom it concerns reads from: the committee of the domicile from its own.</summary>
    public Place Seat(Asked asked) =>
        State.Domicile is { } home && !asked.Grants.Any(grant => new Scope(grant.Scope.Division).Covers(Place)) ? new(home) : Place;

    /// <summary>Whether these are told of it as the place where the person is registered (户籍地) alone: who is where the person is acts, and for them nothing is late.</summary>
    public bool OnlyTells(IReadOnlyCollection<Grant> grants) =>
        State.Domicile is { } home
        && grants.Any(grant => new Scope(grant.Scope.Division).Covers(new(home)))
        && !grants.Any(grant => new Scope(grant.Scope.Division).Covers(Place));

    /// <summary>Unchecked by noon, or nobody there after four minutes: the street hears of it.</summary>
    public bool Late => State.LateLevel >= 2 && State.Stage != CareStage.Ended;

    /// <summary>Committee and civil affairs where the person is, the committee of the domicile, the street when it is late, and who opened it while it runs.</summary>
    public bool Concerns(AccountId account, IEnumerable<Grant> grants) =>
        (account == OpenedBy && State.Stage is (CareStage.Opened or CareStage.AdultThere))
        || grants.Any(grant =>
            (Named.Contains(grant.Role) && (grant.Scope.Covers(Place) || (State.Domicile is { } home && grant.Scope.Covers(new(home)))))
            || (Late && grant.Role == Role.StreetOfficer && grant.Scope.Covers(Place))
        );

    /// <summary>A street counts what runs in time in its communities; which case it is it learns when one is late.</summary>
    public bool InStreetOf(Asked asked) => asked.Grants.Any(grant => grant.Role == Role.StreetOfficer && grant.Scope.Covers(Place));

    static CareCaseKnown? IFound<CareCaseKnown>.Of(Known known, string realm, Guid id) => known.Of<CareKnown>(realm).Find(new(id));

    public bool ExistsFor(Asked asked) => Concerns(asked.Account, asked.Grants);
}
