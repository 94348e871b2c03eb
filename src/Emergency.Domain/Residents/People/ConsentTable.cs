using System.Text.Json;
using System.Text.Json.Serialization;

namespace Emergency.Domain.People;

/// <summary>Fields of a resident that are permitted or refused together: name and telephone, door, needs, kinds, birth and numbers,
/// capacity, guardians and helpers, illness, photos of the person.</summary>
public enum FieldGroup
{
    Contact,
    Door,
    Needs,
    Kinds,
    Identity,
    Capacity,
    Guardians,
    Health,
    Photo,
}

/// <summary>Purpose of the use: 日常关爱, 卫生室或签约医生, 出事时救人.</summary>
public enum ConsentPurpose
{
    Care,
    Clinic,
    Rescue,
}

/// <summary>Legal basis: 法定职责, 紧急, 同意 (个人信息保护法 13, 29).</summary>
public enum LegalBasis
{
    Duty,
    Emergency,
    Consent,
}

/// <summary>Use to which a person can consent: each is a field group for a purpose that rests on consent alone.</summary>
public enum ConsentUse
{
    HealthCare,
    HealthClinic,
    PhotoCare,
}

/// <summary>Legal bases on which each field group serves each purpose, with the roles that see it then, as data (consent-bases.json). A row
/// without an article is a local setting (本地设定).</summary>
public sealed record ConsentTable(ListOf<ConsentRow> Rows)
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };
    private static readonly Lazy<ConsentTable> Embedded = new(() =>
    {
        using var file = typeof(ConsentTable).Assembly.GetManifestResourceStream("consent-bases.json")!;
        return Read(file);
    });

    /// <summary>Built-in table of this version.</summary>
    public static ConsentTable BuiltIn => Embedded.Value;

    /// <summary>Loads a table from JSON, UTF-8.</summary>
    /// <exception cref="JsonException">The JSON is no table, or a column is missing.</exception>
    /// <exception cref="FormatException">A pair stands twice, a field group is left out, or a use has not exactly one row that rests on
    /// consent.</exception>
    public static ConsentTable Read(Stream json)
    {
        var read = JsonSerializer.Deserialize<Table>(json, Strict) ?? throw new JsonException("a table is an object");
        var table = new ConsentTable([.. read.Rows.Select(row => row.Row)]);
        return table.Fault() is { } fault ? throw new FormatException(fault) : table;
    }

    public ConsentRow Of(ConsentUse use) => Rows.First(row => row.Use == use);

    private string? Fault() =>
        Rows.DistinctBy(row => (row.Fields, row.Purpose)).Count() < Rows.Count ? "a field group stands twice for a purpose"
        : Enum.GetValues<FieldGroup>().Except(Rows.Select(row => row.Fields)).Any() ? "a field group without a row"
        : Rows.Any(row => (row.Basis == LegalBasis.Consent) != row.Use is not null) ? "a use for each row that rests on consent"
        : Enum.GetValues<ConsentUse>().Any(use => Rows.Count(row => row.Use == use) != 1) ? "a row for each use"
        : null;

    private sealed record Table(IReadOnlyList<TableRow> Rows);

    private sealed record TableRow(
        FieldGroup Fields,
        ConsentPurpose Purpose,
        LegalBasis Basis,
        string Source,
        IReadOnlyList<Role> Sees,
        ConsentUse? Use = null,
        string? Article = null
    )
    {
        public ConsentRow Row => new(Fields, Purpose, Basis, Use, Article, Source, [.. Sees]);
    }
}

/// <param name="Use">Use consented to, where the row rests on consent.</param>
/// <param name="Article">Article that grants the right; null: a local setting.</param>
/// <param name="Sees">Roles that see the fields for this purpose.</param>
public sealed record ConsentRow(
    FieldGroup Fields,
    ConsentPurpose Purpose,
    LegalBasis Basis,
    ConsentUse? Use,
    string? Article,
    string Source,
    ListOf<Role> Sees
);
