using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Confirmations;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Features.Confirmations;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Auditing;

/// <summary>未成年人年度审计: the number of times minors' records were opened by name in a year, in figures only (未成年人网络保护条例 37).</summary>
internal static class MinorsYear
{
    private const int First = 2020;

    /// <summary>Figures of one year (Asia/Shanghai, this year where left out) in one county: children in the registers, valid approvals, readings in which a minor was shown by name, by community, role, purpose and reason, and the readings that need an explanation: at night outside of any incident, or without a reason. Nobody is named.</summary>
    public static async Task<Outcome<MinorsAudit>> Read(
        int? year,
        string? county,
        Asked asked,
        Known known,
        IFeed feed,
        HeavyReadings heavy,
        CancellationToken stop
    )
    {
        var today = Shanghai.Day(asked.Now);
        var of = year ?? today.Year;
        string[] faults =
        [
            .. Checks.Need(county is { Length: 6 } && Divisions.IsCode(county), "?county: 6 digits"),
            .. Checks.Need(of >= First && of <= today.Year, $"?year: {First} to {today.Year}"),
        ];
        if (faults.Length > 0)
            return Problem.Bad(faults);
        if (asked.Allow(AuditPermissions.AccessRead, new Place(county!)).Problem is { } problem)
            return problem;
        using var place = await heavy.Enter(HeavyKind.File, stop);
        return place is null
            ? HeavyReadings.Busy
            : new Outcome<MinorsAudit>(
                Shown(of, county!, await Readings(feed, known.At, of, today, county!, stop), known, today),
                known.At
            );
    }

    private static async Task<List<AccessRecorded>> Readings(
        IFeed feed,
        Position upTo,
        int year,
        DateOnly today,
        string county,
        CancellationToken stop
    )
    {
        var found = new List<AccessRecorded>();
        for (var day = new DateOnly(year, 1, 1); day.Year == year && day <= today; day = day.AddDays(1))
            await foreach (var happened in feed.Stream(Entities.Audit(Entities.Live, day, county), upTo, stop))
                if (happened.Event is AccessRecorded { Approval: not null } read)
                    found.Add(read);
        return found;
    }

    private static MinorsAudit Shown(int year, string county, List<AccessRecorded> readings, Known known, DateOnly today)
    {
        var (residents, places) = (known.Of<ResidentsKnown>(), known.Of<PlacesKnown>());
        var codes = residents.Registers.Keys.Concat(readings.Select(read => read.Community));
        List<MinorsOfCommunity> communities =
        [
            .. codes
                .Where(code => code.StartsWith(county, StringComparison.Ordinal))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Select(code => new MinorsOfCommunity(
                    code,
                    places.Name(code),
                    residents.PersonsOf(code).Count(person => person is { Left: null, Erased: false } && person.IsMinor(today)),
                    residents.Register(code).Approvals.Count(approval => approval.Holds(today)),
                    readings.Count(read => read.Community == code),
                    readings.Count(read => read.Community == code && Asks(read))
                ))
                .Where(one => one.Children + one.Approvals + one.Readings > 0),
        ];
        return new(
            year,
            communities.Sum(one => one.Children),
            communities.Sum(one => one.Approvals),
            readings.Count,
            readings.Select(read => read.By.Account).Distinct().Count(),
            readings.Count(read => read.Incident is not null),
            readings.Count(Asks),
            readings.Count(read => read.Approval == Approvals.Emergency),
            known.Of<ConfirmationsKnown>().All.Values.Count(one => IsOpenQuestion(one, year, county)),
            [
                .. readings
                    .CountBy(read => read.By.Role)
                    .OrderByDescending(one => one.Value)
                    .Select(one => new RoleCount(one.Key, one.Value)),
            ],
            [
                .. readings
                    .CountBy(read => read.Purpose)
                    .OrderByDescending(one => one.Value)
                    .Select(one => new PurposeCount(one.Key, one.Value)),
            ],
            communities,
            known.At.Value
        );
    }

    private static bool IsOpenQuestion(ConfirmationKnown one, int year, string county) =>
        one is { Act.Kind: AskedKind.EmergencySight, State.Stage: ConfirmationStage.Refused or ConfirmationStage.Lapsed }
        && one.Act.Place.StartsWith(county, StringComparison.Ordinal)
        && Shanghai.Day(one.State.AskedAt).Year == year;

    /// <summary>
    /// True for a reading that needs an explanation, which is no sign of guilt: at night with no incident, or with no reason where one is
    /// required.
    /// </summary>
    private static bool Asks(AccessRecorded read) =>
        (read.Incident is null && read.At.ToOffset(TimeSpan.FromHours(8)).Hour is < 6 or >= 22)
        || (read is { Purpose: AccessPurpose.Reveal, Reason: null, Code: null });
}

/// <param name="Children">Children in the registers today.</param>
/// <param name="Approvals">Approvals valid today.</param>
/// <param name="Readings">Readings in which a minor was shown by name.</param>
/// <param name="Readers">Accounts that made such readings.</param>
/// <param name="InIncidents">Readings for an incident.</param>
/// <param name="ToExplain">Readings at night with no incident, or without a reason.</param>
/// <param name="Emergencies">Readings in an emergency, without an approval.</param>
/// <param name="Unanswered">Emergency readings that were found unjustified, or that nobody reviewed in time.</param>
internal sealed record MinorsAudit(
    int Year,
    int Children,
    int Approvals,
    int Readings,
    int Readers,
    int InIncidents,
    int ToExplain,
    int Emergencies,
    int Unanswered,
    IReadOnlyList<RoleCount> Roles,
    IReadOnlyList<PurposeCount> Purposes,
    IReadOnlyList<MinorsOfCommunity> Communities,
    long Position
);

internal sealed record RoleCount(Role Role, int Count);

internal sealed record PurposeCount(AccessPurpose Purpose, int Count);

internal sealed record MinorsOfCommunity(string Code, string Name, int Children, int Approvals, int Readings, int ToExplain);
