using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Emergency.Server.Across.Imports;
using Emergency.Server.Across.Imports.Reading.Tables;
using Emergency.Server.Across.Imports.Reading.Values;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Wording;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Imports;

/// <summary>
/// docs/operating/imports.md agrees with the code, and each example beside it comes in without a finding, in the order in which it is
/// loaded.
/// </summary>
public sealed partial class ImportPageTests
{
    private const string Page = "docs/operating/imports.md",
        County = "990101";
    private static readonly PageWords Words = new("zh-CN");
    private static readonly IReadOnlyList<RegisterKind> Kinds = Enum.GetValues<RegisterKind>();

    private static string Ending(RegisterKind kind) =>
        kind switch
        {
            RegisterKind.Areas => "geojson",
            RegisterKind.Plans => "yaml",
            _ => "csv",
        };

    private static string Example(RegisterKind kind) => $"examples/{RegisterKinds.Slug(kind)}.{Ending(kind)}";

    private static string Path(string name) => System.IO.Path.Combine(Material.Root, "docs", "operating", name);

    [Fact]
    public void The_tables_of_the_page_are_those_of_the_code()
    {
        var sections = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["kinds"] = OfKinds(),
            ["columns"] = OfColumns(),
            ["findings"] = OfFindings(),
        };
        var page = File.ReadAllText(System.IO.Path.Combine(Material.Root, Page));
        Section().Matches(page).Select(found => found.Groups["name"].Value).ShouldBe(sections.Keys, ignoreOrder: true);
        var now = Section()
            .Replace(
                page,
                found => $"<!-- from the code: {found.Groups["name"].Value} -->\n{sections[found.Groups["name"].Value]}<!-- end -->"
            );
        Frozen.CheckFiles(new Dictionary<string, string>(StringComparer.Ordinal) { [Page] = now });
    }

    [Fact]
    public void Each_kind_has_an_example_and_no_other_file_lies_there() =>
        Directory
            .GetFiles(Path("examples"))
            .Select(file => $"examples/{System.IO.Path.GetFileName(file)}")
            .Order(StringComparer.Ordinal)
            .ShouldBe(Kinds.Select(Example).Order(StringComparer.Ordinal));

    [Fact]
    public async Task The_examples_come_in_one_after_the_other_without_a_finding_and_say_nothing_new_the_second_time()
    {
        await using var server = await RunningServer.StartFor(County);
        using var clerk = await server.SignIn("operator", RunningServer.OperatorPassword);
        var found = new List<string>();
        foreach (var kind in Kinds)
        foreach (var sheet in (await Sent(clerk, kind, dryRun: false))["files"].EnumerateArray())
        {
            sheet.GetProperty("imported").GetInt32().ShouldBeGreaterThan(0, $"{kind}");
            found.AddRange(
                sheet
                    .GetProperty("findings")
                    .EnumerateArray()
                    .Select(one => $"{kind} {one.GetProperty("row")} {one.GetProperty("message")}")
            );
        }
        found.ShouldBeEmpty();

        // Rows are counted for any kind of file.
        var done = (await clerk.Get($"/api/imports?division={County}")).Is(200)["items"].EnumerateArray().ToList();
        done.Select(one => one.GetProperty("register").GetString())
            .Order(StringComparer.Ordinal)
            .ShouldBe(Kinds.Select(RegisterKinds.Slug).Order(StringComparer.Ordinal));
        foreach (var one in done)
            (
                one.GetProperty("counts").GetProperty("added").GetInt32() + one.GetProperty("counts").GetProperty("changed").GetInt32()
            ).ShouldBeGreaterThan(0, one.GetProperty("register").GetString());

        foreach (var kind in Kinds)
        {
            var preview = (await Sent(clerk, kind, dryRun: true))["preview"];
            (preview.GetProperty("added").GetInt32(), preview.GetProperty("changed").GetInt32()).ShouldBe((0, 0), $"{kind}");
        }
    }

    private static async Task<Answer> Sent(Api by, RegisterKind kind, bool dryRun)
    {
        var slug = RegisterKinds.Slug(kind);
        return (
            await by.Send(
                HttpMethod.Post,
                $"/api/imports/{slug}?division={County}&file={slug}.{Ending(kind)}&dryRun={(dryRun ? "true" : "false")}",
                new ByteArrayContent(await File.ReadAllBytesAsync(Path(Example(kind))))
            )
        ).Is(200);
    }

    [Fact]
    public async Task A_template_is_read_with_every_column_where_it_belongs()
    {
        await using var server = await RunningServer.StartFor(County);
        using var clerk = await server.SignIn("operator", RunningServer.OperatorPassword);
        foreach (var table in Columns.All)
        {
            var slug = RegisterKinds.Slug(table.Kind);
            var looked = (
                await clerk.Send(
                    HttpMethod.Post,
                    $"/api/imports/{slug}?division={County}&file={slug}.xlsx&dryRun=true",
                    new ByteArrayContent(ImportTemplate.For(table.Kind))
                )
            ).Is(200);
            var sheet = looked["files"].EnumerateArray().ShouldHaveSingleItem();
            sheet
                .GetProperty("columns")
                .EnumerateArray()
                .Select(column => column.GetProperty("field").GetString())
                .ShouldBe(ImportTemplate.Fields(table), slug);
            sheet.GetProperty("missing").GetArrayLength().ShouldBe(0, slug);
        }
    }

    [Fact]
    public async Task A_template_is_for_who_is_signed_in_and_of_a_kind_there_is()
    {
        await using var server = await RunningServer.StartFor(County);
        using var clerk = await server.SignIn("operator", RunningServer.OperatorPassword);
        foreach (var kind in Kinds)
            (await clerk.Get($"/api/imports/{RegisterKinds.Slug(kind)}/template"))
                .Is(200)
                .Text.ShouldStartWith(Ending(kind) == "csv" ? "PK" : await File.ReadAllTextAsync(Path(Example(kind))));
        (await clerk.Get("/api/imports/songs/template")).Is(404);
        using var stranger = server.Stranger();
        (await stranger.Get("/api/imports/residents/template")).Is(401);
    }

    private static string OfKinds()
    {
        var text = new StringBuilder("| | kind | called | who may | example |\n|---|---|---|---|---|\n");
        foreach (var (kind, at) in Kinds.Select((kind, at) => (kind, at)))
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {at + 1} | `{RegisterKinds.Slug(kind)}` | {Named(kind)} | {string.Join(", ", Importing.Needs(kind).Who)} | [{RegisterKinds.Slug(kind)}.{Ending(kind)}]({Example(kind)}) |\n"
            );
        return text.ToString();
    }

    private static string OfColumns()
    {
        var text = new StringBuilder();
        foreach (var table in Columns.All.OrderBy(table => table.Kind))
        {
            text.Append(CultureInfo.InvariantCulture, $"### {RegisterKinds.Slug(table.Kind)} ({Named(table.Kind)})\n");
            text.Append(
                CultureInfo.InvariantCulture,
                $"Needed: {string.Join(", ", table.Required.Select(group => string.Join(" or ", group.Select(field => $"`{field}`"))))}.\n\n"
            );
            text.Append("| column | headings that are read |\n|---|---|\n");
            foreach (var field in table.Fields)
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"| `{field}`{(Columns.Unread.Contains(field) ? ", never imported" : "")} | {string.Join(" · ", table.Headings(field))} |\n"
                );
            text.Append('\n');
        }
        return text.ToString();
    }

    private static string OfFindings()
    {
        var text = new StringBuilder("| finding | says |\n|---|---|\n");
        foreach (var reason in Reasons.All.Where(reason => reason != Reasons.Refused).Order(StringComparer.Ordinal))
            text.Append(
                CultureInfo.InvariantCulture,
                $"| `{reason}` | {Sentences.Of("zh-CN", new Problem($"finding.{reason}", ["…"]))} · {Sentences.Of("en", new Problem($"finding.{reason}", ["…"]))} |\n"
            );
        return text.ToString();
    }

    private static string Named(RegisterKind kind) => Words.Say($"import.kinds.{RegisterKinds.Slug(kind)}");

    [GeneratedRegex("<!-- from the code: (?<name>[a-z]+) -->\n.*?<!-- end -->", RegexOptions.Singleline, 1000)]
    private static partial Regex Section();
}
