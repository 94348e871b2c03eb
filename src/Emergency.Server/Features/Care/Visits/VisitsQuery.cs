using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Server.Features.Clinics;
using Emergency.Server.Features.People;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Privacy;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Visits;

/// <summary>A visited person as the asker can see them.</summary>
/// <param name="Handed">True when the visit was handed to the asker.</param>
internal sealed record Visited(PersonKnown Person, VisitKnown Visit, PersonSight Sight, bool Handed);

/// <summary>Joins visits with the register for one asker. Persons outside the asker's sight are left out.</summary>
internal sealed class VisitsQuery(Known known, Asked asked)
{
    private static readonly VisitKnown Unplanned = new(0, 0, true, false, null, null, null);

    private readonly ResidentsKnown _residents = known.Of<ResidentsKnown>(asked.Realm);
    private readonly VisitsKnown _visits = known.Of<VisitsKnown>(asked.Realm);
    private readonly ClinicsKnown _clinics = known.Of<ClinicsKnown>(asked.Realm);

    public DateOnly Today { get; } = Shanghai.Day(asked.Now);

    /// <summary>The communities in which the asker visits.</summary>
    public IEnumerable<string> Walked =>
        asked
            .Grants.Where(grant =>
                VisitPermissions.Act.Of(grant.Role) != Foundation.Reach.No && Divisions.IsCommunity(grant.Scope.Division)
            )
            .Select(grant => grant.Scope.Division)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);

    /// <summary>Visited persons of a community in the asker's sight.</summary>
    public IEnumerable<Visited> In(string community)
    {
        foreach (var (id, visit) in _visits.Of(community))
            if (
                _residents.Persons.GetValueOrDefault(id) is { Erased: false, Left: null } person
                && person.Community == community
                && Seen(person, visit) is { } seen
            )
                yield return seen;
    }

    /// <summary>A resident of a community, planned or not; null where the asker has no access.</summary>
    public Visited? Of(string community, PersonId id) =>
        _residents.Persons.GetValueOrDefault(id) is { Erased: false, Left: null } person && person.Community == community
            ? Seen(person, _visits.Find(community, id) ?? Unplanned)
            : null;

    private Visited? Seen(PersonKnown person, VisitKnown visit)
    {
        var handed = IsHanded(visit);
        return PersonSight.Of(asked, VisitPermissions.Read, person.Place, handed) is { } sight ? new(person, visit, sight, handed) : null;
    }

    public bool IsHanded(VisitKnown? visit) => asked.Member?.Member is { } member && visit?.Aside?.Hand == member;

    /// <summary>True when it is on the asker's walk: handed over, else by role. Visits three days late are the secretary's too.</summary>
    public bool IsMine(Visited one)
    {
        if (one.Visit.Aside?.Hand is not null)
            return one.Handed || (one.Sight.Role == Role.Secretary && one.Visit.Level >= VisitKnown.Secretarys);
        return !one.Sight.ByTask
            && (
                one.Person.Rhythm(Today).Who.Contains(one.Sight.Role)
                || (one.Sight.Role == Role.Secretary && (one.Visit.Level >= VisitKnown.Secretarys || one.Person.Grid.Length == 0))
            );
    }

    /// <summary>
    /// Ground on which the asker has the numbers of a minor: an approval, or a visit that is due today and the asker's own.
    /// </summary>
    public string? By(Visited one) =>
        one.Sight.ByTask
            ? null
            : _residents
                .Register(one.Person.Community)
                .By(one.Person, one.Sight.Role, Today, one.Visit.IsDue(Today) && IsMine(one) ? Approvals.Visit : null);

    /// <summary>Ground for all persons that are shown together.</summary>
    public string? By(IEnumerable<Visited> all) => all.Select(By).OfType<string>().FirstOrDefault();

    public VisitDue Shown(Visited one)
    {
        var (person, visit) = (one.Person, one.Visit);
        var (minor, rhythm) = (person.IsMinor(Today), person.Rhythm(Today));
        return new(
            person.Id,
            person.Community,
            one.Sight.ByTask ? Salutation.Of(person, Today, masked: minor) : Masks.Name(person.Listed.Name),
            minor,
            ResidentsQuery.DoorOf(person),
            person.Listed.Needs,
            visit.Next,
            LateDays(visit),
            visit.Level,
            one.Sight.Kinds ? rhythm.Told().Code : null,
            rhythm.Questions,
            ExtraShown.Of(visit),
            visit.Aside?.Missed,
            visit.Aside?.Again,
            one.Handed,
            visit.Seen,
            visit.Seen is null ? null : visit.AsUsual,
            ClinicDay(one),
            one.Sight.ByTask ? [] : Dialling.For(person, Home(person), Today, By(one)),
            one.Sight.ByTask ? null : _residents.PointOf(person),
            minor && !one.Sight.ByTask && By(one) is null
        );
    }

    private HouseholdKnown? Home(PersonKnown person) =>
        person.Household is { } home ? _residents.Households.GetValueOrDefault(_residents.HomeOf(home)) : null;

    /// <summary>
    /// The clinic's next day: by its own plan, else as it told the committee by telephone. Its interval, reasons and
    /// findings are not available here.
    /// </summary>
    public DateOnly? ClinicDay(Visited one) => _clinics.DayOf(one.Person, Today) is { } own ? own.Next : one.Visit.Aside?.Clinic;

    /// <summary>Persons visited by the clinic, by its next day.</summary>
    public IEnumerable<(Visited One, DateOnly Day)> ByClinic(string community) =>
        _residents
            .PersonsOf(community)
            .Select(person => Of(community, person.Id))
            .OfType<Visited>()
            .Select(one => (One: one, Day: ClinicDay(one)))
            .Where(one => one.Day is not null)
            .Select(one => (one.One, Day: one.Day!.Value))
            .OrderBy(one => one.Day)
            .ThenBy(one => ResidentsQuery.Key(one.One.Person), StringComparer.Ordinal);

    public int LateDays(VisitKnown visit) => visit.Next is { } next && next < Today ? Today.DayNumber - next.DayNumber : 0;

    /// <summary>Orders late visits first, then extra visits by their hour, then by door.</summary>
    public IEnumerable<Visited> Walk(IEnumerable<Visited> all) =>
        all.OrderBy(one =>
                one.Visit.IsLate(Today) ? 0
                : one.Visit.Extras.Count > 0 ? 1
                : 2
            )
            .ThenBy(one => one.Visit.Extras.Count == 0 ? DateTimeOffset.MaxValue : one.Visit.Extras.Min(extra => extra.Before))
            .ThenBy(one => ResidentsQuery.Key(one.Person), StringComparer.Ordinal);
}

