using System.Text.Json;
using System.Text.Json.Serialization;

namespace Emergency.Domain.Regulations;

/// <summary>Status of a pack: 生效, 草案(不计), or a local setting that stands in no law (本地设定).</summary>
public enum PackStatus
{
    InForce,
    Draft,
    Local,
}

/// <summary>Regulation as data (packs/ID.json, its form in packs/schema.json): its duties, their bearers, their articles, and their
/// evidence. Its sentences are not in it.</summary>
/// <param name="Id">Short name of the regulation, "xinyang".</param>
/// <param name="Region">Prefix of the division codes it binds, 2 to 6 digits; "" everywhere.</param>
/// <param name="Version">Version of the text: the year it was passed; for a draft, the draft's name.</param>
/// <param name="Since">Day since which it is in force; null for a draft.</param>
/// <param name="TextDate">Day, month or year of a draft's text; null where it has none.</param>
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
    /// <summary>Name of the pack; null for a pack of this version, whose words are the program's own.</summary>
    public string? Name { get; init; }

    /// <summary>File of a county's own pack; null for a pack of this version.</summary>
    public string? File { get; init; }

    /// <summary>Name of the pack in messages about its faults.</summary>
    internal string Named => File is null ? $"Rule pack {Id}" : $"Rule pack {Id} ({File})";

    /// <summary>Tells whether it binds at a place.</summary>
    public bool IsOf(string division)
    {
        ArgumentNullException.ThrowIfNull(division);
        // A city or province is bound by packs for the whole of it; packs for a part of it are shown with the counties.
        return division.StartsWith(Region, StringComparison.Ordinal);
    }

    /// <summary>Loads a pack from JSON, UTF-8; unknown members are refused.</summary>
    /// <exception cref="FormatException">The pack is faulty; the message says in a sentence what is wrong.</exception>
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

    /// <summary>Pack in the form of its file.</summary>
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

        /// <summary>Tells whether no list contains null, which the deserializer lets pass.</summary>
        public bool IsWhole() => Duties.All(duty => duty is { } there && there.Articles.All(cited => cited is not null));
    }

    /// <param name="Articles">"37(2)" of the pack's own regulation, "minors 22" of another law.</param>
    /// <param name="Must">False: encouraged (鼓励).</param>
    /// <param name="Evidence">Null: no register shows it, a person judges.</param>
    /// <param name="Local">True when the figure is a local setting.</param>
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
