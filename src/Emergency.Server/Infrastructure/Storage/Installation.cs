using System.Security.Cryptography;
using Emergency.Engine;
using Emergency.Engine.Databases;
using Emergency.Engine.Schema;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Keys;

namespace Emergency.Server.Infrastructure.Storage;

/// <summary>
/// An installation as recorded in table about: its id, and for a demo the password and hotline secrets that are printed at each start.
/// </summary>
internal sealed record Installation(string Id, bool Demo, string? DemoPassword, IReadOnlyDictionary<string, string> DemoSecrets)
{
    internal const string MasterName = "master-key";
    private const string IdName = "installation",
        DemoName = "demo",
        PasswordName = "demo.password",
        SecretName = "demo.secret.";
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>Reads the installation from table about; null for a database without an installation yet.</summary>
    public static Installation? From(IReadOnlyDictionary<string, string>? about) =>
        about is null || !about.TryGetValue(IdName, out var id)
            ? null
            : new(
                id,
                about.GetValueOrDefault(DemoName) == "on",
                about.GetValueOrDefault(PasswordName),
                about
                    .Where(entry => entry.Key.StartsWith(SecretName, StringComparison.Ordinal))
                    .ToDictionary(entry => entry.Key[SecretName.Length..], entry => entry.Value, StringComparer.Ordinal)
            );

    /// <summary>A new installation. Its demo password and secrets are drawn where the settings give none.</summary>
    public static Installation Draw(Settings settings, Guid id)
    {
        var demo = settings.DemoWhenNew;
        return new(
            id.ToString(),
            demo,
            demo ? settings.DemoPassword ?? RandomNumberGenerator.GetString(Letters, 12) : null,
            Settings
                .LineCodes.Where(code => demo && settings.Hotlines.GetValueOrDefault(code)?.Secret is null)
                .ToDictionary(
                    code => code,
                    _ => $"whsec_{Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}",
                    StringComparer.Ordinal
                )
        );
    }

    /// <summary>The values for table about.</summary>
    public IReadOnlyDictionary<string, string?> About(MasterKey master)
    {
        var about = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            [IdName] = Id,
            [MasterName] = master.Check(Id),
            [DemoName] = Demo ? "on" : "off",
        };
        if (DemoPassword is not null)
            about[PasswordName] = DemoPassword;
        foreach (var (code, secret) in DemoSecrets)
            about[SecretName + code] = secret;
        return about;
    }

    /// <summary>
    /// Checks database, folder and master key before anything is opened for writing. Throws <see cref="CannotStart"/> with one sentence;
    /// nothing is changed.
    /// </summary>
    public static async Task<(Installation? Existing, MasterKey? Master)> Look(Settings settings)
    {
        var about = await Database.Peek(settings.Engine);
        if (about is not null)
            Layout.Check(about, settings.Engine.Postgres ? "The database" : Path.Combine(settings.Data, "journal.db"));
        var mark = Mark(settings.Data);
        if (From(about) is not { } existing)
        {
            if (File.Exists(mark))
                throw new CannotStart(
                    $"The folder {settings.Data} belongs to installation {File.ReadAllText(mark).Trim()}, but the database is a new one: the journal is missing or another one is configured."
                );
            return (null, File.Exists(settings.MasterKeyFile) ? MasterKey.Load(settings.MasterKeyFile) : null);
        }
        if (File.Exists(mark) && File.ReadAllText(mark).Trim() is var owner && owner != existing.Id)
            throw new CannotStart(
                $"The folder {settings.Data} belongs to installation {owner}, the database to installation {existing.Id}."
            );
        if (!settings.Engine.Postgres && !File.Exists(Path.Combine(settings.Data, "keys.db")))
            throw new CannotStart($"The keys of this installation are missing: there is no keys.db in {settings.Data}.");
        var master = MasterKey.Load(settings.MasterKeyFile);
        return master.Fits(about![MasterName], existing.Id)
            ? (existing, master)
            : throw new CannotStart($"The master key in {settings.MasterKeyFile} is not the one of this installation.");
    }

    /// <summary>
    /// Checks the target of a restore: throws <see cref="CannotStart"/> where folder or database belong to another installation. An
    /// unreadable journal is no obstacle.
    /// </summary>
    public async Task CheckPlace(Settings settings)
    {
        var mark = Mark(settings.Data);
        if (File.Exists(mark) && (await File.ReadAllTextAsync(mark)).Trim() is var owner && owner != Id)
            throw new CannotStart($"The folder {settings.Data} belongs to installation {owner}, the backup to installation {Id}.");
        Installation? there = null;
        try
        {
            there = From(await Database.Peek(settings.Engine));
        }
        catch (CannotStart) when (!settings.Engine.Postgres) { }
        if (there is not null && there.Id != Id)
            throw new CannotStart($"The database belongs to installation {there.Id}, the backup to installation {Id}.");
    }

    /// <summary>Writes this installation's id into the folder.</summary>
    public void Sign(string data)
    {
        if (!File.Exists(Mark(data)))
            File.WriteAllText(Mark(data), Id + "\n");
    }

    private static string Mark(string data) => Path.Combine(data, "installation");
}
