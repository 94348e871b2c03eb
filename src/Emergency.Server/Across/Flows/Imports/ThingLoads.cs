using System.Globalization;
using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Domain.Stock;
using Emergency.Server.Across.Imports.Reading.Tables;
using Emergency.Server.Across.Imports.Reading.Values;
using Emergency.Server.Foundation;

namespace Emergency.Server.Across.Imports;

/// <summary>
/// Loads stock, hazards and shelters. A number that now names a different thing is objected to: promises and tasks refer to the earlier
/// one.
/// </summary>
internal static class ThingLoads
{
    public static IEnumerable<Loads> Hazards(RegisterReading reading, Loading at)
    {
        Hazard? Known(HazardRow row, Guid id) => at.Places.Of(row.CommunityCode)?.Facts.Hazards.GetValueOrDefault(new HazardId(id));
        Hazard Fact(HazardRow row, Guid id)
        {
            var was = Known(row, id);
            return new(
                new HazardId(id),
                row.Type,
                row.Kept("level", row.Level, was?.Level) ?? "",
                row.Kept("description", row.Description, was?.Description) ?? "",
                Loading.At(row.Point) ?? was?.Location,
                row.Kept("radius_m", row.RadiusMetres, was?.Metres),
                at.Member(row, "responsible_id", row.CommunityCode, row.ResponsibleId) ?? was?.Watcher,
                row.Kept("found_on", row.FoundOn, was?.FoundOn),
                row.Kept("status", row.Status, was?.Status) ?? ""
            );
        }
        IEnumerable<(Guid, bool)> Like(HazardRow row) =>
            (at.Places.Of(row.CommunityCode)?.Facts.Hazards.Values ?? [])
                .Where(known => known.Type == row.Type && known.Description == (row.Description ?? ""))
                .Select(known => (known.Id.Value, known == Fact(row, known.Id.Value)));
        var rows = reading.Of<HazardRow>().ToList();
        var ids = at.Ids(
            rows,
            row =>
                row.Id is { } number
                    ? at.Numbered(
                        "hazard",
                        new(Domain.Places.Divisions.County(row.CommunityCode), number),
                        id => Known(row, id) is not null
                    )
                    : null,
            Like
        );
        var facts = rows.Zip(ids, (row, id) => (Row: row, Known: Known(row, id), Fact: Fact(row, id)))
            .Where(one =>
                Fits(one.Row, "hazard_id", one.Known is { } was && was.Type != one.Fact.Type && was.Description != one.Fact.Description, at)
            )
            .ToList();
        foreach (var (row, was, fact) in facts)
            at.Differences.Compare(row, row.Type, was is null ? null : Columns(was), Columns(fact));
        yield return new Loads<Hazard>(
            code => Entities.Place(at.Asked.Realm, code),
            hazards => new RecordHazards(hazards, at.Import, at.Asked.Now),
            [
                .. facts.Select(one => new Piece<Hazard>(
                    one.Row.CommunityCode,
                    null,
                    Origin.Of(one.Row),
                    () => one.Known == one.Fact ? null : one.Fact
                )),
            ]
        );
    }

