using Emergency.Domain;
using Emergency.Domain.AtRisk;

namespace Emergency.Server.Across.Imports.Reading.Values;

/// <summary>Reads registers' words for kinds of persons at risk and for their needs in an emergency, by the domain's words.</summary>
internal static class AtRisk
{
    public static WordsRead Read(string? written) => written is null ? WordsRead.Nothing : RegisterWords.BuiltIn.Read(written);

    /// <summary>The category word a sheet's name or title holds (独居老人登记表), or null.</summary>
    public static string? CategoryIn(string title) => RegisterWords.BuiltIn.KindIn(title);

    /// <summary>Needs from mobility and the special-needs text, without those that another one covers.</summary>
    public static ListOf<string> Needs(string? mobility, string? special) => Together(Read(mobility).Needs, Read(special).Needs);

    /// <summary>All of these needs, without those that another one covers.</summary>
    public static ListOf<string> Together(params ReadOnlySpan<ListOf<string>> needs)
    {
        var all = new HashSet<string>(StringComparer.Ordinal);
        foreach (var some in needs)
            all.UnionWith(some);
        return AtRiskTable.BuiltIn.Uncovered(all);
    }

    /// <summary>
    /// These kinds, and those that follow from a need: a person who uses oxygen belongs to 居家用氧 whatever the register says.
    /// </summary>
    public static IReadOnlyList<string> With(IReadOnlyList<string> kinds, IReadOnlyList<string> needs)
    {
        var follow = AtRiskTable
            .BuiltIn.Kinds.Where(kind => kind.Follows is { } need && needs.Contains(need, StringComparer.Ordinal))
            .Select(kind => kind.Code);
        return [.. kinds, .. follow.Except(kinds, StringComparer.Ordinal)];
    }
}
