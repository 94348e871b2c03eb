using Emergency.Engine;
using Emergency.Engine.Storage.Sqlite;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Keys;

namespace Emergency.Server.Hosting;

/// <summary>
/// <c>rotate-master</c>: changes the master key now. Beside a running server it only draws the next key: the server sees it in the file and
/// does the rest.
/// </summary>
internal static class Rotating
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500),
        Patience = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Returns 0 when all keys lie under a new master key and the old one is gone; 1 where a step is left to a person, which is printed.
    /// </summary>
    public static async Task<int> Run(Settings settings, ILoggerFactory logs, TextWriter output)
    {
        // Without this a mistyped folder would become a new installation.
        await BackingUp.Known(settings);
        if (settings.Engine.Postgres || FolderLock.Holder(settings.Data) is not { } holder)
            return await Here(settings, logs, output);
        var before = MasterKey.Load(settings.MasterKeyFile);
        try
        {
            before.DrawNext();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CannotStart($"{settings.MasterKeyFile} cannot be written: {e.Message}");
        }
        await output.WriteLineAsync($"next is drawn; process {holder} wraps the keys anew");
        return await Until(() => MasterKey.Load(settings.MasterKeyFile) is { Next: null } now && now.Current != before.Current, output);
    }

    private static async Task<int> Here(Settings settings, ILoggerFactory logs, TextWriter output)
    {
        await using var opened = await Opened.Open(settings, TimeProvider.System, logs);
        var rotation = opened.Rotation;
        await rotation.Follow(CancellationToken.None);
        if (!rotation.UnderWay && !rotation.Begin())
            throw new CannotStart(
                $"{settings.MasterKeyFile} cannot be written: rotate by hand (add a line \"next\" with 32 random bytes in base64)"
            );
        await rotation.Follow(CancellationToken.None);
        RotationState? state = null;
        for (
            var started = TimeProvider.System.GetTimestamp();
            state is not { Done: true } && TimeProvider.System.GetElapsedTime(started) < Patience;

        )
        {
            state = await rotation.Continue(CancellationToken.None);
            if (!state.Done)
                await Task.Delay(Look, TimeProvider.System);
        }
        await output.WriteLineAsync(state is { Done: true } ? Rotation.Changed : state!.Advice);
        return state.Done ? 0 : 1;
    }

    private static async Task<int> Until(Func<bool> done, TextWriter output)
    {
        for (
            var started = TimeProvider.System.GetTimestamp();
            TimeProvider.System.GetElapsedTime(started) < Patience;
            await Task.Delay(Look, TimeProvider.System)
        )
        {
            if (!done())
                continue;
            await output.WriteLineAsync(Rotation.Changed);
            return 0;
        }
        await output.WriteLineAsync("the keys are not all wrapped anew yet; /health/ready says what is missing");
        return 1;
    }
}