    public static IEnumerable<Loads> Shelters(RegisterReading reading, Loading at)
    {
        ShelterFacts? Known(Guid id) => at.Shelters.Of(new ShelterId(id))?.Facts;
        ShelterFacts Fact(Across.Imports.Reading.Tables.ShelterRow row, Guid id)
        {
            var was = Known(id);
            return new(
                new ShelterId(id),
                row.CommunityCode,
                row.Name,
                row.Kept("type", row.Type, was?.Type) ?? "",
                row.Capacity,
                row.AreaSquareMetres ?? was?.SquareMetres ?? 0,
                row.Kept("open_hours", row.OpenHours, was?.OpenHours) ?? "",
                row.BarrierFree ?? was?.BarrierFree,
                row.Indoor ?? was?.Indoor,
                row.Fit.Count > 0 ? ListOf.From(row.Fit)
                    : row.Strikes("fit") ? []
                    : was?.Fit ?? [],
                Loading.At(row.Point) ?? was?.Location,
                at.Member(row, "contact_id", row.CommunityCode, row.ContactId) ?? was?.Contact
            );
        }
        IEnumerable<(Guid, bool)> Like(Across.Imports.Reading.Tables.ShelterRow row) =>
            at
                .Shelters.In(row.CommunityCode)
                .Where(known => known.Facts!.Name == row.Name)
                .Select(known => (known.Facts!.Id.Value, known.Facts == Fact(row, known.Facts.Id.Value)));
        var rows = reading.Of<Across.Imports.Reading.Tables.ShelterRow>().ToList();
        var ids = at.Ids(
            rows,
            row =>
                row.Id is { } number
                    ? at.Numbered("shelter", new(Domain.Places.Divisions.County(row.CommunityCode), number), id => Known(id) is not null)
                    : null,
            Like
        );
        foreach (var (row, id) in rows.Zip(ids))
        {
            var (was, fact) = (Known(id), Fact(row, id));
            // The shelter itself is the entity: one in another community under its number is a different shelter.
            if (
                !Fits(
                    row,
                    "shelter_id",
                    was is not null
                        && was.Community != fact.Community
                        && (was.Name != fact.Name || !was.Community.StartsWith(at.Division, StringComparison.Ordinal)),
                    at
                )
            )
                continue;
            at.Differences.Compare(row, row.Name, was is null ? null : Columns(was), Columns(fact));
            yield return new Loads<ShelterFacts>(
                _ => Entities.Shelter(at.Asked.Realm, new(id)),
                one => new RecordShelter(one[0], at.Import, at.Asked.Now),
                [new(row.CommunityCode, null, Origin.Of(row), () => was == fact ? null : fact)],
                1
            )
            {
                Named = id.ToString(),
            };
        }
    }

    public static IEnumerable<Loads> Stock(RegisterReading reading, Loading at)
    {
        LotFacts? Known(SupplyRow row, Guid id) => at.Supplies.Of(row.CommunityCode).Lots.GetValueOrDefault(new LotId(id))?.Facts;
        LotFacts Fact(SupplyRow row, Guid id)
        {
            var was = Known(row, id);
            return new(
                new LotId(id),
                row.Name,
                row.Kept("category", row.Category, was?.Category) ?? "",
                row.Unit,
                (int)Math.Floor(row.Quantity),
                row.Kept("min_quantity", row.MinQuantity is { } least ? (int)Math.Ceiling(least) : null, was?.Minimum) ?? 0,
                row.Kept("expires_on", row.ExpiresOn, was?.ExpiresOn),
                row.Kept("location", row.Location, was?.Location) ?? "",
                Loading.At(row.Point) ?? was?.Point,
                at.Member(row, "keeper_id", row.CommunityCode, row.KeeperId) ?? was?.Keeper,
                row.Kept("checked_on", row.CheckedOn, was?.CheckedOn)
            );
        }
        // A list that does not state a lot's place means the only one of its name, if there is only one.
        IEnumerable<LotFacts> Named(SupplyRow row) =>
            at.Supplies.Of(row.CommunityCode).Lots.Values.Select(lot => lot.Facts).Where(known => known.Name == row.Name);
        IEnumerable<LotFacts> Where(SupplyRow row) =>
            row.Location is null && Named(row).Take(2).Count() == 1
                ? Named(row)
                : Named(row).Where(known => known.Location == (row.Location ?? ""));
        IEnumerable<(Guid, bool)> Like(SupplyRow row) => Where(row).Select(known => (known.Id.Value, known == Fact(row, known.Id.Value)));
        var rows = reading.Of<SupplyRow>().ToList();
        var ids = at.Ids(
            rows,
            row =>
                row.Id is { } number
                    ? at.Numbered("lot", new(Domain.Places.Divisions.County(row.CommunityCode), number), id => Known(row, id) is not null)
                    : null,
            Like
        );
        var facts = rows.Zip(ids, (row, id) => (Row: row, Known: Known(row, id), Fact: Fact(row, id)))
            .Where(one => Fits(one.Row, "item_id", one.Known is { } was && was.Name != one.Fact.Name && was.Unit != one.Fact.Unit, at))
            .Where(one => Counts(one.Row, one.Known, one.Fact, at))
            .ToList();
        foreach (var (row, was, fact) in facts)
            at.Differences.Compare(row, row.Name, was is null ? null : Columns(was), Columns(fact));
        yield return new Loads<LotFacts>(
            code => Entities.Supplies(at.Asked.Realm, code),
            lots => new RecordLots(lots, at.Import, at.Asked.Now),
            [
                .. facts.Select(one => new Piece<LotFacts>(
                    one.Row.CommunityCode,
                    null,
                    Origin.Of(one.Row),
                    () => one.Known == one.Fact ? null : one.Fact
                )),
            ]
        );
    }

