using System.Text.Json;
using System.Text.Json.Serialization;

namespace Emergency.Domain.Parties;

/// <summary>Duty of a party by article, as data (party-duties.json). A draft is shown grey and never counted.</summary>
/// <param name="Code">Code; its words stand under party.duty.CODE, and a request names it.</param>
/// <param name="Kinds">Kinds of party it binds; empty: a duty towards estates without a property company.</param>
/// <param name="Region">Prefix of the division codes it binds; "" everywhere.</param>
/// <param name="Must">True for 应当; else the law encourages it.</param>
public sealed record PartyDuty(
    string Code,
    IReadOnlyList<PartyKind> Kinds,
    string Region,
    string Law,
    string Article,
    bool Must,
    bool Draft = false
)
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };
    private static readonly Lazy<IReadOnlyList<PartyDuty>> Embedded = new(() =>
    {
        using var file = typeof(PartyDuty).Assembly.GetManifestResourceStream("party-duties.json")!;
        return Read(file);
    });

    /// <summary>All duties.</summary>
    public static IReadOnlyList<PartyDuty> All => Embedded.Value;

    /// <summary>Returns the duties of the parties of a division, law before drafts.</summary>
    public static IReadOnlyList<PartyDuty> For(string division) =>
        [.. All.Where(duty => division.StartsWith(duty.Region, StringComparison.Ordinal)).OrderBy(duty => duty.Draft)];

    /// <summary>Tells whether law in force in a division gives a kind of party a duty of this code.</summary>
    public static bool Binds(string division, PartyKind kind, string code) =>
        For(division).Any(duty => !duty.Draft && duty.Code == code && duty.Kinds.Contains(kind));

    /// <summary>Loads duties from JSON, UTF-8.</summary>
    /// <exception cref="JsonException">The JSON is no table, or a column is missing.</exception>
    /// <exception cref="FormatException">A duty stands twice under one article.</exception>
    public static IReadOnlyList<PartyDuty> Read(Stream json)
    {
        var all = JsonSerializer.Deserialize<IReadOnlyList<PartyDuty>>(json, Strict) ?? throw new JsonException("a table is a list");
        return all.DistinctBy(duty => (duty.Code, duty.Law, duty.Article)).Count() < all.Count
            ? throw new FormatException("a duty stands twice under one article")
            : all;
    }
}
