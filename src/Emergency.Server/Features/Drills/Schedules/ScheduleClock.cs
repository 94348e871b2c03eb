using System.Threading.Channels;
using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;
using Quartz;

namespace Emergency.Server.Features.Drills.Schedules;

/// <summary>Fires schedules, on the node that holds the duty: Quartz wakes it at each due time, and the event of the schedule says whether the drill begins. Triggers are kept in memory alone and laid anew from the view by whoever takes the duty over; a due time that passed meanwhile is met at once.</summary>
internal sealed partial class ScheduleClock(
    IDuties duties,
    IFeed feed,
    Folding folding,
    Insisting insisting,
    ISchedulerFactory quartz,
    ISealing sealing,
    TimeProvider time,
    ILogger<ScheduleClock> log
) : BackgroundService
{
    private const string Sender = "schedules";
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => duties.Hold(Sender, Keep, stoppingToken);

    private async Task Keep(CancellationToken held)
    {
        await folding.At(await feed.Head(held), Timeout.InfiniteTimeSpan, held);
        var scheduler = await quartz.GetScheduler(held);
        var fallen = Channel.CreateUnbounded<Fallen>();
        scheduler.Context[ScheduleJob.Box] = fallen.Writer;
        var (laid, late) = (new Dictionary<ScheduleId, DateTimeOffset>(), new HashSet<Fallen>());
        try
        {
            while (!held.IsCancellationRequested)
            {
                var known = folding.Now.Of<SchedulesKnown>();
                foreach (var schedule in known.All.Values)
                    await Lay(scheduler, schedule, laid, held);
                while (fallen.Reader.TryRead(out var one))
                    late.Add(one);
                foreach (var one in late.Where(one => one.Due <= time.GetUtcNow()).ToList())
                    if (await Fire(one, known, held))
                        late.Remove(one);
                await Task.Delay(Look, time, held).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        finally
        {
            await scheduler.Clear(CancellationToken.None);
        }
    }

    private static async Task Lay(
        IScheduler scheduler,
        ScheduleKnown schedule,
        Dictionary<ScheduleId, DateTimeOffset> laid,
        CancellationToken held
    )
    {
        if (laid.TryGetValue(schedule.Id, out var was) ? was == schedule.Due : schedule.Due is null)
            return;
        var key = new JobKey(schedule.Id.ToString());
        await scheduler.DeleteJob(key, held);
        laid.Remove(schedule.Id);
        if (schedule.Due is not { } due)
            return;
        var job = JobBuilder.Create<ScheduleJob>().WithIdentity(key).UsingJobData(ScheduleJob.Due, due.UtcTicks).Build();
        await scheduler.ScheduleJob(
            job,
            TriggerBuilder
                .Create()
                .WithIdentity(schedule.Id.ToString())
                .StartAt(due)
                .WithSimpleSchedule(simple => simple.WithMisfireInstruction(SimpleTriggerMisfireInstruction.FireNow))
                .Build(),
            cancellationToken: held
        );
        laid.Add(schedule.Id, due);
    }

    // What was moved, paused or ended since it was laid is not sent: a refusal would use up the id of a due time that may come again.
    private async Task<bool> Fire(Fallen one, SchedulesKnown known, CancellationToken held)
    {
        if (known.Find(one.Schedule)?.Due != one.Due)
            return true;
#pragma warning disable CA1031 // One schedule's fault must not keep the clock from all others.
        try
        {
            // Whatever is noted in the drill later is sealed under a key of its own.
            await sealing.Ensure([DrillOf(one).Value], held);
            var sent = await insisting.Send(
                Sender,
                $"{one.Schedule} {one.Due.UtcTicks}",
                Entities.Schedule(one.Schedule),
                new FireSchedule(one.Due, DrillOf(one), Holidays.Announced, time.GetUtcNow()),
                null,
                held
            );
            // Put aside or refused, it is not sent again; whoever begins anew meets it as a due time that has passed.
            if (sent.Problem is { } problem)
                Declined(log, problem.Code);
            else
                await folding.At(sent.Position, Timeout.InfiniteTimeSpan, held);
            return true;
        }
        catch (Exception bug) when (bug is not OperationCanceledException)
        {
            Failed(log, one.Schedule.ToString(), bug);
            return false;
        }
#pragma warning restore CA1031
    }

    private static DrillId DrillOf(Fallen one) => new(Derived.Id(one.Schedule.Value, $"drill {one.Due.UtcTicks}"));

    [LoggerMessage(LogLevel.Information, "A schedule does not fire: {Code}")]
    private static partial void Declined(ILogger log, string code);

    [LoggerMessage(LogLevel.Error, "Schedule {Schedule} could not be fired")]
    private static partial void Failed(ILogger log, string schedule, Exception bug);
}

/// <summary>A due time that has come.</summary>
internal sealed record Fallen(ScheduleId Schedule, DateTimeOffset Due);

/// <summary>What Quartz runs: it only says which due time has come.</summary>
internal sealed class ScheduleJob : IJob
{
    public const string Box = "box",
        Due = "due";

    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var due = new DateTimeOffset(context.MergedJobDataMap.GetLong(Due), TimeSpan.Zero);
        ((ChannelWriter<Fallen>)context.Scheduler.Context[Box]!).TryWrite(new(new(Guid.Parse(context.JobDetail.Key.Name)), due));
        return default;
    }
}
