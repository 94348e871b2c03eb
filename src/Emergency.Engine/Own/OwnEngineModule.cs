using Emergency.Engine.Databases;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emergency.Engine.Own;

/// <summary>Starts the engine of our own on SQLite or PostgreSQL, as the settings say.</summary>
public sealed class OwnEngineModule(ILoggerFactory? logs = null) : IEngineModule
{
    public OwnEngineModule()
        : this(null) { }

    public async Task<IEngine> Start(
        EngineSettings settings,
        IEnumerable<IDecider> deciders,
        IForms forms,
        TimeProvider clock,
        CancellationToken stop = default
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        Check(settings);
        var database = await Database.Open(settings, clock, stop);
        try
        {
            return await OwnEngine.Start(
                database,
                settings,
                deciders,
                forms,
                clock,
                logs?.CreateLogger("Emergency.Engine") ?? NullLogger.Instance,
                stop
            );
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>Throws <see cref="CannotStart"/> where a setting is out of its range.</summary>
    internal static void Check(EngineSettings settings)
    {
        if (
            settings is not { Mailbox: >= 1 and <= 100_000, Queue: >= 1 and <= 1_000_000, QueueBytes: > 0, Ballast: >= 0 }
            || settings.Idle <= TimeSpan.Zero
        )
            throw new CannotStart(
                $"settings out of range: mailbox {settings.Mailbox} (1-100000), queue {settings.Queue} (1-1000000), queue bytes {settings.QueueBytes} (over 0), idle {settings.Idle} (over 0), ballast {settings.Ballast} (0 or more)"
            );
        if (
            settings.SealKey is { } key
            && Path.GetFullPath(key)
                .StartsWith(
                    Path.GetFullPath(settings.Data).TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar,
                    StringComparison.Ordinal
                )
        )
            throw new CannotStart(
                $"the seal key {key} must lie outside the data folder {settings.Data}: whoever may change the data must not have it"
            );
    }
}
