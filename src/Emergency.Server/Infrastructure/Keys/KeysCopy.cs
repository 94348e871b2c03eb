using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Emergency.Engine;
using Emergency.Server.Foundation;

namespace Emergency.Server.Infrastructure.Keys;

/// <summary>
/// A copy of all keys, wrapped, with the list of erased persons: one JSON file that only its owner can read. The master key is never in it.
/// </summary>
internal sealed record KeysCopy(string Installation, IReadOnlyList<WrappedKey> Keys, IReadOnlyList<ErasedPerson> Erased, string Wrapping)
{
    private sealed record Whole(string Form, KeysCopy Copy, string Digest);

    private const string Form = "emergency.keys.v1";

    /// <summary>
    /// Writes a new file, whole or not at all. Throws <see cref="CannotStart"/> where the file exists or cannot be written.
    /// </summary>
    public void Write(string file)
    {
        if (File.Exists(file))
            throw new CannotStart($"{file} is there already: a backup is never written over another");
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder && !Directory.Exists(folder))
            throw new CannotStart($"{file} cannot be written: there is no folder {folder}");
        try
        {
            MasterFile.Write(file + ".part", JsonSerializer.Serialize(new Whole(Form, this, Digest), Json.Options), FileMode.Create);
            File.Move(file + ".part", file);
            Folders.Sync(Path.GetDirectoryName(Path.GetFullPath(file))!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CannotStart($"{file} cannot be written: {e.Message}");
        }
        finally
        {
            File.Delete(file + ".part");
        }
    }

    /// <summary>Reads a copy. Throws <see cref="CannotStart"/> where the file is no such copy, or not whole.</summary>
    public static KeysCopy Read(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            var whole = JsonSerializer.Deserialize<Whole>(stream, Json.Options);
            return whole is { Form: Form, Copy: { Keys: not null, Erased: not null } copy } && copy.Digest == whole.Digest
                ? copy
                : throw new CannotStart($"{file} is no copy of keys, or not whole");
        }
        catch (JsonException)
        {
            throw new CannotStart($"{file} is no copy of keys, or not whole");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CannotStart($"{file} cannot be read: {e.Message}");
        }
    }

    [System.Text.Json.Serialization.JsonIgnore]
    private string Digest
    {
        get
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(Encoding.UTF8.GetBytes($"{Installation}\n{Wrapping}\n"));
            foreach (var key in Keys)
            {
                hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{key.Id} {key.Master} {key.Made} ")));
                hash.AppendData(key.Wrapped);
            }
            foreach (var person in Erased)
                hash.AppendData(
                    Encoding.UTF8.GetBytes(
                        FormattableString.Invariant(
                            $"{person.Id} {person.Stream} {person.Event} {string.Join(',', person.Keys)} {person.At}\n"
                        )
                    )
                );
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
    }
}
