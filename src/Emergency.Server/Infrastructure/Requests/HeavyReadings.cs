using Emergency.Server.Foundation.Problems;

namespace Emergency.Server.Infrastructure.Requests;

/// <summary>
/// Work that may occupy a core for seconds. The kind whose delay endangers life comes first: a message, an area, a file. An export of the
/// whole journal takes its reader's own time and is counted apart.
/// </summary>
internal enum HeavyKind
{
    Message,
    Area,
    File,
    Export,
}

/// <summary>Metadata of each route whose handler passes the gate.</summary>
internal sealed record Heavy(HeavyKind Kind);

/// <summary>
/// The one gate for work that occupies a core. Files get two of its four places, areas and files together three, messages all four: however
/// many files are read, an area finds a place, and however many of both, a message does. Each reading is told to stop when its time is over
/// or its asker has gone.
/// </summary>
internal sealed class HeavyReadings(TimeProvider clock) : IDisposable
{
    public const int Places = 4,
        NotForMessages = 3,
        ForFiles = 2,
        Exports = 1;
    private readonly SemaphoreSlim _all = new(Places, Places),
        _others = new(NotForMessages, NotForMessages),
        _files = new(ForFiles, ForFiles),
        _exports = new(Exports, Exports);

    /// <summary>Longest wait for a place.</summary>
    public static TimeSpan Patience(HeavyKind kind) => kind is HeavyKind.File ? TimeSpan.FromSeconds(60) : TimeSpan.FromSeconds(10);

    /// <summary>Longest time for one reading.</summary>
    public static TimeSpan Longest(HeavyKind kind) => kind is HeavyKind.File ? TimeSpan.FromSeconds(120) : TimeSpan.FromSeconds(20);

    /// <summary>
    /// Reads as soon as there is a place. The reading checks its token again and again; "heavy.busy" where no place came free,
    /// "heavy.too-long" where its time was over.
    /// </summary>
    public async Task<(T? Read, Problem? Problem)> Read<T>(HeavyKind kind, Func<CancellationToken, T> read, CancellationToken stop)
        where T : class
    {
        using var place = await Enter(kind, stop);
        if (place is null)
            return (null, Busy);
        using var time = new CancellationTokenSource(Longest(kind), clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(time.Token, stop);
        try
        {
            return (await Task.Run(() => read(end.Token), end.Token), null);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return (null, new Problem("heavy.too-long", []));
        }
    }

    public static Problem Busy => new("heavy.busy", []);

    /// <summary>Takes a place, which is held until disposed of; null where none came free in time.</summary>
    public async Task<IDisposable?> Enter(HeavyKind kind, CancellationToken stop)
    {
        using var waiting = new CancellationTokenSource(Patience(kind), clock);
        using var patient = CancellationTokenSource.CreateLinkedTokenSource(waiting.Token, stop);
        var place = new Place();
        try
        {
            foreach (var gate in Gates(kind))
            {
                await gate.WaitAsync(patient.Token);
                place.Hold(gate);
            }
            return place;
        }
        catch (OperationCanceledException)
        {
            place.Dispose();
            if (stop.IsCancellationRequested)
                throw;
            return null;
        }
    }

    // Always from the narrowest gate to the widest, so that no two requests wait for each other.
    private IReadOnlyList<SemaphoreSlim> Gates(HeavyKind kind) =>
        kind switch
        {
            HeavyKind.Message => [_all],
            HeavyKind.Area => [_others, _all],
            HeavyKind.File => [_files, _others, _all],
            HeavyKind.Export => [_exports],
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };

    public void Dispose()
    {
        foreach (var gate in (SemaphoreSlim[])[_all, _others, _files, _exports])
            gate.Dispose();
    }

    private sealed class Place : IDisposable
    {
        private readonly List<SemaphoreSlim> _held = [];

        public void Hold(SemaphoreSlim gate) => _held.Add(gate);

        public void Dispose()
        {
            foreach (var gate in _held)
                gate.Release();
            _held.Clear();
        }
    }
}

/// <summary>Marks a route as heavy on its own line.</summary>
internal static class HeavyRoutes
{
    public static TRoute IsHeavy<TRoute>(this TRoute route, HeavyKind kind)
        where TRoute : IEndpointConventionBuilder => route.WithMetadata(new Heavy(kind));
}
