using System.Globalization;

namespace Emergency.Engine.Storage;

/// <summary>The form of lists and numbers in the text columns of the key tables, whatever the database.</summary>
internal static class KeyLists
{
    public static IReadOnlyList<Guid> Read(string keys) => [.. keys.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse)];

    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The rows of table key_state.</summary>
    public static KeyTurn Turn(IEnumerable<KeyValuePair<string, string>> rows)
    {
        var state = rows.ToDictionary(StringComparer.Ordinal);
        return new(
            state.GetValueOrDefault("wrapping", ""),
            state.TryGetValue("began", out var began) ? Number(began) : null,
            state.TryGetValue("rotated", out var rotated) ? Number(rotated) : 0
        );
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
