using Emergency.Domain.Accounts;
using Emergency.Domain.Confirmations;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Domain.Retaining;
using Emergency.Server.Across.Erasure;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Features.Accounts.Managing;
using Emergency.Server.Features.Confirmations;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.Incidents.DoorChecks;
using Emergency.Server.Features.Retaining;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Privacy;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Retaining;

/// <summary>Personal data that are retained though their purpose may be fulfilled.</summary>
/// <param name="Places">Places at all of which the permission is needed.</param>
/// <param name="Asks">Permission to decide about them, and to request their erasure.</param>
/// <param name="Key">Key that is destroyed with the data: words about them are sealed under it.</param>
/// <param name="Since">Time at which the term began.</param>
/// <param name="Months">Term in months; 0: none.</param>
internal sealed record KeptThing(
    KeptData Of,
    AskedKind Erasure,
    IReadOnlyList<Place> Places,
    Permission Asks,
    Guid Key,
    DateTimeOffset Since,
    int Months
)
{
    private static readonly Guid Ids = new("6f1c9c5e-5b1e-5f43-9a35-0d6c2a7d8e04");

    public Guid Id => IdOf(Of.Class, Of.Subject);
    public DateTimeOffset? Due => Months == 0 ? null : Since.AddMonths(Months);
    public AskedAct Act => new(Erasure, Of.Place, Of.Subject);

    /// <summary>Id for the outside, derived from class and subject.</summary>
    public static Guid IdOf(KeptClass of, string subject) => Derived.Id(Ids, $"{of}\n{subject}");

    public bool May(Asked asked, Permission permission) => Places.All(place => asked.Allow(permission, place).Problem is null);
}

/// <summary>
/// Finds data that are retained when their matter is over: from the views, by the clock's time and the configured terms. Nothing is
/// destroyed from here.
/// </summary>
internal sealed class KeptThings(Settings settings, ISealing sealing)
{
    private readonly RetentionTerms _terms = settings.Retention;

    /// <summary>All data whose purpose may be fulfilled, even before their term is over.</summary>
    public IEnumerable<KeptThing> All(Known known) =>
        OfIncidents(known).Concat(OfCases(known.Of<RetentionKnown>())).Concat(OfAccounts(known));

    /// <summary>True when the data still exist: in old incidents the callers lie within the texts.</summary>
    public bool Exists(KeptThing thing, Known known)
    {
        if (thing.Of.Class != KeptClass.Callers)
            return true;
        return known.Of<IncidentsKnown>().Find(new(Guid.Parse(thing.Of.Subject))) is { } incident
            && incident.State.Reports.Values.Any(report => Callers.Of(incident.State, report, sealing) is not null);
    }

    private IEnumerable<KeptThing> OfIncidents(Known known)
    {
        var (incidents, doors) = (known.Of<IncidentsKnown>(), known.Of<DoorsKnown>());
        foreach (
            var incident in incidents
                .ByUrgency.SkipWhile(key => key.Stage <= IncidentStage.SceneEnded)
                .Select(key => incidents.All[key.Id])
                .Where(one => one.State.Stage != IncidentStage.Joined)
        )
        {
            if (incident.EndedAt is not { } since)
                continue;
            var (id, home) = (incident.Id.ToString(), incident.Home.Division);
            if (!incident.State.CallersGone)
                yield return new(
                    new(KeptClass.Callers, home, id),
                    AskedKind.CallerErasure,
                    [new(home)],
                    ConfirmationPermissions.PersonErase,
                    CallerErasureAct.Keys(known, incident.Id)[0],
                    since,
                    _terms.Callers
                );
            foreach (var community in doors.In(incident.Id))
            foreach (var visitor in doors.Here(incident.Id, community).Visitors.Keys)
                yield return new(
                    new(KeptClass.Visitor, community, VisitorErasureAct.Subject(incident.Id.Value, visitor.Value)),
                    AskedKind.VisitorErasure,
                    [new(community)],
                    ConfirmationPermissions.PersonErase,
                    visitor.Value,
                    since,
                    _terms.Visitors
                );
        }
    }

    private IEnumerable<KeptThing> OfCases(RetentionKnown retention) =>
        retention
            .Cases.Where(one => !one.Value.Keys.IsEmpty)
            .Select(one => new KeptThing(
                new(KeptClass.Case, one.Value.Place, one.Key.ToString()),
                AskedKind.CallerErasure,
                [new(one.Value.Place)],
                ConfirmationPermissions.PersonErase,
                one.Value.Keys.Min(),
                one.Value.Since,
                _terms.Cases
            ));

    /// <summary>Owners of closed accounts, and members of teams without an open account.</summary>
    private IEnumerable<KeptThing> OfAccounts(Known known)
    {
        var (accounts, teams, closed) = (known.Of<AccountsKnown>(), known.Of<TeamsKnown>(), known.Of<RetentionKnown>().Closed);
        var left = new Dictionary<MemberBinding, DateTimeOffset>();
        foreach (var (id, at) in closed)
        {
            if (accounts.Find(id) is not { State.Erased: false } account)
                continue;
            yield return new(
                new(KeptClass.Account, account.Grants[0].Scope.Division, id.Key),
                AskedKind.AccountErasure,
                [.. account.Grants.Select(AccountLaw.Place)],
                AccountPermissions.Change,
                Names.Key(id),
                at,
                _terms.Accounts
            );
            if (account.Member is { } member && (!left.TryGetValue(member, out var before) || before < at))
                left[member] = at;
        }
        foreach (
            var (one, at) in left.Where(one =>
                accounts.ByMember(one.Key.Community, one.Key.Member).Count == 0
                && teams.Member(one.Key.Community, one.Key.Member) is not null
            )
        )
            yield return new(
                new(KeptClass.Member, one.Community, one.Member.ToString()),
                AskedKind.MemberErasure,
                [new(one.Community)],
                TeamPermissions.MemberErase,
                one.Member.Value,
                at,
                _terms.Members
            );
    }

    /// <summary>Name of the data: the number of an incident or case, or the sign-in name; and the masked person.</summary>
    public static (string? Name, string? Person) Called(KeptThing thing, Known known, ISealing sealing)
    {
        var subject = thing.Of.Subject;
        switch (thing.Of.Class)
        {
            case KeptClass.Account:
                var account = known.Of<AccountsKnown>().Find(new(subject));
                return (account?.Name, Masked(account?.Contact?.Person));
            case KeptClass.Member:
                return (null, Masked(known.Of<TeamsKnown>().Member(thing.Of.Place, new(Guid.Parse(subject)))?.Contact?.Name));
            case KeptClass.Case:
                return (known.Of<RetentionKnown>().Cases.GetValueOrDefault(new(Guid.Parse(subject)))?.Key.ToString(), null);
            case KeptClass.Visitor:
                var parts = subject.Split('/');
                var told = known
                    .Of<DoorsKnown>()
                    .Here(new(Guid.Parse(parts[0])), thing.Of.Place)
                    .Visitors.GetValueOrDefault(new(Guid.Parse(parts[1])));
                return (Number(parts[0]), told == default ? null : Masked(sealing.Open<VisitorText>(told)?.Name));
            default:
                return (Number(subject), null);
        }

        string? Number(string id) =>
            known.Of<IncidentsKnown>().Find(new(Guid.Parse(id))) is { } incident ? known.Of<IncidentsKnown>().Number(incident) : null;
        static string? Masked(string? name) => name is null ? null : Masks.Name(name);
    }
}
