using System.Globalization;
using Emergency.Engine.Schema;
using Emergency.Engine.Storage;

namespace Emergency.Engine.Seals;

/// <summary>
/// The signed seal over what was written since the newest one that stays: exchanged within seconds for one that covers more, and given up when the next seal is made. It lies in
/// table about, for whoever verifies elsewhere, and beside the seal key, where who can write the data cannot put an older one in its place.
/// </summary>
internal static class TailSeal
{
    public static string Text(Seal seal) =>
        string.Create(CultureInfo.InvariantCulture, $"{seal.After} {seal.UpTo} {seal.Rows} {seal.Created} {seal.Hash}");

    /// <summary>Null where the text is none.</summary>
    public static Seal? Parse(string? text) =>
        text?.Trim().Split(' ', 5) is [var after, var upTo, var rows, var created, var hash]
        && long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var from)
        && long.TryParse(upTo, NumberStyles.None, CultureInfo.InvariantCulture, out var to)
        && long.TryParse(rows, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        && long.TryParse(created, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            ? new(from, to, count, hash, at)
            : null;

    /// <summary>All seals, with the tail's behind them where one covers more than they do. A seal that begins before their end was made before the newest of them.</summary>
    public static IReadOnlyList<Seal> Behind(IReadOnlyList<Seal> seals, IReadOnlyDictionary<string, string> about, Seal? outside)
    {
        var end = seals.Count == 0 ? 0 : seals[^1].UpTo;
        var tail = new[] { Parse(about.GetValueOrDefault(Layout.TailSealName)), outside }
            .Where(one => one is not null && one.After >= end && one.UpTo > end)
            .MaxBy(one => one!.UpTo);
        return tail is null ? seals : [.. seals, tail];
    }
}
