using System.Threading.Channels;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;
using Quartz;

namespace Emergency.Server.Infrastructure.Following;

/// <summary>
/// Fires recurring work on the node that holds the duty: Quartz wakes it at each due time, and the journal decides whether it happens.
/// Triggers are kept in memory alone and are rebuilt from the views by the node that takes the duty over; a due time that passed meanwhile
/// is met at once.
/// </summary>
internal abstract partial class TriggerClock(
    string duty,
    IDuties duties,
    IFeed feed,
    Folding folding,
    ISchedulerFactory quartz,
    TimeProvider time,
    ILogger log
) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    /// <summary>The next due time of each key; null for one that is paused.</summary>
    protected abstract IEnumerable<(string Key, DateTimeOffset? Due)> Dues(Known known);

    /// <summary>
    /// Meets a due time. It must not send for one that was moved or ended meanwhile: a refusal would use up the command id of a due time
    /// that may come again.
    /// </summary>
    protected abstract Task Fire(string key, DateTimeOffset due, Known known, CancellationToken held);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => duties.Hold(duty, Keep, stoppingToken);

    private async Task Keep(CancellationToken held)
    {
        await folding.At(await feed.Head(held), Timeout.InfiniteTimeSpan, held);
        var scheduler = await quartz.GetScheduler(held);
        var fallen = Channel.CreateUnbounded<Fallen>();
        scheduler.Context[TriggerJob.Box(duty)] = fallen.Writer;
        var (laid, late) = (new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal), new HashSet<Fallen>());
        try
        {
            while (!held.IsCancellationRequested)
            {
                var known = folding.Now;
                foreach (var (key, due) in Dues(known))
                    await Lay(scheduler, key, due, laid, held);
                while (fallen.Reader.TryRead(out var one))
                    late.Add(one);
                foreach (var one in late.Where(one => one.Due <= time.GetUtcNow()).ToList())
                    if (await Met(one, known, held))
                        late.Remove(one);
                await Task.Delay(Look, time, held).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        finally
        {
            foreach (var key in laid.Keys)
                await scheduler.DeleteJob(new JobKey(key, duty), CancellationToken.None);
        }
    }

    private async Task Lay(
        IScheduler scheduler,
        string name,
        DateTimeOffset? next,
        Dictionary<string, DateTimeOffset> laid,
        CancellationToken held
    )
    {
        if (laid.TryGetValue(name, out var was) ? was == next : next is null)
            return;
        var key = new JobKey(name, duty);
        await scheduler.DeleteJob(key, held);
        laid.Remove(name);
        if (next is not { } due)
            return;
        var job = JobBuilder.Create<TriggerJob>().WithIdentity(key).UsingJobData(TriggerJob.Due, due.UtcTicks).Build();
        await scheduler.ScheduleJob(
            job,
            TriggerBuilder
                .Create()
                .WithIdentity(name, duty)
                .StartAt(due)
                .WithSimpleSchedule(simple => simple.WithMisfireInstruction(SimpleTriggerMisfireInstruction.FireNow))
                .Build(),
            cancellationToken: held
        );
        laid.Add(name, due);
    }

    private async Task<bool> Met(Fallen one, Known known, CancellationToken held)
    {
#pragma warning disable CA1031 // A single fault must not keep the clock from all others.
        try
        {
            await Fire(one.Key, one.Due, known, held);
            return true;
        }
        catch (Exception bug) when (bug is not OperationCanceledException)
        {
            Failed(log, duty, one.Key, bug);
            return false;
        }
#pragma warning restore CA1031
    }

    [LoggerMessage(LogLevel.Error, "{Duty} {Key} could not be fired")]
    private static partial void Failed(ILogger log, string duty, string key, Exception bug);
}

/// <summary>A due time that has come.</summary>
internal sealed record Fallen(string Key, DateTimeOffset Due);

/// <summary>The job that Quartz runs: it only reports which due time has come.</summary>
internal sealed class TriggerJob : IJob
{
    public const string Due = "due";

    public static string Box(string duty) => $"box {duty}";

    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var due = new DateTimeOffset(context.MergedJobDataMap.GetLong(Due), TimeSpan.Zero);
        var (duty, key) = (context.JobDetail.Key.Group, context.JobDetail.Key.Name);
        ((ChannelWriter<Fallen>)context.Scheduler.Context[Box(duty)]!).TryWrite(new(key, due));
        return default;
    }
}
