using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Hotlines.Cap;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;

namespace Emergency.Server.Features.Warnings;

/// <summary>
/// Writes an incident of ours as CAP 1.2 for other systems: kind, severity, divisions, the drawn area. Never a title,
/// address, caller or point: those can tell of a person.
/// </summary>
internal static class IncidentAsCap
{
    private const string Restriction = "cap.restriction",
        Geocode = "行政区划代码";

    /// <summary>Every text it writes besides problems.</summary>
    public static readonly IReadOnlyList<string> Words = [Restriction, .. Enum.GetValues<Category>().Select(Word)];

    internal static CapAlert Of(IncidentSeen seen, Asked asked)
    {
        var (state, places, number) = (seen.Incident.State, seen.Known.Of<PlacesKnown>(asked.Realm), seen.Incidents.Number(seen.Incident));
        var area = Area(state.Impact?.Area, [.. seen.Incident.Divisions], places);
        var sent = new DateTimeOffset(asked.Now.UtcTicks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero);
        return new(
            FormattableString.Invariant($"{seen.Incident.Id}.{sent.ToUnixTimeSeconds()}"),
            $"emergency-{state.County}",
            sent,
            asked.Realm == Entities.Live ? CapStatus.Actual : CapStatus.Exercise,
            CapMessageType.Alert,
            CapScope.Restricted,
            Sentences.In("zh-CN")[Restriction],
            null,
            [],
            number,
            [Info("zh-CN", state, number, places, area), Info("en", state, number, places, area)]
        );
    }

    internal static CapCategory CategoryOf(Category category) =>
        category switch
        {
            Category.Fire => CapCategory.Fire,
            Category.Flood or Category.Weather => CapCategory.Met,
            Category.Geological => CapCategory.Geo,
            Category.Gas => CapCategory.Safety,
            Category.Traffic => CapCategory.Transport,
            Category.Medical or Category.Epidemic => CapCategory.Health,
            Category.Missing => CapCategory.Rescue,
            Category.PublicOrder => CapCategory.Security,
            Category.Power => CapCategory.Infra,
            _ => CapCategory.Other,
        };

    private static CapInfo Info(string language, Incident state, string number, PlacesKnown places, CapArea area)
    {
        var (what, over) = (
            Sentences.In(language)[Word(state.Category)],
            state.Stage is not (IncidentStage.Active or IncidentStage.Contained)
        );
        return new(
            language,
            [CategoryOf(state.Category)],
            what,
            over ? [CapResponse.AllClear] : [],
            over ? CapUrgency.Past
                : state.Stage == IncidentStage.Contained ? CapUrgency.Expected
                : CapUrgency.Immediate,
            state.Grade switch
            {
                Grade.Extreme => CapSeverity.Extreme,
                Grade.Major => CapSeverity.Severe,
                Grade.Larger => CapSeverity.Moderate,
                Grade.General => CapSeverity.Minor,
                _ => CapSeverity.Unknown,
            },
            state.Doubt is null ? CapCertainty.Observed : CapCertainty.Likely,
            [],
            state.OpenedAt,
            null,
            null,
            places.Name(state.County),
            $"{number} {what}",
            null,
            null,
            null,
            null,
            [],
            [area]
        );
    }

    // The standard knows no holes: only the outer rings are drawn.
    private static CapArea Area(Area? drawn, ListOf<string> divisions, PlacesKnown places) =>
        new(
            string.Join('、', divisions.Select(places.Name)),
            drawn is Area.Polygons polygons
                ? [.. polygons.Parts.Select(rings => ListOf.From(rings[0].Select(corner => new CapPoint(corner.Lat, corner.Lon))))]
                : [],
            drawn is Area.Circle circle ? [new(new(circle.Centre.Lat, circle.Centre.Lon), circle.Metres / 1000)] : [],
            [.. divisions.Select(code => new CapNamed(Geocode, code))]
        );

    internal static string Word(Category category) => $"category.{JsonNamingPolicy.KebabCaseLower.ConvertName(category.ToString())}";
}

/// <summary>A CAP 1.2 message to send.</summary>
internal sealed record CapFile(ReadOnlyMemory<byte> Bytes) : IWritten
{
    public static string ContentType => "application/cap+xml";
}
