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

/// <summary>Fires schedules of drills. The event of the schedule says whether the drill begins.</summary>
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
        // Whatever is noted in the drill later is sealed under a key of its own.
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
        // Put aside or refused, it is not sent again; whoever begins anew meets it as a due time that has passed.
        if (sent.Problem is { } problem)
            Declined(_log, problem.Code);
        else
            await _folding.At(sent.Position, Timeout.InfiniteTimeSpan, held);
    }

    [LoggerMessage(LogLevel.Information, "A schedule does not fire: {Code}")]
    private static partial void Declined(ILogger log, string code);
}
