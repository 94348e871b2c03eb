using Emergency.Engine;
using Emergency.Engine.Hosting;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Keys;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Hosting;

/// <summary>
/// The parts opened at the start: engine and keys of one installation, and their clock. Disposing it writes the seal and releases the
/// folder.
/// </summary>
internal sealed record Opened(
    IEngine Engine,
    Keyring Keys,
    ISealing Sealing,
    Installation Installation,
    Rotation Rotation,
    Realms Realms,
    TimeProvider Time,
    bool New
) : IAsyncDisposable
{
    internal const string IndexName = "index-key";

    /// <summary>
    /// Mark in table about while <c>init</c> makes the first accounts: until it ends they belong to nobody, and the same command continues.
    /// </summary>
    internal const string HalfMadeName = "init";

    /// <summary>True when <c>init</c> was interrupted here.</summary>
    public bool HalfMade { get; init; }

    /// <summary>
    /// Opens the engine and keys that the settings name, and creates them where there is nothing yet. Throws <see cref="CannotStart"/> with
    /// one sentence before anything is changed.
    /// </summary>
    public static async Task<Opened> Open(Settings settings, TimeProvider time, ILoggerFactory logs)
    {
        var (existing, master) = await Installation.Look(settings);
        if (existing is null)
            MakeFolder(settings.Data);
        var realms = new Realms();
        Keyring? keys = null;
        var engine = await new AkkaEngineModule(logs).Start(
            settings.Engine with
            {
                Forks = realms.ForkOf,
            },
            EntityKinds.All,
            new Forms(id => keys?.Find(id)),
            time
        );
        try
        {
            // The key comes after the engine has locked the folder: two servers that start at once draw one key.
            master ??= MasterKey.Create(settings.MasterKeyFile);
            keys = await Keyring.Open(settings.Engine, master, time, isNew: existing is null);
            var sealing = new Sealing(keys);
            var installation = existing ?? Installation.Draw(settings, Guid.CreateVersion7(time.GetUtcNow()));
            var check = sealing.Index("check");
            if (existing is null)
                await engine.About.Write(
                    new Dictionary<string, string?>(installation.About(master), StringComparer.Ordinal) { [IndexName] = check }
                );
            var about = await engine.About.Read();
            if (about.GetValueOrDefault(IndexName) != check)
                throw new CannotStart("The keys belong to another installation: the accounts of this one cannot be found with them.");
            installation.Sign(settings.Data);
            return new(
                engine,
                keys,
                sealing,
                installation,
                new Rotation(keys, engine.About, installation.Id, time),
                realms,
                time,
                existing is null
            )
            {
                HalfMade = about.ContainsKey(HalfMadeName),
            };
        }
        catch
        {
            if (keys is not null)
                await keys.DisposeAsync();
            await engine.DisposeAsync();
            throw;
        }
    }

    private static void MakeFolder(string data)
    {
        try
        {
            Directory.CreateDirectory(data);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CannotStart($"The folder {data} cannot be made: {e.Message}");
        }
    }

    /// <summary>
    /// Closes everything, even where closing one part fails: a process that ends because the disk is broken ends with its own exit code.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await Close("the engine", Engine.DisposeAsync);
        await Close("the keys", Keys.DisposeAsync);
        Rotation.Dispose();
    }

    private static async ValueTask Close(string what, Func<ValueTask> close)
    {
#pragma warning disable CA1031 // After a failure the rest is still closed; everything acknowledged is durable already.
        try
        {
            await close();
        }
        catch (Exception fault)
        {
            await Console.Error.WriteLineAsync($"{what} could not be closed: {fault.Message}");
        }
#pragma warning restore CA1031
    }
}
