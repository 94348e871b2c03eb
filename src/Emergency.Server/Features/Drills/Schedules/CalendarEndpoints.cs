using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Domain.Places;
using Emergency.Domain.Regulations;
using Emergency.Server.Features.Drills.Scenarios;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Drills.Schedules;

/// <summary>演练日历: planned and past drills, conflicts, and drills that should be planned.</summary>
internal static class CalendarEndpoints
{
    private const int Longest = 186,
        Most = 2_000,
        Ahead = 92,
        Wanted = 50,
        SoonWanted = 60;

    public static RouteGroupBuilder MapCalendar(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/schedules").WithTags("schedules");
        routes.MapGet("/calendar", Read).Needs(DrillPermissions.ScheduleRead);
        routes.MapPost("/try", Try).Needs(DrillPermissions.ScheduleLead);
        return api;
    }

    /// <summary>The drills of one's own places. from and to are days (this month where left out), at most 186 of them; division narrows it to a street or community.</summary>
    public static Outcome<CalendarShown> Read(
        Asked asked,
        Known known,
        ScenarioLibrary scenarios,
        RulePacks packs,
        DateOnly? from = null,
        DateOnly? to = null,
        string? division = null
    )
    {
        var today = Shanghai.Day(asked.Now);
        var first = from ?? new DateOnly(today.Year, today.Month, 1);
        var last = to ?? first.AddMonths(1).AddDays(-1);
        if (last < first || last.DayNumber - first.DayNumber > Longest)
            return Problem.Bad($"?to: not before from, at most {Longest} days later");
        if (division is not null && !Divisions.IsCode(division))
            return Problem.Bad("?division: 6, 9 or 12 digits");
        var (begins, ends) = (Shanghai.At(first, TimeOnly.MinValue), Shanghai.At(last.AddDays(1), TimeOnly.MinValue));
        var booked = new Booked(asked, known, scenarios);
        bool Within(ListOf<string> communities) =>
            division is null || communities.Any(code => code.StartsWith(division, StringComparison.Ordinal));
        // Drills that begin before the range reach into it by at most a day.
        var coming = booked.Coming(ends).Where(one => one.Occasion.At >= begins.AddDays(-1)).ToList();
        var standing = booked.Standing().ToList();
        Booking[] all = [.. coming.Select(one => one.Booking), .. standing.Select(one => one.Booking)];
        var shown = coming
            .Where(one => Within(one.Schedule.Facts.Communities))
            .Select(one => Planned(one.Schedule, one.Occasion, one.Next, one.Booking, asked))
            .Concat(
                known
                    .Of<DrillsKnown>()
                    .All.Values.Where(one =>
                        (one.State.Start is not null || one.State.Stage != DrillStage.Ended)
                        && DrillSight.Sees(asked, one)
                        && Within(one.Facts.Communities)
                    )
                    .Select(one => Held(one, booked, asked))
            )
            .Where(one => one.IsWithin(begins, ends))
            .OrderBy(one => one.At)
            .ThenBy(one => one.Key, StringComparer.Ordinal)
            .Take(Most)
            .ToList();
        var keys = shown.Select(one => one.Key).ToHashSet(StringComparer.Ordinal);
        var conflicts = Conflicts
            .Among(all, Holidays.Announced)
            .Where(one => keys.Contains(one.Of) || one.With is { } with && keys.Contains(with))
            .Take(Most)
            .ToList();
        var wanted = Wanting(asked, known, packs, today, division).ToList();
        return new Outcome<CalendarShown>(
            new(
                first,
                last,
                today,
                [.. Holidays.Announced.Days.Where(day => day.Day >= first && day.Day <= last)],
                [.. Enumerable.Range(first.Year, last.Year - first.Year + 1).Where(year => !Holidays.Announced.Knows(year))],
                shown,
                Said(conflicts, all, coming, ends, booked, asked),
                [.. wanted.Take(Wanted)],
                wanted.Count,
                known.At.Value
            ),
            known.At
        );
    }

