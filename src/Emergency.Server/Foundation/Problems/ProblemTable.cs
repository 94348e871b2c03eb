using System.Collections.Frozen;
using System.Reflection;
using Emergency.Domain;
using Emergency.Engine;

namespace Emergency.Server.Foundation.Problems;

/// <summary>Maps codes to HTTP statuses, from the files of sentences beside the nouns; 409 where none is given.</summary>
internal static class ProblemTable
{
    private static readonly FrozenDictionary<string, int> Statuses = Sentences
        .Entries.Where(entry => entry.Value.Status is not null)
        .ToFrozenDictionary(entry => entry.Key, entry => entry.Value.Status!.Value, StringComparer.Ordinal);

    public static int Status(string code) => Statuses.GetValueOrDefault(code, 409);

    /// <summary>
    /// Seconds until the next try, where nothing better is known. A request that waits for a free slot waits longer than one that waits for
    /// views.
    /// </summary>
    public static string RetryAfter(string code) => code == "heavy.busy" ? "10" : "1";

    /// <summary>All codes: the domain's (found beside their nouns), the engine's, and those of the HTTP layer.</summary>
    public static IReadOnlyList<string> All { get; } =
    [.. DomainCodes().Concat(EngineCodes.All).Concat(Statuses.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> DomainCodes() =>
        typeof(Code)
            .Assembly.GetExportedTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Where(field => field.FieldType == typeof(Code))
            .Select(field => ((Code)field.GetValue(null)!).Text);
}
