using System.Text.RegularExpressions;
using Emergency.Domain;
using Emergency.Hotlines.Cap;

namespace Emergency.Server.Features.Warnings.Words;

/// <summary>
/// Finds the hazard of an info: by its code, else by whole words of its event that fit its categories, else by other
/// words, else by the category alone. Null where none of these gives it.
/// </summary>
internal static class HazardWords
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly WarningWords Table = WarningWords.Table;
    private static readonly Regex Signal = new(
        @"预警信号|预警|警报|信号|[红橙黄蓝]色|[（(].*?[）)]|\s+",
        RegexOptions.CultureInvariant,
        Patience
    );
    private static readonly IReadOnlyList<(Category Hazard, string Word, Regex? Latin)> Words =
    [
        .. Table.Hazards.Rows.SelectMany(row => row.Words.Select(word => (row.Hazard, word, Latin(word)))),
    ];

    public static Category? Of(CapInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        if (Coded(info) is { } coded)
            return coded;
        var rows = Table.Hazards.Categories.Where(row => info.Categories.Contains(row.Category)).ToList();
        var found = Found(info.Event).ToList();
        if (rows.Count > 0 && Longest(found.Where(one => rows.Exists(row => row.Fits.Contains(one.Hazard)))) is { } fits)
            return fits;
        var alone = rows.Select(row => row.Alone).Distinct().ToList();
        return Longest(found) ?? (alone.Count == 1 ? alone[0] : null);
    }

    private static Category? Coded(CapInfo info) =>
        info
            .EventCodes.Concat(info.Parameters)
            .Select(one =>
                Table.EventClasses.Is(one.Name)
                    ? Table.EventClasses.Under(one.Value)
                    : Table.EventCodes.FirstOrDefault(system => system.Is(one.Name))?.Of(one.Value.Split(';', ' ')[0])
            )
            .FirstOrDefault(hazard => hazard is not null);

    // The longer word says more: 地质灾害 caused by rain is no flood. The first row wins between equals.
    private static Category? Longest(IEnumerable<(Category Hazard, int Length)> found) =>
        found.OrderByDescending(one => one.Length).Select(one => (Category?)one.Hazard).FirstOrDefault();

    private static IEnumerable<(Category Hazard, int Length)> Found(string text)
    {
        var bare = Signal.Replace(text, "");
        foreach (var not in Table.Hazards.NotWords)
            text = text.Replace(not, "\n", StringComparison.Ordinal);
        foreach (var (hazard, word, latin) in Words)
            if (
                latin is not null ? latin.IsMatch(text)
                : word.Length == 1 ? bare == word
                : text.Contains(word, StringComparison.Ordinal)
            )
                yield return (hazard, word.Length);
    }

    private static Regex? Latin(string word) =>
        char.IsAsciiLetter(word[0])
            ? new($@"(?<!\w){Regex.Escape(word)}(?!\w)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, Patience)
            : null;
}
