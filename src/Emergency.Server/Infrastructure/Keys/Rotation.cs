using Emergency.Engine;

namespace Emergency.Server.Infrastructure.Keys;

/// <summary>Where a change of the master key stands. <paramref name="Done"/>: nothing is left to do. <paramref name="Advice"/>: what only a person can do, or whom it waits for.</summary>
internal sealed record RotationState(bool Done, string? Advice);

/// <summary>
/// Replaces the master key: next is drawn, every node says it has it, next wraps, all keys are wrapped anew, current is dropped.
/// What is to be done follows each time from file and store alone, so that a server killed at any step goes on where it was.
/// </summary>
internal sealed class Rotation(Keyring keys, IAbout about, string installation, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private const int Together = 500;
    private const string CheckName = "master-key";

    /// <summary>What a person has to do after a change: copies of the file before open nothing that is wrapped now, copies of the keys before are opened by nothing but it.</summary>
    public const string Changed =
        "the master key was changed: keep a copy of its new file and a new \"backup --keys\", then destroy the copies of the old file; older copies of the keys stay shut";

    /// <summary>This process among those that use the keys.</summary>
    public Guid Node { get; } = Guid.CreateVersion7(clock.GetUtcNow());

    /// <summary>The oldest erasure whose key some older copy may still hold under the present master key; null where there is none.</summary>
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

    /// <summary>When the newest change that was finished had begun; null where the first master key still holds.</summary>
    public DateTimeOffset? Since => keys.Store.Turn().Rotated is > 0 and var at ? DateTimeOffset.FromUnixTimeSeconds(at) : null;

    /// <summary>Whether a change has begun and not ended.</summary>
    public bool UnderWay => keys.Master.Next is not null || keys.Store.Turn().Began is not null;

    /// <summary>Reads the file again and tells the other nodes what is in it. Where all keys are under next, this node's own file drops current.</summary>
    public async Task<RotationState> Follow(CancellationToken stop)
    {
        if (!keys.Reload())
            return new(false, $"{keys.Master.File} lacks the master key that wraps now: copy the file from the node that has changed it");
        await keys.Store.Report(new(Node, keys.Master.Names), stop);
        return keys.Master.Next is { } next && await IsInForce(next, stop) ? await Drop(stop) : new(true, null);
    }

    /// <summary>Draws next where there is none. False where the file may not be written.</summary>
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

    /// <summary>Does all that can be done now.</summary>
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
