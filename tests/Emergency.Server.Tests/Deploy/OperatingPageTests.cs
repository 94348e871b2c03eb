using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Emergency.Domain.Accounts;
using Emergency.Hotlines.Messages;
using Emergency.Server.Across.Imports.Reading;
using Emergency.Server.Across.Imports.Reading.Formats;
using Emergency.Server.Across.Live;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Features.BaseMaps;
using Emergency.Server.Foundation;
using Emergency.Server.Hosting;
using Emergency.Server.Hosting.Pages;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Deploy;

/// <summary>Names in docs/operating.md and the pages below it exist: settings, commands, fields of health, limits.</summary>
public sealed partial class OperatingPageTests
{
    private const string Folder = "docs/operating";

    /// <summary>Options of commands, which are no settings.</summary>
    private static readonly string[] OfCommands =
    [
        "keys",
        "anchor",
        "public-key",
        "division",
        "operator",
        "second",
        "second-role",
        "secret",
        "secrets",
        "server",
        "script",
        "hotline",
        "json",
        "really",
    ];

    private static IReadOnlyDictionary<string, string> Pages { get; } =
        Directory
            .EnumerateFiles(Path.Combine(Material.Root, Folder), "*.md")
            .Append(Path.Combine(Material.Root, "docs", "operating.md"))
            .Append(Path.Combine(Material.Root, "docs", "hotlines.md"))
            .ToDictionary(file => Path.GetFileName(file), File.ReadAllText, StringComparer.Ordinal);

    [Fact]
    public void Each_setting_named_is_one()
    {
        var known = Settings
            .Options.SelectMany(option => new[] { option.Name, OfAnyLine(option.Name) })
            .Concat(OfCommands)
            .ToHashSet(StringComparer.Ordinal);
        var named = Pages
            .SelectMany(page =>
                Ours()
                    .Matches(page.Value)
                    .SelectMany(said => Option().Matches(said.Value))
                    .Select(one => (page.Key, Name: one.Groups["name"].Value))
            )
            .Distinct()
            .ToList();
        named.Count.ShouldBeGreaterThan(40);
        named.Where(one => !known.Contains(one.Name)).Select(one => $"{one.Key}: --{one.Name}").ShouldBeEmpty();
    }

    [Fact]
    public async Task Each_command_named_is_one_and_each_there_is_stands_on_a_page()
    {
        var (code, lines) = await InsideServer.Command(null, ["sing"]);
        code.ShouldBe(3);
        var commands = lines
            .ShouldHaveSingleItem()
            .Split("is no command: ")[1]
            .Split(", ")
            .Select(one => Word().Match(one.Replace("or ", "", StringComparison.Ordinal)).Value)
            .ToHashSet(StringComparer.Ordinal);
        var named = Pages
            .Values.SelectMany(text => Command().Matches(text))
            .Select(one => one.Groups["word"].Value)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        named.Except(commands, StringComparer.Ordinal).ShouldBeEmpty();
        commands
            .Where(command => !Pages.Values.Any(text => text.Contains($"`{command}", StringComparison.Ordinal)))
            .Except(named, StringComparer.Ordinal)
            .ShouldBeEmpty();
    }

    [Fact]
    public void Each_field_of_health_has_its_row() =>
        typeof(Health)
            .GetProperties()
            .Select(one => JsonNamingPolicy.CamelCase.ConvertName(one.Name))
            .Where(name => !Pages["watching.md"].Contains($"`{name}`", StringComparison.Ordinal))
            .ShouldBeEmpty();