    // Checks a row's quantity. Stock received, counted or handed out by hand since then stays, unless the file has a later count. A file
    // never sets less than is out.
    private static bool Counts(SupplyRow row, LotFacts? was, LotFacts fact, Loading at)
    {
        var store = at.Supplies.Of(row.CommunityCode);
        if (
            was is not null
            && was.Quantity != fact.Quantity
            && (fact.Quantity < store.Out(was.Id) || (!store.Imports.ContainsKey(was.Id) && !(row.CheckedOn > was.CheckedOn)))
        )
            at.Objections.Add(row, "quantity", Reasons.KeptByHand, Number(was.Quantity));
        return !at.Objections.Hold(row);
    }

    private static bool Fits(RegisterRow row, string column, bool another, Loading at)
    {
        if (another)
            at.Objections.Add(row, column, Reasons.IdentityConflict);
        return !at.Objections.Hold(row);
    }

    private static List<(string, string?)> Columns(Hazard of) =>
        [
            ("type", of.Type),
            ("level", of.Level),
            ("description", of.Description),
            ("lon", Point(of.Location)),
            ("radius_m", of.Metres?.ToString(CultureInfo.InvariantCulture)),
            ("responsible_id", of.Watcher?.ToString()),
            ("found_on", Day(of.FoundOn)),
            ("status", of.Status),
        ];

    private static List<(string, string?)> Columns(ShelterFacts of) =>
        [
            ("community_code", of.Community),
            ("name", of.Name),
            ("type", of.Type),
            ("capacity", Number(of.Capacity)),
            ("area_m2", of.SquareMetres.ToString(CultureInfo.InvariantCulture)),
            ("open_hours", of.OpenHours),
            ("barrier_free", Yes(of.BarrierFree)),
            ("indoor", Yes(of.Indoor)),
            ("fit", string.Join('、', of.Fit)),
            ("lon", Point(of.Location)),
            ("contact_id", of.Contact?.ToString()),
        ];

    private static List<(string, string?)> Columns(LotFacts of) =>
        [
            ("name", of.Name),
            ("category", of.Category),
            ("unit", of.Unit),
            ("quantity", Number(of.Quantity)),
            ("min_quantity", Number(of.Minimum)),
            ("expires_on", Day(of.ExpiresOn)),
            ("location", of.Location),
            ("lon", Point(of.Point)),
            ("keeper_id", of.Keeper?.ToString()),
            ("checked_on", Day(of.CheckedOn)),
        ];

    private static string? Yes(bool? of) => of is { } known ? (known ? "是" : "否") : null;

    private static string Number(int of) => of.ToString(CultureInfo.InvariantCulture);

    private static string? Day(DateOnly? of) => of?.ToString("O", CultureInfo.InvariantCulture);

    private static string? Point(Located? of) =>
        of is { } at ? FormattableString.Invariant($"{at.Point.Lon:0.######} {at.Point.Lat:0.######}") : null;
}
