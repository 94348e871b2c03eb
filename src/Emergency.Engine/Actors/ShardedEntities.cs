using System.Runtime.ExceptionServices;
using Akka.Actor;

namespace Emergency.Engine.Actors;

/// <summary>All entities, wherever they are awake.</summary>
/// <param name="kinds">The parent or shard region of each kind.</param>
internal sealed class ShardedEntities(IReadOnlyDictionary<string, IActorRef> kinds, Surroundings around, TimeSpan bound)
    : IEntities,
        IAsyncDisposable
{
    /// <summary>So long an answer is waited for before the command is sent again: its entity may have been on a node that is gone.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>After this a running node tries no command again.</summary>
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(5),
        LongestPause = TimeSpan.FromMilliseconds(500),
        Drain = TimeSpan.FromSeconds(5),
        Look = TimeSpan.FromMilliseconds(10);
    private static readonly Again Silence = new("the entity does not answer");

    private readonly CancellationTokenSource _end = new();
    private volatile bool _stopping;

    public async ValueTask<Reply> Send(EntityId to, object command, Meta meta, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(meta);
        if (_stopping)
            return Reply.Stopped.Engine;
        if (!kinds.TryGetValue(to.Kind, out var region))
            return new Reply.Refused(new(EngineCodes.UnknownKind, [to.Kind]));
        EntityId.Check(to);
        if (!around.Load.TryEnter(to))
            return Load.Later;
        try
        {
            return await Insist(region, new(to.ToString(), command, meta), stop);
        }
        finally
        {
            around.Load.Leave(to);
        }
    }

    // The command id makes it harmless to ask twice: what was stored is remembered, and answered as before.
    private async Task<Reply> Insist(IActorRef region, Errand errand, CancellationToken stop)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, _end.Token);
        var (began, isSure) = (TimeProvider.System.GetTimestamp(), true);
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var heard = await Ask(region, errand, either.Token);
            stop.ThrowIfCancellationRequested();
            if (heard is Answer answer)
                return answer.Reply;
            if (heard is Status.Failure failure)
                ExceptionDispatchInfo.Throw(failure.Cause);
            if (_end.IsCancellationRequested)
                return Reply.Stopped.Engine;
            var again = (Again)heard;
            isSure &= again.Undone;
            if (TimeProvider.System.GetElapsedTime(began) > bound)
                return isSure ? Load.Later : new Reply.Stopped(Trouble ?? again.Why);
            await Task.Delay(pause, TimeProvider.System, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>The reason why the journal stores nothing: it says more than that an entity was silent meanwhile. Null where it stores.</summary>
    private string? Trouble => around.Load.Trouble ?? around.Database.Journal.Hindrance;

    private static async Task<object> Ask(IActorRef region, Errand errand, CancellationToken stop)
    {
        try
        {
            return await region.Ask<object>(errand, Patience, stop);
        }
        catch (Exception e) when (e is AskTimeoutException or OperationCanceledException)
        {
            return Silence;
        }
    }

    /// <summary>From now on every sender hears that the engine is stopping; who waits already is waited for, at most 5 s.</summary>
    public async ValueTask DisposeAsync()
    {
        _stopping = true;
        var began = TimeProvider.System.GetTimestamp();
        while (around.Load.Commands > 0 && TimeProvider.System.GetElapsedTime(began) < Drain)
            await Task.Delay(Look, TimeProvider.System);
        await _end.CancelAsync();
    }
}
