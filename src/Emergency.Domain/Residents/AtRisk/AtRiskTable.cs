using System.Text.Json;
using System.Text.Json.Serialization;

namespace Emergency.Domain.AtRisk;

/// <summary>Needs and kinds of people at risk as data. The pages draw their signs from the same file.</summary>
public sealed class AtRiskTable
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter<WayOut>(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };
    private static readonly Lazy<AtRiskTable> Embedded = new(() =>
    {
        using var file = typeof(AtRiskTable).Assembly.GetManifestResourceStream("at-risk.json")!;
        return Read(file);
    });

    private readonly Dictionary<string, Need> _needs;

    private AtRiskTable(ListOf<Need> needs, ListOf<RiskKind> kinds)
    {
        (Needs, Kinds) = (needs, kinds);
        if (Fault() is { } fault)
            throw new FormatException(fault);
        _needs = needs.ToDictionary(need => need.Code, StringComparer.Ordinal);
    }

    /// <summary>Built-in table of this version (at-risk.json).</summary>
    public static AtRiskTable BuiltIn => Embedded.Value;

    /// <summary>Needs in the order in which codes are stored.</summary>
    public ListOf<Need> Needs { get; }

    /// <summary>Kinds of people at risk; for a person of several kinds the first in this order is drawn.</summary>
    public ListOf<RiskKind> Kinds { get; }

    /// <summary>Returns the need of a stored code, known or not.</summary>
    public Need Need(string code) => _needs.GetValueOrDefault(code) ?? AtRisk.Need.Unknown(code);

    /// <summary>Returns the codes of known needs in the order of the table, without those that another one covers.</summary>
    public ListOf<string> Uncovered(IReadOnlySet<string> codes)
    {
        var covered = Needs.Where(need => codes.Contains(need.Code)).SelectMany(need => need.Covers).ToHashSet(StringComparer.Ordinal);
        return [.. Needs.Select(need => need.Code).Where(code => codes.Contains(code) && !covered.Contains(code))];
    }

    /// <summary>Loads a table from JSON, UTF-8.</summary>
    /// <exception cref="JsonException">The JSON is no table, or a column is missing.</exception>
    /// <exception cref="FormatException">A code stands twice, the ranks are not 1, 2, 3 …, or a need that is referred to is not in the
    /// table.</exception>
    public static AtRiskTable Read(Stream json)
    {
        var rows = JsonSerializer.Deserialize<Rows>(json, Strict) ?? throw new JsonException("a table is an object");
        return new([.. rows.Needs.Select(row => row.Need)], [.. rows.Kinds.Select(row => row.Kind)]);
    }

    private string? Fault()
    {
        var codes = Needs.Select(need => need.Code).ToHashSet(StringComparer.Ordinal);
        if (codes.Count < Needs.Count || Kinds.DistinctBy(kind => kind.Code, StringComparer.Ordinal).Count() < Kinds.Count)
            return "a code stands twice";
        if (!Needs.Select(need => need.Rank).Order().SequenceEqual(Enumerable.Range(1, Needs.Count)))
            return "ranks are 1, 2, 3 …, each once";
        var named = Needs.SelectMany(need => need.Covers).Concat(Kinds.Select(kind => kind.Follows).OfType<string>());
        return named.FirstOrDefault(code => !codes.Contains(code)) is { } stranger ? $"{stranger} is no need" : null;
    }

    private sealed record Rows(IReadOnlyList<NeedRow> Needs, IReadOnlyList<KindRow> Kinds);

    private sealed record NeedRow(string Code, int Rank, WayOut Out, string Told, IReadOnlyList<string>? Covers = null)
    {
        public Need Need => new(Code, Rank, Out, Told, [.. Covers ?? []]);
    }

    private sealed record KindRow(string Code, string? Follows = null)
    {
        public RiskKind Kind => new(Code, Follows);
    }
}
