using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;
using Quartz;

namespace Emergency.Server.Features.Drills.Schedules;

/// <summary>Fires schedules of drills at their time. The schedule's event then decides if the drill begins.</summary>
internal sealed partial class ScheduleClock(
    IDuties duties,
    IFeed feed,
    Folding folding,
    Insisting insisting,
    ISchedulerFactory quartz,
    ISealing sealing,
    TimeProvider time,
    ILogger<ScheduleClock> log
) : TriggerClock(Sender, duties, feed, folding, quartz, time, log)
{
    private const string Sender = "schedules";

    private readonly Folding _folding = folding;
    private readonly TimeProvider _time = time;
    private readonly ILogger _log = log;

    protected override IEnumerable<(string Key, DateTimeOffset? Due)> Dues(Known known) =>
        known.Of<SchedulesKnown>().All.Values.Select(schedule => (schedule.Id.ToString(), schedule.Due));

    protected override async Task Fire(string key, DateTimeOffset due, Known known, CancellationToken held)
    {
        var id = new ScheduleId(Guid.Parse(key));
        if (known.Of<SchedulesKnown>().Find(id)?.Due != due)
            return;
        // Notes in the drill are later sealed under a key of its own.
        var drill = new DrillId(Derived.Id(id.Value, $"drill {due.UtcTicks}"));
        await sealing.Ensure([drill.Value], held);
        var sent = await insisting.Send(
            Sender,
            $"{id} {due.UtcTicks}",
            Entities.Schedule(id),
            new FireSchedule(due, drill, Holidays.Announced, _time.GetUtcNow()),
            null,
            held
        );
        // A declined command is not sent again; a restarted clock treats it as a due time that has passed.
        if (sent.Problem is { } problem)
            Declined(_log, problem.Code);
        else
            await _folding.At(sent.Position, Timeout.InfiniteTimeSpan, held);
    }

    [LoggerMessage(LogLevel.Information, "A schedule does not fire: {Code}")]
    private static partial void Declined(ILogger log, string code);
}
