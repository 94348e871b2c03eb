using System.Globalization;
using Emergency.Engine;
using Emergency.Engine.Databases;
using Emergency.Engine.Feed;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Checkpoints;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Keys;
using Emergency.Server.Infrastructure.Storage;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Hosting;

/// <summary>
/// <c>prepare</c>: before an upgrade the new program folds its views beside the old one, which goes on serving; its first start continues
/// from there.
/// </summary>
internal static class Preparing
{
    /// <summary>
    /// Returns 0 when a checkpoint of this program's views lies in the data folder; 1 where a view cannot be folded, which is printed.
    /// </summary>
    public static async Task<int> Run(
        Settings settings,
        Func<Settings, Opened, WebApplication> build,
        ILoggerFactory logs,
        TextWriter output
    )
    {
        if (settings.Checkpoint == 0)
            throw new CannotStart("prepare leaves a checkpoint, and --checkpoint 0 says that there shall be none");
        var installation = await BackingUp.Known(settings);
        var (_, master) = await Installation.Look(settings);
        var (time, realms) = (TimeProvider.System, new Realms());
        await using var snapshot = await Database.Snapshot(settings.Engine, CancellationToken.None);
        await using var keys = await Keyring.Open(settings.Engine, master!, time, isNew: false);
        var feed = await SnapshotFeed.Of(snapshot, new Forms(keys.Find), logs.CreateLogger(nameof(Preparing)));
        var (engine, sealing) = (new ReadOnlyEngine(feed), new Sealing(keys));
        using var rotation = new Rotation(keys, engine, installation.Id, time);
        await using var app = build(settings, new(engine, keys, sealing, installation, rotation, realms, time, New: false));
        var (folding, folder) = (app.Services.GetRequiredService<Folding>(), app.Services.GetRequiredService<CheckpointFolder>());
        await folding.StartAsync(CancellationToken.None);
        // At an unknown form of event reading ends, and the views never catch up.
        await Task.WhenAny(folding.Standing, folding.ExecuteTask!);
        if (!folding.Standing.IsCompletedSuccessfully)
            throw new CannotStart($"the journal cannot be read: {folding.ExecuteTask!.Exception?.GetBaseException().Message}");
        var known = folding.Now;
        await folding.StopAsync(CancellationToken.None);
        foreach (var view in folding.BrokenViews)
            await output.WriteLineAsync($"BROKEN view {view}: see the log");
        var file = Checkpointing.Write(folding.Views, known, folder.Prepared);
        await output.WriteLineAsync(
            file is null
                ? "the journal is empty: there is nothing to prepare"
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{file}: the views of this program up to position {known.At.Value}; its next start goes on from there"
                )
        );
        return folding.BrokenViews.Count == 0 ? 0 : 1;
    }
}