    [Fact]
    public void The_tables_of_settings_and_limits_are_those_of_the_code() =>
        Frozen.CheckFiles(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [$"{Folder}/settings.md"] = With("settings.md", "settings", OfSettings()),
                [$"{Folder}/limits.md"] = With("limits.md", "limits", OfLimits()),
            }
        );

    private static string With(string page, string name, string table)
    {
        var section = new Regex($"<!-- from the code: {name} -->\n.*?<!-- end -->", RegexOptions.Singleline, TimeSpan.FromSeconds(1));
        section.Matches(Pages[page]).ShouldHaveSingleItem();
        return section.Replace(Pages[page], _ => $"<!-- from the code: {name} -->\n{table}<!-- end -->");
    }

    private static string OfSettings()
    {
        var (defaults, text) = (new Settings(), new StringBuilder("| setting | without it | allowed |\n|---|---|---|\n"));
        var rows = Settings.Options.Select(option =>
            $"| `--{OfAnyLine(option.Name)}` | {option.Show(defaults) ?? ""} | {option.Allowed}{(option.Secret ? ", never printed" : "")} |"
        );
        return text.AppendJoin('\n', rows.Distinct(StringComparer.Ordinal)).Append('\n').ToString();
    }

    private static string OfAnyLine(string name) => name.Split(':') is ["hotlines", _, var what] ? $"hotlines:LINE:{what}" : name;

    private static string OfLimits()
    {
        var s = new Settings();
        static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
        (string What, string Most, string Beyond)[] rows =
        [
            ("body of a request", $"{Received.Limit / 1024 / 1024} MB", "413"),
            ("body from who is not signed in", $"{Received.StrangersLimit / 1024} kB", "413"),
            ("an imported file", $"{RegisterReader.MostBytes / 1024 / 1024} MB", "the page says so before it is sent"),
            (
                "a table in it",
                $"{Count(Bounds.Rows)} rows, {Bounds.Columns} columns, {Count(Bounds.Cells)} cells, {Count(Bounds.TextLength)} characters in a cell",
                "the file is refused with the reason"
            ),
            ("a picture or paper (`--attachment-kb`)", $"{Count(s.AttachmentKilobytes)} kB", "refused"),
            ("all pictures and papers of a community (`--attachments-mb`)", $"{Count(s.AttachmentsMegabytes)} MB", "refused"),
            ("entries of a list in one answer", Count(Page.Most), "the next page is asked for"),
            ("live lines of a node (`--sockets`)", Count(s.Sockets), "the page goes on without, and tries again after 30 s"),
            ("live lines of a session (`--sockets-per-session`)", Count(s.SocketsPerSession), "the same"),
            (
                "live lines of an account",
                $"{Count(SocketGate.SessionsEach * s.SocketsPerSession)}: {SocketGate.SessionsEach} times those of a session",
                "the same"
            ),
            (
                "readings of personal data by an account in an hour (`--readings-per-hour`)",
                Count(s.ReadingsPerHour),
                "nothing is refused: auditor and commander are told"
            ),
            ("wrong passwords in turn", Count(WrongPasswords.Most), "locked for 15 minutes"),
            ("a password", $"{Passwords.Shortest} to {Passwords.Longest} characters", "refused"),
            ("passkeys of an account", Count(Account.MostPasskeys), "one is taken away first"),
            ("a text to a phone", $"{VoiceMessages.LongestSms} characters", "we send none that is longer"),
            ("what a call says", $"{VoiceMessages.LongestText} characters", "we send none that is longer"),
            ("what loudspeakers say", $"{LoudspeakerMessages.LongestText} characters", "refused"),
            ("broken pages that one account tells of in ten minutes (`pageFaults`)", Count(PageFaults.MostOfOne), "no longer counted"),
            ("tiles of a base map an account asks for at once", Count(TilePace.Most), $"{TilePace.EachSecond} a second from then on"),
        ];
        var text = new StringBuilder("| what | at most | beyond it |\n|---|---|---|\n");
        foreach (var (what, most, beyond) in rows)
            text.Append(CultureInfo.InvariantCulture, $"| {what} | {most} | {beyond} |\n");
        return text.ToString();
    }

    /// <summary>A code span that begins with an option, or a line that runs our program.</summary>
    [GeneratedRegex(@"`--[^`]+`|(?:^|`)(?:PGPASSWORD=\S+ \S+ )?(?:emergency|Emergency\.Server) [^`\n]*", RegexOptions.Multiline, 1_000)]
    private static partial Regex Ours();

    [GeneratedRegex(@"(?<![\w-])--(?<name>[a-z][a-z0-9]*(?:[:-][A-Za-z0-9]+)*)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Option();

    /// <summary>A line of a block, or a code span, that begins with our program.</summary>
    [GeneratedRegex(
        @"(?:^|`|^PGPASSWORD=\S+ \S+ )(?:emergency|Emergency\.Server) (?<word>[a-z][a-z-]*)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex Command();

    [GeneratedRegex("^[a-z-]+", RegexOptions.None, 1_000)]
    private static partial Regex Word();
}
