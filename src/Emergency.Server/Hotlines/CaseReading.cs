using System.Text.Json;
using Emergency.Domain.Handovers;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Hotlines;
using Emergency.Hotlines.Messages;
using Emergency.Server.Incidents;
using Emergency.Server.People;
using Emergency.Server.Places;
using Emergency.Server.Views;
using Casualties = Emergency.Domain.Incidents.Casualties;
using CaseUpdated = Emergency.Hotlines.Messages.CaseUpdated;

namespace Emergency.Server.Hotlines;

/// <summary>Turns what a hotline said into the facts of a case: where it lies, and what is in doubt about that.</summary>
public static class CaseReading
{
    public static CaseKey Key(HotlineCode hotline, string number) => new(hotline.Number, number);

    public static CaseFacts Facts(CaseKey key, CaseCreated said, Known known)
    {
        ArgumentNullException.ThrowIfNull(said);
        ArgumentNullException.ThrowIfNull(known);
        var (location, where, doubt) = Place(said.Place, known.Of<PlacesKnown>());
        return new(key, Of(said.Category), Of(said.Priority), where.County, where.Community, null, location, doubt, Of(said.Casualties), said.ReceivedAt, default);
    }

    /// <summary>An update says only what is new: the rest is what the incident has, as far as the views have come. Of a case nobody knows it is taken for an urgent one.</summary>
    public static CaseFacts Facts(CaseKey key, CaseUpdated said, Known known, string realm, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(said);
        ArgumentNullException.ThrowIfNull(known);
        var incidents = known.Of<IncidentsKnown>(realm);
        var before = incidents.Cases.TryGetValue(key, out var id) ? incidents.Find(id)?.State : null;
        var (location, where, doubt) = said.Place is null && before is not null
            ? (null, new Whereabouts(before.County, null, before.Community), before.Doubt)
            : Place(said.Place ?? new CasePlace(null, null, null, PlaceMark.Missing, null), known.Of<PlacesKnown>());
        return new(key, said.Category is { } category ? Of(category) : before?.Category ?? Category.Other, said.Priority is { } priority ? Of(priority) : before?.Priority ?? Priority.Urgent,
            where.County, where.Community, null, location, doubt, Of(said.Casualties), at, default);
    }

    public static CaseText Text(this CaseCreated said)
    {
        ArgumentNullException.ThrowIfNull(said);
        return new(said.Title, said.Description, said.Place.Address, said.Caller?.Name, said.Caller?.Phone, said.Place.AsReceived);
    }

    public static CaseText Text(this CaseUpdated said)
    {
        ArgumentNullException.ThrowIfNull(said);
        return new(said.Title ?? "", said.Description, said.Place?.Address, said.Caller?.Name, said.Caller?.Phone, said.Place?.AsReceived);
    }

    private static (Located? Location, Whereabouts Where, string? Doubt) Place(CasePlace said, PlacesKnown places)
    {
        var location = said.Coordinates is { } at ? Locating.Of(at.Lon, at.Lat, at.Datum switch { MapDatum.GCJ02 => Datum.Gcj02, MapDatum.CGCS2000 => Datum.Cgcs2000, _ => Datum.Wgs84 }) : null;
        var (where, doubt) = Locating.Around(places, location, said.DivisionCode, Locating.Home(places));
        return (location, where, said.Mark switch
        {
            PlaceMark.Unreadable or PlaceMark.UnknownDatum => "unreadable",
            PlaceMark.OutsideChina => "outside",
            PlaceMark.Exchanged => doubt ?? "swapped",
            PlaceMark.DatumAssumed => doubt ?? "datum",
            _ => doubt,
        });
    }

    private static Category Of(CaseCategory said) => JsonSerializer.Deserialize<Category>($"\"{said.Code}\"", Json.Options);

    private static Priority Of(CasePriority said) => said switch { CasePriority.Life => Priority.Life, CasePriority.Urgent => Priority.Urgent, _ => Priority.Normal };

    private static Casualties? Of(Emergency.Hotlines.Messages.Casualties? said) => said is null or { Dead: null, Injured: null, Trapped: null } ? null : new(said.Dead ?? 0, said.Injured ?? 0, said.Trapped ?? 0);
}
