using System.Globalization;
using Emergency.Engine;
using Emergency.Engine.Databases;
using Emergency.Engine.Keeping;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Keys;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Hosting;

/// <summary>
/// <c>backup FILE|FOLDER</c>: copies the journal without keys; <c>backup --keys FILE|FOLDER</c>: the keys, wrapped, without the master key.
/// Both work beside a running server. Kept apart, neither copy discloses anything about anybody.
/// </summary>
internal static class BackingUp
{
    private const long Step = 100_000;

    /// <summary>
    /// Returns 0 when the copy is whole; 1 where the journal is not, with the report of verify. Events lost earlier do not prevent a copy
    /// of the rest.
    /// </summary>
    public static async Task<int> Journal(Settings settings, string to, TextWriter output)
    {
        var file = await Named(settings, to, "journal", "db");
        var found = await Backup.Run(settings.Engine, file, Progress(output));
        if (found.Broken is null)
            await Noted(settings, BackupMarks.Journal, output);
        await output.WriteLineAsync(found.Broken is null ? $"{file}: no keys are in it" : "no backup was made: the journal is not whole");
        return await Verifying.Told(found, output);
    }

    public static async Task<int> Keys(Settings settings, string to, TextWriter output)
    {
        var file = await Named(settings, to, "keys", "json");
        await using var store = await KeyStores.Open(settings.Engine, isNew: false);
        var copy = new KeysCopy((await Known(settings)).Id, [.. store.All()], store.Erased(), store.Turn().Wrapping);
        copy.Write(file);
        await Noted(settings, BackupMarks.Keys, output);
        await output.WriteLineAsync(
            $"{file}: {copy.Keys.Count} keys, each wrapped by the master key {copy.Wrapping}, which is not in it: keep {settings.MasterKeyFile} apart"
        );
        return 0;
    }

    /// <summary>Reports progress at every 100,000 rows.</summary>
    internal static Action<long, long> Progress(TextWriter output)
    {
        var next = Step;
        return (written, last) =>
        {
            if (written < next)
                return;
            next = written + Step;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{written} events of positions up to {last}"));
        };
    }

    private static async Task Noted(Settings settings, string what, TextWriter output)
    {
        if (BackupMarks.Note(settings, what, TimeProvider.System.GetUtcNow()) is { } why)
            await output.WriteLineAsync(why);
    }

    internal static async Task<Installation> Known(Settings settings) =>
        Installation.From(await Database.Peek(settings.Engine))
        ?? throw new CannotStart($"{(settings.Engine.Postgres ? "the PostgreSQL database" : settings.Data)} holds no installation");

    private static async Task<string> Named(Settings settings, string to, string what, string form)
    {
        var id = (await Known(settings)).Id;
        return Directory.Exists(to)
            ? Path.Combine(
                to,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"emergency-{id[..8]}-{what}-{TimeProvider.System.GetUtcNow():yyyyMMdd'T'HHmmss'Z'}.{form}"
                )
            )
            : to;
    }
}
