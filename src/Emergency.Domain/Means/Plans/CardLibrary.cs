using System.Text.Json;
using System.Text.Json.Serialization;

namespace Emergency.Domain.Plans;

/// <summary>Kind of community for which a card of the library is written: a 社区 in town, or a 村.</summary>
public enum CardVariant
{
    Urban,
    Village,
}

/// <summary>Response card of the library, from which a plan's card can start.</summary>
public sealed record LibraryCard(CardVariant Variant, Card Card);

/// <summary>The response cards that come with the product (response-cards.json), each in an urban and a village variant.</summary>
public static class CardLibrary
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    private static readonly Lazy<ListOf<LibraryCard>> Embedded = new(() =>
    {
        using var file = typeof(CardLibrary).Assembly.GetManifestResourceStream("response-cards.json")!;
        return Read(file);
    });

    public static ListOf<LibraryCard> BuiltIn => Embedded.Value;

    /// <summary>Loads a library from JSON, UTF-8 (response-cards.schema.json).</summary>
    /// <exception cref="JsonException">The JSON is no library, or a member is missing.</exception>
    public static ListOf<LibraryCard> Read(Stream json) =>
        [
            .. JsonSerializer
                .Deserialize<Rows>(json, Strict)!
                .Cards.Select(row => new LibraryCard(
                    row.Variant,
                    new(row.Id, row.Hazard, row.Title, [.. row.Steps.Select(step => step.Step)])
                )),
        ];

    private sealed record Rows(List<Row> Cards);

    private sealed record Row(string Id, CardVariant Variant, string Hazard, string Title, List<StepRow> Steps);

    private sealed record StepRow(
        string Id,
        TaskClass Class,
        List<string> Roles,
        string Text,
        int Allow,
        int? Minute = null,
        List<SupplyNeed>? Supplies = null,
        string? When = null
    )
    {
        [JsonIgnore]
        public Step Step => new(Id, Class, [.. Roles], Text, Allow * 60, [.. Supplies ?? []], Minute, When);
    }
}
