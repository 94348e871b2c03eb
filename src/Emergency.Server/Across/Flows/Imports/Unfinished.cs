using Emergency.Domain;
using Emergency.Domain.Imports;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Imports;

/// <summary>
/// Takes back rows of an import whose writer is gone: after a server killed in the middle of a file, or a refused command. Rows changed by
/// somebody since stay.
/// </summary>
internal sealed partial class Unfinished(
    Turns turns,
    Folding folding,
    IFeed feed,
    Insisting insisting,
    TimeProvider clock,
    ILogger<Unfinished> log
) : BackgroundService
{
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(30),
        Patience = TimeSpan.FromSeconds(10);
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<(string Realm, ImportId Import), Work> _working = [];

    /// <summary>
    /// Ends when imports unfinished at the start are taken back, however long that lasts; it waits no longer than 10 s for an import that
    /// another node still writes.
    /// </summary>
    public Task First => _first.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var known = (await folding.At(await feed.Head(stoppingToken), Timeout.InfiniteTimeSpan, stoppingToken))!;
        Look(known, stoppingToken);
        _ = Task.WhenAll(_working.Values.Select(one => one.Settled(stoppingToken)))
            .ContinueWith(_ => _first.TrySetResult(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        while (true)
        {
            known = await folding.At(new(known.At.Value + 1), Often, stoppingToken) ?? folding.Now;
            Look(known, stoppingToken);
        }
    }

    private void Look(Known known, CancellationToken stop)
    {
        foreach (var ended in _working.Where(one => one.Value.Ended.IsCompleted).Select(one => one.Key).ToList())
            _working.Remove(ended);
        foreach (var realm in known.Realms.Keys)
        foreach (var import in known.TryOf<ImportsKnown>(realm)?.Unfinished ?? [])
            if (!_working.ContainsKey((realm, import)))
            {
                var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _working.Add((realm, import), new(turn.Task, TakeBack(realm, import, turn, stop)));
            }
    }

    private async Task TakeBack(string realm, ImportId import, TaskCompletionSource turn, CancellationToken stop)
    {
#pragma warning disable CA1031 // Tried again in the next round.
        try
        {
            await turns.Hold(
                import,
                async held =>
                {
                    turn.TrySetResult();
                    using var both = CancellationTokenSource.CreateLinkedTokenSource(held, stop);
                    return await TakeBackNow(realm, import, both.Token);
                },
                stop
            );
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested) { }
        catch (Exception bug)
        {
            Failed(log, bug);
        }
#pragma warning restore CA1031
    }

    private async Task<bool> TakeBackNow(string realm, ImportId import, CancellationToken held)
    {
        // The earlier holder of the turn can write no more.
        var known = (await folding.At(await feed.Head(held), Timeout.InfiniteTimeSpan, held))!;
        if (known.Of<ImportsKnown>(realm).Imports.GetValueOrDefault(import) is not { Stage: ImportStage.Begun or ImportStage.Stopped } was)
            return false;
        var now = clock.GetUtcNow();
        foreach (var (entity, name, command) in Undoing.Commands(was, now, _ => null))
            if (
                await insisting.Send("unfinished-import", $"{import}\n{was.Attempt}\n{name}", entity, command, null, held) is
                { Problem: { } problem }
            )
                throw new InvalidOperationException($"a {entity.Kind} does not let go of an import: {problem.Code}");
        var sent = await insisting.Send(
            "unfinished-import",
            $"{import}\n{was.Attempt}",
            Entities.Import(realm, import),
            new TakeBackImport(was.Attempt, now),
            null,
            held
        );
        await folding.At(sent.Position, Timeout.InfiniteTimeSpan, held);
        Taken(log, was.Rows, was.Entities.Count);
        return true;
    }

    /// <summary>An import that is being taken back: tasks for the arrival of its turn, and for its end.</summary>
    private sealed record Work(Task Turn, Task Ended)
    {
        public async Task Settled(CancellationToken stop)
        {
            await Task.WhenAny(Turn, Ended, Task.Delay(Patience, TimeProvider.System, stop));
            if (Turn.IsCompleted)
                await Ended;
        }
    }

    [LoggerMessage(LogLevel.Warning, "An import that was not finished is taken back: {Rows} rows of {Entities} registers")]
    private static partial void Taken(ILogger log, int rows, int entities);

    [LoggerMessage(LogLevel.Error, "An import that was not finished could not be taken back and is tried again")]
    private static partial void Failed(ILogger log, Exception bug);
}
