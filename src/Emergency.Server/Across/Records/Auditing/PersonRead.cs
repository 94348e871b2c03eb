using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Across.Auditing;

/// <summary>谁看过我的信息: the readings of one person, so that this person can be answered (个人信息保护法 45).</summary>
internal static class PersonRead
{
    private const int MostDays = 366,
        MostItems = 1_000;

    /// <summary>Lists the readings of one county that included the person, from one day to another (Asia/Shanghai, at most 366; the last 366 where left out), the newest first, at most 1,000. Neither the person nor a reader is named.</summary>
    public static async Task<Outcome<PersonReadings>> Read(
        Guid personId,
        string? county,
        DateOnly? from,
        DateOnly? to,
        Asked asked,
        IFeed feed,
        HeavyReadings heavy,
        CancellationToken stop
    )
    {
        var today = Shanghai.Day(asked.Now);
        var last = to is { } end && end < today ? end : today;
        var first = from ?? last.AddDays(1 - MostDays);
        string[] faults =
        [
            .. Checks.Need(county is { Length: 6 } && Divisions.IsCode(county), "?county: 6 digits"),
            .. Checks.Need(first <= last && last.DayNumber - first.DayNumber < MostDays, $"?from, ?to: at most {MostDays} days"),
        ];
        if (faults.Length > 0)
            return Problem.Bad(faults);
        if (asked.Allow(AuditPermissions.AccessRead, new Place(county!)).Problem is { } problem)
            return problem;
        using var place = await heavy.Enter(HeavyKind.File, stop);
        if (place is null)
            return HeavyReadings.Busy;
        var (person, head, found) = (new PersonId(personId), await feed.Head(stop), new List<AccessShown>());
        for (var day = last; day >= first && found.Count < MostItems; day = day.AddDays(-1))
        {
            var here = new List<AccessShown>();
            await foreach (var happened in feed.Stream(Entities.Audit(Entities.Live, day, county!), head, stop))
                if (happened.Event is AccessRecorded read && read.Persons.Contains(person))
                    here.Add(AccessEndpoints.Shown(happened) with { Persons = [person] });
            found.AddRange(Enumerable.Reverse(here));
        }
        return new Outcome<PersonReadings>(new(person, first, last, [.. found.Take(MostItems)], head.Value), head);
    }
}

internal sealed record PersonReadings(PersonId Person, DateOnly From, DateOnly To, IReadOnlyList<AccessShown> Items, long Position);
