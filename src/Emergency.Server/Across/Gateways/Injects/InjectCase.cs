using System.Text.Json;
using Emergency.Domain;
using Emergency.Hotlines.Messages;
using Emergency.Server.Foundation;
using Casualties = Emergency.Hotlines.Messages.Casualties;

namespace Emergency.Server.Across.Injects;

/// <summary>A case as a hotline's machine would hand it over, made for a drill.</summary>
internal static class InjectCase
{
    /// <summary>The same inject of the same drill is the same message.</summary>
    public static string MessageId(DrillId drill, string inject) => $"{drill} {inject}";

    public static CaseCreated Of(
        string number,
        Category category,
        Priority priority,
        string title,
        string description,
        string? address,
        (double Lon, double Lat)? at,
        string division,
        int? trapped,
        DateTimeOffset now
    )
    {
        var written = JsonSerializer.Serialize(category, Json.Options).Trim('"');
        var place = new CasePlace(
            at is { } point ? new Coordinates(point.Lon, point.Lat, MapDatum.WGS84) : null,
            address,
            division,
            at is null ? PlaceMark.Missing : PlaceMark.Given,
            null
        );
        return new(
            number,
            new CaseCategory(written, written),
            title,
            description,
            now,
            null,
            place,
            trapped is { } shut ? new Casualties(0, 0, shut) : null,
            priority switch
            {
                Priority.Life => CasePriority.Life,
                Priority.Normal => CasePriority.Normal,
                _ => CasePriority.Urgent,
            }
        );
    }
}
