using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Domain.Rhythms;
using Emergency.Domain.Teams;
using Emergency.Server.Features.Drills.Schedules;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Due;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Today;

/// <summary>今天 and 日程 of a street or community, from the due work of each noun.</summary>
internal static class TodayEndpoints
{
    private const int MostFirst = 5,
        Week = 7,
        LongestDays = 62;

    public static RouteGroupBuilder MapToday(this RouteGroupBuilder api)
    {
        api.MapGet("/today/{code}", Read).Needs(TodayPermissions.Read).WithTags("today");
        api.MapGet("/today/{code}/calendar", Calendar).Needs(TodayPermissions.Read).WithTags("today");
        return api;
    }

    /// <summary>Shows the work due today in a street (9 digits) or community (12), the matters waiting for others, the work of the week, and the people who could be called now.</summary>
    public static Outcome<TodayShown> Read(string code, Asked asked, Known known, IEnumerable<IDueToday> dues)
    {
        if (Refused(code, asked) is { } problem)
            return problem;
        var places = known.Of<PlacesKnown>(asked.Realm);
        var due = Asking(code, asked, known, Shanghai.Day(asked.Now).AddDays(Week));
        var all = dues.SelectMany(noun => noun.Of(due)).ToList();
        var (first, rest) = Ranked(all, due.Today);
        return new Outcome<TodayShown>(
            new(
                code,
                places.Name(code),
                due.Today,
                [.. first.Select(Shown)],
                [.. rest.Select(Shown)],
                [.. all.Where(one => one.Others).OrderBy(one => one.On is null).ThenBy(one => one.On).Select(Shown)],
                [.. all.Where(one => !one.Others && one.Stake != Stake.Life && one.On > due.Today).OrderBy(one => one.On).Select(Shown)],
                Ready(due),
                [.. Watches(due)],
                Holidays.Announced.On(due.Today),
                known.At.Value
            ),
            known.At
        );

        DueShown Shown(DueThing one) =>
            new(
                one.Kind,
                one.Place,
                one.Place == code ? null : places.Name(one.Place),
                one.On,
                one.At,
                due.Today.DayNumber - one.On?.DayNumber,
                one.Number,
                one.What,
                Link(one),
                one.Stake
            );
    }

    /// <summary>
    /// Ranks the work due now: the first five, and the rest. The rank follows the stake, then the time; work without a day comes after work
    /// with one.
    /// </summary>
    internal static (IReadOnlyList<DueThing> First, IReadOnlyList<DueThing> Others) Ranked(IEnumerable<DueThing> all, DateOnly today)
    {
        var open = all.Where(one => !one.Others && (one.On is null || one.On <= today || one.Stake == Stake.Life))
            .OrderByDescending(one => one.Stake)
            .ThenBy(one => one.On is null)
            .ThenBy(one => one.On)
            .ThenBy(one => one.At)
            .ThenBy(one => one.Place, StringComparer.Ordinal)
            .ToList();
        var first = open.Where(one => one.Stake == Stake.Life || one.On <= today).Take(MostFirst).ToList();
        return (first, [.. open.Except(first)]);
    }

