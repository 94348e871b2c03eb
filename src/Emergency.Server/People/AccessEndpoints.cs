using System.Globalization;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Identity;
using Emergency.Server.Problems;

namespace Emergency.Server.People;

/// <summary>查阅记录: who read personal data, for auditors. Ids and counts, never what was read.</summary>
public static class AccessEndpoints
{
    private const int MostItems = 200;

    public static RouteGroupBuilder MapAccess(this RouteGroupBuilder api)
    {
        api.MapGet("/access", Read).Needs(Permissions.AccessRead);
        return api;
    }

    /// <summary>The readings of one day (Asia/Shanghai, today where left out) in one county, oldest first. Reasons stay sealed.</summary>
    public static async Task<Outcome<AccessPage>> Read(DateOnly? day, string? county, int? limit, string? next, Asked asked, IFeed feed, CancellationToken stop)
    {
        string[] faults =
        [
            .. Incidents.Checks.Need(county is { Length: 6 } && Divisions.IsCode(county), "?county: 6 digits"),
            .. Incidents.Checks.Need(limit is null or (>= 1 and <= MostItems), $"?limit: 1 to {MostItems}"),
            .. Incidents.Checks.Need(next is null || long.TryParse(next, NumberStyles.None, CultureInfo.InvariantCulture, out _), "?next: as it was given"),
        ];
        if (faults.Length > 0) return Problem.Bad(faults);
        if (asked.Allow(Permissions.AccessRead, new Place(county!)).Problem is { } problem) return problem;
        var (after, upTo) = (next is null ? 0 : long.Parse(next, CultureInfo.InvariantCulture), await feed.Head(stop));
        var page = new List<Happened>();
        await foreach (var happened in feed.Stream(Entities.Audit(Entities.Live, day ?? Shanghai.Day(asked.Now), county!), upTo, stop))
        {
            if (happened.Sequence <= after) continue;
            if (page.Count == (limit ?? MostItems)) return Page(page, page[^1].Sequence.ToString(CultureInfo.InvariantCulture), upTo);
            page.Add(happened);
        }
        return Page(page, null, upTo);
    }

    private static Outcome<AccessPage> Page(List<Happened> page, string? next, Position at) => new(new([.. page.Select(Shown)], next, at.Value), at);

    private static AccessShown Shown(Happened happened)
    {
        var read = (AccessRecorded)happened.Event;
        return new(happened.Sequence, read.Access.ToString(), read.At, read.By.Account, read.By.Role, read.By.Member, read.Purpose, read.Incident, read.Community, read.Persons.Count, read.Persons, read.Approval, read.Reason is not null);
    }
}

public sealed record AccessPage(IReadOnlyList<AccessShown> Items, string? Next, long Position);

/// <summary>One reading. <paramref name="Account"/> is the account's key; <paramref name="Approval"/> how a minor's record was allowed; <paramref name="Reasoned"/> whether a reason lies with it.</summary>
public sealed record AccessShown(long Sequence, string AccessId, DateTimeOffset At, AccountId Account, Role Role, MemberId? Member, AccessPurpose Purpose, IncidentId? Incident, string Community, int Count, ListOf<PersonId> Persons, string? Approval, bool Reasoned);
