using Emergency.Server.Problems;

namespace Emergency.Server.Requests;

/// <summary>The one gate for readings that cost a core: whole files and drawn areas. Two at once, so that whoever reads a page still gets one; each may be told to stop when its time is over or who asked has gone.</summary>
public sealed class HeavyReadings(TimeProvider clock) : IDisposable
{
    public const int AtOnce = 2;
    /// <summary>Somebody waits this long for a place, and reads this long.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10), Longest = TimeSpan.FromSeconds(20);
    private readonly SemaphoreSlim _places = new(AtOnce, AtOnce);

    /// <summary>Reads when there is a place. The reading looks at its token again and again; "heavy.busy" where no place came free, "heavy.too-long" where its time was over.</summary>
    public async Task<(T? Read, Problem? Problem)> Read<T>(Func<CancellationToken, T> read, CancellationToken stop) where T : class
    {
        ArgumentNullException.ThrowIfNull(read);
        using var waiting = new CancellationTokenSource(Patience, clock);
        using var patient = CancellationTokenSource.CreateLinkedTokenSource(waiting.Token, stop);
        try { await _places.WaitAsync(patient.Token); }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested) { return (null, new Problem("heavy.busy", [])); }
        try
        {
            using var time = new CancellationTokenSource(Longest, clock);
            using var end = CancellationTokenSource.CreateLinkedTokenSource(time.Token, stop);
            try { return (await Task.Run(() => read(end.Token), end.Token), null); }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested) { return (null, new Problem("heavy.too-long", [])); }
        }
        finally { _places.Release(); }
    }

    public void Dispose() => _places.Dispose();
}
