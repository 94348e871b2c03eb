using Emergency.Domain.AtRisk;

namespace Emergency.Server.CrossFeature.Imports.Reading.Values;

/// <summary>Reads the words registers use for kinds of persons at risk and for what they need in an emergency, by the domain's table.</summary>
internal static class AtRisk
{
    private static AtRiskTable Table => AtRiskTable.BuiltIn;

    /// <summary>Codes of a category cell such as "留守儿童、残疾人"; <c>Unknown</c> holds the words that mean none.</summary>
    public static (IReadOnlyList<string> Codes, bool Unknown) Kinds(string written)
    {
        var words = Written
            .Text(written)
            .Split(['、', '，', ',', ';', '；', '/', '+', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var found = words.Select(word => Table.Kinds.Where(kind => Means(kind, word)).Select(kind => kind.Code).ToList()).ToList();
        return ([.. found.SelectMany(codes => codes).Distinct(StringComparer.Ordinal)], found.Exists(codes => codes.Count == 0));
    }

    // A kind without words is none that a register may give somebody.
    private static bool Means(RiskKind kind, string word) =>
        kind.Written.Count > 0 && (kind.Code == word || kind.Written.Contains(word, StringComparer.Ordinal));

    /// <summary>The category word a sheet's name or title holds (独居老人登记表), or null.</summary>
    public static string? CategoryIn(string title) =>
        Table
            .Kinds.SelectMany(kind => kind.Written)
            .OrderByDescending(word => word.Length)
            .FirstOrDefault(word => title.Contains(word, StringComparison.Ordinal));

    /// <summary>Needs read off mobility and the special-needs text, without those another one covers. Words that stand for no need (接送, 托管, 心理关怀) stay as text.</summary>
    public static IReadOnlyList<string> Needs(string? mobility, string? special)
    {
        var text = $"{mobility} {special}";
        var found = Table.Needs.Where(need => need.Written.Any(word => text.Contains(word, StringComparison.Ordinal))).ToList();
        var covered = found.SelectMany(need => need.Covers).ToHashSet(StringComparer.Ordinal);
        return [.. found.Select(need => need.Code).Where(code => !covered.Contains(code))];
    }

    /// <summary>These kinds, and those that follow from a need: who uses oxygen is one of 居家用氧 whatever the register says.</summary>
    public static IReadOnlyList<string> With(IReadOnlyList<string> kinds, IReadOnlyList<string> needs)
    {
        var follow = Table
            .Kinds.Where(kind => kind.Follows is { } need && needs.Contains(need, StringComparer.Ordinal))
            .Select(kind => kind.Code);
        return [.. kinds, .. follow.Except(kinds, StringComparer.Ordinal)];
    }
}
