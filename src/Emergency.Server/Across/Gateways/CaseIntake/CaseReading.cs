using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Cases;
using Emergency.Domain.Places;
using Emergency.Hotlines.Messages;
using Emergency.Server.Features.Cases;
using Emergency.Server.Features.Hotlines;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;
using CaseUpdated = Emergency.Hotlines.Messages.CaseUpdated;
using Casualties = Emergency.Domain.Casualties;

namespace Emergency.Server.Across.CaseIntake;

/// <summary>Turns a hotline's message into the facts of a case: its place, and the doubts about that.</summary>
internal static class CaseReading
{
    public static CaseKey Key(Partner partner, string number) => new(partner.Code.Number, number, partner.Registered);

    /// <summary>
    /// The incident that a case opens, or would open. Its id follows from the case's number, so that messages in any order reach the same
    /// one.
    /// </summary>
    public static IncidentId Incident(string realm, CaseKey key) => new(Derived.Register($"incident/{realm}", key.Over, key.Number));

    /// <param name="home">The county that gets cases without a place.</param>
    public static CaseFacts Facts(CaseKey key, CaseCreated said, Known known, string home)
    {
        var (location, where, doubt) = Place(said.Place, known.Of<PlacesKnown>(), home);
        return new(
            key,
            Of(said.Category),
            Of(said.Priority),
            where.County,
            where.Community,
            null,
            location,
            doubt,
            Of(said.Casualties),
            said.ReceivedAt,
            default
        );
    }

    /// <summary>
    /// Facts of an update, which states only changes: the rest comes from the incident, as far as the views have caught up. An update of an
    /// unknown case counts as urgent.
    /// </summary>
    public static CaseFacts Facts(CaseKey key, CaseUpdated said, Known known, string home, string realm, DateTimeOffset at)
    {
        var incidents = known.Of<IncidentsKnown>(realm);
        var before = incidents.Cases.TryGetValue(key, out var id) ? incidents.Find(id)?.State : null;
        var waiting = before is null ? known.Of<CasesKnown>(realm).Find(Incident(realm, key))?.Facts : null;
        var (location, where, doubt) =
            said.Place is null && before is not null ? (null, new Whereabouts(before.County, null, before.Community), before.Doubt)
            : said.Place is null && waiting is not null
                ? (waiting.Location, new Whereabouts(waiting.County, null, waiting.Community), waiting.Doubt)
            : Place(said.Place ?? new CasePlace(null, null, null, PlaceMark.Missing, null), known.Of<PlacesKnown>(), home);
        return new(
            key,
            said.Category is { } category ? Of(category) : before?.Category ?? waiting?.Category ?? Category.Other,
            said.Priority is { } priority ? Of(priority) : before?.Priority ?? waiting?.Priority ?? Priority.Urgent,
            where.County,
            where.Community,
            null,
            location,
            doubt,
            Of(said.Casualties),
            at,
            default
        );
    }

    public static CaseText Text(this CaseCreated said) =>
        new(said.Title, said.Description, said.Place.Address, said.Caller?.Name, said.Caller?.Phone, said.Place.AsReceived);

    /// <param name="before">Words so far of a waiting case, which keeps them in one text; an incident has a report for each
    /// message.</param>
    public static CaseText Text(this CaseUpdated said, CaseText? before) =>
        new(
            said.Title ?? before?.Title ?? "",
            said.Description ?? before?.Description,
            said.Place?.Address ?? before?.Address,
            said.Caller?.Name ?? before?.CallerName,
            said.Caller?.Phone ?? before?.CallerPhone,
            said.Place?.AsReceived ?? before?.Received
        );

    private static (Located? Location, Whereabouts Where, string? Doubt) Place(CasePlace said, PlacesKnown places, string home)
    {
        var location = said.Coordinates is { } at
            ? Locating.Of(
                at.Lon,
                at.Lat,
                at.Datum switch
                {
                    MapDatum.GCJ02 => Datum.Gcj02,
                    MapDatum.CGCS2000 => Datum.Cgcs2000,
                    _ => Datum.Wgs84,
                }
            )
            : null;
        var (where, doubt) = Placing.Around(places, location, said.DivisionCode, home);
        return (
            location,
            where,
            said.Mark switch
            {
                PlaceMark.Unreadable or PlaceMark.UnknownDatum => "unreadable",
                PlaceMark.OutsideChina => "outside",
                PlaceMark.Exchanged => doubt ?? "swapped",
                PlaceMark.DatumAssumed => doubt ?? "datum",
                _ => doubt,
            }
        );
    }

    private static Category Of(CaseCategory said) => JsonSerializer.Deserialize<Category>($"\"{said.Code}\"", Json.Options);

    private static Priority Of(CasePriority said) =>
        said switch
        {
            CasePriority.Life => Priority.Life,
            CasePriority.Urgent => Priority.Urgent,
            _ => Priority.Normal,
        };

    private static Casualties? Of(Emergency.Hotlines.Messages.Casualties? said) =>
        said is null or { Dead: null, Injured: null, Trapped: null } ? null : new(said.Dead ?? 0, said.Injured ?? 0, said.Trapped ?? 0);
}
