using Emergency.Server.Foundation.Problems;

namespace Emergency.Server.Features.Incidents;

/// <summary>Parses "?ids=…,…": incidents of a single query.</summary>
internal static class SeveralIds
{
    public const int Most = 100;

    /// <summary>The ids, each once; null where the text is not a list of ids, or has too many.</summary>
    public static IReadOnlyList<Guid>? Of(string? ids)
    {
        var parts = ids?.Split(',') ?? [];
        var all = parts.Select(part => Guid.TryParse(part, out var id) ? id : (Guid?)null).OfType<Guid>().Distinct().ToList();
        return parts.Length is 0 or > Most || all.Count == 0 || parts.Any(part => !Guid.TryParse(part, out _)) ? null : all;
    }

    public static Problem Fault => Problem.Bad($"?ids: 1 to {Most} ids with commas between");
}
