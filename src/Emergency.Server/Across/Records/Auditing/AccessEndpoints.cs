using System.Globalization;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.AccessRecords;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Auditing;

/// <summary>查阅记录: the records of access to personal data, for auditors. Ids and counts, never the data themselves.</summary>
internal static class AccessEndpoints
{
    private const int MostItems = 200;

    public static RouteGroupBuilder MapAccess(this RouteGroupBuilder api)
    {
        api.MapGet("/access", Read).Needs(AuditPermissions.AccessRead);
        api.MapGet("/access/minors", MinorsYear.Read).Needs(AuditPermissions.AccessRead).IsHeavy(HeavyKind.File);
        api.MapGet("/access/person/{personId:guid}", PersonRead.Read).Needs(AuditPermissions.AccessRead).IsHeavy(HeavyKind.File);
        api.MapGet("/access/unusual", ReadUnusual).Needs(AuditPermissions.AccessAlarm);
        api.MapPost("/access/{accessId:guid}/reason", OpenReason).Needs(AuditPermissions.AccessRead);
        return api;
    }

    /// <summary>Accounts that have read personal data unusually often within an hour, in one county, the newest first, by the setting readings-per-hour.</summary>
    public static Outcome<UnusualShown> ReadUnusual(string? county, Asked asked, Known known, Settings settings)
    {
        if (county is not { Length: 6 } || !Divisions.IsCode(county))
            return Problem.Bad("?county: 6 digits");
        if (asked.Allow(AuditPermissions.AccessAlarm, new Place(county)).Problem is { } problem)
            return problem;
        var accounts = known.Of<AccountsKnown>();
        UnusualHour[] items =
        [
            .. known
                .Of<UnusualReadingKnown>()
                .Hours.Where(one => one.County == county)
                .Reverse()
                .Take(MostItems)
                .Select(one => new UnusualHour(one.Account, accounts.Find(one.Account)?.Name, one.Hour, one.Readings)),
        ];
        return new Outcome<UnusualShown>(new(settings.ReadingsPerHour, items, known.At.Value), known.At);
    }

