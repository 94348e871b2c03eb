using System.Collections.Concurrent;
using Emergency.Domain;
using Emergency.Server.Foundation.Problems;

namespace Emergency.Server.Across.Imports;

/// <summary>Phase of an import. Written by the import, read by its watchers.</summary>
internal enum ImportPhase
{
    Reading,
    Trying,
    Writing,
    Ended,
}

/// <summary>Progress of one import, in rows of the file.</summary>
internal sealed class ImportProgress
{
    private int _done;
    private volatile Step _at = new(ImportPhase.Reading, 0);

    private sealed record Step(ImportPhase Phase, int Of);

    public ImportPhase Phase => _at.Phase;
    public int Of => _at.Of;
    public int Done => Volatile.Read(ref _done);

    public void Begin(ImportPhase phase, int of)
    {
        Volatile.Write(ref _done, 0);
        _at = new(phase, of);
    }

    public void Add(int rows) => Interlocked.Add(ref _done, rows);
}

/// <summary>An import that goes on without its connection.</summary>
internal sealed class ImportJob(AccountId account, string realm, DateTimeOffset at) : IDisposable
{
    private readonly CancellationTokenSource _end = new();

    public AccountId Account => account;
    public string Realm => realm;
    public DateTimeOffset At => at;
    public ImportProgress Progress { get; } = new();
    public CancellationToken Ended => _end.Token;

    /// <summary>Null until it has ended.</summary>
    public Importing.Imported? Result { get; private set; }

    /// <summary>Phase for a reader who knows the journal up to a position: the import has ended for them once they know its last row.</summary>
    public ImportPhase PhaseAt(Engine.Position known) =>
        Progress.Phase is ImportPhase.Ended && Result is { } result && result.At > known ? ImportPhase.Writing : Progress.Phase;

    public void Stop() => _end.Cancel();

    public void Finish(Importing.Imported result)
    {
        Result = result;
        Progress.Begin(ImportPhase.Ended, 0);
    }

    public void Dispose() => _end.Dispose();
}

/// <summary>
/// The imports that run on this node, and for a while those that have ended. Written rows lie in the journal and outlive the node; an
/// interrupted reading has written nothing.
/// </summary>
internal sealed partial class ImportJobs(IHostApplicationLifetime host, ILogger<ImportJobs> log)
{
    private const int Kept = 100;
    private readonly ConcurrentDictionary<ImportId, ImportJob> _jobs = [];

    public ImportJob? Find(ImportId id) => _jobs.GetValueOrDefault(id);

    /// <summary>Starts the work, once: a repeated request finds it under way.</summary>
    public void Start(ImportId id, ImportJob job, Func<ImportJob, CancellationToken, Task<Importing.Imported>> work)
    {
        // A failed import is tried again.
        if (_jobs.AddOrUpdate(id, job, (_, old) => old.Result is { Problem: not null } ? job : old) != job)
        {
            job.Dispose();
            return;
        }
        Forget();
        _ = Task.Run(() => Run(id, job, work), CancellationToken.None);
    }

    private async Task Run(ImportId id, ImportJob job, Func<ImportJob, CancellationToken, Task<Importing.Imported>> work)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(job.Ended, host.ApplicationStopping);
#pragma warning disable CA1031 // Nobody waits for this task: its failure becomes the import's result.
        try
        {
            job.Finish(await work(job, both.Token));
        }
        catch (OperationCanceledException)
        {
            job.Finish(Failed(id, new Problem(Domain.Imports.Import.Stopped.Text, [])));
        }
        catch (Exception bug)
        {
            Broke(log, bug);
            job.Finish(Failed(id, new Problem("import.broke", [])));
        }
#pragma warning restore CA1031
    }

    private static Importing.Imported Failed(ImportId id, Problem problem) => new(id, [], Engine.Position.Start, problem);

    private void Forget()
    {
        foreach (var old in _jobs.Where(one => one.Value.Result is not null).OrderByDescending(one => one.Value.At).Skip(Kept).ToList())
            if (_jobs.TryRemove(old.Key, out var gone))
                gone.Dispose();
    }

    [LoggerMessage(LogLevel.Error, "An import failed")]
    private static partial void Broke(ILogger log, Exception bug);
}
