using System.Text.Json;
using System.Text.Json.Serialization;

namespace Emergency.Domain.Parties;

/// <summary>One duty of a party by article, as data (party-duties.json). A draft is shown grey and never counted.</summary>
/// <param name="Code">Its words stand under party.duty.CODE; an ask names it.</param>
/// <param name="Kinds">Whom it binds; empty: what is owed to estates without a property company.</param>
/// <param name="Region">Beginning of the division codes it binds; "" everywhere.</param>
/// <param name="Must">应当; else the law encourages it.</param>
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

    /// <summary>All of them.</summary>
    public static IReadOnlyList<PartyDuty> All => Embedded.Value;

    /// <summary>What binds the parties of a division, law before drafts.</summary>
    public static IReadOnlyList<PartyDuty> For(string division) =>
        [.. All.Where(duty => division.StartsWith(duty.Region, StringComparison.Ordinal)).OrderBy(duty => duty.Draft)];

    /// <summary>Whether a kind of party has a duty of this code in a division that is law in force.</summary>
    public static bool Binds(string division, PartyKind kind, string code) =>
        For(division).Any(duty => !duty.Draft && duty.Code == code && duty.Kinds.Contains(kind));

    /// <summary>Reads duties as JSON, UTF-8.</summary>
    /// <exception cref="JsonException">It is no table, or a column is missing.</exception>
    /// <exception cref="FormatException">A duty stands twice under one article.</exception>
    public static IReadOnlyList<PartyDuty> Read(Stream json)
    {
        var all = JsonSerializer.Deserialize<IReadOnlyList<PartyDuty>>(json, Strict) ?? throw new JsonException("a table is a list");
        return all.DistinctBy(duty => (duty.Code, duty.Law, duty.Article)).Count() < all.Count
            ? throw new FormatException("a duty stands twice under one article")
            : all;
    }
}
