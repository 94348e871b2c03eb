using Emergency.Engine;

namespace Emergency.Server.Infrastructure.Keys;

/// <summary>
/// State of a change of the master key. <paramref name="Done"/>: nothing is left to do. <paramref name="Advice"/>: the step that only a
/// person can take, or the nodes it waits for.
/// </summary>
internal sealed record RotationState(bool Done, string? Advice);

/// <summary>
/// Replaces the master key: next is drawn, every node reports that it has it, next wraps, all keys are wrapped anew, current is dropped.
/// Each step follows from file and store alone, so that a server killed at any step continues there.
/// </summary>
internal sealed class Rotation(Keyring keys, IAbout about, string installation, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private const int Together = 500;
    private const string CheckName = "master-key";

    /// <summary>
    /// Message to a person after a change: copies of the old file open no key that is wrapped now, and older copies of the keys open with
    /// the old file only.
    /// </summary>
    public const string Changed =
        "the master key was changed: keep a copy of its new file and a new \"backup --keys\", then destroy the copies of the old file; older copies of the keys stay shut";

    /// <summary>Id of this process among the processes that use the keys.</summary>
    public Guid Node { get; } = Guid.CreateVersion7(clock.GetUtcNow());

    /// <summary>
    /// The oldest erasure whose key some older copy may still hold under the present master key; null where there is none.
    /// </summary>
    public DateTimeOffset? Pending
    {
        get
        {
            var turn = keys.Store.Turn();
            var since = keys
                .Store.Erased()
                .Where(person => person.At >= (turn.Began ?? turn.Rotated))
                .Select(person => (long?)person.At)
                .Min();
            return since is { } at ? DateTimeOffset.FromUnixTimeSeconds(at) : null;
        }
    }

    /// <summary>Start of the newest finished change; null while the first master key is still in force.</summary>
    public DateTimeOffset? Since => keys.Store.Turn().Rotated is > 0 and var at ? DateTimeOffset.FromUnixTimeSeconds(at) : null;

    /// <summary>True when a change has begun and not ended.</summary>
    public bool UnderWay => keys.Master.Next is not null || keys.Store.Turn().Began is not null;

    /// <summary>
    /// Reads the file again and reports its keys to the other nodes. When all keys are wrapped by next, this node's own file drops current.
    /// </summary>
    public async Task<RotationState> Follow(CancellationToken stop)
    {
        if (!keys.Reload())
            return new(false, $"{keys.Master.File} lacks the master key that wraps now: copy the file from the node that has changed it");
        await keys.Store.Report(new(Node, keys.Master.Names), stop);
        return keys.Master.Next is { } next && await IsInForce(next, stop) ? await Drop(stop) : new(true, null);
    }

    /// <summary>Draws next where there is none. False where the file cannot be written.</summary>
    public bool Begin()
    {
        try
        {
            keys.Master.DrawNext();
            return keys.Reload();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Takes all steps that are possible now.</summary>
    public async Task<RotationState> Continue(CancellationToken stop)
    {
        if (keys.Master.Next is { } next)
        {
            var behind = keys
                .Store.Nodes()
                .Count(node => node.Node != Node && !node.Masters.Split(' ').Contains(next, StringComparer.Ordinal));
            if (behind > 0)
                return new(false, $"the next master key is not yet in the file of {behind} other node(s): copy {keys.Master.File} there");
            await keys.Store.TurnTo(next, clock.GetUtcNow().ToUnixTimeSeconds(), stop);
            keys.Reload();
            while (keys.Store.NotUnder(next, Together) is { Count: > 0 } rows)
                await keys.Store.Rewrap([.. rows.Select(row => Anew(row, next))], stop);
            await about.Write(
                new Dictionary<string, string?>(StringComparer.Ordinal) { [CheckName] = keys.Master.Check(installation, next) },
                stop
            );
            if (await Drop(stop) is { Done: false } byHand)
                return byHand;
        }
        if (keys.Store.Turn() is { Began: not null } turn && turn.Wrapping == keys.Master.Current)
            await keys.Store.Finish(stop);
        return new(true, null);
    }

    private async Task<RotationState> Drop(CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            keys.Master.DropCurrent();
            keys.Reload();
            return new(true, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(false, $"{keys.Master.File} cannot be written: take out the line \"current\" and call \"next\" current");
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<bool> IsInForce(string next, CancellationToken stop) =>
        keys.Store.Turn().Wrapping == next
        && keys.Store.NotUnder(next, 1).Count == 0
        && (await about.Read(stop)).GetValueOrDefault(CheckName) == keys.Master.Check(installation, next);

    private WrappedKey Anew(WrappedKey row, string next)
    {
        var owner = Keyring.Owner(row.Id);
        return row with { Wrapped = keys.Master.Wrap(next, keys.Master.Unwrap(row.Wrapped, owner, row.Master), owner), Master = next };
    }

    public void Dispose() => _turn.Dispose();
}