    /// <summary>Tries a date and returns its conflicts; nothing is written.</summary>
    public static Outcome<DateTriedShown> Try(DateTried body, Asked asked, Known known, ScenarioLibrary scenarios)
    {
        List<string> faults =
        [
            .. Checks.Need(body.Communities is { Count: >= 1 and <= 300 }, "$.communities: 1 to 300"),
            .. (body.Communities ?? []).SelectMany((code, i) => Checks.Need(Divisions.IsCommunity(code), $"$.communities[{i}]: 12 digits")),
            .. Checks.Need(
                body.Date is { } at && at > asked.Now.AddYears(-2) && at < asked.Now.AddYears(2),
                "$.date: a time at most two years away"
            ),
            .. Checks.Need(body.Minutes is >= 5 and <= 1_440, "$.minutes: 5 to 1,440"),
        ];
        if (faults.Count > 0)
            return Problem.Bad(faults);
        var moved =
            body.Schedule is { } id && known.Of<SchedulesKnown>().Find(new(id)) is { } plan && ScheduleSight.Sees(asked, plan)
                ? plan
                : null;
        // An asker who sees a plan can propose a date for it, with all its communities.
        if (
            body.Communities!.Except(moved?.Facts.Communities ?? [], StringComparer.Ordinal)
                .Select(code => asked.Allow(DrillPermissions.ScheduleLead, new Place(code)).Problem)
                .FirstOrDefault(problem => problem is not null) is
            { } refused
        )
            return refused;
        var date = body.Date!.Value.ToUniversalTime();
        var booked = new Booked(asked, known, scenarios);
        var others = booked
            .Coming(date.AddDays(Ahead))
            .Where(one => one.Schedule.Id != moved?.Id)
            .Select(one => (one.Schedule.Facts.Title, one.Booking))
            .Concat(booked.Standing().Select(one => (one.Drill.Facts.Title, one.Booking)))
            .ToList();
        var one = new Booking(
            "",
            body.Communities!,
            booked.People(body.Scenario ?? moved?.Facts.Scenario ?? "", body.Communities!),
            date,
            TimeSpan.FromMinutes(body.Minutes!.Value),
            Firmness.Ruled
        );
        var rest = others.ConvertAll(other => other.Booking);
        var found = Conflicts.Of(one, rest, Holidays.Announced);
        var named = others.ToLookup(other => other.Booking.Id, other => other.Title, StringComparer.Ordinal);
        return new Outcome<DateTriedShown>(
            new(
                date,
                [.. found.Select(conflict => ConflictShown.Said(conflict, date))],
                [.. found.SelectMany(conflict => named[conflict.Of].Concat(named[conflict.With ?? ""])).Distinct(StringComparer.Ordinal)],
                found.Count == 0 ? null : Conflicts.Free(one, rest, Holidays.Announced),
                !Holidays.Announced.Knows(Shanghai.Day(date).Year),
                known.At.Value
            ),
            known.At
        );
    }

    // Only the next drill of a plan can be moved. If the one that should move is not such, the other one of the conflict moves.
    private static List<ConflictShown> Said(
        List<Conflict> conflicts,
        Booking[] all,
        IReadOnlyList<(ScheduleKnown Schedule, Occasion Occasion, bool Next, Booking Booking)> coming,
        DateTimeOffset ends,
        Booked booked,
        Asked asked
    )
    {
        var bookings = all.ToDictionary(one => one.Id, StringComparer.Ordinal);
        var movable = coming.Where(one => one.Next).ToDictionary(one => one.Booking.Id, StringComparer.Ordinal);
        Booking[]? later = null;
        return conflicts.ConvertAll(one =>
        {
            var key =
                movable.ContainsKey(one.Of) ? one.Of
                : one.With is { } with && movable.ContainsKey(with) ? with
                : null;
            var at = bookings[one.Of].From;
            if (
                key is null
                || movable[key].Schedule is not { } plan
                || ScheduleSight.MayLead(asked, plan.Facts.Form, plan.Facts.Communities) is not null
            )
                return ConflictShown.Said(one, at);
            later ??=
            [
                .. booked.Coming(ends.AddDays(Ahead)).Select(entry => entry.Booking),
                .. booked.Standing().Select(entry => entry.Booking),
            ];
            return ConflictShown.Said(
                key == one.Of ? one : one with { Of = one.With!, With = one.Of },
                at,
                plan.Id,
                Conflicts.Free(bookings[key], later, Holidays.Announced)
            );
        });
    }

