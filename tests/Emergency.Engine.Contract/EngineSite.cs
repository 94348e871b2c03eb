namespace Emergency.Engine.Contract;

/// <summary>A place where engines run over one journal, made for one test and gone after it.</summary>
public abstract class EngineSite : IAsyncDisposable
{
    private readonly List<IEngine> _open = [];

    /// <summary>Several engines may be open at once.</summary>
    public abstract bool Shared { get; }

    /// <summary>The settings of one engine; each call may name another data folder.</summary>
    public abstract EngineSettings Settings { get; }

    protected abstract IEngineModule Module { get; }

    /// <summary>Opens an engine. It is disposed with the site unless that was done before.</summary>
    public async Task<IEngine> Open(
        LedgerDecider? decider = null,
        Func<EngineSettings, EngineSettings>? change = null,
        TimeProvider? clock = null
    )
    {
        var settings = change is null ? Settings : change(Settings);
        var engine = await Module.Start(settings, [decider ?? new LedgerDecider()], new LedgerForms(), clock ?? TimeProvider.System);
        _open.Add(engine);
        return engine;
    }

    /// <summary>Everything that is stored, as another engine would find it after the power went: opened beside, or on a copy.</summary>
    public abstract Task<IEngine> OpenAfterCrash(LedgerDecider? decider = null);

    protected T Keep<T>(T engine)
        where T : IEngine
    {
        _open.Add(engine);
        return engine;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var engine in _open)
            await engine.DisposeAsync();
        await Close();
        GC.SuppressFinalize(this);
    }

    /// <summary>Removes what the site has made.</summary>
    protected abstract ValueTask Close();
}