    /// <summary>Shows the work due from one day to another, at most 62 days: things with a day, and recurring duties. Late work stands on today.</summary>
    /// <param name="from">First day; this month's first where it is left out.</param>
    /// <param name="to">Last day; that month's last where it is left out.</param>
    public static Outcome<CalendarOfDuties> Calendar(
        string code,
        Asked asked,
        Known known,
        IEnumerable<IDueToday> dues,
        DateOnly? from = null,
        DateOnly? to = null
    )
    {
        if (Refused(code, asked) is { } problem)
            return problem;
        var today = Shanghai.Day(asked.Now);
        var first = from ?? new DateOnly(today.Year, today.Month, 1);
        var last = to ?? new DateOnly(first.Year, first.Month, 1).AddMonths(1).AddDays(-1);
        if (last < first || last.DayNumber - first.DayNumber >= LongestDays)
            return Problem.Bad($"?to: not before from, at most {LongestDays - 1} days later");
        var places = known.Of<PlacesKnown>(asked.Realm);
        var due = Asking(code, asked, known, last);
        var things = dues.SelectMany(noun => noun.Of(due))
            .Where(one => one.On is not null)
            .Select(one =>
            {
                var day = one.On < today ? today : one.On!.Value;
                return new CalendarDue(
                    one.Kind,
                    one.Place,
                    one.Place == code ? null : places.Name(one.Place),
                    day,
                    one.At,
                    one.Number,
                    one.What,
                    Link(one),
                    true,
                    false
                );
            });
        // A recurring duty falls due in all communities: one line, not one for each.
        var rounds =
            from duty in DutyRhythm.BuiltIn
            where duty.Shown && due.Communities.Count > 0 && (duty.Of == RhythmOf.Community || code.Length == 9)
            from one in Features.Rhythms.Rhythm.Between(duty, first < today ? today : first, last)
            where one.At > asked.Now
            select new CalendarDue(
                $"round-{duty.Code}",
                code,
                null,
                Shanghai.Day(one.At),
                one.At,
                duty.Of == RhythmOf.Community ? due.Communities.Count : 1,
                null,
                null,
                one.Sure,
                true
            );
        return new Outcome<CalendarOfDuties>(
            new(
                code,
                places.Name(code),
                first,
                last,
                today,
                [
                    .. things
                        .Concat(rounds)
                        .Where(one => one.On >= first && one.On <= last)
                        .OrderBy(one => one.On)
                        .ThenBy(one => one.At)
                        .ThenBy(one => one.Place, StringComparer.Ordinal),
                ],
                [.. Holidays.Announced.Days.Where(day => day.Day >= first && day.Day <= last)],
                [.. Enumerable.Range(first.Year, last.Year - first.Year + 1).Where(year => !Holidays.Announced.Knows(year))],
                known.At.Value
            ),
            known.At
        );
    }

    private static Problem? Refused(string code, Asked asked) =>
        code.Length is not (9 or 12) || !Divisions.IsCode(code)
            ? Problem.NotFound
            : asked.Allow(TodayPermissions.Read, new Place(code)).Problem;

    private static DueAsked Asking(string code, Asked asked, Known known, DateOnly until) =>
        new(
            asked,
            known,
            code,
            [
                .. known
                    .Of<PlacesKnown>(asked.Realm)
                    .Communities(code)
                    .Where(one => one.Facts.Successor is null)
                    .Select(one => one.Code)
                    .Order(StringComparer.Ordinal),
            ],
            until
        );

    // A part of /street stands behind its #; the address of a separate page begins with a slash.
    private static string Link(DueThing one) =>
        one.Part.StartsWith('/') ? one.Part
        : one.Query.Length == 0 ? $"/street#{one.Part}"
        : $"/street?{one.Query}#{one.Part}";

    private static ReadyNow Ready(DueAsked due)
    {
        var (asked, known) = (due.Asked, due.Known);
        var members = due.Communities.SelectMany(code => known.Of<TeamsKnown>(asked.Realm).Of(code).State.Members.Values).ToList();
        var callable = members.Count(one => one.Availability == Availability.OnPost);
        if (asked.Allow(PeoplePermissions.ResidentsCount, new Place(due.Division)).Problem is not null)
            return new(callable, members.Count, null, null, null);
        var persons = due.Communities.SelectMany(known.Of<ResidentsKnown>(asked.Realm).PersonsOf).ToList();
        int With(string need) => persons.Count(one => one.Listed.Needs.Contains(need, StringComparer.Ordinal));
        return new(callable, members.Count, persons.Count, With("carry"), With("oxygen"));
    }

    // For a street only the running shift's people, and shifts without anybody.
    private static IEnumerable<ShiftKept> Watches(DueAsked due)
    {
        var (asked, known) = (due.Asked, due.Known);
        if (asked.Allow(TeamPermissions.Read, new Place(due.Division)).Problem is not null)
            yield break;
        var places = known.Of<PlacesKnown>(asked.Realm);
        foreach (var community in due.Communities)
        {
            var team = known.Of<TeamsKnown>(asked.Realm).Of(community);
            var shifts = Rosters.NotOver(asked.Now, 2, known.InForce, community).Take(due.Communities.Count == 1 ? 2 : 1);
            foreach (var (day, shift, from) in shifts)
                yield return new(
                    community,
                    places.Name(community),
                    day,
                    shift,
                    from <= asked.Now,
                    [
                        .. team
                            .State.Roster.Values.Where(duty => duty.Day == day && duty.Shift == shift)
                            .InOrder()
                            .Select(duty => TurnShown.Of(team, duty)),
                    ]
                );
        }
    }
}
