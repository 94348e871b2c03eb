using System.Text.RegularExpressions;

namespace Emergency.Browser.Tests.Gallery;

/// <summary>A page in one state.</summary>
/// <param name="Row">The row of the pages' tables that it is: a path of a desk, a path of the phone after #, or an entry of its
/// own.</param>
/// <param name="Account">Account that looks; null: nobody is signed in.</param>
/// <param name="Address">Address with the ids of <see cref="PagesFixture"/> in braces; the language is added.</param>
/// <param name="Press">Element to press once the page stands.</param>
/// <param name="Least">Width below which the page scrolls sideways, and says so at its place; CSS pixels.</param>
public sealed record Look(string Row, string? Account, string Address, string Press = "", int Least = 0)
{
    public string Name =>
        string.Join(
            '-',
            new string([.. $"{Address}-{Press}".Select(one => char.IsLetterOrDigit(one) || one is '{' or '}' ? one : ' ')]).Split(
                ' ',
                StringSplitOptions.RemoveEmptyEntries
            )
        );

    /// <summary>True for a page made for a phone first; a desk's page is used on a phone only in need.</summary>
    public bool IsForPhones => !Row.StartsWith('/');

    /// <summary>True for a page made for a desk.</summary>
    public bool IsForDesks => !Row.StartsWith('#');

    public override string ToString() => Name;
}

/// <summary>Pages that are checked on every window, in their longest language.</summary>
public static partial class LookedAt
{
    /// <summary>Rows of a table that no test of layout opens, with the reason.</summary>
    public static readonly IReadOnlyDictionary<string, string> LeftOut = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["#/"] = "which list stands first is one of the others: who, tasks or visits",
    };

    public static readonly IReadOnlyList<Look> All =
    [
        new("/command", "commander", "/command", Least: 960),
        new("/command", "commander", "/command#incident={incident}", Least: 960),
        new("/command", "commander", "/command?wall=1", Least: 960),
        new("/warnings", "duty", "/warnings", Least: 1440),
        .. Parts().Select(part => new Look("/street", "street", $"/street#{part}")),
        .. ((string[])["entrusted", "duplicates"]).Select(tab => new Look(
            "/street",
            "secretary",
            "/street?community={community}#residents",
            $"#register-tab-{tab}"
        )),
        .. ((string[])["homes", "moves", "left", "approvals", "standing"]).Select(tab => new Look(
            "/street",
            "secretary",
            "/street?community={community}#residents",
            $"#register-tab-{tab}"
        )),
        new("/street", "street", "/street?community={street}#residents", "#register-tab-entrusted"),
        new("/street", "secretary", "/street?community={community}#care"),
        new("/street", "secretary", "/street?care={care}#care"),
        new("/street", "secretary", "/street?community={community}#visits"),
        new("/counties", "commander", "/counties"),
        new("/readiness", "commander", "/readiness"),
        new("/months", "commander", "/months"),
        new("/matters", "department", "/matters"),
        new("/street", "secretary", "/street?community={community}#month"),
        new("/lines", "duty", "/lines"),
        new("/civil", "civil", "/civil"),
        new("/party", PagesFixture.Party, "/party"),
        new("/protection", "child", "/protection"),
        new("/protection", "child", "/protection?case={child}"),
        new("/clinic", "clinic", "/clinic?which=all"),
        new("/clinic", "clinic", "/clinic?patient={patient}&community={community}"),
        new("/operations", "operator", "/operations"),
        new("/accounts", "operator", "/accounts"),
        new("/audit", "auditor", "/audit"),
        new("/audit", "auditor", "/audit", "#audit-tab-readers"),
        new("/audit", "auditor", "/audit", "#audit-tab-person"),
        new("/audit", "auditor", "/audit", "#audit-tab-minors"),
        new("/drills", "street", "/drills"),
        new("/drills/:id", "street", "/drills/{drill}?realm={realm}", Least: 1440),
        .. Phone().Select(page => new Look($"#{page}", "secretary", $"/team?incident={{incident}}#{page}")),
        new("#children", "child", "/team#children"),
        new("#visit", "secretary", "/team#visit/{visit}"),
        new("login", null, "/login"),
        new("link", null, "/link#nobody"),
        new("paper", "secretary", "/paper?incident={incident}"),
        new("paper", "secretary", "/paper?standing={community}"),
        .. ((string[])["first", "hourly"]).Select(form => new Look("paper", "duty", $"/paper?situation={{incident}}&form={form}")),
        new("report", "street", "/drills/{drill}/report"),
        new("public", null, "/public"),
    ];

    /// <summary>All rows: the desks' and the phone's tables, and the pages beside them, as the server knows them.</summary>
    public static IEnumerable<string> Rows() =>
        [
            .. Matches(Text("src", "pages", "desk.ts"), DeskPath()),
            .. Matches(Text("src", "pages", "phone.ts"), PhonePath())
                .SelectMany(one => one.Split('|'))
                .Select(one => one.Length == 0 ? "#/" : $"#{one}"),
            .. Matches(Text("pages.ts"), Entry()).Except(["desk", "phone"], StringComparer.Ordinal),
            "public",
        ];

    /// <summary>The parts of the street's desk.</summary>
    public static IEnumerable<string> Parts() => Matches(Text("src", "pages", "street", "parts.ts"), StreetPart());

    private static IEnumerable<string> Phone() =>
        Matches(Text("src", "pages", "phone.ts"), PhonePath())
            .SelectMany(one => one.Split('|'))
            .Except(["", "visit", "children"], StringComparer.Ordinal);

    private static IEnumerable<string> Matches(string text, Regex what) => what.Matches(text).Select(one => one.Groups["it"].Value);

    internal static string Text(params string[] path)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Emergency.sln")))
            root = root.Parent;
        return File.ReadAllText(Path.Combine([root!.FullName, "src", "web", .. path]));
    }

    [GeneratedRegex("path: '(?<it>[^']+)'", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex DeskPath();

    [GeneratedRegex(@"path: '(/:page\((?<it>[^)]+)\)[^']*|/)'", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex PhonePath();

    [GeneratedRegex(@"^  (?<it>\w+): (\[|rows)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Entry();

    [GeneratedRegex("^    part: '(?<it>[^']+)'", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex StreetPart();
}
