using Emergency.Engine.Entities;
using Emergency.Engine.Storage;
using Microsoft.Extensions.Logging;

namespace Emergency.Engine.Reference;

/// <summary>A command on its way to an entity, and the promise of its reply.</summary>
internal sealed class Letter(object command, Meta meta, CancellationToken stop)
    : TaskCompletionSource<Reply>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public object Command => command;
    public Meta Meta => meta;
    public CancellationToken Stop => stop;
}

/// <summary>Everything that all mailboxes of an engine share.</summary>
internal sealed record Surroundings(
    IStore Journal,
    IStoring Writer,
    IForms Forms,
    EngineSettings Settings,
    TimeProvider Clock,
    ILogger Log
);

/// <summary>An entity and those who wait for it: one command at a time, started on demand by the sender that finds it at rest.</summary>
internal sealed class Mailbox(EntityId id, IDecider decider, Surroundings around)
{
    private const int MostTries = 64;
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(10);
    private static readonly Reply.Busy Later = new(TimeSpan.FromSeconds(1));

    private readonly string _stream = id.ToString();
    private readonly Queue<Letter> _letters = new();
    private EntityCore? _core;
    private string? _broken;
    private long _used = around.Clock.GetTimestamp();
    private bool _running,
        _closed,
        _lent;

    /// <summary>False where the entity was put to sleep in this moment: a new mailbox must be asked for.</summary>
    public bool TryPost(Letter letter)
    {
        lock (_letters)
        {
            if (_closed)
                return false;
            if (_letters.Count >= around.Settings.Mailbox)
            {
                letter.SetResult(Later);
                return true;
            }
            _letters.Enqueue(letter);
            if (_running)
                return true;
            _running = true;
        }
        _ = Run();
        return true;
    }

    /// <summary>Closes the mailbox if nobody has used it for <paramref name="idle"/>.</summary>
    public bool TrySleep(TimeSpan idle)
    {
        lock (_letters)
            return _closed = _closed || (!_running && around.Clock.GetElapsedTime(_used) >= idle);
    }

    private async Task Run()
    {
        while (true)
        {
            Letter? letter;
            lock (_letters)
            {
                if (!_letters.TryDequeue(out letter))
                {
                    _used = around.Clock.GetTimestamp();
                    (_running, _lent) = (false, false);
                    return;
                }
            }
            if (letter.Stop.IsCancellationRequested)
            {
                letter.TrySetCanceled(letter.Stop);
                continue;
            }
            await GiveBack();
#pragma warning disable CA1031 // A bug in a decider is its sender's exception; the mailbox goes on with the next.
            try
            {
                letter.TrySetResult(await Handle(letter.Command, letter.Meta));
            }
            catch (Exception e)
            {
                letter.TrySetException(e);
            }
#pragma warning restore CA1031
        }
    }

    private async ValueTask<Reply> Handle(object command, Meta meta)
    {
        var lost = 0;
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (_core is null && await CatchUp() is { } asleep)
                return asleep;
            switch (_core!.Take(command, meta))
            {
                case Step.Known known:
                    return known.Reply;
                case Step.Said said:
                    if (await Newest() is not { } newest)
                        return new Reply.Stopped("the journal cannot be read");
                    if (newest <= _core.Sequence)
                        return said.Reply;
                    break;
                case Step.ToStore when around.Journal.Yielding is { } yielding && yielding.Waits(_stream):
                    await StandBack(yielding);
                    break;
                case Step.ToStore step:
                    var append = new Append(_stream, step.First, step.Rows, around.Clock.GetUtcNow().UtcTicks);
                    if (around.Writer.TryEnqueue(append, step.Bytes) is not { } waiting)
                        return around.Writer.Stopping ? Reply.Stopped.Engine : Later;
                    var appended = await waiting.Task;
                    _lent = true;
                    switch (appended)
                    {
                        case Appended.Taken when around.Journal.Yielding is { } yielding:
                            await GiveBack();
                            await yielding.Lose(_stream, ++lost, CancellationToken.None);
                            break;
                        case Appended.Stored stored:
                            if (lost > 0)
                                around.Journal.Yielding?.Won(_stream);
                            return _core.Stored(step, stored.LastOrdering);
                        case Appended.Full:
                            return new Reply.Refused(new(EngineCodes.Full, []));
                        case Appended.Unknown unknown:
                            // Asleep until the next command, which reads the stream and finds out.
                            _core = null;
                            return new Reply.Stopped(unknown.Why);
                    }
                    break;
            }
            await GiveBack();
            if (await CatchUp() is { } stopped)
                return stopped;
        }
        return Later;
    }

    // Stored commands are answered on the thread that stored them, or on the one that completes their whole group. Decisions and reading after that are this entity's own time.
    private async ValueTask GiveBack()
    {
        if (!_lent)
            return;
        _lent = false;
        await Task.Yield();
    }

    // Another node lost its place here again and again: it goes first, and what it stores is read before this is decided anew.
    private async ValueTask StandBack(Yielding yielding)
    {
        while (yielding.Waits(_stream))
        {
            if (await Newest() is not { } newest || newest > _core!.Sequence)
                yielding.Passed(_stream);
            else
                await Task.Delay(Glance, around.Clock);
        }
    }

    private async ValueTask<long?> Newest()
    {
        if (around.Journal.Alone)
            return 0;
#pragma warning disable CA1031 // The database is away: the sender is told, whatever the driver throws.
        try
        {
            return await around.Journal.HighestSequence(_stream, CancellationToken.None);
        }
        catch (Exception e)
        {
            Log.TriedAgain(around.Log, _stream, e);
            return null;
        }
#pragma warning restore CA1031
    }

    // Folds what is stored above the entity's sequence. Null, or why that cannot be done.
    private async ValueTask<Reply?> CatchUp()
    {
        if (_broken is not null)
            return new Reply.Broken(_broken);
#pragma warning disable CA1031 // A stream that cannot be read or folded stops this entity alone.
        try
        {
            var core = _core ?? new EntityCore(id, decider, around.Forms, await Begin(id));
            await Fold(core, _stream, long.MaxValue);
            _core = core;
            return null;
        }
        catch (Unfoldable e)
        {
            _broken = e.Message;
            Log.EntityStopped(around.Log, _stream, _broken, e.InnerException!);
            return new Reply.Broken(_broken);
        }
        catch (Exception e)
        {
            Log.TriedAgain(around.Log, _stream, e);
            _core = null;
            return new Reply.Stopped(e.Message);
        }
#pragma warning restore CA1031
    }

    /// <summary>The state of the entity that this one is a fork of, before the fork; null where its realm is none.</summary>
    private async ValueTask<object?> Begin(EntityId of)
    {
        if (around.Settings.Forks(of.Realm) is not { } fork)
            return null;
        var origin = of with { Realm = fork.From };
        var core = new EntityCore(origin, decider, around.Forms, await Begin(origin));
        await Fold(core, origin.ToString(), fork.At.Value - 1);
        return core.State;
    }

    private async ValueTask Fold(EntityCore core, string stream, long upTo)
    {
        await foreach (var row in around.Journal.ReadStream(stream, core.Sequence, CancellationToken.None))
        {
            if (row.Ordering > upTo)
                return;
            try
            {
                core.Fold(row.Ordering, row.Sequence, row.Form, row.Message);
            }
            catch (Exception e)
            {
                throw new Unfoldable($"{stream} cannot be folded at sequence {row.Sequence}: {e.Message}", e);
            }
        }
    }

    /// <summary>The stored rows are not what this entity understands: reading it again would not help.</summary>
    private sealed class Unfoldable(string why, Exception cause) : Exception(why, cause);
}
