using Emergency.Domain.Rhythms;
using Emergency.Engine;
using Emergency.Server.Features.Drills.Schedules;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;
using Quartz;

namespace Emergency.Server.Features.Rhythms;

/// <summary>
/// Schedules duties: a trigger for each duty of each community that has a register, or of each street, never one for a
/// person. If several times passed while no clock ran, only the last is sent. The duty's own rule decides whether it
/// is made up for.
/// </summary>
internal sealed partial class RoundClock(
    IDuties duties,
    IFeed feed,
    Folding folding,
    Insisting insisting,
    ISchedulerFactory quartz,
    TimeProvider time,
    ILogger<RoundClock> log
) : TriggerClock(Sender, duties, feed, folding, quartz, time, log)
{
    private const string Sender = "rounds";

    private readonly Dictionary<string, (DateTimeOffset? Last, DateTimeOffset? Due)> _next = new(StringComparer.Ordinal);
    private (object Registers, PlacesKnown Places, IReadOnlyList<(string, DutyRhythm)> Keys)? _of;
    private readonly Folding _folding = folding;
    private readonly TimeProvider _time = time;
    private readonly ILogger _log = log;

    protected override IEnumerable<(string Key, DateTimeOffset? Due)> Dues(Known known)
    {
        var last = known.Of<RoundsKnown>().Last;
        foreach (var (key, duty) in Keys(known))
            yield return (key, Next(key, duty, last.TryGetValue(key, out var at) ? at : null));
    }

    // The clock looks four times a second, so names are made again only when registers or divisions have changed.
    private IReadOnlyList<(string Key, DutyRhythm Duty)> Keys(Known known)
    {
        var (registers, places) = (known.Of<ResidentsKnown>().Registers, known.Of<PlacesKnown>());
        if (_of is { } of && ReferenceEquals(of.Registers, registers) && ReferenceEquals(of.Places, places))
            return of.Keys;
        var communities = registers.Where(one => !one.Value.Persons.IsEmpty).Select(one => one.Key).ToList();
        var streets = places.Below("").SelectMany(county => places.Below(county.Code)).Select(street => street.Code).ToList();
        List<(string, DutyRhythm)> keys =
        [
            .. DutyRhythm.BuiltIn.SelectMany(duty =>
                (duty.Of == RhythmOf.Street ? streets : communities).Select(division => (Entities.Round(duty.Code, division).Key, duty))
            ),
        ];
        _of = (registers, places, keys);
        return keys;
    }

    private DateTimeOffset? Next(string key, DutyRhythm duty, DateTimeOffset? last)
    {
        if (_next.TryGetValue(key, out var known) && known.Last == last)
            return known.Due;
        var due = Rhythm.Next(duty, last, _time.GetUtcNow());
        _next[key] = (last, due);
        return due;
    }

    protected override async Task Fire(string key, DateTimeOffset due, Known known, CancellationToken held)
    {
        if (known.Of<RoundsKnown>().Last.TryGetValue(key, out var last) && last >= due)
            return;
        var dot = key.LastIndexOf('.');
        var (duty, community) = (DutyRhythm.BuiltIn.First(one => one.Code == key[..dot]), key[(dot + 1)..]);
        var sent = await insisting.Send(
            Sender,
            $"{key} {due.UtcTicks}",
            Entities.Round(duty.Code, community),
            new ComeRound(duty.Code, community, due, duty.Misfire, duty.GraceMinutes, _time.GetUtcNow()),
            null,
            held
        );
        if (sent.Problem is { } problem)
            Declined(_log, problem.Code);
        else
            await _folding.At(sent.Position, Timeout.InfiniteTimeSpan, held);
    }

    [LoggerMessage(LogLevel.Information, "A duty does not come round: {Code}")]
    private static partial void Declined(ILogger log, string code);
}

/// <summary>Computes the times of a duty.</summary>
internal static class Rhythm
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.CreateCustomTimeZone("Shanghai", TimeSpan.FromHours(8), null, null);

    /// <summary>
    /// The first time after the last one; the latest of several that have passed. A duty without a last time begins with the
    /// next to come.
    /// </summary>
    public static DateTimeOffset? Next(DutyRhythm duty, DateTimeOffset? last, DateTimeOffset now)
    {
        var due = After(duty, last ?? now);
        while (last is not null && due <= now && After(duty, due.Value) is { } later && later <= now)
            due = later;
        return due;
    }

    /// <summary>
    /// The days of a duty between two days, both included. <c>Sure</c> is false where the holidays of that year are not
    /// announced yet and the day can move.
    /// </summary>
    public static IEnumerable<(DateTimeOffset At, bool Sure)> Between(DutyRhythm duty, DateOnly from, DateOnly to)
    {
        var (at, ends) = (Domain.Shanghai.At(from, TimeOnly.MinValue).AddSeconds(-1), Domain.Shanghai.At(to.AddDays(1), TimeOnly.MinValue));
        while (After(duty, at) is { } next && next < ends)
        {
            yield return (next, duty.OnHoliday == Domain.Drills.OnHoliday.Keep || Holidays.Announced.Knows(Domain.Shanghai.Day(next).Year));
            at = next;
        }
    }

    private static DateTimeOffset? After(DutyRhythm duty, DateTimeOffset after)
    {
        var cron = new CronExpression(duty.Cron, Shanghai);
        // A day moved forward can lie before the day its cron names.
        var from = after.AddDays(-Farthest);
        while (cron.GetNextValidTimeAfter(from) is { } named)
        {
            var day = Domain.Shanghai.Day(named);
            var moved = named.AddDays(duty.On(day, Holidays.Announced).DayNumber - day.DayNumber);
            if (moved > after)
                return moved.ToUniversalTime();
            from = named;
        }
        return null;
    }

    private const int Farthest = 31;
}