    /// <summary>Opens the reason of one reading of a day in a county. The opening is recorded before the reason leaves the server.</summary>
    public static async Task<Outcome<ReasonOpened>> OpenReason(
        Guid accessId,
        NewReasonOpening body,
        Asked asked,
        IFeed feed,
        Recording recording,
        ISealing sealing,
        CancellationToken stop
    )
    {
        if (NewReasonOpening.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        if (asked.Allow(AuditPermissions.AccessRead, new Place(body.County!)).Problem is { } problem)
            return problem;
        AccessRecorded? found = null;
        await foreach (
            var happened in feed.Stream(Entities.Audit(Entities.Live, body.Day!.Value, body.County!), await feed.Head(stop), stop)
        )
            if (happened.Event is AccessRecorded read && read.Access.Value == accessId)
                found = read;
        if (found?.Reason is not { } reason)
            return Problem.NotFound;
        var (_, sent) = await recording.Write(
            asked,
            AuditPermissions.AccessRead,
            new Place(body.County!),
            byTask: false,
            new(AccessPurpose.Reason, found.Incident, found.Community, [], Code: ReasonCode.Inquiry, Of: found.Access),
            stop
        );
        return sent.With(new ReasonOpened(found.Access.ToString(), found.Code, sealing.Open<FreeText>(reason)?.Text));
    }

    /// <summary>The readings of one day (Asia/Shanghai, today where left out) in one county, oldest first. Each reason appears as a code; its words are opened one by one.</summary>
    public static async Task<Outcome<AccessPage>> Read(
        DateOnly? day,
        string? county,
        int? limit,
        string? next,
        Asked asked,
        IFeed feed,
        CancellationToken stop
    )
    {
        string[] faults =
        [
            .. Infrastructure.Requests.Checks.Need(county is { Length: 6 } && Divisions.IsCode(county), "?county: 6 digits"),
            .. Infrastructure.Requests.Checks.Need(limit is null or (>= 1 and <= MostItems), $"?limit: 1 to {MostItems}"),
            .. Infrastructure.Requests.Checks.Need(
                next is null || long.TryParse(next, NumberStyles.None, CultureInfo.InvariantCulture, out _),
                "?next: as it was given"
            ),
        ];
        if (faults.Length > 0)
            return Problem.Bad(faults);
        if (asked.Allow(AuditPermissions.AccessRead, new Place(county!)).Problem is { } problem)
            return problem;
        var (after, upTo) = (next is null ? 0 : long.Parse(next, CultureInfo.InvariantCulture), await feed.Head(stop));
        var page = new List<Happened>();
        await foreach (var happened in feed.Stream(Entities.Audit(Entities.Live, day ?? Shanghai.Day(asked.Now), county!), upTo, stop))
        {
            if (happened.Sequence <= after)
                continue;
            if (page.Count == (limit ?? MostItems))
                return Page(page, page[^1].Sequence.ToString(CultureInfo.InvariantCulture), upTo);
            page.Add(happened);
        }
        return Page(page, null, upTo);
    }

    private static Outcome<AccessPage> Page(List<Happened> page, string? next, Position at) =>
        new(new([.. page.Select(Shown)], next, at.Value), at);

    internal static AccessShown Shown(Happened happened)
    {
        var read = (AccessRecorded)happened.Event;
        return new(
            happened.Sequence,
            read.Access.ToString(),
            read.At,
            read.By.Account,
            read.By.Role,
            read.By.Member,
            read.Purpose,
            read.Incident,
            read.Community,
            read.Persons.Count,
            read.Persons,
            read.Approval,
            read.Code,
            read.Of?.ToString(),
            read.Reason is not null,
            read.Search
        );
    }
}

internal sealed record AccessPage(IReadOnlyList<AccessShown> Items, string? Next, long Position);

/// <summary>Unusual readings; the limit is <paramref name="Most"/> readings within an hour.</summary>
internal sealed record UnusualShown(int Most, IReadOnlyList<UnusualHour> Items, long Position);

/// <summary>An hour of one account; <paramref name="Account"/> is its key, <paramref name="Name"/> its sign-in name.</summary>
internal sealed record UnusualHour(AccountId Account, string? Name, DateTimeOffset Hour, int Readings);

/// <summary>Identifies a reading: the day (Asia/Shanghai) and the county (6 digits) it is written under.</summary>
internal sealed record NewReasonOpening(DateOnly? Day, string? County)
{
    public static IReadOnlyList<string> Faults(NewReasonOpening body) =>
        [
            .. Infrastructure.Requests.Checks.Need(body.Day is not null, "$.day: a date"),
            .. Infrastructure.Requests.Checks.Need(body.County is { Length: 6 } && Divisions.IsCode(body.County), "$.county: 6 digits"),
        ];
}

/// <summary>Reason of a reading. <paramref name="Text"/> is null where its key is gone, with the person or the incident.</summary>
internal sealed record ReasonOpened(string AccessId, ReasonCode? Code, string? Text);

/// <summary>A reading. <paramref name="Account"/> is the account's key; <paramref name="Approval"/> how access to a minor's record was allowed; <paramref name="Of"/> the reading whose reason was opened; <paramref name="Reasoned"/> true when it has a reason in words; <paramref name="Search"/> the fields searched for a person and the number found: the words are the reason.</summary>
internal sealed record AccessShown(
    long Sequence,
    string AccessId,
    DateTimeOffset At,
    AccountId Account,
    Role Role,
    MemberId? Member,
    AccessPurpose Purpose,
    IncidentId? Incident,
    string Community,
    int Count,
    ListOf<PersonId> Persons,
    string? Approval,
    ReasonCode? Code,
    string? Of,
    bool Reasoned,
    SearchTold? Search
);
