using System.Text.Json;
using System.Text.Json.Serialization;

namespace Emergency.Domain.Regulations;

/// <summary>Whether a pack binds: 生效, 草案(不计), or what is set here and stands in no law (本地设定).</summary>
public enum PackStatus
{
    InForce,
    Draft,
    Local,
}

/// <summary>A regulation as data (packs/ID.json, its form in packs/schema.json): what it asks, of whom, by which article, and what shows that it is done. Its sentences are not in it.</summary>
/// <param name="Id">The regulation's short name, "xinyang".</param>
/// <param name="Region">Beginning of the division codes it binds, 2 to 6 digits; "" everywhere.</param>
/// <param name="Version">Which text: the year it was passed; of a draft which one.</param>
/// <param name="Since">In force since; null for a draft.</param>
/// <param name="TextDate">The day, month or year of a draft's text; null where it bears none.</param>
public sealed record RulePack(
    string Id,
    string Region,
    PackStatus Status,
    string Version,
    DateOnly? Since,
    string? TextDate,
    ListOf<DutyRule> Duties
)
{
    /// <summary>What people call it; null for a pack of this version, whose words are the program's own.</summary>
    public string? Name { get; init; }

    /// <summary>The file a county has put there; null for a pack of this version.</summary>
    public string? File { get; init; }

    /// <summary>How a fault names it.</summary>
    internal string Named => File is null ? $"Rule pack {Id}" : $"Rule pack {Id} ({File})";

    /// <summary>Whether it binds at a place.</summary>
    public bool IsOf(string division)
    {
        ArgumentNullException.ThrowIfNull(division);
        // A city or province is bound by what binds it as a whole; what binds it only in part stands with the counties.
        return division.StartsWith(Region, StringComparison.Ordinal);
    }

    /// <summary>Reads a pack as JSON, UTF-8; what the form does not know is refused.</summary>
    /// <exception cref="FormatException">Says in a sentence what is wrong with it.</exception>
    public static RulePack Read(Stream json)
    {
        try
        {
            return JsonSerializer.Deserialize<PackForm>(json, PackForm.Strict) is { } form && form.IsWhole()
                ? form.Pack()
                : throw new FormatException("it is not of the form of packs/schema.json: something in it is null");
        }
        catch (JsonException wrong)
        {
            throw new FormatException($"it is not of the form of packs/schema.json: {wrong.Message}", wrong);
        }
    }

    /// <summary>A pack as its file has it.</summary>
    private sealed record PackForm(
        string Id,
        string Region,
        PackStatus Status,
        string Version,
        IReadOnlyList<DutyForm> Duties,
        [property: JsonPropertyName("$schema")] string? Schema = null,
        DateOnly? Since = null,
        string? TextDate = null,
        string? Name = null
    )
    {
        public static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
        {
            RespectRequiredConstructorParameters = true,
            RespectNullableAnnotations = true,
            AllowDuplicateProperties = false,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
        };

        public RulePack Pack() =>
            new(Id, Region, Status, Version, Since, TextDate, [.. Duties.Select(duty => duty.Rule(this))]) { Name = Name };

        /// <summary>Within a list the reader lets null pass.</summary>
        public bool IsWhole() => Duties.All(duty => duty is { } there && there.Articles.All(cited => cited is not null));
    }

    /// <param name="Articles">"37(2)" of the pack's own regulation, "minors 22" of another law.</param>
    /// <param name="Must">False: encouraged (鼓励).</param>
    /// <param name="Evidence">Null: no register shows it, a person judges.</param>
    /// <param name="Local">The figure is a local setting.</param>
    private sealed record DutyForm(
        string Id,
        Bearer Bearer,
        IReadOnlyList<string> Articles,
        bool Must = true,
        string? Evidence = null,
        bool Local = false,
        int Days = 0,
        int Soon = 0,
        int Community = 0,
        string? Name = null
    )
    {
        public DutyRule Rule(PackForm pack) =>
            new(
                Id,
                pack.Id,
                Bearer,
                [.. Articles.Select(cited => Cited(pack, cited))],
                Must,
                Evidence,
                Local,
                pack.Status == PackStatus.Draft
            )
            {
                Name = Name,
                PackName = pack.Name,
                SetBy = pack.Name is null ? null : pack.Region,
                Days = Days,
                Soon = Soon,
                Community = Community,
            };

        private static Article Cited(PackForm pack, string cited) =>
            cited.Split(' ') is [var law, var number] ? new(law, number) : new(pack.Id, cited) { Name = pack.Name };
    }
}
