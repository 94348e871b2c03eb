using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Privacy;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Visits;

/// <summary>Endpoints for the month of a community and of a street: grids in the order of their numbers, no rate and no rank.</summary>
internal static class VisitOverviewEndpoints
{
    public static RouteGroupBuilder MapVisitOverviews(this RouteGroupBuilder api)
    {
        api.MapGet("/communities/{code}/visits", Month).Needs(VisitPermissions.Overview);
        api.MapGet("/communities/{code}/visits/months", Months).Needs(VisitPermissions.Overview).IsHeavy(HeavyKind.Area);
        api.MapGet("/streets/{code}/visits", Street).Needs(VisitPermissions.Overview);
        return api;
    }

    /// <summary>This month: 应探 = 见到 + 没见到 + 没到期, by grid; missed visits with their reasons; today's walks; extra visits.</summary>
    public static async Task<Outcome<VisitMonth>> Month(string code, Act act)
    {
        if (!Divisions.IsCommunity(code))
            return Problem.NotFound;
        if (act.Asked.Allow(VisitPermissions.Overview, new Place(code)).Problem is { } problem)
            return problem;
        var known = act.Use<Folding>().Now;
        var query = new VisitsQuery(known, act.Asked);
        var tally = new MonthTally(query.Today);
        List<Visited> all = [.. query.In(code)];
        List<VisitMissedShown> missed = [.. Missed(all, query, tally)];
        var clinic = query.ByClinic(code).ToList();
        PersonId[] named = [.. missed.Select(one => one.PersonId).Union(clinic.Select(one => one.One.Person.Id))];
        if (named.Length > 0)
        {
            var (_, sent) = await VisitReadEndpoints.Record(act, code, byTask: false, [.. named]);
            if (!sent.Accepted)
                return sent.With<VisitMonth>(null!);
        }
        var residents = known.Of<ResidentsKnown>(act.Asked.Realm);
        return new Outcome<VisitMonth>(
            new(
                code,
                known.Of<PlacesKnown>(act.Asked.Realm).Name(code),
                tally.From,
                tally.To,
                query.Today,
                tally.Counts(all.Select(one => one.Visit)),
                [.. Grids(all, tally)],
                missed,
                [.. Walks(all, query)],
                [.. Extras(all)],
                [.. Rhythms(all, query)],
                [.. clinic.Select(one => new ClinicShown(one.One.Person.Id, ResidentsQuery.DoorOf(one.One.Person), one.Day))],
                all.Count(one => one.Visit.Paused),
                residents.PersonsOf(code).Count(person => person.Plan(query.Today, soon: false) is not null)
                    - all.Count(one => one.Visit.Every > 0 && one.Person.Plan(query.Today, soon: false) is not null),
                known.At.Value
            ),
            known.At
        );
    }

    /// <summary>The months before this one, the newest first, as each stood at its end: figures of this community by grid, no names.</summary>
    /// <param name="count">1 to 12; 6 where it is left out.</param>
    public static async Task<Outcome<VisitMonthsPast>> Months(string code, Act act, HeavyReadings heavy, int count = 6)
    {
        if (!Divisions.IsCommunity(code))
            return Problem.NotFound;
        if (count is < 1 or > VisitMonths.Most)
            return Problem.Bad($"?count: 1 to {VisitMonths.Most}");
        if (act.Asked.Allow(VisitPermissions.Overview, new Place(code)).Problem is { } problem)
            return problem;
        using var turn = await heavy.Enter(HeavyKind.Area, act.Stop);
        if (turn is null)
            return HeavyReadings.Busy;
        var known = act.Use<Folding>().Now;
        var months = await act.Use<VisitMonths>().Of(act.Asked.Realm, code, known, Shanghai.Day(act.Now), count, act.Stop);
        return new Outcome<VisitMonthsPast>(new(code, known.Of<PlacesKnown>(act.Asked.Realm).Name(code), months, known.At.Value), known.At);
    }

