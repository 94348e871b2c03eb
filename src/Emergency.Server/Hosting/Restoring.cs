using System.Globalization;
using Emergency.Engine;
using Emergency.Engine.Databases;
using Emergency.Engine.Keeping;
using Emergency.Engine.Schema;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Keys;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Hosting;

/// <summary>
/// <c>restore FILE</c>, <c>restore FILE --keys KEYS</c>, <c>restore --keys KEYS</c>. Each needs the data folder for itself. A destroyed key
/// does not come back, and people erased after the backup are erased again at the next start.
/// </summary>
internal static class Restoring
{
    /// <summary>
    /// Returns 0 when everything is whole afterwards. Throws <see cref="CannotStart"/> with one sentence, and then the journal is
    /// unchanged.
    /// </summary>
    public static async Task<int> Run(Settings settings, string? journal, string? keys, TextWriter output)
    {
        var copy = keys is null ? null : KeysCopy.Read(keys);
        if (journal is null)
            return await KeysAlone(settings, copy!, output);
        var about = Restore.Look(journal);
        var installation = Installation.From(about) ?? throw new CannotStart($"{journal} is no backup of an installation");
        if (copy is not null && copy.Installation != installation.Id)
            throw new CannotStart($"{keys} belongs to installation {copy.Installation}, {journal} to installation {installation.Id}.");
        await installation.CheckPlace(settings);
        var found = await Restore.Run(
            settings.Engine,
            journal,
            async () => await Prepared(settings, installation, about, copy, output),
            BackingUp.Progress(output)
        );
        installation.Sign(settings.Data);
        await Across.Anchors.Anchoring.SetAside(settings, found.Sealed, output);
        return await Verifying.Told(found, output);
    }

    private static async Task<int> KeysAlone(Settings settings, KeysCopy copy, TextWriter output)
    {
        var known = await BackingUp.Known(settings);
        using var alone = await Restore.Alone(settings.Engine);
        if (copy.Installation != known.Id)
            throw new CannotStart($"The keys belong to installation {copy.Installation}, the journal to installation {known.Id}.");
        await Put(settings, copy, output);
        return 0;
    }

    /// <summary>Puts the keys back and tries them; returns the values that the journal's table about must have from now on.</summary>
    private static async Task<IReadOnlyDictionary<string, string?>> Prepared(
        Settings settings,
        Installation installation,
        IReadOnlyDictionary<string, string> about,
        KeysCopy? copy,
        TextWriter output
    )
    {
        if (copy is not null)
            await Put(settings, copy, output);
        var master = MasterKey.Load(settings.MasterKeyFile);
        await using var keyring = await Keyring.Open(settings.Engine, master, TimeProvider.System, isNew: false);
        if (about.TryGetValue(Opened.IndexName, out var index) && new Sealing(keyring).Index("check") != index)
            throw new CannotStart("The keys belong to another installation: the accounts of this backup cannot be found with them.");
        return new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            [Installation.MasterName] = master.Check(installation.Id, keyring.Store.Turn().Wrapping),
            [Layout.SealKeyName] = Verifying.OwnKey(settings) ?? about.GetValueOrDefault(Layout.SealKeyName),
            [Orphans.RestoredName] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        };
    }

    private static async Task Put(Settings settings, KeysCopy copy, TextWriter output)
    {
        var master = MasterKey.Load(settings.MasterKeyFile);
        if (copy.Keys.FirstOrDefault(key => !master.Knows(key.Master)) is { } foreign)
            throw new CannotStart(
                $"The keys are wrapped by the master key {foreign.Master}, {settings.MasterKeyFile} holds {master.Names}: a copy of the keys from before a change of the master key stays shut, one from after it needs the new file."
            );
        try
        {
            await Store(settings, copy, output);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotKept)
        {
            throw new CannotStart($"The keys cannot be put back: {e.Message}");
        }
    }

    private static async Task Store(Settings settings, KeysCopy copy, TextWriter output)
    {
        await using var store = await KeyStores.Open(settings.Engine, isNew: !await KeyStores.Exists(settings.Engine));
        await store.Begin(copy.Wrapping);
        var before = store.All().Count();
        await store.Put(copy.Keys, copy.Erased);
        await output.WriteLineAsync(
            $"{store.All().Count() - before} keys put back; {copy.Keys.Count - Returning.Allowed(copy.Keys, store.Erased()).Count} of erased persons stay gone"
        );
    }
}
