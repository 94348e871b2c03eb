using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Hotlines.Cap;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Warnings;

namespace Emergency.Server.Tests.Warnings;

/// <summary>
/// Messages of twenty sources (warning-messages.json, own invented texts) with their expected results: every row is written as XML and
/// parsed by the product's reader, against five streets of 浉河区.
/// </summary>
public sealed class WarningTableTests
{
    private const string County = "411502";
    private static readonly DateTimeOffset Sent = new(2026, 7, 10, 8, 0, 0, TimeSpan.FromHours(8));
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);
    private static readonly IReadOnlyList<Row> Table = Read();
    private static readonly PlacesKnown Places = Ground();

    public static TheoryData<string> Ids => [.. Table.Select(row => row.Id)];

    [Fact]
    public void The_table_holds_what_it_was_made_for()
    {
        Table.Count.ShouldBeGreaterThanOrEqualTo(120);
        Table.Select(row => row.Source).Distinct(StringComparer.Ordinal).Count().ShouldBeGreaterThanOrEqualTo(20);
        Table.Select(row => row.Id).ShouldBeUnique(StringComparer.Ordinal);
    }

    [Theory, MemberData(nameof(Ids))]
    public void Of_each_message_comes_what_it_says(string id)
    {
        var row = Table.Single(one => one.Id == id);
        var parsed = CapReader.Read(Encoding.UTF8.GetBytes(Xml(row)));
        parsed.Faults.ShouldBeEmpty();
        var read = WarningReading.Of(parsed.Alert!, parsed.Marks, County, Places, InForce.Table);
        var marks = read
            .Marks.Select(mark => $"marks({mark.Code})")
            .Distinct(StringComparer.Ordinal)
            .Where(mark => Asked(mark, row))
            .ToList();
        Lines(read, parsed.Alert!, Asked("until", row), marks)
            .Order(StringComparer.Ordinal)
            .ShouldBe(row.Want.Order(StringComparer.Ordinal), $"{row.Source}: {row.Infos.FirstOrDefault()?.Headline}");
    }

    private static bool Asked(string what, Row row) => row.Want.Any(line => line.Contains(what, StringComparison.Ordinal));

    // Columns that a row leaves out (until, marks) are not compared.
    private static IEnumerable<string> Lines(WarningReading read, CapAlert alert, bool until, IReadOnlyList<string> marks)
    {
        foreach (var facts in read.Warns)
        {
            var line = new StringBuilder(facts.Hazard is { } hazard ? JsonNamingPolicy.KebabCaseLower.ConvertName(hazard.ToString()) : "?")
                .Append(' ')
                .Append(facts.Level is { } level ? JsonNamingPolicy.KebabCaseLower.ConvertName(level.ToString()) : "-")
                .Append(' ')
                .Append(facts.Reaches ? string.Join(',', facts.Divisions) : "nobody");
            if (facts.AsksWhere)
                line.Append(CultureInfo.InvariantCulture, $" asks({string.Join(',', facts.Excluded ?? [])})");
            if (until)
                line.Append(CultureInfo.InvariantCulture, $" until{(facts.Until - Sent).TotalHours}");
            if (facts.Doubt is { } doubt)
                line.Append(CultureInfo.InvariantCulture, $" {JsonNamingPolicy.KebabCaseLower.ConvertName(doubt.ToString())}");
            foreach (var mark in marks)
                line.Append(CultureInfo.InvariantCulture, $" {mark}");
            yield return line.ToString();
        }
        if (read.Back is { } back)
            yield return $"back {(back.Divisions.Count > 0 ? string.Join(',', back.Divisions) : "nowhere")}{(alert.References.Count == 0 ? " waits" : "")}";
    }

    private static string Xml(Row row)
    {
        XNamespace cap = CapReader.Namespace;
        var sent = Sent.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture) + (row.Sent ?? "+08:00");
        IEnumerable<XElement> Named(string name, IReadOnlyList<string>? pairs) =>
            (pairs ?? []).Select(pair => new XElement(
                cap + name,
                new XElement(cap + "valueName", pair.Split('=')[0]),
                new XElement(cap + "value", pair.Split('=')[1])
            ));
        return new XElement(
            cap + "alert",
            new XElement(cap + "identifier", row.Identifier ?? $"T-{row.Id}"),
            new XElement(cap + "sender", "table@example.org"),
            new XElement(cap + "sent", sent),
            new XElement(cap + "status", "Actual"),
            new XElement(cap + "msgType", row.Type ?? "Alert"),
            new XElement(cap + "scope", "Public"),
            row.References is { } references
                    ? new XElement(
                        cap + "references",
                        string.Join(' ', references.Select(one => $"table@example.org,{one},2026-07-10T07:00:00+08:00"))
                    )
                : row.ReferencesAs is { } words ? new XElement(cap + "references", words)
                : null,
            row.Infos.Select(info => new XElement(
                cap + "info",
                new XElement(cap + "language", info.Language ?? "zh-CN"),
                (info.Categories ?? ["Met"]).Select(one => new XElement(cap + "category", one)),
                new XElement(cap + "event", info.Event),
                (info.Responses ?? []).Select(one => new XElement(cap + "responseType", one)),
                new XElement(cap + "urgency", info.Urgency ?? "Immediate"),
                new XElement(cap + "severity", info.Severity ?? "Minor"),
                new XElement(cap + "certainty", "Likely"),
                Named("eventCode", info.EventCodes),
                info.Onset is { } onset ? new XElement(cap + "onset", Hours(onset)) : null,
                new XElement(cap + "expires", Hours(info.Expires ?? 6)),
                info.Headline is null ? null : new XElement(cap + "headline", info.Headline),
                Named("parameter", info.Parameters),
                info.NoArea
                    ? null
                    : new XElement(
                        cap + "area",
                        new XElement(cap + "areaDesc", info.Area ?? "示例地区"),
                        info.Polygon is { } ring ? new XElement(cap + "polygon", ring) : null,
                        Named("geocode", info.Geocodes)
                    )
            ))
        ).ToString();
    }

    private static string Hours(double hours) => Sent.AddHours(hours).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);

    private static IReadOnlyList<Row> Read()
    {
        using var file = typeof(WarningTableTests).Assembly.GetManifestResourceStream("warning-messages.json")!;
        return JsonSerializer.Deserialize<IReadOnlyList<Row>>(file, Web)!;
    }

    private static PlacesKnown Ground()
    {
        var day = new DateOnly(2024, 1, 1);
        var places = PlacesKnown.None.With(County, Drawn(County, "浉河区", "区", 113.9, 114.3));
        foreach (
            var (code, name, west) in ((string, string, double)[])
                [
                    ("001", "老城街道", 114.0),
                    ("002", "民权街道", 114.05),
                    ("005", "五星街道", 114.1),
                    ("007", "南湾街道", 114.15),
                    ("009", "双井街道", 114.2),
                ]
        )
            places = places
                .With($"{County}{code}", Drawn($"{County}{code}", name, "街道", west, west + 0.05))
                .With($"{County}{code}001", Drawn($"{County}{code}001", $"例{name[..1]}社区", "社区", west, west + 0.05));
        return places;

        Division Drawn(string code, string name, string kind, double west, double east) =>
            Division.Evolve(
                Division.Evolve(Division.None, new DivisionRegistered(code, name, kind, day, null, Sent)),
                new BoundaryDrawn(
                    new([
                        [
                            [new(west, 32.1), new(east, 32.1), new(east, 32.15), new(west, 32.15), new(west, 32.1)],
                        ],
                    ]),
                    true,
                    null,
                    Sent
                )
            );
    }

    private sealed record Row(
        string Id,
        string Source,
        IReadOnlyList<InfoRow> Infos,
        IReadOnlyList<string> Want,
        string? Type = null,
        IReadOnlyList<string>? References = null,
        string? ReferencesAs = null,
        string? Sent = null,
        string? Identifier = null
    );

    /// <param name="Onset">Hours after it was sent, as <paramref name="Expires"/>.</param>
    private sealed record InfoRow(
        string Event,
        string? Headline = null,
        IReadOnlyList<string>? Geocodes = null,
        string? Language = null,
        IReadOnlyList<string>? Categories = null,
        IReadOnlyList<string>? Responses = null,
        string? Urgency = null,
        string? Severity = null,
        IReadOnlyList<string>? EventCodes = null,
        IReadOnlyList<string>? Parameters = null,
        double? Onset = null,
        double? Expires = null,
        string? Area = null,
        string? Polygon = null,
        bool NoArea = false
    );
}