    /// <summary>The communities of a street in figures, and by door only visits seven days late.</summary>
    public static async Task<Outcome<StreetVisits>> Street(string code, Act act)
    {
        if (!Divisions.IsCode(code) || code.Length != 9)
            return Problem.NotFound;
        if (act.Asked.Allow(VisitPermissions.Overview, new Place(code)).Problem is { } problem)
            return problem;
        var known = act.Use<Folding>().Now;
        var (query, visits, places) = (
            new VisitsQuery(known, act.Asked),
            known.Of<VisitsKnown>(act.Asked.Realm),
            known.Of<PlacesKnown>(act.Asked.Realm)
        );
        var (tally, rows, late) = (new MonthTally(query.Today), new List<StreetCommunity>(), new List<StreetLate>());
        foreach (
            var community in visits.All.Keys.Where(one => one.StartsWith(code, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        )
        {
            List<Visited> all = [.. query.In(community)];
            rows.Add(
                new(community, places.Name(community), tally.Counts(all.Select(one => one.Visit)), VisitFigures.Of(visits, community))
            );
            List<Visited> far = [.. query.Walk(all.Where(one => one.Visit is { Level: >= 3, Next: not null }))];
            if (far.Count == 0)
                continue;
            var (_, sent) = await VisitReadEndpoints.Record(act, community, byTask: false, [.. far.Select(one => one.Person.Id)]);
            if (!sent.Accepted)
                return sent.With<StreetVisits>(null!);
            late.AddRange(
                far.Select(one => new StreetLate(
                    community,
                    one.Person.Id,
                    ResidentsQuery.DoorOf(one.Person),
                    one.Visit.Next!.Value,
                    query.LateDays(one.Visit),
                    one.Visit.Aside?.Missed,
                    one.Visit.Aside?.Again
                ))
            );
        }
        return new Outcome<StreetVisits>(new(code, rows, late, known.At.Value), known.At);
    }

    /// <summary>Orders grids by their numbers, never by their results.</summary>
    internal static IEnumerable<VisitGrid> Grids(IEnumerable<Visited> all, MonthTally tally) =>
        Grids(all.Select(one => (one.Person.Grid, one.Visit)), tally);

    internal static IEnumerable<VisitGrid> Grids(IEnumerable<(string Grid, VisitKnown Visit)> all, MonthTally tally) =>
        all.GroupBy(one => one.Grid, StringComparer.Ordinal)
            .OrderBy(grid => grid.Key.Length)
            .ThenBy(grid => grid.Key, StringComparer.Ordinal)
            .Select(grid => Grid(grid, tally));

    private static VisitGrid Grid(IGrouping<string, (string Grid, VisitKnown Visit)> grid, MonthTally tally)
    {
        var standing = grid.Select(one => tally.Of(one.Visit)).OfType<(Standing Standing, DateOnly Day)>().ToList();
        return new(
            grid.Key,
            tally.Counts(grid.Select(one => one.Visit)),
            [
                .. standing
                    .GroupBy(one => one.Day)
                    .OrderBy(day => day.Key)
                    .Select(day => new VisitDay(
                        day.Key,
                        day.Count(one => one.Standing == Standing.Met),
                        day.Count(one => one.Standing == Standing.Missed),
                        day.Count(one => one.Standing == Standing.Open)
                    )),
            ]
        );
    }

    private static IEnumerable<VisitMissedShown> Missed(List<Visited> all, VisitsQuery query, MonthTally tally) =>
        all.Where(one => tally.Of(one.Visit)?.Standing == Standing.Missed)
            .OrderBy(one => one.Visit.Next)
            .ThenBy(one => ResidentsQuery.Key(one.Person), StringComparer.Ordinal)
            .Select(one => new VisitMissedShown(
                one.Person.Id,
                Masks.Name(one.Person.Contact.Name),
                ResidentsQuery.DoorOf(one.Person),
                one.Visit.Next!.Value,
                query.LateDays(one.Visit),
                one.Visit.Level,
                one.Visit.Aside?.Missed,
                one.Visit.Aside?.MissedAt,
                one.Visit.Aside?.Again,
                one.Visit.Aside?.Hand
            ));

    private static IEnumerable<VisitWalk> Walks(List<Visited> all, VisitsQuery query) =>
        all.Where(one => one.Visit.IsDue(query.Today) || one.Visit.Seen == query.Today)
            .GroupBy(one =>
                one.Visit.Aside?.Hand is { } member
                    ? (Member: member, Role: null, Grid: null)
                    : (
                        Member: (MemberId?)null,
                        Role: one.Person.Rhythm(query.Today).Who is [var first, ..] ? first : (Role?)null,
                        Grid: (string?)one.Person.Grid
                    )
            )
            .OrderBy(walk => walk.Key.Member is null)
            .ThenBy(walk => walk.Key.Role)
            .ThenBy(walk => walk.Key.Grid, StringComparer.Ordinal)
            .Select(walk => new VisitWalk(
                walk.Key.Member,
                walk.Key.Role,
                walk.Key.Grid,
                walk.Count(one => one.Visit.IsDue(query.Today)),
                walk.Count(one => one.Visit.Seen == query.Today)
            ));

    private static IEnumerable<ExtraCount> Extras(List<Visited> all) =>
        all.SelectMany(one => one.Visit.Extras)
            .GroupBy(extra => (extra.Trigger, extra.Cause))
            .Select(extra => new ExtraCount(extra.Key.Trigger, extra.Min(one => one.Before), extra.Count(), extra.Count(one => one.Late)))
            .OrderBy(extra => extra.Before);

    private static IEnumerable<RhythmInUse> Rhythms(List<Visited> all, VisitsQuery query) =>
        all.GroupBy(one => one.Person.Rhythm(query.Today).Told())
            .OrderBy(rhythm => rhythm.Key.Days)
            .ThenBy(rhythm => rhythm.Key.Code, StringComparer.Ordinal)
            .Select(rhythm => new RhythmInUse(rhythm.Key.Code, rhythm.Key.Days, rhythm.Count(), rhythm.Key.Article, rhythm.Key.Source));
}