/// <summary>Figures of a month: this one, or a past one.</summary>
/// <param name="month">A day of it; today's where it is left out.</param>
internal sealed class MonthTally(DateOnly today, DateOnly? month = null)
{
    private readonly DateOnly _from = new((month ?? today).Year, (month ?? today).Month, 1);

    public DateOnly From => _from;
    public DateOnly To => _from.AddMonths(1).AddDays(-1);

    /// <summary>
    /// Returns null for a person whom nobody is expected to see this month. The day is that of the visit, or on which it is
    /// due.
    /// </summary>
    public (Standing Standing, DateOnly Day)? Of(VisitKnown visit) =>
        visit.Next < today || (visit.Next == today && visit.Aside?.Missed is not null) ? (Standing.Missed, visit.Next.Value)
        : visit.Seen >= _from ? (Standing.Met, visit.Seen.Value)
        : visit.Next <= To ? (Standing.Open, visit.Next.Value)
        : null;

    public VisitCounts Counts(IEnumerable<VisitKnown> visits)
    {
        var (met, missed, open) = (0, 0, 0);
        foreach (var visit in visits)
            switch (Of(visit)?.Standing)
            {
                case Standing.Met:
                    met++;
                    break;
                case Standing.Missed:
                    missed++;
                    break;
                case Standing.Open:
                    open++;
                    break;
                case null:
                    break;
                default:
                    throw new Unforeseen(visit);
            }
        return new(met + missed + open, met, missed, open);
    }
}

/// <summary>见到 没见到 没到期.</summary>
internal enum Standing
{
    Met,
    Missed,
    Open,
}
