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
    /// <summary>Whether it binds at a place.</summary>
    public bool IsOf(string division)
    {
        ArgumentNullException.ThrowIfNull(division);
        // A city or province is bound by what binds it as a whole; what binds it only in part stands with the counties.
        return division.StartsWith(Region, StringComparison.Ordinal);
    }

    /// <summary>The regulations of a region that came into force there after one day, until another. What binds the whole nation stands by its laws among the rules of plans; what is set here is no law.</summary>
    public static IEnumerable<RulePack> CameIntoForce(string division, DateOnly after, DateOnly until) =>
        BuiltIn.Where(pack =>
            pack is { Status: PackStatus.InForce, Region.Length: > 0 } && pack.Since > after && pack.Since <= until && pack.IsOf(division)
        );

    /// <summary>Reads a pack as JSON, UTF-8; what the form does not know is refused.</summary>
    /// <exception cref="FormatException">Says in a sentence what is wrong with it.</exception>
    public static RulePack Read(Stream json)
    {
        try
        {
            return JsonSerializer.Deserialize<PackForm>(json, PackForm.Strict)!.Pack();
        }
        catch (JsonException wrong)
        {
            throw new FormatException($"a rule pack is not of the form of packs/schema.json: {wrong.Message}", wrong);
        }
    }

    /// <summary>The packs of this version: the nation, what is set here, and the five regulations.</summary>
    public static IReadOnlyList<RulePack> BuiltIn => All.Value;

    private static readonly Lazy<IReadOnlyList<RulePack>> All = new(() =>
        [
            .. typeof(RulePack)
                .Assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith("packs/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name =>
                {
                    using var file = typeof(RulePack).Assembly.GetManifestResourceStream(name)!;
                    return Read(file);
                }),
        ]
    );

    /// <summary>What is wrong with packs taken together, a sentence each: unknown evidence, the same pack or duty twice. Nothing where all is well.</summary>
    /// <param name="evidence">Every code of evidence that something judges.</param>
    public static IEnumerable<string> Faults(IReadOnlyList<RulePack> packs, IReadOnlySet<string> evidence)
    {
        var known = string.Join(", ", evidence.Order(StringComparer.Ordinal));
        foreach (var twice in packs.GroupBy(pack => pack.Id, StringComparer.Ordinal).Where(same => same.Count() > 1))
            yield return $"Rule pack {twice.Key} is there {twice.Count()} times.";
        foreach (var pack in packs)
        {
            foreach (var duty in pack.Duties.Where(duty => duty.Evidence is { } code && !evidence.Contains(code)))
                yield return $"Rule pack {pack.Id}: duty {duty.Id} names the evidence \"{duty.Evidence}\", which nothing shows. Known: {known}.";
            foreach (var twice in pack.Duties.GroupBy(duty => duty.Id, StringComparer.Ordinal).Where(same => same.Count() > 1))
                yield return $"Rule pack {pack.Id}: duty {twice.Key} is there {twice.Count()} times.";
            foreach (var duty in pack.Duties.Where(duty => duty.Articles.Count == 0 && pack.Status != PackStatus.Local))
                yield return $"Rule pack {pack.Id}: duty {duty.Id} names no article.";
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
        string? TextDate = null
    )
    {
        public static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
        {
            RespectRequiredConstructorParameters = true,
            RespectNullableAnnotations = true,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
        };

        public RulePack Pack() => new(Id, Region, Status, Version, Since, TextDate, [.. Duties.Select(duty => duty.Rule(Id, Status))]);
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
        int Community = 0
    )
    {
        public DutyRule Rule(string pack, PackStatus status) =>
            new(Id, pack, Bearer, [.. Articles.Select(cited => Cited(pack, cited))], Must, Evidence, Local, status == PackStatus.Draft)
            {
                Days = Days,
                Soon = Soon,
                Community = Community,
            };

        private static Article Cited(string pack, string cited) =>
            cited.Split(' ') is [var law, var number] ? new(law, number) : new(pack, cited);
    }
}
