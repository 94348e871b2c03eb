using System.Security.Cryptography;
using Emergency.Engine.Schema;
using Emergency.Engine.Storage;
using Microsoft.Extensions.Logging;

namespace Emergency.Engine.Seals;

/// <summary>The key that signs the next seal, looked up anew each time: a file that was away is used again when it is back. Table about names the public key whose turn it is; who has another does not seal.</summary>
internal sealed class Signing(INotes notes, EngineSettings settings, ILogger log)
{
    private readonly string? _file = settings.SealKey;
    private string? _hindered;
    private string? _said;

    /// <summary>Null, or why no signed seals are made.</summary>
    public string? Trouble { get; private set; }

    /// <summary>The key to sign with; null where there is none, or it is not the one whose turn it is.</summary>
    public async ValueTask<SealKey?> Key(Seal? last, CancellationToken stop)
    {
        _hindered = null;
        if (_file is null)
            return null;
        var turn = (await notes.ReadAbout(stop)).GetValueOrDefault(Layout.SealKeyName);
        try
        {
            var key = SealKey.Load(_file) ?? (turn is null && (last is null || SignedSeal.Of(last) is null) ? SealKey.Create(_file) : null);
            if (key is null)
            {
                _hindered = $"the seal key {_file} is not there: put its copy back, or make another with the command seal-key new";
                return null;
            }
            if (turn is null)
                await Say(key.Public, stop);
            else if (turn == key.NextPublic)
                key = Changed(key);
            else if (turn != key.Public)
            {
                _hindered =
                    $"{_file} holds the seal key {SealKey.Fingerprint(key.Public)}, the journal is sealed by {SealKey.Fingerprint(turn)}: copy that one here";
                key.Dispose();
                return null;
            }
            if (_said != key.Public)
                Log.Signs(log, SealKey.Fingerprint(key.Public), _file);
            _said = key.Public;
            return key;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            _hindered = $"the seal key {_file} cannot be used: {e.Message}";
            return null;
        }
    }

    /// <summary>Says if a seal may be made: with a key always, without one only where seals were never signed and none is wanted. Sets what health says; a node that never had a key is silent while another one seals.</summary>
    /// <param name="sealing">True where all that was written is under a seal already, or was written only now.</param>
    public bool May(Seal? last, SealKey? key, bool sealing)
    {
        var signed = last is not null && SignedSeal.Of(last) is not null;
        if (key is null && _file is null && signed)
            _hindered = "seals were signed before, and no seal key is set";
        var others =
            signed && settings.Postgres && _file is not null && !File.Exists(_file) && !File.Exists(SealFiles.PublicOf(_file)) && sealing;
        var trouble = _hindered is not null && !others ? _hindered : null;
        if (trouble is not null && trouble != Trouble)
            Log.NotSealed(log, trouble);
        Trouble = trouble;
        return key is not null || (_file is null && !signed);
    }

    /// <summary>Keeps outside what the newest seal is, and lets the next key take its turn once a seal has named it.</summary>
    public async ValueTask Made(Seal seal, SealKey? key, CancellationToken stop)
    {
        if (key is null)
            return;
        try
        {
            SealFiles.WriteLast(_file!, seal);
            SealFiles.AddPublic(_file!, key.Public);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.TriedAgain(log, "writing down the newest seal", e);
        }
        if (key.NextPublic is { } next)
        {
            await Say(next, stop);
            Changed(key).Dispose();
        }
    }

    /// <summary>Keeps the seal over the newest rows, in the database and outside of it.</summary>
    public async ValueTask Tail(Seal seal, CancellationToken stop)
    {
        await notes.WriteAbout(
            new Dictionary<string, string?>(StringComparer.Ordinal) { [Layout.TailSealName] = TailSeal.Text(seal) },
            stop
        );
        try
        {
            SealFiles.WriteTail(_file!, seal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.TriedAgain(log, "writing down the seal over the newest records", e);
        }
    }

    private SealKey Changed(SealKey key)
    {
        key.DropCurrent();
        key.Dispose();
        return SealKey.Load(_file!)!;
    }

    private ValueTask Say(string key, CancellationToken stop) =>
        notes.WriteAbout(new Dictionary<string, string?>(StringComparer.Ordinal) { [Layout.SealKeyName] = key }, stop);
}
