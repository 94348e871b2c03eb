using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using Emergency.Engine;
using Emergency.Engine.Databases;
using Emergency.Engine.Storage;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Keys;

namespace Emergency.Server.Infrastructure.Encryption;

/// <summary>
/// Checks that every key under which a stored event is sealed exists and opens, except for those of erased persons: a deleted key makes a
/// person unreadable as an erasure does, without anybody having asked for it. Also checks that each sealed value stands where it was
/// stored.
/// </summary>
internal static class NamedKeys
{
    private const int Digits = 32;
    private static readonly SearchValues<byte> Hex = SearchValues.Create("0123456789abcdef"u8);

    /// <summary>The faults found, a sentence each. Only for a journal without damaged rows: such a row throws.</summary>
    public static async Task<IReadOnlyList<string>> Missing(Settings settings, CancellationToken stop = default)
    {
        var named = new Dictionary<Guid, long>();
        await using (var journal = await Database.Snapshot(settings.Engine, stop))
            await foreach (var row in journal.Rows(0, stop))
                Named(row.Row, named);
        if (named.Count == 0)
            return [];
        if (!await KeyStores.Exists(settings.Engine, stop))
            return [$"all {named.Count} keys: nobody's record can be read"];
        await using var store = await KeyStores.Open(settings.Engine, isNew: false, stop);
        var (rows, erased, master) = await AtOneMoment(
            () => File.Exists(settings.MasterKeyFile) ? File.ReadAllText(settings.MasterKeyFile) : "",
            () =>
                (
                    store.All().ToDictionary(row => row.Id),
                    store.Erased().SelectMany(person => person.Keys.Append(person.Id)).ToHashSet(),
                    File.Exists(settings.MasterKeyFile) ? MasterKey.Load(settings.MasterKeyFile) : null
                ),
            stop
        );
        var gone = named.Where(key => !rows.ContainsKey(key.Key) && !erased.Contains(key.Key)).OrderBy(key => key.Value).ToList();
        var said = new List<string>();
        if (gone.Count > 0)
            said.Add(Say(gone.Count, "gone, and nobody was erased with them", gone[0]));
        var shut = master is null
            ? []
            : named.Where(key => rows.TryGetValue(key.Key, out var row) && Opened(master, row) is null).OrderBy(key => key.Value).ToList();
        if (shut.Count > 0)
            said.Add(Say(shut.Count, "there and do not open under the master key", shut[0]));
        if (
            master is not null
            && await Strangers(settings, id => !erased.Contains(id) && rows.TryGetValue(id, out var row) ? Opened(master, row) : null, stop)
                is (var count and > 0, var at, var of)
        )
            said.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"sealed values: {count} do not belong where they stand; the first is of key {of}, at position {at}"
                )
            );
        return said;
    }

    /// <summary>
    /// Reads while the master key's file stays unchanged: a running server may be changing it and wrapping all keys anew meanwhile.
    /// </summary>
    internal static async Task<T> AtOneMoment<T>(Func<string> file, Func<T> read, CancellationToken stop)
    {
        while (true)
        {
            var before = file();
            var all = read();
            if (file() == before)
                return all;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, stop);
        }
    }

    private static async Task<(int Count, long At, Guid Of)> Strangers(Settings settings, Func<Guid, byte[]?> key, CancellationToken stop)
    {
        var (opened, found) = (new Dictionary<Guid, byte[]?>(), (Count: 0, At: 0L, Of: Guid.Empty));
        var places = new SealedPlaces(id => opened.TryGetValue(id, out var known) ? known : opened[id] = key(id));
        await using var journal = await Database.Snapshot(settings.Engine, stop);
        await foreach (var one in journal.Rows(0, stop))
        {
            var row = one.Row;
            var strangers = places.Strangers(
                row.Form,
                Engine.Entities.Envelope.Open(row.Stream, row.Sequence, row.Form, row.Message).Data.Span
            );
            if (strangers.Count > 0 && found.Count == 0)
                (found.At, found.Of) = (row.Ordering, strangers[0]);
            found.Count += strangers.Count;
        }
        return found;
    }

    private static string Say(int count, string what, KeyValuePair<Guid, long> first) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"keys of sealed values: {count} are {what}; the first is {first.Key}, named at position {first.Value}"
        );

    private static byte[]? Opened(MasterKey master, WrappedKey row)
    {
        try
        {
            return master.Unwrap(row.Wrapped, Keyring.Owner(row.Id), row.Master);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    // A quotation mark, 32 hex digits, a colon and the number of a suite.
    private static void Named(in Row row, Dictionary<Guid, long> named)
    {
        var message = row.Message.Span;
        for (int colon; (colon = message.IndexOf((byte)':')) >= 0; message = message[(colon + 1)..])
        {
            if (
                colon <= Digits
                || message[colon - Digits - 1] != (byte)'"'
                || message.Length <= colon + 1
                || !char.IsAsciiDigit((char)message[colon + 1])
            )
                continue;
            var digits = message.Slice(colon - Digits, Digits);
            if (!digits.ContainsAnyExcept(Hex) && Utf8Parser.TryParse(digits, out Guid id, out _, 'N'))
                named.TryAdd(id, row.Ordering);
        }
    }
}
