using System.Text.Json;

namespace Emergency.Domain.Regulations;

/// <summary>Who bears a duty: 居委会, 街道办.</summary>
public enum Bearer
{
    Committee,
    Street,
}

/// <summary>Where a duty stands: the law by its short name, the article by its number.</summary>
public sealed record Article(string Law, string Number);

/// <summary>One duty of readiness as data (duties.json), with what shows that it is done.</summary>
/// <param name="Region">Beginning of the division codes it binds; "" everywhere.</param>
/// <param name="Evidence">Which of the registers shows it.</param>
/// <param name="Local">Its interval is a local setting (本地设定), not law.</param>
/// <param name="Draft">A draft (草案): shown, never counted, never late.</param>
/// <param name="Days">The interval in days; 0 where there is none. For the roster: how many days ahead it must be full.</param>
/// <param name="Soon">Days before the end in which it is said to be due soon.</param>
/// <param name="Community">Days after the end in which it is still the community's own to mend (社区先办).</param>
public sealed record DutyRule(
    string Id,
    string Region,
    Bearer Bearer,
    IReadOnlyList<Article> Articles,
    string Evidence,
    bool Local,
    bool Draft,
    int Days,
    int Soon,
    int Community
)
{
    private static readonly Lazy<IReadOnlyList<DutyRule>> Rules = new(Embedded);

    /// <summary>The duties of a division: law by its bearer, drafts last.</summary>
    public static IReadOnlyList<DutyRule> For(string division) =>
        [
            .. Rules
                .Value.Where(rule => division.StartsWith(rule.Region, StringComparison.Ordinal))
                .OrderBy(rule => rule.Draft)
                .ThenBy(rule => rule.Bearer),
        ];

    /// <summary>How a community stands in this duty by what its registers show.</summary>
    public DutyStanding Judge(CommunityFacts facts) => Regulations.Evidence.Of(Evidence)!(facts, this);

    /// <summary>Reads duties as JSON, UTF-8.</summary>
    /// <exception cref="FormatException">A duty names evidence that no function judges.</exception>
    public static IReadOnlyList<DutyRule> Read(Stream json)
    {
        IReadOnlyList<DutyRule> rules =
        [
            .. JsonSerializer.Deserialize<List<Row>>(json, JsonSerializerOptions.Web)!.Select(row => row.Rule),
        ];
        return rules.FirstOrDefault(rule => Regulations.Evidence.Of(rule.Evidence) is null) is { } strange
            ? throw new FormatException($"{strange.Id}: nothing shows {strange.Evidence}")
            : rules;
    }

    private static IReadOnlyList<DutyRule> Embedded()
    {
        using var file = typeof(DutyRule).Assembly.GetManifestResourceStream("duties.json")!;
        return Read(file);
    }

    private sealed record Row(
        string Id,
        string Region,
        string Bearer,
        IReadOnlyList<Cited> Articles,
        string Evidence,
        bool Local = false,
        bool Draft = false,
        int Days = 0,
        int Soon = 0,
        int Community = 0
    )
    {
        public DutyRule Rule =>
            new(
                Id,
                Region,
                Enum.Parse<Bearer>(Bearer, ignoreCase: true),
                [.. Articles.Select(cited => new Article(cited.Law, cited.Article))],
                Evidence,
                Local,
                Draft,
                Days,
                Soon,
                Community
            );
    }

    private sealed record Cited(string Law, string Article);
}