    private static CalendarEntry Planned(ScheduleKnown schedule, Occasion occasion, bool next, Booking booking, Asked asked)
    {
        var facts = schedule.Facts;
        return new(
            booking.Id,
            schedule.Id,
            null,
            facts.Title,
            facts.Form,
            facts.Communities,
            occasion.At,
            occasion.At.AddMinutes(facts.Minutes),
            facts.Minutes,
            !facts.Unannounced,
            DrillStage.None,
            next,
            ScheduleSight.MayLead(asked, facts.Form, facts.Communities) is null,
            booking.People.Count,
            0
        );
    }

    private static CalendarEntry Held(DrillKnown drill, Booked booked, Asked asked)
    {
        var (state, facts) = (drill.State, drill.Facts);
        var at = state.Start?.At ?? state.End?.At ?? asked.Now;
        return new(
            Booked.KeyOf(drill),
            null,
            drill.Id,
            facts.Title,
            facts.Form,
            facts.Communities,
            at,
            state.End?.At ?? at + booked.Longest(drill),
            (int)facts.Length.TotalMinutes,
            facts.Announced,
            state.Stage,
            false,
            DrillSight.Leads(asked, drill),
            booked.People(facts.Scenario, facts.Communities).Count,
            state.Improvements.Count
        );
    }

    // A 桌推 of one person does not count as a drill of the community.
    private static IEnumerable<DrillWanted> Wanting(Asked asked, Known known, RulePacks packs, DateOnly today, string? division)
    {
        var held = known
            .Of<DrillsKnown>()
            .All.Values.Where(one => one.Facts.Form != DrillForm.Solo && one.State is { Start: { } start, Stage: DrillStage.Ended })
            .SelectMany(one => one.Facts.Communities, (one, code) => (Code: code, Day: Shanghai.Day(one.State.Start!.At)))
            .GroupBy(one => one.Code, StringComparer.Ordinal)
            .ToDictionary(all => all.Key, all => all.Max(one => one.Day), StringComparer.Ordinal);
        var planned = known
            .Of<SchedulesKnown>()
            .All.Values.Where(one => one.Facts.Form != DrillForm.Solo && one.Due is not null && ScheduleSight.Sees(asked, one))
            .SelectMany(one => one.Facts.Communities, (one, code) => (Code: code, Day: Shanghai.Day(one.Due!.Value)))
            .ToLookup(one => one.Code, one => one.Day, StringComparer.Ordinal);
        var scopes = asked
            .Grants.Where(grant => DrillPermissions.ScheduleRead.Of(grant.Role) == Reach.Scope)
            .Select(grant => grant.Scope.Division)
            .Distinct(StringComparer.Ordinal);
        return from scope in scopes
            from community in known.Of<PlacesKnown>().Communities(scope)
            where community.Facts.Successor is null && (division is null || community.Code.StartsWith(division, StringComparison.Ordinal))
            let rule = packs.For(community.Code, today).FirstOrDefault(rule => rule.Evidence == "drill" && rule.IsCounted())
            where rule is not null
            let last = held.TryGetValue(community.Code, out var day) ? day : (DateOnly?)null
            let until = last?.AddDays(rule.Days)
            where
                (until is null || until <= today.AddDays(SoonWanted))
                && !planned[community.Code].Any(next => until is null || next <= until || until < today)
            orderby last ?? DateOnly.MinValue
            select new DrillWanted(community.Code, last, until?.DayNumber - today.DayNumber, rule.Articles[0], rule.Days, rule.Local);
    }
}
